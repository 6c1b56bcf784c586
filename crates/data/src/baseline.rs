//! What a baseline is.

use comity_model::Table;
use serde::{Deserialize, Serialize};

/// A world economy with names and sources: what a baseline folder holds.
///
/// Whoever puts one together gives `economies`, `sectors` and `factors` the lengths that `table` has.
#[derive(Debug, Clone, PartialEq)]
pub struct Baseline {
    /// What this is, and how it was made.
    pub meta: Meta,
    /// The economies; their order is the order everywhere.
    pub economies: Vec<EconomyInfo>,
    /// The sectors, likewise.
    pub sectors: Vec<SectorInfo>,
    /// Names of the factors, in the order of `table.value_added`.
    pub factors: Vec<String>,
    /// The numbers, in `meta.unit`.
    pub table: Table,
    /// The files this was read from, with their hashes.
    pub files: Vec<FileHash>,
}

/// `baseline.toml`: what the data is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Meta {
    /// Short name, such as `wiod-2011`.
    pub name: String,
    /// Year of the data; 0 where it is not known.
    pub year: i32,
    /// Unit of all values, such as `million USD`.
    pub unit: String,
    /// Full citation of the source.
    pub source: String,
    /// Licence or terms of use of the source.
    pub licence: String,
    /// Anything a reader should know; may be empty.
    pub notes: String,
    /// How the data was made, first step first.
    pub steps: Vec<Step>,
}

/// One step in the making of a baseline.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What was done, in words.
    pub operation: String,
    /// Name of the input file, without its folder; empty if the step had none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub input: String,
    /// SHA-256 of that file, lower-case hexadecimal; empty if the step had none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sha256: String,
}

/// An economy's name and the groups it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct EconomyInfo {
    /// ISO 3166 alpha-3 code where it has one.
    pub code: String,
    /// Name to show.
    pub name: String,
    /// World Bank income group: `low`, `lower_middle`, `upper_middle`, `high`; empty if it has none.
    pub income_group: String,
    /// World Bank region, such as `europe_central_asia`; empty if it has none.
    pub region: String,
}

/// A sector's name and group; its elasticity is in the table.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct SectorInfo {
    /// Short code, such as `c14`.
    pub code: String,
    /// Name to show.
    pub name: String,
    /// Group, such as `goods`, `services`, `digital_services`, `ai_hardware`, `energy`.
    pub group: String,
}

/// A file and what was in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileHash {
    /// File name, without its folder.
    pub name: String,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: String,
}
