//! What is required where and when, in a form that answers fast.

use crate::date::Date;
use crate::draws::Draw;
use crate::history::Period;
use crate::jurisdictions::{Jurisdiction, Kind, Member};
use crate::measure::{Binding, Measure, Requirement};
use crate::registry::Registry;
use crate::scopes::Scope;
use crate::settings::Settings;
use std::collections::{BTreeSet, HashMap};

/// The measures of a registry by jurisdiction, each level with the time for which it holds and the weight that it has.
#[derive(Debug, Clone)]
pub struct Rules<'r> {
    /// Where they are from.
    pub registry: &'r Registry,
    /// What the method assumes.
    pub settings: Settings,
    /// Economies that have measures, of their own or of a union, in the order of everything that has one number an economy.
    economies: Vec<&'r str>,
    places: HashMap<&'r str, usize>,
    /// Unions whose law is that of their members, with these by the economy's place.
    unions: Vec<(&'r Jurisdiction, Vec<(usize, &'r Member)>)>,
    entries: HashMap<&'r str, Vec<Entry<'r>>>,
    /// Places of the features that are part of distances.
    duties: Vec<usize>,
}

/// A level of one feature for as long as a measure requires it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry<'r> {
    pub measure: &'r Measure,
    pub requirement: &'r Requirement,
    /// The feature's place in the taxonomy.
    pub feature: usize,
    pub from: Date,
    pub until: Option<Date>,
    /// What a level of 1 counts: less than 1 for soft law, bills, parts of an economy and what is not sure.
    pub factor: f64,
    /// How sure the coding is, from 0 to 1.
    pub confidence: f64,
}

impl Entry<'_> {
    pub fn on(&self, date: Date) -> bool {
        self.from <= date && self.until.is_none_or(|until| date < until)
    }

    /// What it requires, counted, with its level as it is or as drawn.
    pub fn stringency_in(&self, draw: Option<Draw>) -> f64 {
        draw.map_or(f64::from(self.requirement.level), |draw| draw.level(self)) * self.factor
    }
}

impl<'r> Rules<'r> {
    /// The rules of a registry.
    pub fn new(registry: &'r Registry, settings: Settings) -> Self {
        let mut entries: HashMap<&str, Vec<Entry>> = HashMap::new();
        let features: HashMap<&str, usize> = registry
            .taxonomy
            .features
            .iter()
            .enumerate()
            .map(|(place, feature)| (feature.id.as_str(), place))
            .collect();
        for measure in &registry.measures {
            let kind = registry.jurisdictions.find(&measure.jurisdiction).map(|one| one.kind);
            if !matches!(kind, Some(Kind::Economy | Kind::Union)) {
                continue;
            }
            let confidence = registry.taxonomy.confidence.get(&measure.confidence).copied().unwrap_or(1.0);
            let factor = confidence * force(measure, settings) * part(measure, registry);
            let of = entries.entry(&measure.jurisdiction).or_default();
            for period in measure.periods(registry.taxonomy.as_of) {
                let Some(&feature) = features.get(period.requirement.feature.as_str()) else { continue };
                let Period { requirement, from, until } = period;
                of.push(Entry { measure, requirement, feature, from, until, factor, confidence });
            }
        }
        let ruling = |one: &&Jurisdiction| one.kind == Kind::Union && entries.contains_key(one.code.as_str());
        let unions: Vec<&Jurisdiction> = registry.jurisdictions.iter().filter(ruling).collect();
        let has_rules = |one: &&Jurisdiction| {
            let member = |union: &&Jurisdiction| union.members.iter().any(|member| member.code == one.code);
            one.kind == Kind::Economy
                && (entries.contains_key(one.code.as_str()) || unions.iter().any(member))
        };
        let mut economies: Vec<&str> =
            registry.jurisdictions.iter().filter(has_rules).map(|one| one.code.as_str()).collect();
        economies.sort_unstable();
        let duties = registry.taxonomy.features.iter().enumerate();
        let duties = duties.filter(|(_, feature)| feature.is_duty()).map(|(place, _)| place).collect();
        let unions = unions.into_iter().map(|union| (union, Vec::new())).collect();
        let none = HashMap::new();
        Self { registry, settings, economies, places: none, unions, entries, duties }.placed()
    }

