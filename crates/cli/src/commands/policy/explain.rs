//! `comity policy explain`.

use super::method::{Method, When};
use super::{Common, shown};
use crate::errors::Failure;
use crate::output::{PrintFormat, csv, print, print_json};
use clap::Args;
use comfy_table::{CellAlignment, Table, presets};
use comity_policy::Rules;
use comity_policy::answer::{Explained, ExplainedPart};

#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// Code of the economy that sells
    origin: String,
    /// Code of the economy that it sells to
    destination: String,
    #[command(flatten)]
    when: When,
    #[command(flatten)]
    method: Method,
    #[command(flatten)]
    common: Common,
}

pub fn run(args: &ExplainArgs) -> Result<(), Failure> {
    let rules = args.method.rules(&args.common)?;
    let date = args.when.on(rules.registry);
    let [origin, destination] = [rules.place_of(&args.origin)?, rules.place_of(&args.destination)?];
    let explained = Explained::of(&rules, origin, destination, date);
    match args.common.format {
        PrintFormat::Table => print(format_args!("{}", table(&explained, &rules))),
        PrintFormat::Csv => print(format_args!("{}", csv(rows(&explained.parts))?)),
        PrintFormat::Json => print_json(&explained),
    }
}

fn table(explained: &Explained, rules: &Rules) -> String {
    let Explained { date, origin, destination, parts } = explained;
    let [origin, destination] = [origin, destination].map(|code| rules.registry.jurisdictions.name(code));
    let features = &rules.registry.taxonomy;
    let name = |id: &str| features.feature(id).map_or("", |place| features.features[place].name.as_str());
    let total = parts.iter().fold(0.0, |sum, part| sum + part.burden);
    let mut text = format!("Burden of selling from {origin} to {destination}, {date}: {total:.3}\n");
    if parts.is_empty() {
        return text + "\nNothing is required there beyond what is required at home.\n";
    }
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(["burden", "feature", "at home", "there", "recognised", "measure", "article"]);
    for part in parts {
        let [home, there] = [part.origin, part.destination].map(|stringency| format!("{stringency:.1}"));
        let (burden, recognised) = (shown(part.burden), shown(part.recognised));
        let (feature, ExplainedPart { measure, article, .. }) = (name(&part.feature), part);
        table.add_row([&burden, feature, &home, &there, &recognised, measure, article]);
    }
    for column in [0, 2, 3, 4] {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    text += &format!("\n{}\n", table.trim_fmt());
    text
}

fn rows(parts: &[ExplainedPart]) -> Vec<[String; 7]> {
    let header = ["feature", "burden", "origin", "destination", "recognised", "measure", "article"];
    let row = |part: &ExplainedPart| {
        let numbers = [part.burden, part.origin, part.destination, part.recognised];
        let [burden, origin, destination, recognised] = numbers.map(|number| number.to_string());
        let [id, measure, article] = [&part.feature, &part.measure, &part.article].map(String::clone);
        [id, burden, origin, destination, recognised, measure, article]
    };
    std::iter::once(header.map(str::to_owned)).chain(parts.iter().map(row)).collect()
}
