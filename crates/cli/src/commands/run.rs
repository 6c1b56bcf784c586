//! `comity run`.

use super::world::{WorldArgs, warn};
use crate::errors::Failure;
use crate::output::print;
use clap::Args;
use comity_report::NoReport;
use comity_report::table::{self, Spreadsheet};
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
    /// Also write all tables as one spreadsheet: results.xlsx
    #[arg(long)]
    spreadsheet: bool,
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
    if args.spreadsheet {
        results.add_spreadsheet(spreadsheet(&results, &run)?);
    }
    results.write(&out, &mut run)?;

    print(format_args!("{}\n", comity_report::summary(&run)))?;
    announce(&out, has_report, args.open)
}

/// All tables in one workbook.
fn spreadsheet(results: &Results, run: &Run) -> Result<Vec<u8>, Failure> {
    let mut spreadsheet = Spreadsheet::default();
    for (file, bytes) in results.files() {
        if let Some(name) = table::named(file) {
            let table = table::read(file, bytes.to_vec()).map_err(Failure::new)?;
            spreadsheet.add(name, &table).map_err(Failure::new)?;
        }
    }
    let record = serde_json::from_slice(&Results::record(run)?).map_err(Failure::new)?;
    spreadsheet.finish(&record).map_err(Failure::new)
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
