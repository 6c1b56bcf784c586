//! The dates of a row: what stands in their columns, or in one of which another column says what happened.

use super::days::Exact;
use super::mapping::Field;
use crate::date::Date;
use crate::measure::Status;
use std::collections::BTreeMap;

/// The fields that are dates.
pub(super) const DATES: [Field; 5] =
    [Field::Introduced, Field::Adopted, Field::InForce, Field::AppliesFrom, Field::LapsedOrRevoked];

/// The dates of a row, each with how exactly it is known and what the row says.
#[derive(Debug, Default)]
pub(super) struct Dates(BTreeMap<Field, (Date, Exact, String)>);

impl Dates {
    /// A date of its own column counts before one of an event.
    pub fn add(&mut self, field: Field, date: Date, exact: Exact, text: &str) {
        self.0.entry(field).or_insert_with(|| (date, exact, text.trim().to_owned()));
    }

    pub fn get(&self, field: Field) -> Option<Date> {
        self.0.get(&field).map(|(date, ..)| *date)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn exact(&self) -> Option<Exact> {
        self.0.values().min_by_key(|(date, ..)| *date).map(|(_, exact, _)| *exact)
    }

    pub fn is_rough(&self) -> bool {
        self.0.values().any(|(_, exact, _)| *exact != Exact::Day)
    }

    /// Where a measure stands, as far as its dates say.
    pub fn status(&self) -> Status {
        let has = |field| self.0.contains_key(&field);
        match () {
            () if has(Field::LapsedOrRevoked) => Status::Repealed,
            () if has(Field::InForce) || has(Field::AppliesFrom) => Status::InForce,
            () if has(Field::Adopted) => Status::Adopted,
            () => Status::Proposed,
        }
    }

    /// What is not known of them.
    pub fn notes(&self) -> String {
        let rough = self.0.iter().filter(|(_, (_, exact, _))| *exact != Exact::Day);
        let note = |(field, (_, exact, text)): (&Field, &(Date, Exact, String))| {
            let part = if *exact == Exact::Year { "year" } else { "month" };
            let text = text.strip_suffix(".0").unwrap_or(text);
            format!("Of `{}` the source gives only the {part}: {text}.", field.word())
        };
        rough.map(note).collect::<Vec<_>>().join(" ")
    }
}
