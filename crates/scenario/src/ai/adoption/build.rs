//! The `[adoption]` table in a baseline: every economy gets its curve.

use super::catch_up::Rule;
use super::curve::{Curve, Observation};
use super::files;
use super::pillar::{Standing, mean};
use super::relations::{Relations, Tables};
use super::table::{Speed, Table, Target};
use super::{Adopter, Adoption, Basis};
use crate::diagnostic::Fault;
use crate::error::Error;
use crate::select::{Except, Selector, Warnings};
use crate::source::Source;
use comity_data::Baseline;
use comity_model::EconomyId;
use std::collections::HashMap;
use toml::Spanned;

/// No economy is taken to have passed this share of a ceiling that nobody set.
const PASSED: f64 = 0.9;

/// What the scenario's entries set for one economy.
#[derive(Clone, Default)]
struct Set {
    ceiling: Option<Spanned<f64>>,
    speed: Option<Speed>,
    midpoint: Option<f64>,
}

/// Economies whose numbers are not what the scenario or readiness alone would give.
#[derive(Default)]
struct Exceptions {
    raised: Vec<String>,
    no_speed: Vec<String>,
}

impl Adoption {
    pub(crate) fn new(
        baseline: &Baseline,
        table: &Table,
        source: &Source,
        relations: Relations,
    ) -> Result<Self, Error> {
        let selector = Selector::new(baseline);
        let mut warnings = Warnings::new();
        let sets = sets(table, &selector, &mut warnings).map_err(|fault| source.error(fault))?;
        let tables = Tables::shipped(table.measure)?;
        let mut files = Vec::new();
        let mut readiness = HashMap::new();
        if let Some(word) = &table.readiness {
            let read = files::readiness(source, &selector, &tables.codes, word)?;
            readiness.extend(read.rows);
            files.push(read.hash);
        }
        let mut observed = HashMap::new();
        if let Some(word) = &table.observed {
            let (read, hash) = files::observed(source, &selector, &tables.codes, word)?;
            observed = read;
            files.push(hash);
        }

        let mut exceptions = Exceptions::default();
        let mut economies = Vec::with_capacity(baseline.economies.len());
        for (at, economy) in baseline.economies.iter().enumerate() {
            let group = match selector.income_group(EconomyId(at)) {
                group if group.is_empty() => tables.groups.get(&economy.code).cloned().unwrap_or_default(),
                group => group,
            };
            let group = format!("income:{group}");
            let (pillars, readiness_from) = readiness
                .get(&EconomyId(at))
                .map(|&pillars| (pillars, Basis::File))
                .or_else(|| tables.pillars.get(&group).map(|&pillars| (pillars, Basis::Group)))
                .unwrap_or((tables.world(), Basis::World));
            let shipped = |key: &str, basis| tables.observed.get(key).map(|found| (found.clone(), basis));
            let (observations, observed_from) = observed
                .remove(&EconomyId(at))
                .map(|observations| (observations, Basis::File))
                .or_else(|| shipped(&economy.code, Basis::Own))
                .or_else(|| shipped(&group, Basis::Group))
                .or_else(|| shipped("all", Basis::World))
                .unwrap_or((Vec::new(), Basis::Relation));
            // What readiness alone lets expect, until the rest is known.
            let standing = Standing { pillars, shift: 0.0, lag: 0.0 };
            let adopter = Adopter {
                code: economy.code.clone(),
                readiness: pillars,
                readiness_from,
                observations,
                observed_from,
                curve: standing.curve(table.speed.unwrap_or(relations.speed), &relations),
                ceiling_from: Basis::Relation,
                speed_from: if table.speed.is_some() { Basis::Scenario } else { Basis::Parameter },
                midpoint_from: Basis::Relation,
                standing,
            };
            let adopter = adopter.settled(&sets[at], &relations, &mut exceptions);
            economies.push(adopter.map_err(|fault| source.error(fault))?);
        }
        let mut adoption = Self {
            measure: table.measure,
            relations,
            economies,
            files,
            warnings: exceptions.warnings(),
            rules: Vec::new(),
            size: baseline.table.size,
        };
        let latest = adoption.latest().unwrap_or_else(|| tables.latest());
        adoption.follow(table, &selector, latest, &mut warnings).map_err(|fault| source.error(fault))?;
        let warned = warnings.into_iter().map(|(at, warning)| format!("{warning} ({})", source.line_of(at)));
        adoption.warnings.extend(warned);
        Ok(adoption)
    }

