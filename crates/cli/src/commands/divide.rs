//! `comity divide`.

use super::world::WorldArgs;
use super::worlds::{self, DrawArgs};
use crate::errors::Failure;
use crate::output::PrintFormat;
use clap::Args;
use comity_scenario::Pillars;
use comity_scenario::ai::Spread;
use comity_scenario::pillars::{Closing, Gap, Worth};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct DivideArgs {
    /// Share of each gap that closes, above 0 and at most 1
    #[arg(long, default_value_t = Closing::default().share, value_name = "SHARE")]
    share: f64,
    /// The year by which it has closed [default: the scenario's last one]
    #[arg(long, value_name = "YEAR")]
    by: Option<u16>,
    #[command(flatten)]
    draws: DrawArgs,
    /// Folder for divide_pillars.csv
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// How to print it
    #[arg(long, value_enum, default_value_t = PrintFormat::Table)]
    format: PrintFormat,
    #[command(flatten)]
    world: WorldArgs,
}

pub fn run(args: &DivideArgs) -> Result<(), Failure> {
    let run = args.world.run()?;
    let found =
        Pillars::of(&run, Closing { share: args.share, by: args.by }, args.draws.draws(), &mut |_| ())?;
    worlds::warn(found.draws);
    if let Some(folder) = &args.out {
        found.write(folder)?;
    }
    let text = || table(&run.scenario.name, &found);
    worlds::show(args.format, args.out.as_deref(), text, || found.table(), || found.json())
}

fn table(name: &str, found: &Pillars) -> String {
    let mut text = format!(
        "{name}: what closing {}gaps to the average of high-income economies by {} is worth{}\n\
         Real income against the scenario as it is, in percent{}\n\n",
        if found.share < 1.0 { format!("{} percent of ", found.share * 100.0) } else { String::new() },
        found.by,
        if found.by < found.year { format!(" in {}", found.year) } else { String::new() },
        worlds::bracketed(found.draws)
    );
    let whom = &found.whom[..found.groups];
    text += &worlds::line("", whom.iter().map(|whom| worlds::heading(whom)), found.draws);
    for worth in &found.gaps {
        text += &row(heading(worth.gap), &worth.real_income_pct[..found.groups], found);
    }
    text += &row("together beyond their sum", &found.beyond[..found.groups], found);
    if let Some(as_it_is) = &found.as_it_is {
        text += "\nIncome per person between economies: Theil's index, and the richest income group over the poorest\n\n";
        text += &unequal("no gap closed", as_it_is, found);
        for Worth { gap, inequality, .. } in &found.gaps {
            text += &inequality.map_or_else(String::new, |found_| unequal(heading(*gap), &found_, found));
        }
    }
    text
}

fn heading(gap: Gap) -> &'static str {
    match gap {
        Gap::Pillars => "the four together",
        Gap::Rest => "what readiness leaves open",
        Gap::All => "all gaps",
        Gap::Pillar(pillar) => match pillar.word() {
            "human_capital" => "human capital",
            word => word,
        },
    }
}

fn row(heading: &str, spreads: &[Spread], found: &Pillars) -> String {
    worlds::line(heading, spreads.iter().map(worlds::percent), found.draws)
}

fn unequal(heading: &str, [theil, ratio]: &[Spread; 2], found: &Pillars) -> String {
    worlds::line(heading, [worlds::number(theil, 4), worlds::number(ratio, 2)], found.draws)
}
