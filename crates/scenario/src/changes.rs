//! What a scenario changes in a baseline, in one world or in each year of a path.

use crate::entries::Cells;
use comity_data::FileHash;
use comity_model::{Calibration, Shock};

/// A scenario that has met its baseline.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Changes {
    pub cells: Vec<Cells>,
    /// Files that the scenario names, in its order.
    pub files: Vec<FileHash>,
    /// What the user may not have meant.
    pub warnings: Vec<String>,
}

impl Changes {
    /// The change of a world of the baseline's size.
    pub fn shock(&self, calibration: &Calibration) -> Shock {
        let mut shock = Shock::none(calibration);
        for cells in &self.cells {
            // Numbers as written were checked when they were read.
            let _ = cells.apply(&[], &mut shock);
        }
        shock
    }

    /// The change of the world of one year of a path, but for the capital that has accumulated until then. What AI does in that year
    /// belongs here.
    pub fn shock_in(&self, _year: u16, calibration: &Calibration) -> Shock {
        self.shock(calibration)
    }
}
