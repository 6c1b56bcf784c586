//! A scenario run: baseline, shock, benchmark, counterfactual.

use crate::ai::{Effects, InSchool, Split, skills};
use crate::diagnostic::Fault;
use crate::divide::Divide;
use crate::error::Error;
use crate::failure::{Stage, uncalibrated, unsolved};
use crate::path::{Path, Trend, Year};
use crate::regulation;
use crate::scenario::Scenario;
use crate::welfare::Welfare;
use comity_data::{Baseline, BaselineError, FileHash};
use comity_model::{
    Assumptions, Benchmark, Calibration, Closure, EconomyId, Equilibrium, Info, Outcome, PerEconomy,
    SectorId, Settings, Shock, Supply,
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
    /// Whether to solve what AI does under the other schools too.
    pub schools: bool,
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
    /// The equilibrium before the shock; on a path of years, this and what follows are those of the last year.
    pub benchmark: Benchmark,
    /// The equilibrium after it; its hats are against the benchmark.
    pub counterfactual: Equilibrium,
    /// How the counterfactual was found.
    pub info: Info,
    /// The changes between the two.
    pub outcome: Outcome,
    /// What changes the benchmark; on a path, with the capital that has accumulated.
    pub shock: Shock,
    /// Why real income changes, if that was asked for.
    pub welfare: Option<Welfare>,
    /// How much of the change each channel of AI brings, if the scenario speaks of it.
    pub split: Option<Split>,
    /// What its channels are worked out from.
    pub effects: Option<Effects>,
    /// What rules come to, if the scenario changes any.
    pub regulation: Option<regulation::Outcome>,
    /// What the scenario comes to under each school, if that was asked for and it speaks of AI.
    pub schools: Vec<InSchool>,
    /// The years before the last, if the scenario has years.
    pub path: Option<Path>,
    /// What the user may not have meant.
    pub warnings: Vec<String>,
    /// Every file that went in: the scenario, the files it names, those of the baseline.
    pub inputs: Vec<FileHash>,
    /// How long each part took.
    pub timing: Timing,
}

/// A run in one year of its path, or as a whole where it has no years.
#[derive(Debug, Clone, Copy)]
pub struct Moment<'a> {
    /// The year, on a path.
    pub year: Option<u16>,
    /// The equilibrium before the shock.
    pub benchmark: &'a Benchmark,
    /// The equilibrium after it.
    pub counterfactual: &'a Equilibrium,
    /// How it was found.
    pub info: &'a Info,
    /// The changes between the two.
    pub outcome: &'a Outcome,
    /// Why real income changes, if that was asked for.
    pub welfare: Option<&'a Welfare>,
    /// How much each channel of AI brings, if the scenario speaks of it.
    pub split: Option<&'a Split>,
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
    /// Splitting the change of real income by channel, where the scenario speaks of AI.
    pub split: Option<f64>,
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
        let (baseline, mut files) = scenario.version_of(open_baseline(&scenario, options)?)?;
        let calibration =
            Calibration::new(&baseline.table).map_err(|error| uncalibrated(&baseline, &error))?;
        let mut changes = scenario.changes(&baseline, &calibration)?;
        files.append(&mut changes.files);
        let mut warnings = std::mem::take(&mut changes.warnings);
        timing.load = lap(&mut clock);

        let closure = options.closure.unwrap_or(scenario.closure);
        let benchmark = Benchmark::solve(&calibration, closure, &options.settings).map_err(|failure| {
            unsolved(Stage::Benchmark, closure, &baseline, failure.status, &failure.info, None)
        })?;
        let benchmark = scenario.variant.under(benchmark, &baseline, &scenario.source, &mut warnings)?;
        let trend = match &scenario.years {
            None => None,
            Some(years) => {
                Some(Trend::new(years, &scenario, &baseline, benchmark.clone(), &options.settings)?)
            }
        };
        files.extend(trend.as_ref().and_then(|trend| trend.file.clone()));
        timing.benchmark = lap(&mut clock);

        let mut path = trend.map(|trend| trend.run(&changes, &baseline, &options.settings)).transpose()?;
        let year = match path.as_mut().and_then(|path| path.earlier.pop()) {
            Some(last) => last,
            None => {
                let shock = changes.shock(&benchmark.calibration);
                Year::alone(benchmark, shock, &baseline, &options.settings)?
            }
        };
        timing.solve = lap(&mut clock);

        let mut year = year;
        if changes.effects.is_some() {
            let split = |at: u16, year: &mut Year| -> Result<(), Error> {
                let parts = changes.parts(at, &year.shock, &year.benchmark.calibration);
                year.split = Some(Split::of(&baseline, &year.benchmark, &parts, &options.settings)?);
                Ok(())
            };
            let alone = changes.effects.as_ref().map_or(0, |effects| effects.year);
            split(path.as_ref().map_or(alone, |path| path.last), &mut year)?;
            for earlier in path.iter_mut().flat_map(|path| &mut path.earlier).filter(|_| options.decompose) {
                let at = earlier.year;
                split(at, earlier).map_err(|error| error.in_year(at))?;
            }
            timing.split = Some(lap(&mut clock));
        }
        let effects = changes.effects.take();

        let mut run = Self {
            inputs: inputs(&scenario, files, &baseline),
            scenario,
            baseline,
            closure,
            settings: options.settings,
            benchmark: year.benchmark,
            counterfactual: year.counterfactual,
            info: year.info,
            outcome: year.outcome,
            shock: year.shock,
            welfare: None,
            split: year.split,
            effects,
            regulation: None,
            schools: Vec::new(),
            path,
            warnings,
            timing,
        };
        run.regulation = regulation::Outcome::of(&run)?;
        if options.decompose {
            run.decompose()?;
            run.timing.decompose = Some(lap(&mut clock));
        }
        if options.schools && run.scenario.speaks_of_ai() {
            let (schools, mut warnings) = run.in_schools();
            run.schools = schools;
            run.warnings.append(&mut warnings);
        }
        Ok(run)
    }

    fn decompose(&mut self) -> Result<(), Error> {
        let of = |benchmark: &_, shock: &_, counterfactual: &_| {
            Welfare::of(&self.baseline, benchmark, shock, counterfactual, &self.settings)
        };
        let whole = of(&self.benchmark, &self.shock, &self.counterfactual)?;
        self.warnings.extend(whole.warning());
        if let Some(path) = &mut self.path {
            for year in &mut path.earlier {
                let parts = of(&year.benchmark, &year.shock, &year.counterfactual)
                    .map_err(|error| error.in_year(year.year))?;
                self.warnings.extend(parts.warning().map(|warning| format!("in {}: {warning}", year.year)));
                year.welfare = Some(parts);
            }
        }
        self.welfare = Some(whole);
        Ok(())
    }
}

