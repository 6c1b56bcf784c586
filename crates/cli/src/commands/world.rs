//! Which world a command is about: a scenario, and what the command line sets in its place.

use crate::errors::Failure;
use clap::Args;
use comity_scenario::{CLOSURES, Options, Run, Scenario, closure_named};

#[derive(Debug, Args)]
pub struct WorldArgs {
    /// A scenario file, or the name of one that ships with Comity (`comity list`)
    scenario: String,
    #[command(flatten)]
    instead: InsteadArgs,
}

/// What the command line sets in place of a scenario.
#[derive(Debug, Args)]
pub struct InsteadArgs {
    /// Baseline instead of the scenario's own
    #[arg(long, value_name = "FOLDER|NAME")]
    baseline: Option<String>,
    /// What happens to trade deficits, instead of the scenario's own rule
    #[arg(long, value_parser = CLOSURES.map(|(word, _)| word))]
    closure: Option<String>,
}

impl WorldArgs {
    pub fn scenario(&self) -> Result<Scenario, Failure> {
        Ok(Scenario::find(&self.scenario)?)
    }

    pub fn options(&self) -> Options {
        self.instead.options()
    }

    /// The scenario's world, solved, with its warnings on standard error.
    pub fn run(&self) -> Result<Run, Failure> {
        let run = Run::new(self.scenario()?, &self.options())?;
        warn(&run.warnings);
        Ok(run)
    }
}

impl InsteadArgs {
    pub fn options(&self) -> Options {
        Options {
            baseline: self.baseline.clone(),
            closure: self.closure.as_deref().and_then(closure_named),
            ..Options::default()
        }
    }
}

/// Warnings go to standard error, one a line.
pub fn warn(warnings: &[String]) {
    for warning in warnings {
        eprintln!("warning: {warning}");
    }
}
