//! A scenario run: baseline, shock, benchmark, counterfactual.

use crate::diagnostic::Fault;
use crate::error::Error;
use crate::failure::{Stage, overflow, uncalibrated, unsolved};
use crate::scenario::Scenario;
use crate::welfare::Welfare;
use comity_data::{Baseline, BaselineError, FileHash};
use comity_model::{
    Assumptions, Benchmark, Calibration, Closure, EconomyId, Equilibrium, Info, Outcome, SectorId, Settings,
    Supply,
};
use std::time::Instant;

/// What the command line may set instead of the scenario.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Options {
    /// An embedded baseline's name or a folder, instead of the scenario's own.
    pub baseline: Option<String>,
    /// A closure instead of the scenario's own.
    pub closure: Option<Closure>,
    /// Whether to say why real income changes.
    pub decompose: bool,
    /// How to solve.
    pub settings: Settings,
}

/// A finished run, and everything known about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// What was asked.
    pub scenario: Scenario,
    /// The world it was asked of.
    pub baseline: Baseline,
    /// The closure used, which need not be the scenario's own.
    pub closure: Closure,
    /// How it was solved.
    pub settings: Settings,
    /// The equilibrium before the shock.
    pub benchmark: Benchmark,
    /// The equilibrium after it; its hats are against the benchmark.
    pub counterfactual: Equilibrium,
    /// How the counterfactual was found.
    pub info: Info,
    /// The changes between the two.
    pub outcome: Outcome,
    /// Why real income changes, if that was asked for.
    pub welfare: Option<Welfare>,
    /// What the user may not have meant.
    pub warnings: Vec<String>,
    /// Every file that went in: the scenario, the files it names, those of the baseline.
    pub inputs: Vec<FileHash>,
    /// How long each part took.
    pub timing: Timing,
}

/// How long each part of a run took, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Timing {
    /// Reading the baseline, calibrating it and reading what the scenario changes.
    pub load: f64,
    /// Finding the benchmark.
    pub benchmark: f64,
    /// Finding the counterfactual and the changes.
    pub solve: f64,
    /// Decomposing the change of real income, where that was asked for.
    pub decompose: Option<f64>,
    /// Writing results; zero until they are written.
    pub write: f64,
}

impl Run {
    /// Runs a scenario.
    ///
    /// # Errors
    /// The baseline cannot be read, the scenario does not fit it, or there is no equilibrium.
    pub fn new(scenario: Scenario, options: &Options) -> Result<Self, Error> {
        let mut timing = Timing::default();
        let mut clock = Instant::now();
        let (baseline, mut files) =
            scenario.variant.of(open_baseline(&scenario, options)?, &scenario.source)?;
        let calibration =
            Calibration::new(&baseline.table).map_err(|error| uncalibrated(&baseline, &error))?;
        let mut shocked = scenario.shock(&baseline, &calibration)?;
        files.append(&mut shocked.files);
        let mut warnings = shocked.warnings;
        timing.load = lap(&mut clock);

        let closure = options.closure.unwrap_or(scenario.closure);
        let benchmark = Benchmark::solve(&calibration, closure, &options.settings).map_err(|failure| {
            unsolved(Stage::Benchmark, closure, &baseline, failure.status, &failure.info, None)
        })?;
        let benchmark = scenario.variant.under(benchmark, &baseline, &scenario.source, &mut warnings)?;
        timing.benchmark = lap(&mut clock);

        let solution = benchmark.counterfactual(&shocked.shock, &options.settings);
        let (status, info) = (solution.status, solution.info);
        let counterfactual = solution.equilibrium.ok_or_else(|| {
            let assumed = benchmark.assumptions.as_ref();
            unsolved(Stage::Counterfactual, closure, &baseline, status, &info, assumed)
        })?;
        let outcome = Outcome::between(&benchmark, &counterfactual);
        overflow(&outcome, closure)?;
        timing.solve = lap(&mut clock);

        let mut welfare = None;
        if options.decompose {
            let parts =
                Welfare::of(&baseline, &benchmark, &shocked.shock, &counterfactual, &options.settings)?;
            warnings.extend(parts.warning());
            welfare = Some(parts);
            timing.decompose = Some(lap(&mut clock));
        }

        let inputs = inputs(&scenario, files, &baseline);
        Ok(Self {
            scenario,
            baseline,
            closure,
            settings: options.settings,
            benchmark,
            counterfactual,
            info,
            outcome,
            welfare,
            warnings,
            inputs,
            timing,
        })
    }
}

impl Run {
    /// Names of the model's factors, in the order of [`Outcome::factors`].
    pub fn factor_names(&self) -> Vec<String> {
        self.scenario.variant.factor_names(&self.baseline)
    }

    /// Whether there is more to say of factors than of income: several of them, or more or less of one.
    pub fn has_factors(&self) -> bool {
        let moves =
            |assumed: &Assumptions| assumed.factors.iter().any(|factor| factor.supply != Supply::Fixed);
        self.outcome.factors.len() > 1
            || self.benchmark.assumptions.as_ref().is_some_and(moves)
            || self.scenario.changes_factor_supply()
    }

    pub(crate) fn economy_code(&self, EconomyId(at): EconomyId) -> &str {
        &self.baseline.economies[at].code
    }

    pub(crate) fn sector_code(&self, SectorId(at): SectorId) -> &str {
        &self.baseline.sectors[at].code
    }
}

/// Milliseconds since the clock was last read.
pub(crate) fn lap(clock: &mut Instant) -> f64 {
    let now = Instant::now();
    let passed = now.duration_since(std::mem::replace(clock, now));
    passed.as_secs_f64() * 1e3
}

/// The command's baseline is relative to the current folder, the scenario's to the scenario.
fn open_baseline(scenario: &Scenario, options: &Options) -> Result<Baseline, Error> {
    if let Some(name) = &options.baseline {
        return Ok(Baseline::open(name)?);
    }
    let Some(word) = &scenario.baseline else {
        return Err(Error::NoBaseline { path: scenario.source.path.clone() });
    };
    let name = word.get_ref();
    if Baseline::embedded_names().contains(&name.as_str()) {
        return Ok(Baseline::embedded(name)?);
    }
    let folder = scenario.source.folder.join(name);
    if !folder.is_dir() {
        let unknown = BaselineError::Unknown { name: name.clone() };
        let fault = Fault { hint: unknown.hint(), ..Fault::at(word.span(), unknown.to_string()) };
        return Err(scenario.source.error(fault));
    }
    Ok(Baseline::read(&folder)?)
}

fn inputs(scenario: &Scenario, files: Vec<FileHash>, baseline: &Baseline) -> Vec<FileHash> {
    let source = &scenario.source;
    let mut inputs = vec![FileHash::of(source.file_name(), source.text.as_bytes())];
    inputs.extend(files);
    inputs.extend(baseline.files.iter().map(|file| FileHash {
        name: format!("{}/{}", baseline.meta.name, file.name),
        sha256: file.sha256.clone(),
    }));
    inputs
}
