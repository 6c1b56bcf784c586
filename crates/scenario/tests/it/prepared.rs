//! A world that is kept ready answers as a run does, to the last bit.

use comity_scenario::{Options, Prepared, Run, Scenario, Source, embedded};

#[test]
fn an_answer_is_that_of_a_run() {
    for name in ["ai-2040", "electronics-tariff-war", "ai-meets-trade"] {
        let scenario = Scenario::find(name).unwrap();
        let prepared = Prepared::new(&scenario, &Options::default().settings).unwrap();
        assert!(prepared.fits(&scenario));
        let answer = prepared.answer(&scenario).unwrap();
        let run = Run::new(scenario, &Options::default()).unwrap();
        assert_eq!(answer.outcome, run.outcome, "{name}");
        assert_eq!(answer.warnings, run.warnings, "{name}");
    }
}

#[test]
fn another_model_or_closure_does_not_fit() {
    let scenario = |extra: &str| {
        let text = format!("name = \"a\"\nbaseline = \"wiod-2011\"\n{extra}");
        Scenario::parse(Source::alone("a.toml", text)).unwrap()
    };
    let prepared = Prepared::new(&scenario(""), &Options::default().settings).unwrap();
    assert!(prepared.fits(&scenario("[ai]\nyear = 2030")));
    assert!(!prepared.fits(&scenario("closure = \"fixed\"")));
    assert!(!prepared.fits(&scenario("[model]\ninputs = false")));
}

#[test]
fn a_text_that_came_without_files_reads_none() {
    for (rest, word) in [
        ("[[tariff]]\nfile = \"Cargo.toml\"", "Cargo.toml"),
        ("[adoption]\nreadiness = \"Cargo.toml\"", "Cargo.toml"),
        ("[adoption]\nobserved = \"Cargo.toml\"", "Cargo.toml"),
        ("[model]\nfactor_shares = \"Cargo.toml\"", "Cargo.toml"),
        ("[growth]\nfile = \"Cargo.toml\"", "Cargo.toml"),
    ] {
        let years = if rest.starts_with("[growth]") { "years = [2025, 2030]\n" } else { "" };
        let text = format!("name = \"a\"\nbaseline = \"wiod-2011\"\n{years}{rest}");
        let error = match Scenario::parse(Source::alone("a.toml", text)) {
            Err(error) => error,
            Ok(scenario) => Run::new(scenario, &Options::default()).unwrap_err(),
        };
        let text = error.to_string();
        assert!(text.contains("came without files") && text.contains(word), "{rest}: {text}");
    }
    let text = "name = \"a\"\nbaseline = \"..\"";
    let scenario = Scenario::parse(Source::alone("a.toml", text)).unwrap();
    let error = Run::new(scenario, &Options::default()).unwrap_err();
    assert!(error.to_string().contains("`..`"), "{error}");
}

#[test]
fn scenarios_that_ship_come_without_files() {
    assert!(embedded().all(|source| source.folder == comity_scenario::Beside::Nothing));
}
