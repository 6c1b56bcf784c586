//! What a scenario changes in a baseline, in one world or in each year of a path.

use crate::ai::channels::{Ground, Part};
use crate::ai::{Effects, parts};
use crate::entries::Cells;
use crate::parameters::Parameters;
use comity_data::{Baseline, FileHash};
use comity_model::{Calibration, Shock};
use std::sync::Arc;

/// A scenario that has met its baseline.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Changes<'a> {
    pub cells: Vec<Cells>,
    /// What AI does, if the scenario says anything about it.
    pub effects: Option<Effects>,
    pub baseline: &'a Baseline,
    pub parameters: &'a Parameters,
    /// Files that the scenario names, in its order.
    pub files: Vec<FileHash>,
    /// What the user may not have meant.
    pub warnings: Vec<String>,
}

impl Changes<'_> {
    /// The change of a world of the baseline's size.
    pub fn shock(&self, calibration: &Calibration) -> Shock {
        self.whole(self.effects.as_ref().map_or(0, |effects| effects.year), calibration)
    }

    /// The change of the world of one year of a path, but for the capital that has accumulated until then.
    pub fn shock_in(&self, year: u16, calibration: &Calibration) -> Shock {
        self.whole(year, calibration)
    }

    /// What the scenario does beside AI.
    pub fn entries(&self, calibration: &Calibration) -> Shock {
        let mut shock = Shock::none(calibration);
        for cells in &self.cells {
            // Numbers as written were checked when they were read.
            let _ = cells.apply(&[], &mut shock);
        }
        shock
    }

    /// What each channel of AI does in a year, and the other entries; with the capital that `whole` says has accumulated.
    pub fn parts(&self, year: u16, whole: &Shock, calibration: &Calibration) -> Vec<Part> {
        let channels = self.effects.as_ref().map_or_else(Vec::new, |effects| {
            effects.channels(self.baseline, calibration, self.parameters).at(f64::from(year))
        });
        parts(channels, self.entries(calibration), whole, calibration)
    }

    /// The same where it is known already what no parameter changes.
    pub fn shock_on(&self, ground: &Arc<Ground>, calibration: &Calibration) -> Shock {
        let Some(effects) = &self.effects else { return self.entries(calibration) };
        let entries = (!self.cells.is_empty()).then(|| self.entries(calibration));
        effects.with(entries, effects.year, ground, calibration, &calibration.theta, self.parameters)
    }

    fn whole(&self, year: u16, calibration: &Calibration) -> Shock {
        let entries = self.entries(calibration);
        match &self.effects {
            None => entries,
            Some(effects) => {
                let ground = Arc::new(Ground::new(self.baseline, calibration));
                let entries = Some(entries).filter(|_| !self.cells.is_empty());
                effects.with(entries, year, &ground, calibration, &calibration.theta, self.parameters)
            }
        }
    }
}
