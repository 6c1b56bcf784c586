//! A row as a measure, or everything that is wrong with it.
//!
//! | file | what it does |
//! |---|---|
//! | `fits` | whether a mapping fits the table and the registry |
//! | `meanings` | what cells mean |

mod fits;
mod meanings;

use super::cell::{Cells, Said};
use super::dates::{DATES, Dates};
use super::days::{Exact, day};
use super::mapping::{Field, Mapping, meaning};
use super::places::Places;
use super::plain::plain;
use super::table::{Row, Table};
use crate::checks;
use crate::error::RegistryError;
use crate::measure::{Binding, Measure, Status};
use crate::registry::Registry;
use meanings::{address, missing, parsed};
use std::cell::Cell;

/// How sure everything is that nobody here has read.
const CONFIDENCE: &str = "low";
/// How far it was checked.
const BASIS: &str = "imported";

/// A measure and the row that it comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// The number of the row.
    pub row: usize,
    /// The measure.
    pub measure: Measure,
    /// How exactly its earliest date is known.
    pub(super) exact: Option<Exact>,
    /// Whether `source_url` is of this measure, and not of the whole collection.
    pub(super) own_address: bool,
    /// Whether the id is the source's, and not made of the title.
    pub(super) own_id: bool,
}

/// What is wrong with a row, or why it is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The number of the row.
    pub row: usize,
    /// The column; empty where it is the row as a whole.
    pub column: String,
    /// What it says there.
    pub value: String,
    /// What is wrong.
    pub problem: String,
    /// What to do about it.
    pub remedy: String,
}

/// What becomes of a row.
#[derive(Debug)]
pub(super) enum Outcome {
    Measure(Box<Imported>),
    LeftOut(Problem),
    Refused(Vec<Problem>),
}

/// Reads the rows of one table.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    cells: Cells<'a>,
    mapping: &'a Mapping,
    registry: &'a Registry,
    places: Places<'a>,
    /// How many rows give less than a day where a day is needed.
    rough: Cell<usize>,
}

impl<'a> Reader<'a> {
    pub fn new(
        table: &'a Table,
        mapping: &'a Mapping,
        registry: &'a Registry,
    ) -> Result<Self, RegistryError> {
        let places = Places::new(&registry.jurisdictions)?;
        let reader = Self { cells: Cells::new(table), mapping, registry, places, rough: Cell::new(0) };
        reader.check_columns()?;
        reader.check_words()?;
        Ok(reader)
    }

    /// What there is to know of the table as a whole.
    pub fn notes(&self) -> Vec<String> {
        let rough = self.rough.get();
        let note = format!(
            "a year or a month without a day, in rows: {rough}; its first day was taken, and the notes of the measure say so"
        );
        if rough > 0 { vec![note] } else { Vec::new() }
    }

    pub fn read(&self, row: &Row) -> Outcome {
        if let Some(problem) = self.left_out(row) {
            return Outcome::LeftOut(problem);
        }
        let mut problems = Vec::new();
        if row.beyond > 0 {
            problems.push(Problem {
                row: row.number,
                column: String::new(),
                value: String::new(),
                problem: format!("{} cells more than there are columns", row.beyond),
                remedy: "put cells with separators in them into quotation marks".to_owned(),
            });
        }
        match self.measure(row, &mut problems) {
            Some(measure) if problems.is_empty() => Outcome::Measure(Box::new(measure)),
            _ => Outcome::Refused(problems),
        }
    }

    fn left_out(&self, row: &Row) -> Option<Problem> {
        self.mapping.raw.leave_out.iter().find_map(|rule| {
            let (said, column) = self.cells.first(row, &rule.column)?;
            let is = rule.is.iter().any(|word| plain(word) == plain(said));
            let begins = rule.begins.iter().any(|begin| said.starts_with(begin.as_str()));
            (is || begins).then(|| Problem {
                row: row.number,
                column: column.to_owned(),
                value: said.to_owned(),
                problem: format!("left out: {}", rule.why),
                remedy: String::new(),
            })
        })
    }

