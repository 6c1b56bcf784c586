//! Ensembles: a scenario many times over, with its uncertain numbers drawn anew each time.
//!
//! | file | what it does, in the order in which data passes through |
//! |---|---|
//! | `table` | the `[ensemble]` table: parameters, their distributions and correlations |
//! | `moves`, `distribution` | what a parameter moves, and what is believed of it |
//! | `central` | what channels of AI read in the run as written, which is drawn without being named |
//! | `design`, `copula` | points of the unit cube, spread evenly, and made to move together |
//! | `plan` | parameters as columns of numbers, and the numbered solves |
//! | `rules` | rules as drawn, where a scenario changes any |
//! | `shocks` | drawn numbers as elasticities and a shock |
//! | `draws`, `measure` | the solves on all threads, and what is kept of each |
//! | `journal` | solves on disk, so that an ensemble can stop and go on |
//! | `statistics`, `sobol` | quantiles, ranks, and what drives the spread |
//! | `groups` | the same of income groups, averaged draw by draw |
//! | `results` | the files that other programs read |
//! | `uncertain` | what is drawn, for those who show it to people |
//! | `common` | the same random numbers for several ensembles, so that their draws can be compared |
//!
//! The benchmark is solved once: its shares are data, whatever the elasticities. `docs/ensembles.md` is the guide.

mod central;
mod common;
mod copula;
mod design;
mod distribution;
mod draws;
mod groups;
mod journal;
mod measure;
mod moves;
mod plan;
mod results;
mod rules;
mod shocks;
mod sobol;
mod statistics;
mod table;
mod uncertain;

pub use common::DrawnIn;
pub(crate) use common::align;
pub(crate) use design::{Cube, Stream};
pub use design::{DESIGNS, Design};
pub use distribution::Distribution;
pub use draws::Progress;
pub use groups::GroupFindings;
pub(crate) use groups::Weights;
pub(crate) use moves::Entry;
pub use sobol::{Estimate, Indices};
pub use statistics::{Quantiles, Rank};
pub(crate) use table::Table;
pub use uncertain::Uncertain;

use crate::closure::closure_word;
use crate::error::Error;
use crate::failure::undrawn;
use crate::run::{Options, Run, lap};
use crate::scenario::Scenario;
use comity_data::FileHash;
use design::LONGEST_SOBOL;
use journal::{Ending, Identity, Journal};
use measure::Measure;
pub(crate) use measure::VARIABLES;
use plan::Plan;
use std::path::Path;
use std::thread;
use std::time::Instant;

/// Draws where neither the scenario nor the command says how many.
pub(crate) const DRAWS: usize = 1000;
/// Where random numbers start, likewise.
pub(crate) const SEED: u64 = 1;
/// Further solves for Sobol indices where nobody says how many: as many as there are draws, up to this number.
const SOBOL_SOLVES: usize = 2000;
/// Where solves are kept while the ensemble runs.
const JOURNAL: &str = "ensemble.part";

/// What the command line may set instead of the scenario.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EnsembleOptions {
    /// Baseline, closure and settings of every solve.
    pub run: Options,
    /// How many draws.
    pub draws: Option<usize>,
    /// Where the random numbers start.
    pub seed: Option<u64>,
    /// How draws are spread.
    pub design: Option<Design>,
    /// Draws that Sobol indices build on; each costs one solve more than there are factors.
    pub sobol: Option<usize>,
    /// Threads; all that the machine has if not given. Results do not depend on it.
    pub threads: Option<usize>,
}

/// An ensemble that is ready to be solved.
#[derive(Debug, Clone)]
pub struct Ensemble {
    /// The central run, without any draw.
    pub run: Run,
    plan: Plan,
    by_default: bool,
    threads: usize,
}

/// What an ensemble found. Changes are in percent.
#[derive(Debug, Clone, PartialEq)]
pub struct Findings {
    /// How many draws there are, those that failed included.
    pub draws: usize,
    /// Draws without a result, with the reason; the first is draw 1.
    pub failures: Vec<(usize, String)>,
    /// Real income by economy, in the baseline's order.
    pub real_income: Vec<Quantiles>,
    /// Real wage, likewise.
    pub real_wage: Vec<Quantiles>,
    /// Exports, likewise.
    pub exports: Vec<Quantiles>,
    /// Real income of the world.
    pub world: Quantiles,
    /// The years before the last, on a path; everything else here is of the last.
    pub earlier: Vec<YearFindings>,
    /// Real income of income groups, from poor to rich, in every year.
    pub groups: Vec<GroupFindings>,
    /// Ranks by real income, by economy.
    pub ranks: Vec<Rank>,
    /// What drives the results.
    pub sobol: Sobol,
    /// How long each part took, in milliseconds.
    pub timing: Timing,
}

