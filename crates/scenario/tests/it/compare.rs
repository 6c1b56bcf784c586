//! Scenarios side by side.

use crate::common::{here, source};
use comity_scenario::compare::{CompareError, CompareOptions, Comparison, Results, Uncertainty};
use comity_scenario::ensemble::{Ensemble, EnsembleOptions, Quantiles};
use comity_scenario::{Options, Run, Scenario, Source};

const SERVICES: &str = "[[trade_cost]]\nname = 'services'\nsectors = 'c30'\nfactor = 0.9\n";
const CHIPS: &str = "[[trade_cost]]\nname = 'chips'\nsectors = 'c14'\nfactor = 0.9\n";

fn scenario(stem: &str, head: &str, entries: &str) -> Scenario {
    let text = format!("name = '{stem}'\n{head}\n{entries}");
    let head = if head.contains("baseline") { "" } else { "baseline = 'world'\n" };
    Scenario::parse(Source { path: format!("{stem}.toml"), ..source(&format!("{head}{text}")) }).unwrap()
}

fn compare(scenarios: Vec<Scenario>, draws: Option<usize>) -> Result<Comparison, CompareError> {
    let options = CompareOptions { draws, ..CompareOptions::default() };
    Comparison::new(scenarios, &options, &mut |_| {})
}

/// An error as the command line prints it, without the folder of this checkout.
fn rendered(result: Result<Comparison, CompareError>) -> String {
    let error = result.unwrap_err();
    let hint = error.hint().map(|hint| format!("\n\nhint: {hint}")).unwrap_or_default();
    format!("error: {error}{hint}").replace(&here().display().to_string(), "tests")
}

