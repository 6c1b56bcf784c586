//! A world that is kept ready answers as a run does, to the last bit.

use comity_scenario::{EconomyId, Options, PARTS, Prepared, Run, Scenario, Source, embedded};

#[test]
fn an_answer_is_that_of_a_run() {
    for name in ["ai-2040", "electronics-tariff-war", "ai-meets-trade", "ai-rules-fragment-into-blocs"] {
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

fn scenario(rest: &str) -> Scenario {
    let text = format!("name = \"a\"\nbaseline = \"wiod-2011\"\n{rest}");
    Scenario::parse(Source::alone("a.toml", text)).unwrap()
}

/// Rules that are kept are those that a world made for the scenario alone would find.
#[test]
fn rules_that_are_kept_change_no_answer() {
    let kept = Prepared::new(&scenario(""), &Options::default().settings).unwrap();
    let club = "[[regulation.recognition]]\namong = [\"income:high\"]";
    for share in [1.0, 0.25, 1.0] {
        for more in ["", "[[regulation.standard]]\namong = [\"all\"]"] {
            let asked = scenario(&format!("[regulation]\nshare = {share:?}\n{club}\n{more}"));
            let alone = Prepared::new(&asked, &Options::default().settings).unwrap().answer(&asked).unwrap();
            assert_eq!(kept.answer(&asked).unwrap().outcome, alone.outcome, "{share} {more}");
        }
    }
}

#[test]
fn an_explanation_is_the_decomposition_of_a_run() {
    let asked = scenario("[ai]\n[[tariff]]\nsectors = \"c14\"\ndestinations = \"USA\"\nrate = 0.2");
    let prepared = Prepared::new(&asked, &Options::default().settings).unwrap();
    let run = Run::new(asked.clone(), &Options { decompose: true, ..Options::default() }).unwrap();
    let (exact, split) = (&run.welfare.as_ref().unwrap().exact, run.split.as_ref().unwrap());
    for code in ["MEX", "USA"] {
        let id = EconomyId(run.baseline.economies.iter().position(|economy| economy.code == code).unwrap());
        let found = prepared.explain(&asked, code).unwrap();
        let expected: Vec<_> = split.parts().map(|(channel, change)| (channel, change[id])).collect();
        assert_eq!(found.channels, expected);
        assert_eq!(found.whole.total, exact.total(id));
        assert_eq!(found.whole.parts, PARTS.map(|(_, part)| exact.economy(id)[part]));
        for (row, sector) in found.sectors.iter().zip(run.benchmark.calibration.size.sectors()) {
            assert_eq!(row.parts, PARTS.map(|(_, part)| exact.sector(id, sector)[part]));
        }
        for (row, partner) in found.partners.iter().zip(run.benchmark.calibration.size.economies()) {
            assert_eq!(row.total, exact.partner(id, partner).sum());
        }
        let sums: [f64; 3] = [
            found.channels.iter().map(|(_, change)| change).sum(),
            found.sectors.iter().map(|row| row.total).sum(),
            found.partners.iter().map(|row| row.total).sum(),
        ];
        assert!(
            sums.iter().all(|sum| (sum - found.whole.total).abs() < 1e-7),
            "{sums:?} {}",
            found.whole.total
        );
    }
    let unknown = prepared.explain(&asked, "MXC").unwrap_err();
    assert!(unknown.to_string().contains("unknown economy `MXC`"), "{unknown}");
}

#[test]
fn an_explanation_has_the_warnings_of_the_answer() {
    let text =
        "name = \"a\"\nbaseline = \"world\"\n[model.scale]\n\"group:energy\" = 0.1\n[[tariff]]\nrate = 0.1";
    let asked = Scenario::parse(crate::common::source(text)).unwrap();
    let prepared = Prepared::new(&asked, &Options::default().settings).unwrap();
    let answer = prepared.answer(&asked).unwrap();
    assert!(answer.warnings.iter().any(|warning| warning.contains("group:energy")), "{:?}", answer.warnings);
    assert!(prepared.explain(&asked, "DEU").unwrap().warnings.starts_with(&answer.warnings));
}

#[test]
fn sectors_are_those_of_an_economy_or_averages_of_several() {
    let asked = scenario("[ai]");
    let prepared = Prepared::new(&asked, &Options::default().settings).unwrap();
    let answer = prepared.answer(&asked).unwrap();
    let rows = ["all", "DEU", "income:high", "income:low"].map(str::to_owned);
    let found = prepared.sectors(&answer, "output_pct", &rows).unwrap();
    let outcome = &answer.outcome.sectors.output;
    let deu =
        EconomyId(prepared.baseline.economies.iter().position(|economy| economy.code == "DEU").unwrap());
    for sector in outcome.size().sectors() {
        let percent = found[1][sector.0].unwrap_or(0.0);
        assert!((percent - (outcome[(deu, sector)] - 1.0) * 100.0).abs() < 1e-9);
        let output = &prepared.benchmark.equilibrium.output;
        let (mut before, mut after) = (0.0, 0.0);
        for economy in outcome.size().economies() {
            before += output[(economy, sector)];
            after += output[(economy, sector)] * outcome[(economy, sector)];
        }
        assert!((found[0][sector.0].unwrap() - (after / before - 1.0) * 100.0).abs() < 1e-9);
    }
    assert!(found[3].iter().all(Option::is_none), "no economy of the data is of low income");
    let unknown = prepared.sectors(&answer, "outputs_pct", &rows).unwrap_err();
    assert!(unknown.hint().unwrap().contains("output_pct"));
    assert!(prepared.sectors(&answer, "output_pct", &["DEX".to_owned()]).is_err());
}
