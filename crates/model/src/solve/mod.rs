//! From a problem to its equilibrium.
//!
//! | file | what it does |
//! |---|---|
//! | `system` | the equations compiled into flat arrays, and one sweep over them |
//! | `kernels` | the inner loops, once for each vector width |
//! | `anderson` | acceleration of the sweeps |
//! | `preconditioner` | what the benchmark knows about the way back to an equilibrium |
//! | `path` | a safeguard: the shock in parts, each from the solution of the last |
//! | `nested` | a safeguard: prices and spending inside, Newton's method on wages outside |
//! | `dense` | small dense linear algebra for the last two |
//! | this file | settings, status, solution, and which method is tried when |

mod anderson;
mod dense;
mod kernels;
mod nested;
mod path;
mod preconditioner;
mod system;

use crate::calibration::Calibration;
use crate::closure::Closure;
use crate::equilibrium::Equilibrium;
use crate::index::EconomyId;
use crate::shock::Shock;
use anderson::Anderson;
pub use preconditioner::Preconditioner;
use preconditioner::Work;
use std::time::{Duration, Instant};
use system::{Sweep, System};

/// How a problem is solved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Largest relative error left in any factor market, price or spending. Default 1e-10.
    pub tolerance: f64,
    /// Most sweeps over the equations before giving up, in each of the two methods. Default 1000.
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
pub struct Solution {
    /// How it ended.
    pub status: Status,
    /// What was done.
    pub info: Info,
    /// The counterfactual equilibrium, if it was found.
    pub equilibrium: Option<Equilibrium>,
}

/// Finds the equilibrium of a calibrated economy under a closure and a shock.
///
/// Changes are against `calibration`; to measure them against an equilibrium, solve for a
/// [`Benchmark`](crate::Benchmark) first.
pub fn solve(calibration: &Calibration, closure: Closure, shock: &Shock, settings: &Settings) -> Solution {
    solve_from(calibration, None, closure, shock, settings)
}

/// The same, helped by what is known of the calibration's own equilibrium.
pub(crate) fn solve_from(
    calibration: &Calibration,
    preconditioner: Option<&Preconditioner>,
    closure: Closure,
    shock: &Shock,
    settings: &Settings,
) -> Solution {
    let started = Instant::now();
    let system = System::new(calibration, closure, shock);
    let mut run = Run::new(&system, calibration);
    // The quick methods first. A fixed point at which an income had to be propped up is none: the next may find a true one.
    let methods: [&dyn Fn(&mut Run) -> bool; 4] = [
        &|run| preconditioner.is_some() && accelerate(&system, run, settings, Unknowns::All(preconditioner)),
        &|run| accelerate(&system, run, settings, Unknowns::All(None)),
        &|run| {
            preconditioner.is_some_and(|preconditioner| {
                path::solve(calibration, preconditioner, closure, shock, &system, run, settings)
            })
        },
        &|run| nested::solve(&system, run, settings),
    ];
    let mut solved = false;
    let mut safeguarded = false;
    for (at, method) in methods.iter().enumerate() {
        run.restart(&system, calibration);
        solved = method(&mut run);
        safeguarded = at >= 2;
        if solved && run.sweep.exhausted.is_none() {
            break;
        }
    }
    let status = match (solved, run.sweep.exhausted) {
        (_, Some(economy)) => Status::IncomeExhausted { economy },
        (true, None) => Status::Solved,
        (false, None) => Status::Stalled { economy: run.sweep.furthest },
    };
    let equilibrium = (status == Status::Solved).then(|| system.equilibrium(shock, &run.state, &run.sweep));
    let info = Info {
        iterations: run.iterations,
        residual: run.sweep.residual(),
        safeguarded,
        time: started.elapsed(),
    };
    Solution { status, info, equilibrium }
}

/// A state, its image under a sweep, and what that sweep found.
struct Run {
    state: Vec<f64>,
    image: Vec<f64>,
    sweep: Sweep,
    iterations: usize,
}

impl Run {
    fn new(system: &System, calibration: &Calibration) -> Self {
        Self {
            state: system.start(calibration),
            image: vec![0.0; system.state_len()],
            sweep: system.scratch(),
            iterations: 0,
        }
    }

    fn restart(&mut self, system: &System, calibration: &Calibration) {
        self.state = system.start(calibration);
    }

    fn advance(&mut self, system: &System) {
        system.sweep(&self.state, &mut self.image, &mut self.sweep);
        self.iterations += 1;
    }
}

/// Steps that the acceleration remembers. More costs as much as it saves.
const MEMORY: usize = 8;
/// A residual this much above the best one means that the history misleads.
const GROWTH: f64 = 1e3;
/// Sweeps without a better residual before the history is dropped.
const PATIENCE: usize = 30;
/// Times the history may be dropped before the iteration is given up.
const RESTARTS: usize = 6;
/// Plain sweeps after the history was dropped; doubled each time.
const PLAIN: usize = 5;

/// What an iteration solves for.
#[derive(Clone, Copy)]
enum Unknowns<'a> {
    /// Wages, prices and spending together; each step may be shaped by a preconditioner.
    All(Option<&'a Preconditioner>),
    /// Prices and spending for given wages.
    PricesAndSpending,
}

/// Anderson-accelerated sweeps from `run.state`; true if they converged.
fn accelerate(system: &System, run: &mut Run, settings: &Settings, unknowns: Unknowns<'_>) -> bool {
    let mut anderson = Anderson::new(system.state_len(), MEMORY);
    let mut preconditioned = match unknowns {
        Unknowns::All(Some(preconditioner)) => Some((preconditioner, Work::new(preconditioner))),
        _ => None,
    };
    let mut best = (f64::INFINITY, run.state.clone());
    let (mut since_best, mut restarts, mut plain) = (0, 0, 0);
    for _ in 0..settings.max_iterations {
        run.advance(system);
        let residual = match unknowns {
            Unknowns::All(_) => run.sweep.residual(),
            Unknowns::PricesAndSpending => {
                run.image[..system.width()].copy_from_slice(&run.state[..system.width()]);
                run.sweep.inner_residual()
            }
        };
        if residual <= settings.tolerance {
            return true;
        }
        if residual < best.0 {
            best.0 = residual;
            best.1.copy_from_slice(&run.state);
            since_best = 0;
        } else {
            since_best += 1;
        }
        if residual.is_infinite() || residual > GROWTH * best.0 || since_best > PATIENCE {
            restarts += 1;
            if restarts > RESTARTS || best.0.is_infinite() {
                return false;
            }
            since_best = 0;
            run.state.copy_from_slice(&best.1);
            anderson.reset();
            plain = PLAIN << restarts;
            continue;
        }
        if plain > 0 {
            plain -= 1;
            since_best = 0;
            run.state.copy_from_slice(&run.image);
            continue;
        }
        if let Some((preconditioner, work)) = &mut preconditioned {
            preconditioner.apply(system, &run.state, &mut run.image, &run.sweep, work);
        }
        anderson.step(&mut run.state, &run.image);
    }
    false
}
