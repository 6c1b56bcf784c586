//! `comity policy suggest`.

use crate::errors::Failure;
use crate::output::{csv, print, print_json, wrapped};
use clap::{Args, ValueEnum};
use comity_policy::suggest::{Cues, Evidence, NOTICE, Report, Suggestion, draft};
use std::fs::File;
use std::io::{Read, stdin};
use std::path::PathBuf;

/// Most bytes of a text: a hundred times the longest law on AI.
const MOST: u64 = 64 << 20;

#[derive(Debug, Args)]
pub struct SuggestArgs {
    /// The text of a law or draft in English, plain or Markdown; `-` reads standard input
    text: PathBuf,
    /// How to print what was found
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Most sentences to show for each feature
    #[arg(long, value_name = "N", default_value_t = 3)]
    evidence: usize,
    /// A folder or database of measures whose taxonomy to use instead of the one that ships
    #[arg(long, value_name = super::REGISTRY)]
    registry: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// For reading
    Table,
    /// Comma-separated values, a row for each sentence
    Csv,
    /// JSON
    Json,
    /// A measure to be filled in
    Toml,
}

const COLUMNS: [&str; 8] =
    ["feature", "level", "confidence", "line", "article", "title", "force", "sentence"];

pub fn run(args: &SuggestArgs) -> Result<(), Failure> {
    let registry = super::registry(args.registry.as_deref())?;
    let cues = Cues::embedded()?;
    let found = cues.suggest(&registry.taxonomy, &read(args)?);
    let silent = cues.silent(&registry.taxonomy);
    if !silent.is_empty() {
        eprintln!("note: no cues look for {}", silent.join(", "));
    }
    match args.format {
        Format::Table => print(format_args!("{}", table(&found, args.evidence))),
        Format::Csv => print(format_args!("{}", csv(rows(&found, args.evidence))?)),
        Format::Json => print_json(&Report::new(&found, args.evidence)),
        Format::Toml => print(format_args!("{}", draft(&found))),
    }
}

/// The text, or what is wrong with the file and what to do.
fn read(args: &SuggestArgs) -> Result<String, Failure> {
    let name = args.text.display();
    let mut bytes = Vec::new();
    let reading = if args.text.as_os_str() == "-" {
        stdin().lock().take(MOST + 1).read_to_end(&mut bytes)
    } else {
        File::open(&args.text).and_then(|file| file.take(MOST + 1).read_to_end(&mut bytes))
    };
    reading.map_err(|reason| {
        Failure::new(format!("cannot read `{name}`\n  {reason}"))
            .with_hint("name a file of plain text or Markdown")
    })?;
    if bytes.len() as u64 > MOST {
        return Err(Failure::new(format!("`{name}` is longer than {} MiB", MOST >> 20))
            .with_hint("no law is that long; cut out the part to be read"));
    }
    String::from_utf8(bytes).map(|text| text.trim_start_matches('\u{feff}').to_owned()).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let before = error.as_bytes().get(..at).unwrap_or_default();
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        let hint = match error.as_bytes() {
            [b'%', b'P', b'D', b'F', ..] => "it is a PDF; `pdftotext FILE.pdf` makes text of it",
            [b'P', b'K', ..] => "it is a word processor's file or an archive; save it as plain text in UTF-8",
            _ => "save it as UTF-8, or `iconv -f WINDOWS-1252 -t UTF-8 FILE`",
        };
        Failure::new(format!("`{name}` is no text in UTF-8\n  byte {at}, line {line}")).with_hint(hint)
    })
}

fn place(evidence: &Evidence) -> String {
    let Evidence { line, article, title, .. } = evidence;
    let named = [article, title].into_iter().filter(|name| !name.is_empty());
    let named: String = named.map(|name| format!(", {name}")).collect();
    format!("line {line}{named}")
}

fn table(found: &[Suggestion], most: usize) -> String {
    if found.is_empty() {
        return "No sentence has words of any feature. The cues are English words of law.\n".to_owned();
    }
    let mut text = String::new();
    for Suggestion { feature, level, confidence, evidence } in found {
        let meaning = feature.levels.get(usize::from(*level)).map_or("", String::as_str);
        text += &format!("{} {level}  (confidence {confidence:.2})\n", feature.id);
        text += &format!("  {}: {}\n", feature.name, wrapped(meaning, 2));
        for one in evidence.iter().take(most) {
            text += &format!("  - {}, {}\n    {}\n", place(one), one.force.word(), wrapped(&one.sentence, 4));
        }
        if evidence.len() > most {
            text += &format!("  and {} more\n", evidence.len() - most);
        }
        text.push('\n');
    }
    text + &wrapped(NOTICE, 0) + "\n"
}

fn rows(found: &[Suggestion], most: usize) -> Vec<[String; 8]> {
    let mut rows = vec![COLUMNS.map(str::to_owned)];
    for Suggestion { feature, level, confidence, evidence } in found {
        rows.extend(evidence.iter().take(most).map(|one| {
            let (confidence, force) = (format!("{confidence:.2}"), one.force.word().to_owned());
            let (article, title, sentence) = (one.article.clone(), one.title.clone(), one.sentence.clone());
            let (level, line) = (level.to_string(), one.line.to_string());
            [feature.id.clone(), level, confidence, line, article, title, force, sentence]
        }));
    }
    rows
}
