//! `comity policy profile`.

use super::Common;
use super::method::{Method, When};
use crate::errors::Failure;
use crate::output::{PrintFormat, csv, print, print_json, wrapped};
use clap::Args;
use comfy_table::{CellAlignment, Table, presets};
use comity_policy::answer::Profiled;
use comity_policy::{Line, Profile};

#[derive(Debug, Args)]
pub struct ProfileArgs {
    /// Code of an economy, such as KOR, or of a union, such as EU
    economy: String,
    #[command(flatten)]
    when: When,
    #[command(flatten)]
    method: Method,
    #[command(flatten)]
    common: Common,
}

pub fn run(args: &ProfileArgs) -> Result<(), Failure> {
    let rules = args.method.rules(&args.common)?;
    let profile = rules.profile(&args.economy, args.when.on(rules.registry))?;
    let code = &profile.jurisdiction.code;
    if rules.place(code).is_none()
        && rules.registry.measures.iter().all(|measure| measure.jurisdiction != *code)
    {
        eprintln!("warning: the registry has no measure of `{code}`, which is not to say that there is none");
    }
    match args.common.format {
        PrintFormat::Table => print(format_args!("{}", table(&profile))),
        PrintFormat::Csv => print(format_args!("{}", csv(rows(&profile))?)),
        PrintFormat::Json => print_json(&Profiled::from(&profile)),
    }
}

fn table(profile: &Profile) -> String {
    let Profile { jurisdiction, date, lines } = profile;
    let mut text = format!("{}, {date}\n\n", jurisdiction.name);
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(["feature", "stringency", "measure", "article"]);
    for line in lines {
        if let Some(because) = &line.because {
            let stringency = format!("{:.1}", line.stringency);
            table.add_row([&line.feature.name, &stringency, &because.measure.id, because.article]);
        }
    }
    if table.is_empty() {
        return text + "Nothing in force on this day.\n";
    }
    if let Some(column) = table.column_mut(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    text += &format!("{}\n", table.trim_fmt());
    let nothing: Vec<&str> =
        lines.iter().filter(|line| line.because.is_none()).map(|line| line.feature.name.as_str()).collect();
    if !nothing.is_empty() {
        text += &format!("\n{}\n", wrapped(&format!("Nothing on: {}.", nothing.join(", ")), 0));
    }
    text + "\nStringency from 0 to 3; soft law, parts of the economy and what is not sure count less.\n"
}

fn rows(profile: &Profile) -> Vec<[String; 4]> {
    let header = ["feature", "stringency", "measure", "article"].map(str::to_owned);
    let row = |line: &Line| {
        let because = line.because.as_ref();
        let measure = because.map(|because| because.measure.id.clone()).unwrap_or_default();
        let article = because.map(|because| because.article.to_owned()).unwrap_or_default();
        [line.feature.id.clone(), line.stringency.to_string(), measure, article]
    };
    std::iter::once(header).chain(profile.lines.iter().map(row)).collect()
}
