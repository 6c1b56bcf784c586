//! Which flows' tariffs move together.

use crate::benchmark::Benchmark;
use crate::equilibrium::Equilibrium;
use crate::index::{EconomyId, Flow, SectorId};

/// How finely players set tariffs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Instruments {
    /// One rate on all imports.
    Uniform,
    /// One rate a sector, on all partners.
    Sector,
    /// One rate a partner, on all sectors.
    Partner,
}

/// One rate that a player sets.
#[derive(Debug, Clone, PartialEq)]
pub struct Lever {
    /// Who sets it, on its imports.
    pub player: EconomyId,
    /// On imports from one partner, or from all.
    pub partner: Option<EconomyId>,
    /// On imports of one sector, or of all.
    pub sector: Option<SectorId>,
    /// The rate before the game, averaged over imports.
    pub measured: f64,
    /// Imports concerned over the player's income, before the game.
    pub import_share: f64,
    pub(super) flows: Vec<Flow>,
    /// How strongly ln real income bends in ln(1 + rate), about: the weight of the tariff's triangle.
    pub(super) curvature: f64,
}

/// The players, each once, and only those that the world has.
pub(super) fn once(benchmark: &Benchmark, players: &[EconomyId]) -> Vec<EconomyId> {
    let mut known: Vec<EconomyId> = Vec::new();
    for &player in players {
        if player.0 < benchmark.calibration.size.economies && !known.contains(&player) {
            known.push(player);
        }
    }
    known
}

/// The levers of all players, those left out that nothing is imported under.
pub(super) fn of(
    benchmark: &Benchmark,
    world: &Equilibrium,
    players: &[EconomyId],
    instruments: Instruments,
    between_players: bool,
) -> Vec<Lever> {
    let size = benchmark.calibration.size;
    let mut levers = Vec::new();
    for &player in players {
        let keys: Vec<(Option<EconomyId>, Option<SectorId>)> = match instruments {
            Instruments::Uniform => vec![(None, None)],
            Instruments::Sector => size.sectors().map(|sector| (None, Some(sector))).collect(),
            Instruments::Partner => size.economies().map(|partner| (Some(partner), None)).collect(),
        };
        for (partner, sector) in keys {
            let concerned = |flow: &Flow| {
                flow.destination == player
                    && !flow.is_domestic()
                    && (!between_players || players.contains(&flow.origin))
                    && partner.is_none_or(|partner| partner == flow.origin)
                    && sector.is_none_or(|sector| sector == flow.sector)
                    && world.flow_value(*flow) > 0.0
            };
            let flows: Vec<Flow> = size.flows().filter(concerned).collect();
            let value: f64 = flows.iter().map(|flow| world.flow_value(*flow)).sum();
            if value > 0.0 {
                let weighted = |of: &dyn Fn(&Flow) -> f64| -> f64 {
                    flows.iter().map(|flow| of(flow) * world.flow_value(*flow)).sum()
                };
                let measured = weighted(&|flow| world.tariffs[*flow]) / value;
                let import_share = value / world.income[player];
                let curvature =
                    weighted(&|flow| benchmark.calibration.theta[flow.sector]) / world.income[player];
                levers.push(Lever { player, partner, sector, measured, import_share, flows, curvature });
            }
        }
    }
    levers
}
