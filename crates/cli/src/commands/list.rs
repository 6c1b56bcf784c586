//! `comity list`.

use crate::errors::Failure;
use clap::{Args, ValueEnum};
use comity_data::Baseline;
use comity_scenario::{Scenario, embedded};
use serde_json::json;

#[derive(Debug, Args)]
pub struct ListArgs {
    /// How to print the list
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// For reading
    Table,
    /// Comma-separated values
    Csv,
    /// JSON
    Json,
}

/// Something that ships inside the binary.
struct Item {
    kind: &'static str,
    name: String,
    summary: String,
}

pub fn run(args: &ListArgs) -> Result<(), Failure> {
    let items = items()?;
    match args.format {
        Format::Table => print!("{}", table(&items)),
        Format::Csv => print!("{}", csv(&items)?),
        Format::Json => println!("{:#}", json(&items)),
    }
    Ok(())
}

fn items() -> Result<Vec<Item>, Failure> {
    let mut items = Vec::new();
    for name in Baseline::embedded_names() {
        let baseline = Baseline::embedded(name).map_err(Failure::from)?;
        let (economies, sectors) = (baseline.economies.len(), baseline.sectors.len());
        let year = baseline.meta.year;
        let summary = format!("{economies} economies, {sectors} sectors, {year}");
        items.push(Item { kind: "baseline", name: name.to_owned(), summary });
    }
    for source in embedded() {
        let scenario = Scenario::parse(source)?;
        let name = scenario.source.stem().to_owned();
        items.push(Item { kind: "scenario", name, summary: scenario.summary });
    }
    Ok(items)
}

fn table(items: &[Item]) -> String {
    let width = items.iter().map(|item| item.name.len()).max().unwrap_or_default();
    let mut text = String::new();
    for kind in ["baseline", "scenario"] {
        text += &format!("{kind}s\n");
        for item in items.iter().filter(|item| item.kind == kind) {
            text += &format!("  {:width$}  {}\n", item.name, item.summary);
        }
    }
    text
}

fn csv(items: &[Item]) -> Result<String, Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let rows = items.iter().map(|item| [item.kind, &item.name, &item.summary]);
    for row in std::iter::once(["kind", "name", "summary"]).chain(rows) {
        writer.write_record(row).map_err(Failure::new)?;
    }
    let bytes = writer.into_inner().map_err(Failure::new)?;
    String::from_utf8(bytes).map_err(Failure::new)
}

fn json(items: &[Item]) -> serde_json::Value {
    items
        .iter()
        .map(|item| json!({ "kind": item.kind, "name": item.name, "summary": item.summary }))
        .collect()
}