    /// The measure of a row; nothing where there are problems, all of which are added.
    fn measure(&self, row: &Row, problems: &mut Vec<Problem>) -> Option<Imported> {
        let mut wrong = |said: &Said, (problem, remedy): (String, String)| {
            let (column, value) = (said.column.clone(), said.text.clone());
            problems.push(Problem { row: row.number, column, value, problem, remedy });
        };
        let said = |field| self.cells.said(row, self.mapping, field);
        let text = |field| said(field).text;

        let title = said(Field::Title);
        if title.text.is_empty() {
            wrong(&title, missing("title"));
        }
        let place = said(Field::Jurisdiction);
        let (jurisdiction, subnational) =
            self.place(&place).map_err(|no| wrong(&place, no)).unwrap_or_default();
        let url = said(Field::SourceUrl);
        let source_url = address(&url.text).map_err(|no| wrong(&url, no)).unwrap_or_default();
        let read_at = address(&text(Field::ReadAt)).unwrap_or_default();

        let mut dates = Dates::default();
        for field in DATES {
            let said = said(field);
            if !said.text.is_empty() {
                match day(&said.text, self.mapping.raw.date_order) {
                    Ok((date, exact)) => dates.add(field, date, exact, &said.text),
                    Err(no) => wrong(&said, no),
                }
            }
        }
        if let Some(event) = &self.mapping.raw.event
            && let Some((text, column)) = self.cells.first(row, &event.date)
        {
            let at = |text: &str, column: &str| Said {
                text: text.to_owned(),
                column: column.to_owned(),
                general: false,
            };
            let (what, of) = self.cells.first(row, &event.what).unwrap_or(("", ""));
            match (day(text, self.mapping.raw.date_order), meaning(&event.means, what)) {
                (Ok((date, exact)), Some(field)) => dates.add(*field.get_ref(), date, exact, text),
                (Err(no), _) => wrong(&at(text, column), no),
                (_, None) => {
                    let remedy = format!(
                        "say it in the mapping: [event.means] with {what:?} = \"adopted\", or another date"
                    );
                    wrong(
                        &at(what, of),
                        (format!("nobody says which date of a measure `{what}` is"), remedy),
                    );
                }
            }
        }
        if dates.is_empty() && !problems.iter().any(|problem| self.is_date(&problem.column)) {
            let (column, value) = (self.date_columns(), String::new());
            let (problem, remedy) = missing("date");
            problems.push(Problem { row: row.number, column, value, problem, remedy });
        }

        let mut wrong = |said: &Said, (problem, remedy): (String, String)| {
            let (column, value) = (said.column.clone(), said.text.clone());
            problems.push(Problem { row: row.number, column, value, problem, remedy });
        };
        let (status_said, binding_said, kind_said) =
            (said(Field::Status), said(Field::Binding), said(Field::Kind));
        let status =
            self.word(Field::Status, &status_said).map_err(|no| wrong(&status_said, no)).unwrap_or_default();
        let status = parsed(&status).unwrap_or_else(|| dates.status());
        let binding = self
            .word(Field::Binding, &binding_said)
            .map_err(|no| wrong(&binding_said, no))
            .unwrap_or_default();
        let binding = match (parsed(&binding), status) {
            (Some(Binding::Hard), Status::Proposed) => Binding::Bill,
            (Some(binding), _) => binding,
            (None, Status::Proposed) => Binding::Bill,
            (None, _) => {
                // Said only where nothing else is wrong with it already.
                if binding_said.text.is_empty() {
                    wrong(&binding_said, missing("word on whether it binds"));
                }
                Binding::Soft
            }
        };
        let kind = self.word(Field::Kind, &kind_said).map_err(|no| wrong(&kind_said, no)).unwrap_or_default();
        if kind_said.text.is_empty() {
            wrong(&kind_said, missing("kind"));
        }
        let features = self.features(row, binding == Binding::Soft);
        let (sectors, unknown_sectors) = self.sectors(&text(Field::Sectors));
        let summary = text(Field::Summary);
        let (id, own_id) = self.id(&text(Field::Id), &jurisdiction, &title.text);
        let official_ref = Some(text(Field::OfficialRef)).filter(|text| !text.is_empty());
        let exact = dates.exact();
        let notes =
            [text(Field::Notes), dates.notes(), unknown_sectors].into_iter().filter(|note| !note.is_empty());
        let measure = Measure {
            jurisdiction,
            subnational,
            parties: Vec::new(),
            official_ref: official_ref
                .unwrap_or_else(|| format!("{}: {}", self.mapping.source(), title.text)),
            introduced: dates.get(Field::Introduced),
            adopted: dates.get(Field::Adopted),
            in_force: dates.get(Field::InForce),
            applies_from: dates.get(Field::AppliesFrom),
            lapsed_or_revoked: dates.get(Field::LapsedOrRevoked),
            status,
            binding,
            kind,
            sectors,
            summary: if summary.is_empty() { title.text.clone() } else { summary },
            max_penalty: text(Field::MaxPenalty),
            openness: Vec::new(),
            standards: self.list(Field::Standards, &text(Field::Standards)),
            recognises: Vec::new(),
            source_url,
            read_at,
            url_seen: false,
            confidence: CONFIDENCE.to_owned(),
            basis: BASIS.to_owned(),
            coded_by: self.mapping.source().to_owned(),
            coded_on: None,
            notes: notes.collect::<Vec<_>>().join(" "),
            features,
            stages: Vec::new(),
            title: title.text,
            id,
        };
        if problems.is_empty()
            && let Err(fault) = checks::dates(&measure, &[const { None }; 5], 0..0)
        {
            let (problem, remedy) = fault.into_parts();
            let problem = problem.replace(&format!("`{}` ", measure.id), "it ");
            problems.push(Problem {
                row: row.number,
                column: self.date_columns(),
                value: String::new(),
                problem,
                remedy,
            });
        }
        if !problems.is_empty() {
            return None;
        }
        if dates.is_rough() {
            self.rough.set(self.rough.get() + 1);
        }
        Some(Imported { row: row.number, measure, exact, own_address: !url.general, own_id })
    }

    fn is_date(&self, column: &str) -> bool {
        self.date_columns().split(", ").any(|one| one == column)
    }

    /// The columns that dates are looked for in.
    fn date_columns(&self) -> String {
        let raw = &self.mapping.raw;
        let own = DATES.iter().filter_map(|field| raw.columns.get(field)).map(|columns| columns.get_ref());
        let event = raw.event.iter().map(|event| &event.date);
        let columns = own.chain(event).flat_map(|columns| columns.all());
        let there: Vec<&str> = columns.filter(|column| self.cells.has(column)).map(String::as_str).collect();
        there.join(", ")
    }
}
