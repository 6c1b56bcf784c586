//! A world that is kept ready, so that scenarios without years get their answer in the time of a solve.

use crate::ai::channels::Ground;
use crate::changes::Changes;
use crate::error::Error;
use crate::failure::{Stage, overflow, uncalibrated, unsolved};
use crate::regulation::Kept;
use crate::results::tables::{ECONOMY_COLUMNS, percent};
use crate::run::{lap, open_baseline};
use crate::scenario::Scenario;
use crate::sectors::{SECTOR_COLUMNS, Weights, sector_mean};
use crate::select::{Except, Selector, Warnings};
use crate::{Options, closure_word};
use comity_data::{Baseline, nearest};
use comity_model::{Benchmark, Calibration, Equilibrium, Info, Outcome, Settings, Shock};
use std::sync::Arc;
use std::time::Instant;
use toml::Spanned;

/// A baseline, calibrated and at its benchmark, as the version of the model of a scenario sees it.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// The world.
    pub baseline: Baseline,
    /// Its equilibrium before any change.
    pub benchmark: Benchmark,
    /// How answers are solved for.
    pub settings: Settings,
    ground: Arc<Ground>,
    /// Rules that scenarios on it share.
    rules: Arc<Kept>,
    weights: Arc<Weights>,
    /// The scenario that it was made for.
    model: Scenario,
    /// What the user may not have meant about the version of the model.
    warnings: Vec<String>,
}

/// A scenario's counterfactual, and what led to it.
pub(crate) struct Solved<'a> {
    pub changes: Changes<'a>,
    pub shock: Shock,
    pub counterfactual: Equilibrium,
    pub info: Info,
    /// Milliseconds until it was known what changes.
    pub prepare: f64,
}

/// What a scenario changes in a world that was ready.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The changes against the benchmark.
    pub outcome: Outcome,
    /// How they were found.
    pub info: Info,
    /// What the user may not have meant.
    pub warnings: Vec<String>,
    /// Milliseconds until it was known what changes, and from there on.
    pub prepare: f64,
    /// Milliseconds of finding the counterfactual and the changes.
    pub solve: f64,
}

impl Prepared {
    /// Makes the world of a scenario ready.
    ///
    /// # Errors
    /// The baseline cannot be read, does not fit the scenario's version of the model, or has no equilibrium.
    pub fn new(scenario: &Scenario, settings: &Settings) -> Result<Self, Error> {
        let opened = open_baseline(scenario, &Options::default())?;
        let (baseline, _) = scenario.version_of(opened)?;
        let calibration =
            Calibration::new(&baseline.table).map_err(|error| uncalibrated(&baseline, &error))?;
        let closure = scenario.closure;
        let benchmark = Benchmark::solve(&calibration, closure, settings).map_err(|failure| {
            unsolved(Stage::Benchmark, closure, &baseline, failure.status, &failure.info, None)
        })?;
        let mut warnings = Vec::new();
        let benchmark = scenario.variant.under(benchmark, &baseline, &scenario.source, &mut warnings)?;
        let ground = Arc::new(Ground::new(&baseline, &benchmark.calibration));
        let weights = Arc::new(Weights::of(&benchmark));
        let (model, rules, settings) = (scenario.clone(), Arc::default(), *settings);
        Ok(Self { baseline, benchmark, settings, ground, rules, weights, model, warnings })
    }

    /// Whether this is the world of a scenario: the same baseline, closure and version of the model.
    pub fn fits(&self, scenario: &Scenario) -> bool {
        let name = |scenario: &Scenario| scenario.baseline.as_ref().map(|word| word.get_ref().clone());
        let Scenario { closure, variant, .. } = scenario;
        // Kinds of labour are told apart by parameters.
        let alike = variant.skills.is_none() || scenario.parameters() == self.model.parameters();
        name(scenario) == name(&self.model)
            && *closure == self.model.closure
            && *variant == self.model.variant
            && scenario.source.folder == self.model.source.folder
            && alike
    }

