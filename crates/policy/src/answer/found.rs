//! Finding measures.

use crate::date::Date;
use crate::measure::Measure;
use crate::registry::Registry;
use crate::search::Index;
use serde::Serialize;
use std::ops::Deref;

/// A measure that a search found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Found {
    /// What everything calls it.
    pub id: String,
    /// The code of the economy, union or body whose measure it is.
    pub jurisdiction: String,
    /// Its title, in English.
    pub title: String,
    /// Where it is published.
    pub official_ref: String,
    /// Where it stands on the day to which the registry is kept: `in_force`, `adopted`, `proposed`, `repealed` or `lapsed`.
    pub status: String,
}

impl From<&Measure> for Found {
    fn from(measure: &Measure) -> Self {
        Self {
            id: measure.id.clone(),
            jurisdiction: measure.jurisdiction.clone(),
            title: measure.title.clone(),
            official_ref: measure.official_ref.clone(),
            status: measure.status.word().to_owned(),
        }
    }
}

/// What measures are looked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Words, or their beginnings, that must all occur; any measure without words.
    pub words: String,
    /// The code of whose measure it must be.
    pub jurisdiction: Option<String>,
    /// A day on which it must require something.
    pub at: Option<Date>,
}

impl Query {
    /// The measures, the best first, or without words in the order of the registry.
    pub fn find<'i, R: Deref<Target = Registry>>(&self, index: &'i Index<R>) -> Vec<&'i Measure> {
        let registry = index.registry();
        let mut found: Vec<&Measure> = if self.words.trim().is_empty() {
            registry.measures.iter().collect()
        } else {
            index.find(&self.words)
        };
        if let Some(code) = &self.jurisdiction {
            found.retain(|measure| measure.jurisdiction == *code || measure.subnational == *code);
        }
        if let Some(at) = self.at {
            let on = |measure: &Measure| {
                measure
                    .periods(registry.as_of())
                    .iter()
                    .any(|period| period.from <= at && period.until.is_none_or(|until| at < until))
            };
            found.retain(|measure| on(measure));
        }
        found
    }
}
