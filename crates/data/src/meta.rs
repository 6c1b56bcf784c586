//! `baseline.toml`: what a baseline is and how it was made.

use crate::baseline::{Meta, Step};
use crate::error::BaselineError;
use crate::toml_file;
use serde::{Deserialize, Serialize};

/// The version of the folder that this program writes and reads.
const FORMAT: i64 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    format: i64,
    name: String,
    #[serde(default)]
    year: i32,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    source: String,
    #[serde(default)]
    licence: String,
    #[serde(default)]
    notes: String,
    #[serde(default, rename = "step", skip_serializing_if = "Vec::is_empty")]
    steps: Vec<Step>,
}

/// The part that says whether the rest can be understood.
#[derive(Deserialize)]
struct Version {
    format: i64,
}

/// Reads the content of `file`.
pub(crate) fn parse(file: &str, content: &str) -> Result<Meta, BaselineError> {
    let Version { format } = toml_file::parse(file, content)?;
    if format != FORMAT {
        return Err(BaselineError::Format { file: file.to_owned(), found: format, known: FORMAT });
    }
    let Document { format: _, name, year, unit, source, licence, notes, steps } =
        toml_file::parse(file, content)?;
    Ok(Meta { name, year, unit, source, licence, notes, steps })
}

/// The content of the file for `meta`.
pub(crate) fn encode(meta: &Meta) -> Result<String, toml::ser::Error> {
    let Meta { name, year, unit, source, licence, notes, steps } = meta.clone();
    toml::to_string_pretty(&Document { format: FORMAT, name, year, unit, source, licence, notes, steps })
}
