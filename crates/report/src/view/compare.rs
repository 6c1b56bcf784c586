//! Several scenarios side by side, as `web/src/lib/comparison.ts` reads them.

use super::ai::{ChannelView, SplitView};
use super::ensemble::{GroupView, YearsView, short};
use super::fill::{INCOME_GROUPS, baseline, members, scenario};
use super::path::shown_of;
use super::round::{percent, value};
use super::{BaselineView, FileView, ScenarioView};
use crate::day::today;
use comity_model::{EconomyId, EconomyOutcome, PerEconomy};
use comity_scenario::closure_word;
use comity_scenario::compare::{Compared, Comparison, Spread, Uncertainty, YearSpreads};
use comity_scenario::ensemble::{Design, Quantiles};
use comity_scenario::sectors::mean;
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
    /// Years that all have, where all follow paths.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    years: Vec<u16>,
    /// Income groups, in the order in which others go by them.
    groups: Vec<&'a str>,
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
    /// Where the scenario speaks of AI: whose parameters it follows, and what each channel brings.
    #[serde(skip_serializing_if = "Option::is_none")]
    ai: Option<AiView<'a>>,
    /// Real income in the years that all have.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<PathView>,
}

#[derive(Debug, Serialize)]
struct AiView<'a> {
    school: &'a str,
    channels: Vec<ChannelView>,
    split: SplitView,
}

/// Real income by year, in percent.
#[derive(Debug, Serialize)]
struct PathView {
    world: Vec<f64>,
    /// By year and income group.
    groups: Vec<Vec<f64>>,
    /// By year and economy.
    economies: Vec<Vec<f64>>,
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
    /// Both by year, where all scenarios follow paths.
    #[serde(skip_serializing_if = "Option::is_none")]
    by_year: Option<ByYear>,
}

#[derive(Debug, Serialize)]
struct ByYear {
    levels: Vec<YearsView>,
    differences: Vec<YearsView>,
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
        let groups = members(first, |economy| &economy.income_group, &INCOME_GROUPS);
        // With one year there is nothing to draw over time.
        let years: Vec<u16> = match comparison.years.len() {
            0 | 1 => Vec::new(),
            all => shown_of(all).map(|at| comparison.years[at]).collect(),
        };
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
            scenarios: comparison
                .scenarios
                .iter()
                .map(|each| ComparedView::of(each, &groups, &years))
                .collect(),
            groups: groups.iter().map(|(key, _)| *key).collect(),
            inputs: inputs(comparison),
            warnings: &comparison.warnings,
            uncertainty: comparison
                .uncertainty
                .as_ref()
                .map(|found| UncertaintyView::of(found, !years.is_empty())),
            years,
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
    fn of(compared: &'a Compared, groups: &[(&str, Vec<EconomyId>)], years: &[u16]) -> Self {
        let Compared { label, run } = compared;
        let world = &run.outcome.world;
        Self {
            label,
            // Where years are drawn, names do without.
            scenario: match years.is_empty() {
                true => scenario(run),
                false => ScenarioView { name: run.scenario.name.as_str().into(), ..scenario(run) },
            },
            closure: closure_word(run.closure),
            world: WorldView {
                real_income_pct: percent(world.real_income),
                trade_volume_pct: percent(world.trade_volume),
            },
            changes: Changes::of(&run.outcome.economies),
            iterations: run.info.iterations,
            residual: run.info.residual,
            ai: run.split.as_ref().map(|split| AiView {
                school: run.scenario.parameters().school(),
                channels: ChannelView::all(split),
                split: SplitView::of(run, groups),
            }),
            path: (!years.is_empty()).then(|| PathView::of(compared, groups, years)),
        }
    }
}

