//! The solves, on all threads, handed on in order. Each starts from the central counterfactual and knows nothing of the
//! others, so results are the same to the last bit for any number of threads.

use super::journal::{Ending, Record};
use super::measure::Measure;
use super::plan::Plan;
use super::shocks::{Drawn, Shocks};
use crate::error::Error;
use crate::path::{Followed, Follower, Path};
use crate::run::{Moment, Run};
use comity_model::{Equilibrium, Problem, Shock, Solver, Status};
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
    // The last year first: where there is no path, it is all there is.
    let moments: Vec<Moment> = last_first(run);
    let shocks: Vec<Shocks> =
        moments.iter().map(|moment| Shocks::new(plan, run, moment)).collect::<Result<_, _>>()?;
    let measures: Vec<Measure> = moments.iter().map(|moment| Measure::new(moment.benchmark)).collect();
    let (total, mut done) = (plan.solves(), first);
    let mut workers: Vec<Worker> = (0..threads.max(1))
        .map(|_| Worker {
            solver: match &run.path {
                None => Solves::Once(Box::new(Solver::new(&run.benchmark))),
                Some(path) => Solves::Yearly(path, Follower::along(path, &run.benchmark)),
            },
            drawn: shocks.iter().map(Shocks::drawn).collect(),
            shocks: &shocks,
            measures: &measures,
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

/// The worlds of a run in the order in which records have them: the last year, then those before it.
pub(super) fn last_first(run: &Run) -> Vec<Moment<'_>> {
    let mut moments: Vec<Moment> = run.moments().collect();
    moments.rotate_right(1);
    moments
}

/// What a thread owns.
struct Worker<'a> {
    solver: Solves<'a>,
    /// By year, as are the next two; the last year first.
    drawn: Vec<Drawn>,
    shocks: &'a [Shocks<'a>],
    measures: &'a [Measure<'a>],
    plan: &'a Plan,
    run: &'a Run,
}

enum Solves<'a> {
    Once(Box<Solver<'a>>),
    Yearly(&'a Path, Follower<'a>),
}

impl Worker<'_> {
    fn solve(&mut self, number: usize) -> Record {
        match self.values(number) {
            Ok(values) => Record { ending: Ending::Solver(Status::Solved), values },
            Err(ending) => {
                let width = self.measures.iter().map(Measure::width).sum();
                Record { ending, values: vec![0.0; width] }
            }
        }
    }

    fn values(&mut self, number: usize) -> Result<Vec<f64>, Ending> {
        let numbers = self.plan.numbers(self.plan.task(number));
        for (shocks, drawn) in self.shocks.iter().zip(&mut self.drawn) {
            if !shocks.draw(&numbers, drawn) {
                return Err(Ending::Impossible);
            }
        }
        let Self { solver, drawn, measures, run, .. } = self;
        match solver {
            Solves::Once(solver) => {
                let Drawn { theta, shock, .. } = &drawn[0];
                let problem = Problem { theta, shock, start: Some(&run.counterfactual) };
                let solution = solver.solve(&problem, &run.settings);
                let found = solution.equilibrium.ok_or(Ending::Solver(solution.status))?;
                measures[0].of(&found, None).ok_or(Ending::Overflow)
            }
            Solves::Yearly(path, follower) => {
                let mut shocks: Vec<Shock> = drawn.iter().map(|drawn| drawn.shock.clone()).collect();
                shocks.rotate_left(1);
                let starts: Vec<&Equilibrium> = run.moments().map(|moment| moment.counterfactual).collect();
                let followed = follower.follow(&drawn[0].theta, &mut shocks, &starts, &run.settings);
                let mut followed = followed.map_err(|lost| Ending::Solver(lost.status))?;
                followed.rotate_right(1);
                let mut values = Vec::new();
                for (Followed { counterfactual, capital, .. }, measure) in followed.iter().zip(*measures) {
                    let equipped = path.equipped(capital);
                    values.extend(measure.of(counterfactual, Some(&equipped)).ok_or(Ending::Overflow)?);
                }
                Ok(values)
            }
        }
    }
}
