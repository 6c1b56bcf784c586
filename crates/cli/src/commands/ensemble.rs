//! `comity ensemble`.

use super::run::{announce, unless_missing};
use super::world::{WorldArgs, warn};
use crate::errors::Failure;
use crate::output::print;
use clap::Args;
use comity_scenario::Options;
use comity_scenario::ensemble::{DESIGNS, Design, Ensemble, EnsembleOptions, Progress};
use std::io::{IsTerminal, Write, stderr};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

#[derive(Debug, Args)]
pub struct EnsembleArgs {
    /// How many draws [default: the scenario's own, or 1000]
    #[arg(long, value_name = "N")]
    draws: Option<usize>,
    /// Where random numbers start [default: the scenario's own, or 1]
    #[arg(long, value_name = "S")]
    seed: Option<u64>,
    /// Folder for the results [default: results/SCENARIO-ensemble]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Go on with an ensemble that was stopped
    #[arg(long)]
    resume: bool,
    /// How draws are spread [default: the scenario's own, or latin_hypercube]
    #[arg(long, value_parser = DESIGNS.map(|(word, _)| word))]
    design: Option<String>,
    /// Draws that Sobol indices build on; more make their intervals narrower
    #[arg(long, value_name = "N")]
    sobol: Option<usize>,
    #[command(flatten)]
    world: WorldArgs,
    /// Threads; results do not depend on it [default: all]
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// Write the tables only
    #[arg(long)]
    no_report: bool,
    /// Open the report when it is written
    #[arg(long, conflicts_with = "no_report")]
    open: bool,
}

pub fn run(args: &EnsembleArgs) -> Result<(), Failure> {
    let scenario = args.world.scenario()?;
    let name = format!("{}-ensemble", scenario.source.stem());
    let out = args.out.clone().unwrap_or_else(|| Path::new("results").join(name));
    let mut ensemble = Ensemble::new(scenario, &args.options())?;
    let mut bar = Bar::new("; Ctrl-C stops, --resume goes on");
    let solved = ensemble.solve(&out, args.resume, &mut |progress| bar.show(progress));
    bar.clear();
    warn(&ensemble.run.warnings);
    let findings = solved?;
    let html = || unless_missing(comity_report::ensemble_html(&ensemble, &findings));
    let html = if args.no_report { None } else { html()? };
    if let Some(html) = &html {
        ensemble.write_report(&out, html)?;
    }
    print(format_args!("{}\n", comity_report::ensemble_summary(&ensemble, &findings)))?;
    announce(&out, html.is_some(), args.open)
}

impl EnsembleArgs {
    fn options(&self) -> EnsembleOptions {
        EnsembleOptions {
            run: Options { schools: true, ..self.world.options() },
            draws: self.draws,
            seed: self.seed,
            design: self.design.as_deref().and_then(design_named),
            sobol: self.sobol,
            threads: self.threads,
        }
    }
}

/// The design of this name.
pub(super) fn design_named(word: &str) -> Option<Design> {
    DESIGNS.iter().find(|(known, _)| *known == word).map(|&(_, design)| design)
}

/// One line on a terminal that says how far the solves are; nothing anywhere else.
pub(super) struct Bar {
    shown: Option<Instant>,
    terminal: bool,
    /// What the line ends with.
    end: &'static str,
}

impl Bar {
    /// Time between two updates, so that printing costs nothing.
    const PAUSE: Duration = Duration::from_millis(100);

    pub fn new(end: &'static str) -> Self {
        Self { shown: None, terminal: stderr().is_terminal(), end }
    }

    pub fn show(&mut self, progress: Progress) {
        let early = self.shown.is_some_and(|shown| shown.elapsed() < Self::PAUSE);
        if !self.terminal || early {
            return;
        }
        self.shown = Some(Instant::now());
        // A progress line that cannot be written is no reason to stop.
        let _ = write!(stderr(), "\r\x1b[2K{}{}", line(progress), self.end);
    }

    pub fn clear(&self) {
        if self.terminal && self.shown.is_some() {
            let _ = write!(stderr(), "\r\x1b[2K");
        }
    }
}

fn line(Progress { done, total, left }: Progress) -> String {
    let percent = 100 * done / total.max(1);
    let left = left.map_or(String::new(), |left| format!(", {} left", span(left)));
    format!("{done} of {total} solves, {percent}%{left}")
}

fn span(time: Duration) -> String {
    match time.as_secs() {
        seconds @ 0..120 => format!("{} s", seconds + 1),
        seconds @ 120..7200 => format!("{} min", seconds / 60 + 1),
        seconds => format!("{} h", seconds / 3600 + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_how_far_and_how_long() {
        let at = |seconds| Progress { done: 250, total: 1000, left: Some(Duration::from_secs(seconds)) };
        assert_eq!(line(at(3)), "250 of 1000 solves, 25%, 4 s left");
        assert!(line(at(600)).contains("11 min left") && line(at(9000)).contains("3 h left"));
    }
}
