//! The worked examples of `docs/scenarios.md` and `docs/ensembles.md` run, and give the numbers that stand there.

use crate::common::source;
use comity_scenario::ensemble::{Ensemble, EnsembleOptions};
use comity_scenario::{Options, Run, Scenario};

const DOCS: &str = include_str!("../../../../docs/scenarios.md");

#[test]
fn the_worked_example_gives_its_numbers() {
    let (_, example) = DOCS.split_once("## A worked example").unwrap();
    let (example, _) = example.split_once("\n## ").unwrap();
    let (_, block) = example.split_once("```toml\n").unwrap();
    let (text, after) = block.split_once("```").unwrap();
    let run = Run::new(Scenario::parse(source(text)).unwrap(), &Options::default()).unwrap();

    let rows = after.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| economy"));
    let mut checked = 0;
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [name, real_income, exports] = cells[..] else { panic!("three columns in {row}") };
        let economy = run.baseline.economies.iter().position(|economy| economy.name == name).unwrap();
        let percent = |hats: &[f64]| format!("{:+.2}", (hats[economy] - 1.0) * 100.0);
        assert_eq!(percent(run.outcome.economies.real_income.values()), real_income, "real income of {name}");
        assert_eq!(percent(run.outcome.economies.exports.values()), exports, "exports of {name}");
        checked += 1;
    }
    assert!(checked >= 3, "the example shows the numbers of three economies");
}

const ENSEMBLES: &str = include_str!("../../../../docs/ensembles.md");

#[test]
fn the_example_of_an_ensemble_gives_its_numbers() {
    let (_, example) = ENSEMBLES.split_once("## An example").unwrap();
    let (_, block) = example.split_once("```toml\n").unwrap();
    let (text, after) = block.split_once("```").unwrap();
    let mut ensemble =
        Ensemble::new(Scenario::parse(source(text)).unwrap(), &EnsembleOptions::default()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let findings = ensemble.solve(folder.path(), false, &mut |_| {}).unwrap();
    let (table, _) = after.split_once("\n## ").unwrap();
    let mut checked = 0;
    for row in table.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| economy")) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let name = cells[0];
        let economy =
            ensemble.run.baseline.economies.iter().position(|economy| economy.name == name).unwrap();
        let found = findings.real_income[economy];
        let percent = [found.p05, found.p50, found.p95].map(|change| format!("{change:+.3}"));
        assert_eq!(cells[1..4], percent, "{name}");
        assert_eq!(cells[4], format!("{:.3}", found.probability_gain), "{name}");
        checked += 1;
    }
    assert_eq!(checked, 3);
    let [rate, elasticity] = findings.sobol.world[..] else { panic!("two factors") };
    assert!(rate.total.value > 0.5 && elasticity.total.value < 0.4, "the rate explains most");
}

#[test]
fn every_block_of_toml_is_a_scenario_or_a_part_of_one() {
    for block in [DOCS, ENSEMBLES].iter().flat_map(|docs| docs.split("```toml\n").skip(1)) {
        let (text, _) = block.split_once("```").unwrap();
        let head = if text.starts_with("name =") { "" } else { "name = \"Part\"\n" };
        Scenario::parse(source(&format!("{head}{text}"))).unwrap_or_else(|error| panic!("{error}"));
    }
}
