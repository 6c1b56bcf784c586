//! `comity data`.

mod show;

use crate::errors::Failure;
use crate::output::print;
use clap::{Args, Subcommand, ValueEnum};
use comity_data::check::{Balance, Report};
use comity_data::frame::Format;
use comity_data::import::import_long;
use comity_data::units::{money, percent};
use comity_data::{Baseline, Meta};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub enum DataCommand {
    /// Turn another table into a baseline folder
    #[command(subcommand)]
    Import(ImportCommand),
    /// Say whether a baseline adds up
    Check(CheckArgs),
    /// Say what is in a baseline
    Show(show::ShowArgs),
}

#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    /// A table with one row for each seller and buyer, such as WIOD, ICIO, FIGARO or EXIOBASE in long form
    Long(LongArgs),
}

#[derive(Debug, Args)]
pub struct LongArgs {
    /// The table: .parquet or .csv
    file: PathBuf,
    /// What its columns and codes mean (docs/data.md shows how to write one)
    #[arg(long, value_name = "SPEC.toml")]
    spec: PathBuf,
    /// Folder for the baseline
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    /// Format of its tables
    #[arg(long, value_enum, default_value_t = TableFormat::Parquet)]
    format: TableFormat,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum TableFormat {
    Parquet,
    Csv,
}

#[derive(Debug, Args)]
pub struct CheckArgs {
    /// A folder, or the name of an embedded baseline
    #[arg(value_name = "FOLDER|NAME")]
    baseline: String,
}

pub fn run(command: &DataCommand) -> Result<(), Failure> {
    match command {
        DataCommand::Import(ImportCommand::Long(args)) => import(args),
        DataCommand::Check(args) => check(args),
        DataCommand::Show(args) => show::run(args),
    }
}

fn import(args: &LongArgs) -> Result<(), Failure> {
    let import = import_long(&args.file, &args.spec)?;
    let format = match args.format {
        TableFormat::Parquet => Format::Parquet,
        TableFormat::Csv => Format::Csv,
    };
    import.baseline.write(&args.out, format)?;
    print(format_args!("{}\nbaseline: {}\n", steps(&import.baseline.meta), args.out.display()))
}

fn check(args: &CheckArgs) -> Result<(), Failure> {
    let baseline = Baseline::open(&args.baseline)?;
    let Report { balances, warnings } = baseline.check();
    let mut text = show::headline(&baseline.summary(0)) + "\n";
    for balance in &balances {
        text += &lines(balance, &baseline.meta.unit);
    }
    for warning in &warnings {
        text += &format!("\nwarning: {warning}\n");
    }
    print(format_args!("{text}\nno errors, {}\n", counted(warnings.len(), "warning", "warnings")))
}

/// Steps, numbered, one a line.
fn steps(meta: &Meta) -> String {
    let line = |(step, number): (&comity_data::Step, usize)| {
        let input = if step.input.is_empty() { String::new() } else { format!(" [{}]", step.input) };
        format!("  {number}. {}{input}\n", step.operation)
    };
    meta.steps.iter().zip(1..).map(line).collect()
}

fn lines(balance: &Balance, unit: &str) -> String {
    let Balance { name, left, right, gap, share, largest } = balance;
    let [left, right, gap] = [*left, *right, *gap].map(money);
    let unit = if unit.is_empty() { String::new() } else { format!(" {unit}") };
    let mut text =
        format!("\n{name}\n  {left} and {right}{unit}; gaps add up to {gap}, {}%\n", percent(*share));
    for gap in largest {
        let seller = format!("{} {}", gap.economy, gap.sector);
        let [left, right] = [gap.left, gap.right].map(money);
        let share = percent(ratio(gap.difference(), gap.right));
        text += &format!("  {}: {left} and {right}, {share}%\n", seller.trim_end());
    }
    text
}

/// A number and its noun.
fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", money(number as f64), if number == 1 { one } else { many })
}

fn ratio(part: f64, whole: f64) -> f64 {
    if whole == 0.0 { 0.0 } else { part / whole }
}
