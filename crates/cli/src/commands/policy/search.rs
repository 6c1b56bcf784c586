//! `comity policy search`.

use super::Common;
use crate::errors::Failure;
use crate::output::{PrintFormat, csv, print, print_json};
use clap::Args;
use comfy_table::{Table, presets};
use comity_policy::Index;
use comity_policy::answer::Found;

#[derive(Debug, Args)]
pub struct SearchArgs {
    /// Words, or their beginnings, that must all occur in what is known of a measure
    #[arg(required = true)]
    words: Vec<String>,
    #[command(flatten)]
    common: Common,
}

pub fn run(args: &SearchArgs) -> Result<(), Failure> {
    let words = args.words.join(" ");
    let found = find(&args.common, &words)?;
    match args.common.format {
        PrintFormat::Table if found.is_empty() => {
            let index = Index::new(args.common.registry()?);
            Err(Failure::new(format!("no measure has all of: {words}")).with_hint(index.hint(&words)))
        }
        PrintFormat::Table => print(format_args!("{}", table(&found))),
        PrintFormat::Csv => print(format_args!("{}", csv(rows(&found))?)),
        PrintFormat::Json => print_json(&found),
    }
}

/// A database finds by itself and reads no measure; a folder is read and indexed.
fn find(common: &Common, words: &str) -> Result<Vec<Found>, Failure> {
    if let Some(mut database) = common.database()? {
        return Ok(database.search(words, usize::MAX)?);
    }
    Ok(Index::new(common.registry()?).find(words).into_iter().map(Found::from).collect())
}

const COLUMNS: [&str; 5] = ["id", "jurisdiction", "title", "official_ref", "status"];

fn row(found: &Found) -> [&str; 5] {
    let Found { id, jurisdiction, title, official_ref, status } = found;
    [id, jurisdiction, title, official_ref, status]
}

fn table(found: &[Found]) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(COLUMNS.map(|column| column.replace('_', " ")));
    for measure in found {
        table.add_row(row(measure));
    }
    format!("{}\n", table.trim_fmt())
}

fn rows(found: &[Found]) -> Vec<[&str; 5]> {
    std::iter::once(COLUMNS).chain(found.iter().map(row)).collect()
}
