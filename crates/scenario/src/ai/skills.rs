//! `skills = true` in `[ai]`: skilled and less skilled labour as factors of their own, beside capital.

use super::channels::labour_share;
use crate::id;
use crate::parameters::Parameters;
use crate::select::normalised;
use comity_data::{Baseline, Step};
use comity_model::{EconomyId, Grid, SectorId};

/// Those with higher education, as a factor.
const SKILLED: &str = "skilled";
/// All others.
const LESS_SKILLED: &str = "less_skilled";
/// What is not labour.
const CAPITAL: &str = "capital";

/// The baseline with value added split between skilled labour, less skilled labour and capital.
///
/// Labour earns what the baseline says it does, else `productivity.labour_share`; of that, skilled labour earns `skills.skilled_share`
/// of the sector times `skills.skilled_ratio` of the economy. A baseline that has both kinds of labour keeps its factors.
pub(crate) fn apart(mut baseline: Baseline, parameters: &Parameters) -> Baseline {
    if places(&baseline).is_some() {
        return baseline;
    }
    let labour = labour_share(&baseline);
    let size = baseline.table.size;
    let mut paid = [Grid::zeros(size), Grid::zeros(size), Grid::zeros(size)];
    for (sector, info) in size.sectors().zip(&baseline.sectors) {
        let group = normalised(&info.group);
        let assumed = parameters.by_sector(id!("productivity.labour_share"), &info.code, &group);
        let of_sector = parameters.by_sector(id!("skills.skilled_share"), &info.code, &group);
        for (economy, info) in size.economies().zip(&baseline.economies) {
            let ratio = parameters.by_economy(id!("skills.skilled_ratio"), &info.code, &info.income_group);
            let key = (economy, sector);
            let value: f64 = baseline.table.value_added.iter().map(|factor| factor[key]).sum();
            let labour = if labour[key].is_nan() { assumed } else { labour[key] };
            let (wages, skilled) = (value * labour, (of_sector * ratio).clamp(0.0, 1.0));
            paid[0][key] = wages * skilled;
            paid[1][key] = wages - paid[0][key];
            paid[2][key] = value - wages;
        }
    }
    baseline.table.value_added = paid.into();
    baseline.factors = [SKILLED, LESS_SKILLED, CAPITAL].map(str::to_owned).into();
    baseline.meta.steps.push(Step {
        operation: "Split value added between skilled labour, less skilled labour and capital, by skills.skilled_share, \
                    skills.skilled_ratio and productivity.labour_share"
            .to_owned(),
        ..Step::default()
    });
    baseline
}

/// Where skilled and less skilled labour are among the factors of a baseline.
pub(crate) fn places(baseline: &Baseline) -> Option<[usize; 2]> {
    let place = |name: &str| baseline.factors.iter().position(|factor| factor == name);
    Some([place(SKILLED)?, place(LESS_SKILLED)?])
}

/// Whether people are what a factor is.
pub(super) fn is_labour(name: &str) -> bool {
    let name = name.to_lowercase();
    name.starts_with("labour") || name.starts_with("labor") || name == SKILLED || name == LESS_SKILLED
}

/// The two kinds of labour among the factors of a baseline.
#[derive(Debug, Clone)]
pub(super) struct Kinds {
    /// Where they are: skilled labour first.
    pub places: [usize; 2],
    /// How many factors there are.
    pub factors: usize,
    /// What skilled labour earns of what both earn.
    skilled: Grid,
}

impl Kinds {
    /// Nothing where the baseline does not tell them apart.
    pub fn of(baseline: &Baseline) -> Option<Self> {
        let places = places(baseline)?;
        let [mut skilled, less] = places.map(|at| baseline.table.value_added[at].clone());
        for (skilled, less) in skilled.values_mut().iter_mut().zip(less.values()) {
            let both = *skilled + less;
            *skilled = if both > 0.0 { *skilled / both } else { 0.5 };
        }
        Some(Self { places, factors: baseline.factors.len(), skilled })
    }
}

/// What AI does for each kind of labour, against labour as a whole: exposure times the gain on what is exposed.
#[derive(Debug, Clone)]
pub(super) struct Skills<'a> {
    pub kinds: &'a Kinds,
    exposure_skilled: f64,
    gain_less_skilled: f64,
}

impl<'a> Skills<'a> {
    pub fn new(kinds: &'a Kinds, parameters: &Parameters) -> Self {
        Self {
            kinds,
            exposure_skilled: parameters.value(id!("skills.exposure_skilled")),
            gain_less_skilled: parameters.value(id!("skills.gain_less_skilled")),
        }
    }

    /// Exposure times gain of skilled and of less skilled labour in a sector. Exposures of the two, weighted by what they earn, are that
    /// of the sector: skilled labour has `skills.exposure_skilled` times as much, but no more than all of it.
    pub fn against_labour(&self, key: (EconomyId, SectorId)) -> [f64; 2] {
        let share = self.kinds.skilled[key];
        let exposed =
            if share > 0.0 { self.exposure_skilled.min(1.0 / share) } else { self.exposure_skilled };
        let rest = if share < 1.0 { ((1.0 - share * exposed) / (1.0 - share)).max(0.0) } else { 1.0 };
        [exposed, rest * self.gain_less_skilled]
    }
}
