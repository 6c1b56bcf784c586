//! `comity data`.

use crate::errors::Failure;
use clap::{Args, Subcommand, ValueEnum};
use comfy_table::{CellAlignment, Table, presets};
use comity_data::check::{Balance, Report};
use comity_data::frame::Format;
use comity_data::import::import_long;
use comity_data::summary::Summary;
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
    Show(ShowArgs),
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

#[derive(Debug, Args)]
pub struct ShowArgs {
    /// A folder, or the name of an embedded baseline
    #[arg(value_name = "FOLDER|NAME")]
    baseline: String,
    /// How to print it
    #[arg(long, value_enum, default_value_t = PrintFormat::Table)]
    format: PrintFormat,
    /// What to print as a table or CSV [default: everything as a table, economies as CSV]
    #[arg(long, value_enum)]
    list: Option<List>,
    /// How many of the largest international flows
    #[arg(long, default_value_t = 10, value_name = "N")]
    top: usize,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum PrintFormat {
    /// For reading
    Table,
    /// Comma-separated values
    Csv,
    /// JSON
    Json,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum List {
    Economies,
    Sectors,
    Flows,
}

pub fn run(command: &DataCommand) -> Result<(), Failure> {
    match command {
        DataCommand::Import(ImportCommand::Long(args)) => import(args),
        DataCommand::Check(args) => check(args),
        DataCommand::Show(args) => show(args),
    }
}

fn import(args: &LongArgs) -> Result<(), Failure> {
    let import = import_long(&args.file, &args.spec)?;
    let format = match args.format {
        TableFormat::Parquet => Format::Parquet,
        TableFormat::Csv => Format::Csv,
    };
    import.baseline.write(&args.out, format)?;
    print_steps(&import.baseline.meta);
    println!("\nbaseline: {}", args.out.display());
    Ok(())
}

fn check(args: &CheckArgs) -> Result<(), Failure> {
    let baseline = Baseline::open(&args.baseline)?;
    println!("{}", headline(&baseline.summary(0)));
    let Report { balances, warnings } = baseline.check();
    for balance in &balances {
        print_balance(balance, &baseline.meta.unit);
    }
    for warning in &warnings {
        println!("\nwarning: {warning}");
    }
    match warnings.len() {
        0 => println!("\nno errors, no warnings"),
        1 => println!("\nno errors, 1 warning"),
        many => println!("\nno errors, {many} warnings"),
    }
    Ok(())
}

fn show(args: &ShowArgs) -> Result<(), Failure> {
    let summary = Baseline::open(&args.baseline)?.summary(args.top);
    match (args.format, args.list) {
        (PrintFormat::Json, _) => {
            println!("{}", serde_json::to_string_pretty(&summary).map_err(Failure::new)?)
        }
        (PrintFormat::Csv, list) => {
            print!("{}", csv(&rows(&summary, list.unwrap_or(List::Economies), &exact))?)
        }
        (PrintFormat::Table, Some(list)) => println!("{}", table(&rows(&summary, list, &money))),
        (PrintFormat::Table, None) => print_summary(&summary),
    }
    Ok(())
}

fn print_summary(summary: &Summary) {
    let Meta { source, licence, notes, unit, .. } = &summary.meta;
    println!("{}", headline(summary));
    for (name, text) in [("source", source), ("licence", licence), ("notes", notes)] {
        if !text.is_empty() {
            println!("\n{name}\n  {}", text.trim().replace('\n', "\n  "));
        }
    }
    if !summary.meta.steps.is_empty() {
        println!("\nhow it was made");
        print_steps(&summary.meta);
    }
    let world = &summary.world;
    println!("\nworld, {unit}");
    println!("  output {}, value added {}", money(world.output), money(world.value_added));
    println!("  trade {} ({}% of output)", money(world.trade), percent(ratio(world.trade, world.output)));
    println!("  tariff revenue {}", money(world.tariff_revenue));
    let lists = [("economies", List::Economies), ("sectors", List::Sectors), ("largest flows", List::Flows)];
    for (name, list) in lists {
        println!("\n{name}, {unit}\n{}", table(&rows(summary, list, &money)));
    }
    println!("\nfiles, SHA-256");
    for file in &summary.files {
        println!("  {}  {}", file.sha256, file.name);
    }
}

fn print_steps(meta: &Meta) {
    for (step, number) in meta.steps.iter().zip(1..) {
        let input = if step.input.is_empty() { String::new() } else { format!(" [{}]", step.input) };
        println!("  {number}. {}{input}", step.operation);
    }
}

fn headline(summary: &Summary) -> String {
    let Meta { name, year, unit, .. } = &summary.meta;
    let year = if *year == 0 { String::new() } else { format!(", {year}") };
    let unit = if unit.is_empty() { String::new() } else { format!(", {unit}") };
    let (economies, sectors) = (summary.economies.len(), summary.sectors.len());
    let (factors, flows) = (summary.factors.join(", "), money(summary.world.flows as f64));
    format!("{name}: {economies} economies, {sectors} sectors, {flows} flows, factors {factors}{unit}{year}")
}

fn print_balance(balance: &Balance, unit: &str) {
    println!("\n{}", balance.name);
    println!(
        "  {} = {} {unit}; gaps of {} in sum, {}%",
        money(balance.left),
        money(balance.right),
        money(balance.gap),
        percent(balance.share)
    );
    for gap in &balance.largest {
        println!(
            "  {}: {} and {}, {}%",
            format!("{} {}", gap.economy, gap.sector).trim_end(),
            money(gap.left),
            money(gap.right),
            percent(ratio(gap.difference(), gap.right))
        );
    }
}

fn ratio(part: f64, whole: f64) -> f64 {
    if whole == 0.0 { 0.0 } else { part / whole }
}

/// A number as it is.
fn exact(value: f64) -> String {
    value.to_string()
}

/// A header and rows, numbers written by `number`.
fn rows(summary: &Summary, list: List, number: &dyn Fn(f64) -> String) -> Vec<Vec<String>> {
    let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
    let row = |text: &[&String], numbers: &[f64]| {
        text.iter().map(|&text| text.clone()).chain(numbers.iter().map(|&value| number(value))).collect()
    };
    match list {
        List::Economies => {
            let header =
                ["code", "name", "income_group", "region", "output", "value_added", "exports", "imports"];
            let rows = summary.economies.iter().map(|e| {
                row(
                    &[&e.code, &e.name, &e.income_group, &e.region],
                    &[e.output, e.value_added, e.exports, e.imports],
                )
            });
            std::iter::once(words(&header)).chain(rows).collect()
        }
        List::Sectors => {
            let header = ["code", "name", "group", "theta", "output", "value_added", "trade"];
            let rows = summary.sectors.iter().map(|s| {
                row(&[&s.code, &s.name, &s.group, &exact(s.theta)], &[s.output, s.value_added, s.trade])
            });
            std::iter::once(words(&header)).chain(rows).collect()
        }
        List::Flows => {
            let header = ["sector", "origin", "destination", "tariff", "value"];
            let rows = summary
                .flows
                .iter()
                .map(|f| row(&[&f.sector, &f.origin, &f.destination, &exact(f.tariff)], &[f.value]));
            std::iter::once(words(&header)).chain(rows).collect()
        }
    }
}

fn csv(rows: &[Vec<String>]) -> Result<String, Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).map_err(Failure::new)?;
    }
    String::from_utf8(writer.into_inner().map_err(Failure::new)?).map_err(Failure::new)
}

/// Columns in line, numbers to the right.
fn table(rows: &[Vec<String>]) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    if let Some((header, rows)) = rows.split_first() {
        table.set_header(header.clone());
        table.add_rows(rows.iter().cloned());
        let numeric = ["theta", "output", "value_added", "exports", "imports", "trade", "value", "tariff"];
        for (column, name) in table.column_iter_mut().zip(header) {
            if numeric.contains(&name.as_str()) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
    }
    table.trim_fmt()
}
