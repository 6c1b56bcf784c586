//! Which world a command is about: a scenario, and what the command line sets in its place.

use super::policy::REGISTRY;
use crate::errors::Failure;
use clap::Args;
use comity_registry::files;
use comity_scenario::regulation::Measures;
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
    /// Measures for `[regulation]` instead of those that ship: a folder or a database (docs/registry.md)
    #[arg(long, value_name = REGISTRY)]
    registry: Option<String>,
}

impl WorldArgs {
    pub fn scenario(&self) -> Result<Scenario, Failure> {
        let measures = self.instead.measures()?;
        Ok(with(Scenario::find(&self.scenario)?, measures.as_ref()))
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

    /// The measures of another registry, where one is named.
    fn measures(&self) -> Result<Option<Measures>, Failure> {
        match &self.registry {
            Some(address) => Ok(Some(Measures::of(&files::of(address)?)?)),
            None => Ok(None),
        }
    }

    /// Several scenarios, all about the same measures.
    pub fn scenarios(&self, names: &[String]) -> Result<Vec<Scenario>, Failure> {
        let measures = self.measures()?;
        names.iter().map(|name| Ok(with(Scenario::find(name)?, measures.as_ref()))).collect()
    }
}

/// A scenario about measures other than those that ship, if there are any.
fn with(scenario: Scenario, measures: Option<&Measures>) -> Scenario {
    match measures {
        Some(measures) => scenario.with_measures(measures.clone()),
        None => scenario,
    }
}

/// Warnings go to standard error, one a line.
pub fn warn(warnings: &[String]) {
    for warning in warnings {
        eprintln!("warning: {warning}");
    }
}
