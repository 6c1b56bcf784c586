//! `comity data`.

use clap::Subcommand;
use std::process::ExitCode;

#[derive(Debug, Subcommand)]
pub enum DataCommand {}

pub fn run(command: DataCommand) -> ExitCode {
    match command {}
}
