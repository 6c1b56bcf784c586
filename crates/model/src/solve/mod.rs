//! From a problem to its equilibrium.
//!
//! | file | what it does |
//! |---|---|
//! | `structure` | what no shock changes, laid out for the solver |
//! | `technology` | the same for a version of the model that is not the plain one |
//! | `system` | the equations of one problem compiled into flat arrays, and one sweep over them |
//! | `iterate` | accelerated sweeps to a fixed point |
//! | `anderson` | the acceleration |
//! | `adjust` | quantities of the factor that depend on what is found |
//! | `reach` | worlds without an equilibrium, found beforehand |
//! | `batch` | several problems at once, with the bits that each has alone |
//! | `path` | a safeguard: the shock in parts, each from the solution of the last |
//! | `nested` | a safeguard: prices and spending inside, Newton's method on wages outside |
//! | `dense` | small dense linear algebra for the last |
//! | this file | settings, status, solution, and which method is tried when |

mod adjust;
mod anderson;
mod batch;
mod dense;
mod iterate;
mod nested;
mod path;
pub mod reach;
mod structure;
mod system;
mod technology;

use crate::arrays::PerSector;
use crate::benchmark::Benchmark;
use crate::calibration::Calibration;
use crate::closure::Closure;
use crate::equilibrium::{Equilibrium, Summary};
use crate::index::{EconomyId, SectorId};
use crate::preconditioner::Preconditioner;
use crate::shock::Shock;
pub use adjust::{Adjust, Adjustment, Standing};
pub use batch::BatchSolver;
use iterate::{Equations, Run, Unknowns, accelerate, iterate};
use std::time::{Duration, Instant};
pub use structure::{Structure, pad};
use system::System;
pub use technology::{FactorRows, Technology};

/// How a problem is solved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Largest relative error left in any factor market, price or spending. Default 1e-10.
    pub tolerance: f64,
    /// Most sweeps over the equations before giving up, in each of the quick methods. Default 1000.
    pub max_iterations: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self { tolerance: 1e-10, max_iterations: 1000 }
    }
}

/// How a solve ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Status {
    /// Markets clear, and prices and spending are consistent, to the tolerance.
    Solved,
    /// No equilibrium: what the economy owes abroad is more than it can earn.
    IncomeExhausted {
        /// The economy whose income cannot carry its deficit.
        economy: EconomyId,
    },
    /// No equilibrium under balanced trade: goods flow from or to this economy in one direction only.
    OneWayTrade {
        /// An economy that sells to others and is reached by nothing they sell, or the other way round.
        economy: EconomyId,
    },
    /// No equilibrium: nobody is left who may sell this to the economy, which needs it.
    NoSupplier {
        /// The economy.
        economy: EconomyId,
        /// What it can no longer buy.
        sector: SectorId,
    },
    /// The iteration ran out of steps.
    Stalled {
        /// The economy whose factor market is furthest from clearing.
        economy: EconomyId,
    },
}

/// What a solve did.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Info {
    /// Sweeps over the equations.
    pub iterations: usize,
    /// Largest relative error in any factor market, price or spending.
    pub residual: f64,
    /// Whether a safeguard was needed.
    pub safeguarded: bool,
    /// Time taken.
    pub time: Duration,
}

/// The end of a solve: the equilibrium is there exactly if the status is [`Status::Solved`].
#[derive(Debug, Clone, PartialEq)]
pub struct Solution<E = Equilibrium> {
    /// How it ended.
    pub status: Status,
    /// What was done.
    pub info: Info,
    /// The counterfactual equilibrium, if it was found, or what was asked for of it.
    pub equilibrium: Option<E>,
}

/// A counterfactual to solve for.
#[derive(Debug, Clone, Copy)]
pub struct Problem<'a> {
    /// Trade elasticities. Any will do with a benchmark: its shares are data, whatever the elasticities.
    pub theta: &'a PerSector,
    /// What changes.
    pub shock: &'a Shock,
    /// A neighbouring solution to start from, instead of the benchmark.
    pub start: Option<&'a Equilibrium>,
}

/// Solves counterfactuals of one benchmark, one after the other, in memory that it keeps. The results do not depend on what was
/// solved before; each thread has its own.
pub struct Solver<'a> {
    calibration: &'a Calibration,
    preconditioner: Option<&'a Preconditioner>,
    closure: Closure,
    system: System<'a>,
    run: Run,
}

impl<'a> Solver<'a> {
    /// A solver for counterfactuals of a benchmark.
    pub fn new(benchmark: &'a Benchmark) -> Self {
        Self::for_calibration(
            &benchmark.calibration,
            &benchmark.structure,
            benchmark.technology.as_ref(),
            Some(&benchmark.preconditioner),
            benchmark.closure,
        )
    }

    fn for_calibration(
        calibration: &'a Calibration,
        structure: &'a Structure,
        technology: Option<&'a Technology>,
        preconditioner: Option<&'a Preconditioner>,
        closure: Closure,
    ) -> Self {
        let system = System::empty(structure, technology, closure);
        let run = Run::new(&system);
        Self { calibration, preconditioner, closure, system, run }
    }

