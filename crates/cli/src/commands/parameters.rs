//! `comity parameters`.

use crate::errors::Failure;
use crate::output::{PrintFormat, csv, print, print_json, wrapped};
use clap::Args;
use comfy_table::{CellAlignment, Table, presets};
use comity_data::nearest;
use comity_scenario::parameters::{Seen, Setting, Shown, Source};
use comity_scenario::{Parameters, Scenario, embedded};

/// A space at which no line ends.
const TOGETHER: char = '\u{a0}';

#[derive(Debug, Args)]
pub struct ParametersArgs {
    /// A parameter's id, to explain it in full; or words that must all occur in what is known of a parameter
    words: Vec<String>,
    /// Only those of one topic
    #[arg(long)]
    topic: Option<String>,
    /// Values as a school of economists would set them: cautious, central or optimistic
    #[arg(long)]
    school: Option<String>,
    /// How to print them
    #[arg(long, value_enum, default_value_t = PrintFormat::Table)]
    format: PrintFormat,
}

pub fn run(args: &ParametersArgs) -> Result<(), Failure> {
    let mut parameters = Parameters::library();
    if let Some(school) = &args.school {
        parameters = parameters
            .with_school(school)
            .map_err(|unknown| Failure::new(&unknown).with_hint(&unknown.hint))?;
    }
    let exact = match &args.words[..] {
        [id] => parameters.find(id).ok(),
        _ => None,
    };
    let chosen = match exact {
        Some(setting) => vec![setting],
        None => choose(&parameters, args)?,
    };
    match (args.format, exact) {
        (PrintFormat::Table, Some(setting)) => print(format_args!("{}", explanation(setting)?)),
        (PrintFormat::Table, None) => print(format_args!("{}", table(&chosen))),
        (PrintFormat::Csv, _) => print(format_args!("{}", csv(rows(&chosen))?)),
        (PrintFormat::Json, _) => print_json(&chosen.into_iter().map(Shown::from).collect::<Vec<_>>()),
    }
}

/// The parameters of the topic that have all words.
fn choose<'p>(parameters: &'p Parameters, args: &ParametersArgs) -> Result<Vec<&'p Setting>, Failure> {
    if let Some(topic) = &args.topic {
        let topics: Vec<&str> = Parameters::topics().iter().map(|topic| topic.name).collect();
        if !topics.contains(&topic.as_str()) {
            return Err(Failure::new(format!("there is no topic `{topic}`"))
                .with_hint(nearest::one_of(topic, &topics)));
        }
    }
    let of_topic = |setting: &&Setting| args.topic.as_deref().is_none_or(|t| setting.parameter.topic() == t);
    let matches = |setting: &&Setting| setting.parameter.has(&args.words);
    let chosen: Vec<&Setting> = parameters.iter().filter(of_topic).filter(matches).collect();
    if !chosen.is_empty() {
        return Ok(chosen);
    }
    let [word] = &args.words[..] else {
        return Err(Failure::new(format!("no parameter has all of: {}", args.words.join(", ")))
            .with_hint("fewer words find more"));
    };
    let failure = Failure::new(format!("no parameter is called `{word}`, and none has it in its text"));
    Err(match parameters.find(word) {
        Err(unknown) => failure.with_hint(unknown.hint),
        Ok(_) => failure,
    })
}

fn table(settings: &[&Setting]) -> String {
    let mut text = String::new();
    for topic in Parameters::topics() {
        let of_topic: Vec<&&Setting> =
            settings.iter().filter(|setting| setting.parameter.topic() == topic.name).collect();
        if of_topic.is_empty() {
            continue;
        }
        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        table.set_header(["id", "value", "low", "high", "status", "what it is"]);
        for setting in of_topic {
            let Setting { parameter, value, low, high, .. } = setting;
            let of = if parameter.values.is_empty() { "" } else { " (a table)" };
            let name = format!("{}{of}", parameter.name);
            let [value, low, high] = [value, low, high].map(ToString::to_string);
            table.add_row([&parameter.id, &value, &low, &high, setting.status().word(), &name]);
        }
        for column in table.column_iter_mut().skip(1).take(3) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        if !text.is_empty() {
            text += "\n";
        }
        text += &format!("{}\n{}\n", wrapped(&topic.about, 0), table.trim_fmt());
    }
    text
}

fn rows(settings: &[&Setting]) -> Vec<[String; 9]> {
    let header =
        ["id", "value", "low", "high", "distribution", "unit", "status", "name", "source"].map(str::to_owned);
    let row = |setting: &&Setting| {
        let Setting { parameter, value, low, high, shape, .. } = setting;
        let sources: Vec<String> = parameter.sources.iter().map(ToString::to_string).collect();
        [
            parameter.id.clone(),
            value.to_string(),
            low.to_string(),
            high.to_string(),
            shape.word().to_owned(),
            parameter.unit.clone(),
            setting.status().word().to_owned(),
            parameter.name.clone(),
            sources.join("; "),
        ]
    };
    std::iter::once(header).chain(settings.iter().map(row)).collect()
}

/// Everything known about one parameter.
fn explanation(setting: &Setting) -> Result<String, Failure> {
    let Setting { parameter, value, low, high, shape, .. } = setting;
    let mut text = format!("{}\n  {}\n\n", parameter.id, parameter.name);
    let mut line = |label: &str, content: &str| {
        let content = wrapped(content, 14);
        text += &format!("  {label:<12}{content}\n");
    };
    line("value", &format!("{value} ({})", parameter.unit));
    line("range", &format!("{low} to {high}, {}", shape.word()));
    line("status", setting.status().word());
    line("about", &parameter.about);
    if !parameter.reason.is_empty() {
        line("reason", &parameter.reason);
    }
    for source in &parameter.sources {
        line("source", &cited(source));
    }
    for school in Parameters::schools() {
        let set = school.sets.iter().find(|set| set.id == parameter.id);
        if let Some(set) = set {
            let reason = if set.reason.is_empty() { String::new() } else { format!(" {}", set.reason) };
            let numbers = format!("{} ({} to {}), {}.", set.value, set.low, set.high, set.status.word());
            line("school", &format!("{}: {numbers}{reason}", school.name));
        }
    }
    for scenario in changing(&parameter.id)? {
        line("scenario", &scenario);
    }
    let entries: Vec<String> =
        parameter.entries().iter().map(|(key, value)| format!("{key}{TOGETHER}{value}")).collect();
    if !entries.is_empty() {
        line("table", &entries.join(", "));
    }
    Ok(text.replace(TOGETHER, " "))
}

/// The scenarios that ship and set it to a value of their own.
fn changing(id: &str) -> Result<Vec<String>, Failure> {
    let mut changing = Vec::new();
    for source in embedded() {
        let scenario = Scenario::parse(source)?;
        let setting = scenario.parameters().changed().find(|setting| setting.parameter.id == id);
        if let Some(setting) = setting {
            changing.push(format!("{} sets it to {}", scenario.source.stem(), setting.value));
        }
    }
    Ok(changing)
}

fn cited(source: &Source) -> String {
    let seen = match (source.seen, source.url.as_str()) {
        (None, _) => "from memory".to_owned(),
        (Some(Seen::Primary), "") => "seen there".to_owned(),
        (Some(Seen::Primary), url) => format!("seen at {url}"),
        (Some(Seen::Secondary), url) => format!("seen in a report about it at {url}"),
    };
    let fact = if source.fact.is_empty() { String::new() } else { format!(" [{}]", source.fact) };
    format!("{source}; {seen}{fact}")
}