impl Run {
    /// Every year of a path, in order; the one world of a run without years.
    pub fn moments(&self) -> impl Iterator<Item = Moment<'_>> {
        let earlier = self.path.iter().flat_map(|path| &path.earlier).map(|year| Moment {
            year: Some(year.year),
            benchmark: &year.benchmark,
            counterfactual: &year.counterfactual,
            info: &year.info,
            outcome: &year.outcome,
            welfare: year.welfare.as_ref(),
            split: year.split.as_ref(),
        });
        earlier.chain([Moment {
            year: self.path.as_ref().map(|path| path.last),
            benchmark: &self.benchmark,
            counterfactual: &self.counterfactual,
            info: &self.info,
            outcome: &self.outcome,
            welfare: self.welfare.as_ref(),
            split: self.split.as_ref(),
        }])
    }

    /// Incomes per person by income group; `None` where fewer than two economies can be told apart.
    pub fn divide(&self, moment: Moment) -> Option<Divide> {
        self.divide_at(moment, &moment.outcome.economies.real_income)
    }

    /// The same in the last year, with other real incomes against its benchmark.
    pub(crate) fn divide_under(&self, real_income: &PerEconomy) -> Option<Divide> {
        self.divide_at(self.moments().last()?, real_income)
    }

    fn divide_at(&self, moment: Moment, real_income: &PerEconomy) -> Option<Divide> {
        let Some((path, year)) = self.path.as_ref().zip(moment.year) else {
            let income = &moment.benchmark.equilibrium.income;
            return Divide::between(&self.baseline, income, real_income, None);
        };
        let (first, levels) = (self.moments().next()?, &path.levels[path.years().position(|at| at == year)?]);
        let mut income = first.benchmark.equilibrium.income.clone();
        income.values_mut().iter_mut().zip(levels.real_income.values()).for_each(|(x, hat)| *x *= hat);
        Divide::between(&self.baseline, &income, real_income, Some(&levels.labour))
    }

    /// Hats of the pay of skilled labour against that of less skilled labour, where a scenario has them apart.
    pub fn skill_premium(&self, moment: Moment) -> Option<PerEconomy> {
        let [skilled, less] =
            skills::places(&self.baseline).filter(|_| self.scenario.variant.skills.is_some())?;
        let factors = &moment.outcome.factors;
        let mut premium = factors.get(skilled)?.price.clone();
        let less = factors.get(less)?.price.values();
        premium.values_mut().iter_mut().zip(less).for_each(|(premium, less)| *premium /= less);
        Some(premium)
    }

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
            || self.path.is_some()
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
pub(crate) fn open_baseline(scenario: &Scenario, options: &Options) -> Result<Baseline, Error> {
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
    if let Some(folder) = scenario.source.folder.baseline(name) {
        return Ok(Baseline::read(&folder)?);
    }
    let unknown = BaselineError::Unknown { name: name.clone() };
    let fault = Fault { hint: unknown.hint(), ..Fault::at(word.span(), unknown.to_string()) };
    Err(scenario.source.error(fault))
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
