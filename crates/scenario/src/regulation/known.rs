//! The rules of the registry as sectors and economies of a baseline meet them.

use super::kept::States;
use crate::ai::pairs::Pairs;
use comity_data::Baseline;
use comity_model::{EconomyId, PerEconomy, Size};
use comity_policy::{Date, Draw, Experiment, Registry, Rules, Scopes, Settings};

/// The rules of the registry as sectors and economies of a baseline meet them. Only its economies, and those whose rules others might
/// adopt, are worked with.
#[derive(Debug)]
pub(super) struct Known {
    pub size: Size,
    /// Place among the rules of each economy.
    pub places: Vec<Option<usize>>,
    /// The place among `rules` of those that each sector meets.
    pub scope_of: Vec<usize>,
    /// Of sectors that meet the same measures, each once.
    pub rules: Vec<Rules<'static>>,
    /// All, whatever they cover.
    pub whole: Rules<'static>,
    /// States that were measured before.
    pub states: States,
}

/// Rules on a day.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct State {
    /// The burden of each pair, from 0 to 1, by place among the rules of sectors.
    pub burdens: Vec<Pairs>,
    /// What safeguards are worth, from 0 to 1.
    pub trust: PerEconomy,
}

impl Known {
    /// Of the economies of a baseline and some `others`, by code.
    pub fn new(registry: &'static Registry, baseline: &Baseline, others: &[&str]) -> Self {
        let codes = || baseline.sectors.iter().map(|sector| sector.code.as_str());
        let keep = |code: &str| {
            others.contains(&code) || baseline.economies.iter().any(|economy| economy.code == code)
        };
        let (mut scopes, mut scope_of) = (Vec::new(), Vec::new());
        for code in codes() {
            let scope = Scopes::embedded().of(code, codes());
            let at = scopes.iter().position(|known| *known == scope).unwrap_or_else(|| {
                scopes.push(scope);
                scopes.len() - 1
            });
            scope_of.push(at);
        }
        let whole = Rules::new(registry, Settings::default()).among(keep);
        let rules = scopes.iter().map(|scope| whole.met_by(scope)).collect();
        let places = baseline.economies.iter().map(|economy| whole.place(&economy.code)).collect();
        Self { size: baseline.table.size, places, scope_of, rules, whole, states: States::default() }
    }

    /// Burdens of every pair and the trust of every economy under an experiment, with weights and levels as they are or as drawn.
    pub fn state(&self, date: Date, experiment: &Experiment, draw: Option<Draw>) -> State {
        let burdens = self.rules.iter().map(|rules| {
            let (burdens, economies) = (rules.burdens(date, experiment, draw), rules.economies().len());
            self.pairs(|origin, destination| burdens[origin * economies + destination])
        });
        let by_place = self.whole.trust(date, experiment, draw);
        let mut trust = PerEconomy::zeros(self.size);
        for (at, place) in self.places.iter().enumerate() {
            trust[EconomyId(at)] = place.map_or(0.0, |place| by_place[place]);
        }
        State { burdens: burdens.collect(), trust }
    }

    /// A number of every pair by their places among the rules; 0 for those of which nothing is known.
    fn pairs(&self, of: impl Fn(usize, usize) -> f64) -> Pairs {
        Pairs::between(self.size, |origin, destination| {
            match (self.places[origin.0], self.places[destination.0]) {
                (Some(origin), Some(destination)) => of(origin, destination),
                _ => 0.0,
            }
        })
    }
}
