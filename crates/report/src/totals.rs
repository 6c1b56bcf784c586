//! What the report adds up: trade between two economies, and changes of groups, sectors and the world.

use comity_model::{EconomyId, Flow};
use comity_scenario::Run;
use comity_scenario::sectors::average;

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
