//! Every scenario that ships runs on the baseline that it names, and keeps the size of its result.

use comity_scenario::{Options, Run, Scenario, embedded};
use std::fmt::Write;

#[test]
fn every_scenario_keeps_its_sign_and_size() {
    let mut results = String::new();
    for source in embedded() {
        let path = source.path.clone();
        let scenario = Scenario::parse(source).unwrap();
        assert!(!scenario.summary.is_empty(), "{path} says in its summary what it asks");
        let run = Run::new(scenario, &Options::default()).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert!(run.warnings.is_empty(), "{path}: {:?}", run.warnings);
        let world = run.outcome.world;
        let [income, trade] = [world.real_income, world.trade_volume].map(two_digits);
        writeln!(results, "{path}: real income {income}, trade {trade}").unwrap();
    }
    insta::assert_snapshot!("library", results);
}

/// A change in percent, to two significant digits.
fn two_digits(hat: f64) -> String {
    let percent = (hat - 1.0) * 100.0;
    if percent == 0.0 {
        return "0".to_owned();
    }
    let decimals = (1.0 - percent.abs().log10().floor()).max(0.0) as usize;
    format!("{percent:+.decimals$}")
}
