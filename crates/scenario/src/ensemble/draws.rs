//! The solves, on all threads, handed on in order. Each starts from the central counterfactual and knows nothing of the
//! others, so results are the same to the last bit for any number of threads.

use super::journal::{Ending, Record};
use super::measure::Measure;
use super::plan::Plan;
use super::shocks::{Drawn, Shocks};
use crate::error::Error;
use crate::run::Run;
use comity_model::{BatchSolver, Problem, Solution, Solver, Summary};
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Solves that a thread does before results are handed on: whole batches.
const ROUND: usize = 4 * BatchSolver::SIZE;

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
            batch: BatchSolver::new(&run.benchmark),
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
        let end = total.min(done + ROUND * workers.len());
        keep(round(&mut workers, done, end))?;
        done = end;
        let pace = started.elapsed().as_secs_f64() / (done - first) as f64;
        let left = Duration::from_secs_f64(pace * (total - done) as f64);
        progress(Progress { done, total, left: Some(left) });
    }
    Ok(())
}

/// Solves some numbers; whoever is free takes the next few.
fn round(workers: &mut [Worker<'_>], start: usize, end: usize) -> Vec<Record> {
    let next = AtomicUsize::new(start);
    let work = |worker: &mut Worker| {
        let take =
            || Some(next.fetch_add(BatchSolver::SIZE, Ordering::Relaxed)).filter(|&number| number < end);
        let mut records = Vec::new();
        while let Some(number) = take() {
            worker.solve(number..end.min(number + BatchSolver::SIZE), &mut records);
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
    batch: BatchSolver<'a>,
    solver: Solver<'a>,
    drawn: Drawn,
    shocks: &'a Shocks,
    measure: &'a Measure<'a>,
    plan: &'a Plan,
    run: &'a Run,
}

impl Worker<'_> {
    /// Solves some numbers, together as far as they can be.
    fn solve(&mut self, numbers: Range<usize>, records: &mut Vec<(usize, Record)>) {
        let mut together = Vec::with_capacity(numbers.len());
        for number in numbers {
            if !self.draw(number) {
                records.push((number, failed(self.measure, Ending::Impossible)));
            } else if self.batch.load(&problem(&self.drawn, self.run)) {
                together.push(number);
            } else {
                records.push((number, self.alone()));
            }
        }
        let Self { batch, measure, run, .. } = self;
        let mut left = Vec::new();
        batch.solve(&run.settings, |at, solution| match solution {
            Some(solution) => records.push((together[at], record(measure, solution))),
            None => left.push(together[at]),
        });
        for number in left {
            self.draw(number);
            records.push((number, self.alone()));
        }
    }

    fn draw(&mut self, number: usize) -> bool {
        let numbers = self.plan.numbers(self.plan.task(number));
        self.shocks.draw(&numbers, &mut self.drawn)
    }

    /// Solves what was drawn last.
    fn alone(&mut self) -> Record {
        let problem = problem(&self.drawn, self.run);
        record(self.measure, self.solver.summarise(&problem, &self.run.settings))
    }
}

/// Each draw starts from the central counterfactual.
fn problem<'a>(Drawn { theta, shock, .. }: &'a Drawn, run: &'a Run) -> Problem<'a> {
    Problem { theta, shock, start: Some(&run.counterfactual) }
}

fn record(measure: &Measure<'_>, Solution { status, equilibrium, .. }: Solution<Summary>) -> Record {
    match equilibrium.map(|summary| measure.of(&summary)) {
        Some(Some(values)) => Record { ending: Ending::Solver(status), values },
        Some(None) => failed(measure, Ending::Overflow),
        None => failed(measure, Ending::Solver(status)),
    }
}

fn failed(measure: &Measure<'_>, ending: Ending) -> Record {
    Record { ending, values: vec![0.0; measure.width()] }
}
