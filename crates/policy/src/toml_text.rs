//! TOML with errors that show the line and say what to do.

use crate::date::Date;
use crate::diagnostic::{Diagnostic, Fault};
use crate::error::RegistryError;
use crate::nearest;
use serde::de::DeserializeOwned;
use std::ops::Range;
use toml::Spanned;
use toml::value::Datetime;

/// A word in a text and where it stands.
pub(crate) type Word = Spanned<String>;
/// A date in a text and where it stands.
pub(crate) type Day = Spanned<Datetime>;

/// A file of the registry.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Text<'a> {
    /// What to call it in messages.
    pub path: &'a str,
    pub content: &'a str,
}

impl Text<'_> {
    /// The content as a structure.
    pub fn parse<T: DeserializeOwned>(self) -> Result<T, RegistryError> {
        toml::from_str(self.content).map_err(|error| self.error(fault(&error)))
    }

    /// The error that points at a fault in this text.
    pub fn error(self, fault: Fault) -> RegistryError {
        RegistryError::Fault(Box::new(Diagnostic::new(self.path, self.content, fault)))
    }
}

/// A date without a time of day.
pub(crate) fn date(key: &str, day: &Day) -> Result<Date, Fault> {
    let date = match day.get_ref() {
        Datetime { date: Some(date), time: None, offset: None } => Date::new(date.year, date.month, date.day),
        _ => None,
    };
    date.ok_or_else(|| {
        Fault::at(day.span(), format!("`{key}` must be a date without a time of day"))
            .hint(format!("write it without quotation marks: {key} = 2026-08-02"))
    })
}

/// What the parser found, in the words of people.
fn fault(error: &toml::de::Error) -> Fault {
    let span: Range<usize> = error.span().unwrap_or_default();
    let message = error.message().trim().replace('\n', "; ");
    let mut words = message.split('`').skip(1).step_by(2);
    let word = words.next().unwrap_or_default();
    if message.starts_with("unknown field") {
        let known: Vec<&str> = words.collect();
        return Fault::at(span, format!("unknown key `{word}`"))
            .hint(nearest::one_of(word, known.iter().copied()));
    }
    if message.starts_with("unknown variant") {
        let known: Vec<&str> = words.collect();
        return Fault::at(span, format!("`{word}` is none of the words known here"))
            .hint(nearest::one_of(word, known.iter().copied()));
    }
    if message.starts_with("missing field") {
        return Fault::at(span, format!("no `{word}` where one belongs")).hint(format!("add `{word} = ...`"));
    }
    let message = [
        ("invalid type: ", "wrong kind of value: "),
        ("string \"", "text \""),
        ("expected a string", "expected text"),
        ("expected i64", "expected a whole number"),
        ("expected u8", "expected a whole number from 0 on"),
        ("expected f64", "expected a number"),
        ("expected a TOML datetime", "expected a date without quotation marks, such as 2026-08-02"),
        ("expected a sequence", "expected a list"),
    ]
    .into_iter()
    .fold(message, |message, (from, to)| message.replace(from, to));
    Fault::at(span, message)
}
