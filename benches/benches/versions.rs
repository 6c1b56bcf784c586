//! `cargo bench -p comity-benches --bench versions`: what each version of the model costs beside the plain one, in one run.

use comity_model::{
    Assumptions, Benchmark, Elasticities, Grid, Mobility, PerSector, Settings, Shock, Size, Solution, Supply,
};
use comity_scenario::{Options, Run, Scenario};
use std::error::Error;
use std::time::{Duration, Instant};

const REPETITIONS: usize = 41;

type Change = fn(&mut Assumptions);

fn main() -> Result<(), Box<dyn Error>> {
    let scenario = Scenario::find("cheaper-digital-services")?;
    let Run { scenario, baseline, benchmark, .. } = Run::new(scenario, &Options::default())?;
    let shock = scenario.shock(&baseline, &benchmark.calibration)?.shock;
    let versions: [(&str, Change); 11] = [
        ("plain", |_| {}),
        ("labour and capital", |_| {}),
        ("specific capital", |assumed| assumed.factors[1].mobility = Mobility::Specific),
        ("elastic labour", |assumed| assumed.factors[0].supply = Supply::Elastic(0.5)),
        ("capital in the long run", |assumed| assumed.factors[1].supply = Supply::Accumulated),
        ("wage floor", |assumed| assumed.factors[0].supply = Supply::Floor(1.005)),
        ("CES final demand", |assumed| assumed.elasticities.final_demand = 0.6),
        ("CES value added", |assumed| assumed.elasticities.value_added = 0.6),
        ("CES inputs", |assumed| assumed.elasticities.inputs = 0.3),
        ("economies of scale", |assumed| assumed.scale = assumed.scale.map(|_| 0.05)),
        ("all of these", |assumed| {
            assumed.factors[0].supply = Supply::Elastic(0.5);
            assumed.factors[1].mobility = Mobility::Specific;
            assumed.elasticities = Elasticities { final_demand: 0.6, value_added: 0.6, inputs: 0.3 };
            assumed.scale = assumed.scale.map(|_| 0.05);
        }),
    ];
    let mut table = comfy_table::Table::new();
    table.load_style(comfy_table::presets::ASCII_MARKDOWN);
    table.set_header(["version, wiod-2011", "sweeps", "ms", "times the plain one"]);
    let mut plain = None;
    for (name, change) in versions {
        let mut assumed = match plain {
            None => Assumptions::plain(benchmark.calibration.size),
            Some(_) => labour_and_capital(benchmark.calibration.size),
        };
        change(&mut assumed);
        let version = benchmark.clone().under(assumed).map_err(|error| format!("{name}: {error:?}"))?;
        let (sweeps, time) = median(&version, &shock).ok_or_else(|| format!("{name}: not solved"))?;
        let first = *plain.get_or_insert(time);
        table.add_row([
            name.to_owned(),
            sweeps.to_string(),
            format!("{:.2}", 1e3 * time.as_secs_f64()),
            format!("{:.2}", time.as_secs_f64() / first.as_secs_f64()),
        ]);
    }
    println!("{table}");
    Ok(())
}

/// Two factors, labour with a share of 0.4 to 0.8 that grows along the sectors.
fn labour_and_capital(size: Size) -> Assumptions {
    let mut assumed = Assumptions::plain(size);
    let mut labour = Grid::zeros(size);
    for sector in size.sectors() {
        let share = 0.4 + 0.4 * sector.0 as f64 / size.sectors as f64;
        labour.sector_mut(sector).fill(share);
    }
    let mut capital = assumed.factors[0].clone();
    capital.share = labour.map(|share| 1.0 - share);
    capital.wage = false;
    assumed.factors[0].share = labour;
    assumed.factors.push(capital);
    assumed.scale = PerSector::zeros(size);
    assumed
}

/// Sweeps and median time of a solve.
fn median(benchmark: &Benchmark, shock: &Shock) -> Option<(usize, Duration)> {
    let mut times = Vec::new();
    let mut sweeps = 0;
    for _ in 0..REPETITIONS {
        let start = Instant::now();
        let Solution { info, equilibrium, .. } = benchmark.counterfactual(shock, &Settings::default());
        times.push(start.elapsed());
        equilibrium?;
        sweeps = info.iterations;
    }
    times.sort();
    Some((sweeps, times[times.len() / 2]))
}
