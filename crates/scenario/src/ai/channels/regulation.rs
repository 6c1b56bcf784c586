//! What rules of markets cost: ln kappa = lambda x how much of what the sector sells meets rules x change of the burden.

use super::{Logs, World};
use crate::id;
use crate::parameters::Parameters;
use crate::regulation::Regulation;
use crate::select::normalised;
use comity_data::Baseline;

/// The cost of burdens, which does not depend on adoption.
#[derive(Debug, Clone)]
pub(super) struct BurdenCost {
    /// By sector and by pair, for sectors that meet the same measures.
    costs: Vec<(Vec<f64>, Vec<f64>)>,
}

impl BurdenCost {
    pub fn new(world: &World, regulation: &Regulation) -> Self {
        let lambda = world.parameters.value(id!("regulation.lambda"));
        let intensity = world.by_sector(|code, group| one(world.parameters, code, group));
        let costs = regulation.changes().map(|(of, change)| {
            let by_sector = of.iter().zip(&intensity).map(|(&of, ai)| if of { lambda * ai } else { 0.0 });
            (by_sector.collect(), change)
        });
        Self { costs: costs.collect() }
    }

    pub fn add(&self, times: f64, logs: &mut Logs) {
        for (by_sector, by_pair) in &self.costs {
            logs.add_costs(by_sector, by_pair, times);
        }
    }
}

/// How much of what each sector sells meets rules, from 0 to 1.
pub(crate) fn sector_intensity(baseline: &Baseline, parameters: &Parameters) -> Vec<f64> {
    let of = |sector: &comity_data::SectorInfo| one(parameters, &sector.code, &normalised(&sector.group));
    baseline.sectors.iter().map(of).collect()
}

fn one(parameters: &Parameters, code: &str, group: &str) -> f64 {
    parameters.by_sector(id!("regulation.ai_intensity"), code, group).min(1.0)
}
