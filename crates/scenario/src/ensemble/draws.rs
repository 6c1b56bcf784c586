//! The solves, on all threads, handed on in order. Each starts from the central counterfactual and knows nothing of the
//! others, so results are the same to the last bit for any number of threads.

use super::journal::{Ending, Record};
use super::measure::Measure;
use super::plan::Plan;
use super::shocks::{Drawn, Shocks};
use crate::error::Error;
use crate::run::Run;
use comity_model::{Problem, Solver, Status};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Solves that a thread does before results are handed on.
const BATCH: usize = 32;

/// How far an ensemble is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Solves done.
    pub done: usize,
    /// Solves in all: draws, and what Sobol indices need besides.
    pub total: usize,
    /// Time that the rest will take at the pace so far; `None` before there is a pace.
    pub left: Option<Duration>,
}

/// Solves everything from the number `first` on and gives it to `keep`.
pub(super) fn solve(
    plan: &Plan,
    run: &Run,
    threads: usize,
    first: usize,
    keep: &mut dyn FnMut(Vec<Record>) -> Result<(), Error>,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), Error> {
    let shocks = Shocks::new(plan, run)?;
    let measure = Measure::new(&run.benchmark);
    let (total, mut done) = (plan.solves(), first);
    let mut workers: Vec<Worker> = (0..threads.max(1))
        .map(|_| Worker {
            solver: Solver::new(&run.benchmark),
            drawn: shocks.drawn(),
            shocks: &shocks,
            measure: &measure,
            plan,
            run,
        })
        .collect();
    let started = Instant::now();
    progress(Progress { done: first, total, left: None });
    while done < total {
        let end = total.min(done + BATCH * workers.len());
        keep(batch(&mut workers, done, end))?;
        done = end;
        let pace = started.elapsed().as_secs_f64() / (done - first) as f64;
        let left = Duration::from_secs_f64(pace * (total - done) as f64);
        progress(Progress { done, total, left: Some(left) });
    }
    Ok(())
}

/// Solves some numbers; whoever is free takes the next.
fn batch(workers: &mut [Worker<'_>], start: usize, end: usize) -> Vec<Record> {
    let next = AtomicUsize::new(start);
    let work = |worker: &mut Worker| {
        let take = || Some(next.fetch_add(1, Ordering::Relaxed)).filter(|&number| number < end);
        let mut records = Vec::new();
        while let Some(number) = take() {
            records.push((number, worker.solve(number)));
        }
        records
    };
    let mut records = match workers {
        [worker] => work(worker),
        workers => thread::scope(|scope| {
            let threads: Vec<_> = workers.iter_mut().map(|worker| scope.spawn(|| work(worker))).collect();
            let joined = threads.into_iter().map(|thread| match thread.join() {
                Ok(records) => records,
                Err(panic) => std::panic::resume_unwind(panic),
            });
            joined.flatten().collect()
        }),
    };
    records.sort_unstable_by_key(|&(number, _)| number);
    records.into_iter().map(|(_, record)| record).collect()
}

/// What a thread owns.
struct Worker<'a> {
    solver: Solver<'a>,
    drawn: Drawn,
    shocks: &'a Shocks,
    measure: &'a Measure<'a>,
    plan: &'a Plan,
    run: &'a Run,
}

impl Worker<'_> {
    fn solve(&mut self, number: usize) -> Record {
        let failed = |ending| Record { ending, values: vec![0.0; self.measure.width()] };
        let numbers = self.plan.numbers(self.plan.task(number));
        if !self.shocks.draw(&numbers, &mut self.drawn) {
            return failed(Ending::Impossible);
        }
        let Drawn { theta, shock, .. } = &self.drawn;
        let problem = Problem { theta, shock, start: Some(&self.run.counterfactual) };
        let solution = self.solver.solve(&problem, &self.run.settings);
        let Some(equilibrium) = solution.equilibrium else {
            return failed(Ending::Solver(solution.status));
        };
        match self.measure.of(&equilibrium) {
            Some(values) => Record { ending: Ending::Solver(Status::Solved), values },
            None => failed(Ending::Overflow),
        }
    }
}