    /// The same rules as firms of a sector meet them: those of measures that cover it. Economies and their places stay.
    pub fn met_by(&self, scope: &Scope) -> Self {
        let met = |entries: &Vec<Entry<'r>>| {
            entries.iter().filter(|entry| scope.has(entry.measure)).copied().collect()
        };
        Self {
            registry: self.registry,
            settings: self.settings,
            economies: self.economies.clone(),
            places: self.places.clone(),
            unions: self.unions.clone(),
            entries: self.entries.iter().map(|(&code, entries)| (code, met(entries))).collect(),
            duties: self.duties.clone(),
        }
    }

    /// The same rules for some economies alone, which takes less time than for all. What holds between two of them stays, but for the way
    /// over others that heterogeneity counts.
    pub fn among(mut self, keep: impl Fn(&str) -> bool) -> Self {
        self.economies.retain(|code| keep(code));
        self.placed()
    }

    /// With the places of its economies, alone and as members of unions.
    fn placed(mut self) -> Self {
        self.places = self.economies.iter().enumerate().map(|(place, &code)| (code, place)).collect();
        for (union, members) in &mut self.unions {
            let placed = |member: &'r Member| Some((self.places.get(member.code.as_str()).copied()?, member));
            *members = union.members.iter().filter_map(placed).collect();
        }
        self
    }

    /// Codes of the economies that have measures, of their own or of a union, in order.
    pub fn economies(&self) -> &[&'r str] {
        &self.economies
    }

    /// The place of an economy among [`economies`](Self::economies).
    pub fn place(&self, code: &str) -> Option<usize> {
        self.places.get(code).copied()
    }

    /// Places of the features that are part of distances: duties that sellers meet in the market.
    pub fn duties(&self) -> &[usize] {
        &self.duties
    }

    /// The entries of a jurisdiction's own measures.
    pub(crate) fn entries(&self, code: &str) -> &[Entry<'r>] {
        self.entries.get(code).map_or(&[], Vec::as_slice)
    }

    /// Ids of the measures of its economies and of unions that require something on a day.
    pub(crate) fn in_force(&self, date: Date) -> BTreeSet<&'r str> {
        let unions = self.unions.iter().map(|(union, _)| union.code.as_str());
        let codes = self.economies.iter().copied().chain(unions);
        let entries = codes.flat_map(|code| self.entries(code)).filter(|entry| entry.on(date));
        entries.map(|entry| entry.measure.id.as_str()).collect()
    }

    /// The unions with measures, and the places of those who are members on a day.
    pub(crate) fn unions(&self, date: Date) -> impl Iterator<Item = (&'r Jurisdiction, Vec<usize>)> {
        self.unions.iter().map(move |(union, members)| {
            (*union, members.iter().filter(|(_, member)| member.on(date)).map(|&(place, _)| place).collect())
        })
    }

    /// The economies that a code stands for on a day: itself, or the members of what it names.
    pub(crate) fn standing_for(&self, code: &str, date: Date) -> Vec<usize> {
        if let Some(place) = self.place(code) {
            return vec![place];
        }
        let members = self.registry.jurisdictions.find(code).map_or(&[][..], |one| &one.members);
        // A union within an agreement has members that are economies, and there the nesting ends.
        let inner = |code: &str| {
            let found = self.registry.jurisdictions.find(code).filter(|one| one.kind == Kind::Union);
            found.map_or(&[][..], |one| &one.members)
        };
        let on = |members: &'r [Member]| members.iter().filter(move |member| member.on(date));
        on(members)
            .flat_map(|member| std::iter::once(member).chain(on(inner(&member.code))))
            .filter_map(|member| self.place(&member.code))
            .collect()
    }
}

/// What a measure counts by its force.
fn force(measure: &Measure, settings: Settings) -> f64 {
    let bill = if measure.is_bill() { settings.bills } else { 1.0 };
    bill * if measure.binding == Binding::Soft { settings.soft } else { 1.0 }
}

/// The share of the economy that a measure holds in.
fn part(measure: &Measure, registry: &Registry) -> f64 {
    if measure.subnational.is_empty() {
        return 1.0;
    }
    registry.jurisdictions.find(&measure.subnational).and_then(|unit| unit.share).unwrap_or(0.0)
}
