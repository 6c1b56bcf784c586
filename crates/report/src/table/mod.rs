//! Tables of results in the form that a reader wants: text for people, columns for programs, a spreadsheet for an office.
//!
//! | file | form |
//! |---|---|
//! | this | CSV and Parquet, as `comity-data` writes them |
//! | `json` | columns by name |
//! | `arrow` | a stream of Arrow's interprocess format |
//! | `spreadsheet` | a workbook with a sheet for each table |

mod arrow;
mod json;
mod spreadsheet;

pub use spreadsheet::{MOST_CELLS, Spreadsheet};

use arrow_schema::ArrowError;
use comity_data::frame::{File, Format, FrameError, Table};
use rust_xlsxwriter::XlsxError;
use std::path::Path;
use thiserror::Error;

/// Columns that are text also where every code looks like a number: codes and names that users give.
const CODES: [&str; 14] = [
    "economy",
    "sector",
    "origin",
    "destination",
    "partner",
    "player",
    "factor",
    "scenario",
    "name",
    "variable",
    "against",
    "of",
    "article_before",
    "article_after",
];
/// Columns of whole numbers.
const WHOLE: [&str; 3] = ["year", "draw", "economies"];

/// The form of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Columns by name.
    Json,
    /// Comma-separated values with a header.
    Csv,
    /// Apache Parquet.
    Parquet,
    /// A stream of Arrow's interprocess format.
    Arrow,
}

impl Form {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Json, Self::Csv, Self::Parquet, Self::Arrow];

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Parquet => "parquet",
            Self::Arrow => "arrow",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Csv => "text/csv",
            Self::Parquet => "application/vnd.apache.parquet",
            Self::Arrow => "application/vnd.apache.arrow.stream",
        }
    }
}

/// A table that cannot be had in a form.
#[derive(Debug, Error)]
#[allow(missing_docs, reason = "the messages say what each variant is")]
pub enum TableError {
    #[error(transparent)]
    Frame(#[from] FrameError),
    #[error("cannot be written as Arrow\n  {0}")]
    Arrow(#[from] ArrowError),
    #[error("cannot be written as JSON\n  {0}")]
    Json(#[from] serde_json::Error),
    #[error("cannot be written as a spreadsheet\n  {0}")]
    Spreadsheet(#[from] XlsxError),
}

/// The name of a table whose file has this name; nothing if it is none.
pub fn named(file: &str) -> Option<&str> {
    Format::of(Path::new(file)).ok()?;
    file.rsplit_once('.').map(|(name, _)| name)
}

/// Reads a table of results, whose file's name tells the format.
///
/// # Errors
/// It is no table, or damaged.
pub fn read(name: &str, bytes: Vec<u8>) -> Result<Table, TableError> {
    Ok(File::from_bytes(name, Format::of(Path::new(name))?, bytes).table(&CODES, &WHOLE)?)
}

/// The bytes of a table in a form. `notes` go with it where the form has a place for them: names and texts.
///
/// # Errors
/// It cannot be encoded.
pub fn encode(
    name: &str,
    table: &Table,
    form: Form,
    notes: &[(&str, String)],
) -> Result<Vec<u8>, TableError> {
    match form {
        Form::Json => Ok(json::encode(name, table)?),
        Form::Csv => Ok(table.columns().encode(name, Format::Csv)?),
        Form::Parquet => Ok(table.columns().encode(name, Format::Parquet)?),
        Form::Arrow => Ok(arrow::encode(table, notes)?),
    }
}

#[cfg(test)]
mod tests;
