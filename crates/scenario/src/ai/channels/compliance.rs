//! Compliance with the rules of other markets, of which there is less where rules are common.

use super::World;
use super::trade_cost::TradeCost;
use crate::id;

pub(super) fn cost(world: &World) -> TradeCost {
    let inside = world.parameters.value(id!("trade_costs.reach_common_rules"));
    let reach = world.reach(&world.ground.common_rules, inside);
    TradeCost::new(world, id!("trade_costs.compliance_share"), id!("trade_costs.compliance_saving"), reach)
}
