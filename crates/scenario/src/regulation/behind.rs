//! Which measures and articles are behind a change of burdens.

use super::Regulation;
use crate::ai::channels::sector_intensity;
use crate::run::Run;
use comity_model::{EconomyId, Flow, SectorId};
use comity_policy::{Experiment, Feature, LaidDown};
use serde::Serialize;

/// One feature of what selling from an economy to another takes, before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct Behind {
    /// Who sells.
    pub origin: EconomyId,
    /// Who buys.
    pub destination: EconomyId,
    /// The feature's id.
    pub feature: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it adds to the burden, before and after.
    pub burden: [f64; 2],
    /// The destination's strictest measure before; empty where there is none.
    pub before: Law,
    /// The same after; empty too where the scenario itself sets the level.
    pub after: Law,
    /// Sales from one to the other that meet rules, before, as a share of all such sales in the world.
    pub weight: f64,
}

/// A measure, and its article about a feature; empty where there is none.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Law {
    /// The measure's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The article.
    pub article: String,
}

/// Most rows: the rest is small.
const MOST: usize = 300;

impl Regulation {
    /// The largest changes of burdens, feature by feature: first those that touch most trade. A pair's burden is the mean over what it
    /// trades, sector by sector with the measures that cover each.
    pub(super) fn behind(&self, run: &Run) -> Vec<Behind> {
        let size = run.benchmark.calibration.size;
        let features = &self.known.whole.registry.taxonomy.features;
        let pairs = size.economies().flat_map(|origin| size.economies().map(move |to| (origin, to)));
        let pairs: Vec<(EconomyId, EconomyId)> = pairs.filter(|(origin, to)| origin != to).collect();
        let mut rows: Vec<Behind> = Vec::new();
        let weights = self.weights(run);
        let total: f64 = weights.iter().flatten().sum();
        let laid_down: Vec<[LaidDown; 2]> = self
            .known
            .rules
            .iter()
            .map(|rules| {
                [(self.against, &Experiment::default()), (self.date, &*self.experiment)]
                    .map(|(date, experiment)| rules.laid_down(date, experiment))
            })
            .collect();
        for (origin, destination) in pairs {
            let (Some(from), Some(to)) = (self.known.places[origin.0], self.known.places[destination.0])
            else {
                continue;
            };
            let place = origin.0 * size.economies + destination.0;
            let traded: f64 = weights.iter().map(|weights| weights[place]).sum();
            let duties = self.known.whole.duties();
            let mut found: Vec<Option<(f64, Behind)>> = vec![None; duties.len()];
            for ([before, after], weights) in laid_down.iter().zip(&weights) {
                let share = if traded > 0.0 { weights[place] / traded } else { 0.0 };
                let burdens = before.burdens(from, to).into_iter().zip(after.burdens(from, to));
                for ((&duty, (one, other)), found) in duties.iter().zip(burdens).zip(&mut found) {
                    // Only so much of the way is gone.
                    let other = one + self.share * (other - one);
                    let moved = share * (other - one).abs();
                    let (most, row) = found.get_or_insert_with(|| {
                        let Feature { id, name, .. } = &features[duty];
                        let (burden, weight) = ([0.0; 2], traded / total.max(f64::MIN_POSITIVE));
                        let [before, after] = <[Law; 2]>::default();
                        let row =
                            Behind { origin, destination, feature: id, name, burden, before, after, weight };
                        (0.0, row)
                    });
                    row.burden[0] += share * one;
                    row.burden[1] += share * other;
                    if moved > *most {
                        (*most, row.before, row.after) =
                            (moved, named(before, to, duty), named(after, to, duty));
                    }
                }
            }
            rows.extend(found.into_iter().flatten().filter(|(most, _)| *most > 1e-12).map(|(_, row)| row));
        }
        let size_of = |row: &Behind| row.weight * (row.burden[1] - row.burden[0]).abs();
        rows.sort_by(|one, other| size_of(other).total_cmp(&size_of(one)));
        rows.truncate(MOST);
        rows
    }

    /// Sales that meet rules, by rules of sectors, and then by origin and destination.
    fn weights(&self, run: &Run) -> Vec<Vec<f64>> {
        let size = run.benchmark.calibration.size;
        let intensity = sector_intensity(&run.baseline, run.scenario.parameters());
        let mut weights = vec![vec![0.0; size.economies * size.economies]; self.known.rules.len()];
        for flow @ Flow { sector: SectorId(sector), origin, destination } in size.flows() {
            if origin != destination {
                weights[self.known.scope_of[sector]][origin.0 * size.economies + destination.0] +=
                    intensity[sector] * run.benchmark.equilibrium.flow_value(flow);
            }
        }
        weights
    }
}

fn named(laid_down: &LaidDown, economy: usize, feature: usize) -> Law {
    match laid_down.level(economy, feature).1 {
        Some(because) => Law {
            id: because.measure.id.clone(),
            title: because.measure.title.clone(),
            article: because.article.to_owned(),
        },
        None => Law::default(),
    }
}
