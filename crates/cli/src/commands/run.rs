//! `comity run`.

use super::world::{WorldArgs, warn};
use crate::errors::Failure;
use crate::output::print;
use clap::Args;
use comity_report::NoReport;
use comity_scenario::{Options, Results, Run};
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub struct RunArgs {
    /// Folder for the results [default: results/SCENARIO]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    world: WorldArgs,
    /// Also write why real income changes: welfare.csv, by partner, by sector, and to first order
    #[arg(long)]
    decompose: bool,
    /// Write the tables only
    #[arg(long)]
    no_report: bool,
    /// Open the report when it is written
    #[arg(long, conflicts_with = "no_report")]
    open: bool,
}

pub fn run(args: &RunArgs) -> Result<(), Failure> {
    let scenario = args.world.scenario()?;
    let out = args.out.clone().unwrap_or_else(|| Path::new("results").join(scenario.source.stem()));
    let options = Options { decompose: args.decompose, schools: true, ..args.world.options() };
    let mut run = Run::new(scenario, &options)?;
    warn(&run.warnings);

    let mut results = Results::new(&run)?;
    let report = if args.no_report { None } else { unless_missing(comity_report::html(&run))? };
    let has_report = report.is_some();
    report.into_iter().for_each(|html| results.add_report(html));
    results.write(&out, &mut run)?;

    print(format_args!("{}\n", comity_report::summary(&run)))?;
    announce(&out, has_report, args.open)
}

/// The report; without the viewer in this build there is none, and the tables are results all the same.
pub(super) fn unless_missing(html: Result<String, NoReport>) -> Result<Option<String>, Failure> {
    match html {
        Ok(html) => Ok(Some(html)),
        Err(error @ NoReport::NoViewer) => {
            eprintln!("warning: {error}");
            Ok(None)
        }
        Err(error) => Err(Failure::new(error)),
    }
}

/// Says where the results are, and opens the report if asked to.
pub(super) fn announce(folder: &Path, has_report: bool, then_open: bool) -> Result<(), Failure> {
    let report = has_report.then_some("report.html");
    announce_page(folder, report, then_open)
}

/// The same for a report by any name.
pub(super) fn announce_page(folder: &Path, report: Option<&str>, then_open: bool) -> Result<(), Failure> {
    let Some(name) = report else {
        return print(format_args!("results: {}\n", folder.display()));
    };
    let report = folder.join(name);
    print(format_args!("report: {}\n", report.display()))?;
    if then_open { open(&report) } else { Ok(()) }
}

fn open(report: &Path) -> Result<(), Failure> {
    ::open::that_detached(report).map_err(|reason| {
        Failure::new(format!("cannot open the report\n  {reason}"))
            .with_hint(format!("open {} in a browser", report.display()))
    })
}
