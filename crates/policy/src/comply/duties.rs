//! What a market asks of a product on a day.

use super::embedded::Library;
use super::facts::Answer;
use super::product::{Product, Risk};
use crate::accepted::Accepted;
use crate::date::Date;
use crate::experiment::Experiment;
use crate::measure::Measure;
use crate::rules::{Entry, Rules};
use crate::strictest::Strictest;
use crate::taxonomy::{Feature, Role};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// One thing that a market asks of the product.
#[derive(Debug, Clone, PartialEq)]
pub struct Duty<'a> {
    /// What is asked.
    pub feature: &'a Feature,
    /// From 1 to 3.
    pub level: u8,
    /// By what.
    pub measure: &'a Measure,
    /// The article; empty where it is not known.
    pub article: &'a str,
    /// Since when.
    pub since: Date,
    /// Yes, or open until facts are given.
    pub answer: Answer,
    /// What about the product brings it within the measure.
    pub because: Vec<String>,
    /// Keys of the product file that could still decide.
    pub open: BTreeSet<&'static str>,
    /// Whether the market accepts here what the home economy did.
    pub recognised: bool,
    /// Relief for small firms in the same measure, from 0 to 3.
    pub relief: u8,
    /// Other measures that ask for it too, no stricter; the price is paid once.
    pub also: Vec<Also<'a>>,
    /// Whether data law asks for work of its own here, beside what other law asks for under the same name.
    pub of_data: bool,
}

/// Another measure that asks for the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Also<'a> {
    /// The measure.
    pub measure: &'a Measure,
    /// The article; empty where it is not known.
    pub article: &'a str,
    /// From 1 to 3.
    pub level: u8,
    /// Since when.
    pub since: Date,
    /// Yes, or open until facts are given.
    pub answer: Answer,
}

impl<'a> From<Duty<'a>> for Also<'a> {
    fn from(duty: Duty<'a>) -> Self {
        let Duty { measure, article, level, since, answer, .. } = duty;
        Self { measure, article, level, since, answer }
    }
}

/// What a market asks, in the order of the taxonomy.
#[derive(Debug, Clone, PartialEq)]
pub struct Duties<'a> {
    /// For each piece of work the strictest that applies and, where stricter, the strictest that may; the others hang on the first.
    pub list: Vec<Duty<'a>>,
}

impl<'a> Duties<'a> {
    /// What applies; with `open`, what may apply too: the strictest of each piece of work that a feature is, of which data law may have one of
    /// its own.
    pub fn of(&self, feature: &str, open: bool) -> impl Iterator<Item = &Duty<'a>> {
        [false, true].into_iter().filter_map(move |of_data| {
            let asked = |duty: &&Duty| {
                duty.feature.id == feature && duty.of_data == of_data && (open || duty.answer == Answer::Yes)
            };
            self.list.iter().filter(asked).max_by_key(|duty| duty.level)
        })
    }
}

/// What a market asks of a product, and whether any of it is left to do.
#[derive(Debug, Clone)]
pub(super) struct Asked<'r> {
    pub duties: Duties<'r>,
    /// The product may not be sold there at all.
    pub barred: bool,
    /// Its rules are those of the home economy.
    pub at_home: bool,
}

impl<'r> Asked<'r> {
    pub fn by(library: &Library, recognition: &Recognition<'r>, product: &Product, market: &str) -> Self {
        let duties = duties(library, recognition, product, market);
        let bans = duties.of("prohibited_practices", false).any(|duty| duty.level >= 2);
        let barred = product.risk(&library.scope) == Some(Risk::Prohibited) && bans;
        let same = one_market(recognition.rules, &product.home, market, recognition.date);
        Self { duties, barred, at_home: !barred && same }
    }

    /// What is left to do: nothing at home, and nothing where nothing may be sold.
    pub fn left(&self) -> Duties<'r> {
        if self.at_home || self.barred { Duties { list: Vec::new() } } else { self.duties.clone() }
    }
}

/// Laws of an economy on a day, those of unions it is a member of included; of a union, its own.
pub(super) fn entries<'r>(rules: &'r Rules<'r>, code: &str, date: Date) -> Vec<&'r Entry<'r>> {
    let mut all: Vec<&Entry> = rules.entries(code).iter().collect();
    if let Some(place) = rules.place(code) {
        for (union, members) in rules.unions(date) {
            if members.contains(&place) && union.code != code {
                all.extend(rules.entries(&union.code));
            }
        }
    }
    all
}

