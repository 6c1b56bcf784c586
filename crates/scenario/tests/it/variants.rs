//! `[model]` in a scenario.

use crate::common::source;
use comity_model::{Flow, SectorId};
use comity_scenario::{Options, Run, Scenario};

fn run(model: &str, entries: &str) -> Run {
    let text = format!("name = \"Test\"\nbaseline = \"wiod-2011\"\n[model]\n{model}\n{entries}");
    Run::new(Scenario::parse(source(&text)).unwrap(), &Options::default()).unwrap()
}

#[test]
fn the_defaults_change_nothing() {
    let entries = "[[trade_cost]]\nfactor = 0.95";
    let plain = run("", entries);
    let spelt_out = run("sectors = \"all\"\ninputs = true", entries);
    assert_eq!(plain.outcome, spelt_out.outcome);
}

#[test]
fn groups_keep_their_words_and_one_sector_has_none() {
    let groups =
        run("sectors = \"groups\"", "[[trade_cost]]\nsectors = [\"group:digital_services\"]\nfactor = 0.9");
    let codes: Vec<&str> = groups.baseline.sectors.iter().map(|sector| sector.code.as_str()).collect();
    assert_eq!(codes, ["goods", "energy", "ai_hardware", "services", "digital_services"]);
    assert!(groups.warnings.is_empty());
    assert!(groups.baseline.meta.steps.last().unwrap().operation.starts_with("Added up sectors"));

    let one = run("sectors = \"one\"", "[[trade_cost]]\nsectors = [\"group:services\"]\nfactor = 0.9");
    assert_eq!(one.warnings.len(), 1, "{:?}", one.warnings);
}

/// Arkolakis, Costinot and Rodriguez-Clare (2012): the real wage rises by (pi_nn hat)^(-1/theta), whatever else happens.
#[test]
fn one_sector_without_inputs_has_its_closed_form() {
    let run = run("sectors = \"one\"\ninputs = false", "[[trade_cost]]\nfactor = 0.9");
    let sector = SectorId(0);
    let before = &run.benchmark.calibration;
    for economy in before.size.economies() {
        let own = Flow { origin: economy, destination: economy, sector };
        let hat = run.counterfactual.trade_share[own] / before.trade_share[own];
        let expected = hat.powf(-1.0 / before.theta[sector]);
        assert!((run.outcome.economies.real_wage[economy] / expected - 1.0).abs() < 1e-9);
    }
}

/// Inputs cross borders again and again, so that the same fall of costs is worth more with them (Costinot and Rodriguez-Clare
/// 2014, table 4.1).
#[test]
fn inputs_multiply_the_gains() {
    let gain = |model| run(model, "[[trade_cost]]\nfactor = 0.95").outcome.world.real_income;
    assert!(gain("") > gain("inputs = false"));
}
