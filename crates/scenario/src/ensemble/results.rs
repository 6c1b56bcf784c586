//! The files: `draws.parquet`, `quantiles.csv`, `ranks.csv`, `sobol.csv`, and `ensemble.json` last.

use super::journal::Journal;
use super::measure::VARIABLES;
use super::sobol::Indices;
use super::{Ensemble, Findings, Quantiles, Timing};
use crate::closure::closure_word;
use crate::error::Error;
use crate::results::Staged;
use crate::results::record::text;
use crate::results::tables::add_years;
use crate::run::{Moment, lap};
use comity_data::frame::{Columns, Format, Stream};
use serde_json::{Value, json};
use std::path::Path;
use std::time::Instant;

const DRAWS: &str = "draws.parquet";
const QUANTILES: &str = "quantiles.csv";
const RANKS: &str = "ranks.csv";
const SOBOL: &str = "sobol.csv";
const RECORD: &str = "ensemble.json";
/// Written later by whoever makes reports; one of an earlier ensemble goes when its tables go.
pub(super) const REPORT: &str = "report.html";
const NAMES: [&str; 6] = [DRAWS, QUANTILES, RANKS, SOBOL, REPORT, RECORD];

/// Rows of a piece of `draws.parquet`, about.
const PIECE: usize = 1 << 16;

/// Writes everything under temporary names and renames it.
pub(super) fn write(
    ensemble: &Ensemble,
    journal: &Journal,
    findings: &mut Findings,
    folder: &Path,
    mut clock: Instant,
) -> Result<(), Error> {
    let failed = |reason| Error::Write { folder: folder.display().to_string(), reason };
    let mut staged = Staged::default();
    draws(ensemble, journal, &staged.place(folder, DRAWS))?;
    for (name, table) in [
        (QUANTILES, quantiles(ensemble, findings)?),
        (RANKS, ranks(ensemble, findings)?),
        (SOBOL, sobol(ensemble, findings)?),
    ] {
        staged.add(folder, name, &table).map_err(failed)?;
    }
    findings.timing.write = lap(&mut clock);
    staged.add(folder, RECORD, &text(&record(ensemble, findings))?).map_err(failed)?;
    staged.publish(folder, &NAMES, RECORD).map_err(failed)
}

/// One row a draw, economy and year of a path, draws that failed left out.
fn draws(ensemble: &Ensemble, journal: &Journal, path: &Path) -> Result<(), Error> {
    let (plan, run) = (&ensemble.plan, &ensemble.run);
    let economies = run.baseline.economies.len();
    let width = VARIABLES.len() * economies + 1;
    let moments: Vec<Moment> = run.moments().collect();
    let years = moments.len();
    // Records have the last year first.
    let begins: Vec<usize> = (0..years).map(|at| (at + 1) % years * width).collect();
    let piece = |draws: &[(usize, Vec<f64>, Vec<f64>)]| {
        let mut table = Columns::new();
        let each = || draws.iter().flat_map(|draw| std::iter::repeat_n(draw, years * economies));
        if run.path.is_some() {
            add_years(&mut table, draws.iter().flat_map(|_| moments.iter().copied()), economies);
            if draws.is_empty() {
                table.integers("year", []);
            }
        }
        table.integers("draw", each().map(|(number, ..)| *number as i64 + 1));
        table.text(
            "economy",
            draws.iter().flat_map(|_| {
                begins.iter().flat_map(|_| run.baseline.economies.iter().map(|e| e.code.as_str()))
            }),
        );
        for (variable, name) in VARIABLES.into_iter().enumerate() {
            let columns = |begin: usize| begin + variable * economies..begin + (variable + 1) * economies;
            let of = |values: &[f64]| -> Vec<f64> {
                begins.iter().flat_map(|&begin| values[columns(begin)].to_vec()).collect()
            };
            table.numbers(name, draws.iter().flat_map(|(_, values, _)| of(values)));
        }
        for (column, name) in plan.columns.iter().enumerate() {
            table.numbers(name, each().map(|(.., numbers)| numbers[column]));
        }
        table
    };
    let mut stream = Stream::create(path, &piece(&[]))?;
    let at_once = (PIECE / (economies * years)).max(1);
    for start in (0..plan.draws()).step_by(at_once) {
        let mut draws = Vec::with_capacity(at_once);
        journal.each(start..plan.draws().min(start + at_once), |number, record| {
            if record.ending.solved() {
                draws.push((number, record.values, plan.numbers(plan.task(number))));
            }
        })?;
        stream.write(&piece(&draws))?;
    }
    Ok(stream.close()?)
}

fn quantiles(ensemble: &Ensemble, findings: &Findings) -> Result<Vec<u8>, Error> {
    let (run, last) = (&ensemble.run, [&findings.real_income, &findings.real_wage, &findings.exports]);
    let earlier = findings.earlier.iter().map(|year| year.by_economy.each_ref());
    let years: Vec<[&Vec<Quantiles>; 3]> = earlier.chain([last]).collect();
    let rows = || {
        years.iter().flat_map(|variables| {
            run.baseline.economies.iter().enumerate().flat_map(move |(at, economy)| {
                let of = move |(name, quantiles): (&'static str, &&Vec<Quantiles>)| {
                    (economy.code.as_str(), name, quantiles[at])
                };
                VARIABLES.into_iter().zip(variables).map(of)
            })
        })
    };
    let mut table = Columns::new();
    add_years(&mut table, run.moments(), run.baseline.economies.len() * VARIABLES.len());
    table.text("economy", rows().map(|(economy, ..)| economy));
    table.text("variable", rows().map(|(_, variable, _)| variable));
    for (name, pick) in QUANTILE_COLUMNS {
        table.numbers(name, rows().map(|(.., quantiles)| pick(&quantiles)));
    }
    Ok(table.encode(QUANTILES, Format::Csv)?)
}

