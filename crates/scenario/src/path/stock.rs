//! The capital of a scenario in one year, which depends on how the year turns out, and the way along a path on which it accumulates.

use super::capital::{Capital, Flow, ratio, times};
use super::{Levels, Path, Trend};
use comity_model::{Adjustment, Benchmark, Equilibrium, PerEconomy, Shock, Standing};

/// Capital closer to that of the baseline path than this is the same.
const SAME: f64 = 1e-13;
/// Capital that is as near to what follows from the year that it leads to need not change.
const SETTLED: f64 = 1e-9;

/// A baseline path, for scenarios along it.
pub(crate) struct Way<'a> {
    pub years: Vec<u16>,
    pub benchmarks: Vec<&'a Benchmark>,
    levels: &'a [Levels],
    capital: &'a Capital,
    /// A scenario near those to come, from which the next year is guessed.
    near: Option<&'a [Flow]>,
}

/// How a scenario stands at the end of a year.
#[derive(Debug, Clone)]
pub(crate) struct Passed {
    /// Income and earnings over `K^k` against the baseline path.
    against: Flow,
    /// Capital against the first year.
    accumulated: PerEconomy,
}

/// Capital in the making.
pub(crate) struct Stock<'a> {
    way: &'a Way<'a>,
    at: usize,
    before: &'a Passed,
    /// Against the baseline path.
    pub capital: PerEconomy,
    /// Income and earnings over `K^k`, likewise, as they were seen last.
    pub net: Flow,
}

impl<'a> Way<'a> {
    /// A path that is being made.
    pub fn new(trend: &'a Trend) -> Self {
        let benchmarks = trend.benchmarks.iter().collect();
        let years = trend.years.all().to_vec();
        Self { years, benchmarks, levels: &trend.levels, capital: &trend.accumulation, near: None }
    }

    /// That of a run, whose last year's world is `last`.
    pub fn along(path: &'a Path, last: &'a Benchmark) -> Self {
        let benchmarks = path.earlier.iter().map(|year| &year.benchmark).chain([last]).collect();
        let years = path.years().collect();
        Self { years, benchmarks, levels: &path.levels, capital: &path.accumulation, near: Some(&path.nets) }
    }

    /// Where a scenario begins.
    pub fn begin(&self) -> Passed {
        let ones = &self.levels[0].capital;
        let against = Flow { income: ones.clone(), earnings: ones.clone() };
        Passed { against, accumulated: ones.clone() }
    }

    /// Whether what a year brings decides about its own capital: over a single year, what is invested is known when it begins.
    pub fn depends(&self, at: usize) -> bool {
        self.passed(at) > 1
    }

    fn passed(&self, at: usize) -> u16 {
        at.checked_sub(1).map_or(0, |before| self.years[at] - self.years[before])
    }

    /// A guess of the capital of a year: income and earnings stay against the baseline path as they are, or move as in a scenario nearby.
    pub fn stock(&'a self, at: usize, before: &'a Passed) -> Stock<'a> {
        let mut net = before.against.clone();
        if let Some(near) = self.near.filter(|_| self.depends(at)) {
            net = net.times(&near[at].over(&near[at - 1]));
        }
        let capital = self.levels[0].capital.clone();
        let mut stock = Stock { way: self, at, before, capital, net };
        stock.capital = stock.after();
        stock
    }
}

impl Stock<'_> {
    /// Capital against the baseline path, after what has been seen of the year.
    fn after(&self) -> PerEconomy {
        let Way { levels, capital, .. } = self.way;
        let passed = self.way.passed(self.at);
        if passed == 0 {
            return levels[0].capital.clone();
        }
        let from = levels[self.at - 1].net.times(&self.before.against);
        let to = levels[self.at].guess.times(&self.net);
        let after = capital.after(&self.before.accumulated, &from, &to, passed);
        let hats = ratio(&after, &levels[self.at].capital);
        hats.map(|hat| if (hat - 1.0).abs() < SAME { 1.0 } else { hat })
    }

    /// Takes note of what the year brings with the capital as it is, which becomes what follows from it; whether it was that before.
    pub fn settle(&mut self, flow: &Flow) -> bool {
        self.net = self.way.capital.net(flow, &self.capital);
        if !self.way.depends(self.at) {
            return true;
        }
        let after = self.after();
        let mut pairs = self.capital.values().iter().zip(after.values());
        let settled = pairs.all(|(held, after)| (held - after).abs() <= SETTLED * after);
        self.capital = after;
        settled
    }

    /// The same on the way to the solution: by what the quantity of the factor, which the scenario itself multiplies by `own`, is to be
    /// multiplied now.
    pub fn adjust(&mut self, standing: &Standing, own: Option<&PerEconomy>) -> Option<Adjustment> {
        let flow = self.way.capital.standing(self.way.benchmarks[self.at], standing);
        let settled = self.settle(&flow);
        let more = self.way.capital.equipped(&self.capital);
        let supply = own.map_or_else(|| more.clone(), |own| times(own, &more));
        self.way.depends(self.at).then_some(Adjustment { supply, settled })
    }

    /// Whether a solver finds this capital on its way: it need not where capital does not depend on the year, and cannot where the model
    /// is not the plain one.
    pub fn found_on_the_way(&self) -> bool {
        !self.way.depends(self.at) || self.way.benchmarks[self.at].assumptions.is_none()
    }

    /// Changes the quantity of capital in a shock.
    pub fn supply(&self, shock: &mut Shock) {
        self.way.capital.supply(&self.capital, shock);
    }

    /// What the year brings at an equilibrium.
    pub fn flow(&self, equilibrium: &Equilibrium) -> Flow {
        self.way.capital.flow(self.way.benchmarks[self.at], equilibrium)
    }

    /// How the scenario stands when the year has passed.
    pub fn pass(&self) -> Passed {
        let accumulated = times(&self.capital, &self.way.levels[self.at].capital);
        Passed { against: self.net.clone(), accumulated }
    }
}
