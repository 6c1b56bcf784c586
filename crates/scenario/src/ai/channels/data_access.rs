//! Access to data: (what firms can learn from, over what they can today) to the power of an elasticity. It multiplies gains of
//! productivity.

use super::World;
use crate::id;
use comity_model::PerEconomy;

/// The factor on gains of productivity, by economy. Data are in proportion to value added.
pub(super) fn factor(world: &World) -> PerEconomy {
    let elasticity = world.parameters.value(id!("data_flows.access_elasticity"));
    let data = &world.calibration.factor_income;
    world.data_flows.access(world.parameters, data).map(|share| share.powf(elasticity))
}
