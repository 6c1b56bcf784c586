//! Several problems of one benchmark at once, each in a lane of its own.
//!
//! Every coefficient that the problems share is read once for all of them, and a vector holds the same number of each, so that no sum
//! runs across one. A lane sees the operations of the single solver in their order: its result has the same bits, whoever its
//! neighbours are. Lanes know the plain model and the quickest method; everything else is for the single solver.
//!
//! A lane that is done is carried along until the last one is. Another problem in its place would begin in the middle of the history of
//! the others, and add up its own steps in another order than alone.
//!
//! | file | what it does |
//! |---|---|
//! | `sweep` | one sweep over the equations, and what a lane can hold |
//! | `step` | the preconditioner and the acceleration |
//! | this file | lanes in and out |

mod step;
mod sweep;

use super::adjust::{Adjustment, Standing};
use super::iterate::Watch;
use super::structure::Structure;
use super::system::System;
use super::{Info, Problem, Settings, Solution, Status};
use crate::benchmark::Benchmark;
use crate::equilibrium::Summary;
use crate::kernels::pack::{Pack, TOGETHER};
use std::time::Instant;
use step::Acceleration;
use sweep::Sweeps;

/// Solves counterfactuals of one benchmark, several at a time, as far as that can be done: the plain model, without bans,
/// where the quickest method converges. The rest is left to a [`Solver`](super::Solver), and it does not matter to the results which of
/// them solves a problem. Each thread has its own.
pub struct BatchSolver<'a> {
    benchmark: &'a Benchmark,
    /// The problems that were loaded, and room for others.
    systems: Vec<System<'a>>,
    loaded: usize,
    sweeps: Sweeps,
    acceleration: Acceleration,
    state: Vec<Pack>,
    image: Vec<Pack>,
    /// The state of one lane.
    padded: Vec<f64>,
}

impl<'a> BatchSolver<'a> {
    /// Problems that are solved together, at most.
    pub const SIZE: usize = TOGETHER;

    /// A solver for counterfactuals of a benchmark.
    pub fn new(benchmark: &'a Benchmark) -> Self {
        let structure = &benchmark.structure;
        let len = structure.size.economies * (1 + 2 * structure.size.sectors);
        let system = || System::empty(structure, benchmark.technology.as_ref(), benchmark.closure);
        Self {
            benchmark,
            systems: (0..TOGETHER).map(|_| system()).collect(),
            loaded: 0,
            sweeps: Sweeps::new(structure, &system()),
            acceleration: Acceleration::new(benchmark, len),
            state: vec![Pack::ZERO; len],
            image: vec![Pack::ZERO; len],
            padded: vec![0.0; structure.state_len()],
        }
    }

    /// Takes a problem for the next [`solve`](Self::solve); false if it cannot be solved together with others, or if there is no room.
    pub fn load(&mut self, problem: &Problem<'_>) -> bool {
        let (structure, lane) = (&self.benchmark.structure, self.loaded);
        let Some(system) = self.systems.get_mut(lane) else { return false };
        system.compile(&self.benchmark.calibration, problem.theta, problem.shock);
        if !self.sweeps.load(system, lane) {
            return false;
        }
        match problem.start {
            None => structure.start(&mut self.padded),
            Some(equilibrium) => structure.state_of(equilibrium, &mut self.padded),
        }
        interleave(structure, &self.padded, &mut self.state, lane);
        self.loaded += 1;
        true
    }

    /// Solves the problems that were loaded, and hands each out with its place among them: with the bits that
    /// [`Solver::summarise`](super::Solver::summarise) would give it, or nothing where it has to be asked. There is room for others then.
    pub fn solve(&mut self, settings: &Settings, each: impl FnMut(usize, Option<Solution<Summary>>)) {
        self.solve_adjusting(settings, |_, _| None, each);
    }

    /// The same with quantities of the factor that `adjust` says for each of them: see
    /// [`Solver::solve_adjusting`](super::Solver::solve_adjusting).
    pub fn solve_adjusting(
        &mut self,
        settings: &Settings,
        mut adjust: impl FnMut(usize, &dyn Fn() -> Standing) -> Option<Adjustment>,
        mut each: impl FnMut(usize, Option<Solution<Summary>>),
    ) {
        let started = Instant::now();
        let mut lanes = [None; TOGETHER];
        lanes[..self.loaded].fill(Some(Watch::new()));
        self.acceleration.reset();
        let mut settled = [true; TOGETHER];
        for iterations in 1..=settings.max_iterations {
            for lane in (0..TOGETHER).filter(|&lane| iterations > 1 && lanes[lane].is_some()) {
                let standing = || self.sweeps.standing(&self.benchmark.structure, &self.state, lane);
                let adjusted = adjust(lane, &standing);
                settled[lane] = adjusted.as_ref().is_none_or(|adjusted| adjusted.settled);
                if let Some(Adjustment { supply, .. }) = &adjusted {
                    self.sweeps.set_supply(&self.benchmark.structure, supply, lane);
                }
            }
            self.sweeps.sweep(self.benchmark, &self.systems[..self.loaded], &self.state, &mut self.image);
            for (lane, iterating) in lanes.iter_mut().enumerate() {
                let Some(watch) = iterating else { continue };
                let residual = self.sweeps.residual(lane);
                watch.improves(residual);
                if residual <= settings.tolerance && settled[lane] {
                    let info = Info { iterations, residual, safeguarded: false, time: started.elapsed() };
                    let solved = !self.sweeps.exhausted[lane];
                    let solution =
                        || Solution { status: Status::Solved, info, equilibrium: self.summary(lane) };
                    each(lane, solved.then(solution));
                } else if watch.misled(residual) {
                    each(lane, None);
                } else {
                    continue;
                }
                *iterating = None;
            }
            if lanes.iter().all(Option::is_none) {
                break;
            }
            self.acceleration.step(&self.sweeps, self.benchmark, &mut self.state, &mut self.image);
        }
        lanes
            .iter()
            .enumerate()
            .filter(|(_, iterating)| iterating.is_some())
            .for_each(|(lane, _)| each(lane, None));
        self.loaded = 0;
    }

    fn summary(&mut self, lane: usize) -> Option<Summary> {
        separate(&self.benchmark.structure, &self.state, &mut self.padded, lane);
        let sweep = self.sweeps.of_lane(&self.benchmark.structure, lane);
        Some(self.systems[lane].summary(&self.padded, sweep))
    }
}

/// Writes padded rows into a lane.
fn interleave(structure: &Structure, padded: &[f64], packs: &mut [Pack], lane: usize) {
    let rows = padded.chunks_exact(structure.width);
    for (packs, row) in packs.chunks_exact_mut(structure.size.economies).zip(rows) {
        packs.iter_mut().zip(row).for_each(|(pack, value)| pack.0[lane] = *value);
    }
}

/// Reads a lane into padded rows.
fn separate(structure: &Structure, packs: &[Pack], padded: &mut [f64], lane: usize) {
    let rows = padded.chunks_exact_mut(structure.width);
    for (packs, row) in packs.chunks_exact(structure.size.economies).zip(rows) {
        packs.iter().zip(row).for_each(|(pack, value)| *value = pack.0[lane]);
    }
}
