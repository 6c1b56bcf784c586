//! Baselines: the one form in which data enters the model, and where every number in it came from.
//!
//! In the order in which data passes: [`frame`] opens tabular files; [`import`] turns other people's tables into
//! baselines; `read` and `write` know the baseline folder; `embedded` holds the baselines that ship inside the program;
//! [`check`] says whether one adds up, and [`summary`] what is in it.

mod axis;
mod baseline;
pub mod check;
mod embedded;
mod error;
mod folder;
pub mod frame;
mod hash;
pub mod import;
mod meta;
pub mod nearest;
mod read;
pub mod summary;
mod toml_file;
mod totals;
pub mod units;
mod variant;
mod write;

pub use baseline::{Baseline, EconomyInfo, FileHash, Meta, SectorInfo, Step};
pub use error::BaselineError;
pub use toml_file::TomlError;
