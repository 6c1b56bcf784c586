//! The same problem, solved by `reference.py`: one NumPy process, one thread.

use comity_model::{Benchmark, Closure, Shock};
use serde::{Deserialize, Serialize};
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

/// What the reference solver found.
#[derive(Debug)]
pub struct Reference {
    /// Median processor time of one solve.
    pub milliseconds: f64,
    /// Hat of real income, by economy.
    pub real_income: Vec<f64>,
    /// Hat of the real wage, by economy.
    pub real_wage: Vec<f64>,
    /// Hat of the price of each composite, in the order of [`comity_model::Grid`].
    pub price: Vec<f64>,
}

#[derive(Serialize)]
struct Case {
    economies: usize,
    sectors: usize,
    closure: &'static str,
    tolerance: f64,
    repetitions: usize,
}

#[derive(Deserialize)]
struct Answer {
    median_ms: f64,
}

/// Whether there is a Python with NumPy to run the reference.
pub fn available() -> bool {
    python().args(["-c", "import numpy"]).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// Solves the counterfactual of `benchmark` under `shock` with the reference, `repetitions` times.
///
/// # Errors
/// What went wrong in running it; its own message goes to standard error.
pub fn solve(
    benchmark: &Benchmark,
    shock: &Shock,
    tolerance: f64,
    repetitions: usize,
) -> io::Result<Reference> {
    let folder = tempfile::tempdir()?;
    let calibration = &benchmark.calibration;
    let case = Case {
        economies: calibration.size.economies,
        sectors: calibration.size.sectors,
        closure: match benchmark.closure {
            Closure::Balanced => "balanced",
            Closure::Fixed => "fixed",
            Closure::Proportional => "proportional",
        },
        tolerance,
        repetitions,
    };
    std::fs::write(folder.path().join("case.json"), serde_json::to_vec(&case)?)?;
    for (name, values) in [
        ("theta", calibration.theta.values()),
        ("trade_share", calibration.trade_share.values()),
        ("tariffs", calibration.tariffs.values()),
        ("spending", calibration.spending.values()),
        ("input_share", calibration.input_share.values()),
        ("value_added_share", calibration.value_added_share.values()),
        ("final_share", calibration.final_share.values()),
        ("factor_income", calibration.factor_income.values()),
        ("deficit", calibration.deficit.values()),
        ("new_tariffs", shock.tariffs.values()),
        ("iceberg", shock.iceberg.values()),
        ("productivity", shock.productivity.values()),
        ("value_added_productivity", shock.value_added_productivity.values()),
    ] {
        write(folder.path(), name, values)?;
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("reference.py");
    let status = python().arg(script).arg(folder.path()).status()?;
    if !status.success() {
        return Err(io::Error::other(format!("reference.py ended with {status}")));
    }
    let answer: Answer = serde_json::from_slice(&std::fs::read(folder.path().join("result.json"))?)?;
    Ok(Reference {
        milliseconds: answer.median_ms,
        real_income: read(folder.path(), "real_income")?,
        real_wage: read(folder.path(), "real_wage")?,
        price: read(folder.path(), "price")?,
    })
}

/// Python with one thread for NumPy, and without settings that would choose its kernels for it.
fn python() -> Command {
    let mut command = Command::new("python3");
    command.env_remove("OPENBLAS_CORETYPE").env_remove("OPENBLAS_L2_SIZE");
    for threads in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"] {
        command.env(threads, "1");
    }
    command
}

fn write(folder: &Path, name: &str, values: &[f64]) -> io::Result<()> {
    let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
    std::fs::write(folder.join(format!("{name}.f64")), bytes)
}

fn read(folder: &Path, name: &str) -> io::Result<Vec<f64>> {
    let bytes = std::fs::read(folder.join(format!("reference_{name}.f64")))?;
    let (values, _) = bytes.as_chunks::<8>();
    Ok(values.iter().map(|value| f64::from_le_bytes(*value)).collect())
}