    /// When anybody was observed last.
    fn latest(&self) -> Option<f64> {
        let last = self.economies.iter().filter_map(|adopter| adopter.observations.last());
        last.map(|observation| observation.year).max_by(f64::total_cmp)
    }

    /// Has economies be like others, at once or little by little.
    fn follow(
        &mut self,
        table: &Table,
        selector: &Selector,
        latest: f64,
        warnings: &mut Warnings,
    ) -> Result<(), Fault> {
        for rule in &table.catch_ups {
            let from = rule.from.unwrap_or(latest);
            let by = *rule.by.get_ref();
            if by <= from {
                let message = format!("a catch-up by {by} has no time: it begins in {from}");
                return Err(Fault::at(rule.by.span(), message)
                    .hint("it begins with the last observation, unless `from` says otherwise"));
            }
            let except = selector.except(&rule.except, warnings)?;
            let target: Vec<_> =
                self.members(&rule.to, selector)?.iter().map(|adopter| adopter.standing).collect();
            let warned = warnings.len();
            let economies = selector.economies(rule.economies.as_deref(), &except, warnings)?;
            if economies.is_empty() && warnings.len() == warned {
                let message = "this [[adoption.catch_up]] changes nothing: `except` leaves nobody";
                warnings.push((rule.span.start, message.to_owned()));
            }
            self.rules.push(Rule {
                economies,
                closes: rule.closes,
                target: match rule.to {
                    Target::Top => Standing::best(&target),
                    Target::Average(_) => Standing::average(&target),
                },
                share: rule.share,
                from,
                by,
            });
        }
        let Some(equal) = &table.equal else { return Ok(()) };
        let members = self.members(equal, selector)?;
        let standings: Vec<_> = members.iter().map(|adopter| adopter.standing).collect();
        let numbers = |of: fn(&Curve) -> f64| members.iter().map(move |adopter| of(&adopter.curve));
        let highest = |of| numbers(of).fold(f64::NEG_INFINITY, f64::max);
        let (pillars, curve) = match equal {
            Target::Top => (
                Standing::best(&standings).pillars,
                Curve {
                    ceiling: highest(|curve| curve.ceiling),
                    speed: highest(|curve| curve.speed),
                    midpoint: -highest(|curve| -curve.midpoint),
                },
            ),
            Target::Average(_) => (
                Standing::average(&standings).pillars,
                Curve {
                    ceiling: mean(numbers(|curve| curve.ceiling)),
                    speed: mean(numbers(|curve| curve.speed)),
                    midpoint: mean(numbers(|curve| curve.midpoint)),
                },
            ),
        };
        let standing = Standing::of(pillars, &curve, &self.relations);
        for adopter in &mut self.economies {
            let all = Basis::Others;
            (adopter.readiness, adopter.curve, adopter.standing) = (pillars, curve, standing);
            (adopter.readiness_from, adopter.ceiling_from, adopter.speed_from, adopter.midpoint_from) =
                (all, all, all, all);
        }
        Ok(())
    }

    /// The economies that a target is made of.
    fn members(&self, target: &Target, selector: &Selector) -> Result<Vec<&Adopter>, Fault> {
        let Target::Average(words) = target else { return Ok(self.economies.iter().collect()) };
        // Whether nobody is there is an error here, and no warning beside it.
        let members = selector.economies(Some(words), &Except::default(), &mut Warnings::new())?;
        match (members.is_empty(), words.first()) {
            (true, Some(word)) => {
                let message =
                    format!("`{}` is nobody in this baseline, so that nobody can be like it", word.get_ref());
                Err(Fault::at(word.span(), message).hint("name economies that it has, or `top`"))
            }
            _ => Ok(members.iter().map(|economy| &self.economies[economy.0]).collect()),
        }
    }
}