/// Whether what may be sold in one may be sold in the other.
fn one_market(rules: &Rules, one: &str, other: &str, date: Date) -> bool {
    let within = |code: &str, union: &str, members: &[usize]| {
        code == union || rules.place(code).is_some_and(|place| members.contains(&place))
    };
    one == other
        || rules.unions(date).any(|(union, members)| {
            within(one, &union.code, &members) && within(other, &union.code, &members)
        })
}

/// Which features of each market accept what the home economy did.
pub(super) struct Recognition<'r> {
    rules: &'r Rules<'r>,
    accepted: Accepted,
    date: Date,
}

impl<'r> Recognition<'r> {
    pub fn on(rules: &'r Rules<'r>, date: Date) -> Self {
        let none = Experiment::default();
        let strictest = Strictest::on(rules, date, &none, None);
        Self { rules, accepted: Accepted::on(rules, &strictest, date, &none), date }
    }

    /// Assessments before sale, and protection of data that leave: what agreements and adequacy decisions are about.
    fn covers(&self, home: &str, market: &str, feature: usize) -> bool {
        let rules = self.rules;
        let about = &rules.registry.taxonomy.features[feature];
        let within = about.group == "pre_market" || about.id == "cross_border_transfer_conditions";
        // Of a union, any member: what a union accepts holds in all.
        let market = rules.place(market).or_else(|| rules.standing_for(market, self.date).first().copied());
        let duty = rules.duties().iter().position(|&place| place == feature);
        match (rules.place(home), market, duty) {
            (Some(home), Some(market), Some(duty)) if within => {
                self.accepted.pair(home, market).recognised >> duty & 1 == 1
            }
            _ => false,
        }
    }
}

/// What a market asks of a product on a day.
pub(super) fn duties<'r>(
    library: &Library,
    recognition: &Recognition<'r>,
    product: &Product,
    market: &str,
) -> Duties<'r> {
    let Library { scope, costs } = library;
    let Recognition { rules, date, .. } = recognition;
    let all = entries(rules, market, *date);
    let on = |entry: &&&Entry| {
        entry.until.is_none_or(|until| *date < until) && scope.from(product, entry) <= *date
    };
    let now: Vec<&Entry> = all.iter().filter(on).copied().collect();
    let mut list = Vec::new();
    for &feature in rules.duties() {
        let mut found: Vec<Duty> = Vec::new();
        for entry in now.iter().filter(|entry| entry.feature == feature) {
            let mut reach = scope.reach(product, entry.measure, entry.requirement);
            if scope.may_wait(product, entry, *date) {
                reach.and(Answer::Open, "", &["sectors"]);
            }
            if reach.answer != Answer::No {
                found.push(Duty {
                    feature: &rules.registry.taxonomy.features[feature],
                    level: entry.requirement.level,
                    measure: entry.measure,
                    article: &entry.requirement.article,
                    since: scope.from(product, entry),
                    answer: reach.answer,
                    because: reach.because,
                    open: reach.open,
                    recognised: recognition.covers(&product.home, market, feature),
                    relief: relief(rules, &now, entry.measure),
                    also: Vec::new(),
                    of_data: entry.measure.kind.starts_with("data")
                        && costs.apart(&rules.registry.taxonomy.features[feature].id),
                });
            }
        }
        let (of_data, other): (Vec<Duty>, Vec<Duty>) = found.into_iter().partition(|duty| duty.of_data);
        list.extend(strictest(other).into_iter().chain(strictest(of_data)));
    }
    Duties { list }
}

/// The strictest that applies and, where stricter, the strictest that may; the first has the others.
fn strictest(mut found: Vec<Duty<'_>>) -> Vec<Duty<'_>> {
    // Of two as strict as each other, the law of the whole economy; of those, the one the registry has first.
    found.sort_by_key(|duty| Reverse((duty.level, duty.measure.subnational.is_empty())));
    let sure = found.iter().position(|duty| duty.answer == Answer::Yes);
    let mut kept: Vec<Duty<'_>> = sure.map(|at| found.remove(at)).into_iter().collect();
    let level = kept.first().map_or(0, |duty| duty.level);
    let open = found.iter().position(|duty| duty.answer == Answer::Open && duty.level > level);
    kept.extend(open.map(|at| found.remove(at)));
    if let Some(first) = kept.first_mut() {
        first.also = found.into_iter().map(Also::from).collect();
    }
    kept
}

/// The level of relief for small firms in a measure.
fn relief(rules: &Rules, now: &[&Entry], measure: &Measure) -> u8 {
    let features = &rules.registry.taxonomy.features;
    let of = now.iter().filter(|entry| entry.measure.id == measure.id);
    let of = of.filter(|entry| features[entry.feature].role == Role::Relief);
    let of = of.filter(|entry| features[entry.feature].id == "sme_relief");
    of.map(|entry| entry.requirement.level).max().unwrap_or(0)
}
