//! What channels are worked out from and no parameter changes, so that many draws of parameters share it.

use super::World;
use crate::ai::{languages, unions};
use crate::select::normalised;
use comity_data::Baseline;
use comity_model::{Calibration, Flow, Grid, SectorId};

/// Groups, unions, languages and sizes of a baseline in one of its worlds.
#[derive(Debug, Clone)]
pub(crate) struct Ground {
    /// Code and normalised group by sector.
    pub(super) sectors: Vec<(String, String)>,
    pub(super) shared_language: Both,
    pub(super) customs_union: Both,
    pub(super) common_rules: Both,
    /// What labour earns of value added, where the baseline tells; else not a number.
    pub(super) labour_share: Grid,
    /// The world's output of each sector, without tariffs.
    output: Vec<f64>,
}

/// Whether a pair of economies has something in common.
#[derive(Debug, Clone)]
pub(super) struct Both {
    economies: usize,
    /// Origin after origin.
    pairs: Vec<bool>,
}

impl Both {
    fn new(baseline: &Baseline, of: fn(&str, &str) -> bool) -> Self {
        let codes = || baseline.economies.iter().map(|economy| economy.code.as_str());
        let pairs = codes().flat_map(|origin| codes().map(move |destination| of(origin, destination)));
        Self { economies: baseline.economies.len(), pairs: pairs.collect() }
    }
}

impl Ground {
    pub fn new(baseline: &Baseline, calibration: &Calibration) -> Self {
        let sector = |sector: &comity_data::SectorInfo| (sector.code.clone(), normalised(&sector.group));
        Self {
            sectors: baseline.sectors.iter().map(sector).collect(),
            shared_language: Both::new(baseline, languages::shared),
            customs_union: Both::new(baseline, unions::customs_union),
            common_rules: Both::new(baseline, unions::common_rules),
            labour_share: labour_share(baseline),
            output: calibration.size.sectors().map(|sector| output(calibration, sector)).collect(),
        }
    }

    pub(super) fn output(&self, SectorId(at): SectorId) -> f64 {
        self.output[at]
    }
}

impl World<'_> {
    /// One number for pairs that have something in common, and 1 for all others.
    pub(super) fn reach(&self, both: &Both, inside: f64) -> crate::ai::pairs::Pairs {
        self.pairs(|origin, destination| match both.pairs[origin.0 * both.economies + destination.0] {
            true => inside,
            false => 1.0,
        })
    }
}

fn labour_share(baseline: &Baseline) -> Grid {
    let is_labour = |name: &str| {
        let name = name.to_lowercase();
        name.starts_with("labour") || name.starts_with("labor")
    };
    let labour: Vec<bool> = baseline.factors.iter().map(|name| is_labour(name)).collect();
    let size = baseline.table.size;
    let mut shares = Grid::filled(size, f64::NAN);
    if !labour.contains(&true) || !labour.contains(&false) {
        return shares;
    }
    for sector in size.sectors() {
        for economy in size.economies() {
            let (mut paid, mut wages) = (0.0, 0.0);
            for (factor, labour) in baseline.table.value_added.iter().zip(&labour) {
                paid += factor[(economy, sector)];
                wages += if *labour { factor[(economy, sector)] } else { 0.0 };
            }
            if paid > 0.0 {
                shares[(economy, sector)] = wages / paid;
            }
        }
    }
    shares
}

fn output(calibration: &Calibration, sector: SectorId) -> f64 {
    let mut output = 0.0;
    for destination in calibration.size.economies() {
        let spending = calibration.spending[(destination, sector)];
        for origin in calibration.size.economies() {
            let flow = Flow { origin, destination, sector };
            output += calibration.trade_share[flow] * spending / (1.0 + calibration.tariffs[flow]);
        }
    }
    output
}
