//! `cargo bench -p comity-benches --bench path`: what a path of years costs beside one world, alone and in an ensemble.

use comity_scenario::ensemble::{Ensemble, EnsembleOptions};
use comity_scenario::{Options, Run, Scenario, Source};
use std::error::Error;
use std::time::Instant;

const REPETITIONS: usize = 9;
const DRAWS: usize = 400;
const YEARS: &str = "years = [2025, 2030, 2035, 2040]\n";
/// Adoption, every channel, another regime of data flows, and what else is uncertain of it.
const AI: &str = "[[data_flows]]\norigins = \"CHN\"\nregime = \"closed\"\n[ai]\n";
const ENTRIES: &str = "[[trade_cost]]\nsectors = \"group:digital_services\"\nfactor = 0.9\n\
                       [[productivity]]\neconomies = \"income:high\"\nfactor = 1.05\non = \"value_added\"\n\
                       [[ensemble.parameter]]\ntarget = \"trade_cost.1.factor\"\n\
                       distribution = \"uniform\"\nlow = 0.85\nhigh = 0.95\n";

fn main() -> Result<(), Box<dyn Error>> {
    let mut table = comfy_table::Table::new();
    table.load_style(comfy_table::presets::ASCII_MARKDOWN);
    table.set_header(["wiod-2011", "benchmark ms", "solve ms", "ms a draw, one thread", "times one world"]);
    let mut one = None;
    let kinds = [
        ("one world", "", ENTRIES),
        ("four years", YEARS, ENTRIES),
        ("one world with AI", "", AI),
        ("four years with AI", YEARS, AI),
    ];
    for (name, years, entries) in kinds {
        let text = format!("name = \"{name}\"\nbaseline = \"wiod-2011\"\n{years}{entries}");
        let mut times: Vec<(f64, f64)> = Vec::new();
        for _ in 0..REPETITIONS {
            let timing = run(&text)?.timing;
            times.push((timing.benchmark, timing.solve));
        }
        times.sort_by(|a, b| (a.0 + a.1).total_cmp(&(b.0 + b.1)));
        let (benchmark, solve) = times[REPETITIONS / 2];
        let draw = ensemble(&text)?;
        let first = *one.get_or_insert(draw);
        table.add_row([
            name.to_owned(),
            format!("{benchmark:.1}"),
            format!("{solve:.1}"),
            format!("{draw:.2}"),
            format!("{:.1}", draw / first),
        ]);
    }
    println!("{table}");
    Ok(())
}

fn scenario(text: &str) -> Result<Scenario, comity_scenario::Error> {
    Scenario::parse(Source { path: "path.toml".to_owned(), folder: "".into(), text: text.to_owned() })
}

fn run(text: &str) -> Result<Run, comity_scenario::Error> {
    Run::new(scenario(text)?, &Options::default())
}

/// Milliseconds a draw on one thread.
fn ensemble(text: &str) -> Result<f64, Box<dyn Error>> {
    let options = EnsembleOptions {
        draws: Some(DRAWS),
        sobol: Some(2),
        threads: Some(1),
        ..EnsembleOptions::default()
    };
    let mut ensemble = Ensemble::new(scenario(text)?, &options)?;
    let folder = tempfile::tempdir()?;
    let (mut solves, begun) = (0, Instant::now());
    ensemble.solve(folder.path(), false, &mut |progress| solves = progress.total)?;
    Ok(1e3 * begun.elapsed().as_secs_f64() / f64::from(u32::try_from(solves)?))
}
