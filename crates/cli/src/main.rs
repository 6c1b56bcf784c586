//! `comity`: the one binary. Flags and glue; the work is done in the crates below.

mod commands;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// An open laboratory for artificial intelligence and international trade.
#[derive(Debug, Parser)]
#[command(version, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Import, check and show baselines.
    #[command(subcommand)]
    Data(commands::data::DataCommand),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match cli.command {
        Command::Data(command) => commands::data::run(command),
    }
}
