//! `comity new`.

use crate::errors::Failure;
use crate::output::print;
use clap::Args;
use comity_scenario::TEMPLATE;
use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct NewArgs {
    /// File to write
    #[arg(default_value = "scenario.toml")]
    file: PathBuf,
}

pub fn run(args: &NewArgs) -> Result<(), Failure> {
    let path = args.file.display();
    let written = File::create_new(&args.file).and_then(|mut file| file.write_all(TEMPLATE.as_bytes()));
    written.map_err(|reason| match reason.kind() {
        ErrorKind::AlreadyExists => Failure::new(format!("`{path}` is there already, and stays as it is"))
            .with_hint("choose another name"),
        _ => Failure::new(format!("cannot write `{path}`\n  {reason}")),
    })?;
    print(format_args!("wrote {path}\nnext: comity run {path}\n"))
}
