//! `comity screen`.

use super::policy;
use crate::errors::Failure;
use crate::output::{MemoFormat, csv, print, print_json, wrapped};
use crate::shipped;
use clap::Args;
use comfy_table::{Table, presets};
use comity_policy::screen::{
    Draft, Finding, Interview, LIKENESS, Library, Memo, NOTHING_TO_COMPARE, NOTICE, Screening, Status,
    embedded_draft, embedded_drafts, html, markdown,
};
use std::io::{BufRead, stdin};

#[derive(Debug, Args)]
pub struct ScreenArgs {
    /// A file with the draft, or the name of a worked one (docs/screening.md lists them)
    #[arg(required_unless_present = "interview")]
    draft: Option<String>,
    /// Ask for the facts that can still decide something, one by one, on standard input
    #[arg(long)]
    interview: bool,
    /// A folder or database of measures to look for similar ones in, instead of those that ship
    #[arg(long, value_name = policy::REGISTRY)]
    registry: Option<String>,
    /// How to print the findings
    #[arg(long, value_enum, default_value_t = MemoFormat::Table)]
    format: MemoFormat,
}

pub fn run(args: &ScreenArgs) -> Result<(), Failure> {
    let library = Library::embedded()?;
    let mut draft = match &args.draft {
        Some(named) => read(library, named)?,
        None => Draft::untitled(),
    };
    if args.interview {
        draft = interview(Interview::new(library, draft))?;
    }
    let registry = policy::registry(args.registry.as_deref())?;
    let screening = library.screen(&draft).against(registry);
    match args.format {
        MemoFormat::Table => print(format_args!("{}", table(&screening))),
        MemoFormat::Md => print(format_args!("{}", markdown(&screening))),
        MemoFormat::Html => print(format_args!("{}", html(&screening))),
        MemoFormat::Csv => print(format_args!("{}", csv(rows(&screening))?)),
        MemoFormat::Json => print_json(&Memo::new(&screening)),
    }
}

/// A file where there is one of this name, and else a draft that ships.
fn read(library: &Library, named: &str) -> Result<Draft, Failure> {
    let missing = || {
        let names: Vec<&str> = embedded_drafts().map(|draft| draft.name).collect();
        format!("drafts that ship: {}", names.join(", "))
    };
    Ok(match shipped::file(named, missing, "a draft is a TOML file; docs/screening.md shows one")? {
        Some(text) => Draft::parse(library, named, &text)?,
        None => Draft::parse(library, &format!("{named}.toml"), embedded_draft(named)?.content)?,
    })
}

/// Asks until nothing is open or nobody answers; says at the end how to keep the answers.
fn interview(mut interview: Interview) -> Result<Draft, Failure> {
    eprintln!("Answer yes, no or unknown; end of input ends the interview.");
    let mut lines = stdin().lock().lines();
    'questions: while let Some((fact, question)) = interview.next() {
        eprintln!("{} [{}]", question.ask, question.id);
        loop {
            let Some(line) = lines.next() else { break 'questions };
            let line = line.map_err(|reason| Failure::new(format!("cannot read an answer\n  {reason}")))?;
            match interview.answer(fact, &line) {
                Ok(()) => break,
                Err(expected) => eprintln!("  `{}` is no answer; write {expected}", line.trim()),
            }
        }
    }
    eprintln!("\nTo keep these answers, put them in a draft:\n\n{}", interview.facts());
    Ok(interview.draft)
}

fn table(screening: &Screening) -> String {
    let mut text = format!("{}\n\n", screening.draft.title);
    for (status, title) in [(Status::Touched, "Touched"), (Status::NeedsFacts, "Needs facts")] {
        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        for finding in screening.with(status) {
            let caveat = finding.about.caveat().map_or(String::new(), |caveat| format!(" ({caveat})"));
            table.add_row([
                &format!("  {}", finding.provision),
                &format!("{}{caveat}", finding.about.heading),
            ]);
            table.add_row(["", &wrapped(&finding.question, 0)]);
            for duty in &finding.duties {
                table.add_row(["", &wrapped(&format!("- {duty}"), 2)]);
            }
        }
        if table.row_count() > 0 {
            text += &format!("{title}\n{}\n\n", table.trim_fmt());
        }
    }
    let open = screening.open();
    if !open.is_empty() {
        text += "Facts to give\n";
        for (fact, provisions) in open {
            let fact = &screening.library.facts[fact];
            text += &format!("  {} (decides {})\n    {}\n", fact.id, listed(&provisions), fact.ask);
        }
        text.push('\n');
    }
    text += &similar(screening);
    let untouched = screening.with(Status::NotTouched).count();
    text +=
        &format!("Not touched, as far as the facts say: {untouched} provisions (--format md names them)\n\n");
    text + &wrapped(NOTICE, 0) + "\n"
}

fn similar(screening: &Screening) -> String {
    let similar = screening.similar.as_deref().unwrap_or_default();
    let mut text = "Most similar measures elsewhere\n".to_owned();
    for one in similar {
        let date = one.date.map_or(String::new(), |date| format!(", {date}"));
        let status = one.status.replace('_', " ");
        let named =
            format!("{} ({}), {}, {}, {status}{date}", one.title, one.measure, one.of, one.official_ref);
        text +=
            &format!("  {:.2}  {}\n        {}\n", one.likeness, wrapped(&named, 8), wrapped(&one.said(), 8));
    }
    let note = if similar.is_empty() { NOTHING_TO_COMPARE } else { LIKENESS };
    text + &format!("  {}\n\n", wrapped(note, 2))
}

/// The first few of many.
fn listed(provisions: &[&str]) -> String {
    match provisions {
        [first, second, third, _, ..] => format!("{first}, {second}, {third} and more"),
        few => few.join(", "),
    }
}

fn rows<'a>(screening: &'a Screening) -> Vec<[&'a str; 3]> {
    let row = |finding: &'a Finding| [finding.provision, finding.status.word(), &*finding.question];
    std::iter::once(["provision", "status", "question"]).chain(screening.findings.iter().map(row)).collect()
}
