//! `comity frontier`.

use super::world::WorldArgs;
use super::worlds::{self, DrawArgs};
use crate::errors::Failure;
use crate::output::PrintFormat;
use clap::Args;
use comity_scenario::Frontier;
use comity_scenario::ai::Spread;
use comity_scenario::ai::data_flows::Regime;
use comity_scenario::frontier::{Best, Rules};
use serde_json::{Map, Value, json};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct FrontierArgs {
    /// Economies among which rules are tried, by code or group such as `income:high`; otherwise all
    #[arg(long, value_delimiter = ',', value_name = "SELECTORS")]
    economies: Vec<String>,
    /// Steps from one regime to the next, each with one more part of the pairs under the stricter one
    #[arg(long, default_value_t = 4, value_name = "N")]
    steps: usize,
    #[command(flatten)]
    draws: DrawArgs,
    /// Folder for frontier.csv and frontier_best.csv
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// How to print it
    #[arg(long, value_enum, default_value_t = PrintFormat::Table)]
    format: PrintFormat,
    #[command(flatten)]
    world: WorldArgs,
}

pub fn run(args: &FrontierArgs) -> Result<(), Failure> {
    let run = args.world.run()?;
    let rules = Rules { economies: args.economies.clone(), steps: args.steps };
    let found = Frontier::of(&run, &rules, args.draws.draws())?;
    worlds::warn(found.draws);
    if let Some(folder) = &args.out {
        found.write(folder)?;
    }
    let text = || table(&run.scenario.name, &found);
    worlds::show(args.format, args.out.as_deref(), text, || found.table(), || json(&found))
}

fn table(name: &str, found: &Frontier) -> String {
    let mut text = format!(
        "{name}: rules on data among {} economies, in {}\n\
         Real income against the scenario as it is, in percent{}\n\n",
        found.economies.len(),
        found.year,
        worlds::bracketed(found.draws)
    );
    let whom = &found.whom[..found.groups];
    text += &worlds::line("strictness", whom.iter().map(|whom| worlds::heading(whom)), found.draws);
    for point in &found.points {
        let cells = point.real_income_pct[..found.groups].iter().map(worlds::percent);
        text += &worlds::line(&strictness(point.strictness), cells, found.draws);
    }
    let best = &found.best[..found.groups];
    text += "\n";
    let cells = best.iter().map(|best| worlds::number(&best.strictness, 2));
    text += &worlds::line("best at", cells, found.draws);
    if best.iter().all(|best| best.regimes.is_some()) {
        text += "\nOf the four regimes for all pairs, how often each is the best, in percent of draws\n\n";
        for (at, regime) in Regime::WORDS.iter().enumerate() {
            let share = |best: &Best| best.regimes.map_or(0.0, |shares| shares[at] * 100.0);
            text += &worlds::line(regime, best.iter().map(|best| format!("{:.0}", share(best))), found.draws);
        }
    }
    text
}

/// "1.25", or with the word of the regime where all pairs are under one.
fn strictness(number: f64) -> String {
    let whole = number.fract() == 0.0;
    let word = Regime::WORDS.get(number as usize).filter(|_| whole);
    word.map_or_else(|| format!("{number:.2}"), |word| format!("{number:.2} {word}"))
}

fn json(found: &Frontier) -> Value {
    let points: Vec<Value> = (found.points.iter())
        .map(|point| {
            json!({
                "strictness": point.strictness,
                "real_income_pct": Spread::json_by(&found.whom, &point.real_income_pct),
            })
        })
        .collect();
    let best = found.whom.iter().zip(&found.best).map(|(whom, best)| {
        let often: Option<Map<String, Value>> = best.regimes.map(|shares| {
            Regime::WORDS.iter().zip(shares).map(|(word, share)| ((*word).to_owned(), json!(share))).collect()
        });
        (whom.clone(), json!({ "strictness": best.strictness.json(), "best_of_regimes": often }))
    });
    json!({
        "year": found.year, "economies": found.economies, "points": points,
        "best": best.collect::<Map<String, Value>>(),
        "draws": found.draws.0, "draws_without_an_equilibrium": found.draws.1,
    })
}