/// What an ensemble found of one year of a path.
#[derive(Debug, Clone, PartialEq)]
pub struct YearFindings {
    /// The year.
    pub year: u16,
    /// Real income, real wage and exports, each by economy in the baseline's order.
    pub by_economy: [Vec<Quantiles>; 3],
    /// Real income of the world.
    pub world: Quantiles,
}

/// Sobol indices of real income.
#[derive(Debug, Clone, PartialEq)]
pub struct Sobol {
    /// Names of the factors: a parameter, or parameters that move together.
    pub factors: Vec<String>,
    /// By factor, for the world.
    pub world: Vec<Indices>,
    /// By factor, for each economy.
    pub economies: Vec<Vec<Indices>>,
    /// Draws that the indices build on.
    pub base: usize,
    /// Of those, the ones all of whose solves succeeded.
    pub used: usize,
    /// Solves besides the draws that failed.
    pub failed: usize,
}

/// How long each part of an ensemble took, in milliseconds. After an interruption, of the last part alone.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Timing {
    /// Reading the baseline and what the scenario changes.
    pub load: f64,
    /// Finding the benchmark.
    pub benchmark: f64,
    /// The solves.
    pub solve: f64,
    /// Statistics and writing; zero until they are written.
    pub write: f64,
}

impl Ensemble {
    /// Runs the scenario once as it is written, and plans its draws.
    ///
    /// # Errors
    /// The scenario cannot be run, or its ensemble not be drawn.
    pub fn new(scenario: Scenario, options: &EnsembleOptions) -> Result<Self, Error> {
        Self::of(Run::new(scenario, &options.run)?, options)
    }

    /// Plans the draws of a scenario that was run already.
    ///
    /// # Errors
    /// The ensemble cannot be drawn.
    pub fn of(mut run: Run, options: &EnsembleOptions) -> Result<Self, Error> {
        let table = run.scenario.ensemble.clone();
        let draws = options.draws.or(table.draws).unwrap_or(DRAWS);
        if draws < 2 {
            return Err(Error::TooFewDraws { draws });
        }
        let design = options.design.or(table.design).unwrap_or(Design::LatinHypercube);
        if design == Design::Sobol && draws > LONGEST_SOBOL {
            return Err(Error::TooManyDraws { draws, most: LONGEST_SOBOL });
        }
        let seed = options.seed.or(table.seed).unwrap_or(SEED);
        let cube = Cube { design, seed, dimensions: 0, draws, second: 0 };
        let mut plan = Plan::new(&table, &mut run, cube)?;
        let solves = draws.min(SOBOL_SOLVES);
        let base = options.sobol.unwrap_or(solves / (1 + plan.factors.len()));
        plan.cube.second = base.clamp(2, draws);
        let threads =
            options.threads.unwrap_or_else(|| thread::available_parallelism().map_or(1, Into::into));
        Ok(Self { run, plan, by_default: table.by_default, threads })
    }

    /// Whether the scenario names no parameters, so that every elasticity and the size of every entry are drawn. What its channels of AI
    /// read is drawn in any case.
    pub fn by_default(&self) -> bool {
        self.by_default
    }