impl PathView {
    fn of(compared: &Compared, groups: &[(&str, Vec<EconomyId>)], years: &[u16]) -> Self {
        let moments = || years.iter().filter_map(|&year| compared.in_year(year));
        let (mut by_group, mut economies) = (Vec::new(), Vec::new());
        for moment in moments() {
            let (hats, income) =
                (&moment.outcome.economies.real_income, &moment.benchmark.equilibrium.income);
            let group =
                |(_, members): &(&str, Vec<EconomyId>)| percent(mean(hats, income, members).unwrap_or(1.0));
            by_group.push(groups.iter().map(group).collect());
            economies.push(hats.values().iter().copied().map(percent).collect());
        }
        let world = moments().map(|moment| percent(moment.outcome.world.real_income)).collect();
        Self { world, groups: by_group, economies }
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
    fn of(uncertainty: &'a Uncertainty, has_years: bool) -> Self {
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
            by_year: has_years.then(|| ByYear::of(uncertainty)),
        }
    }
}

impl ByYear {
    fn of(uncertainty: &Uncertainty) -> Self {
        let earlier = |pick: fn(&YearSpreads) -> &Vec<Spread>| uncertainty.earlier.iter().map(pick);
        let all = |pick, last: &Vec<Spread>| {
            let years: Vec<&Vec<Spread>> = earlier(pick).chain([last]).collect();
            (0..last.len())
                .map(|at| years_of(&years.iter().map(|year| &year[at]).collect::<Vec<_>>()))
                .collect()
        };
        Self {
            levels: all(|year| &year.levels, &uncertainty.levels),
            differences: all(|year| &year.differences, &uncertainty.differences),
        }
    }
}

/// One spread by year, those years that are shown.
fn years_of(all: &[&Spread]) -> YearsView {
    let shown: Vec<&Spread> = shown_of(all.len()).map(|at| all[at]).collect();
    let keys = shown.first().map(|spread| spread.groups.as_slice()).unwrap_or_default();
    let group = |(at, &(key, _)): (usize, &(&'static str, Quantiles))| GroupView {
        key,
        by_year: shown.iter().map(|spread| short(&spread.groups[at].1)).collect(),
    };
    YearsView {
        world: shown.iter().map(|spread| short(&spread.world)).collect(),
        groups: keys.iter().enumerate().map(group).collect(),
        economies: shown.iter().map(|spread| spread.real_income.iter().map(short).collect()).collect(),
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
    use crate::fixture::{comparison, paths};

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

    #[test]
    fn paths_have_their_years_channels_and_schools() {
        let found = paths(Some(8));
        let json = serde_json::to_value(CompareView::of(&found)).unwrap();
        assert_eq!(json["years"], serde_json::json!([2025, 2030, 2040]));
        assert_eq!(json["scenarios"][0]["name"], "Optimistic", "years are named where they are drawn");
        let numbers = |list: &serde_json::Value| -> Vec<f64> {
            list.as_array().unwrap().iter().map(|each| each.as_f64().unwrap()).collect()
        };
        for each in json["scenarios"].as_array().unwrap() {
            let world = numbers(&each["path"]["world"]);
            assert!((world[2] - each["world"]["real_income_pct"].as_f64().unwrap()).abs() < 1e-8);
            let split: f64 = numbers(&each["ai"]["split"]["world"]).iter().sum();
            assert!((split - world[2]).abs() < 1e-6, "channels add up to the world's change");
            assert_eq!(each["path"]["economies"][1].as_array().unwrap().len(), 41);
        }
        assert_eq!(json["scenarios"][0]["ai"]["school"], "optimistic");
        let by_year = &json["uncertainty"]["by_year"];
        assert_eq!(by_year["levels"].as_array().unwrap().len(), 2);
        assert_eq!(by_year["differences"][0]["world"][2], json["uncertainty"]["differences"][0]["world"]);
        let named = json["groups"].as_array().unwrap().iter().filter(|key| **key != "").count();
        assert_eq!(by_year["levels"][1]["groups"].as_array().unwrap().len(), named);
    }
}
