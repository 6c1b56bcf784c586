//! Rules in a scenario: how the burden of selling under other rules changes, and what that costs.
//!
//! | file | what it does |
//! |---|---|
//! | `table` | `[regulation]`, as it is written |
//! | `measures` | the registry that it is about |
//! | `meet` | what that means for the economies of a baseline and the measures of the registry |
//! | `known` | the rules of the registry as sectors and economies of a baseline meet them |
//! | `kept` | what scenarios on the same baseline share of that |
//! | `convergence` | what converging rules are worth, by pair, feature and coalition |
//! | `behind` | which measures and articles are behind a change |
//! | `tables` | that as a table |
//! | `trade` | the trade of a baseline, as weights of pairs |
//! | `pictures` | how far rules lie apart before and after, as a report draws it |
//! | `outcome` | what a run says of rules: burdens, trust, and what differences cost every economy |
//!
//! Iceberg costs: `ln kappa_nij = lambda AI_j (burden'_inj - burden_inj)`, with `AI_j` how much of what a sector sells meets rules and
//! the burden that of measures that cover the sector. What safeguards are worth moves trust, and with it the ceiling of adoption. Sales within
//! an economy never change. `docs/regulation.md` has all of it.

mod behind;
mod convergence;
mod kept;
mod known;
mod measures;
mod meet;
mod outcome;
mod pictures;
mod table;
mod tables;
mod trade;

pub use behind::{Behind, Law};
pub use convergence::{Convergence, FeatureWorth, Joined, PART, PairWorth, World};
pub(crate) use kept::Kept;
pub use measures::Measures;
pub use outcome::{Economy, Outcome};
pub use pictures::{Apart, Changed, Pictures};
pub(crate) use table::Table;
pub use trade::fragmentation;

use crate::ai::pairs::Pairs;
use comity_model::{EconomyId, PerEconomy, SectorId};
use comity_policy::{Date, Draw, Experiment, Registry};
use known::{Known, State};
use std::sync::Arc;

/// The rules of a scenario beside those of its benchmark.
#[derive(Debug, Clone)]
pub struct Regulation {
    /// The day whose rules hold in the scenario.
    pub date: Date,
    /// The day whose rules the benchmark has.
    pub against: Date,
    /// Economies of the baseline of whose rules nothing is known, which nothing changes.
    pub unknown: Vec<String>,
    /// What the user may not have meant.
    pub warnings: Vec<String>,
    experiment: Arc<Experiment>,
    /// How much of the way from the state before to the one that the experiment leads to is gone, from 0 to 1.
    share: f64,
    known: Arc<Known>,
    before: Arc<State>,
    after: Arc<State>,
}

impl PartialEq for Regulation {
    /// What is known is known of the baseline, and what it comes to is in the states.
    fn eq(&self, other: &Self) -> bool {
        (self.date, self.against) == (other.date, other.against)
            && (&self.before, &self.after) == (&other.before, &other.after)
    }
}

impl Regulation {
    /// The burden of selling from an economy to another in a sector, before the scenario and after, from 0 to 1.
    pub fn burden(&self, sector: SectorId, origin: EconomyId, destination: EconomyId) -> [f64; 2] {
        let scope = self.known.scope_of[sector.0];
        [&self.before, &self.after].map(|state| state.burdens[scope].of(origin, destination))
    }

    /// What safeguards are worth in each economy, from 0 to 1, before the scenario and after.
    pub fn trust(&self) -> [&PerEconomy; 2] {
        [&self.before.trust, &self.after.trust]
    }

    /// The measures that it is about, with features and jurisdictions.
    pub fn registry(&self) -> &'static Registry {
        self.known.whole.registry
    }

    /// The year from which on its rules hold.
    pub fn from(&self) -> u16 {
        self.date.year()
    }

    /// Whether any burden is another.
    pub(crate) fn changes_burdens(&self) -> bool {
        self.before.burdens != self.after.burdens
    }

    /// Whether safeguards are worth more or less anywhere.
    pub(crate) fn changes_trust(&self) -> bool {
        self.before.trust != self.after.trust
    }

    /// The change of the burden of every pair in sectors that meet the same measures, with whether each sector is one of those.
    pub(crate) fn changes(&self) -> impl Iterator<Item = (Vec<bool>, Vec<f64>)> + '_ {
        self.before.burdens.iter().zip(&self.after.burdens).enumerate().map(|(scope, (before, after))| {
            let of = self.known.scope_of.iter().map(|&of| of == scope).collect();
            let change = after.values().iter().zip(before.values()).map(|(after, before)| after - before);
            (of, change.collect())
        })
    }

    /// The same change of rules where weights and levels of the registry are those of a draw, before the scenario and after.
    pub(crate) fn drawn(&self, draw: Draw) -> Self {
        let state = |date, experiment: &Experiment| Arc::new(self.known.state(date, experiment, Some(draw)));
        let before = state(self.against, &Experiment::default());
        let after = before.towards(state(self.date, &self.experiment), self.share);
        self.step(before, after)
    }

    /// The step from one state of rules to another.
    fn step(&self, before: Arc<State>, after: Arc<State>) -> Self {
        Self { before, after, ..self.clone() }
    }

    /// The step from a state to one without any burden between economies and the same trust.
    fn without_burdens(&self, state: &Arc<State>) -> Self {
        let none = state.burdens.iter().map(Pairs::none).collect();
        let after = State { burdens: none, trust: state.trust.clone() };
        self.step(Arc::clone(state), Arc::new(after))
    }
}

impl State {
    /// What lies between this state and another, a share of the way from this one.
    fn towards(&self, other: Arc<Self>, share: f64) -> Arc<Self> {
        if share == 1.0 {
            return other;
        }
        let between = |from: f64, to: f64| from + share * (to - from);
        let burdens = self.burdens.iter().zip(&other.burdens);
        let mut trust = self.trust.clone();
        trust
            .values_mut()
            .iter_mut()
            .zip(other.trust.values())
            .for_each(|(from, to)| *from = between(*from, *to));
        Arc::new(Self { burdens: burdens.map(|(from, to)| from.with(to, between)).collect(), trust })
    }
}
