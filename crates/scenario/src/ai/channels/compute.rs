//! AI hardware that adopters buy.

use super::World;
use super::needs::Needs;
use crate::id;

pub(super) fn needs(world: &World) -> Needs {
    let parameters = world.parameters;
    let content = parameters.value(id!("ai_goods.hardware_content"));
    Needs::new(world, id!("ai_goods.hardware_demand"), |code, group| {
        content * parameters.by_sector(id!("ai_goods.hardware_sector"), code, group)
    })
}
