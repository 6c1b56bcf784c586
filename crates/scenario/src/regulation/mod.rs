//! Rules in a scenario: how the burden of selling under other rules changes, and what that costs.
//!
//! | file | what it does |
//! |---|---|
//! | `table` | `[regulation]`, as it is written |
//! | `meet` | what that means for the economies of a baseline and the measures of the registry |
//! | `behind` | which measures and articles are behind a change |
//! | `outcome` | what a run says of rules: burdens, trust, and what differences cost every economy |
//!
//! Iceberg costs: `ln kappa_nij = lambda AI_j (burden'_inj - burden_inj)`, with `AI_j` how much of what a sector sells meets rules and
//! the burden that of measures that cover the sector. What safeguards are worth moves trust, and with it the ceiling of adoption. Sales within
//! an economy never change. `docs/regulation.md` has all of it.

mod behind;
mod meet;
mod outcome;
mod table;

pub use behind::Behind;
pub use outcome::{Economy, Outcome};
pub(crate) use table::Table;

use crate::ai::pairs::Pairs;
use comity_model::{EconomyId, PerEconomy, SectorId};
use comity_policy::{Date, Experiment};

/// The rules of a scenario beside those of its benchmark.
#[derive(Debug, Clone, PartialEq)]
pub struct Regulation {
    /// The day whose rules hold in the scenario.
    pub date: Date,
    /// The day whose rules the benchmark has.
    pub against: Date,
    /// Economies of the baseline of whose rules nothing is known, which nothing changes.
    pub unknown: Vec<String>,
    /// What the user may not have meant.
    pub warnings: Vec<String>,
    experiment: Experiment,
    /// Sectors that meet the same measures, each once.
    scopes: Vec<Burdens>,
    /// Which of those each sector is of.
    scope_of: Vec<usize>,
    /// Place in the registry of each economy.
    places: Vec<Option<usize>>,
    trust: [PerEconomy; 2],
}

/// The burden of each pair before and after, from 0 to 1.
#[derive(Debug, Clone, PartialEq)]
struct Burdens {
    before: Pairs,
    after: Pairs,
}

impl Regulation {
    /// The burden of selling from an economy to another in a sector, before the scenario and after, from 0 to 1.
    pub fn burden(&self, sector: SectorId, origin: EconomyId, destination: EconomyId) -> [f64; 2] {
        let Burdens { before, after } = &self.scopes[self.scope_of[sector.0]];
        [before.of(origin, destination), after.of(origin, destination)]
    }

    /// What safeguards are worth in each economy, from 0 to 1, before the scenario and after.
    pub fn trust(&self) -> [&PerEconomy; 2] {
        [&self.trust[0], &self.trust[1]]
    }

    /// The year from which on its rules hold.
    pub fn from(&self) -> u16 {
        self.date.year()
    }

    /// Whether any burden is another.
    pub(crate) fn changes_burdens(&self) -> bool {
        self.scopes.iter().any(|scope| scope.before != scope.after)
    }

    /// Whether safeguards are worth more or less anywhere.
    pub(crate) fn changes_trust(&self) -> bool {
        self.trust[0] != self.trust[1]
    }

    /// The change of the burden of every pair in sectors that meet the same measures, with whether each sector is one of those.
    pub(crate) fn changes(&self) -> impl Iterator<Item = (Vec<bool>, Vec<f64>)> + '_ {
        self.scopes.iter().enumerate().map(|(number, Burdens { before, after })| {
            let of = self.scope_of.iter().map(|&scope| scope == number).collect();
            let change = after.values().iter().zip(before.values()).map(|(after, before)| after - before);
            (of, change.collect())
        })
    }

    /// The same rules, had the scenario no burdens at all between economies; trust stays as it is before.
    pub(crate) fn without_burdens(&self) -> Self {
        let mut without = self.clone();
        for scope in &mut without.scopes {
            scope.after = scope.after.none();
        }
        without.trust[1] = without.trust[0].clone();
        without
    }
}
