//! Runs for tests.

use comity_scenario::{Options, Run, Scenario, Source};

/// Runs the text of a scenario on an embedded baseline.
pub(crate) fn run(text: &str) -> Run {
    let source = Source { path: "folder/test.toml".into(), folder: "folder".into(), text: text.into() };
    Run::new(Scenario::parse(source).unwrap(), &Options::default()).unwrap()
}
