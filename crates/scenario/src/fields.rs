//! Typed access to the keys of a TOML table, with faults that point at the place.

use crate::diagnostic::Fault;
use comity_data::nearest;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A word in the text and where it stands.
pub(crate) type Word = Spanned<String>;

/// One table of the scenario whose keys are known to be right.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields<'a> {
    table: &'a DeTable<'a>,
}

impl<'a> Fields<'a> {
    /// A table, if it has no other keys than `known`. `title` is what messages call it.
    pub fn new(table: &'a DeTable<'a>, title: &str, known: &[&str]) -> Result<Self, Fault> {
        let unknown = table.keys().filter(|key| !known.contains(&key.get_ref().as_ref()));
        match unknown.min_by_key(|key| key.span().start) {
            Some(key) => {
                let word = key.get_ref();
                Err(Fault::at(key.span(), format!("unknown key `{word}` in {title}"))
                    .hint(nearest::one_of(word, known)))
            }
            None => Ok(Self { table }),
        }
    }

    /// Where a key stands, if it is there.
    pub fn key_span(&self, key: &str) -> Option<Range<usize>> {
        self.table.keys().find(|found| found.get_ref() == key).map(Spanned::span)
    }

    /// A key that must be text.
    pub fn text(&self, key: &str) -> Result<Option<Word>, Fault> {
        let Some(value) = self.table.get(key) else { return Ok(None) };
        match value.get_ref() {
            DeValue::String(text) => Ok(Some(Spanned::new(value.span(), text.to_string()))),
            other => Err(Fault::at(value.span(), format!("`{key}` must be text, found {}", kind(other)))
                .hint("put text in quotation marks")),
        }
    }

    /// A key that must be a day, with or without quotation marks, as text.
    pub fn day(&self, key: &str) -> Result<Option<Word>, Fault> {
        let Some(value) = self.table.get(key) else { return Ok(None) };
        match value.get_ref() {
            DeValue::Datetime(day) => Ok(Some(Spanned::new(value.span(), day.to_string()))),
            DeValue::String(text) => Ok(Some(Spanned::new(value.span(), text.to_string()))),
            other => Err(Fault::at(value.span(), format!("`{key}` must be a day, found {}", kind(other)))
                .hint(format!("write it like {key} = 2027-12-02"))),
        }
    }

    /// A key that must be a number.
    pub fn number(&self, key: &str) -> Result<Option<Spanned<f64>>, Fault> {
        let Some(value) = self.table.get(key) else { return Ok(None) };
        number(key, value).map(Some)
    }

    /// A key that must be text or a list of texts; an empty list is a fault, since it would select nothing.
    pub fn words(&self, key: &str) -> Result<Option<Vec<Word>>, Fault> {
        let Some(value) = self.table.get(key) else { return Ok(None) };
        let wrong = |span, found: &DeValue| {
            let example = format!("{key} = [\"all\"]");
            Fault::at(span, format!("`{key}` must be text or a list of texts, found {}", kind(found)))
                .hint(format!("for example: {example}"))
        };
        match value.get_ref() {
            DeValue::String(text) => Ok(Some(vec![Spanned::new(value.span(), text.to_string())])),
            DeValue::Array(items) if items.is_empty() => {
                Err(Fault::at(value.span(), format!("`{key}` is an empty list"))
                    .hint(format!("leave `{key}` out, or name something in it")))
            }
            DeValue::Array(items) => items
                .iter()
                .map(|item| match item.get_ref() {
                    DeValue::String(text) => Ok(Spanned::new(item.span(), text.to_string())),
                    other => Err(wrong(item.span(), other)),
                })
                .collect::<Result<_, _>>()
                .map(Some),
            other => Err(wrong(value.span(), other)),
        }
    }

    /// A key that must be a whole number from zero on.
    pub fn whole(&self, key: &str) -> Result<Option<u64>, Fault> {
        /// The largest number up to which each has a form of its own.
        const LARGEST: f64 = 9_007_199_254_740_992.0;
        let Some(number) = self.number(key)? else { return Ok(None) };
        match *number.get_ref() {
            whole if whole.fract() == 0.0 && (0.0..=LARGEST).contains(&whole) => Ok(Some(whole as u64)),
            other => Err(Fault::at(number.span(), format!("`{key}` must be a whole number, found {other}"))),
        }
    }

    /// A key that must be a list of numbers; an empty list is a fault.
    pub fn numbers(&self, key: &str) -> Result<Option<Vec<Spanned<f64>>>, Fault> {
        let Some(value) = self.table.get(key) else { return Ok(None) };
        numbers(key, value).map(Some)
    }

