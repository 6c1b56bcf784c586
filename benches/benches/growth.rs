//! `cargo bench -p comity-benches --bench growth`: how time and memory of one counterfactual grow with the economy.

use comity_benches::{process, synthetic};
use comity_model::{Benchmark, Calibration, Closure, Problem, Settings, Shock, Solver};
use std::error::Error;
use std::process::Command;
use std::time::{Duration, Instant};

/// Economies, sectors, and the data set that has this size.
const SIZES: [(usize, usize, &str); 5] =
    [(20, 20, ""), (41, 35, "WIOD 2013"), (49, 200, "EXIOBASE 3"), (160, 65, "GTAP 11"), (200, 120, "")];
const REPETITIONS: usize = 11;

/// What one size took.
struct Cost {
    sweeps: usize,
    solve: Duration,
    benchmark: Duration,
}

fn main() -> Result<(), Box<dyn Error>> {
    // Each size runs in a process of its own, so that memory is its own too.
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [economies, sectors] = &arguments[..]
        && let (Ok(economies), Ok(sectors)) = (economies.parse(), sectors.parse())
    {
        let cost = measure(economies, sectors)?;
        println!("{} {} {}", cost.sweeps, cost.solve.as_secs_f64(), cost.benchmark.as_secs_f64());
        return Ok(());
    }
    let mut table = comfy_table::Table::new();
    table.load_style(comfy_table::presets::ASCII_MARKDOWN);
    table.set_header([
        "economies x sectors",
        "flows",
        "sweeps",
        "ms",
        "ns a flow",
        "benchmark, ms",
        "memory, MB",
    ]);
    for (economies, sectors, name) in SIZES {
        let mut command = Command::new(std::env::current_exe()?);
        command.args([economies.to_string(), sectors.to_string()]);
        let output = command.output()?;
        let text = String::from_utf8(output.stdout)?;
        let fields: Vec<f64> = text.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
        let [sweeps, solve, benchmark] = fields[..] else {
            return Err(
                format!("{economies} x {sectors}: {}", String::from_utf8_lossy(&output.stderr)).into()
            );
        };
        let memory = process::measure(&mut command)?.peak_memory.unwrap_or_default();
        let flows = economies * economies * sectors;
        table.add_row([
            format!("{economies} x {sectors} {name}"),
            flows.to_string(),
            sweeps.to_string(),
            format!("{:.1}", 1e3 * solve),
            format!("{:.0}", 1e9 * solve / flows as f64),
            format!("{:.0}", 1e3 * benchmark),
            format!("{:.0}", memory as f64 / 1e6),
        ]);
    }
    println!("{table}");
    Ok(())
}

/// A tenth of the sectors become ten percent cheaper to trade.
fn measure(economies: usize, sectors: usize) -> Result<Cost, Box<dyn Error>> {
    let table = synthetic::table(economies, sectors);
    let calibration = Calibration::new(&table).map_err(|error| format!("{error:?}"))?;
    let settings = Settings::default();
    let started = Instant::now();
    let benchmark = Benchmark::solve(&calibration, Closure::Balanced, &settings)
        .map_err(|failure| format!("{failure:?}"))?;
    let to_benchmark = started.elapsed();
    let mut shock = Shock::none(&benchmark.calibration);
    for flow in calibration.size.flows().filter(|flow| !flow.is_domestic() && flow.sector.0 % 10 == 0) {
        shock.iceberg[flow] = 0.9;
    }
    let mut solver = Solver::new(&benchmark);
    let problem = Problem { theta: &benchmark.calibration.theta, shock: &shock, start: None };
    let mut times = Vec::new();
    let mut sweeps = 0;
    for _ in 0..REPETITIONS {
        let started = Instant::now();
        let solution = solver.solve(&problem, &settings);
        times.push(started.elapsed());
        if solution.equilibrium.is_none() {
            return Err(format!("{:?}", solution.status).into());
        }
        sweeps = solution.info.iterations;
    }
    times.sort_unstable();
    Ok(Cost { sweeps, solve: times[REPETITIONS / 2], benchmark: to_benchmark })
}
