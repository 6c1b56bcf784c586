//! Several scenarios side by side, as `web/src/lib/comparison.ts` reads them.

use super::ensemble::short;
use super::fill::{baseline, scenario};
use super::round::{percent, value};
use super::{BaselineView, FileView, ScenarioView};
use crate::day::today;
use comity_model::{EconomyOutcome, PerEconomy};
use comity_scenario::closure_word;
use comity_scenario::compare::{Compared, Comparison, Spread, Uncertainty};
use comity_scenario::ensemble::{Design, Quantiles};
use serde::Serialize;

/// Everything that the page of a comparison shows.
#[derive(Debug, Serialize)]
pub(crate) struct CompareView<'a> {
    format: u32,
    version: &'static str,
    date: String,
    baseline: BaselineView<'a>,
    economies: Vec<EconomyView<'a>>,
    /// Benchmark income of the world, under the closure of the first scenario.
    income: f64,
    scenarios: Vec<ComparedView<'a>>,
    inputs: Vec<FileView<'a>>,
    warnings: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    uncertainty: Option<UncertaintyView<'a>>,
}

#[derive(Debug, Serialize)]
struct EconomyView<'a> {
    code: &'a str,
    name: &'a str,
    income_group: &'a str,
    region: &'a str,
    /// In the benchmark of the first scenario.
    income: f64,
}

#[derive(Debug, Serialize)]
struct ComparedView<'a> {
    label: &'a str,
    #[serde(flatten)]
    scenario: ScenarioView<'a>,
    closure: &'static str,
    /// Changes of the world against the benchmark.
    world: WorldView,
    /// By economy, in the order of the economies.
    changes: Changes,
    iterations: usize,
    residual: f64,
}

#[derive(Debug, Serialize)]
struct WorldView {
    real_income_pct: f64,
    trade_volume_pct: f64,
}

#[derive(Debug, Serialize)]
pub(super) struct Changes {
    real_income_pct: Vec<f64>,
    real_wage_pct: Vec<f64>,
    wage_pct: Vec<f64>,
    price_pct: Vec<f64>,
    exports_pct: Vec<f64>,
    imports_pct: Vec<f64>,
    export_volume_pct: Vec<f64>,
    import_volume_pct: Vec<f64>,
}

#[derive(Debug, Serialize)]
struct UncertaintyView<'a> {
    draws: usize,
    /// As text: a browser's numbers do not hold every seed.
    seed: String,
    design: Design,
    /// Draws without a result, by scenario.
    failed: &'a [usize],
    drawn: Vec<DrawnView<'a>>,
    /// Real income of each scenario.
    levels: Vec<SpreadView>,
    /// Real income of each but the first less that of the first.
    differences: Vec<SpreadView>,
}

#[derive(Debug, Serialize)]
struct DrawnView<'a> {
    name: &'a str,
    numbers: usize,
    scenarios: &'a [usize],
}

#[derive(Debug, Serialize)]
struct SpreadView {
    used: usize,
    world: Quantiles,
    economies: Vec<Quantiles>,
}

impl<'a> CompareView<'a> {
    pub(crate) fn of(comparison: &'a Comparison) -> Self {
        let first = &comparison.first().run;
        let incomes = &first.benchmark.equilibrium.income;
        let economies = first.baseline.economies.iter().zip(incomes.values());
        Self {
            format: 1,
            version: env!("CARGO_PKG_VERSION"),
            date: today(),
            baseline: baseline(first),
            economies: economies
                .map(|(info, &income)| EconomyView {
                    code: &info.code,
                    name: &info.name,
                    income_group: &info.income_group,
                    region: &info.region,
                    income: value(income),
                })
                .collect(),
            income: value(incomes.sum()),
            scenarios: comparison.scenarios.iter().map(ComparedView::of).collect(),
            inputs: inputs(comparison),
            warnings: &comparison.warnings,
            uncertainty: comparison.uncertainty.as_ref().map(UncertaintyView::of),
        }
    }
}

