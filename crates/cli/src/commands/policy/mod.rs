//! `comity policy`: rules as data. One file a question.

mod clusters;
mod distance;
mod explain;
mod fragmentation;
mod import;
mod method;
mod profile;
mod search;
mod show;
mod suggest;

use crate::errors::Failure;
use crate::output::PrintFormat;
use clap::{Args, Subcommand};
use comity_policy::{Date, NoDate, Registry};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub enum PolicyCommand {
    /// What an economy requires on a day, feature by feature, and which measure says so
    Profile(profile::ProfileArgs),
    /// How far the rules of economies lie apart, pair by pair
    Distance(distance::DistanceArgs),
    /// What a burden is made of: feature by feature, and by which measures
    Explain(explain::ExplainArgs),
    /// How far the rules of trading partners lie apart, year by year and sector by sector
    Fragmentation(fragmentation::FragmentationArgs),
    /// Whose rules are alike, as a tree
    Clusters(clusters::ClustersArgs),
    /// Find measures by words
    Search(search::SearchArgs),
    /// Everything that is known of a measure
    Show(show::ShowArgs),
    /// Propose features for a law from its text, with the sentences that say so
    Suggest(suggest::SuggestArgs),
    /// Measures out of a table that others publish: what is new, what is there already, what is wrong
    Import(import::ImportArgs),
}

pub fn run(command: &PolicyCommand) -> Result<(), Failure> {
    match command {
        PolicyCommand::Profile(args) => profile::run(args),
        PolicyCommand::Distance(args) => distance::run(args),
        PolicyCommand::Explain(args) => explain::run(args),
        PolicyCommand::Fragmentation(args) => fragmentation::run(args),
        PolicyCommand::Clusters(args) => clusters::run(args),
        PolicyCommand::Search(args) => search::run(args),
        PolicyCommand::Show(args) => show::run(args),
        PolicyCommand::Suggest(args) => suggest::run(args),
        PolicyCommand::Import(args) => import::run(args),
    }
}

/// What all of these take.
#[derive(Debug, Args)]
pub struct Common {
    /// A folder of measures to use instead of those that ship (docs/policy.md says what is in it)
    #[arg(long, value_name = "FOLDER")]
    registry: Option<PathBuf>,
    /// How to print the answer
    #[arg(long, value_enum, default_value_t = PrintFormat::Table)]
    format: PrintFormat,
}

impl Common {
    /// The registry, which lasts as long as the program.
    fn registry(&self) -> Result<&'static Registry, Failure> {
        match &self.registry {
            Some(folder) => Ok(Box::leak(Box::new(Registry::read(folder)?))),
            None => Ok(Registry::embedded()?),
        }
    }
}

/// A day that the user names.
fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|wrong: NoDate| format!("{wrong}\n\nhint: {}", wrong.hint()))
}

/// A number between 0 and 1 as tables show it.
fn shown(number: f64) -> String {
    format!("{number:.3}")
}
