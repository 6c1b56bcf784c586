//! What can be wrong with an import.

use crate::error::BaselineError;
use crate::frame::{FrameError, Place};
use crate::nearest::listed;
use crate::toml_file::TomlError;
use thiserror::Error;

/// A table that cannot be imported.
#[derive(Debug, Error)]
#[non_exhaustive]
#[allow(missing_docs, reason = "the messages say what each variant is")]
pub enum ImportError {
    #[error(transparent)]
    Frame(#[from] FrameError),
    #[error(transparent)]
    Toml(#[from] TomlError),
    #[error(transparent)]
    Baseline(#[from] BaselineError),
    #[error("cannot read the spec `{file}`\n  {reason}")]
    NoSpec { file: String, reason: std::io::Error },
    #[error("`{file}`: {message}")]
    Spec { file: String, message: String, hint: &'static str },
    #[error("`{table}` and `{spec}` do not name the same codes{}", difference(unknown, unused))]
    Codes {
        table: String,
        spec: String,
        unknown: Vec<(String, Vec<String>)>,
        unused: Vec<(String, Vec<String>)>,
    },
    #[error("the same seller and buyer twice: {key}\n  {place}\n  an earlier row has them too")]
    Duplicate { place: Place, key: String },
}

impl ImportError {
    /// What the user can do about it.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Frame(FrameError::MissingColumn { .. }) => "correct `[columns]` in the spec".to_owned(),
            Self::Frame(error) => return error.hint(),
            Self::Toml(error) => return error.hint(),
            Self::Baseline(error) => return error.hint(),
            Self::NoSpec { .. } => "docs/data.md shows how a spec is written".to_owned(),
            Self::Spec { hint, .. } => (*hint).to_owned(),
            Self::Codes { unknown, .. } if !unknown.is_empty() => {
                "give every economy and sector of the table an entry in the spec, every use a place in \
                 `[final_demand]`, and list totals under `ignore`"
                    .to_owned()
            }
            Self::Codes { .. } => "take the entries out of the spec, or correct `in_source`".to_owned(),
            Self::Duplicate { .. } => "keep one of the two rows, or write their sum".to_owned(),
        };
        Some(hint)
    }
}

fn difference(unknown: &[(String, Vec<String>)], unused: &[(String, Vec<String>)]) -> String {
    let line = |which: &'static str| {
        move |(what, codes): &(String, Vec<String>)| {
            format!("\n  {what} {which}: {}", listed(codes.iter().map(String::as_str)))
        }
    };
    unknown.iter().map(line("only in the table")).chain(unused.iter().map(line("only in the spec"))).collect()
}
