//! `cargo bench -p comity-benches --bench ensemble`: draws of an ensemble in which every elasticity and the size of the shock
//! vary: one at a time beside several together, on one thread and on all, and the whole command with its memory.

use comity_benches::process;
use comity_model::{BatchSolver, PerSector, Problem, Settings, Shock, Solver};
use comity_scenario::ensemble::{Ensemble, EnsembleOptions};
use comity_scenario::{Options, Run, Scenario};
use std::error::Error;
use std::process::Command;
use std::time::{Duration, Instant};

const SCENARIO: &str = "cheaper-digital-services";
/// Batches that are solved both ways, and how often: the median counts.
const BATCHES: usize = 40;
const REPETITIONS: usize = 5;
/// Draws of the whole command: few and many, to see that memory does not grow.
const DRAWS: [usize; 2] = [1000, 10_000];

fn main() -> Result<(), Box<dyn Error>> {
    // Cargo passes flags such as --bench; there is nothing to choose here.
    together()?;
    let all = std::thread::available_parallelism()?.get();
    for threads in [1, all] {
        draws(threads)?;
    }
    whole_command()
}

/// The solver alone, on one thread: the same draws one after the other and together, in turn.
fn together() -> Result<(), Box<dyn Error>> {
    let run = Run::new(Scenario::find(SCENARIO)?, &Options::default())?;
    let calibration = &run.benchmark.calibration;
    let shock = run.scenario.shock(&run.baseline, calibration)?.shock;
    let settings = Settings::default();
    let (mut single, mut batch) = (Solver::new(&run.benchmark), BatchSolver::new(&run.benchmark));
    let mut random = Random(0.5);
    let (mut alone, mut together, mut sweeps, mut most) = (Duration::ZERO, Duration::ZERO, 0, 0);
    for _ in 0..BATCHES {
        let draws: Vec<(PerSector, Shock)> = (0..BatchSolver::SIZE)
            .map(|_| {
                let theta = calibration.theta.map(|theta| theta * random.between(0.7, 1.4));
                (theta, shock.part(calibration, random.between(0.6, 1.4)))
            })
            .collect();
        let problems: Vec<Problem> = draws
            .iter()
            .map(|(theta, shock)| Problem { theta, shock, start: Some(&run.counterfactual) })
            .collect();
        let (mut one_by_one, mut at_once, mut longest) = (Vec::new(), Vec::new(), 0);
        for _ in 0..REPETITIONS {
            let started = Instant::now();
            let found: Vec<_> = problems.iter().map(|problem| single.summarise(problem, &settings)).collect();
            one_by_one.push(started.elapsed());
            let started = Instant::now();
            let loaded = problems.iter().filter(|problem| batch.load(problem)).count();
            let mut same = 0;
            batch.solve(&settings, |at, solution| {
                same += usize::from(solution.is_some_and(|s| s.equilibrium == found[at].equilibrium));
            });
            at_once.push(started.elapsed());
            if (loaded, same) != (BatchSolver::SIZE, BatchSolver::SIZE) {
                return Err(format!("{loaded} draws solved together, {same} of them as alone").into());
            }
            longest = found.iter().map(|solution| solution.info.iterations).max().unwrap_or(0);
            sweeps += found.iter().map(|solution| solution.info.iterations).sum::<usize>();
        }
        most += REPETITIONS * BatchSolver::SIZE * longest;
        alone += median(one_by_one);
        together += median(at_once);
    }
    let solves = BATCHES * BatchSolver::SIZE;
    let each = |time: Duration| 1e3 * time.as_secs_f64() / solves as f64;
    println!(
        "{SCENARIO}: {:.2} ms a draw alone, {:.2} ms with {} together, {:.2} times faster ({:.1} sweeps, {:.1} with those that lanes \
         wait)",
        each(alone),
        each(together),
        BatchSolver::SIZE,
        alone.as_secs_f64() / together.as_secs_f64(),
        sweeps as f64 / (REPETITIONS * solves) as f64,
        most as f64 / (REPETITIONS * solves) as f64,
    );
    Ok(())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// Numbers spread by the golden ratio: the same on every machine.
struct Random(f64);

impl Random {
    fn between(&mut self, low: f64, high: f64) -> f64 {
        self.0 = (self.0 + 0.618_033_988_749_894_9).fract();
        low + (high - low) * self.0
    }
}

/// The ensemble's solves, without reading and writing.
fn draws(threads: usize) -> Result<(), Box<dyn Error>> {
    let options = EnsembleOptions {
        run: Options::default(),
        draws: Some(1000),
        sobol: Some(2),
        threads: Some(threads),
        ..EnsembleOptions::default()
    };
    let mut ensemble = Ensemble::new(Scenario::find(SCENARIO)?, &options)?;
    let out = tempfile::tempdir()?;
    let (mut solves, mut end) = (0, None);
    let started = Instant::now();
    ensemble.solve(out.path(), false, &mut |progress| {
        if progress.done == progress.total {
            (solves, end) = (progress.total, Some(Instant::now()));
        }
    })?;
    let time = end.unwrap_or(started).duration_since(started);
    let each = 1e3 * time.as_secs_f64() / solves as f64;
    println!(
        "{SCENARIO}: {each:.2} ms a draw on {threads} of {} threads ({solves} solves)",
        std::thread::available_parallelism()?
    );
    Ok(())
}

/// `comity ensemble` from start to exit.
fn whole_command() -> Result<(), Box<dyn Error>> {
    let binary = process::binary();
    if !binary.is_file() {
        println!("skipped: the whole command needs {} (cargo build --release)", binary.display());
        return Ok(());
    }
    for draws in DRAWS {
        let out = tempfile::tempdir()?;
        let mut command = Command::new(&binary);
        command.args(["ensemble", SCENARIO, "--draws", &draws.to_string(), "--out"]).arg(out.path());
        let cost = process::measure(&mut command)?;
        let memory =
            cost.peak_memory.map_or("unknown".to_owned(), |bytes| format!("{:.0} MB", bytes as f64 / 1e6));
        println!(
            "comity ensemble {SCENARIO} --draws {draws}: {:.1} s, peak memory {memory}",
            cost.wall.as_secs_f64()
        );
    }
    Ok(())
}
