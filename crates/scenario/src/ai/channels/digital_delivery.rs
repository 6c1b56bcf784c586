//! Delivery of digital services. It is communication, so its share of the price and what AI saves of it are those of contracting and
//! communication.

use super::trade_cost::TradeCost;
use super::{DIGITAL, World};
use crate::id;

pub(super) fn cost(world: &World) -> TradeCost {
    let (share, saving) = (id!("trade_costs.contracting_share"), id!("trade_costs.contracting_saving"));
    TradeCost::among(world, |group| group == DIGITAL, share, saving, world.pairs(|_, _| 1.0))
}