    /// Finds the equilibrium of a problem; its hats are against the benchmark.
    pub fn solve(&mut self, problem: &Problem<'_>, settings: &Settings) -> Solution {
        let read = |system: &System<'_>, run: &Run| system.equilibrium(problem.shock, &run.state, &run.sweep);
        self.find(problem, settings, None, read)
    }

    /// The same, with no more of the equilibrium than a [`Summary`].
    pub fn summarise(&mut self, problem: &Problem<'_>, settings: &Settings) -> Solution<Summary> {
        self.find(problem, settings, None, |system, run| system.summary(&run.state, &run.sweep))
    }

    /// Solves for the equilibrium and the quantity of the factor at once, which begins as the shock has it and is then what `adjust` says.
    /// Where only a safeguard finds a solution, or where the model is not the plain one, it is that of the quantity in the shock: whoever
    /// asks must see whether `adjust` would still change it.
    pub fn solve_adjusting(
        &mut self,
        problem: &Problem<'_>,
        settings: &Settings,
        adjust: &mut Adjust<'_>,
    ) -> Solution {
        let read = |system: &System<'_>, run: &Run| system.equilibrium(problem.shock, &run.state, &run.sweep);
        self.find(problem, settings, Some(adjust), read)
    }

    /// The same, with no more of the equilibrium than a [`Summary`].
    pub fn summarise_adjusting(
        &mut self,
        problem: &Problem<'_>,
        settings: &Settings,
        adjust: &mut Adjust<'_>,
    ) -> Solution<Summary> {
        self.find(problem, settings, Some(adjust), |system, run| system.summary(&run.state, &run.sweep))
    }

    fn find<E>(
        &mut self,
        problem: &Problem<'_>,
        settings: &Settings,
        adjust: Option<&mut Adjust<'_>>,
        read: impl FnOnce(&System<'_>, &Run) -> E,
    ) -> Solution<E> {
        let started = Instant::now();
        self.system.compile(self.calibration, problem.theta, problem.shock);
        if self.system.bans
            && let Some(status) = reach::impossible(self.calibration, self.closure, problem.shock)
        {
            return Solution { status, info: Info::default(), equilibrium: None };
        }
        self.run.iterations = 0;
        let ending = self.try_methods(problem, settings, adjust);
        let Self { system, run, .. } = self;
        let status = match ending {
            Ending { solved: true, .. } => Status::Solved,
            Ending { exhausted: Some(economy), .. } => Status::IncomeExhausted { economy },
            Ending { .. } => Status::Stalled { economy: run.sweep.furthest },
        };
        let equilibrium = (status == Status::Solved).then(|| read(system, run));
        let info = Info {
            iterations: run.iterations,
            residual: run.sweep.residual(),
            safeguarded: ending.safeguarded,
            time: started.elapsed(),
        };
        Solution { status, info, equilibrium }
    }

    /// Tries one method after the other, the quick ones first.
    fn try_methods(
        &mut self,
        problem: &Problem<'_>,
        settings: &Settings,
        adjust: Option<&mut Adjust<'_>>,
    ) -> Ending {
        let Self { calibration, preconditioner, closure, system, run } = self;
        let mut ending = Ending::default();

        if let Some(preconditioner) = preconditioner {
            run.start(system, problem.start);
            let unknowns = Unknowns::All(Some(preconditioner));
            let solved = match adjust.filter(|_| system.technology.is_none()) {
                None => accelerate(system, run, settings, unknowns),
                Some(adjust) => iterate(Equations::Adjusted(system, adjust), run, settings, unknowns),
            };
            if ending.accept(solved, run) {
                return ending;
            }
            system.compile_factors(problem.shock);
        }
        system.set_wage_steps(calibration);
        run.start(system, None);
        let solved = accelerate(system, run, settings, Unknowns::All(None));
        if ending.accept(solved, run) {
            return ending;
        }
        ending.safeguarded = true;
        if let Some(preconditioner) = preconditioner {
            run.start(system, None);
            let solved = path::solve(calibration, preconditioner, *closure, problem, system, run, settings);
            if ending.accept(solved, run) {
                return ending;
            }
        }
        run.start(system, None);
        let solved = nested::solve(system, run, settings);
        ending.accept(solved, run);
        ending
    }
}

/// What became of the methods tried so far.
#[derive(Default)]
struct Ending {
    solved: bool,
    safeguarded: bool,
    /// The economy whose income had to be propped up where a method ended.
    exhausted: Option<EconomyId>,
}

impl Ending {
    /// Takes note of where a method ended. A fixed point at which an income had to be propped up is none: the next method
    /// may find a true one.
    fn accept(&mut self, solved: bool, run: &Run) -> bool {
        self.solved = solved && run.sweep.exhausted.is_none();
        self.exhausted = self.exhausted.or(run.sweep.exhausted);
        self.solved
    }
}

/// Finds the equilibrium of a calibrated economy under a closure and a shock.
///
/// Changes are against `calibration`; to measure them against an equilibrium, solve for a
/// [`Benchmark`](crate::Benchmark) first.
pub fn solve(calibration: &Calibration, closure: Closure, shock: &Shock, settings: &Settings) -> Solution {
    let structure = Structure::new(calibration);
    let problem = Problem { theta: &calibration.theta, shock, start: None };
    Solver::for_calibration(calibration, &structure, None, None, closure).solve(&problem, settings)
}
