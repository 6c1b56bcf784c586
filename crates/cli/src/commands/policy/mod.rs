//! `comity policy`: rules as data. One file a question.

mod add;
mod clusters;
mod distance;
mod edit;
mod explain;
mod export;
mod fragmentation;
mod history;
mod import;
mod init;
mod method;
mod own;
mod profile;
mod remove;
mod search;
mod show;
mod suggest;

use crate::errors::Failure;
use crate::output::PrintFormat;
use clap::{Args, Subcommand};
use comity_policy::{Date, NoDate, Registry};
use comity_registry::address::Address;
use comity_registry::{Database, files};

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
    /// Make a registry of your own in a database, filled with the measures that ship
    Init(init::InitArgs),
    /// Add measures to a registry of your own
    Add(add::AddArgs),
    /// Change a measure of a registry of your own
    Edit(edit::EditArgs),
    /// Every version of a measure: who changed what, when and why
    History(history::HistoryArgs),
    /// Take a measure out of a registry of your own; its history stays
    Remove(remove::RemoveArgs),
    /// Bring back a measure that was removed, or an earlier version of one
    Restore(remove::RestoreArgs),
    /// Write a registry as a folder of TOML files
    Export(export::ExportArgs),
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
        PolicyCommand::Init(args) => init::run(args),
        PolicyCommand::Add(args) => add::run(args),
        PolicyCommand::Edit(args) => edit::run(args),
        PolicyCommand::History(args) => history::run(args),
        PolicyCommand::Remove(args) => remove::run(args),
        PolicyCommand::Restore(args) => remove::restore(args),
        PolicyCommand::Export(args) => export::run(args),
        PolicyCommand::Suggest(args) => suggest::run(args),
        PolicyCommand::Import(args) => import::run(args),
    }
}

/// What all of these take.
#[derive(Debug, Args)]
pub struct Common {
    /// Measures to use instead of those that ship: a folder (docs/policy.md says what is in it) or a database
    #[arg(long, value_name = REGISTRY)]
    registry: Option<String>,
    /// How to print the answer
    #[arg(long, value_enum, default_value_t = PrintFormat::Table)]
    format: PrintFormat,
}

impl Common {
    /// The registry, which lasts as long as the program.
    fn registry(&self) -> Result<&'static Registry, Failure> {
        registry(self.registry.as_deref())
    }

    /// The registry's database, where it is in one.
    fn database(&self) -> Result<Option<Database>, Failure> {
        match &self.registry {
            Some(address) if !matches!(Address::of(address), Address::Folder(_)) => {
                Ok(Some(Database::open(address)?))
            }
            _ => Ok(None),
        }
    }
}

/// What `--registry` takes wherever measures are only read.
pub const REGISTRY: &str = "FOLDER|FILE.db|postgres://...";

/// The registry at an address, or else the one that ships; it lasts as long as the program.
pub fn registry(address: Option<&str>) -> Result<&'static Registry, Failure> {
    match address {
        Some(address) => Ok(Box::leak(Box::new(Registry::of(&files::of(address)?)?))),
        None => Ok(Registry::embedded()?),
    }
}

/// A day that the user names.
pub fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|wrong: NoDate| format!("{wrong}\n\nhint: {}", wrong.hint()))
}

/// A number between 0 and 1 as tables show it.
fn shown(number: f64) -> String {
    format!("{number:.3}")
}
