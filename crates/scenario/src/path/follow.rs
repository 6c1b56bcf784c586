//! The scenario along the baseline path, with the capital that it accumulates itself.

use super::capital::{Flow, ratio, times};
use super::trend::Trend;
use comity_model::{Equilibrium, Info, PerEconomy, PerSector, Problem, Settings, Shock, Solver, Status};

/// Follows scenarios along one baseline path, one after the other, in memory that it keeps. What it finds does not depend on what it
/// followed before.
pub(crate) struct Follower<'a> {
    trend: &'a Trend,
    solvers: Vec<Solver<'a>>,
}

/// A scenario in one year.
#[derive(Debug, Clone)]
pub(crate) struct Followed {
    pub counterfactual: Equilibrium,
    pub info: Info,
    /// Its capital against that of the baseline path.
    pub capital: PerEconomy,
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
/// A guess of capital as good as this needs no second solve.
const SAME: f64 = 1e-13;

impl<'a> Follower<'a> {
    pub fn new(trend: &'a Trend) -> Self {
        Self { trend, solvers: trend.benchmarks.iter().map(Solver::new).collect() }
    }

    /// Solves every year from its own benchmark. `shocks` are what the scenario does in each; they leave with the capital that it has
    /// accumulated.
    pub fn follow(
        &mut self,
        theta: &PerSector,
        shocks: &mut [Shock],
        settings: &Settings,
    ) -> Result<Vec<Followed>, Lost> {
        let Self { trend, solvers } = self;
        let guess = Settings { tolerance: settings.tolerance.max(GUESS), ..*settings };
        let ones = trend.levels[0].capital.clone();
        let mut followed: Vec<Followed> = Vec::with_capacity(solvers.len());
        // Income and earnings against the baseline path, and capital against the first year.
        let mut against = Flow { income: ones.clone(), earnings: ones.clone() };
        let mut accumulated = ones.clone();
        for (at, (solver, shock)) in solvers.iter_mut().zip(shocks).enumerate() {
            let benchmark = &trend.benchmarks[at];
            let mut solve = |shock: &Shock, start: Option<&Equilibrium>, settings: &Settings| {
                let solution = solver.solve(&Problem { theta, shock, start }, settings);
                let (status, info) = (solution.status, solution.info);
                solution.equilibrium.map(|found| (found, info)).ok_or(Lost { at, status, info })
            };
            let (mut capital, mut start) = (ones.clone(), None);
            if at > 0 {
                let passed = trend.years.all()[at] - trend.years.all()[at - 1];
                let from = trend.flow(at - 1).times(&against);
                let own = shock.factor_supply.clone();
                let mut to = trend.flow(at).times(&against);
                let mut after = trend.capital.after(&accumulated, &from, &to, passed);
                capital = ratio(&after, &trend.levels[at].capital);
                // Over a single year, what is invested is known when it begins.
                if passed > 1 {
                    trend.capital.supply(&capital, shock);
                    let (guessed, _) = solve(shock, None, &guess)?;
                    to = trend.flow(at).times(&trend.capital.flow(benchmark, &guessed));
                    after = trend.capital.after(&accumulated, &from, &to, passed);
                    capital = ratio(&after, &trend.levels[at].capital);
                    start = Some(guessed);
                    shock.factor_supply = own;
                }
                capital = capital.map(|hat| if (hat - 1.0).abs() < SAME { 1.0 } else { hat });
                accumulated = times(&capital, &trend.levels[at].capital);
                trend.capital.supply(&capital, shock);
            }
            let (counterfactual, info) = solve(shock, start.as_ref(), settings)?;
            against = trend.capital.flow(benchmark, &counterfactual);
            followed.push(Followed { counterfactual, info, capital });
        }
        Ok(followed)
    }
}
