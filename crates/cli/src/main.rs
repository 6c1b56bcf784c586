//! `comity`: the one binary. Flags and glue; the work is done in the crates below.

mod commands;
mod errors;
mod output;
mod shipped;

use clap::{Parser, Subcommand};
use commands::{
    compare, comply, convergence, data, divide, ensemble, frontier, game, list, new, parameters, policy, run,
    screen, sensitivity, serve,
};
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
    /// Run a scenario: who gains, who loses, who trades more
    Run(run::RunArgs),
    /// Run a scenario many times with its uncertain numbers drawn anew: how sure, and what drives it
    Ensemble(ensemble::EnsembleArgs),
    /// Run several scenarios and hold them against the first: how much more or less, for whom, how sure
    Compare(compare::CompareArgs),
    /// Rank what a result of a scenario depends on: entries, elasticities, trade costs, tariffs, productivity
    Sensitivity(sensitivity::SensitivityArgs),
    /// Let economies choose their tariffs: alone, in a tariff war, or together
    Game(game::GameArgs),
    /// Close the gaps in readiness for AI: what each pillar is worth, alone and together, for whom
    Divide(divide::DivideArgs),
    /// Try rules on data from open borders to closed ones: what economies reach, and where the best lies
    Frontier(frontier::FrontierArgs),
    /// Let rules on AI and data converge: which pair, feature and coalition is worth most, and what no rules at all would cost
    Convergence(convergence::ConvergenceArgs),
    /// List the baselines and scenarios that ship with Comity
    List(list::ListArgs),
    /// List, search and explain the numbers that the equations of AI rest on, with their sources
    Parameters(parameters::ParametersArgs),
    /// Measures on AI and data: what each economy requires when, how far rules lie apart, whose are alike
    #[command(subcommand)]
    Policy(policy::PolicyCommand),
    /// Hold a draft measure against WTO law: what it touches, what must be known, what must be notified
    Screen(screen::ScreenArgs),
    /// Hold a product against the rules of markets: duties, costs, overlaps, the revenue at which each pays
    Comply(comply::ComplyArgs),
    /// Answer over HTTP: the API that programs and pages ask
    Serve(serve::ServeArgs),
    /// Write a commented scenario to start from
    New(new::NewArgs),
    /// Import, check and show baselines
    #[command(subcommand)]
    Data(data::DataCommand),
}

/// Exit codes: 0 done, 1 failed, 2 wrong usage (which clap reports).
fn main() -> ExitCode {
    let cli = Cli::parse();
    match cli.command {
        Command::Run(args) => errors::exit_code(run::run(&args)),
        Command::Ensemble(args) => errors::exit_code(ensemble::run(&args)),
        Command::Compare(args) => errors::exit_code(compare::run(&args)),
        Command::Sensitivity(args) => errors::exit_code(sensitivity::run(&args)),
        Command::Game(args) => errors::exit_code(game::run(&args)),
        Command::Divide(args) => errors::exit_code(divide::run(&args)),
        Command::Frontier(args) => errors::exit_code(frontier::run(&args)),
        Command::Convergence(args) => errors::exit_code(convergence::run(&args)),
        Command::List(args) => errors::exit_code(list::run(&args)),
        Command::Parameters(args) => errors::exit_code(parameters::run(&args)),
        Command::Policy(command) => errors::exit_code(policy::run(&command)),
        Command::Screen(args) => errors::exit_code(screen::run(&args)),
        Command::Comply(args) => errors::exit_code(comply::run(&args)),
        Command::Serve(args) => errors::exit_code(serve::run(&args)),
        Command::New(args) => errors::exit_code(new::run(&args)),
        Command::Data(command) => errors::exit_code(data::run(&command)),
    }
}
