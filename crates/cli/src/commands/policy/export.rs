//! `comity policy export`.

use super::own::HERE;
use crate::errors::Failure;
use crate::output::print;
use clap::Args;
use comity_registry::address::Address;
use comity_registry::files;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The folder to make: TOML files that every command reads with --registry
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    /// The registry to write out
    #[arg(long, value_name = "FOLDER|FILE.db|postgres://...", default_value = HERE)]
    registry: String,
}

pub fn run(args: &ExportArgs) -> Result<(), Failure> {
    let count = files::export(&files::of(&args.registry)?, &args.out)?;
    let out = args.out.display();
    print(format_args!("{out}: {count} measures; the history stays in {}\n", Address::of(&args.registry)))
}
