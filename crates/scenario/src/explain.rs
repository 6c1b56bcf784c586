//! Why the real income of one economy changes, in a world that is kept ready: by channel, by sector, by partner.
//!
//! The numbers are those that `comity run --decompose` writes of the same scenario: the exact decomposition along the whole path from
//! the benchmark, in 100 ln.

use crate::ai::Split;
use crate::ai::channels::Channel;
use crate::error::Error;
use crate::prepared::Prepared;
use crate::scenario::Scenario;
use crate::select::Selector;
use crate::welfare::{PARTS, Welfare};
use comity_model::Parts;

/// Why the real income of an economy changes, in 100 ln.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// Its code.
    pub economy: String,
    /// What each channel of AI brings, and what the scenario does beside; they add up to the change of real income. Empty where the scenario
    /// says nothing of AI or rules.
    pub channels: Vec<(Channel, f64)>,
    /// The parts of the change, and the change itself.
    pub whole: Reasons,
    /// By sector, as `welfare_sectors.csv` has it: a last row without a code holds what belongs to none.
    pub sectors: Vec<Reasons>,
    /// By partner, as `welfare_partners.csv` has it: the economy itself stands for what has no partner.
    pub partners: Vec<Reasons>,
    /// What the user may not have meant.
    pub warnings: Vec<String>,
}

/// Parts of a change in 100 ln.
#[derive(Debug, Clone, PartialEq)]
pub struct Reasons {
    /// The code of the economy, sector or partner.
    pub code: String,
    /// In the order of [`PARTS`].
    pub parts: [f64; PARTS.len()],
    /// What they add up to.
    pub total: f64,
}

impl Reasons {
    fn of(code: &str, parts: Parts) -> Self {
        Self { code: code.to_owned(), parts: PARTS.map(|(_, part)| parts[part]), total: parts.sum() }
    }
}

impl Prepared {
    /// Why the real income of an economy changes under a scenario, which is to [fit](Self::fits).
    ///
    /// # Errors
    /// There is no such economy; the scenario cannot be answered; an equilibrium on the way to its own does not exist.
    pub fn explain(&self, scenario: &Scenario, economy: &str) -> Result<Explanation, Error> {
        let id = Selector::new(&self.baseline)
            .economy(economy)
            .map_err(|fault| Error::UnknownResult { message: fault.message, hint: fault.hint })?;
        let solved = self.solve(scenario)?;
        let (benchmark, size) = (&self.benchmark, self.benchmark.calibration.size);
        let channels = match &solved.changes.effects {
            None => Vec::new(),
            Some(effects) => {
                let parts = solved.changes.parts(effects.year, &solved.shock, &benchmark.calibration);
                let split = Split::of(&self.baseline, benchmark, &parts, &self.settings)?;
                split.parts().map(|(channel, change)| (channel, change[id])).collect()
            }
        };
        let welfare =
            Welfare::of(&self.baseline, benchmark, &solved.shock, &solved.counterfactual, &self.settings)?;
        let exact = &welfare.exact;
        let named = self.baseline.sectors.iter().zip(size.sectors());
        let mut sectors: Vec<Reasons> =
            named.map(|(info, sector)| Reasons::of(&info.code, exact.sector(id, sector))).collect();
        sectors.push(Reasons::of("", exact.no_sector(id)));
        let partners = self.baseline.economies.iter().zip(size.economies());
        let mut warnings = solved.changes.warnings;
        warnings.extend(welfare.warning());
        Ok(Explanation {
            economy: economy.to_owned(),
            channels,
            whole: Reasons { total: exact.total(id), ..Reasons::of(economy, exact.economy(id)) },
            sectors,
            partners: partners.map(|(info, at)| Reasons::of(&info.code, exact.partner(id, at))).collect(),
            warnings,
        })
    }
}
