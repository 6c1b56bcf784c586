//! `comity data show`.

use super::{counted, ratio, steps};
use crate::errors::Failure;
use crate::output::{PrintFormat, csv, print};
use clap::{Args, ValueEnum};
use comfy_table::{CellAlignment, Table, presets};
use comity_data::summary::Summary;
use comity_data::units::{money, percent};
use comity_data::{Baseline, Meta};

#[derive(Debug, Args)]
pub struct ShowArgs {
    /// A folder, or the name of an embedded baseline
    #[arg(value_name = "FOLDER|NAME")]
    baseline: String,
    /// How to print it
    #[arg(long, value_enum, default_value_t = PrintFormat::Table)]
    format: PrintFormat,
    /// One list only [default: everything as a table or JSON, economies as CSV]
    #[arg(long, value_enum)]
    list: Option<List>,
    /// How many of the largest international flows
    #[arg(long, default_value_t = 10, value_name = "N")]
    top: usize,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum List {
    Economies,
    Sectors,
    Flows,
}

pub fn run(args: &ShowArgs) -> Result<(), Failure> {
    let summary = Baseline::open(&args.baseline)?.summary(args.top);
    let text = match (args.format, args.list) {
        (PrintFormat::Csv, list) => csv(rows(&summary, list.unwrap_or(List::Economies), &EXACT))?,
        (PrintFormat::Table, Some(list)) => table(&rows(&summary, list, &SHORT)),
        (PrintFormat::Table, None) => everything(&summary),
        (PrintFormat::Json, list) => {
            let value = match list {
                None => serde_json::to_value(&summary),
                Some(List::Economies) => serde_json::to_value(&summary.economies),
                Some(List::Sectors) => serde_json::to_value(&summary.sectors),
                Some(List::Flows) => serde_json::to_value(&summary.flows),
            };
            format!("{:#}\n", value.map_err(Failure::new)?)
        }
    };
    print(format_args!("{text}"))
}

/// What it is in one line.
pub fn headline(summary: &Summary) -> String {
    let Meta { name, year, unit, .. } = &summary.meta;
    let economies = counted(summary.economies.len(), "economy", "economies");
    let sectors = counted(summary.sectors.len(), "sector", "sectors");
    let factors = counted(summary.factors.len(), "factor", "factors");
    let flows = counted(summary.world.flows, "flow", "flows");
    let names = summary.factors.join(", ");
    let mut text = format!("{name}: {economies}, {sectors}, {factors} ({names}), {flows}");
    if !unit.is_empty() {
        text += &format!("; {unit}");
    }
    if *year != 0 {
        text += &format!(", {year}");
    }
    text
}

fn everything(summary: &Summary) -> String {
    let Meta { source, licence, notes, unit, .. } = &summary.meta;
    let mut text = headline(summary) + "\n";
    for (name, words) in [("source", source), ("licence", licence), ("notes", notes)] {
        if !words.is_empty() {
            text += &format!("\n{name}\n");
            text.extend(words.trim().lines().map(|line| format!("{}\n", format!("  {line}").trim_end())));
        }
    }
    if !summary.meta.steps.is_empty() {
        text += &format!("\nhow it was made\n{}", steps(&summary.meta));
    }
    let world = &summary.world;
    let share = percent(ratio(world.trade, world.output));
    let [output, value_added, trade, revenue] =
        [world.output, world.value_added, world.trade, world.tariff_revenue].map(money);
    text += &format!("\nworld, {unit}\n  output {output}, value added {value_added}\n");
    text += &format!("  trade {trade} ({share}% of output), tariff revenue {revenue}\n");
    for (name, list) in
        [("economies", List::Economies), ("sectors", List::Sectors), ("largest flows", List::Flows)]
    {
        text += &format!("\n{name}, {unit}\n{}", table(&rows(summary, list, &SHORT)));
    }
    text += "\nfiles, SHA-256\n";
    text.extend(summary.files.iter().map(|file| format!("  {}  {}\n", file.sha256, file.name)));
    text
}

/// How numbers are written.
struct Numbers {
    amount: fn(f64) -> String,
    rate: fn(f64) -> String,
}

const EXACT: Numbers = Numbers { amount: |value| value.to_string(), rate: |value| value.to_string() };
const SHORT: Numbers = Numbers { amount: money, rate: |value| percent(value) + "%" };

/// A header and rows.
fn rows(summary: &Summary, list: List, numbers: &Numbers) -> Vec<Vec<String>> {
    let row = |words: &[&str], amounts: &[f64]| -> Vec<String> {
        words
            .iter()
            .map(|&word| word.to_owned())
            .chain(amounts.iter().map(|&value| (numbers.amount)(value)))
            .collect()
    };
    let (header, rows): (&[&str], Vec<Vec<String>>) = match list {
        List::Economies => (
            &["code", "name", "income_group", "region", "output", "value_added", "exports", "imports"],
            summary
                .economies
                .iter()
                .map(|e| {
                    let words = [&e.code, &e.name, &e.income_group, &e.region].map(String::as_str);
                    row(&words, &[e.output, e.value_added, e.exports, e.imports])
                })
                .collect(),
        ),
        List::Sectors => (
            &["code", "name", "group", "theta", "output", "value_added", "trade"],
            summary
                .sectors
                .iter()
                .map(|s| {
                    row(
                        &[&s.code, &s.name, &s.group, &s.theta.to_string()],
                        &[s.output, s.value_added, s.trade],
                    )
                })
                .collect(),
        ),
        List::Flows => (
            &["sector", "origin", "destination", "tariff", "value"],
            summary
                .flows
                .iter()
                .map(|f| row(&[&f.sector, &f.origin, &f.destination, &(numbers.rate)(f.tariff)], &[f.value]))
                .collect(),
        ),
    };
    std::iter::once(row(header, &[])).chain(rows).collect()
}

/// Columns in line, numbers to the right.
fn table(rows: &[Vec<String>]) -> String {
    const NUMBERS: [&str; 8] =
        ["theta", "output", "value_added", "exports", "imports", "trade", "value", "tariff"];
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    if let Some((header, rows)) = rows.split_first() {
        table.set_header(header.clone());
        table.add_rows(rows.iter().cloned());
        for (column, name) in table.column_iter_mut().zip(header) {
            if NUMBERS.contains(&name.as_str()) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
    }
    table.trim_fmt() + "\n"
}
