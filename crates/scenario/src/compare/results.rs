//! A comparison as files: `compare.csv`, `compare_quantiles.csv` where numbers were drawn, `compare.html`, and
//! `compare.json` last.

use super::label::BENCHMARK;
use super::{Comparison, Spread, Timing, Uncertainty};
use crate::closure::closure_word;
use crate::ensemble::Quantiles;
use crate::error::Error;
use crate::results::Staged;
use crate::results::record::text;
use crate::results::tables::{ECONOMY_COLUMNS, percent};
use crate::run::{Moment, lap};
use comity_data::frame::{Columns, Format};
use serde_json::{Value, json};
use std::io;
use std::path::Path;
use std::time::Instant;

const ECONOMIES: &str = "compare.csv";
const QUANTILES: &str = "compare_quantiles.csv";
const REPORT: &str = "compare.html";
const RECORD: &str = "compare.json";
const NAMES: [&str; 4] = [ECONOMIES, QUANTILES, REPORT, RECORD];
/// Stands for the world where a row is usually an economy.
const WORLD: &str = "WORLD";

/// Results on their way to a folder.
#[derive(Debug, Clone)]
pub struct Results {
    files: Vec<(&'static str, Vec<u8>)>,
    clock: Instant,
}

impl Results {
    /// The tables of a comparison.
    ///
    /// # Errors
    /// A table cannot be encoded.
    pub fn new(comparison: &Comparison) -> Result<Self, Error> {
        let clock = Instant::now();
        let mut files = vec![(ECONOMIES, economies(comparison)?)];
        if let Some(uncertainty) = &comparison.uncertainty {
            files.push((QUANTILES, quantiles(comparison, uncertainty)?));
        }
        Ok(Self { files, clock })
    }

    /// Adds `compare.html`.
    pub fn add_report(&mut self, html: impl Into<Vec<u8>>) {
        self.files.push((REPORT, html.into()));
    }

    /// Writes everything to `folder`, which is made if it is not there, and notes how long that took.
    ///
    /// # Errors
    /// The folder cannot be written to; what was there before stays.
    pub fn write(mut self, folder: &Path, comparison: &mut Comparison) -> Result<(), Error> {
        let failed = |reason| Error::Write { folder: folder.display().to_string(), reason };
        if folder.is_file() {
            return Err(failed(io::ErrorKind::NotADirectory.into()));
        }
        let mut staged = Staged::in_folder(folder, &self.files).map_err(failed)?;
        comparison.timing.write = lap(&mut self.clock);
        staged.add(folder, RECORD, &text(&record(comparison))?).map_err(failed)?;
        staged.publish(folder, &NAMES, RECORD).map_err(failed)
    }
}

/// The rows of `economies.csv` of every scenario, in every year of its path.
fn economies(comparison: &Comparison) -> Result<Vec<u8>, Error> {
    let codes: Vec<&str> =
        comparison.first().run.baseline.economies.iter().map(|e| e.code.as_str()).collect();
    let moments: Vec<(&str, Moment)> = comparison
        .scenarios
        .iter()
        .flat_map(|each| each.run.moments().map(|moment| (each.label.as_str(), moment)))
        .collect();
    let mut table = Columns::new();
    if let Some(&last) = comparison.years.last() {
        // A scenario without a path is held against the last year of the others.
        let years = moments.iter().map(|(_, moment)| i64::from(moment.year.unwrap_or(last)));
        table.integers("year", years.flat_map(|year| codes.iter().map(move |_| year)));
    }
    table.text("scenario", moments.iter().flat_map(|&(label, _)| codes.iter().map(move |_| label)));
    table.text("economy", moments.iter().flat_map(|_| codes.iter().copied()));
    for (name, hats) in ECONOMY_COLUMNS {
        let of = |moment: &Moment| hats(&moment.outcome.economies).map(percent);
        table.numbers(name, moments.iter().flat_map(|(_, moment)| of(moment).values().to_vec()));
    }
    Ok(table.encode(ECONOMIES, Format::Csv)?)
}

struct Row<'a> {
    year: Option<u16>,
    scenario: &'a str,
    against: &'a str,
    economy: &'a str,
    variable: &'static str,
    quantiles: &'a Quantiles,
}

/// Changes against the benchmark, and differences to the first scenario, over the draws.
fn quantiles(comparison: &Comparison, uncertainty: &Uncertainty) -> Result<Vec<u8>, Error> {
    let last = (comparison.years.last().copied(), &uncertainty.levels, &uncertainty.differences);
    let earlier = uncertainty.earlier.iter().map(|year| (Some(year.year), &year.levels, &year.differences));
    let rows: Vec<Row> = earlier
        .chain([last])
        .flat_map(|(year, levels, differences)| rows_in(comparison, year, levels, differences))
        .collect();
    let mut table = Columns::new();
    if !comparison.years.is_empty() {
        table.integers("year", rows.iter().filter_map(|row| row.year.map(i64::from)));
    }
    table.text("scenario", rows.iter().map(|row| row.scenario));
    table.text("against", rows.iter().map(|row| row.against));
    table.text("economy", rows.iter().map(|row| row.economy));
    table.text("variable", rows.iter().map(|row| row.variable));
    for (name, pick) in COLUMNS {
        table.numbers(name, rows.iter().map(|row| pick(row.quantiles)));
    }
    Ok(table.encode(QUANTILES, Format::Csv)?)
}

