//! A scenario's last year with other adoption or other rules on data, at its own parameters and at draws of them.

use super::Effects;
use super::adoption::{Adopters, Relations};
use super::data_flows::Mixture;
use crate::divide::GROUPS;
use crate::ensemble::{Cube, Design, Distribution, Progress, Quantiles, Stream};
use crate::error::Error;
use crate::failure::{Stage, unsolved};
use crate::parameters::Parameters;
use crate::path::{Follower, Lost};
use crate::run::Run;
use comity_data::frame::Columns;
use comity_model::{Calibration, Equilibrium, Info, PerEconomy, Problem, Shock, Solver, Status};
use serde_json::{Map, Value, json};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Instant;

/// What is otherwise than in the scenario.
#[derive(Debug, Clone)]
pub(crate) struct World {
    pub adopters: Adopters,
    pub regimes: Option<Mixture>,
}

/// Real income of every world against the benchmark.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// At the scenario's own parameters.
    pub own: Vec<PerEconomy>,
    /// At draws of them, the same for all worlds; those in which a world has no equilibrium are left out.
    pub draws: Vec<Vec<PerEconomy>>,
    /// How many draws that are.
    pub failed: usize,
}

/// A draw by its number, and real income of every world, unless one has no equilibrium.
type Solved = (usize, Option<Vec<PerEconomy>>);

/// How many draws of which parameters, and which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Draws {
    /// How many.
    pub count: usize,
    /// Other seeds give other draws.
    pub seed: u64,
}

impl Default for Draws {
    /// A hundred, of the first seed.
    fn default() -> Self {
        Self { count: 100, seed: 1 }
    }
}

/// A number, and how it spreads over draws, if there are any.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// At the scenario's own parameters.
    pub value: f64,
    /// Over the draws.
    pub quantiles: Option<Quantiles>,
}

/// Parameters that make the world before the scenario, which all draws share.
const HELD: [&str; 3] = ["growth.", "skills.skilled_", "skills.substitution"];
/// Most draws of the design.
const MOST: usize = 1 << 16;

impl World {
    /// The scenario as it is.
    pub fn as_it_is(run: &Run) -> Result<Self, Error> {
        effects_of(run)?;
        Ok(Self { adopters: run.scenario.adopters(&run.baseline)?, regimes: None })
    }

    fn effects(&self, run: &Run, of: &Effects, parameters: &Parameters) -> Result<Effects, Error> {
        let adoption = self.adopters.under(Relations::new(parameters, of.adoption.measure));
        let mut data_flows = run.scenario.data_flows_under(&run.baseline, parameters)?;
        if let Some(mixture) = &self.regimes {
            data_flows.mix(mixture);
        }
        let (regulation, options) = (of.regulation.clone(), of.options.clone());
        Ok(Effects { adoption, data_flows, regulation, options, year: of.year })
    }
}

