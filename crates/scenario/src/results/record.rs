//! `run.json`: what was run, on what, and how well it converged: enough to repeat it.

use super::assumptions::Assumed;
use super::tables::percent;
use crate::closure::closure_word;
use crate::error::Error;
use crate::parameters::Change;
use crate::run::{Moment, Run, Timing};
use comity_model::{Info, Outcome};
use serde::Serialize;
use std::collections::BTreeMap;

/// The record of a run. Only solved runs have one, so every number in it is finite.
pub(super) fn json(run: &Run) -> Result<Vec<u8>, Error> {
    text(&Record::of(run))
}

/// A record as the text of its file.
pub(crate) fn text(record: &impl Serialize) -> Result<Vec<u8>, Error> {
    let mut bytes = serde_json::to_vec_pretty(record).map_err(Error::Record)?;
    bytes.push(b'\n');
    Ok(bytes)
}

#[derive(Serialize)]
struct Record<'a> {
    converged: bool,
    iterations: usize,
    residual: f64,
    timing_ms: Milliseconds,
    world: World,
    scenario: Scenario<'a>,
    closure: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    assumptions: Option<Assumed<'a>>,
    baseline: Baseline<'a>,
    benchmark: Benchmark,
    /// Every year of a path; what stands above is of the last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    years: Vec<Year>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decomposition: Option<Decomposition>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parameters: Option<Parameters<'a>>,
    /// The world under each school.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    schools: Vec<School>,
    settings: Settings,
    warnings: &'a [String],
    inputs: Vec<Input<'a>>,
    versions: Versions,
}

#[derive(Serialize)]
struct Milliseconds {
    load: f64,
    benchmark: f64,
    solve: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    decompose: Option<f64>,
    write: f64,
}

#[derive(Serialize)]
struct World {
    trade_volume_pct: f64,
    real_income_pct: f64,
}

#[derive(Serialize)]
struct Year {
    year: u16,
    converged: bool,
    iterations: usize,
    residual: f64,
    world: World,
    benchmark: Convergence,
}

/// How the world of a year without the scenario was found.
#[derive(Serialize)]
struct Convergence {
    iterations: usize,
    residual: f64,
}

#[derive(Serialize)]
struct Scenario<'a> {
    name: &'a str,
    summary: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct Baseline<'a> {
    name: &'a str,
    year: i32,
    unit: &'a str,
    source: &'a str,
    licence: &'a str,
}

#[derive(Serialize)]
struct Benchmark {
    iterations: usize,
    residual: f64,
    /// Sum of absolute differences between benchmark and data, as a share of the data.
    distance: Distance,
    /// Purchases in the data that nobody supplies and the model leaves out, in the baseline's unit.
    unsupplied: f64,
}

#[derive(Serialize)]
struct Distance {
    spending: f64,
    factor_income: f64,
}

#[derive(Serialize)]
struct Decomposition {
    /// Equilibria solved for between benchmark and counterfactual.
    equilibria: usize,
    /// The most that the parts of any economy miss its change of ln real income by.
    gap: f64,
}

/// The parameters that the equations of AI and of growth have read.
#[derive(Serialize)]
struct Parameters<'a> {
    school: &'a str,
    used: Vec<Parameter<'a>>,
}

#[derive(Serialize)]
struct Parameter<'a> {
    id: &'a str,
    value: f64,
    /// Entries of a table.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    values: &'a BTreeMap<String, f64>,
    /// Who changed it, if it is not as the library has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    changed_by: Option<&'static str>,
}

#[derive(Serialize)]
struct School {
    name: &'static str,
    real_income_pct: f64,
}

#[derive(Serialize)]
struct Settings {
    tolerance: f64,
    max_iterations: usize,
}

#[derive(Serialize)]
struct Input<'a> {
    name: &'a str,
    sha256: &'a str,
}

#[derive(Serialize)]
struct Versions {
    comity: &'static str,
    /// Results repeat to the last bit on one machine, and nearly so on others.
    platform: String,
}

impl<'a> Record<'a> {
    fn of(run: &'a Run) -> Self {
        let (scenario, meta, benchmark) = (&run.scenario, &run.baseline.meta, &run.benchmark);
        Self {
            converged: true,
            iterations: run.info.iterations,
            residual: run.info.residual,
            timing_ms: Milliseconds::of(&run.timing),
            world: World::of(&run.outcome),
            scenario: Scenario {
                name: &scenario.name,
                summary: &scenario.summary,
                text: &scenario.source.text,
            },
            closure: closure_word(run.closure),
            assumptions: Assumed::of(run),
            baseline: Baseline {
                name: &meta.name,
                year: meta.year,
                unit: &meta.unit,
                source: &meta.source,
                licence: &meta.licence,
            },
            benchmark: Benchmark {
                iterations: benchmark.info.iterations,
                residual: benchmark.info.residual,
                distance: Distance {
                    spending: benchmark.distance.spending,
                    factor_income: benchmark.distance.factor_income,
                },
                unsupplied: benchmark.calibration.unsupplied,
            },
            years: run.moments().filter_map(Year::of).collect(),
            decomposition: run.welfare.as_ref().map(|welfare| Decomposition {
                equilibria: welfare.exact.equilibria,
                gap: welfare.exact.gap,
            }),
            parameters: Parameters::of(run),
            schools: run
                .schools
                .iter()
                .map(|each| School { name: each.school, real_income_pct: percent(each.world) })
                .collect(),
            settings: Settings {
                tolerance: run.settings.tolerance,
                max_iterations: run.settings.max_iterations,
            },
            warnings: &run.warnings,
            inputs: run.inputs.iter().map(|file| Input { name: &file.name, sha256: &file.sha256 }).collect(),
            versions: Versions {
                comity: env!("CARGO_PKG_VERSION"),
                platform: format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS),
            },
        }
    }
}

impl<'a> Parameters<'a> {
    /// Nothing where a run has read none.
    fn of(run: &'a Run) -> Option<Self> {
        let parameters = run.scenario.parameters();
        let used: Vec<Parameter> = parameters
            .used()
            .map(|setting| Parameter {
                id: &setting.parameter.id,
                value: setting.value,
                values: setting.values(),
                changed_by: setting.change.as_ref().map(Change::word),
            })
            .collect();
        (!used.is_empty()).then(|| Self { school: parameters.school(), used })
    }
}

impl World {
    fn of(outcome: &Outcome) -> Self {
        Self {
            trade_volume_pct: percent(outcome.world.trade_volume),
            real_income_pct: percent(outcome.world.real_income),
        }
    }
}

impl Year {
    /// Nothing where a run has no years. Only solved years are kept.
    fn of(moment: Moment<'_>) -> Option<Self> {
        let Info { iterations, residual, .. } = moment.benchmark.info;
        Some(Self {
            year: moment.year?,
            converged: true,
            iterations: moment.info.iterations,
            residual: moment.info.residual,
            world: World::of(moment.outcome),
            benchmark: Convergence { iterations, residual },
        })
    }
}

impl Milliseconds {
    fn of(timing: &Timing) -> Self {
        let microseconds = |ms: f64| (ms * 1e3).round() / 1e3;
        Self {
            load: microseconds(timing.load),
            benchmark: microseconds(timing.benchmark),
            solve: microseconds(timing.solve),
            decompose: timing.decompose.map(microseconds),
            write: microseconds(timing.write),
        }
    }
}
