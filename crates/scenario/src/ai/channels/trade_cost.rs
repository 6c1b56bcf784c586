//! ln kappa = - share x saving x sqrt(adoption of both sides) x reach, by sector and pair.

use super::{Logs, World};
use crate::ai::pairs::Pairs;
use crate::parameters::Id;
use comity_model::PerEconomy;

/// What full adoption on both sides saves.
#[derive(Debug, Clone)]
pub(super) struct TradeCost {
    /// Share of the channel in the price paid abroad, times what is saved of it.
    by_sector: Vec<f64>,
    /// Whom it reaches.
    reach: Pairs,
}

impl TradeCost {
    /// A channel in all sectors.
    pub fn new(world: &World, share: Id, saving: Id, reach: Pairs) -> Self {
        Self::among(world, |_| true, share, saving, reach)
    }

    /// A channel in sectors of some groups.
    pub fn among(world: &World, group: fn(&str) -> bool, share: Id, saving: Id, reach: Pairs) -> Self {
        let saving = world.parameters.value(saving);
        let by_sector = world.by_sector(|code, of| match group(of) {
            true => saving * world.parameters.by_sector(share, code, of),
            false => 0.0,
        });
        Self { by_sector, reach }
    }

    /// Takes what adoption saves from log costs.
    pub fn add(&self, adopted: &PerEconomy, times: f64, logs: &mut Logs) {
        let roots: Vec<f64> = adopted.values().iter().map(|adopted| adopted.sqrt()).collect();
        let mut by_pair = Vec::with_capacity(self.reach.values().len());
        for (origins, buyer) in self.reach.values().chunks_exact(roots.len()).zip(&roots) {
            by_pair.extend(origins.iter().zip(&roots).map(|(reach, seller)| reach * seller * buyer));
        }
        logs.add_costs(&self.by_sector, &by_pair, -times);
    }
}
