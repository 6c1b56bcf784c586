//! Several scenarios on one baseline: each as it is written, and, where numbers are uncertain, with the same draws.
//!
//! | file | what it does, in the order in which data passes through |
//! |---|---|
//! | `label` | a short name for each scenario, no two alike |
//! | `alike` | what scenarios must have in common to be compared, and what they had better |
//! | `spread` | draws of two scenarios side by side: how far their difference spreads |
//! | `results` | the files that other programs read |
//!
//! A difference is in percentage points of the benchmark, which is why all scenarios need the same baseline.

mod alike;
mod error;
mod label;
mod results;
mod spread;

pub use error::CompareError;
pub use results::Results;
pub use spread::{Spread, Uncertainty, YearSpreads};

use crate::ensemble::{DRAWS, Design, Ensemble, EnsembleOptions, Progress, SEED, Table};
use crate::error::Error;
use crate::run::{Moment, Options, Run, lap};
use crate::scenario::Scenario;
use std::time::Instant;

/// What the command line may set instead of the scenarios.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CompareOptions {
    /// Baseline, closure and settings of every scenario.
    pub run: Options,
    /// How many draws; 0 compares the scenarios as they are written and no more.
    pub draws: Option<usize>,
    /// Where the random numbers start.
    pub seed: Option<u64>,
    /// How draws are spread.
    pub design: Option<Design>,
    /// Threads; all that the machine has if not given. Results do not depend on it.
    pub threads: Option<usize>,
}

/// Scenarios that were run, and how they differ.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The scenarios in the order in which they were named; the others are held against the first.
    pub scenarios: Vec<Compared>,
    /// The years in which all scenarios are compared: those of their paths that all have. Only the last where some follow no path, and
    /// none where none does.
    pub years: Vec<u16>,
    /// How sure the differences are, where numbers were drawn.
    pub uncertainty: Option<Uncertainty>,
    /// What the user may not have meant.
    pub warnings: Vec<String>,
    /// How long each part took.
    pub timing: Timing,
}

/// A scenario in a comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// Its short name in tables.
    pub label: String,
    /// The scenario as it is written.
    pub run: Run,
}

/// How long each part of a comparison took, over all scenarios, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Timing {
    /// Reading baselines and what the scenarios change.
    pub load: f64,
    /// Finding benchmarks.
    pub benchmark: f64,
    /// Finding counterfactuals.
    pub solve: f64,
    /// Solving draws and summing them up.
    pub draws: f64,
    /// Writing results; zero until they are written.
    pub write: f64,
}

impl Comparison {
    /// Runs scenarios and compares them. `progress` hears of the draws, all scenarios together.
    ///
    /// # Errors
    /// There are fewer than two, one of them fails, or they are about different baselines.
    pub fn new(
        scenarios: Vec<Scenario>,
        options: &CompareOptions,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Self, CompareError> {
        if scenarios.len() < 2 {
            return Err(CompareError::TooFew { found: scenarios.len() });
        }
        let stems: Vec<&str> = scenarios.iter().map(|scenario| scenario.source.stem()).collect();
        let labels = label::labels(&stems);
        let mut timing = Timing::default();
        let mut runs = Vec::with_capacity(scenarios.len());
        for scenario in scenarios {
            let path = scenario.source.path.clone();
            let run = Run::new(scenario, &options.run).map_err(|error| CompareError::of(path, error))?;
            timing.load += run.timing.load;
            timing.benchmark += run.timing.benchmark;
            timing.solve += run.timing.solve;
            runs.push(run);
        }
        alike::check(&runs)?;
        let years = alike::years(&runs);
        let mut warnings = alike::warnings(&labels, &runs, &years);
        let mut uncertainty = None;
        if let Some(options) = draw_options(&runs, options) {
            let mut clock = Instant::now();
            let mut ensembles = Vec::with_capacity(runs.len());
            for run in runs {
                let path = run.scenario.source.path.clone();
                ensembles.push(Ensemble::of(run, &options).map_err(|error| CompareError::of(path, error))?);
            }
            uncertainty = Some(Uncertainty::of(&mut ensembles, &years, progress)?);
            warnings.extend(alike::undrawn(&labels, &ensembles));
            runs = ensembles.into_iter().map(|ensemble| ensemble.run).collect();
            timing.draws = lap(&mut clock);
        }
        for (label, run) in labels.iter().zip(&runs) {
            warnings.extend(run.warnings.iter().map(|warning| format!("{label}: {warning}")));
        }
        let scenarios = labels.into_iter().zip(runs).map(|(label, run)| Compared { label, run }).collect();
        Ok(Self { scenarios, years, uncertainty, warnings, timing })
    }

    /// The scenario that the others are held against.
    pub fn first(&self) -> &Compared {
        &self.scenarios[0]
    }

    /// The scenarios that are held against the first.
    pub fn others(&self) -> &[Compared] {
        &self.scenarios[1..]
    }
}

impl Compared {
    /// The scenario in a year of its path; its one world where it has none.
    pub fn in_year(&self, year: u16) -> Option<Moment<'_>> {
        self.run.moments().find(|moment| moment.year.is_none_or(|here| here == year))
    }

    /// How much more real income each economy has than in another scenario, in percentage points of the benchmark.
    pub fn real_income_over(&self, other: &Self) -> Vec<f64> {
        let [these, those] = [self, other].map(|each| each.run.outcome.economies.real_income.values());
        these.iter().zip(those).map(|(this, that)| (this - that) * 100.0).collect()
    }

    /// The same for the world.
    pub fn world_income_over(&self, other: &Self) -> f64 {
        (self.run.outcome.world.real_income - other.run.outcome.world.real_income) * 100.0
    }
}

/// How to draw, where the command or a scenario asks for it. What the command does not say, the first scenario that says
/// it decides for all.
fn draw_options(runs: &[Run], options: &CompareOptions) -> Option<EnsembleOptions> {
    let tables = || runs.iter().map(|run| &run.scenario.ensemble);
    let asks = |table: &Table| {
        !table.by_default || table.draws.is_some() || table.seed.is_some() || table.design.is_some()
    };
    let asked = options.draws.is_some() || options.seed.is_some() || options.design.is_some();
    if options.draws == Some(0) || !(asked || tables().any(asks)) {
        return None;
    }
    let draws = options.draws.or_else(|| tables().find_map(|table| table.draws));
    let seed = options.seed.or_else(|| tables().find_map(|table| table.seed));
    let design = options.design.or_else(|| tables().find_map(|table| table.design));
    // Nothing is left for each scenario's own table to decide.
    Some(EnsembleOptions {
        run: options.run.clone(),
        draws: draws.or(Some(DRAWS)),
        seed: seed.or(Some(SEED)),
        design: design.or(Some(Design::LatinHypercube)),
        sobol: None,
        threads: options.threads,
    })
}

impl From<Error> for CompareError {
    fn from(error: Error) -> Self {
        Self::Scenario(error)
    }
}
