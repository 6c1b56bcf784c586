//! Contracting and communication at a distance, except for digital services: for those it is their delivery, a channel of its own.

use super::trade_cost::TradeCost;
use super::{DIGITAL, World};
use crate::id;

pub(super) fn cost(world: &World) -> TradeCost {
    let (share, saving) = (id!("trade_costs.contracting_share"), id!("trade_costs.contracting_saving"));
    TradeCost::among(world, |group| group != DIGITAL, share, saving, world.pairs(|_, _| 1.0))
}
