//! `comity policy show`.

use super::Common;
use super::edit::version_line;
use crate::errors::Failure;
use crate::output::{PrintFormat, csv, print, print_json, wrapped};
use clap::Args;
use comfy_table::{Table, presets};
use comity_policy::{Date, Measure, Period, Registry};

#[derive(Debug, Args)]
#[command(disable_version_flag = true)] // `--version` names one of the measure
pub struct ShowArgs {
    /// The measure's id, as `comity policy search` gives it
    id: String,
    /// As TOML, to be changed and given back with `comity policy edit --file`
    #[arg(long, conflicts_with = "format")]
    toml: bool,
    /// An earlier version, of a registry in a database
    #[arg(long, value_name = "N", requires = "registry")]
    version: Option<u32>,
    #[command(flatten)]
    common: Common,
}

pub fn run(args: &ShowArgs) -> Result<(), Failure> {
    if let Some(mut database) = args.common.database()? {
        let version = database.version(&args.id, args.version)?;
        let text = database.text(&args.id, Some(version.number))?;
        if args.toml {
            return print(format_args!("{}{text}", version_line(&args.id, version.number)));
        }
        let registry = database.about();
        let measures = database.parse(&args.id, &text)?;
        return measures.first().map_or(Ok(()), |measure| shown(args, measure, registry));
    }
    if args.version.is_some() {
        return Err(Failure::new("a folder of measures has no versions")
            .with_hint("`comity policy init` makes a registry that keeps them"));
    }
    let registry = args.common.registry()?;
    let measure = registry.measure(&args.id)?;
    if args.toml {
        return print(format_args!("{}", measure.to_toml()));
    }
    shown(args, measure, registry)
}

fn shown(args: &ShowArgs, measure: &Measure, registry: &Registry) -> Result<(), Failure> {
    match args.common.format {
        PrintFormat::Table => print(format_args!("{}", text(measure, registry))),
        PrintFormat::Csv => print(format_args!("{}", csv(rows(measure, registry.as_of()))?)),
        PrintFormat::Json => print_json(measure),
    }
}

fn text(measure: &Measure, registry: &Registry) -> String {
    let mut text = format!("{}\n  {}, {}\n\n", measure.id, measure.title, measure.official_ref);
    let mut line = |label: &str, content: &str| {
        if !content.is_empty() {
            text += &format!("  {label:<13}{}\n", wrapped(content, 15));
        }
    };
    let name = |code: &str| registry.jurisdictions.name(code).to_owned();
    line("of", &name(&measure.jurisdiction));
    line("part", &if measure.subnational.is_empty() { String::new() } else { name(&measure.subnational) });
    line("parties", &measure.parties.join(", "));
    line(
        "status",
        &format!("{}, {} law", measure.status.word(), measure.binding.word()).replace("bill law", "bill"),
    );
    line("kind", &measure.kind);
    line("sectors", &measure.sectors.join(", "));
    let dates = [
        ("introduced", measure.introduced),
        ("adopted", measure.adopted),
        ("in force", measure.in_force),
        ("applies from", measure.applies_from),
        ("ended", measure.lapsed_or_revoked),
    ];
    for (label, date) in dates {
        line(label, &date.map(|date| date.to_string()).unwrap_or_default());
    }
    line("summary", &measure.summary);
    line("penalties", &measure.max_penalty);
    line("openness", &measure.openness.join(", "));
    line("standards", &measure.standards.join(", "));
    let partners: Vec<&str> = measure.recognises.iter().map(|partner| partner.code.as_str()).collect();
    line("recognises", &partners.join(", "));
    let seen = if measure.url_seen { "" } else { " (not opened)" };
    line("source", &format!("{}{seen}", measure.source_url));
    line("read at", &measure.read_at);
    let coded = measure.coded_on.map(|date| format!(", coded {date}")).unwrap_or_default();
    line("confidence", &format!("{}, {}{coded}", measure.confidence, measure.basis.replace('_', " ")));
    line("notes", &measure.notes);
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(["from", "until", "feature", "level", "article"]);
    let rows = rows(measure, registry.as_of());
    for row in rows.iter().skip(1) {
        table.add_row(row);
    }
    if rows.len() > 1 {
        let heading = if measure.is_bill() { "What it would require" } else { "What it requires" };
        text += &format!("\n{heading}\n{}\n", table.trim_fmt());
    }
    text
}

/// Everything that it ever requires, in the order of dates.
fn rows(measure: &Measure, as_of: Date) -> Vec<[String; 5]> {
    let mut periods = measure.periods(as_of);
    periods.sort_by_key(|period| period.from);
    let header = ["from", "until", "feature", "level", "article"].map(str::to_owned);
    let row = |period: Period| {
        let until = period.until.map(|until| until.to_string()).unwrap_or_default();
        let requirement = period.requirement;
        let (feature, article) = (requirement.feature.clone(), requirement.article.clone());
        [period.from.to_string(), until, feature, requirement.level.to_string(), article]
    };
    std::iter::once(header).chain(periods.into_iter().map(row)).collect()
}