/// The rows of one year.
fn rows_in<'a>(
    comparison: &'a Comparison,
    year: Option<u16>,
    levels: &'a [Spread],
    differences: &'a [Spread],
) -> Vec<Row<'a>> {
    let first = comparison.first();
    let levels = comparison.scenarios.iter().zip(levels);
    let differences = comparison.others().iter().zip(differences);
    levels
        .map(|(scenario, spread)| (scenario, BENCHMARK, spread))
        .chain(differences.map(|(scenario, spread)| (scenario, first.label.as_str(), spread)))
        .flat_map(|(scenario, against, spread)| rows_of(first, year, &scenario.label, against, spread))
        .collect()
}

/// A column by name, and its number in a row.
type Column = (&'static str, fn(&Quantiles) -> f64);

const COLUMNS: [Column; 6] = [
    ("p05", |quantiles| quantiles.p05),
    ("p25", |quantiles| quantiles.p25),
    ("p50", |quantiles| quantiles.p50),
    ("p75", |quantiles| quantiles.p75),
    ("p95", |quantiles| quantiles.p95),
    ("probability_higher", |quantiles| quantiles.probability_gain),
];

/// A spread by economy and variable, and the world last.
fn rows_of<'a>(
    first: &'a super::Compared,
    year: Option<u16>,
    scenario: &'a str,
    against: &'a str,
    spread: &'a Spread,
) -> Vec<Row<'a>> {
    let economies = first.run.baseline.economies.iter().enumerate();
    let mut rows: Vec<Row> = economies
        .flat_map(|(at, economy)| {
            let row = move |(variable, quantiles): (&'static str, &'a [Quantiles])| Row {
                year,
                scenario,
                against,
                economy: &economy.code,
                variable,
                quantiles: &quantiles[at],
            };
            spread.variables().map(row)
        })
        .collect();
    let [(variable, _), ..] = spread.variables();
    rows.push(Row { year, scenario, against, economy: WORLD, variable, quantiles: &spread.world });
    rows
}

fn record(comparison: &Comparison) -> Value {
    let first = &comparison.first().run;
    let meta = &first.baseline.meta;
    let Timing { load, benchmark, solve, draws, write } = comparison.timing;
    let microseconds = |ms: f64| (ms * 1e3).round() / 1e3;
    let scenarios = comparison.scenarios.iter().map(|each| {
        let (run, source) = (&each.run, &each.run.scenario.source);
        json!({
            "label": each.label,
            "name": run.scenario.name,
            "summary": run.scenario.summary,
            "file": source.file_name(),
            "closure": closure_word(run.closure),
            "school": run.effects.as_ref().map(|_| run.scenario.parameters().school()),
            "years": run.path.iter().flat_map(|path| path.years()).collect::<Vec<_>>(),
            "iterations": run.info.iterations,
            "residual": run.info.residual,
            "world": {
                "trade_volume_pct": percent(run.outcome.world.trade_volume),
                "real_income_pct": percent(run.outcome.world.real_income),
            },
            "inputs": run.inputs.iter().map(|file| json!({ "name": file.name, "sha256": file.sha256 })).collect::<Vec<_>>(),
            "text": source.text,
        })
    });
    json!({
        "converged": true,
        "timing_ms": {
            "load": microseconds(load),
            "benchmark": microseconds(benchmark),
            "solve": microseconds(solve),
            "draws": microseconds(draws),
            "write": microseconds(write),
        },
        "scenarios": scenarios.collect::<Vec<_>>(),
        "years": comparison.years,
        "baseline": { "name": meta.name, "year": meta.year, "unit": meta.unit, "source": meta.source, "licence": meta.licence },
        "ensemble": comparison.uncertainty.as_ref().map(|uncertainty| drawn(comparison, uncertainty)),
        "settings": { "tolerance": first.settings.tolerance, "max_iterations": first.settings.max_iterations },
        "warnings": comparison.warnings,
        "versions": {
            "comity": env!("CARGO_PKG_VERSION"),
            "platform": format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS),
        },
    })
}

fn drawn(comparison: &Comparison, uncertainty: &Uncertainty) -> Value {
    let label = |place: usize| comparison.scenarios[place].label.as_str();
    let failed = |(each, failed): (&super::Compared, &usize)| (each.label.clone(), json!(failed));
    json!({
        "draws": uncertainty.draws,
        "seed": uncertainty.seed,
        "design": uncertainty.design,
        "failed": comparison.scenarios.iter().zip(&uncertainty.failed).map(failed).collect::<serde_json::Map<_, _>>(),
        "drawn": uncertainty.drawn.iter().map(|each| json!({
            "name": each.name,
            "numbers": each.numbers,
            "scenarios": each.ensembles.iter().copied().map(label).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
    })
}
