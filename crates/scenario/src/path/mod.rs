//! Paths: a scenario year by year, as deviations from a world that grows without it.
//!
//! | file | what it does, in the order in which data passes through |
//! |---|---|
//! | `years` | `years` of a scenario |
//! | `growth` | `[growth]`: people and their productivity, by economy and year |
//! | `capital` | how capital accumulates from one year of the path to the next |
//! | `trend` | the baseline path: the world of each year as a benchmark of its own |
//! | `stock` | the capital of a scenario in one year, which depends on how the year turns out |
//! | `follow` | the scenario along it, with the capital that it accumulates itself |
//! | `run` | both, as a run does them |
//! | this file | what a [`Run`](crate::Run) keeps of it |
//!
//! The baseline's table stands for the first year. `docs/paths.md` has the equations and how exact they are.

mod capital;
mod follow;
mod growth;
mod run;
mod stock;
mod trend;
mod years;

pub(crate) use follow::{Follower, Lost, solve as solve_year};
pub(crate) use growth::Growth;
pub(crate) use stock::{Passed, Stock, Way};
pub(crate) use trend::Trend;
pub(crate) use years::Years;

use crate::ai::Split;
use crate::welfare::Welfare;
use capital::{Capital, Flow};
use comity_model::{Benchmark, Equilibrium, Info, Outcome, PerEconomy, Shock};

/// The years before the last one of a run, and how the world grows on its way there.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// Every year but the last, which is the run itself.
    pub earlier: Vec<Year>,
    /// The last year.
    pub last: u16,
    /// The world of every year without the scenario, against that of the first.
    pub levels: Vec<Levels>,
    /// Capital of every year with the scenario against without it.
    pub capital: Vec<PerEconomy>,
    accumulation: Capital,
    /// Real income and earnings of every year with the scenario against without it, over capital to the power of its share.
    nets: Vec<Flow>,
}

/// One year of a path.
#[derive(Debug, Clone, PartialEq)]
pub struct Year {
    /// The year.
    pub year: u16,
    /// The world of that year without the scenario.
    pub benchmark: Benchmark,
    /// The same world with it; its hats are against the benchmark.
    pub counterfactual: Equilibrium,
    /// How it was found.
    pub info: Info,
    /// The changes between the two.
    pub outcome: Outcome,
    /// What the scenario changes, with the capital that has accumulated.
    pub shock: Shock,
    /// Why real income changes, if that was asked for.
    pub welfare: Option<Welfare>,
    /// How much of the change each channel of AI brings, where it was split.
    pub split: Option<Split>,
}

/// The world of one year without the scenario; every number is a hat against the first year.
#[derive(Debug, Clone, PartialEq)]
pub struct Levels {
    /// People who work.
    pub labour: PerEconomy,
    /// What each of them counts for.
    pub productivity: PerEconomy,
    /// Capital.
    pub capital: PerEconomy,
    /// Real income.
    pub real_income: PerEconomy,
    /// Real income and what capital earns, over capital to the power of its share.
    net: Flow,
    /// The same as it was guessed when capital was accumulated until then. Whoever accumulates capital of its own guesses from here, so
    /// that where nothing changes capital is the same to the last bit.
    guess: Flow,
}

impl Path {
    /// What capital adds to the wages that an equilibrium has, where workers own a part of the composite factor.
    pub(crate) fn equipped(&self, capital: &PerEconomy) -> PerEconomy {
        self.accumulation.equipped(capital)
    }

    /// Every year of the path.
    pub fn years(&self) -> impl Iterator<Item = u16> {
        self.earlier.iter().map(|year| year.year).chain([self.last])
    }
}
