//! What the report adds up: trade between two economies, and changes of groups, sectors and the world.

use comity_model::{EconomyId, Flow, Grid, PerEconomy, SectorId};
use comity_scenario::Run;

/// Trade between economies before and after, by origin and destination; domestic sales are left out.
#[derive(Debug, Clone)]
pub(crate) struct Bilateral {
    pub(crate) benchmark: Vec<Vec<f64>>,
    pub(crate) counterfactual: Vec<Vec<f64>>,
}

/// Trade in the sectors that are chosen.
pub(crate) fn bilateral(run: &Run, chosen: impl Fn(usize) -> bool) -> Bilateral {
    let size = run.benchmark.calibration.size;
    let zeros = || vec![vec![0.0; size.economies]; size.economies];
    let mut trade = Bilateral { benchmark: zeros(), counterfactual: zeros() };
    for flow in size.flows().filter(|flow| !flow.is_domestic() && chosen(flow.sector.0)) {
        let Flow { origin: EconomyId(origin), destination: EconomyId(destination), .. } = flow;
        trade.benchmark[origin][destination] += run.benchmark.equilibrium.flow_value(flow);
        trade.counterfactual[origin][destination] += run.counterfactual.flow_value(flow);
    }
    trade
}

/// Benchmark exports and imports of every sector, domestic sales left out.
#[derive(Debug, Clone)]
pub(crate) struct Trade {
    pub(crate) exports: Grid,
    pub(crate) imports: Grid,
}

impl Trade {
    pub(crate) fn of(run: &Run) -> Self {
        let size = run.benchmark.calibration.size;
        let mut trade = Self { exports: Grid::zeros(size), imports: Grid::zeros(size) };
        for flow in size.flows().filter(|flow| !flow.is_domestic()) {
            let value = run.benchmark.equilibrium.flow_value(flow);
            trade.exports[(flow.origin, flow.sector)] += value;
            trade.imports[(flow.destination, flow.sector)] += value;
        }
        trade
    }
}

/// The hats of some economies, averaged with benchmark weights; nothing where the weights are zero.
pub(crate) fn mean(hats: &PerEconomy, weights: &PerEconomy, members: &[EconomyId]) -> Option<f64> {
    average(members.iter().map(|&economy| (hats[economy], weights[economy])))
}

/// A number averaged over the people of some economies, and the share of those people that it is known of.
pub(crate) fn people_mean(
    people: &[Option<f64>],
    members: &[EconomyId],
    of: impl Fn(EconomyId) -> Option<f64>,
) -> Option<(f64, f64)> {
    let counted = members.iter().filter_map(|&id| Some((id, people[id.0]?)));
    let known: Vec<(f64, f64)> = counted.clone().filter_map(|(id, people)| Some((of(id)?, people))).collect();
    let covered: f64 = known.iter().map(|(_, people)| people).sum();
    let all: f64 = counted.map(|(_, people)| people).sum();
    Some((average(known.into_iter())?, covered / all))
}

/// The hats of a sector, averaged over all economies.
pub(crate) fn world_mean(hats: &Grid, weights: &Grid, sector: SectorId) -> Option<f64> {
    average(hats.size().economies().map(|economy| (hats[(economy, sector)], weights[(economy, sector)])))
}

fn average(pairs: impl Iterator<Item = (f64, f64)>) -> Option<f64> {
    let (sum, total) =
        pairs.fold((0.0, 0.0), |(sum, total), (hat, weight)| (sum + hat * weight, total + weight));
    (total > 0.0).then(|| sum / total)
}