impl Found {
    /// Solves all worlds. `progress` is told after each draw, on the thread that asks; it may unwind, which ends the work.
    pub fn of(
        run: &Run,
        worlds: &[World],
        draws: Draws,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Self, Error> {
        if draws.count > MOST {
            let message = format!("{} draws are too many", draws.count);
            return Err(Error::UnknownResult { message, hint: Some(format!("--draws {MOST} is the most")) });
        }
        let common = Common::new(run)?;
        let mut worker = Worker::new(&common);
        let own = run.scenario.parameters();
        let own = worlds.iter().map(|world| worker.solve(world, own)?.map_err(|lost| common.error(lost)));
        let own = own.collect::<Result<Vec<_>, Error>>()?;
        // Whatever has been read to get there matters.
        let uncertain = uncertain(run.scenario.parameters());
        let cube = Cube {
            design: Design::Sobol,
            seed: draws.seed,
            dimensions: uncertain.len(),
            draws: draws.count,
            second: 0,
        };
        let next = AtomicUsize::new(0);
        // Until there is nothing left, or nobody listens any more.
        let work = |worker: &mut Worker<'_>, told: &mpsc::Sender<Solved>| -> Result<(), Error> {
            loop {
                let row = next.fetch_add(1, Ordering::Relaxed);
                if row >= draws.count {
                    return Ok(());
                }
                let mut drawn = run.scenario.parameters().clone();
                for (dimension, (id, distribution)) in uncertain.iter().enumerate() {
                    let number = distribution.quantile(cube.coordinate(Stream::Draws, row, dimension));
                    drawn.set(id, number).map_err(|unknown| Error::UnknownResult {
                        message: unknown.to_string(),
                        hint: None,
                    })?;
                }
                let mut all = Some(Vec::with_capacity(worlds.len()));
                for world in worlds {
                    let Some(found) = &mut all else { break };
                    match worker.solve(world, &drawn)? {
                        Ok(income) => found.push(income),
                        Err(_) => all = None,
                    }
                }
                if told.send((row, all)).is_err() {
                    return Ok(());
                }
            }
        };
        let threads = thread::available_parallelism().map_or(1, usize::from).min(draws.count.max(1));
        let mut rows = Vec::with_capacity(draws.count);
        let began = Instant::now();
        thread::scope(|scope| -> Result<(), Error> {
            let (told, hears) = mpsc::channel();
            let work = &work;
            let common = &common;
            let begin =
                |told: mpsc::Sender<Solved>| scope.spawn(move || work(&mut Worker::new(common), &told));
            let handles: Vec<_> = (0..threads).map(|_| begin(told.clone())).collect();
            drop(told);
            for solved in hears {
                rows.push(solved);
                let (done, total) = (rows.len(), draws.count);
                let left = began.elapsed().mul_f64((total - done) as f64 / done as f64);
                progress(Progress { done, total, left: Some(left) });
            }
            for handle in handles {
                match handle.join() {
                    Ok(worked) => worked?,
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
            Ok(())
        })?;
        rows.sort_unstable_by_key(|(row, _)| *row);
        let draws: Vec<_> = rows.into_iter().map(|(_, found)| found).collect();
        let failed = draws.iter().filter(|found| found.is_none()).count();
        Ok(Self { own, draws: draws.into_iter().flatten().collect(), failed })
    }

    /// Numbers that follow from real incomes of all worlds, and how they spread.
    pub fn spread(&self, of: impl Fn(&[PerEconomy]) -> Vec<f64>) -> Vec<Spread> {
        let own = of(&self.own);
        let draws: Vec<Vec<f64>> = self.draws.iter().map(|draw| of(draw)).collect();
        let over = |at: usize| {
            let mut sample: Vec<f64> = draws.iter().map(|draw| draw[at]).collect();
            (!sample.is_empty()).then(|| Quantiles::of(&mut sample))
        };
        own.into_iter().enumerate().map(|(at, value)| Spread { value, quantiles: over(at) }).collect()
    }
}

impl Spread {
    /// `value`, and with draws `p05`, `p50` and `p95`.
    pub fn json(&self) -> Value {
        match &self.quantiles {
            None => json!({ "value": self.value }),
            Some(found) => {
                json!({ "value": self.value, "p05": found.p05, "p50": found.p50, "p95": found.p95 })
            }
        }
    }

    /// Numbers by whom they are about.
    pub fn json_by(whom: &[String], spreads: &[Self]) -> Value {
        let entries = whom.iter().zip(spreads).map(|(whom, spread)| (whom.clone(), spread.json()));
        Value::Object(entries.collect::<Map<String, Value>>())
    }
}

/// What is drawn: parameters that have been read and are uncertain, but for those of the world before the scenario.
fn uncertain(parameters: &Parameters) -> Vec<(String, Distribution)> {
    let drawn = parameters.uncertain().map(|(setting, spread)| (setting.parameter.id.clone(), spread));
    drawn.filter(|(id, _)| !HELD.iter().any(|held| id.starts_with(held))).collect()
}

fn effects_of(run: &Run) -> Result<&Effects, Error> {
    run.effects.as_ref().ok_or_else(|| Error::UnknownResult {
        message: format!("{} says nothing about AI", run.scenario.name),
        hint: Some("add [ai] to it, or choose a scenario with [ai] or [adoption]".to_owned()),
    })
}

/// What all worlds and draws share.
struct Common<'a> {
    run: &'a Run,
    effects: &'a Effects,
    years: Vec<u16>,
    calibrations: Vec<&'a Calibration>,
    /// What the scenario does beside AI, by year.
    entries: Vec<Shock>,
    starts: Vec<&'a Equilibrium>,
}

impl<'a> Common<'a> {
    fn new(run: &'a Run) -> Result<Self, Error> {
        let effects = effects_of(run)?;
        let calibrations: Vec<&Calibration> =
            run.moments().map(|moment| &moment.benchmark.calibration).collect();
        let changes = run.scenario.changes(&run.baseline, &run.benchmark.calibration)?;
        Ok(Self {
            effects,
            years: run.moments().map(|moment| moment.year.unwrap_or(effects.year)).collect(),
            entries: calibrations.iter().map(|calibration| changes.entries(calibration)).collect(),
            calibrations,
            starts: run.moments().map(|moment| moment.counterfactual).collect(),
            run,
        })
    }

    fn error(&self, (status, info): (Status, Info)) -> Error {
        let run = self.run;
        let assumed = run.benchmark.assumptions.as_ref();
        unsolved(Stage::Counterfactual, run.closure, &run.baseline, status, &info, assumed)
    }
}

/// What a thread owns.
struct Worker<'a> {
    common: &'a Common<'a>,
    solves: Solves<'a>,
}

