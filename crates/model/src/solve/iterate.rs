//! Accelerated sweeps to a fixed point.

use super::Settings;
use super::adjust::Adjust;
use super::anderson::Anderson;
use super::structure::Structure;
use super::system::{Sweep, System};
use crate::equilibrium::Equilibrium;
use crate::kernels;
use crate::preconditioner::Preconditioner;

/// Most that a wage may move in one preconditioned step, in logs.
pub const LONGEST: f64 = 0.5;
/// Steps that the acceleration remembers. More costs as much as it saves.
const MEMORY: usize = 8;
/// The same where a preconditioner leaves it less to do.
pub const SHORT_MEMORY: usize = 4;
/// A state is kept for a restart where its residual is this much below that of the last one kept.
const WORTH_KEEPING: f64 = 0.3;
/// A residual this much above the best one means that the history misleads.
const GROWTH: f64 = 1e3;
/// Sweeps without a better residual before the history is dropped.
const PATIENCE: usize = 30;
/// Times the history may be dropped before the iteration is given up.
const RESTARTS: usize = 6;
/// Plain sweeps after the history was dropped; doubled each time.
const PLAIN: usize = 5;

/// How an iteration comes along.
#[derive(Debug, Clone, Copy)]
pub struct Watch {
    best: f64,
    since_best: usize,
}

impl Watch {
    pub fn new() -> Self {
        Self { best: f64::INFINITY, since_best: 0 }
    }

    /// Takes note of a residual; true if its state is worth keeping for a restart.
    pub fn improves(&mut self, residual: f64) -> bool {
        let improves = residual < self.best * WORTH_KEEPING;
        if improves {
            *self = Self { best: residual, since_best: 0 };
        } else {
            self.since_best += 1;
        }
        improves
    }

    /// Whether the history misleads, given the last residual.
    pub fn misled(&self, residual: f64) -> bool {
        residual.is_infinite() || residual > GROWTH * self.best || self.since_best > PATIENCE
    }
}

/// What an iteration solves for.
#[derive(Clone, Copy)]
pub enum Unknowns<'a> {
    /// Wages, prices and spending together; each step may be shaped by a preconditioner.
    All(Option<&'a Preconditioner>),
    /// Prices and spending for given wages.
    PricesAndSpending,
}

/// The memory of an iteration: a state, its image under a sweep, and what that sweep found.
pub struct Run {
    pub state: Vec<f64>,
    pub image: Vec<f64>,
    pub sweep: Sweep,
    /// Sweeps so far.
    pub iterations: usize,
    best: Vec<f64>,
    anderson: Anderson,
    /// What a preconditioner is given, and what it makes of it.
    residual: Vec<f64>,
    step: Vec<f64>,
}

impl Run {
    pub fn new(system: &System<'_>) -> Self {
        let len = system.state_len();
        Self {
            state: vec![0.0; len],
            image: vec![0.0; len],
            sweep: system.scratch(),
            iterations: 0,
            best: vec![0.0; len],
            anderson: Anderson::new(len, MEMORY),
            residual: vec![0.0; len],
            step: vec![0.0; len],
        }
    }

    /// Goes to the benchmark, or to a neighbouring solution.
    pub fn start(&mut self, system: &System<'_>, from: Option<&Equilibrium>) {
        let structure = system.structure;
        let Some(equilibrium) = from else { return structure.start(&mut self.state) };
        structure.state_of(equilibrium, &mut self.state);
        if let Some(technology) = system.technology {
            technology.blocks_of(structure, equilibrium, &mut self.state);
        }
    }

    /// Replaces the image by the state that the preconditioner expects at the solution.
    fn precondition(&mut self, system: &System<'_>, preconditioner: &Preconditioner) {
        let Structure { width, .. } = *system.structure;
        kernels::subtract_into(&mut self.residual, &self.image, &self.state);
        self.residual[..width].copy_from_slice(&self.sweep.gap);
        // What follows takes its own step.
        let len = system.structure.state_len();
        preconditioner.apply(&self.residual[..len], &mut self.step[..len]);
        self.step[len..].copy_from_slice(&self.residual[len..]);
        let wages = &mut self.step[..width];
        let longest = wages.iter().fold(0.0f64, |longest, step| longest.max(step.abs()));
        if longest > LONGEST {
            wages.iter_mut().for_each(|step| *step *= LONGEST / longest);
        }
        self.image.copy_from_slice(&self.state);
        kernels::add_scaled(&mut self.image, 1.0, &self.step);
        system.normalise(&mut self.image, &self.state, &self.sweep);
    }

    fn advance(&mut self, system: &System<'_>) {
        system.sweep(&self.state, &mut self.image, &mut self.sweep);
        self.iterations += 1;
    }
}

/// The equations that an iteration solves.
pub enum Equations<'x, 'a> {
    /// As they are.
    Fixed(&'x System<'a>),
    /// With a quantity of the factor that is adjusted to what is found.
    Adjusted(&'x mut System<'a>, &'x mut Adjust<'x>),
}

impl<'a> Equations<'_, 'a> {
    fn system(&self) -> &System<'a> {
        match self {
            Self::Fixed(system) => system,
            Self::Adjusted(system, _) => system,
        }
    }

    /// Adjusts the quantity of the factor to the state; false if it moved.
    fn adjust(&mut self, run: &Run) -> bool {
        let Self::Adjusted(system, adjust) = self else { return true };
        let Some(adjusted) = adjust(&system.standing(&run.state, &run.sweep)) else { return true };
        system.set_supply(&adjusted.supply);
        adjusted.settled
    }
}

/// Anderson-accelerated sweeps from `run.state`; true if they converged.
pub fn accelerate(system: &System<'_>, run: &mut Run, settings: &Settings, unknowns: Unknowns<'_>) -> bool {
    iterate(Equations::Fixed(system), run, settings, unknowns)
}

/// The same, with equations that may be adjusted on the way.
pub fn iterate(
    mut equations: Equations<'_, '_>,
    run: &mut Run,
    settings: &Settings,
    unknowns: Unknowns<'_>,
) -> bool {
    let width = equations.system().structure.width;
    let mut watch = Watch::new();
    let (mut restarts, mut plain) = (0, 0);
    let memory = match unknowns {
        Unknowns::All(Some(_)) if equations.system().technology.is_none() => SHORT_MEMORY,
        _ => MEMORY,
    };
    run.anderson.reset(memory);
    for iterations in 1..=settings.max_iterations {
        let settled = iterations == 1 || equations.adjust(run);
        run.advance(equations.system());
        let residual = match unknowns {
            Unknowns::All(_) => run.sweep.residual(),
            Unknowns::PricesAndSpending => {
                run.image[..width].copy_from_slice(&run.state[..width]);
                run.sweep.inner_residual()
            }
        };
        if residual <= settings.tolerance && settled {
            return true;
        }
        if watch.improves(residual) {
            run.best.copy_from_slice(&run.state);
        }
        if watch.misled(residual) {
            restarts += 1;
            if restarts > RESTARTS || watch.best.is_infinite() {
                return false;
            }
            watch.since_best = 0;
            run.state.copy_from_slice(&run.best);
            run.anderson.reset(memory);
            plain = PLAIN << restarts;
            continue;
        }
        if plain > 0 {
            plain -= 1;
            watch.since_best = 0;
            run.state.copy_from_slice(&run.image);
            continue;
        }
        if let Unknowns::All(Some(preconditioner)) = unknowns {
            run.precondition(equations.system(), preconditioner);
        }
        run.anderson.step(&mut run.state, &mut run.image);
    }
    false
}
