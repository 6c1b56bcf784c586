//! `comity policy history`.

use super::own::Own;
use crate::errors::Failure;
use crate::output::{PrintFormat, csv, print};
use clap::Args;
use comity_registry::Version;
use comity_registry::fields::{Difference, differences};
use serde_json::{Value, json};

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

/// A version and what it changed.
struct Step<'v> {
    version: &'v Version,
    what: &'static str,
    /// Field by field; nothing where the whole measure came or went.
    fields: Vec<Difference>,
}

pub fn run(args: &HistoryArgs) -> Result<(), Failure> {
    let versions = args.own.open()?.versions(&args.id)?;
    let steps = steps(&versions);
    match args.format {
        PrintFormat::Table => print(format_args!("{}", text(&args.id, &steps))),
        PrintFormat::Csv => print(format_args!("{}", csv(rows(&steps))?)),
        PrintFormat::Json => print(format_args!("{:#}\n", json(&steps))),
    }
}

fn steps(versions: &[Version]) -> Vec<Step<'_>> {
    let mut before: Option<&str> = None;
    let mut steps = Vec::with_capacity(versions.len());
    for version in versions {
        let now = version.text.as_deref();
        let (what, fields) = match (before, now) {
            (Some(before), Some(now)) => ("changed", differences(before, now)),
            (None, Some(_)) if version.number > 1 => ("restored", Vec::new()),
            (None, Some(_)) => ("added", Vec::new()),
            (_, None) => ("removed", Vec::new()),
        };
        steps.push(Step { version, what, fields });
        before = now;
    }
    steps
}

fn text(id: &str, steps: &[Step]) -> String {
    let mut text = format!("{id}\n");
    for Step { version: Version { number, by, at, why, .. }, what, fields } in steps {
        text += &format!("\nversion {number}, {what} by {by} on {at}: {why}\n");
        for field in fields {
            text += &format!("  {field}\n");
        }
    }
    text
}

fn rows(steps: &[Step]) -> Vec<[String; 8]> {
    let header = ["version", "at", "by", "why", "what", "field", "before", "after"].map(str::to_owned);
    let mut rows = vec![header];
    for Step { version: Version { number, by, at, why, .. }, what, fields } in steps {
        let row = |field: &str, before: &Option<String>, after: &Option<String>| {
            let [before, after] = [before, after].map(|value| value.clone().unwrap_or_default());
            let [at, by, why] = [at, by, why].map(Clone::clone);
            [number.to_string(), at, by, why, (*what).to_owned(), field.to_owned(), before, after]
        };
        if fields.is_empty() {
            rows.push(row("", &None, &None));
        }
        rows.extend(fields.iter().map(|one| row(&one.field, &one.before, &one.after)));
    }
    rows
}

fn json(steps: &[Step]) -> Value {
    let field = |one: &Difference| json!({ "field": one.field, "before": one.before, "after": one.after });
    let step = |Step { version: Version { number, by, at, why, .. }, what, fields }: &Step| {
        let fields: Vec<Value> = fields.iter().map(field).collect();
        json!({ "version": number, "at": at, "by": by, "why": why, "what": what, "fields": fields })
    };
    steps.iter().map(step).collect()
}
