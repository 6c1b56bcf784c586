//! Runs for tests.

use comity_scenario::compare::{CompareOptions, Comparison};
use comity_scenario::{Options, Run, Scenario, Source};

/// Runs the text of a scenario on an embedded baseline.
pub(crate) fn run(text: &str) -> Run {
    Run::new(scenario("test", text), &Options::default()).unwrap()
}

/// Compares cheaper trade in services with cheaper trade in chips, by draws if there are any.
pub(crate) fn comparison(draws: Option<usize>) -> Comparison {
    let of = |sector: &str, name: &str| {
        let text = format!(
            "name = '{name}'\nbaseline = 'wiod-2011'\n[[trade_cost]]\nsectors = '{sector}'\nfactor = 0.9\n"
        );
        scenario(if sector == "c30" { "test" } else { "other" }, &text)
    };
    let scenarios = vec![of("c30", "Cheaper services"), of("c14", "Cheaper chips")];
    let options = CompareOptions { draws, ..CompareOptions::default() };
    Comparison::new(scenarios, &options, &mut |_| {}).unwrap()
}

/// Compares AI as two schools see it, along a path of years.
pub(crate) fn paths(draws: Option<usize>) -> Comparison {
    let of = |school: &str, name: &str| {
        let text = format!(
            "name = '{name}'\nbaseline = 'wiod-2011'\nyears = [2025, 2030, 2040]\n[ai]\nschool = '{school}'\n"
        );
        scenario(school, &text)
    };
    let scenarios = vec![of("optimistic", "Optimistic"), of("cautious", "Cautious")];
    let options = CompareOptions { draws, ..CompareOptions::default() };
    Comparison::new(scenarios, &options, &mut |_| {}).unwrap()
}

pub(crate) fn scenario(stem: &str, text: &str) -> Scenario {
    let source =
        Source { path: format!("folder/{stem}.toml"), folder: "folder".into(), text: text.to_owned() };
    Scenario::parse(source).unwrap()
}
