//! Fixed costs of compliance keep small firms out of markets. What that does to trade is that of an iceberg cost of F to the power of
//! `(zeta - 1) / theta` (Chaney 2008), with `zeta` the shape of the distribution of firm sales.

use super::{Logs, World};
use crate::ai::firms::FixedCost;
use crate::id;

/// The exponent by sector.
#[derive(Debug, Clone)]
pub(super) struct Exit(Vec<f64>);

impl Exit {
    pub fn new(world: &World) -> Self {
        let shape = world.parameters.value(id!("firms.pareto_shape"));
        Self(world.theta.values().iter().map(|theta| (shape - 1.0) / theta).collect())
    }

    pub fn add(&self, fixed_cost: &FixedCost, times: f64, logs: &mut Logs) {
        logs.add_costs(&self.0, fixed_cost.ln.values(), times);
    }
}
