//! `comity run`.

use crate::errors::Failure;
use clap::Args;
use comity_scenario::{CLOSURES, Options, Results, Run, Scenario};
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub struct RunArgs {
    /// A scenario file, or the name of one that ships with Comity (`comity list`)
    scenario: String,
    /// Folder for the results [default: results/SCENARIO]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Baseline instead of the scenario's own: a folder, or the name of an embedded one
    #[arg(long, value_name = "FOLDER|NAME")]
    baseline: Option<String>,
    /// Closure instead of the scenario's own: what happens to trade deficits
    #[arg(long, value_parser = CLOSURES.map(|(word, _)| word))]
    closure: Option<String>,
    /// Write the tables only
    #[arg(long)]
    no_report: bool,
    /// Open the report when it is written
    #[arg(long, conflicts_with = "no_report")]
    open: bool,
}

pub fn run(args: &RunArgs) -> Result<(), Failure> {
    let scenario = Scenario::find(&args.scenario)?;
    let out = args.out.clone().unwrap_or_else(|| Path::new("results").join(scenario.source.stem()));
    let options = Options { baseline: args.baseline.clone(), closure: args.closure(), ..Options::default() };
    let mut run = Run::new(scenario, &options)?;
    for warning in &run.warnings {
        eprintln!("warning: {warning}");
    }

    let mut results = Results::new(&run)?;
    if !args.no_report {
        add_report(&mut results, &run)?;
    }
    let report = results.has_report();
    results.write(&out, &mut run)?;

    // print!("{}", comity_report::summary(&run));
    let report = report.then(|| out.join("report.html"));
    match &report {
        Some(path) => println!("\nreport: {}", path.display()),
        None => println!("\nresults: {}", out.display()),
    }
    match report {
        Some(path) if args.open => open(&path),
        _ => Ok(()),
    }
}

impl RunArgs {
    fn closure(&self) -> Option<comity_scenario::Closure> {
        let word = self.closure.as_deref()?;
        CLOSURES.iter().find(|(known, _)| *known == word).map(|&(_, closure)| closure)
    }
}

#[cfg(feature = "viewer")]
fn add_report(results: &mut Results, run: &Run) -> Result<(), Failure> {
    let html = comity_report::html(run).map_err(Failure::new)?;
    results.add_report(html);
    Ok(())
}

#[cfg(not(feature = "viewer"))]
fn add_report(_results: &mut Results, _run: &Run) -> Result<(), Failure> {
    eprintln!("warning: this comity was built without the report viewer, so it writes tables only");
    Ok(())
}

fn open(path: &Path) -> Result<(), Failure> {
    open::that_detached(path).map_err(|reason| {
        Failure::new(format!("cannot open the report\n  {reason}"))
            .with_hint(format!("open it in a browser yourself: {}", path.display()))
    })
}
