//! `cargo bench -p comity-benches`: one counterfactual beside the plain reference, and the whole run.

use comity_benches::{nafta, process, reference};
use comity_model::{
    Benchmark, Calibration, Closure, EconomyId, Linearised, Objective, Outcome, Settings, Shock, Solution,
    Table,
};
use comity_scenario::{Options, Run, Scenario};
use std::error::Error;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// Solves whose median is reported.
const REPETITIONS: usize = 51;
const REFERENCE_REPETITIONS: usize = 5;
/// Both solutions must agree to this, relative.
const AGREEMENT: f64 = 1e-8;

type Failure = Box<dyn Error>;

/// A problem to solve: an economy and what happens to it.
struct Case {
    name: &'static str,
    calibration: Calibration,
    benchmark: Benchmark,
    shock: Shock,
}

fn main() -> Result<(), Failure> {
    // Cargo passes flags such as --bench; there is nothing to choose here.
    whole_run()?;
    let cases = cases()?;
    for case in &cases {
        println!("{}", gradient(case)?);
    }
    println!();
    if !reference::available() {
        println!("skipped: the comparison needs python3 with NumPy (pip install numpy)");
        return Ok(());
    }
    let mut table = comfy_table::Table::new();
    table.load_style(comfy_table::presets::ASCII_MARKDOWN);
    table.set_header([
        "case",
        "sweeps",
        "ms",
        "reference, ms",
        "ratio",
        "largest difference",
        "benchmark, ms",
    ]);
    for case in &cases {
        table.add_row(compare(case)?);
    }
    println!("{table}");
    Ok(())
}

fn cases() -> Result<Vec<Case>, Failure> {
    let mut cases = vec![wiod()?];
    let folder = repository().join("../shared/data/nafta");
    if folder.is_dir() {
        cases.push(nafta_case(&folder, "nafta, balanced", Closure::Balanced)?);
        cases.push(nafta_case(&folder, "nafta, fixed deficits", Closure::Fixed)?);
    } else {
        println!("skipped: the NAFTA case needs {}", folder.display());
    }
    Ok(cases)
}

/// The scenario that ships as the first example: digital services from abroad become ten percent cheaper.
fn wiod() -> Result<Case, Failure> {
    let scenario = Scenario::find("cheaper-digital-services")?;
    let Run { scenario, baseline, benchmark, .. } = Run::new(scenario, &Options::default())?;
    let shock = scenario.shock(&baseline, &benchmark.calibration)?.shock;
    Ok(Case { name: "wiod-2011", calibration: calibrate(&baseline.table)?, benchmark, shock })
}

/// Tariffs of 1993 to those of 2005.
fn nafta_case(folder: &Path, name: &'static str, closure: Closure) -> Result<Case, Failure> {
    let (table, tariffs) = nafta::load(folder)?;
    let calibration = calibrate(&table)?;
    let benchmark = Benchmark::solve(&calibration, closure, &Settings::default())
        .map_err(|failure| format!("benchmark: {failure:?}"))?;
    let shock = Shock { tariffs, ..Shock::none(&benchmark.calibration) };
    Ok(Case { name, calibration, benchmark, shock })
}

fn calibrate(table: &Table) -> Result<Calibration, Failure> {
    Ok(Calibration::new(table).map_err(|error| format!("calibration: {error:?}"))?)
}

