//! `comity convergence`.

use super::world::WorldArgs;
use crate::errors::Failure;
use crate::output::{PrintFormat, print};
use clap::Args;
use comity_scenario::regulation::{FeatureWorth, Joined, PART, PairWorth, World};
use comity_scenario::{Convergence, Run};
use serde_json::{Value, json};
use std::path::PathBuf;

/// Rows of what is ranked.
const ROWS: usize = 10;

#[derive(Debug, Args)]
pub struct ConvergenceArgs {
    /// Folder for convergence_of_rules.csv
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// How to print it
    #[arg(long, value_enum, default_value_t = PrintFormat::Table)]
    format: PrintFormat,
    #[command(flatten)]
    world: WorldArgs,
}

pub fn run(args: &ConvergenceArgs) -> Result<(), Failure> {
    let run = args.world.run()?;
    let found = Convergence::of(&run)?;
    if let Some(folder) = &args.out {
        found.write(folder)?;
    }
    match args.format {
        PrintFormat::Csv => print(format_args!("{}", String::from_utf8_lossy(&found.table()?))),
        PrintFormat::Json => print(format_args!("{:#}\n", json(&found))),
        PrintFormat::Table => {
            let place = args.out.as_ref().map(|folder| format!("\nresults: {}\n", folder.display()));
            print(format_args!("{}{}", table(&run, &found), place.unwrap_or_default()))
        }
    }
}

fn table(run: &Run, found: &Convergence) -> String {
    let mut text = format!(
        "{}: what converging rules on AI and data are worth, on top of the scenario\n\
         Rules of {}; changes of the world's real income, in percent\n",
        run.scenario.name, found.date
    );
    if let Some(rules) = &run.regulation {
        let [before, after] = rules.world_without_pct;
        text += &format!(
            "Without any burden of other markets' rules it would be {before:.3} higher before the scenario, {after:.3} higher in it.\n"
        );
    }
    text += &format!(
        "\nOther rules for everybody{:>24}{:>16}{:>28}\n",
        "costs alone", "with trust", "least and most"
    );
    for World { name, costs_pct, with_trust_pct, range_pct: [least, most] } in &found.worlds {
        text += &format!(
            "  {name:<36}{costs_pct:>+11.3}{with_trust_pct:>+16.3}{:>28}\n",
            format!("{least:+.2} to {most:+.2}")
        );
    }
    text += &format!("Trust moves adoption until {}; dropping safeguards lowers it.\n", found.year);
    text += &format!(
        "\nWho gains most from recognising each other{:>11}{:>12}{:>20}\n",
        "adjoint", "solved", "they themselves"
    );
    for PairWorth { pair, first_order_pct, exact_pct, own_pct } in found.pairs.iter().take(ROWS) {
        let own = own_pct.map(|[one, other]| format!("{one:+.3}, {other:+.3}")).unwrap_or_default();
        text +=
            &format!("  {:<40}{first_order_pct:>+11.4}{}{own:>20}\n", pair.join(" and "), solved(*exact_pct));
    }
    text += &format!("\nWhat to make the same everywhere first{:>15}{:>12}\n", "adjoint", "solved");
    for FeatureWorth { name, first_order_pct, exact_pct, .. } in found.features.iter().take(ROWS) {
        text += &format!("  {name:<40}{first_order_pct:>+11.4}{}\n", solved(*exact_pct));
    }
    text + &coalition(found)
}

fn coalition(found: &Convergence) -> String {
    let mut text = format!(
        "\nA small coalition whose members recognise each other: {:.0} percent of the {:+.4} that all would bring\n",
        PART * 100.0,
        found.all_pct
    );
    for (at, Joined { code, world_pct }) in found.coalition.iter().enumerate() {
        let share = if found.all_pct > 0.0 { world_pct / found.all_pct * 100.0 } else { 0.0 };
        text += &format!("  {:>2}. {code:<36}{world_pct:>+11.4}{share:>11.0}%\n", at + 1);
    }
    text
}

fn solved(pct: Option<f64>) -> String {
    pct.map_or_else(|| " ".repeat(12), |pct| format!("{pct:>+12.4}"))
}

fn json(found: &Convergence) -> Value {
    let worlds = found.worlds.iter().map(|world| {
        let World { name, costs_pct, with_trust_pct, range_pct: [least, most] } = world;
        json!({ "name": name, "costs_pct": costs_pct, "with_trust_pct": with_trust_pct, "least_pct": least, "most_pct": most })
    });
    let pairs = found.pairs.iter().map(|worth| {
        json!({ "pair": worth.pair, "first_order_pct": worth.first_order_pct, "exact_pct": worth.exact_pct, "own_pct": worth.own_pct })
    });
    let features = found.features.iter().map(|worth| {
        json!({ "feature": worth.feature, "name": worth.name, "first_order_pct": worth.first_order_pct, "exact_pct": worth.exact_pct })
    });
    let coalition =
        found.coalition.iter().map(|joined| json!({ "code": joined.code, "world_pct": joined.world_pct }));
    json!({
        "date": found.date.to_string(), "year": found.year, "worlds": worlds.collect::<Vec<_>>(), "pairs": pairs.collect::<Vec<_>>(),
        "features": features.collect::<Vec<_>>(), "coalition": coalition.collect::<Vec<_>>(), "all_pct": found.all_pct,
    })
}