    /// Whether this is a world of the baseline that scenarios call so.
    pub fn is_on(&self, baseline: &str) -> bool {
        self.model.baseline.as_ref().is_some_and(|word| word.get_ref() == baseline)
    }

    /// What a scenario changes. It is to [fit](Self::fits).
    ///
    /// # Errors
    /// The scenario has years, does not fit the baseline, or there is no equilibrium.
    pub fn answer(&self, scenario: &Scenario) -> Result<Answer, Error> {
        let mut clock = Instant::now();
        let Solved { changes, counterfactual, info, prepare, .. } = self.solve(scenario)?;
        let outcome = Outcome::between(&self.benchmark, &counterfactual);
        overflow(&outcome, self.benchmark.closure)?;
        Ok(Answer { outcome, info, warnings: changes.warnings, prepare, solve: lap(&mut clock) - prepare })
    }

    /// The counterfactual of a scenario without years.
    pub(crate) fn solve<'a>(&'a self, scenario: &'a Scenario) -> Result<Solved<'a>, Error> {
        if scenario.years.is_some() {
            return Err(Error::UnknownResult {
                message: "a path of years is not answered at once".to_owned(),
                hint: Some("remove `years` and give [ai] the `year` to look at, or run it".to_owned()),
            });
        }
        let mut clock = Instant::now();
        let Self { baseline, benchmark, .. } = self;
        let mut changes = scenario.changes_under(baseline, &benchmark.calibration, &self.rules)?;
        changes.warnings.extend(self.warnings.iter().cloned());
        let shock = changes.shock_on(&self.ground, &benchmark.calibration);
        let prepare = lap(&mut clock);
        let solution = benchmark.counterfactual(&shock, &self.settings);
        let (status, info) = (solution.status, solution.info);
        let counterfactual = solution.equilibrium.ok_or_else(|| {
            let assumed = benchmark.assumptions.as_ref();
            unsolved(Stage::Counterfactual, benchmark.closure, baseline, status, &info, assumed)
        })?;
        Ok(Solved { changes, shock, counterfactual, info, prepare })
    }

    /// Changes by sector of an answer, in percent: a row for each of some selectors of economies, such as `income:low` or a code,
    /// averaged over those it selects with benchmark weights. Nothing where an economy or a group has nothing of a sector.
    ///
    /// # Errors
    /// `sectors.csv` has no such column, or a selector is nobody's.
    pub fn sectors(
        &self,
        answer: &Answer,
        column: &str,
        rows: &[String],
    ) -> Result<Vec<Vec<Option<f64>>>, Error> {
        let found = SECTOR_COLUMNS.iter().find(|(name, ..)| *name == column);
        let (_, hats, weights) = found.ok_or_else(|| Error::UnknownResult {
            message: format!("unknown change by sector `{column}`"),
            hint: Some(nearest::one_of(column, &SECTOR_COLUMNS.map(|(name, ..)| name))),
        })?;
        let (hats, weights) = (hats(&answer.outcome.sectors), weights(&self.weights));
        let selector = Selector::new(&self.baseline);
        let row = |row: &String| {
            let word = [Spanned::new(0..0, row.clone())];
            let members = selector
                .economies(Some(&word), &Except::default(), &mut Warnings::new())
                .map_err(|fault| Error::UnknownResult { message: fault.message, hint: fault.hint })?;
            let mean = |sector| sector_mean(hats, weights, members.iter().copied(), sector).map(percent);
            Ok(hats.size().sectors().map(mean).collect())
        };
        rows.iter().map(row).collect()
    }

    /// The word for its closure.
    pub fn closure(&self) -> &'static str {
        closure_word(self.benchmark.closure)
    }
}

impl Answer {
    /// The columns of `economies.csv`: name, and a change in percent for each economy.
    pub fn columns(&self) -> impl Iterator<Item = (&'static str, Vec<f64>)> {
        let of = &self.outcome.economies;
        ECONOMY_COLUMNS.iter().map(move |(name, hats)| (*name, hats(of).map(percent).values().to_vec()))
    }
}