/// A column by name, and its number in a row.
type Column<Row> = (&'static str, fn(&Row) -> f64);

const QUANTILE_COLUMNS: [Column<Quantiles>; 6] = [
    ("p05", |quantiles| quantiles.p05),
    ("p25", |quantiles| quantiles.p25),
    ("p50", |quantiles| quantiles.p50),
    ("p75", |quantiles| quantiles.p75),
    ("p95", |quantiles| quantiles.p95),
    ("probability_gain", |quantiles| quantiles.probability_gain),
];

const SOBOL_COLUMNS: [Column<Indices>; 6] = [
    ("first", |indices| indices.first.value),
    ("first_low", |indices| indices.first.low),
    ("first_high", |indices| indices.first.high),
    ("total", |indices| indices.total.value),
    ("total_low", |indices| indices.total.low),
    ("total_high", |indices| indices.total.high),
];

fn ranks(ensemble: &Ensemble, findings: &Findings) -> Result<Vec<u8>, Error> {
    let mut table = Columns::new();
    add_years(&mut table, ensemble.run.moments().last(), findings.ranks.len());
    table.text("economy", ensemble.run.baseline.economies.iter().map(|economy| economy.code.as_str()));
    table.numbers("probability_first", findings.ranks.iter().map(|rank| rank.first));
    table.numbers("probability_first_five", findings.ranks.iter().map(|rank| rank.among_first_five));
    table.numbers("probability_last_five", findings.ranks.iter().map(|rank| rank.among_last_five));
    table.numbers("probability_last", findings.ranks.iter().map(|rank| rank.last));
    Ok(table.encode(RANKS, Format::Csv)?)
}

fn sobol(ensemble: &Ensemble, findings: &Findings) -> Result<Vec<u8>, Error> {
    let sobol = &findings.sobol;
    let economies = ensemble.run.baseline.economies.iter().map(|economy| economy.code.as_str());
    let variables: Vec<String> =
        std::iter::once("WORLD").chain(economies).map(|code| format!("{}:{code}", VARIABLES[0])).collect();
    let rows = || std::iter::once(&sobol.world).chain(&sobol.economies).flatten();
    let mut table = Columns::new();
    add_years(&mut table, ensemble.run.moments().last(), variables.len() * sobol.factors.len());
    table.text("variable", variables.iter().flat_map(|name| sobol.factors.iter().map(|_| name.as_str())));
    table.text("parameter", variables.iter().flat_map(|_| sobol.factors.iter().map(String::as_str)));
    for (name, pick) in SOBOL_COLUMNS {
        table.numbers(name, rows().map(pick));
    }
    Ok(table.encode(SOBOL, Format::Csv)?)
}

fn record(ensemble: &Ensemble, findings: &Findings) -> Value {
    let (run, plan) = (&ensemble.run, &ensemble.plan);
    let Timing { load, benchmark, solve, write } = findings.timing;
    let microseconds = |ms: f64| (ms * 1e3).round() / 1e3;
    let parameters = plan.parameters.iter().map(|planned| {
        let parameter = &planned.parameter;
        json!({
            "name": parameter.name,
            "target": parameter.target,
            "as": planned.takes(),
            "columns": plan.columns[planned.columns.clone()],
            "sectors": planned.sectors.iter().map(|&sector| run.sector_code(sector)).collect::<Vec<_>>(),
            "distribution": parameter.distribution,
        })
    });
    let failure = |(draw, reason): &(usize, String)| json!({ "draw": draw, "reason": reason });
    let (scenario, meta) = (&run.scenario, &run.baseline.meta);
    json!({
        "draws": findings.draws,
        "failed": findings.failures.len(),
        "failures": findings.failures.iter().map(failure).collect::<Vec<_>>(),
        "timing_ms": {
            "load": microseconds(load),
            "benchmark": microseconds(benchmark),
            "solve": microseconds(solve),
            "write": microseconds(write),
        },
        "world": { "real_income_pct": findings.world },
        "years": findings.earlier.iter().map(|year| json!({ "year": year.year, "world": { "real_income_pct": year.world } })).collect::<Vec<_>>(),
        "seed": plan.cube.seed,
        "design": plan.cube.design,
        "parameters_by_default": ensemble.by_default,
        "parameters": parameters.collect::<Vec<_>>(),
        "sobol": {
            "base": findings.sobol.base,
            "used": findings.sobol.used,
            "solves": plan.solves() - plan.draws(),
            "failed": findings.sobol.failed,
        },
        "scenario": { "name": scenario.name, "summary": scenario.summary, "text": scenario.source.text },
        "closure": closure_word(run.closure),
        "baseline": { "name": meta.name, "year": meta.year, "unit": meta.unit, "source": meta.source, "licence": meta.licence },
        "settings": { "tolerance": run.settings.tolerance, "max_iterations": run.settings.max_iterations },
        "warnings": run.warnings,
        "inputs": run.inputs.iter().map(|file| json!({ "name": file.name, "sha256": file.sha256 })).collect::<Vec<_>>(),
        "versions": {
            "comity": env!("CARGO_PKG_VERSION"),
            "platform": format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS),
        },
    })
}
