//! What one economy accepts of another's rules: single markets, recognition, international standards in common.

use crate::date::Date;
use crate::experiment::Experiment;
use crate::measure::Measure;
use crate::rules::Rules;
use crate::strictest::Strictest;
use std::collections::HashMap;
use std::ptr;

/// Bits by duty, in the order of [`Rules::duties`].
type Duties = u64;
/// Most duties that there is a bit for.
pub(crate) const MOST_DUTIES: usize = Duties::BITS as usize;

/// What each destination accepts of each origin.
#[derive(Debug, Clone)]
pub(crate) struct Accepted {
    economies: usize,
    pairs: Vec<Pair>,
}

/// What a destination accepts of an origin.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Pair {
    /// Both are in one single market: what may be sold in one may be sold in the other.
    pub one_market: bool,
    /// Duties whose assessment by the origin is recognised.
    pub recognised: Duties,
    /// Duties that both lay down with reference to the same international standard.
    pub standard: Duties,
    /// They are in different blocs of an experiment.
    pub apart: bool,
}

impl Pair {
    pub fn is_nothing(self) -> bool {
        self == Self::default()
    }

    /// The least that a duty adds to a burden: nothing, but between blocs that both have the duty.
    pub fn least(self, from: f64, to: f64, apart: f64) -> f64 {
        if self.apart && from > 0.0 && to > 0.0 { apart } else { 0.0 }
    }

    /// The share of a difference that goes.
    pub fn share(self, duty: usize, recognition: f64, standard: f64) -> f64 {
        let has = |duties: Duties, share: f64| if duties >> duty & 1 == 1 { share } else { 0.0 };
        if self.one_market {
            1.0
        } else {
            has(self.recognised, recognition).max(has(self.standard, standard))
        }
    }
}

impl Accepted {
    pub fn on(rules: &Rules, strictest: &Strictest, date: Date, experiment: &Experiment) -> Self {
        let economies = rules.economies().len();
        let mut accepted = Self { economies, pairs: vec![Pair::default(); economies * economies] };
        for (_, members) in rules.unions(date) {
            accepted.among(&members, |pair| pair.one_market = true);
        }
        accepted.agreements(rules, date);
        accepted.recognitions(rules, strictest, date);
        accepted.standards(rules, strictest, date);
        accepted.changed(rules, experiment);
        accepted
    }

    pub fn pair(&self, origin: usize, destination: usize) -> Pair {
        self.pairs[origin * self.economies + destination]
    }

    fn among(&mut self, members: &[usize], accept: impl Fn(&mut Pair)) {
        for &origin in members {
            for &destination in members {
                accept(&mut self.pairs[origin * self.economies + destination]);
            }
        }
    }

    /// What an experiment has economies accept, and what blocs no longer do.
    fn changed(&mut self, rules: &Rules, experiment: &Experiment) {
        let groups = ["data", "pre_market"].map(|group| duties_of(rules, group));
        for members in &experiment.recognitions {
            self.among(members, |pair| pair.recognised |= groups[0] | groups[1]);
        }
        let all = rules.duties().iter().enumerate().fold(0, |all, (duty, _)| all | 1 << duty);
        for members in &experiment.standards {
            self.among(members, |pair| pair.standard |= all);
        }
        let mut bloc = vec![None; self.economies];
        for (number, members) in experiment.blocs.iter().enumerate() {
            members.iter().for_each(|&member| bloc[member] = Some(number));
        }
        for (origin, pairs) in self.pairs.chunks_mut(self.economies.max(1)).enumerate() {
            for (destination, pair) in pairs.iter_mut().enumerate() {
                if bloc[origin].is_some() && bloc[destination].is_some() && bloc[origin] != bloc[destination]
                {
                    *pair = Pair { apart: true, ..Pair::default() };
                }
            }
        }
    }

    /// Agreements in force by which parties accept each other's assessments before sale.
    fn agreements(&mut self, rules: &Rules, date: Date) {
        let before_sale = duties_of(rules, "pre_market");
        for measure in &rules.registry.measures {
            let recognises = measure.openness.iter().any(|word| word == "conformity_recognition");
            if !recognises || measure.is_bill() || !in_force(measure, date) {
                continue;
            }
            // Members of an agreement have dates; parties that a measure names do not.
            let mut parties = rules.standing_for(&measure.jurisdiction, date);
            if parties.is_empty() {
                parties.extend(measure.parties.iter().flat_map(|party| rules.standing_for(party, date)));
            }
            self.among(&parties, |pair| pair.recognised |= before_sale);
        }
    }

    /// Where the strictest measure is one that recognises the origin: what it requires of data if it is about data, and what
    /// it requires before sale otherwise.
    fn recognitions(&mut self, rules: &Rules, strictest: &Strictest, date: Date) {
        let [of_data, before_sale] = ["data", "pre_market"].map(|group| duties_of(rules, group));
        let mut known: HashMap<*const Measure, Vec<usize>> = HashMap::new();
        for destination in 0..self.economies {
            let cells = strictest.of(destination);
            for (duty, &feature) in rules.duties().iter().enumerate() {
                let Some(entry) = cells[feature].1.filter(|entry| !entry.measure.recognises.is_empty())
                else {
                    continue;
                };
                let covered = if entry.measure.kind.starts_with("data") { of_data } else { before_sale };
                if covered >> duty & 1 == 0 {
                    continue;
                }
                let origins = known.entry(ptr::from_ref(entry.measure)).or_insert_with(|| {
                    let partners = entry.measure.recognises.iter().filter(|partner| partner.on(date));
                    partners.flat_map(|partner| rules.standing_for(&partner.code, date)).collect()
                });
                for &origin in origins.iter() {
                    self.pairs[origin * self.economies + destination].recognised |= 1 << duty;
                }
            }
        }
    }

    /// Where the strictest measures of both sides refer to the same international standard.
    fn standards(&mut self, rules: &Rules, strictest: &Strictest, date: Date) {
        let mut standards: HashMap<&str, Vec<Duties>> = HashMap::new();
        for economy in 0..self.economies {
            let cells = strictest.of(economy);
            for (duty, &feature) in rules.duties().iter().enumerate() {
                let Some(entry) = cells[feature].1.filter(|entry| entry.on(date)) else { continue };
                for standard in &entry.measure.standards {
                    let by_economy =
                        standards.entry(plain(standard)).or_insert_with(|| vec![0; self.economies]);
                    by_economy[economy] |= 1 << duty;
                }
            }
        }
        for by_economy in standards.values() {
            for (origin, here) in by_economy.iter().enumerate().filter(|(_, duties)| **duties != 0) {
                let pairs = &mut self.pairs[origin * self.economies..][..self.economies];
                for (pair, there) in pairs.iter_mut().zip(by_economy) {
                    pair.standard |= here & there;
                }
            }
        }
    }
}

/// The international standard that a European or a national one adopts.
fn plain(standard: &str) -> &str {
    match standard.find("ISO") {
        Some(start) => &standard[start..],
        None => standard,
    }
}

fn duties_of(rules: &Rules, group: &str) -> Duties {
    let features = &rules.registry.taxonomy.features;
    let belongs = |(duty, &feature): (usize, &usize)| Duties::from(features[feature].group == group) << duty;
    rules.duties().iter().enumerate().map(belongs).fold(0, |all, one| all | one)
}

fn in_force(measure: &Measure, date: Date) -> bool {
    let from = measure.in_force.or(measure.adopted);
    from.is_some_and(|from| from <= date) && measure.lapsed_or_revoked.is_none_or(|end| date < end)
}
