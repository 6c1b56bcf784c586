//! What regimes of data flows cost: ln kappa = (cost of the regime - cost of today's) x how much the sector lives on data.

use super::{Logs, World};
use crate::ai::pairs::Pairs;
use crate::id;

/// The cost of regimes, which does not depend on adoption.
#[derive(Debug, Clone)]
pub(super) struct RegimeCost {
    intensity: Vec<f64>,
    by_pair: Pairs,
}

impl RegimeCost {
    pub fn new(world: &World) -> Self {
        let intensity =
            |code: &str, group: &str| world.parameters.by_sector(id!("data_flows.intensity"), code, group);
        Self { intensity: world.by_sector(intensity), by_pair: world.data_flows.cost(world.parameters) }
    }

    pub fn add(&self, times: f64, logs: &mut Logs) {
        logs.add_costs(&self.intensity, self.by_pair.values(), times);
    }
}
