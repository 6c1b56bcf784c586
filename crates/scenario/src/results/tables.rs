//! The tables: `economies.csv`, `sectors.csv`, `flows.parquet`, `factors.csv`.

use crate::error::Error;
use crate::run::Run;
use comity_data::frame::{Columns, Format};
use comity_model::{EconomyId, FactorOutcome, Flow, PerEconomy, SectorId};

/// Changes by economy, in percent against the benchmark.
pub(super) fn economies(run: &Run) -> Result<Vec<u8>, Error> {
    let mut table = Columns::new();
    table.text("economy", run.baseline.economies.iter().map(|economy| economy.code.as_str()));
    for (name, hats) in economy_columns(run) {
        table.numbers(name, hats.values().iter().copied().map(percent));
    }
    Ok(table.encode("economies.csv", Format::Csv)?)
}

/// The changes by economy that tables have, as hats.
pub(crate) fn economy_columns(run: &Run) -> [(&'static str, &PerEconomy); 8] {
    let outcome = &run.outcome.economies;
    [
        ("real_income_pct", &outcome.real_income),
        ("real_wage_pct", &outcome.real_wage),
        ("wage_pct", &outcome.wage),
        ("price_pct", &outcome.price),
        ("exports_pct", &outcome.exports),
        ("imports_pct", &outcome.imports),
        ("export_volume_pct", &outcome.export_volume),
        ("import_volume_pct", &outcome.import_volume),
    ]
}

/// Changes by economy and sector, in percent against the benchmark.
pub(super) fn sectors(run: &Run) -> Result<Vec<u8>, Error> {
    let outcome = &run.outcome.sectors;
    let size = run.benchmark.calibration.size;
    let keys: Vec<(EconomyId, SectorId)> =
        size.economies().flat_map(|economy| size.sectors().map(move |sector| (economy, sector))).collect();
    let mut table = Columns::new();
    table.text("economy", keys.iter().map(|(economy, _)| run.economy_code(*economy)));
    table.text("sector", keys.iter().map(|(_, sector)| run.sector_code(*sector)));
    for (name, hats) in [
        ("output_pct", &outcome.output),
        ("volume_pct", &outcome.volume),
        ("unit_cost_pct", &outcome.unit_cost),
        ("price_pct", &outcome.price),
        ("exports_pct", &outcome.exports),
        ("imports_pct", &outcome.imports),
    ] {
        table.numbers(name, keys.iter().map(|&key| percent(hats[key])));
    }
    Ok(table.encode("sectors.csv", Format::Csv)?)
}

pub(super) const FACTORS: &str = "factors.csv";

/// Changes by economy and factor, in percent against the benchmark.
pub(super) fn factors(run: &Run) -> Result<Vec<u8>, Error> {
    let (names, outcomes) = (run.factor_names(), &run.outcome.factors);
    let economies = run.benchmark.calibration.size.economies();
    let keys: Vec<(EconomyId, usize)> =
        economies.flat_map(|economy| (0..outcomes.len()).map(move |factor| (economy, factor))).collect();
    let mut table = Columns::new();
    table.text("economy", keys.iter().map(|&(economy, _)| run.economy_code(economy)));
    table.text("factor", keys.iter().map(|&(_, factor)| names[factor].as_str()));
    let mut column = |name, of: fn(&FactorOutcome) -> &PerEconomy| {
        table.numbers(name, keys.iter().map(|&(economy, factor)| percent(of(&outcomes[factor])[economy])));
    };
    column("price_pct", |factor| &factor.price);
    column("real_price_pct", |factor| &factor.real_price);
    column("quantity_pct", |factor| &factor.quantity);
    column("income_pct", |factor| &factor.income);
    Ok(table.encode(FACTORS, Format::Csv)?)
}

/// Values of flows without tariffs, in the baseline's unit, where there is any before or after.
pub(super) fn flows(run: &Run) -> Result<Vec<u8>, Error> {
    let value = |flow| (run.benchmark.equilibrium.flow_value(flow), run.counterfactual.flow_value(flow));
    let rows: Vec<(Flow, (f64, f64))> = run
        .benchmark
        .calibration
        .size
        .flows()
        .map(|flow| (flow, value(flow)))
        .filter(|(_, (before, after))| *before > 0.0 || *after > 0.0)
        .collect();
    let mut table = Columns::new();
    table.text("sector", rows.iter().map(|(flow, _)| run.sector_code(flow.sector)));
    table.text("origin", rows.iter().map(|(flow, _)| run.economy_code(flow.origin)));
    table.text("destination", rows.iter().map(|(flow, _)| run.economy_code(flow.destination)));
    table.numbers("benchmark", rows.iter().map(|(_, (before, _))| *before));
    table.numbers("counterfactual", rows.iter().map(|(_, (_, after))| *after));
    Ok(table.encode("flows.parquet", Format::Parquet)?)
}

/// A hat as a change in percent.
pub(crate) fn percent(hat: f64) -> f64 {
    (hat - 1.0) * 100.0
}
