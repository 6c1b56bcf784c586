//! The scenario along the baseline path, with the capital that it accumulates itself.

use super::capital::Flow;
use super::stock::{Stock, Way};
use super::{Path, Trend};
use comity_model::{
    Benchmark, Equilibrium, Info, PerEconomy, PerSector, Problem, Settings, Shock, Solver, Status,
};

/// Follows scenarios along one baseline path, one after the other, in memory that it keeps. What it finds does not depend on what it
/// followed before.
pub(crate) struct Follower<'a> {
    way: Way<'a>,
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

/// What the first solve of a year need be solved to, where others follow.
const GUESS: f64 = 1e-7;
/// Solves of a year until its capital counts as it is.
const ROUNDS: usize = 10;

impl<'a> Follower<'a> {
    /// Follows scenarios along a baseline path.
    pub fn new(trend: &'a Trend) -> Self {
        Self::on(Way::new(trend))
    }

    /// Follows scenarios like that of a run along its path, whose last year's world is `last`.
    pub fn along(path: &'a Path, last: &'a Benchmark) -> Self {
        Self::on(Way::along(path, last))
    }

    fn on(way: Way<'a>) -> Self {
        let solvers = way.benchmarks.iter().map(|&benchmark| Solver::new(benchmark)).collect();
        Self { way, solvers }
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
        let Self { way, solvers } = self;
        let mut followed: Vec<Followed> = Vec::with_capacity(solvers.len());
        let mut passed = way.begin();
        for (at, (solver, shock)) in solvers.iter_mut().zip(shocks).enumerate() {
            let mut stock = way.stock(at, &passed);
            let start = starts.get(at).copied();
            let year = solve(solver, theta, shock, start, settings, &mut stock);
            followed.push(year.map_err(|(status, info)| Lost { at, status, info })?);
            passed = stock.pass();
        }
        Ok(followed)
    }
}

/// Solves one year with the capital that follows from it. The shock leaves with that.
pub(crate) fn solve(
    solver: &mut Solver<'_>,
    theta: &PerSector,
    shock: &mut Shock,
    start: Option<&Equilibrium>,
    settings: &Settings,
    stock: &mut Stock<'_>,
) -> Result<Followed, (Status, Info)> {
    let own = shock.factor_supply.clone();
    let mut from: Option<Equilibrium> = None;
    // A solver that does not find capital on its way finds it in rounds, of which the first is a guess.
    let mut exact = stock.found_on_the_way();
    let mut round = 1;
    loop {
        shock.factor_supply.clone_from(&own);
        stock.supply(shock);
        let tolerance = if exact { settings.tolerance } else { settings.tolerance.max(GUESS) };
        let problem = Problem { theta, shock, start: from.as_ref().or(start) };
        let within = Settings { tolerance, ..*settings };
        let mut adjust = |standing: &_| stock.adjust(standing, own.first());
        let solution = solver.solve_adjusting(&problem, &within, &mut adjust);
        let found = solution.equilibrium.ok_or((solution.status, solution.info))?;
        let held = stock.capital.clone();
        let settled = stock.settle(&stock.flow(&found));
        if exact && (settled || round == ROUNDS) {
            stock.capital = held;
            shock.factor_supply = own;
            stock.supply(shock);
            let (capital, net) = (stock.capital.clone(), stock.net.clone());
            return Ok(Followed { counterfactual: found, info: solution.info, capital, net });
        }
        exact = true;
        round += 1;
        from = Some(found);
    }
}
