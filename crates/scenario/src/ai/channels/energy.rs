//! Electricity for the data centres that adopters use.

use super::World;
use super::needs::Needs;
use crate::id;

pub(super) fn needs(world: &World) -> Needs {
    Needs::new(world, id!("ai_goods.energy_demand"), |code, group| {
        world.parameters.by_sector(id!("ai_goods.energy_sector"), code, group)
    })
}