enum Solves<'a> {
    Once(Box<Solver<'a>>),
    Yearly(Follower<'a>),
}

impl<'a> Worker<'a> {
    fn new(common: &'a Common<'a>) -> Self {
        let run = common.run;
        let solves = match &run.path {
            None => Solves::Once(Box::new(Solver::new(&run.benchmark))),
            Some(path) => Solves::Yearly(Follower::along(path, &run.benchmark)),
        };
        Self { common, solves }
    }

    /// Real income of a world's last year against the benchmark, or why there is none.
    fn solve(
        &mut self,
        world: &World,
        parameters: &Parameters,
    ) -> Result<Result<PerEconomy, (Status, Info)>, Error> {
        let Common { run, effects, years, calibrations, entries, starts } = self.common;
        let effects = world.effects(run, effects, parameters)?;
        let by_year = years.iter().zip(calibrations).zip(entries);
        let mut shocks: Vec<Shock> = by_year
            .map(|((&year, calibration), entries)| {
                let channels = effects.channels(&run.baseline, calibration, parameters);
                Shock::product(calibration, &[channels.shock(f64::from(year)), entries.clone()])
            })
            .collect();
        let (theta, settings) = (&run.benchmark.calibration.theta, &run.settings);
        let found = match &mut self.solves {
            Solves::Once(solver) => {
                let (shock, start) = (&shocks[0], starts.first().copied());
                let solution = solver.solve(&Problem { theta, shock, start }, settings);
                solution.equilibrium.ok_or((solution.status, solution.info))
            }
            Solves::Yearly(follower) => match follower.follow(theta, &mut shocks, starts, settings) {
                Ok(mut followed) => {
                    Ok(followed.pop().map_or_else(|| run.counterfactual.clone(), |last| last.counterfactual))
                }
                Err(Lost { status, info, .. }) => Err((status, info)),
            },
        };
        Ok(found.map(|equilibrium| real_income(run, &equilibrium)))
    }
}

pub(crate) fn real_income(run: &Run, equilibrium: &Equilibrium) -> PerEconomy {
    let price = run.benchmark.final_price(&equilibrium.price);
    let before = &run.benchmark.equilibrium.income;
    let mut hats = equilibrium.income.clone();
    for economy in price.size().economies() {
        hats[economy] = match before[economy] > 0.0 {
            true => hats[economy] / before[economy] / price[economy],
            false => 1.0,
        };
    }
    hats
}

/// Whom numbers are about: the world, income groups, and every economy.
#[derive(Debug, Clone)]
pub(crate) struct Whom {
    pub words: Vec<String>,
    /// Whether each economy belongs, by the world and groups.
    members: Vec<Vec<bool>>,
}

impl Whom {
    pub fn of(run: &Run) -> Self {
        let economies = &run.baseline.economies;
        let (mut words, mut members) = (vec!["world".to_owned()], vec![vec![true; economies.len()]]);
        for group in GROUPS {
            let inside: Vec<bool> = economies.iter().map(|economy| economy.income_group == group).collect();
            if inside.contains(&true) {
                words.push(format!("income:{group}"));
                members.push(inside);
            }
        }
        words.extend(economies.iter().map(|economy| economy.code.clone()));
        Self { words, members }
    }

    /// How many of them are the world or a group.
    pub fn groups(&self) -> usize {
        self.members.len()
    }

    /// Real income in one world against another, in percent; several economies together by what they have in the benchmark.
    pub fn against(&self, run: &Run, hats: &PerEconomy, other: &PerEconomy) -> Vec<f64> {
        let weight = &run.benchmark.equilibrium.income;
        let together = |members: &Vec<bool>, hats: &PerEconomy| -> f64 {
            let all = members.iter().zip(weight.values()).zip(hats.values());
            all.filter(|((member, _), _)| **member).map(|((_, weight), hat)| weight * hat).sum()
        };
        let groups = self.members.iter().map(|members| together(members, hats) / together(members, other));
        let economies = hats.values().iter().zip(other.values()).map(|(hat, other)| hat / other);
        groups.chain(economies).map(|hat| (hat - 1.0) * 100.0).collect()
    }
}

/// `value`, and with draws their 5th, 50th and 95th percentile.
pub(crate) fn spread_columns(table: &mut Columns<'_>, spreads: &[Spread]) {
    table.numbers("value", spreads.iter().map(|spread| spread.value));
    let quantiles: Vec<Quantiles> = spreads.iter().filter_map(|spread| spread.quantiles).collect();
    if quantiles.len() == spreads.len() {
        table.numbers("p05", quantiles.iter().map(|found| found.p05));
        table.numbers("p50", quantiles.iter().map(|found| found.p50));
        table.numbers("p95", quantiles.iter().map(|found| found.p95));
    }
}

/// The last year of a run.
pub(crate) fn last_year(run: &Run) -> u16 {
    let alone = run.effects.as_ref().map_or(0, |effects| effects.year);
    run.path.as_ref().map_or(alone, |path| path.last)
}
