//! `comity policy remove` and `comity policy restore`.

use super::own::{By, Own};
use crate::errors::Failure;
use crate::output::print;
use clap::Args;

#[derive(Debug, Args)]
#[command(disable_version_flag = true)] // `--version` names one of the measure
pub struct RemoveArgs {
    /// The measure's id
    id: String,
    /// The version that you have read and now remove
    #[arg(long, value_name = "N")]
    version: Option<u32>,
    #[command(flatten)]
    by: By,
    #[command(flatten)]
    own: Own,
}

#[derive(Debug, Args)]
#[command(disable_version_flag = true)] // `--version` names one of the measure
pub struct RestoreArgs {
    /// The measure's id
    id: String,
    /// The version that it should be again, if not the one before it was removed
    #[arg(long, value_name = "N")]
    version: Option<u32>,
    #[command(flatten)]
    by: By,
    #[command(flatten)]
    own: Own,
}

pub fn run(args: &RemoveArgs) -> Result<(), Failure> {
    let RemoveArgs { id, version, by, own } = args;
    let mut database = own.open()?;
    let read = database.read_by(id, *version, by.signed())?;
    database.remove(id, read, by.signed())?;
    print(format_args!("{id}: removed; `comity policy restore {id}` brings it back\n"))
}

pub fn restore(args: &RestoreArgs) -> Result<(), Failure> {
    let RestoreArgs { id, version, by, own } = args;
    match own.open()?.restore(id, *version, by.signed())? {
        Some(number) => print(format_args!("{id}: version {number}\n")),
        None => print(format_args!("{id}: nothing to change, the latest version says the same\n")),
    }
}
