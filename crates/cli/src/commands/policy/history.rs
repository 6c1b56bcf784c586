//! `comity policy history`.

use super::own::Own;
use crate::errors::Failure;
use crate::output::{PrintFormat, csv, print, print_json};
use clap::Args;
use comity_registry::history::{Step, steps};

#[derive(Debug, Args)]
pub struct HistoryArgs {
    /// The measure's id
    id: String,
    #[command(flatten)]
    own: Own,
    /// How to print the answer
    #[arg(long, value_enum, default_value_t = PrintFormat::Table)]
    format: PrintFormat,
}

pub fn run(args: &HistoryArgs) -> Result<(), Failure> {
    let steps = steps(args.own.open()?.versions(&args.id)?);
    match args.format {
        PrintFormat::Table => print(format_args!("{}", text(&args.id, &steps))),
        PrintFormat::Csv => print(format_args!("{}", csv(rows(&steps))?)),
        PrintFormat::Json => print_json(&steps),
    }
}

fn text(id: &str, steps: &[Step]) -> String {
    let mut text = format!("{id}\n");
    for Step { version, by, at, why, what, fields } in steps {
        let what = what.word();
        text += &format!("\nversion {version}, {what} by {by} on {at}: {why}\n");
        for field in fields {
            text += &format!("  {field}\n");
        }
    }
    text
}

fn rows(steps: &[Step]) -> Vec<[String; 8]> {
    let header = ["version", "at", "by", "why", "what", "field", "before", "after"].map(str::to_owned);
    let mut rows = vec![header];
    for Step { version, by, at, why, what, fields } in steps {
        let row = |field: &str, before: &Option<String>, after: &Option<String>| {
            let [before, after] = [before, after].map(|value| value.clone().unwrap_or_default());
            let [at, by, why] = [at, by, why].map(Clone::clone);
            [version.to_string(), at, by, why, what.word().to_owned(), field.to_owned(), before, after]
        };
        if fields.is_empty() {
            rows.push(row("", &None, &None));
        }
        rows.extend(fields.iter().map(|one| row(&one.field, &one.before, &one.after)));
    }
    rows
}
