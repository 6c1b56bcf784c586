//! Language, between economies that share no official one.

use super::World;
use super::trade_cost::TradeCost;
use crate::id;

pub(super) fn cost(world: &World) -> TradeCost {
    let inside = world.parameters.value(id!("trade_costs.reach_shared_language"));
    let reach = world.reach(&world.ground.shared_language, inside);
    TradeCost::new(world, id!("trade_costs.language_share"), id!("trade_costs.language_saving"), reach)
}