impl Adopter {
    /// The economy with its curve: what the scenario sets, what was observed, and else what readiness lets expect.
    fn settled(
        mut self,
        set: &Set,
        relations: &Relations,
        exceptions: &mut Exceptions,
    ) -> Result<Self, Fault> {
        let last = self.observations.last().copied();
        match (&set.ceiling, last) {
            (Some(ceiling), last) => {
                let (ceiling, span) = (*ceiling.get_ref(), ceiling.span());
                if let (Some(Observation { year, share }), None) = (last, set.midpoint)
                    && share >= ceiling
                {
                    let message = format!(
                        "a ceiling of {ceiling} is not above what `{}` is observed to have reached: {share} in {year}",
                        self.code
                    );
                    return Err(Fault::at(span, message)
                        .hint("raise it, or give a `midpoint` too, which leaves the observation aside"));
                }
                (self.curve.ceiling, self.ceiling_from) = (ceiling, Basis::Scenario);
            }
            (None, Some(Observation { share, .. })) if share > PASSED * self.curve.ceiling => {
                self.curve.ceiling = (share / PASSED).min((1.0 + share) / 2.0);
                self.ceiling_from = Basis::Observed;
                exceptions.raised.push(self.code.clone());
            }
            _ => {}
        }
        match set.speed {
            Some(Speed::Given(speed)) => (self.curve.speed, self.speed_from) = (speed, Basis::Scenario),
            Some(Speed::Observed) => match self.observed_speed() {
                Some(speed) => (self.curve.speed, self.speed_from) = (speed, Basis::Observed),
                None => exceptions.no_speed.push(self.code.clone()),
            },
            None => {}
        }
        match (set.midpoint, last) {
            (Some(midpoint), _) => (self.curve.midpoint, self.midpoint_from) = (midpoint, Basis::Scenario),
            (None, Some(last)) => {
                self.curve = Curve::through(last, self.curve.ceiling, self.curve.speed);
                self.midpoint_from = Basis::Observed;
            }
            // The expected midpoint depends on the speed.
            (None, None) => self.curve.midpoint = self.standing.curve(self.curve.speed, relations).midpoint,
        }
        self.standing = Standing::of(self.readiness, &self.curve, relations);
        Ok(self)
    }

    /// The speed from the first observation to the last, if adoption grew.
    fn observed_speed(&self) -> Option<f64> {
        let (first, last) = (*self.observations.first()?, *self.observations.last()?);
        let grew = first.year < last.year && first.share < last.share && last.share < self.curve.ceiling;
        grew.then(|| Curve::speed_between(first, last, self.curve.ceiling))
    }
}

impl Exceptions {
    fn warnings(self) -> Vec<String> {
        let Self { raised, no_speed } = self;
        let mut warnings = Vec::new();
        if !raised.is_empty() {
            warnings.push(format!(
                "adoption observed in {} is close to the ceiling that readiness lets expect or above it: the ceiling is \
                 raised",
                raised.join(", ")
            ));
        }
        if !no_speed.is_empty() {
            warnings.push(format!(
                "no growth was observed in {}: the speed is that of all others",
                no_speed.join(", ")
            ));
        }
        warnings
    }
}

/// What the scenario's entries set, by economy; later entries override earlier ones.
fn sets(table: &Table, selector: &Selector, warnings: &mut Warnings) -> Result<Vec<Set>, Fault> {
    let everybody = selector.economies(None, &Except::default(), warnings)?;
    let mut sets = vec![Set::default(); everybody.len()];
    for entry in &table.curves {
        let except = selector.except(&entry.except, warnings)?;
        for economy in selector.economies(entry.economies.as_deref(), &except, warnings)? {
            let set = &mut sets[economy.0];
            set.ceiling = entry.ceiling.clone().or(set.ceiling.take());
            set.speed = entry.speed.or(set.speed);
            set.midpoint = entry.midpoint.or(set.midpoint);
        }
    }
    Ok(sets)
}
