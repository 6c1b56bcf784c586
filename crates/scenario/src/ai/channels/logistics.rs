//! Logistics and customs. In a customs union there are no formalities to save on, but the road is as long.

use super::World;
use super::trade_cost::TradeCost;
use crate::id;

pub(super) fn cost(world: &World) -> TradeCost {
    let inside = world.parameters.value(id!("trade_costs.reach_customs_union"));
    let reach = world.reach(&world.ground.customs_union, inside);
    TradeCost::new(world, id!("trade_costs.logistics_share"), id!("trade_costs.logistics_saving"), reach)
}
