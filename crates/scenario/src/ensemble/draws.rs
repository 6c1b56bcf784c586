//! The solves, on all threads, handed on in order. Each starts from the central counterfactual and knows nothing of the
//! others, so results are the same to the last bit for any number of threads.

use super::journal::{Ending, Record};
use super::measure::Measure;
use super::plan::Plan;
use super::rules::DrawnRules;
use super::shocks::{Drawn, Shocks};
use crate::error::Error;
use crate::path::{Passed, Path, Stock, Way, solve_year};
use crate::run::{Moment, Run};
use comity_model::{BatchSolver, Equilibrium, Problem, Solution, Solver, Status, Summary};
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
    // The last year first: where there is no path, it is all there is.
    let moments: Vec<Moment> = last_first(run);
    let shocks: Vec<Shocks> =
        moments.iter().map(|moment| Shocks::new(plan, run, moment)).collect::<Result<_, _>>()?;
    let measures: Vec<Measure> = moments.iter().map(|moment| Measure::new(moment.benchmark)).collect();
    let (total, mut done) = (plan.solves(), first);
    let mut workers: Vec<Worker> = (0..threads.max(1))
        .map(|_| Worker {
            solver: match &run.path {
                None => Solves::Once(Box::new(Once {
                    batch: BatchSolver::new(&run.benchmark),
                    single: Solver::new(&run.benchmark),
                })),
                Some(path) => Solves::Yearly(Box::new(Yearly::new(path, run))),
            },
            draws: Draws {
                plan,
                shocks: &shocks,
                drawn: shocks.iter().map(Shocks::drawn).collect(),
                rules: DrawnRules::of(plan, run),
            },
            measures: &measures,
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

/// The worlds of a run in the order in which records have them: the last year, then those before it.
pub(super) fn last_first(run: &Run) -> Vec<Moment<'_>> {
    let mut moments: Vec<Moment> = run.moments().collect();
    moments.rotate_right(1);
    moments
}

/// What a thread owns.
struct Worker<'a> {
    solver: Solves<'a>,
    draws: Draws<'a>,
    /// By year, the last first.
    measures: &'a [Measure<'a>],
    run: &'a Run,
}

enum Solves<'a> {
    Once(Box<Once<'a>>),
    Yearly(Box<Yearly<'a>>),
}

/// Where there is no path.
struct Once<'a> {
    batch: BatchSolver<'a>,
    /// For what cannot be solved together.
    single: Solver<'a>,
}

impl Worker<'_> {
    fn solve(&mut self, numbers: Range<usize>, records: &mut Vec<(usize, Record)>) {
        let Self { solver, draws, measures, run } = self;
        let mut keep = |number, values: Result<Vec<f64>, Ending>| {
            let record = values.map_or_else(
                |ending| Record { ending, values: vec![0.0; measures.iter().map(Measure::width).sum()] },
                |values| Record { ending: Ending::Solver(Status::Solved), values },
            );
            records.push((number, record));
        };
        match solver {
            Solves::Once(once) => once.solve(numbers, draws, &measures[0], run, &mut keep),
            Solves::Yearly(yearly) => yearly.solve(numbers, draws, measures, run, &mut keep),
        }
    }
}

impl Once<'_> {
    /// Solves some numbers, together as far as that can be done.
    fn solve(
        &mut self,
        numbers: Range<usize>,
        draws: &mut Draws<'_>,
        measure: &Measure<'_>,
        run: &Run,
        keep: &mut dyn FnMut(usize, Result<Vec<f64>, Ending>),
    ) {
        let Self { batch, single } = self;
        let values = |solution: Solution<Summary>| {
            let found = solution.equilibrium.ok_or(Ending::Solver(solution.status))?;
            measure.of(&found, None).ok_or(Ending::Overflow)
        };
        let mut together = Vec::new();
        for number in numbers {
            if !draws.draw(number) {
                keep(number, Err(Ending::Impossible));
            } else if batch.load(&draws.problem(run)) {
                together.push(number);
            } else {
                keep(number, values(single.summarise(&draws.problem(run), &run.settings)));
            }
        }
        batch.solve(&run.settings, |at, solution| {
            let solution = solution.unwrap_or_else(|| {
                draws.draw(together[at]);
                single.summarise(&draws.problem(run), &run.settings)
            });
            keep(together[at], values(solution));
        });
    }
}

/// Where there is one.
struct Yearly<'a> {
    path: &'a Path,
    way: Way<'a>,
    /// By year.
    batches: Vec<BatchSolver<'a>>,
    singles: Vec<Solver<'a>>,
    starts: Vec<&'a Equilibrium>,
}

/// A draw on its way along a path.
struct Traveller {
    number: usize,
    /// What is drawn for it.
    numbers: Vec<f64>,
    passed: Passed,
    /// What was found in each year, or why there is nothing to find.
    found: Result<Vec<Vec<f64>>, Ending>,
}

impl<'a> Yearly<'a> {
    fn new(path: &'a Path, run: &'a Run) -> Self {
        let way = Way::along(path, &run.benchmark);
        let batches = way.benchmarks.iter().map(|&benchmark| BatchSolver::new(benchmark)).collect();
        let singles = way.benchmarks.iter().map(|&benchmark| Solver::new(benchmark)).collect();
        let starts = run.moments().map(|moment| moment.counterfactual).collect();
        Self { path, way, batches, singles, starts }
    }

