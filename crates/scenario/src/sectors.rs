//! Changes by sector, of an economy or averaged over several.

use comity_model::{Benchmark, EconomyId, Grid, PerEconomy, SectorId, SectorOutcome};

/// The benchmark values with which changes by sector are averaged.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// Value of output.
    pub output: Grid,
    /// Spending, tariffs included.
    pub spending: Grid,
    /// Value of exports, domestic sales left out.
    pub exports: Grid,
    /// Value of imports, likewise.
    pub imports: Grid,
}

impl Weights {
    /// Those of a benchmark.
    pub fn of(benchmark: &Benchmark) -> Self {
        let (size, now) = (benchmark.calibration.size, &benchmark.equilibrium);
        let (mut exports, mut imports) = (Grid::zeros(size), Grid::zeros(size));
        for flow in size.flows().filter(|flow| !flow.is_domestic()) {
            let value = now.flow_value(flow);
            exports[(flow.origin, flow.sector)] += value;
            imports[(flow.destination, flow.sector)] += value;
        }
        Self { output: now.output.clone(), spending: now.spending.clone(), exports, imports }
    }
}

/// A column of `sectors.csv`: its name, the hats in it, and the benchmark values with which they are averaged.
pub type SectorColumn = (&'static str, fn(&SectorOutcome) -> &Grid, fn(&Weights) -> &Grid);

/// The changes by sector that tables have, as hats.
pub const SECTOR_COLUMNS: [SectorColumn; 6] = [
    ("output_pct", |outcome| &outcome.output, |weights| &weights.output),
    ("volume_pct", |outcome| &outcome.volume, |weights| &weights.output),
    ("unit_cost_pct", |outcome| &outcome.unit_cost, |weights| &weights.output),
    ("price_pct", |outcome| &outcome.price, |weights| &weights.spending),
    ("exports_pct", |outcome| &outcome.exports, |weights| &weights.exports),
    ("imports_pct", |outcome| &outcome.imports, |weights| &weights.imports),
];

/// The hats of a sector, averaged over some economies with benchmark weights; nothing where the weights are zero.
pub fn sector_mean(
    hats: &Grid,
    weights: &Grid,
    members: impl IntoIterator<Item = EconomyId>,
    sector: SectorId,
) -> Option<f64> {
    average(members.into_iter().map(|economy| (hats[(economy, sector)], weights[(economy, sector)])))
}

/// The hats of some economies, averaged with benchmark weights; nothing where the weights are zero.
pub fn mean(hats: &PerEconomy, weights: &PerEconomy, members: &[EconomyId]) -> Option<f64> {
    average(members.iter().map(|&economy| (hats[economy], weights[economy])))
}

/// Numbers averaged with weights; nothing where the weights are zero.
pub fn average(pairs: impl Iterator<Item = (f64, f64)>) -> Option<f64> {
    let (sum, total) =
        pairs.fold((0.0, 0.0), |(sum, total), (hat, weight)| (sum + hat * weight, total + weight));
    (total > 0.0).then(|| sum / total)
}