/// Every file once: all scenarios share those of the baseline.
fn inputs(comparison: &Comparison) -> Vec<FileView<'_>> {
    let mut files = Vec::new();
    for file in comparison.scenarios.iter().flat_map(|each| &each.run.inputs) {
        if !files.contains(&file) {
            files.push(file);
        }
    }
    files.into_iter().map(FileView::of).collect()
}

impl<'a> ComparedView<'a> {
    fn of(Compared { label, run }: &'a Compared) -> Self {
        let world = &run.outcome.world;
        Self {
            label,
            scenario: scenario(run),
            closure: closure_word(run.closure),
            world: WorldView {
                real_income_pct: percent(world.real_income),
                trade_volume_pct: percent(world.trade_volume),
            },
            changes: Changes::of(&run.outcome.economies),
            iterations: run.info.iterations,
            residual: run.info.residual,
        }
    }
}

impl Changes {
    pub(super) fn of(outcome: &EconomyOutcome) -> Self {
        let column = |hats: &PerEconomy| hats.values().iter().copied().map(percent).collect();
        Self {
            real_income_pct: column(&outcome.real_income),
            real_wage_pct: column(&outcome.real_wage),
            wage_pct: column(&outcome.wage),
            price_pct: column(&outcome.price),
            exports_pct: column(&outcome.exports),
            imports_pct: column(&outcome.imports),
            export_volume_pct: column(&outcome.export_volume),
            import_volume_pct: column(&outcome.import_volume),
        }
    }
}

impl<'a> UncertaintyView<'a> {
    fn of(uncertainty: &'a Uncertainty) -> Self {
        let drawn = uncertainty.drawn.iter().map(|each| DrawnView {
            name: &each.name,
            numbers: each.numbers,
            scenarios: &each.ensembles,
        });
        Self {
            draws: uncertainty.draws,
            seed: uncertainty.seed.to_string(),
            design: uncertainty.design,
            failed: &uncertainty.failed,
            drawn: drawn.collect(),
            levels: uncertainty.levels.iter().map(SpreadView::of).collect(),
            differences: uncertainty.differences.iter().map(SpreadView::of).collect(),
        }
    }
}

impl SpreadView {
    fn of(spread: &Spread) -> Self {
        Self {
            used: spread.used,
            world: short(&spread.world),
            economies: spread.real_income.iter().map(short).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::comparison;

    #[test]
    fn it_carries_the_numbers_of_the_tables_and_every_file_once() {
        let found = comparison(Some(12));
        let json = serde_json::to_value(CompareView::of(&found)).unwrap();
        let scenarios = json["scenarios"].as_array().unwrap();
        assert_eq!(scenarios.len(), 2);
        assert_eq!((&scenarios[1]["label"], &scenarios[1]["file"]), (&"other".into(), &"other.toml".into()));
        for (shown, each) in scenarios.iter().zip(&found.scenarios) {
            let hats = each.run.outcome.economies.export_volume.values();
            for (at, hat) in hats.iter().enumerate() {
                let change = shown["changes"]["export_volume_pct"][at].as_f64().unwrap();
                assert!((change - (hat - 1.0) * 100.0).abs() < 1e-8);
            }
        }
        let spread = &json["uncertainty"]["differences"][0]["economies"][3];
        let expected = &found.uncertainty.as_ref().unwrap().differences[0].real_income[3];
        assert!((spread["p95"].as_f64().unwrap() - expected.p95).abs() < 1e-8);
        let names: Vec<&str> =
            json["inputs"].as_array().unwrap().iter().map(|file| file["name"].as_str().unwrap()).collect();
        assert_eq!(names.iter().filter(|name| name.ends_with("flows.parquet")).count(), 1, "{names:?}");
        assert_eq!(&names[..1], ["test.toml"]);
        assert!(names.contains(&"other.toml"));
    }

    #[test]
    fn without_draws_there_is_no_word_of_them() {
        let json = serde_json::to_value(CompareView::of(&comparison(None))).unwrap();
        assert!(json.get("uncertainty").is_none());
    }
}
