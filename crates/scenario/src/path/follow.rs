//! The scenario along the baseline path, with the capital that it accumulates itself.

use super::capital::{Capital, Flow, ratio, times};
use super::trend::Trend;
use super::{Levels, Path};
use comity_model::{
    Benchmark, Equilibrium, Info, PerEconomy, PerSector, Problem, Settings, Shock, Solver, Status,
};

/// Follows scenarios along one baseline path, one after the other, in memory that it keeps. What it finds does not depend on what it
/// followed before.
pub(crate) struct Follower<'a> {
    years: Vec<u16>,
    benchmarks: Vec<&'a Benchmark>,
    levels: &'a [Levels],
    capital: &'a Capital,
    /// A scenario near those to come, from which the next year is guessed.
    near: Option<&'a [Flow]>,
    solvers: Vec<Solver<'a>>,
}

/// A scenario in one year.
#[derive(Debug, Clone)]
pub(crate) struct Followed {
    pub counterfactual: Equilibrium,
    pub info: Info,
    /// Its capital against that of the baseline path.
    pub capital: PerEconomy,
    /// Income and earnings over `K^k`, likewise.
    pub net: Flow,
}

/// A year without an equilibrium.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lost {
    pub at: usize,
    pub status: Status,
    pub info: Info,
}

/// What a guess of the next year need be solved to: it is the first of two.
const GUESS: f64 = 1e-7;
/// Capital closer to that of the baseline path than this is the same.
const SAME: f64 = 1e-13;
/// A guess of capital from a scenario nearby as good as this needs no second solve.
const CLOSE: f64 = 1e-5;

impl<'a> Follower<'a> {
    /// Follows scenarios along a baseline path.
    pub fn new(trend: &'a Trend) -> Self {
        let benchmarks = trend.benchmarks.iter().collect();
        Self::between(trend.years.all().to_vec(), benchmarks, &trend.levels, &trend.accumulation, None)
    }

    /// Follows scenarios like that of a run along its path, whose last year's world is `last`.
    pub fn along(path: &'a Path, last: &'a Benchmark) -> Self {
        let benchmarks = path.earlier.iter().map(|year| &year.benchmark).chain([last]).collect();
        Self::between(path.years().collect(), benchmarks, &path.levels, &path.accumulation, Some(&path.nets))
    }

    fn between(
        years: Vec<u16>,
        benchmarks: Vec<&'a Benchmark>,
        levels: &'a [Levels],
        capital: &'a Capital,
        near: Option<&'a [Flow]>,
    ) -> Self {
        let solvers = benchmarks.iter().map(|&benchmark| Solver::new(benchmark)).collect();
        Self { years, benchmarks, levels, capital, near, solvers }
    }

    /// Solves every year, from its own benchmark where there is no better start. `shocks` are what the scenario does in each; they leave
    /// with the capital that it has accumulated.
    pub fn follow(
        &mut self,
        theta: &PerSector,
        shocks: &mut [Shock],
        starts: &[&Equilibrium],
        settings: &Settings,
    ) -> Result<Vec<Followed>, Lost> {
        let Self { years, benchmarks, levels, capital: accumulation, near, solvers } = self;
        let guess = Settings { tolerance: settings.tolerance.max(GUESS), ..*settings };
        let ones = levels[0].capital.clone();
        let mut followed: Vec<Followed> = Vec::with_capacity(solvers.len());
        // Income and earnings over `K^k` against the baseline path, and capital against the first year.
        let mut against = Flow { income: ones.clone(), earnings: ones.clone() };
        let mut accumulated = ones.clone();
        for (at, (solver, shock)) in solvers.iter_mut().zip(shocks).enumerate() {
            let benchmark = benchmarks[at];
            let mut solve = |shock: &Shock, start: Option<&Equilibrium>, settings: &Settings| {
                let solution = solver.solve(&Problem { theta, shock, start }, settings);
                let (status, info) = (solution.status, solution.info);
                solution.equilibrium.map(|found| (found, info)).ok_or(Lost { at, status, info })
            };
            let mut capital = ones.clone();
            let mut start = starts.get(at).copied();
            let guessed;
            if at > 0 {
                let passed = years[at] - years[at - 1];
                let from = levels[at - 1].net.times(&against);
                let own = shock.factor_supply.clone();
                let mut to = levels[at].guess.times(&against);
                let mut after = accumulation.after(&accumulated, &from, &to, passed);
                capital = ratio(&after, &levels[at].capital);
                // Over a single year, what is invested is known when it begins.
                if passed > 1 {
                    if let Some(near) = near {
                        let step = near[at].over(&near[at - 1]);
                        to = to.times(&step);
                        after = accumulation.after(&accumulated, &from, &to, passed);
                        capital = ratio(&after, &levels[at].capital);
                    }
                    accumulation.supply(&capital, shock);
                    let found = solve(shock, start, if near.is_some() { settings } else { &guess })?;
                    let net = accumulation.net(&accumulation.flow(benchmark, &found.0), &capital);
                    to = levels[at].guess.times(&net);
                    after = accumulation.after(&accumulated, &from, &to, passed);
                    let corrected = ratio(&after, &levels[at].capital);
                    if near.is_some() && is_close(&capital, &corrected) {
                        accumulated = times(&capital, &levels[at].capital);
                        against = net.clone();
                        followed.push(Followed { counterfactual: found.0, info: found.1, capital, net });
                        continue;
                    }
                    guessed = found.0;
                    capital = corrected;
                    start = Some(&guessed);
                    shock.factor_supply = own;
                }
                capital = capital.map(|hat| if (hat - 1.0).abs() < SAME { 1.0 } else { hat });
                accumulated = times(&capital, &levels[at].capital);
                accumulation.supply(&capital, shock);
            }
            let (counterfactual, info) = solve(shock, start, settings)?;
            against = accumulation.net(&accumulation.flow(benchmark, &counterfactual), &capital);
            followed.push(Followed { counterfactual, info, capital, net: against.clone() });
        }
        Ok(followed)
    }
}

fn is_close(guessed: &PerEconomy, corrected: &PerEconomy) -> bool {
    guessed.values().iter().zip(corrected.values()).all(|(a, b)| (a - b).abs() <= CLOSE * b)
}