    /// Solves some numbers, year by year, together as far as that can be done.
    fn solve(
        &mut self,
        numbers: Range<usize>,
        draws: &mut Draws<'_>,
        measures: &[Measure<'_>],
        run: &Run,
        keep: &mut dyn FnMut(usize, Result<Vec<f64>, Ending>),
    ) {
        let begin = |number| {
            let numbers = draws.numbers(number);
            Traveller { number, numbers, passed: self.way.begin(), found: Ok(Vec::new()) }
        };
        let mut travellers: Vec<Traveller> = numbers.map(begin).collect();
        for at in 0..self.way.years.len() {
            self.year(at, &mut travellers, draws, measures, run);
        }
        for Traveller { number, found, .. } in travellers {
            let in_order = |mut years: Vec<Vec<f64>>| {
                years.rotate_right(1);
                years.concat()
            };
            keep(number, found.map(in_order));
        }
    }

    fn year(
        &mut self,
        at: usize,
        travellers: &mut [Traveller],
        draws: &mut Draws<'_>,
        measures: &[Measure<'_>],
        run: &Run,
    ) {
        let Self { path, way, batches, singles, starts } = self;
        let (batch, single, start) = (&mut batches[at], &mut singles[at], starts[at]);
        // The last year comes first in what is drawn and measured.
        let place = (at + 1) % way.years.len();
        let befores: Vec<Passed> = travellers.iter().map(|traveller| traveller.passed.clone()).collect();
        let mut stocks: Vec<Stock> = befores.iter().map(|before| way.stock(at, before)).collect();
        let (mut together, mut owns, mut alone) = (Vec::new(), Vec::new(), Vec::new());
        for (who, traveller) in travellers.iter_mut().enumerate() {
            if traveller.found.is_err() {
                continue;
            }
            if !draws.draw_in(place, &traveller.numbers) {
                traveller.found = Err(Ending::Impossible);
                continue;
            }
            let Drawn { theta, shock, .. } = &mut draws.drawn[place];
            let own = shock.factor_supply.clone();
            stocks[who].supply(shock);
            let loaded = batch.load(&Problem { theta, shock, start: Some(start) });
            shock.factor_supply.clone_from(&own);
            if loaded {
                together.push(who);
                owns.push(own);
            } else {
                alone.push(who);
            }
        }
        let mut found: Vec<(usize, Option<Summary>)> = Vec::new();
        let adjust = |lane: usize, standing: &dyn Fn() -> _| {
            stocks[together[lane]].adjust(&standing(), owns[lane].first())
        };
        batch.solve_adjusting(&run.settings, adjust, |lane, solution| {
            found.push((together[lane], solution.and_then(|solution| solution.equilibrium)));
        });
        found.extend(alone.into_iter().map(|who| (who, None)));
        for (who, summary) in found {
            let traveller = &mut travellers[who];
            let summary = summary.map_or_else(
                || {
                    draws.draw_in(place, &traveller.numbers);
                    let Drawn { theta, shock, .. } = &mut draws.drawn[place];
                    let own = shock.factor_supply.clone();
                    stocks[who] = way.stock(at, &befores[who]);
                    let solved =
                        solve_year(single, theta, shock, Some(start), &run.settings, &mut stocks[who]);
                    shock.factor_supply = own;
                    solved
                        .map(|year| year.counterfactual.summary())
                        .map_err(|(status, _)| Ending::Solver(status))
                },
                Ok,
            );
            let equipped = path.equipped(&stocks[who].capital);
            let values = summary
                .and_then(|summary| measures[place].of(&summary, Some(&equipped)).ok_or(Ending::Overflow));
            match (values, &mut traveller.found) {
                (Ok(values), Ok(years)) => years.push(values),
                (Err(ending), found) => *found = Err(ending),
                (Ok(_), Err(_)) => {}
            }
            traveller.passed = stocks[who].pass();
        }
    }
}

/// Where a thread draws.
struct Draws<'a> {
    plan: &'a Plan,
    /// By year, as is what is drawn; the last year first.
    shocks: &'a [Shocks<'a>],
    drawn: Vec<Drawn>,
    /// Where they are drawn.
    rules: Option<DrawnRules>,
}

impl Draws<'_> {
    /// Makes a numbered draw; false if a number cannot be.
    fn draw(&mut self, number: usize) -> bool {
        let numbers = self.numbers(number);
        let rules = self.rules.as_mut().map(|rules| rules.in_draw(&numbers));
        let mut years = self.shocks.iter().zip(&mut self.drawn);
        years.all(|(shocks, drawn)| shocks.draw(&numbers, rules.as_ref(), drawn))
    }

    fn numbers(&self, number: usize) -> Vec<f64> {
        self.plan.numbers(self.plan.task(number))
    }

    /// Makes a draw in one year alone, by its place among them.
    fn draw_in(&mut self, place: usize, numbers: &[f64]) -> bool {
        let rules = self.rules.as_mut().map(|rules| rules.in_draw(numbers));
        self.shocks[place].draw(numbers, rules.as_ref(), &mut self.drawn[place])
    }

    /// What was drawn last, where there is no path.
    fn problem<'a>(&'a self, run: &'a Run) -> Problem<'a> {
        let Drawn { theta, shock, .. } = &self.drawn[0];
        Problem { theta, shock, start: Some(&run.counterfactual) }
    }
}
