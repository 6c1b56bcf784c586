//! `comity policy init`.

use super::own::HERE;
use crate::errors::Failure;
use crate::output::print;
use clap::Args;
use comity_policy::Registry;
use comity_registry::address::Address;
use comity_registry::{Database, Signed, files};
use std::collections::BTreeSet;

#[derive(Debug, Args)]
pub struct InitArgs {
    /// The file to make, or an empty database of PostgreSQL: postgres://NAME@HOST/DATABASE
    #[arg(value_name = "FILE.db|postgres://...", default_value = HERE)]
    registry: String,
    /// Fill it from another registry, a folder or a database, instead of the measures that ship
    #[arg(long, value_name = "FOLDER|FILE.db|postgres://...")]
    from: Option<String>,
    /// Whom the history names for what it is filled with
    #[arg(long, value_name = "NAME", default_value = "Comity")]
    by: String,
}

pub fn run(args: &InitArgs) -> Result<(), Failure> {
    let (files, why) = match &args.from {
        Some(from) => (files::of(from)?, format!("copied from {}", Address::of(from))),
        None => (Registry::embedded_files(), format!("ships with Comity {}", env!("CARGO_PKG_VERSION"))),
    };
    let mut database = Database::create(&args.registry, &files, Signed { by: &args.by, why: &why })?;
    let measures = database.registry()?.measures;
    let jurisdictions: BTreeSet<&str> = measures.iter().map(|measure| &*measure.jurisdiction).collect();
    let name = database.name();
    print(format_args!(
        "{name}: {} measures of {} jurisdictions and bodies\n\n\
         Every `comity policy` command reads it with --registry {name}; `add`, `edit`, `remove` and `import` change it.\n",
        measures.len(),
        jurisdictions.len()
    ))
}
