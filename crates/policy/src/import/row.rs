//! A row as a measure, or everything that is wrong with it.

use super::cell::{Cells, Said};
use super::dates::{DATES, Dates};
use super::days::{Exact, day};
use super::mapping::{ANY, Field, Mapping, meaning};
use super::places::Places;
use super::plain::{plain, slug};
use super::table::{Row, Table};
use crate::checks;
use crate::diagnostic::Fault;
use crate::error::RegistryError;
use crate::jurisdictions::Kind;
use crate::measure::{Binding, Measure, Requirement, Status};
use crate::nearest;
use crate::registry::Registry;
use crate::taxonomy::HIGHEST;
use serde::Deserialize;
use serde::de::value::{Error as NoWord, StrDeserializer};
use std::cell::Cell;
use std::collections::BTreeMap;

/// How sure everything is that nobody here has read.
const CONFIDENCE: &str = "low";
/// How far it was checked.
const BASIS: &str = "imported";
/// The longest part of an id that is made of a title.
const LONGEST_SLUG: usize = 60;

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

    /// A field of which no column is there is a mapping for another table, unless it is optional.
    fn check_columns(&self) -> Result<(), RegistryError> {
        let raw = &self.mapping.raw;
        for field in [Field::Title, Field::Jurisdiction] {
            let Some(columns) = raw.columns.get(&field) else { continue };
            if columns.get_ref().all().iter().any(|column| self.cells.has(column)) {
                continue;
            }
            let wanted = columns.get_ref().all();
            let table = self.cells.table();
            let message = format!("`{}` has no column `{}`", table.path, wanted.join("` or `"));
            let near = wanted
                .first()
                .map(|wanted| nearest::one_of(wanted, table.columns.iter().map(String::as_str)));
            let fault = Fault::at(columns.span(), message);
            return Err(self.mapping.error(match near {
                Some(near) => fault.hint(near),
                None => fault.hint("name the column that has it"),
            }));
        }
        Ok(())
    }

    /// What the mapping can write must be words of the taxonomy.
    fn check_words(&self) -> Result<(), RegistryError> {
        let taxonomy = &self.registry.taxonomy;
        for (key, word, has) in [
            ("confidence", CONFIDENCE, taxonomy.confidence.contains_key(CONFIDENCE)),
            ("basis", BASIS, taxonomy.bases.is_empty() || taxonomy.bases.contains_key(BASIS)),
        ] {
            if !has {
                let hint = format!(
                    "give [{key}] in taxonomy.toml the word `{word}`: imported measures are marked with it"
                );
                return Err(RegistryError::Unknown {
                    what: "word of the taxonomy",
                    word: word.to_owned(),
                    hint: Some(hint),
                });
            }
        }
        let raw = &self.mapping.raw;
        for (field, words) in &raw.words {
            for word in words.values() {
                self.known(*field, word.get_ref()).map_err(|(problem, remedy)| {
                    self.mapping.error(Fault::at(word.span(), problem).hint(remedy))
                })?;
            }
        }
        for rule in &raw.feature {
            if taxonomy.feature(rule.feature.get_ref()).is_none() {
                return Err(self.mapping.error(taxonomy.unknown_feature(&rule.feature)));
            }
            for level in [&rule.hard, &rule.soft] {
                if *level.get_ref() > HIGHEST {
                    let fault = Fault::at(level.span(), format!("the level is {}", level.get_ref()));
                    return Err(self.mapping.error(fault.hint("levels go from 0 to 3")));
                }
            }
        }
        Ok(())
    }

    /// Whether a field can have a word; the nearest where it cannot.
    fn known(&self, field: Field, word: &str) -> Result<(), (String, String)> {
        let one_of = |words: &[&str]| {
            (format!("`{word}` is no {}", field.word()), nearest::one_of(word, words.iter().copied()))
        };
        match field {
            Field::Status => parsed::<Status>(word)
                .map(|_| ())
                .ok_or_else(|| one_of(&["in_force", "adopted", "proposed", "repealed", "lapsed"])),
            Field::Binding => {
                parsed::<Binding>(word).map(|_| ()).ok_or_else(|| one_of(&["hard", "soft", "bill"]))
            }
            Field::Kind => {
                let kinds = &self.registry.taxonomy.kinds;
                let words: Vec<&str> = kinds.keys().map(String::as_str).collect();
                if kinds.is_empty() || kinds.contains_key(word) { Ok(()) } else { Err(one_of(&words)) }
            }
            Field::Jurisdiction => self.places.find(word).map(|_| ()),
            _ => Ok(()),
        }
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
        let list = |field| -> Vec<String> {
            let said = text(field);
            said.split(self.mapping.raw.separator.as_str())
                .map(str::trim)
                .filter(|one| !one.is_empty())
                .map(|one| meaning_or(self.mapping, field, one))
                .collect()
        };
        let mut sectors = list(Field::Sectors);
        sectors.sort();
        sectors.dedup();
        if sectors.is_empty() {
            sectors.push("all".to_owned());
        }
        let summary = text(Field::Summary);
        let (id, own_id) = self.id(&text(Field::Id), &jurisdiction, &title.text);
        let official_ref = Some(text(Field::OfficialRef)).filter(|text| !text.is_empty());
        let exact = dates.exact();
        let notes = [text(Field::Notes), dates.notes()].into_iter().filter(|note| !note.is_empty());
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
            standards: list(Field::Standards),
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

    /// The jurisdiction, and the part of it, that a cell names.
    fn place(&self, said: &Said) -> Result<(String, String), (String, String)> {
        let mut named: Vec<&str> =
            said.text.split(self.mapping.raw.separator.as_str()).map(str::trim).collect();
        named.retain(|name| !name.is_empty());
        named.dedup();
        let name = match named.as_slice() {
            [] => return Err(missing("jurisdiction")),
            [_] => said.text.trim_matches([';', ' ']),
            _ => {
                let problem = format!("{} jurisdictions in one row", named.len());
                let remedy = "give each a row of its own, or name the union or agreement whose measure it is";
                return Err((problem, remedy.to_owned()));
            }
        };
        let words = self.mapping.raw.words.get(&Field::Jurisdiction);
        let code = words.and_then(|words| meaning(words, name)).map_or(name, |code| code.get_ref());
        let found = self.places.find(code)?;
        Ok(match found.kind {
            Kind::FederalUnit => (found.part_of.clone(), found.code.clone()),
            _ => (found.code.clone(), String::new()),
        })
    }

    /// What a cell means among the words that the registry knows; nothing where it says nothing.
    fn word(&self, field: Field, said: &Said) -> Result<String, (String, String)> {
        if said.text.is_empty() {
            return Ok(String::new());
        }
        let word = meaning_or(self.mapping, field, &said.text);
        let Err((problem, hint)) = self.known(field, &word) else { return Ok(word) };
        // Their words with capitals and spaces, such as "In force".
        let plainly = plain(&word).replace(' ', "_");
        if self.known(field, &plainly).is_ok() {
            return Ok(plainly);
        }
        let then = if hint.ends_with('?') { " If so, say it" } else { "; say it" };
        let remedy =
            format!("{hint}{then} in the mapping: [words.{}] with {:?} = ...", field.word(), said.text);
        Err((problem, remedy))
    }

    /// The features of the tags that a row has, the highest level of each, in the order of the taxonomy.
    fn features(&self, row: &Row, soft: bool) -> Vec<Requirement> {
        let raw = &self.mapping.raw;
        if raw.feature.is_empty() {
            return Vec::new();
        }
        let tags = self.cells.tags(row, self.mapping);
        let mut levels: BTreeMap<usize, u8> = BTreeMap::new();
        for rule in &raw.feature {
            let has = |tag: &String| tag == ANY || tags.contains_key(&plain(tag)) || self.cells.yes(row, tag);
            if !rule.tag.all().iter().any(has) {
                continue;
            }
            let level = *if soft { &rule.soft } else { &rule.hard }.get_ref();
            if let Some(place) = self.registry.taxonomy.feature(rule.feature.get_ref()) {
                let highest = levels.entry(place).or_default();
                *highest = level.max(*highest);
            }
        }
        let named = |(place, level): (usize, u8)| Requirement {
            feature: self.registry.taxonomy.features[place].id.clone(),
            level,
            article: String::new(),
        };
        levels.into_iter().filter(|&(_, level)| level > 0).map(named).collect()
    }

    /// The source's own number of it, or else something made of its title.
    fn id(&self, said: &str, jurisdiction: &str, title: &str) -> (String, bool) {
        let prefix = self.mapping.prefix();
        let own = slug(said, LONGEST_SLUG);
        if !own.is_empty() {
            return (format!("{prefix}-{own}"), true);
        }
        let title = Some(slug(title, LONGEST_SLUG)).filter(|slug| !slug.is_empty());
        let title = title.unwrap_or_else(|| "untitled".to_owned());
        (format!("{prefix}-{}-{title}", jurisdiction.to_lowercase()), false)
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

fn missing(what: &str) -> (String, String) {
    let remedy = match what {
        "date" => "add a date to the row, or leave the row out: a measure without one is in force on no day",
        "title" => "add its title to the row",
        "jurisdiction" => "add the economy, union or body whose measure it is",
        "kind" => "name a column for `kind` in the mapping, or a word under [otherwise]",
        _ => "name a column for `binding` in the mapping, or hard or soft under [otherwise]",
    };
    (format!("no {what}"), remedy.to_owned())
}

/// What a word means in a mapping, or itself.
fn meaning_or(mapping: &Mapping, field: Field, word: &str) -> String {
    let words = mapping.raw.words.get(&field);
    let meaning = words.and_then(|words| meaning(words, word).filter(|_| ANY != word));
    meaning.map_or_else(|| word.to_owned(), |meaning| meaning.get_ref().clone())
}

/// The first address in a cell.
fn address(text: &str) -> Result<String, (String, String)> {
    if text.is_empty() {
        let remedy = "add the address where its text can be read, or one for all rows under [otherwise] in the mapping: \
                      without a source nobody can check it";
        return Err(("no source".to_owned(), remedy.to_owned()));
    }
    let first = text
        .split([' ', '\n', '\t', ';', ','])
        .find(|part| part.starts_with("http://") || part.starts_with("https://"));
    let bare = || {
        text.starts_with("www.")
            .then(|| format!("https://{}", text.split_whitespace().next().unwrap_or(text)))
    };
    first
        .map(str::to_owned)
        .or_else(bare)
        .ok_or_else(|| ("the source is no address".to_owned(), "write it from `https://` on".to_owned()))
}

/// One of the words of an enumeration.
fn parsed<'de, T: Deserialize<'de>>(word: &'de str) -> Option<T> {
    T::deserialize(StrDeserializer::<NoWord>::new(word)).ok()
}
