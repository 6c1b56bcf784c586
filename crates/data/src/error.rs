//! What can be wrong with a baseline.

use crate::embedded;
use crate::folder::META;
use crate::frame::{FrameError, Place};
use crate::nearest::{listed, suggestion};
use crate::toml_file::TomlError;
use crate::units::shortest;
use thiserror::Error;

/// A baseline that cannot be used, or cannot be written.
#[derive(Debug, Error)]
#[non_exhaustive]
#[allow(missing_docs, reason = "the messages say what each variant is")]
pub enum BaselineError {
    #[error(transparent)]
    Frame(#[from] FrameError),
    #[error(transparent)]
    Toml(#[from] TomlError),
    #[error("no baseline `{name}`: neither a folder nor the name of an embedded one")]
    Unknown { name: String },
    #[error("`{folder}` has no `baseline.toml`")]
    NoMeta { folder: String },
    #[error("`{file}` has format {found}, this program reads format {known}")]
    Format { file: String, found: i64, known: i64 },
    #[error("`{folder}` has no table `{table}`")]
    MissingTable { folder: String, table: String },
    #[error("`{file}` has no rows")]
    EmptyTable { file: String },
    #[error("{economies} economies and {sectors} sectors do not fit in memory\n  {name}")]
    TooLarge { name: String, economies: usize, sectors: usize },
    #[error("unknown {what} `{code}`\n  {place}")]
    UnknownCode { place: Place, what: &'static str, code: String, known: Vec<String> },
    #[error("no {what} where one belongs\n  {place}")]
    NoCode { place: Place, what: &'static str },
    #[error("the same {what} twice: {key}\n  {first}\n  {second}")]
    Duplicate { what: &'static str, key: String, first: Place, second: Place },
    #[error("negative value: {}\n  {place}", shortest(*value))]
    Negative { place: Place, value: f64 },
    #[error("a value too large to be true: {}\n  {place}", shortest(*value))]
    Huge { place: Place, value: f64 },
    #[error("the trade elasticity of `{sector}` is {}, it must be above 0 and below 1000\n  {place}", shortest(*value))]
    Elasticity { place: Place, sector: String, value: f64 },
    #[error("a tariff of {}, it must be above -1\n  {place}", shortest(*value))]
    Tariff { place: Place, value: f64 },
    #[error("`{economy}` has no income: its value added is zero everywhere\n  {file}")]
    NoIncome { economy: String, file: String },
    #[error("`{economy}` has no demand: its final demand is zero everywhere\n  {file}")]
    NoDemand { economy: String, file: String },
    #[error("the deficit of `{economy}` is {deficit}, and its factor income only {income}\n  {place}")]
    Deficit { economy: String, deficit: f64, income: f64, place: Place },
    #[error("cannot write `{file}`\n  {reason}")]
    Encode { file: String, reason: toml::ser::Error },
}

impl BaselineError {
    /// The file at fault, and the row and column in it where it is at one place; no file where it is at none of them.
    pub fn at(&self) -> (&str, Option<u64>, Option<&str>) {
        match self {
            Self::Frame(error) => error.at(),
            Self::UnknownCode { place, .. }
            | Self::NoCode { place, .. }
            | Self::Duplicate { second: place, .. }
            | Self::Negative { place, .. }
            | Self::Huge { place, .. }
            | Self::Elasticity { place, .. }
            | Self::Tariff { place, .. }
            | Self::Deficit { place, .. } => place.at(),
            Self::Toml(TomlError { file, line, .. }) => (file, Some(*line as u64), None),
            Self::Format { file, .. }
            | Self::EmptyTable { file }
            | Self::NoIncome { file, .. }
            | Self::NoDemand { file, .. }
            | Self::Encode { file, .. } => (file, None, None),
            Self::NoMeta { .. } => (META, None, None),
            Self::MissingTable { table, .. } => (table, None, None),
            Self::Unknown { .. } | Self::TooLarge { .. } => ("", None, None),
        }
    }

    /// What is wrong in one line, without the place that [`at`](Self::at) gives.
    pub fn what(&self) -> String {
        let text = self.to_string();
        let mut lines = text.lines().map(str::trim);
        let (_, row, _) = self.at();
        match (self, row) {
            (Self::Duplicate { first, .. }, _) => {
                format!("{}; the first is in {first}", lines.next().unwrap_or_default())
            }
            (_, Some(_)) => lines.next().unwrap_or_default().to_owned(),
            (_, None) => lines.collect::<Vec<_>>().join("; "),
        }
    }

    /// What the user can do about it.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Frame(error) => return error.hint(),
            Self::Toml(error) => return error.hint(),
            Self::Unknown { name } => suggestion(name, "embedded baselines", &embedded::names()),
            Self::NoMeta { .. } => {
                "a baseline folder has a `baseline.toml` with at least `format = 1` and `name`".to_owned()
            }
            Self::Format { found, known, .. } if found > known => "it was made for a newer version of comity".to_owned(),
            Self::Format { known, .. } => format!("write `format = {known}` if the tables are as docs/data.md says"),
            Self::MissingTable { table, .. } => format!("add `{table}.csv` or `{table}.parquet`"),
            Self::EmptyTable { .. } => "write at least one row below the header".to_owned(),
            Self::TooLarge { .. } => "merge economies or sectors".to_owned(),
            Self::UnknownCode { what, code, known, .. } => {
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                suggestion(code, if *what == "sector" { "sectors" } else { "economies" }, &known)
            }
            Self::NoCode { what, .. } => format!("write the {what}'s code"),
            Self::Duplicate { what, .. } if *what == "economy" || *what == "sector" => {
                "give each its own code".to_owned()
            }
            Self::Duplicate { .. } => "keep one of the two rows, or write their sum".to_owned(),
            Self::Negative { .. } => {
                "values are payments and cannot be negative; `comity data import` nets changes of inventories".to_owned()
            }
            Self::Huge { .. } => "check the unit and the number of digits".to_owned(),
            Self::Elasticity { .. } => "most published estimates lie between 1 and 20".to_owned(),
            Self::Tariff { .. } => "write 10 percent as 0.1".to_owned(),
            Self::NoIncome { economy, .. } | Self::NoDemand { economy, .. } => {
                format!("add rows for `{economy}`, or take it out of all tables")
            }
            Self::Deficit { .. } => {
                "check unit and sign: income received from abroad is positive; without the table it is imports less exports"
                    .to_owned()
            }
            Self::Encode { .. } => return None,
        };
        Some(hint)
    }
}

/// The codes of a table's key for a message.
pub(crate) fn key(codes: &[&str]) -> String {
    listed(codes.iter().copied())
}
