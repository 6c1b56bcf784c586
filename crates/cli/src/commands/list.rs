//! `comity list`.

use crate::errors::Failure;
use crate::output::{PrintFormat, csv, print};
use clap::Args;
use comity_data::Baseline;
use comity_scenario::{Scenario, embedded};
use serde_json::json;

#[derive(Debug, Args)]
pub struct ListArgs {
    /// How to print the list
    #[arg(long, value_enum, default_value_t = PrintFormat::Table)]
    format: PrintFormat,
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
        PrintFormat::Table => print(format_args!("{}", table(&items))),
        PrintFormat::Csv => {
            let rows = items.iter().map(|item| [item.kind, &item.name, &item.summary]);
            let text = csv(std::iter::once(["kind", "name", "summary"]).chain(rows))?;
            print(format_args!("{text}"))
        }
        PrintFormat::Json => print(format_args!("{:#}\n", json(&items))),
    }
}

fn items() -> Result<Vec<Item>, Failure> {
    let mut items = Vec::new();
    for name in Baseline::embedded_names() {
        let baseline = Baseline::embedded(name)?;
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

fn json(items: &[Item]) -> serde_json::Value {
    items
        .iter()
        .map(|item| json!({ "kind": item.kind, "name": item.name, "summary": item.summary }))
        .collect()
}
