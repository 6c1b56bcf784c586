//! `comity compare`.

use super::ensemble::{Bar, design_named};
use super::run::{announce_page, unless_missing};
use super::world::{InsteadArgs, warn};
use crate::errors::Failure;
use crate::output::print;
use clap::Args;
use comity_scenario::compare::{CompareOptions, Comparison, Results};
use comity_scenario::ensemble::DESIGNS;
use comity_scenario::{CompareError, Scenario};
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub struct CompareArgs {
    /// Two or more scenario files, or names of those that ship with Comity; the others are held against the first
    #[arg(required = true, value_name = "SCENARIO")]
    scenarios: Vec<String>,
    /// Folder for the results [default: results/FIRST-and-SECOND]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// How many draws, to say how sure the differences are; 0 for none [default: that of its ensemble table]
    #[arg(long, value_name = "N")]
    draws: Option<usize>,
    /// Where random numbers start, the same for all scenarios [default: that of its ensemble table, or 1]
    #[arg(long, value_name = "S")]
    seed: Option<u64>,
    /// How draws are spread [default: that of its ensemble table, or latin_hypercube]
    #[arg(long, value_parser = DESIGNS.map(|(word, _)| word))]
    design: Option<String>,
    #[command(flatten)]
    instead: InsteadArgs,
    /// Threads; results do not depend on it [default: all]
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// Write the tables only
    #[arg(long)]
    no_report: bool,
    /// Open the report when it is written
    #[arg(long, conflicts_with = "no_report")]
    open: bool,
}

pub fn run(args: &CompareArgs) -> Result<(), Failure> {
    let found = args.scenarios.len();
    if found < 2 {
        return Err(CompareError::TooFew { found }.into());
    }
    let scenarios = args.instead.scenarios(&args.scenarios)?;
    let out = args.out.clone().unwrap_or_else(|| Path::new("results").join(folder(&scenarios)));
    let mut bar = Bar::new("");
    let compared = Comparison::new(scenarios, &args.options(), &mut |progress| bar.show(progress));
    bar.clear();
    let mut comparison = compared?;
    warn(&comparison.warnings);

    let mut results = Results::new(&comparison)?;
    let html = || unless_missing(comity_report::compare_html(&comparison));
    let html = if args.no_report { None } else { html()? };
    let report = html.is_some().then_some("compare.html");
    html.into_iter().for_each(|html| results.add_report(html));
    results.write(&out, &mut comparison)?;
    print(format_args!("{}\n", comity_report::compare_summary(&comparison)))?;
    announce_page(&out, report, args.open)
}

/// Named after the scenarios, as long as that is a name.
fn folder(scenarios: &[Scenario]) -> String {
    match scenarios {
        [first, second] => format!("{}-and-{}", first.source.stem(), second.source.stem()),
        [first, rest @ ..] => format!("{}-and-{}-more", first.source.stem(), rest.len()),
        [] => "compare".to_owned(),
    }
}

impl CompareArgs {
    fn options(&self) -> CompareOptions {
        CompareOptions {
            run: self.instead.options(),
            draws: self.draws,
            seed: self.seed,
            design: self.design.as_deref().and_then(design_named),
            threads: self.threads,
        }
    }
}
