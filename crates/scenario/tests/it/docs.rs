//! The worked example of `docs/scenarios.md` runs, and gives the numbers that stand there.

use crate::common::source;
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

#[test]
fn every_block_of_toml_is_a_scenario_or_a_part_of_one() {
    for block in DOCS.split("```toml\n").skip(1) {
        let (text, _) = block.split_once("```").unwrap();
        let head = if text.contains("name =") { "" } else { "name = \"Part\"\n" };
        Scenario::parse(source(&format!("{head}{text}"))).unwrap_or_else(|error| panic!("{error}"));
    }
}