    /// A key that must be a list of lists of numbers.
    pub fn matrix(&self, key: &str) -> Result<Option<Spanned<Vec<Vec<f64>>>>, Fault> {
        let Some(value) = self.table.get(key) else { return Ok(None) };
        let DeValue::Array(rows) = value.get_ref() else {
            let message =
                format!("`{key}` must be a list of lists of numbers, found {}", kind(value.get_ref()));
            return Err(
                Fault::at(value.span(), message).hint(format!("for example: {key} = [[1, 0.5], [0.5, 1]]"))
            );
        };
        let row = |row| Ok(numbers(key, row)?.into_iter().map(Spanned::into_inner).collect());
        let rows: Result<_, Fault> = rows.iter().map(row).collect();
        Ok(Some(Spanned::new(value.span(), rows?)))
    }

    /// A key that must be true or false.
    pub fn flag(&self, key: &str) -> Result<Option<bool>, Fault> {
        let Some(value) = self.table.get(key) else { return Ok(None) };
        match value.get_ref() {
            DeValue::Boolean(flag) => Ok(Some(*flag)),
            other => {
                let message = format!("`{key}` must be true or false, found {}", kind(other));
                Err(Fault::at(value.span(), message).hint(format!("write {key} = true or {key} = false")))
            }
        }
    }

    /// The table of a `[key]`.
    pub fn table(&self, key: &str) -> Result<Option<&'a DeTable<'a>>, Fault> {
        let Some(value) = self.table.get(key) else { return Ok(None) };
        match value.get_ref() {
            DeValue::Table(table) => Ok(Some(table)),
            other => Err(Fault::at(value.span(), format!("`{key}` must be a table, found {}", kind(other)))
                .hint(format!("head it with [{key}], in one pair of brackets"))),
        }
    }

    /// The tables of a `[[key]]`, in the order of the file.
    pub fn tables(&self, key: &str) -> Result<Vec<(&'a DeTable<'a>, Range<usize>)>, Fault> {
        let Some(value) = self.table.get(key) else { return Ok(Vec::new()) };
        let wrong = |span, found: &DeValue| {
            Fault::at(span, format!("`{key}` must be a list of tables, found {}", kind(found)))
                .hint(format!("head each entry with [[{key}]], in two pairs of brackets"))
        };
        match value.get_ref() {
            DeValue::Array(items) => items
                .iter()
                .map(|item| match item.get_ref() {
                    DeValue::Table(table) => Ok((table, item.span())),
                    other => Err(wrong(item.span(), other)),
                })
                .collect(),
            other => Err(wrong(value.span(), other)),
        }
    }
}

/// Every table of a `[[key]]`, parsed, in the order of the file.
pub(crate) fn entries<T>(
    fields: &Fields,
    key: &str,
    parse: impl Fn(&DeTable, &Range<usize>) -> Result<T, Fault>,
) -> Result<Vec<T>, Fault> {
    fields.tables(key)?.into_iter().map(|(table, span)| parse(table, &span)).collect()
}

/// A value that must be a number.
pub(crate) fn number(key: &str, value: &Spanned<DeValue>) -> Result<Spanned<f64>, Fault> {
    let parsed = match value.get_ref() {
        DeValue::Float(float) => float.as_str().parse().ok(),
        DeValue::Integer(integer) => {
            i64::from_str_radix(integer.as_str(), integer.radix()).ok().map(|integer| integer as f64)
        }
        other => {
            let fault = Fault::at(value.span(), format!("`{key}` must be a number, found {}", kind(other)));
            return Err(match other {
                DeValue::String(text) if text.parse::<f64>().is_ok() => {
                    fault.hint(format!("write it without quotation marks: {key} = {text}"))
                }
                _ => fault,
            });
        }
    };
    match parsed {
        Some(number) => Ok(Spanned::new(value.span(), number)),
        None => Err(Fault::at(value.span(), format!("`{key}` is too large a number"))),
    }
}

fn numbers(key: &str, value: &Spanned<DeValue>) -> Result<Vec<Spanned<f64>>, Fault> {
    match value.get_ref() {
        DeValue::Array(items) if items.is_empty() => {
            Err(Fault::at(value.span(), format!("`{key}` is an empty list")))
        }
        DeValue::Array(items) => items.iter().map(|item| number(key, item)).collect(),
        other => {
            Err(Fault::at(value.span(), format!("`{key}` must be a list of numbers, found {}", kind(other)))
                .hint(format!("for example: {key} = [0.8, 0.9, 1.0]")))
        }
    }
}

fn kind(value: &DeValue) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
