//! What `comity divide` and `comity frontier` have in common: draws, and numbers with their spread.

use crate::errors::Failure;
use crate::output::{PrintFormat, print};
use clap::Args;
use comity_scenario::Error;
use comity_scenario::ai::{Draws, Spread};
use serde_json::Value;
use std::path::Path;

/// Draws of the scenario's parameters.
#[derive(Debug, Args)]
pub struct DrawArgs {
    /// Draws of the parameters of AI, for intervals; 0 for none
    #[arg(long, default_value_t = Draws::default().count, value_name = "N")]
    draws: usize,
    /// Other seeds give other draws
    #[arg(long, default_value_t = Draws::default().seed, value_name = "NUMBER")]
    seed: u64,
}

impl DrawArgs {
    pub fn draws(&self) -> Draws {
        Draws { count: self.draws, seed: self.seed }
    }
}

/// Says how many draws are missing.
pub fn warn((solved, failed): (usize, usize)) {
    if failed > 0 {
        eprintln!("warning: {failed} of {} draws have no equilibrium and are left out", solved + failed);
    }
}

/// Prints what was found in the form asked for, and under a table where results went.
pub fn show(
    format: PrintFormat,
    folder: Option<&Path>,
    table: impl FnOnce() -> String,
    csv: impl FnOnce() -> Result<Vec<u8>, Error>,
    json: impl FnOnce() -> Value,
) -> Result<(), Failure> {
    match (format, folder) {
        (PrintFormat::Table, None) => print(format_args!("{}", table())),
        (PrintFormat::Table, Some(folder)) => {
            print(format_args!("{}\nresults: {}\n", table(), folder.display()))
        }
        (PrintFormat::Csv, _) => print(format_args!("{}", String::from_utf8_lossy(&csv()?))),
        (PrintFormat::Json, _) => print(format_args!("{:#}\n", json())),
    }
}

const LEFT: usize = 28;

/// A row of a table, wide enough for intervals where there are some.
pub fn line(left: &str, cells: impl IntoIterator<Item = String>, (draws, _): (usize, usize)) -> String {
    let width = if draws > 0 { 28 } else { 15 };
    let cells: String = cells.into_iter().map(|cell| format!("{cell:>width$}")).collect();
    format!("{left:<LEFT$}{cells}\n")
}

/// What intervals are, where there are some.
pub fn bracketed((draws, _): (usize, usize)) -> String {
    if draws > 0 { format!("; in brackets, nine in ten of {draws} draws") } else { String::new() }
}

/// `world`, or the words of an income group.
pub fn heading(whom: &str) -> String {
    whom.strip_prefix("income:").map_or_else(|| whom.to_owned(), |group| group.replace('_', " "))
}

/// A change in percent, with its interval.
pub fn percent(spread: &Spread) -> String {
    match &spread.quantiles {
        None => signed(spread.value),
        Some(found) => format!("{} ({} to {})", signed(spread.value), signed(found.p05), signed(found.p95)),
    }
}

/// Without the sign of what rounds to nothing.
fn signed(pct: f64) -> String {
    let rounded = format!("{pct:+.3}");
    if rounded == "-0.000" { "+0.000".to_owned() } else { rounded }
}

/// A number with its interval.
pub fn number(spread: &Spread, digits: usize) -> String {
    match &spread.quantiles {
        None => format!("{:.digits$}", spread.value),
        Some(found) => {
            format!("{:.digits$} ({:.digits$} to {:.digits$})", spread.value, found.p05, found.p95)
        }
    }
}