/// One row of the table: both solvers on one case.
fn compare(case: &Case) -> Result<[String; 7], Failure> {
    let settings = Settings::default();
    let (_, to_benchmark) = median(|| Benchmark::solve(&case.calibration, case.benchmark.closure, &settings));
    let (solution, time) = median(|| case.benchmark.counterfactual(&case.shock, &settings));
    let Solution { status, info, equilibrium: Some(equilibrium) } = solution else {
        return Err(format!("{}: {:?}", case.name, solution.status).into());
    };
    let reference =
        reference::solve(&case.benchmark, &case.shock, settings.tolerance, REFERENCE_REPETITIONS)?;
    let economies = Outcome::between(&case.benchmark, &equilibrium).economies;
    let difference = [
        (economies.real_income.values(), &reference.real_income),
        (economies.real_wage.values(), &reference.real_wage),
        (equilibrium.price.values(), &reference.price),
    ]
    .into_iter()
    .map(|(ours, theirs)| largest_difference(ours, theirs))
    .fold(0.0, f64::max);
    if difference >= AGREEMENT {
        return Err(format!("{}: {status:?}, but the solutions differ by {difference:.1e}", case.name).into());
    }
    let milliseconds = |time: Duration| 1e3 * time.as_secs_f64();
    let size = case.shock.iceberg.size();
    Ok([
        format!("{}, {} x {}", case.name, size.economies, size.sectors),
        info.iterations.to_string(),
        format!("{:.1}", milliseconds(time)),
        format!("{:.0}", reference.milliseconds),
        format!("{:.0}", reference.milliseconds / milliseconds(time)),
        format!("{difference:.0e}"),
        format!("{:.1}", milliseconds(to_benchmark)),
    ])
}

/// The time of one result's derivative by every parameter beside that of one solve.
fn gradient(case: &Case) -> Result<String, Failure> {
    let Case { benchmark, shock, .. } = case;
    let (solution, solve) = median(|| benchmark.counterfactual(shock, &Settings::default()));
    let equilibrium = solution.equilibrium.ok_or("no counterfactual to differentiate")?;
    let objective = Objective::real_income(benchmark, EconomyId(0));
    let (found, time) = median(|| {
        Linearised::new(benchmark, &benchmark.calibration.theta, shock, &equilibrium).gradient(&objective)
    });
    let found = found.map_err(|unsolved| format!("{}: {unsolved:?}", case.name))?;
    let by = &found.by;
    let parameters =
        2 * by.iceberg.values().len() + 2 * by.productivity.values().len() + by.theta.values().len();
    Ok(format!(
        "{}: one result by {parameters} parameters in {:.1} ms, {:.1} times one solve ({} steps)",
        case.name,
        1e3 * time.as_secs_f64(),
        time.as_secs_f64() / solve.as_secs_f64(),
        found.iterations
    ))
}

/// The last result of many calls, and their median time.
fn median<T>(mut call: impl FnMut() -> T) -> (T, Duration) {
    let mut times = Vec::with_capacity(REPETITIONS);
    loop {
        let started = Instant::now();
        let result = call();
        times.push(started.elapsed());
        if times.len() == REPETITIONS {
            times.sort_unstable();
            return (result, times[REPETITIONS / 2]);
        }
    }
}

fn largest_difference(ours: &[f64], theirs: &[f64]) -> f64 {
    assert_eq!(ours.len(), theirs.len(), "both solvers know the same economies and sectors");
    ours.iter().zip(theirs).map(|(ours, theirs)| (ours / theirs - 1.0).abs()).fold(0.0, f64::max)
}

/// `comity run` from start to exit, report included.
fn whole_run() -> Result<(), Failure> {
    let binary = process::binary();
    if !binary.is_file() {
        println!("skipped: the whole run needs {} (cargo build --release)", binary.display());
        return Ok(());
    }
    let out = tempfile::tempdir()?;
    let mut costs = Vec::new();
    for _ in 0..5 {
        let scenario = repository().join("scenarios/cheaper-digital-services.toml");
        costs.push(process::measure(
            Command::new(&binary).arg("run").arg(scenario).arg("--out").arg(out.path()),
        )?);
    }
    costs.sort_unstable_by_key(|cost| cost.wall);
    let wall = 1e3 * costs[costs.len() / 2].wall.as_secs_f64();
    let memory = costs.iter().filter_map(|cost| cost.peak_memory).max();
    let memory = memory.map_or("unknown".to_owned(), |bytes| format!("{:.0} MB", bytes as f64 / 1e6));
    println!("comity run scenarios/cheaper-digital-services.toml: {wall:.0} ms, peak memory {memory}\n");
    Ok(())
}

fn repository() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}
