//! When measures begin to apply.

use crate::date::Date;
use crate::jurisdictions::Kind;
use crate::measure::Measure;
use crate::registry::Registry;
use serde::Serialize;

/// A day on which a measure, or a part of it, begins to require something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Start {
    /// The day.
    pub date: Date,
    /// The measure's id.
    pub id: String,
    /// Its title, in English.
    pub title: String,
    /// The code of the economy or union whose it is.
    pub jurisdiction: String,
    /// What begins, where it is a stage that says so.
    pub what: String,
}

impl Start {
    /// Of all measures of economies and unions, the earliest first. Bills begin nothing.
    pub fn of(registry: &Registry) -> Vec<Self> {
        let kind = |measure: &Measure| registry.jurisdictions.find(&measure.jurisdiction).map(|of| of.kind);
        let binds = |measure: &&Measure| {
            !measure.is_bill() && matches!(kind(measure), Some(Kind::Economy | Kind::Union))
        };
        let measures = registry.measures.iter().filter(binds);
        let mut starts: Vec<Self> = measures.flat_map(|measure| starts(measure, registry.as_of())).collect();
        starts.sort_by_key(|start| start.date);
        starts
    }
}

fn starts(measure: &Measure, as_of: Date) -> Vec<Start> {
    let mut dates: Vec<Date> = measure.periods(as_of).iter().map(|period| period.from).collect();
    dates.sort_unstable();
    dates.dedup();
    let start = |date| Start {
        date,
        id: measure.id.clone(),
        title: measure.title.clone(),
        jurisdiction: measure.jurisdiction.clone(),
        what: measure
            .stages
            .iter()
            .find(|stage| stage.from == date)
            .map(|stage| stage.what.clone())
            .unwrap_or_default(),
    };
    dates.into_iter().map(start).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_law_that_applies_piece_by_piece_begins_as_often() {
        let starts = Start::of(Registry::embedded().unwrap());
        let act: Vec<(String, bool)> = starts
            .iter()
            .filter(|start| start.id == "eu-ai-act")
            .map(|start| (start.date.to_string(), start.what.is_empty()))
            .collect();
        let dates = ["2025-02-02", "2025-08-02", "2026-08-02", "2027-12-02", "2028-08-02"];
        assert_eq!(act, dates.map(|date| (date.to_owned(), false)));
        assert!(starts.is_sorted_by_key(|start| start.date));
        let registry = Registry::embedded().unwrap();
        assert!(starts.iter().all(|start| !registry.measure(&start.id).unwrap().is_bill()));
    }
}
