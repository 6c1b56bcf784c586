//! `comity policy explain`.

use super::distance::places;
use super::method::{Method, When};
use super::{Common, shown};
use crate::errors::Failure;
use crate::output::{PrintFormat, csv, print};
use clap::Args;
use comfy_table::{CellAlignment, Table, presets};
use comity_policy::{Date, Part, Rules};
use serde_json::{Value, json};

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
    let place = |code: &String| Ok::<_, Failure>(places(&rules, std::slice::from_ref(code))?[0]);
    let parts = rules.parts(place(&args.origin)?, place(&args.destination)?, date);
    match args.common.format {
        PrintFormat::Table => print(format_args!("{}", table(&parts, args, &rules, date))),
        PrintFormat::Csv => print(format_args!("{}", csv(rows(&parts))?)),
        PrintFormat::Json => print(format_args!("{:#}\n", json(&parts, args, date))),
    }
}

fn table(parts: &[Part], args: &ExplainArgs, rules: &Rules, date: Date) -> String {
    let [origin, destination] =
        [&args.origin, &args.destination].map(|code| rules.registry.jurisdictions.name(code));
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
        let (measure, article) = because(part);
        let (burden, recognised) = (shown(part.burden), shown(part.recognised));
        table.add_row([&burden, &part.feature.name, &home, &there, &recognised, measure, article]);
    }
    for column in [0, 2, 3, 4] {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    text += &format!("\n{}\n", table.trim_fmt());
    text
}

fn because<'a>(part: &'a Part) -> (&'a str, &'a str) {
    part.because.as_ref().map_or(("", ""), |because| (&because.measure.id, because.article))
}

fn rows(parts: &[Part]) -> Vec<[String; 7]> {
    let header = ["feature", "burden", "origin", "destination", "recognised", "measure", "article"];
    let row = |part: &Part| {
        let numbers = [part.burden, part.origin, part.destination, part.recognised];
        let [burden, origin, destination, recognised] = numbers.map(|number| number.to_string());
        let (measure, article) = because(part);
        let id = part.feature.id.clone();
        [id, burden, origin, destination, recognised, measure.to_owned(), article.to_owned()]
    };
    std::iter::once(header.map(str::to_owned)).chain(parts.iter().map(row)).collect()
}

fn json(parts: &[Part], args: &ExplainArgs, date: Date) -> Value {
    let part = |part: &Part| {
        let (measure, article) = because(part);
        json!({
            "feature": part.feature.id,
            "burden": part.burden,
            "origin": part.origin,
            "destination": part.destination,
            "recognised": part.recognised,
            "measure": measure,
            "article": article,
        })
    };
    let parts: Vec<Value> = parts.iter().map(part).collect();
    json!({ "date": date, "origin": args.origin, "destination": args.destination, "parts": parts })
}
