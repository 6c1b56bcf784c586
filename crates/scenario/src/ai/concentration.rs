//! How concentrated supply is: Herfindahl indices of origins, before and after.

use comity_model::{Benchmark, EconomyId, Equilibrium, Flow, Grid, PerSector, SectorId};

/// Herfindahl indices: sums of squared shares, from 1 over the number of origins to 1. Domestic sales do not count; where nothing is
/// traded an index is 0.
#[derive(Debug, Clone, PartialEq)]
pub struct Concentration {
    /// Of exporters in the world's exports, by sector.
    pub exporters: Change<PerSector>,
    /// Of origins in what an economy imports, by economy and sector.
    pub origins: Change<Grid>,
    /// The share of the largest foreign origin in what an economy buys, domestic purchases included: how exposed it is to one
    /// supplier.
    pub exposure: Change<Grid>,
}

/// A number before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct Change<T> {
    /// In the benchmark.
    pub before: T,
    /// In the counterfactual.
    pub after: T,
}

impl Concentration {
    /// Between a benchmark and a counterfactual solved from it.
    pub fn between(benchmark: &Benchmark, counterfactual: &Equilibrium) -> Self {
        let (before, after) = (of(&benchmark.equilibrium), of(counterfactual));
        Self {
            exporters: Change { before: before.0, after: after.0 },
            origins: Change { before: before.1, after: after.1 },
            exposure: Change { before: before.2, after: after.2 },
        }
    }
}

fn of(equilibrium: &Equilibrium) -> (PerSector, Grid, Grid) {
    let size = equilibrium.spending.size();
    let (mut exporters, mut origins, mut exposure) =
        (PerSector::zeros(size), Grid::zeros(size), Grid::zeros(size));
    for sector in size.sectors() {
        let mut exports = vec![0.0; size.economies];
        for destination in size.economies() {
            let imports: Vec<f64> =
                size.economies().map(|origin| imported(equilibrium, origin, destination, sector)).collect();
            exports.iter_mut().zip(&imports).for_each(|(sum, value)| *sum += value);
            let own = Flow { origin: destination, destination, sector };
            let bought = imports.iter().sum::<f64>() + equilibrium.flow_value(own);
            if bought > 0.0 {
                exposure[(destination, sector)] = imports.iter().fold(0.0_f64, |a, &b| a.max(b)) / bought;
            }
            origins[(destination, sector)] = herfindahl(&imports);
        }
        exporters[sector] = herfindahl(&exports);
    }
    (exporters, origins, exposure)
}

fn imported(equilibrium: &Equilibrium, origin: EconomyId, destination: EconomyId, sector: SectorId) -> f64 {
    if origin == destination { 0.0 } else { equilibrium.flow_value(Flow { origin, destination, sector }) }
}

/// The sum of squared shares.
fn herfindahl(values: &[f64]) -> f64 {
    let total: f64 = values.iter().sum();
    if total > 0.0 { values.iter().map(|value| (value / total).powi(2)).sum() } else { 0.0 }
}
