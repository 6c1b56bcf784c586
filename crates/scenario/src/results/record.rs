//! `run.json`: what was run, on what, and how well it converged: enough to repeat it.

use super::tables::percent;
use crate::closure::closure_word;
use crate::run::Run;
use serde_json::{Value, json};

/// The record of a run. A number that is not finite cannot occur in a solved run; JSON would show it as null.
pub(super) fn json(run: &Run) -> Vec<u8> {
    let scenario = &run.scenario;
    let meta = &run.baseline.meta;
    let benchmark = &run.benchmark;
    let inputs: Vec<Value> =
        run.inputs.iter().map(|file| json!({ "name": file.name, "sha256": file.sha256 })).collect();
    let record = json!({
        "converged": true,
        "iterations": run.info.iterations,
        "residual": run.info.residual,
        "timing_ms": {
            "load": run.timing.load,
            "benchmark": run.timing.benchmark,
            "solve": run.timing.solve,
            "write": run.timing.write,
        },
        "world": {
            "trade_volume_pct": percent(run.outcome.world.trade_volume),
            "real_income_pct": percent(run.outcome.world.real_income),
        },
        "scenario": {
            "name": scenario.name,
            "summary": scenario.summary,
            "text": scenario.source.text,
        },
        "baseline": {
            "name": meta.name,
            "year": meta.year,
            "unit": meta.unit,
            "source": meta.source,
            "licence": meta.licence,
        },
        "closure": closure_word(run.closure),
        "settings": {
            "tolerance": run.settings.tolerance,
            "max_iterations": run.settings.max_iterations,
        },
        "benchmark": {
            "iterations": benchmark.info.iterations,
            "residual": benchmark.info.residual,
            "distance": {
                "spending": benchmark.distance.spending,
                "factor_income": benchmark.distance.factor_income,
            },
        },
        "warnings": run.warnings,
        "inputs": inputs,
        "versions": {
            "comity": env!("CARGO_PKG_VERSION"),
            "platform": format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS),
        },
    });
    format!("{record:#}\n").into_bytes()
}