    /// Solves the ensemble and writes its results to `folder`, which is made if it is not there. With `resume` it goes on
    /// from what an earlier call left there.
    ///
    /// # Errors
    /// The folder cannot be used, holds another ensemble to be resumed, or not one draw could be solved.
    pub fn solve(
        &mut self,
        folder: &Path,
        resume: bool,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Findings, Error> {
        let failed = |reason| Error::Write { folder: folder.display().to_string(), reason };
        if folder.is_file() {
            return Err(failed(std::io::ErrorKind::NotADirectory.into()));
        }
        std::fs::create_dir_all(folder).map_err(failed)?;
        let width = Measure::new(&self.run.benchmark).width();
        let mut journal = self.journal(folder, resume, width * self.run.moments().count())?;
        let mut clock = Instant::now();
        let first = journal.done;
        let mut keep = |records: Vec<_>| journal.append(&records);
        draws::solve(&self.plan, &self.run, self.threads, first, &mut keep, progress)?;
        let mut findings = self.findings(&journal, width)?;
        findings.timing.solve = lap(&mut clock);
        results::write(self, &journal, &mut findings, folder, clock)?;
        journal.remove()?;
        Ok(findings)
    }

    fn journal(&mut self, folder: &Path, resume: bool, width: usize) -> Result<Journal, Error> {
        let (path, identity) = (folder.join(JOURNAL), self.identity());
        if resume {
            if let Some(journal) = Journal::resume(&path, &identity, width)? {
                return Ok(journal);
            }
            self.run.warnings.push(format!("nothing to resume in {}: it begins anew", folder.display()));
        } else if path.exists() {
            let warning = format!(
                "began anew over an ensemble that was stopped in {}; --resume would have gone on with it",
                folder.display()
            );
            self.run.warnings.push(warning);
        }
        Journal::create(&path, &identity, width)
    }

    /// Everything that the solves depend on.
    fn identity(&self) -> Identity {
        let Run { inputs, settings, closure, .. } = &self.run;
        let Cube { design, seed, draws, second, .. } = self.plan.cube;
        let design = DESIGNS.iter().find(|&&(_, known)| known == design).map_or("", |&(word, _)| word);
        let mut pairs = vec![
            ("the seed".to_owned(), seed.to_string()),
            ("the number of draws".to_owned(), draws.to_string()),
            ("the number of draws for Sobol indices".to_owned(), second.to_string()),
            ("the design".to_owned(), design.to_owned()),
            ("the closure".to_owned(), closure_word(*closure).to_owned()),
            ("the tolerance".to_owned(), settings.tolerance.to_string()),
            ("the limit of iterations".to_owned(), settings.max_iterations.to_string()),
            ("the version of Comity".to_owned(), env!("CARGO_PKG_VERSION").to_owned()),
        ];
        let hash = |FileHash { name, sha256 }: &FileHash| (format!("the hash of {name}"), sha256.clone());
        pairs.extend(inputs.iter().map(hash));
        Identity(pairs)
    }

    fn findings(&self, journal: &Journal, width: usize) -> Result<Findings, Error> {
        let plan = &self.plan;
        let reason = |ending: Ending| ending.reason(|status| undrawn(&self.run.baseline, status));
        let (failures, besides) = statistics::failures(plan, journal, reason)?;
        if failures.len() == plan.draws() {
            let (first, reason) = failures.into_iter().next().unwrap_or_default();
            return Err(Error::NoDraws { draws: plan.draws(), first, reason });
        }
        let years = self.run.moments().count();
        let quantiles = statistics::quantiles(plan, journal, width * years)?;
        let economies = width / VARIABLES.len();
        let of = |variable: usize| quantiles[variable * economies..(variable + 1) * economies].to_vec();
        let earlier =
            self.run.path.iter().flat_map(|path| &path.earlier).zip(quantiles.chunks(width).skip(1));
        let earlier = earlier.map(|(year, found)| YearFindings {
            year: year.year,
            by_economy: std::array::from_fn(|at| found[at * economies..(at + 1) * economies].to_vec()),
            world: found[width - 1],
        });
        let (world, mut by_economy, mut used) = (width - 1, Vec::new(), 0);
        let columns: Vec<usize> = std::iter::once(world).chain(0..economies).collect();
        let at_once = (statistics::HELD / (plan.base() * (2 + plan.factors.len()))).max(1);
        for columns in columns.chunks(at_once) {
            let (indices, rows) = sobol::indices(plan, journal, columns, plan.cube.seed)?;
            by_economy.extend(indices);
            used = rows;
        }
        let sobol = Sobol {
            factors: plan.factors.iter().map(|factor| factor.name.clone()).collect(),
            world: by_economy.remove(0),
            economies: by_economy,
            base: plan.base(),
            used,
            failed: besides,
        };
        let crate::run::Timing { load, benchmark, .. } = self.run.timing;
        Ok(Findings {
            draws: plan.draws(),
            failures,
            real_income: of(0),
            real_wage: of(1),
            exports: of(2),
            world: quantiles[world],
            earlier: earlier.collect(),
            groups: groups::groups(self, journal, width)?,
            ranks: statistics::ranks(plan, journal, width)?,
            sobol,
            timing: Timing { load, benchmark, ..Timing::default() },
        })
    }
}
