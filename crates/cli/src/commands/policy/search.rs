//! `comity policy search`.

use super::Common;
use crate::errors::Failure;
use crate::output::{PrintFormat, csv, print};
use clap::Args;
use comfy_table::{Table, presets};
use comity_policy::{Index, Measure};
use serde_json::{Value, json};

#[derive(Debug, Args)]
pub struct SearchArgs {
    /// Words, or their beginnings, that must all occur in what is known of a measure
    #[arg(required = true)]
    words: Vec<String>,
    #[command(flatten)]
    common: Common,
}

pub fn run(args: &SearchArgs) -> Result<(), Failure> {
    let index = Index::new(args.common.registry()?);
    let words = args.words.join(" ");
    let found = index.find(&words);
    match args.common.format {
        PrintFormat::Table if found.is_empty() => {
            Err(Failure::new(format!("no measure has all of: {words}")).with_hint(index.hint(&words)))
        }
        PrintFormat::Table => print(format_args!("{}", table(&found))),
        PrintFormat::Csv => print(format_args!("{}", csv(rows(&found))?)),
        PrintFormat::Json => {
            print(format_args!("{:#}\n", found.iter().map(|found| json(found)).collect::<Value>()))
        }
    }
}

const COLUMNS: [&str; 5] = ["id", "jurisdiction", "title", "official_ref", "status"];

fn row(measure: &Measure) -> [&str; 5] {
    let Measure { id, jurisdiction, title, official_ref, status, .. } = measure;
    [id, jurisdiction, title, official_ref, status.word()]
}

fn table(found: &[&Measure]) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(COLUMNS.map(|column| column.replace('_', " ")));
    for measure in found {
        table.add_row(row(measure));
    }
    format!("{}\n", table.trim_fmt())
}

fn rows<'a>(found: &[&'a Measure]) -> Vec<[&'a str; 5]> {
    std::iter::once(COLUMNS).chain(found.iter().map(|measure| row(measure))).collect()
}

fn json(measure: &Measure) -> Value {
    COLUMNS.iter().zip(row(measure)).map(|(column, value)| ((*column).to_owned(), json!(value))).collect()
}
