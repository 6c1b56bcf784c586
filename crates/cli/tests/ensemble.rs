//! `comity ensemble` as a user types it.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use common::{comity, seen, world};

const SCENARIO: &str = r#"
name = "Test"
[[trade_cost]]
name = "services"
sectors = "c30"
factor = 0.9
[ensemble]
draws = 60
[[ensemble.parameter]]
target = "trade_cost.services.factor"
distribution = "uniform"
low = 0.85
high = 1.02
[[ensemble.parameter]]
name = "elasticities"
target = "theta"
by = "sector"
distribution = "lognormal"
median = 1
sigma = 0.25
"#;

#[test]
fn it_says_how_sure_a_result_is() {
    let desk = tempfile::tempdir().unwrap();
    std::fs::write(desk.path().join("test.toml"), SCENARIO).unwrap();
    let args = ["ensemble", "test.toml", "--baseline", &world(), "--no-report"];
    insta::assert_snapshot!("ensemble", seen(desk.path(), &args));

    let results = desk.path().join("results/test-ensemble");
    let head = |name: &str| {
        let text = std::fs::read_to_string(results.join(name)).unwrap();
        text.lines().next().unwrap().to_owned()
    };
    assert_eq!(head("quantiles.csv"), "economy,variable,p05,p25,p50,p75,p95,probability_gain");
    assert_eq!(head("sobol.csv"), "variable,parameter,first,first_low,first_high,total,total_low,total_high");
    let record: serde_json::Value =
        serde_json::from_slice(&std::fs::read(results.join("ensemble.json")).unwrap()).unwrap();
    assert_eq!((record["draws"].as_u64(), record["failed"].as_u64()), (Some(60), Some(0)));
    assert!(record["timing_ms"]["solve"].as_f64().unwrap() > 0.0);
    assert!(!results.join("ensemble.part").exists(), "nothing is left over");
}

#[cfg(feature = "viewer")]
#[test]
fn a_report_is_written_unless_it_is_not_wanted() {
    let desk = tempfile::tempdir().unwrap();
    std::fs::write(desk.path().join("test.toml"), SCENARIO).unwrap();
    let world = world();
    let args = ["ensemble", "test.toml", "--baseline", &world, "--draws", "10", "--out", "out"];
    let report = desk.path().join("out/report.html");

    assert!(seen(desk.path(), &args).contains("report: out/report.html"));
    let html = std::fs::read_to_string(&report).unwrap();
    assert!(html.contains(r#""ensemble":{"draws":10,"seed":"1","design":"latin_hypercube""#));
    assert!(html.len() < 1_000_000, "{} bytes", html.len());

    let without = [&args[..], &["--no-report"]].concat();
    assert!(seen(desk.path(), &without).contains("results: out"));
    assert!(!report.exists(), "a report of an earlier ensemble is no report of this one");
}

#[test]
fn every_scenario_can_be_asked() {
    let desk = tempfile::tempdir().unwrap();
    let (text, _) = SCENARIO.split_once("[ensemble]").unwrap();
    std::fs::write(desk.path().join("test.toml"), text).unwrap();
    let args =
        ["ensemble", "test.toml", "--baseline", &world(), "--draws", "20", "--seed", "3", "--out", "out"];
    let seen = seen(desk.path(), &args);
    assert!(
        seen.contains("The scenario names no parameters") && seen.contains("20 draws, none failed"),
        "{seen}"
    );
}

#[test]
fn wrong_usage_and_failures_differ() {
    let desk = tempfile::tempdir().unwrap();
    for (args, code) in [
        (&["ensemble", "cheaper-trade", "--design", "grid"][..], 2),
        (&["ensemble", "cheaper-trade", "--draws", "many"], 2),
        (&["ensemble", "cheaper-trade", "--open", "--no-report"], 2),
        (&["ensemble", "cheaper-trade", "--draws", "1"], 1),
        (&["ensemble", "cheeper-trade"], 1),
    ] {
        assert_eq!(comity(desk.path(), args).status.code(), Some(code), "{args:?}");
    }
}
