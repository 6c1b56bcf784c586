//! What can be wrong with a tabular file.

use crate::nearest::{Candidate, listed, nearest};
use std::fmt;
use thiserror::Error;

/// Where a cell is: file, row as the user counts it, column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: String,
    /// `line 3` of a CSV file, the header being line 1; `row 3` of a Parquet file, the first being row 1.
    pub row: String,
    /// The column's name.
    pub column: String,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}, column `{}`", self.file, self.row, self.column)
    }
}

/// A tabular file that cannot be used, or cannot be written.
#[derive(Debug, Error)]
#[non_exhaustive]
#[allow(missing_docs, reason = "the messages say what each variant is")]
pub enum FrameError {
    #[error("there is no file `{file}`")]
    NotFound { file: String },
    #[error("cannot read `{file}`\n  {reason}")]
    Unreadable { file: String, reason: std::io::Error },
    #[error("cannot write `{file}`\n  {reason}")]
    Unwritable { file: String, reason: std::io::Error },
    #[error("cannot tell the format of `{file}` from its name")]
    UnknownFormat { file: String },
    #[error("the table `{table}` is there twice\n  {parquet}\n  {csv}")]
    TwoFormats { table: String, parquet: String, csv: String },
    #[error("`{file}` is damaged or not a Parquet file\n  {reason}")]
    Damaged { file: String, reason: String },
    #[error("`{file}` has {rows} rows, and may have {most}")]
    TooManyRows { file: String, rows: u64, most: usize },
    #[error("`{file}` is empty: it has no header")]
    NoHeader { file: String },
    #[error("`{file}` is not UTF-8 text\n  line {line}")]
    NotUtf8 { file: String, line: u64 },
    #[error("`{file}` has no column `{column}`\n  its columns are {}", listed(present.iter().map(String::as_str)))]
    MissingColumn { file: String, column: String, present: Vec<String> },
    #[error("`{file}` has the column `{column}` twice")]
    DuplicateColumn { file: String, column: String },
    #[error("a row of `{file}` has {found} fields where the header has {expected}\n  line {line}: `{text}`")]
    Ragged { file: String, line: u64, expected: usize, found: usize, text: String },
    #[error("not a number: `{text}`\n  {place}")]
    NotANumber { place: Place, text: String },
    #[error("not a finite number: `{text}`\n  {place}")]
    NotFinite { place: Place, text: String },
    #[error("no number where one belongs\n  {place}")]
    NoNumber { place: Place },
    #[error("column `{column}` of `{file}` holds {found} where {wanted} should be")]
    WrongType { file: String, column: String, wanted: &'static str, found: String },
    #[error("columns of `{file}` differ in length: `{column}` has {found} rows, the first has {expected}")]
    Uneven { file: String, column: String, expected: usize, found: usize },
}

impl Place {
    /// File, number of the row, column.
    pub(crate) fn at(&self) -> (&str, Option<u64>, Option<&str>) {
        (&self.file, self.number(), Some(&self.column))
    }

    /// The number in `row`.
    pub fn number(&self) -> Option<u64> {
        self.row.rsplit(' ').next()?.parse().ok()
    }
}

impl FrameError {
    /// The file at fault, and the row and column in it where it is at one place.
    pub fn at(&self) -> (&str, Option<u64>, Option<&str>) {
        match self {
            Self::NotANumber { place, .. } | Self::NotFinite { place, .. } | Self::NoNumber { place } => {
                place.at()
            }
            Self::NotUtf8 { file, line } | Self::Ragged { file, line, .. } => (file, Some(*line), None),
            Self::MissingColumn { file, column, .. }
            | Self::DuplicateColumn { file, column }
            | Self::WrongType { file, column, .. }
            | Self::Uneven { file, column, .. } => (file, None, Some(column)),
            Self::TwoFormats { csv: file, .. }
            | Self::NotFound { file }
            | Self::Unreadable { file, .. }
            | Self::Unwritable { file, .. }
            | Self::UnknownFormat { file }
            | Self::Damaged { file, .. }
            | Self::TooManyRows { file, .. }
            | Self::NoHeader { file } => (file, None, None),
        }
    }

    /// What the user can do about it.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::NotFound { .. } => "check its name and its folder".to_owned(),
            Self::UnknownFormat { .. } => "name it `.parquet` or `.csv`".to_owned(),
            Self::TwoFormats { csv, parquet, .. } => {
                format!(
                    "keep one of them: remove `{csv}` if `{parquet}` is the newer one, or the other way round"
                )
            }
            Self::Damaged { .. } => "copy or download the file again: it may have been cut short".to_owned(),
            Self::TooManyRows { .. } => {
                "a table has one row a key: look for rows that are there twice".to_owned()
            }
            Self::NoHeader { .. } => "the first line must name the columns".to_owned(),
            Self::NotUtf8 { .. } => "save it again with the encoding UTF-8".to_owned(),
            Self::MissingColumn { column, present, .. } => missing_column(column, present),
            Self::DuplicateColumn { .. } => "rename or remove one of the two".to_owned(),
            Self::Ragged { expected, found, .. } if found < expected => {
                "the row may have been cut short; a field may be empty, but its comma must stay".to_owned()
            }
            Self::Ragged { .. } => "put fields that contain a comma between double quotes".to_owned(),
            Self::NotANumber { text, .. } if text.contains(',') => {
                "write numbers without thousands separators and with a decimal point, such as 1234.5"
                    .to_owned()
            }
            Self::NotANumber { .. } => {
                "write numbers such as 1234.5 or 1.2e3, without units or signs of currency".to_owned()
            }
            Self::NotFinite { .. } | Self::NoNumber { .. } => {
                "write the number, or leave the row out".to_owned()
            }
            Self::WrongType { wanted, .. } => format!("write the column as {wanted}"),
            Self::Unreadable { .. } | Self::Unwritable { .. } | Self::Uneven { .. } => return None,
        };
        Some(hint)
    }
}

/// Column names that mean something of their own, so that none of them is a misspelling of another.
const CONTRACT: [&str; 12] = [
    "code",
    "name",
    "theta",
    "economy",
    "sector",
    "input",
    "origin",
    "destination",
    "value",
    "tariff",
    "rate",
    "factor",
];

fn missing_column(column: &str, present: &[String]) -> String {
    if let [only] = present
        && let Some(separator) = [';', '\t', '|'].into_iter().find(|&separator| only.contains(separator))
    {
        return format!("columns seem to be separated by {separator:?}: separate them by commas");
    }
    let free = present.iter().map(String::as_str).filter(|name| !CONTRACT.contains(name));
    match nearest(column, free.map(Candidate::word)).first() {
        Some(near) => format!("if `{}` is meant, rename it to `{column}`", near.word),
        None => format!("add a column `{column}`; other columns may stay, they are ignored"),
    }
}
