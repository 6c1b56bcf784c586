//! Ensembles of scenarios with rules: weights and levels of the registry are drawn too.

use crate::common::source;
use comity_data::frame::File;
use comity_scenario::compare::{CompareOptions, Comparison};
use comity_scenario::ensemble::{Ensemble, EnsembleOptions, Findings};
use comity_scenario::{Error, Scenario};
use std::fs;
use std::path::Path;

const CLUB: &str =
    "name = \"Club\"\nbaseline = \"world\"\n[[regulation.recognition]]\namong = [\"USA\", \"DEU\"]\n";

fn ensemble(text: &str, threads: usize) -> Result<Ensemble, Error> {
    let options = EnsembleOptions {
        draws: Some(24),
        sobol: Some(8),
        threads: Some(threads),
        ..EnsembleOptions::default()
    };
    Ensemble::new(Scenario::parse(source(text))?, &options)
}

/// The scenario with all fixed that it would draw, but for some.
fn only(text: &str, drawn: &[&str]) -> String {
    let all = ensemble(text, 1).unwrap();
    let fixed: Vec<&str> =
        all.uncertain().iter().map(|each| each.name).filter(|name| !drawn.contains(name)).collect();
    format!("{text}[ensemble]\nfixed = {fixed:?}\n")
}

fn solve(text: &str, threads: usize, folder: &Path) -> Findings {
    ensemble(text, threads).unwrap().solve(folder, false, &mut |_| {}).unwrap()
}

fn spread(findings: &Findings) -> f64 {
    findings.real_income.iter().map(|of| of.p95 - of.p05).fold(0.0, f64::max)
}

#[test]
fn rules_are_drawn_beside_what_channels_read() {
    let all = ensemble(CLUB, 1).unwrap();
    let drawn = all.uncertain();
    let of = |name: &str| drawn.iter().find(|each| each.name == name);
    assert_eq!(of("rules").unwrap().title, "weights and levels of rules");
    assert!(of("regulation.lambda").is_some() && of("theta").is_some());
    let without = ensemble("name = \"T\"\nbaseline = \"world\"\n[[tariff]]\nrate = 0.1\n", 1).unwrap();
    assert!(without.uncertain().iter().all(|each| each.name != "rules"));
}

#[test]
fn results_spread_with_rules_and_are_as_written_without() {
    let folder = tempfile::tempdir().unwrap();
    let coded = solve(&only(CLUB, &[]), 2, &folder.path().join("coded"));
    assert!(spread(&coded) < 1e-9, "nothing is drawn");
    let drawn = solve(&only(CLUB, &["rules"]), 2, &folder.path().join("drawn"));
    assert!(spread(&drawn) > 1e-6, "{}", spread(&drawn));
    // All that is uncertain is in the rules.
    assert_eq!(drawn.sobol.factors, ["rules"]);
    assert!(drawn.sobol.world[0].total.value > 0.5, "{:?}", drawn.sobol.world);
    let frame =
        File::open(&folder.path().join("drawn/draws.parquet")).unwrap().read(["economy"], ["rules"]).unwrap();
    assert!(frame.numbers[0].iter().all(|number| (0.0..1.0).contains(number)));
}

#[test]
fn the_same_bits_for_any_number_of_threads_and_along_a_path() {
    let path = CLUB.replace("[[regulation", "years = [2025, 2030]\n[[regulation");
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("once", only(CLUB, &["rules", "regulation.lambda"])), ("path", path)] {
        let files = [1, 3].map(|threads| {
            let folder = folder.path().join(format!("{name}-{threads}"));
            solve(&text, threads, &folder);
            ["draws.parquet", "quantiles.csv", "sobol.csv"].map(|file| fs::read(folder.join(file)).unwrap())
        });
        assert!(files[0] == files[1], "{name}");
    }
    for (file, column) in [("ranks.csv", "economy"), ("sobol.csv", "variable")] {
        let of = |name: &str| fs::read_to_string(folder.path().join(name).join(file)).unwrap();
        assert!(of("once-1").starts_with(&format!("{column},")));
        let path = of("path-1");
        assert!(path.starts_with(&format!("year,{column},")), "{path}");
        assert!(path.lines().skip(1).all(|line| line.starts_with("2030,")));
    }
}

#[test]
fn scenarios_that_are_compared_have_the_same_rules() {
    let other = CLUB.replace("\"DEU\"", "\"IND\"").replace("Club", "Other");
    let same = CLUB.replace("Club", "The same");
    let compare = |texts: [&str; 2]| {
        let scenarios = texts.map(|text| Scenario::parse(source(&only(text, &["rules"]))).unwrap());
        let options = CompareOptions { draws: Some(8), ..CompareOptions::default() };
        Comparison::new(scenarios.to_vec(), &options, &mut |_| {}).unwrap()
    };
    let shared = |found: &Comparison| {
        let uncertainty = found.uncertainty.as_ref().unwrap();
        uncertainty.drawn.iter().any(|drawn| drawn.name == "rules" && drawn.ensembles == [0, 1])
    };
    assert!(shared(&compare([CLUB, &other])));
    let alike = compare([CLUB, &same]).uncertainty.unwrap();
    let income = &alike.differences[0].real_income;
    assert!(income.iter().all(|of| of.p05 == 0.0 && of.p95 == 0.0), "{income:?}");
}

#[test]
fn what_is_wrong_says_so() {
    let wrong = |table: &str| match ensemble(&format!("{CLUB}{table}"), 1) {
        Ok(_) => panic!("{table} goes unnoticed"),
        Err(error) => crate::common::rendered(&error),
    };
    let parameter =
        "[[ensemble.parameter]]\ntarget = \"rules\"\ndistribution = \"uniform\"\nlow = 0\nhigh = 1\n";
    insta::assert_snapshot!(wrong(parameter));
}
