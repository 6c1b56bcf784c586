//! `cargo bench -p comity-benches --bench ensemble`: draws of an ensemble in which every elasticity and the size of the shock
//! vary, and the whole command with its memory.

use comity_benches::process;
use comity_scenario::ensemble::{Ensemble, EnsembleOptions};
use comity_scenario::{Options, Scenario};
use std::error::Error;
use std::process::Command;
use std::time::Instant;

const SCENARIO: &str = "cheaper-digital-services";
/// Draws of the whole command: few and many, to see that memory does not grow.
const DRAWS: [usize; 2] = [1000, 10_000];

fn main() -> Result<(), Box<dyn Error>> {
    // Cargo passes flags such as --bench; there is nothing to choose here.
    let all = std::thread::available_parallelism()?.get();
    for threads in [1, all] {
        draws(threads)?;
    }
    whole_command()
}

/// The solves alone, without reading and writing.
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