fn csv(folder: &std::path::Path, name: &str) -> Vec<String> {
    std::fs::read_to_string(folder.join(name)).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn every_scenario_is_what_a_run_of_it_alone_is() {
    let all = || [scenario("one", "", SERVICES), scenario("other", "", CHIPS)];
    let mut comparison = compare(all().into(), None).unwrap();
    assert_eq!(comparison.uncertainty, None);
    let desk = tempfile::tempdir().unwrap();
    Results::new(&comparison).unwrap().write(desk.path(), &mut comparison).unwrap();

    let mut expected = Vec::new();
    for alone in all() {
        let stem = alone.source.stem().to_owned();
        let mut run = Run::new(alone, &Options::default()).unwrap();
        let folder = desk.path().join(&stem);
        comity_scenario::Results::new(&run).unwrap().write(&folder, &mut run).unwrap();
        let mut rows = csv(&folder, "economies.csv").into_iter();
        let header = format!("scenario,{}", rows.next().unwrap());
        if expected.is_empty() {
            expected.push(header);
        }
        expected.extend(rows.map(|row| format!("{stem},{row}")));
    }
    assert_eq!(csv(desk.path(), "compare.csv"), expected);

    let record: serde_json::Value =
        serde_json::from_slice(&std::fs::read(desk.path().join("compare.json")).unwrap()).unwrap();
    assert_eq!((&record["converged"], &record["ensemble"]), (&true.into(), &serde_json::Value::Null));
    assert_eq!(record["scenarios"][1]["label"], "other");
    assert_eq!(record["scenarios"][1]["inputs"][0]["name"], "other.toml");
    assert_eq!(record["scenarios"][0]["inputs"][0]["sha256"].as_str().unwrap().len(), 64);
}

#[test]
fn the_first_scenario_has_the_draws_of_its_own_ensemble() {
    let compared = compare(vec![scenario("one", "", SERVICES), scenario("other", "", CHIPS)], Some(40));
    let found = compared.unwrap().uncertainty.unwrap();
    let options = EnsembleOptions { draws: Some(40), ..EnsembleOptions::default() };
    let mut alone = Ensemble::new(scenario("one", "", SERVICES), &options).unwrap();
    let desk = tempfile::tempdir().unwrap();
    let expected = alone.solve(desk.path(), false, &mut |_| {}).unwrap();
    assert_eq!(found.levels[0].real_income, expected.real_income);
    assert_eq!(found.levels[0].exports, expected.exports);
    assert_eq!(found.levels[0].world, expected.world);
}

fn width(quantiles: &Quantiles) -> f64 {
    quantiles.p95 - quantiles.p05
}

#[test]
fn what_is_uncertain_in_both_does_not_blur_the_difference() {
    let more = format!("{SERVICES}[[trade_cost]]\nname = 'a bit'\nsectors = 'c1'\nfactor = 0.99\n");
    let found = compare(vec![scenario("one", "", SERVICES), scenario("more", "", &more)], Some(200)).unwrap();
    let Uncertainty { levels, differences, drawn, .. } = found.uncertainty.unwrap();
    // The sizes of services and of a bit; elasticities of three sectors.
    let numbers = |scenarios: &[usize]| {
        drawn.iter().filter(|each| each.ensembles == scenarios).map(|each| each.numbers).sum::<usize>()
    };
    assert_eq!((numbers(&[0, 1]), numbers(&[1]), numbers(&[0])), (4, 1, 0));
    for (at, difference) in differences[0].real_income.iter().enumerate() {
        let level = width(&levels[1].real_income[at]);
        assert!(width(difference) < 0.5 * level, "{at}: {} of {level}", width(difference));
    }
    assert_eq!(differences[0].world.probability_gain, 1.0);
}

#[test]
fn a_scenario_is_never_higher_than_itself() {
    let twice = vec![scenario("same", "", SERVICES), scenario("same", "", SERVICES)];
    let comparison = compare(twice, Some(30)).unwrap();
    let labels: Vec<&str> = comparison.scenarios.iter().map(|each| each.label.as_str()).collect();
    assert_eq!(labels, ["same", "same-2"]);
    assert!(comparison.scenarios[1].real_income_over(comparison.first()).iter().all(|points| *points == 0.0));
    let still = Quantiles { p05: 0.0, p25: 0.0, p50: 0.0, p75: 0.0, p95: 0.0, probability_gain: 0.0 };
    let difference = &comparison.uncertainty.unwrap().differences[0];
    assert!(difference.real_income.iter().chain([&difference.world]).all(|found| *found == still));
}

#[test]
fn results_do_not_depend_on_threads() {
    let of = |threads| {
        let options = CompareOptions { draws: Some(70), threads: Some(threads), ..CompareOptions::default() };
        let all = vec![scenario("one", "", SERVICES), scenario("other", "", CHIPS)];
        Comparison::new(all, &options, &mut |_| {}).unwrap().uncertainty
    };
    assert_eq!(of(1), of(3));
}

#[test]
fn who_decides_about_draws() {
    let with = |table: &str| scenario("with", "", &format!("{SERVICES}[ensemble]\n{table}\n"));
    let without = || scenario("without", "", CHIPS);
    let drawn = |all: Vec<Scenario>, draws| {
        compare(all, draws).unwrap().uncertainty.map(|found| (found.draws, found.seed))
    };
    assert_eq!(drawn(vec![without(), without()], None), None);
    assert_eq!(drawn(vec![without(), with("draws = 7\nseed = 5")], None), Some((7, 5)));
    assert_eq!(drawn(vec![without(), with("draws = 7\nseed = 5")], Some(9)), Some((9, 5)));
    assert_eq!(drawn(vec![without(), with("draws = 7")], Some(0)), None);
    assert_eq!(drawn(vec![without(), without()], Some(9)), Some((9, 1)));
}

#[test]
fn a_comparison_leaves_nothing_of_an_earlier_one() {
    let desk = tempfile::tempdir().unwrap();
    let all = || vec![scenario("one", "", SERVICES), scenario("other", "", CHIPS)];
    let names = || {
        let mut names: Vec<String> = std::fs::read_dir(desk.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    let mut drawn = compare(all(), Some(5)).unwrap();
    let mut results = Results::new(&drawn).unwrap();
    results.add_report("page");
    results.write(desk.path(), &mut drawn).unwrap();
    assert_eq!(names(), ["compare.csv", "compare.html", "compare.json", "compare_quantiles.csv"]);
    let rows = csv(desk.path(), "compare_quantiles.csv");
    assert_eq!(rows[0], "scenario,against,economy,variable,p05,p25,p50,p75,p95,probability_higher");
    // Two scenarios against the benchmark and one against the other: three variables of four economies, and the world.
    assert_eq!(rows.len(), 1 + 3 * (3 * 4 + 1));
    assert!(rows.last().unwrap().starts_with("other,one,WORLD,real_income_pct,"), "{:?}", rows.last());

    let mut plain = compare(all(), None).unwrap();
    Results::new(&plain).unwrap().write(desk.path(), &mut plain).unwrap();
    assert_eq!(names(), ["compare.csv", "compare.json"]);
}

#[test]
fn other_closures_and_models_are_said_aloud() {
    let all = vec![
        scenario("plain", "", SERVICES),
        scenario("fixed", "closure = 'fixed'", SERVICES),
        scenario("one-sector", "", &format!("{SERVICES}[model]\ninputs = false\n")),
    ];
    insta::assert_snapshot!("compare_warnings", compare(all, None).unwrap().warnings.join("\n"));
}

/// A tariff that takes more than there is.
const IMPOSSIBLE: &str = "[[tariff]]\nsectors = 'all'\nrate = -0.9999999\n";

broken! {
    compare_one: rendered(compare(vec![scenario("one", "", SERVICES)], None));
    compare_other_baselines: rendered(compare(
        vec![scenario("one", "", SERVICES), scenario("other", "baseline = 'wiod-2011'", CHIPS)],
        None
    ));
    compare_unsolved: rendered(compare(
        vec![scenario("one", "", SERVICES), scenario("other", "closure = 'fixed'", IMPOSSIBLE)],
        None
    ));
    compare_unknown_sector: rendered(compare(
        vec![scenario("one", "", SERVICES), scenario("other", "", &CHIPS.replace("c14", "c15"))],
        None
    ));
    compare_one_draw: rendered(compare(
        vec![scenario("one", "", SERVICES), scenario("other", "", CHIPS)],
        Some(1)
    ));
}

/// Cheaper services and chips along paths of different years that share two.
fn paths() -> Vec<Scenario> {
    vec![
        scenario("one", "years = [2025, 2030, 2040]", SERVICES),
        scenario("other", "years = [2025, 2035, 2040]", CHIPS),
    ]
}

#[test]
fn tables_of_paths_begin_with_the_year() {
    let mut comparison = compare(paths(), Some(20)).unwrap();
    assert_eq!(comparison.years, [2025, 2040]);
    assert!(comparison.warnings.iter().any(|warning| warning.contains("those that all have, 2025, 2040")));
    let desk = tempfile::tempdir().unwrap();
    Results::new(&comparison).unwrap().write(desk.path(), &mut comparison).unwrap();
    let mut expected = Vec::new();
    for alone in paths() {
        let stem = alone.source.stem().to_owned();
        let mut run = Run::new(alone, &Options::default()).unwrap();
        let folder = desk.path().join(&stem);
        comity_scenario::Results::new(&run).unwrap().write(&folder, &mut run).unwrap();
        let rows = csv(&folder, "economies.csv");
        if expected.is_empty() {
            expected.push(rows[0].replacen("year,", "year,scenario,", 1));
        }
        expected.extend(rows[1..].iter().map(|row| row.replacen(',', &format!(",{stem},"), 1)));
    }
    assert_eq!(csv(desk.path(), "compare.csv"), expected);
    let quantiles = csv(desk.path(), "compare_quantiles.csv");
    assert!(quantiles[0].starts_with("year,scenario,against,economy,"));
    let of = |year: &str| quantiles.iter().filter(|row| row.starts_with(year)).count();
    assert_eq!((of("2025,"), of("2040,"), of("2030,")), (39, 39, 0));
}

#[test]
fn draws_of_every_year_are_those_of_the_ensemble() {
    let found = compare(paths(), Some(20)).unwrap().uncertainty.unwrap();
    let options = EnsembleOptions { draws: Some(20), ..EnsembleOptions::default() };
    let mut alone = Ensemble::new(paths().remove(0), &options).unwrap();
    let desk = tempfile::tempdir().unwrap();
    let expected = alone.solve(desk.path(), false, &mut |_| {}).unwrap();
    assert_eq!(found.levels[0].real_income, expected.real_income);
    assert_eq!(found.levels[0].world, expected.world);
    let [first] = found.earlier.as_slice() else { panic!("{:?}", found.earlier) };
    assert_eq!(first.year, 2025);
    assert_eq!(first.levels[0].real_income, expected.earlier[0].by_economy[0]);
    assert_eq!(first.levels[0].world, expected.earlier[0].world);
    let groups: Vec<_> = expected.groups.iter().map(|group| (group.key, group.by_year[2])).collect();
    assert_eq!(found.levels[0].groups, groups);
    assert!(
        !groups.is_empty() || alone.run.baseline.economies.iter().all(|each| each.income_group.is_empty())
    );
}

#[test]
fn a_scenario_without_a_path_stands_in_the_last_year() {
    let all = vec![scenario("path", "years = [2025, 2040]", SERVICES), scenario("alone", "", CHIPS)];
    let mut comparison = compare(all, None).unwrap();
    assert_eq!(comparison.years, [2040]);
    let desk = tempfile::tempdir().unwrap();
    Results::new(&comparison).unwrap().write(desk.path(), &mut comparison).unwrap();
    let rows = csv(desk.path(), "compare.csv");
    assert_eq!(rows.iter().filter(|row| row.starts_with("2040,alone,")).count(), 4);
    assert_eq!(rows.iter().filter(|row| row.starts_with("2025,")).count(), 4);
}
