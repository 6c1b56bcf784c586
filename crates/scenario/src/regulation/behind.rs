//! Which measures and articles are behind a change of burdens.

use super::Regulation;
use crate::ai::channels::sector_intensity;
use crate::error::Error;
use crate::run::Run;
use comity_model::{EconomyId, Flow, SectorId};
use comity_policy::{Experiment, LaidDown, Registry, Rules, Settings};

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
    /// Id and article of the destination's strictest measure before; empty where there is none.
    pub before: (String, String),
    /// The same after; empty too where the scenario itself sets the level.
    pub after: (String, String),
    /// Sales from one to the other that meet rules, before, as a share of all such sales in the world.
    pub weight: f64,
}

/// Most rows: the rest is small.
const MOST: usize = 300;

impl Regulation {
    /// The largest changes of burdens, feature by feature, over all measures whatever they cover: first those that touch most trade.
    ///
    /// # Errors
    /// The registry cannot be read.
    pub fn behind(&self, run: &Run) -> Result<Vec<Behind>, Error> {
        let rules = Rules::new(Registry::embedded()?, Settings::default());
        let before = rules.laid_down(self.against, &Experiment::default());
        let after = rules.laid_down(self.date, &self.experiment);
        let size = run.benchmark.calibration.size;
        let weights = self.weights(run);
        let total: f64 = weights.iter().sum();
        let mut rows = Vec::new();
        for origin in size.economies() {
            for destination in size.economies().filter(|&destination| destination != origin) {
                let (Some(from), Some(to)) = (self.places[origin.0], self.places[destination.0]) else {
                    continue;
                };
                let weight =
                    weights[origin.0 * size.economies + destination.0] / total.max(f64::MIN_POSITIVE);
                let pairs = before.burdens(from, to).into_iter().zip(after.burdens(from, to));
                for (&duty, (one, other)) in rules.duties().iter().zip(pairs) {
                    if (one - other).abs() > 1e-12 {
                        let feature = &Registry::embedded()?.taxonomy.features[duty];
                        rows.push(Behind {
                            origin,
                            destination,
                            feature: &feature.id,
                            name: &feature.name,
                            burden: [one, other],
                            before: named(&before, to, duty),
                            after: named(&after, to, duty),
                            weight,
                        });
                    }
                }
            }
        }
        let size_of = |row: &Behind| row.weight * (row.burden[1] - row.burden[0]).abs();
        rows.sort_by(|one, other| size_of(other).total_cmp(&size_of(one)));
        rows.truncate(MOST);
        Ok(rows)
    }

    /// Sales that meet rules, by origin and destination.
    fn weights(&self, run: &Run) -> Vec<f64> {
        let size = run.benchmark.calibration.size;
        let intensity = sector_intensity(&run.baseline, run.scenario.parameters());
        let mut weights = vec![0.0; size.economies * size.economies];
        for sector in size.sectors() {
            let SectorId(at) = sector;
            for origin in size.economies() {
                for destination in size.economies().filter(|&destination| destination != origin) {
                    let flow = Flow { sector, origin, destination };
                    weights[origin.0 * size.economies + destination.0] +=
                        intensity[at] * run.benchmark.equilibrium.flow_value(flow);
                }
            }
        }
        weights
    }
}

fn named(laid_down: &LaidDown, economy: usize, feature: usize) -> (String, String) {
    match laid_down.level(economy, feature).1 {
        Some(because) => (because.measure.id.clone(), because.article.to_owned()),
        None => Default::default(),
    }
}
