//! TOML with errors that show the line.

use crate::nearest::{Candidate, did_you_mean};
use serde::de::DeserializeOwned;
use thiserror::Error;

/// A TOML file that cannot be used.
#[derive(Debug, Error)]
#[error("`{file}`: {message}\n  line {line}: {text}")]
pub struct TomlError {
    pub(crate) file: String,
    pub(crate) line: usize,
    text: String,
    message: String,
}

impl TomlError {
    /// What the user can do about it.
    pub fn hint(&self) -> Option<String> {
        let mut words = self.message.split('`').skip(1).step_by(2);
        let word = words.next()?;
        if self.message.starts_with("missing") {
            return Some(format!("add `{word} = ...`"));
        }
        let unknown = self.message.starts_with("unknown");
        did_you_mean(word, words.map(Candidate::word)).filter(|_| unknown)
    }

    /// The error of `toml` in `content`, the content of `file`.
    pub(crate) fn new(file: &str, content: &str, error: &toml::de::Error) -> Self {
        let start = error.span().map_or(0, |span| span.start.min(content.len()));
        let before = content.as_bytes()[..start].iter();
        let line = before.filter(|&&byte| byte == b'\n').count();
        Self {
            file: file.to_owned(),
            line: line + 1,
            text: content.lines().nth(line).unwrap_or_default().trim().to_owned(),
            message: in_words(error.message()),
        }
    }
}

/// The message without line breaks and names of Rust's types.
fn in_words(message: &str) -> String {
    let message = message.trim().replace('\n', "; ");
    [
        ("expected i32", "expected a whole number"),
        ("expected i64", "expected a whole number"),
        ("expected f64", "expected a number"),
    ]
    .into_iter()
    .fold(message, |message, (type_name, words)| message.replace(type_name, words))
}

/// Parses `content`, the content of `file`.
pub(crate) fn parse<T: DeserializeOwned>(file: &str, content: &str) -> Result<T, TomlError> {
    // Some editors put a byte-order mark before the first line.
    let content = content.trim_start_matches('\u{feff}');
    toml::from_str(content).map_err(|error| TomlError::new(file, content, &error))
}
