//! From when to when each part of a measure applies.

use crate::date::Date;
use crate::measure::{Binding, Measure, Requirement, Status};

/// A level of one feature for as long as it stays the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period<'a> {
    /// Feature, level and article.
    pub requirement: &'a Requirement,
    /// The first day.
    pub from: Date,
    /// The first day on which it no longer holds.
    pub until: Option<Date>,
}

impl Period<'_> {
    /// Whether it holds on a day.
    pub fn on(&self, date: Date) -> bool {
        self.from <= date && self.until.is_none_or(|until| date < until)
    }
}

impl Measure {
    /// Whether it requires nothing of anybody yet: a bill, law that nobody is bound by, or what never became law.
    pub fn is_bill(&self) -> bool {
        let never_began = self.in_force.is_none() && self.applies_from.is_none() && self.stages.is_empty();
        match (self.status, self.binding) {
            (Status::Proposed, _) | (_, Binding::Bill) => true,
            // Ended without ever having entered into force: a bill that failed, or a law repealed before its day.
            (Status::Adopted | Status::Lapsed | Status::Repealed, Binding::Hard) => never_began,
            (Status::Lapsed | Status::Repealed, Binding::Soft) => never_began && self.adopted.is_none(),
            _ => false,
        }
    }

    /// The day from which on what no stage names applies; of a bill, the day on which it might.
    pub fn applies(&self, as_of: Date) -> Option<Date> {
        let final_day = self.applies_from.or(self.in_force);
        if self.is_bill() { Some(final_day.unwrap_or(as_of)) } else { final_day.or(self.adopted) }
    }

    /// Every level that it ever requires, with the time for which it does. `as_of` is the day to which the registry is kept:
    /// a bill of which nobody knows when it will apply is reckoned with from then on.
    pub fn periods(&self, as_of: Date) -> Vec<Period<'_>> {
        let mut periods = Vec::new();
        let mut features: Vec<&str> = Vec::new();
        let named = self.stages.iter().flat_map(|stage| &stage.features).chain(&self.features);
        for Requirement { feature, .. } in named {
            if !features.contains(&feature.as_str()) {
                features.push(feature);
                periods.extend(self.periods_of(feature, as_of));
            }
        }
        let begun = |period: &Period| self.lapsed_or_revoked.is_none_or(|end| period.from < end);
        periods.retain(|period| period.requirement.level > 0 && begun(period));
        for period in &mut periods {
            period.until = [period.until, self.lapsed_or_revoked].into_iter().flatten().min();
        }
        periods
    }

    /// The levels of one feature after each other: those of stages, or else the one that applies with the rest.
    fn periods_of<'a>(&'a self, feature: &str, as_of: Date) -> Vec<Period<'a>> {
        let find =
            |features: &'a [Requirement]| features.iter().find(|requirement| requirement.feature == feature);
        let staged = self.stages.iter().filter_map(|stage| Some((stage.from, find(&stage.features)?)));
        let mut changes: Vec<(Date, &Requirement)> = staged.collect();
        if changes.is_empty() {
            changes.extend(self.applies(as_of).zip(find(&self.features)));
        }
        let ends = changes.iter().skip(1).map(|&(from, _)| Some(from)).chain([None]);
        let period = |(&(from, requirement), until)| Period { requirement, from, until };
        changes.iter().zip(ends).map(period).collect()
    }
}
