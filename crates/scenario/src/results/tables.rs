//! The tables: `economies.csv`, `sectors.csv`, `flows.parquet`, `factors.csv`, and `growth.csv` of a path.

use crate::error::Error;
use crate::path::{Levels, Path};
use crate::run::{Moment, Run};
use crate::sectors::SECTOR_COLUMNS;
use comity_data::frame::{Columns, Format};
use comity_model::{EconomyId, EconomyOutcome, FactorOutcome, Flow, PerEconomy, SectorId};

/// The years of rows, in a first column, where there are any.
pub(crate) fn add_years<'a>(
    table: &mut Columns<'a>,
    moments: impl IntoIterator<Item = Moment<'a>>,
    rows: usize,
) {
    let years: Vec<i64> = moments
        .into_iter()
        .filter_map(|moment| moment.year)
        .flat_map(|year| vec![i64::from(year); rows])
        .collect();
    if !years.is_empty() {
        table.integers("year", years);
    }
}

/// Changes by economy, in percent against the benchmark.
pub(super) fn economies(run: &Run) -> Result<Vec<u8>, Error> {
    let mut table = Columns::new();
    add_years(&mut table, run.moments(), run.baseline.economies.len());
    let codes =
        run.moments().flat_map(|_| run.baseline.economies.iter().map(|economy| economy.code.as_str()));
    table.text("economy", codes);
    for (name, hats) in ECONOMY_COLUMNS {
        let of = |moment: Moment| hats(&moment.outcome.economies).map(percent);
        table.numbers(name, run.moments().flat_map(|moment| of(moment).values().to_vec()));
    }
    Ok(table.encode("economies.csv", Format::Csv)?)
}

/// A column of changes by economy.
pub(crate) type EconomyColumn = (&'static str, fn(&EconomyOutcome) -> &PerEconomy);

/// The changes by economy that tables have, as hats.
pub(crate) const ECONOMY_COLUMNS: [EconomyColumn; 8] = [
    ("real_income_pct", |outcome| &outcome.real_income),
    ("real_wage_pct", |outcome| &outcome.real_wage),
    ("wage_pct", |outcome| &outcome.wage),
    ("price_pct", |outcome| &outcome.price),
    ("exports_pct", |outcome| &outcome.exports),
    ("imports_pct", |outcome| &outcome.imports),
    ("export_volume_pct", |outcome| &outcome.export_volume),
    ("import_volume_pct", |outcome| &outcome.import_volume),
];

/// Changes by economy and sector, in percent against the benchmark.
pub(super) fn sectors(run: &Run) -> Result<Vec<u8>, Error> {
    let size = run.benchmark.calibration.size;
    let keys: Vec<(EconomyId, SectorId)> =
        size.economies().flat_map(|economy| size.sectors().map(move |sector| (economy, sector))).collect();
    let rows = || run.moments().flat_map(|moment| keys.iter().map(move |&key| (moment.outcome, key)));
    let mut table = Columns::new();
    add_years(&mut table, run.moments(), keys.len());
    table.text("economy", rows().map(|(_, (economy, _))| run.economy_code(economy)));
    table.text("sector", rows().map(|(_, (_, sector))| run.sector_code(sector)));
    for (name, hats, _) in SECTOR_COLUMNS {
        table.numbers(name, rows().map(|(outcome, key)| percent(hats(&outcome.sectors)[key])));
    }
    Ok(table.encode("sectors.csv", Format::Csv)?)
}

pub(super) const FACTORS: &str = "factors.csv";

/// Changes by economy and factor, in percent against the benchmark.
pub(super) fn factors(run: &Run) -> Result<Vec<u8>, Error> {
    let names = run.factor_names();
    let economies = run.benchmark.calibration.size.economies();
    let keys: Vec<(EconomyId, usize)> = economies
        .flat_map(|economy| (0..run.outcome.factors.len()).map(move |factor| (economy, factor)))
        .collect();
    let rows = || run.moments().flat_map(|moment| keys.iter().map(move |&key| (moment.outcome, key)));
    let mut table = Columns::new();
    add_years(&mut table, run.moments(), keys.len());
    table.text("economy", rows().map(|(_, (economy, _))| run.economy_code(economy)));
    table.text("factor", rows().map(|(_, (_, factor))| names[factor].as_str()));
    let mut column = |name, of: fn(&FactorOutcome) -> &PerEconomy| {
        table.numbers(
            name,
            rows().map(|(outcome, (economy, factor))| percent(of(&outcome.factors[factor])[economy])),
        );
    };
    column("price_pct", |factor| &factor.price);
    column("real_price_pct", |factor| &factor.real_price);
    column("quantity_pct", |factor| &factor.quantity);
    column("income_pct", |factor| &factor.income);
    Ok(table.encode(FACTORS, Format::Csv)?)
}

/// Values of flows without tariffs, in the baseline's unit, where there is any before or after.
pub(super) fn flows(run: &Run) -> Result<Vec<u8>, Error> {
    let mut rows: Vec<(Option<u16>, Flow, f64, f64)> = Vec::new();
    for moment in run.moments() {
        let flows = moment.benchmark.calibration.size.flows().map(|flow| {
            let before = moment.benchmark.equilibrium.flow_value(flow);
            (moment.year, flow, before, moment.counterfactual.flow_value(flow))
        });
        rows.extend(flows.filter(|&(.., before, after)| before > 0.0 || after > 0.0));
    }
    let mut table = Columns::new();
    if run.path.is_some() {
        table.integers("year", rows.iter().map(|(year, ..)| i64::from(year.unwrap_or_default())));
    }
    table.text("sector", rows.iter().map(|(_, flow, ..)| run.sector_code(flow.sector)));
    table.text("origin", rows.iter().map(|(_, flow, ..)| run.economy_code(flow.origin)));
    table.text("destination", rows.iter().map(|(_, flow, ..)| run.economy_code(flow.destination)));
    table.numbers("benchmark", rows.iter().map(|&(.., before, _)| before));
    table.numbers("counterfactual", rows.iter().map(|&(.., after)| after));
    Ok(table.encode("flows.parquet", Format::Parquet)?)
}

pub(super) const GROWTH: &str = "growth.csv";

/// How the world of a path grows without the scenario, each year against the first, and how much more capital there is with it.
pub(super) fn growth(run: &Run, path: &Path) -> Result<Vec<u8>, Error> {
    let mut table = Columns::new();
    add_years(&mut table, run.moments(), run.baseline.economies.len());
    let codes =
        run.moments().flat_map(|_| run.baseline.economies.iter().map(|economy| economy.code.as_str()));
    table.text("economy", codes);
    let mut column = |name, of: fn(&Levels) -> &PerEconomy| {
        table.numbers(name, path.levels.iter().flat_map(|levels| of(levels).values()).copied());
    };
    column("labour", |levels| &levels.labour);
    column("productivity", |levels| &levels.productivity);
    column("capital", |levels| &levels.capital);
    column("real_income", |levels| &levels.real_income);
    table.numbers("capital_pct", path.capital.iter().flat_map(PerEconomy::values).copied().map(percent));
    Ok(table.encode(GROWTH, Format::Csv)?)
}

/// A hat as a change in percent.
pub(crate) fn percent(hat: f64) -> f64 {
    (hat - 1.0) * 100.0
}
