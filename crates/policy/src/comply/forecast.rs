//! What begins, changes or ends in the twelve months after a day.

use super::duties::entries;
use super::facts::Answer;
use super::product::Product;
use super::scope::Scope;
use crate::date::Date;
use crate::measure::Measure;
use crate::rules::{Entry, Rules};
use crate::taxonomy::Feature;
use serde::Serialize;

/// What happens to duties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Turn {
    Begins,
    Changes,
    Ends,
}

impl Turn {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Begins => "begins",
            Self::Changes => "changes",
            Self::Ends => "ends",
        }
    }
}

/// A day on which a measure asks something else of the product.
#[derive(Debug, Clone, PartialEq)]
pub struct Change<'a> {
    /// The day.
    pub date: Date,
    /// The market.
    pub market: String,
    /// By what.
    pub measure: &'a Measure,
    /// What happens.
    pub turn: Turn,
    /// Whether it reaches the product for sure, or only if open facts say so.
    pub answer: Answer,
    /// Features with their level; of what ends, the last one.
    pub features: Vec<(&'a Feature, u8)>,
}

/// What changes in a market for a product, by day.
pub(super) fn changes<'r>(
    scope: &Scope,
    rules: &'r Rules<'r>,
    product: &Product,
    market: &str,
    date: Date,
) -> Vec<Change<'r>> {
    let end = date.after_months(12);
    let within = |day: Date| date < day && day <= end;
    let all = entries(rules, market, date);
    let same =
        |one: &Entry, other: &Entry| one.measure.id == other.measure.id && one.feature == other.feature;
    let mut found: Vec<Change> = Vec::new();
    for entry in &all {
        let feature = &rules.registry.taxonomy.features[entry.feature];
        let reach = scope.reach(product, entry.measure, entry.requirement);
        if !feature.is_duty() || reach.answer == Answer::No {
            continue;
        }
        let from = scope.from(product, entry);
        let before = all.iter().any(|other| same(entry, other) && other.until == Some(entry.from));
        let after = |until: Date| all.iter().any(|other| same(entry, other) && other.from == until);
        let begins = within(from).then_some((from, if before { Turn::Changes } else { Turn::Begins }));
        let ends =
            entry.until.filter(|until| within(*until) && !after(*until)).map(|until| (until, Turn::Ends));
        for (day, turn) in begins.into_iter().chain(ends) {
            let at = (feature, entry.requirement.level);
            let with = found.iter_mut().find(|change| {
                (change.date, change.turn, change.answer) == (day, turn, reach.answer)
                    && change.measure.id == entry.measure.id
            });
            match with {
                Some(change) => change.features.push(at),
                None => found.push(Change {
                    date: day,
                    market: market.to_owned(),
                    measure: entry.measure,
                    turn,
                    answer: reach.answer,
                    features: vec![at],
                }),
            }
        }
    }
    found
}
