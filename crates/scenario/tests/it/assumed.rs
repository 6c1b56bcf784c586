//! What `[model]` assumes: how wrong assumptions are explained, and what right ones bring.

use crate::common::{rendered, source};
use comity_data::frame::File;
use comity_model::Outcome;
use comity_scenario::ensemble::{Ensemble, EnsembleOptions};
use comity_scenario::{Options, Results, Run, Scenario, Sensitivity};

/// A run of the made-up world.
fn of_world(model: &str) -> Result<Run, comity_scenario::Error> {
    let text = format!("name = \"Test\"\nbaseline = \"world\"\n\n{model}\n");
    Run::new(Scenario::parse(source(&text))?, &Options::default())
}

fn message(model: &str) -> String {
    rendered(&of_world(model).expect_err("it cannot be assumed"))
}

const SPLIT: &str = "[model]\nfactor_shares = \"files/factors.csv\"\n";

broken! {
    unknown_elasticity: message("[model]\nsubstitution = { intermediates = 0.5 }");
    substitution_in_one_number: message("[model]\nsubstitution = 0.5");
    negative_substitution: message("[model]\nsubstitution = { inputs = -0.5 }");
    substitution_next_to_one: message("[model]\nsubstitution = { final_demand = 0.9, inputs = 1.0001 }");
    scale_of_an_unknown_sector: message("[model.scale]\nc41 = 0.1");
    negative_scale: message("[model.scale]\nc14 = -0.1");
    scale_with_several_equilibria: message("[model.scale]\nall = 0.01\n\"group:ai_hardware\" = 0.5");
    unknown_factor: message("[model.factors.labor]\nsupply_elasticity = 0.5");
    unknown_factor_of_one: message("[model.factors.capital]\nlong_run = true");
    unknown_factor_of_a_file: message(&format!("{SPLIT}[model.factors.land]\nspecific = true"));
    factor_as_a_number: message("[model.factors]\nlabour = 0.6");
    unknown_key_of_a_factor: message("[model.factors.labour]\nelasticity = 0.5");
    shares_below_one: message("[model.factors.labour]\nshare = 0.6\n[model.factors.capital]\nshare = 0.3");
    shares_above_one: message("[model.factors.labour]\nshare = 0.6\n[model.factors.land]\nshare = 0.5\n[model.factors.capital]");
    share_above_one: message("[model.factors.labour]\nshare = 60\n[model.factors.capital]");
    two_factors_without_a_share: message("[model.factors.labour]\nshare = 0.6\n[model.factors.capital]\n[model.factors.land]");
    share_beside_a_file: message(&format!("{SPLIT}[model.factors.labour]\nshare = 0.6"));
    shares_in_a_missing_file: message("[model]\nfactor_shares = \"files/factor.csv\"");
    shares_of_some_sectors: message("[model]\nfactor_shares = \"files/factors_short.csv\"");
    shares_that_do_not_add_up: message("[model]\nfactor_shares = \"files/factors_uneven.csv\"");
    two_supplies: message("[model.factors.labour]\nsupply_elasticity = 0.5\nwage_floor = 1");
    negative_supply_elasticity: message("[model.factors.labour]\nsupply_elasticity = -0.5");
    floor_above_the_wage: message("[model.factors.labour]\nwage_floor = 1.05");
    everything_accumulates: message("[model.factors.labour]\nlong_run = true");
    nothing_gives_way: message(&format!("{SPLIT}[model.factors.labour]\nwage_floor = 1\n[model.factors.capital]\nlong_run = true"));
}

/// A run of the large baseline under a fall of costs that all share.
fn run(model: &str, entries: &str) -> Run {
    let text = format!("name = \"Test\"\nbaseline = \"wiod-2011\"\n{model}\n{entries}");
    let run = Scenario::parse(source(&text)).and_then(|scenario| Run::new(scenario, &Options::default()));
    run.unwrap_or_else(|error| panic!("{}", rendered(&error)))
}

const CHEAPER: &str = "[[trade_cost]]\nfactor = 0.95";
const DEARER: &str = "[[trade_cost]]\nfactor = 1.05";
const TWO: &str = "[model.factors.labour]\nshare = 0.6\n[model.factors.capital]\n";

fn near(a: &Outcome, b: &Outcome, tolerance: f64) {
    for (a, b) in a.economies.real_income.values().iter().zip(b.economies.real_income.values()) {
        assert!((a / b - 1.0).abs() < tolerance, "{a} is not {b}");
    }
}

#[test]
fn factors_in_the_same_shares_everywhere_are_one() {
    let (one, two) = (run("", CHEAPER), run(TWO, CHEAPER));
    near(&one.outcome, &two.outcome, 1e-9);
    assert_eq!(two.factor_names(), ["labour", "capital"]);
    assert!(!one.has_factors() && two.has_factors());
}

#[test]
fn a_sector_specific_factor_gains_less_than_one_that_can_move() {
    let (mobile, specific) = (run(TWO, CHEAPER), run(&format!("{TWO}specific = true"), CHEAPER));
    let trade = |run: &Run| run.outcome.world.trade_volume;
    assert!(trade(&specific) < trade(&mobile), "what cannot move answers less");
    assert!(specific.outcome.world.real_income < mobile.outcome.world.real_income);
}

#[test]
fn labour_follows_the_real_wage() {
    let run = run("[model.factors.value_added]\nsupply_elasticity = 0.5", CHEAPER);
    let [labour] = &run.outcome.factors[..] else { panic!("one factor") };
    for (quantity, price) in labour.quantity.values().iter().zip(labour.real_price.values()) {
        assert!((quantity / price.powf(0.5) - 1.0).abs() < 1e-9);
    }
}

#[test]
fn in_the_long_run_capital_earns_what_it_did_and_there_is_more_of_it() {
    let short = run(TWO, CHEAPER);
    let long = run(&format!("{TWO}long_run = true"), CHEAPER);
    let capital = &long.outcome.factors[1];
    assert!(capital.real_price.values().iter().all(|hat| (hat - 1.0).abs() < 1e-9));
    assert!(capital.quantity.values().iter().all(|&hat| hat > 1.0));
    assert!(long.outcome.world.real_income > short.outcome.world.real_income);
}

#[test]
fn where_wages_may_not_fall_jobs_are_lost() {
    let model = "[model.factors.labour]\nshare = 0.6\nwage_floor = 0.995\n[model.factors.capital]\n";
    let (flexible, rigid) = (run(TWO, DEARER), run(model, DEARER));
    let labour = &rigid.outcome.factors[0];
    let mut idle = 0;
    for economy in labour.quantity.size().economies() {
        let (wage, employed) = (labour.real_price[economy], labour.quantity[economy]);
        assert!(wage > 0.995 - 1e-9 && employed < 1.0 + 1e-9);
        assert!(employed > 1.0 - 1e-9 || (wage - 0.995).abs() < 1e-9, "idle at the floor only");
        idle += usize::from(employed < 1.0 - 1e-9);
    }
    assert!(idle > 0);
    assert!(rigid.outcome.world.real_income < flexible.outcome.world.real_income);
}

#[test]
fn what_cannot_be_replaced_makes_costs_hurt_more() {
    let rigid = run(
        "[model]\nsubstitution = { final_demand = 0.5, inputs = 0.2 }",
        "[[productivity]]\nsectors = \"c8\"\nfactor = 0.8",
    );
    let plain = run("", "[[productivity]]\nsectors = \"c8\"\nfactor = 0.8");
    assert!(rigid.outcome.world.real_income < plain.outcome.world.real_income);
}

#[test]
fn economies_of_scale_follow_the_size_of_a_sector() {
    let run = run("[model.scale]\n\"group:digital_services\" = 0.1\nc28 = 0", CHEAPER);
    let hats = run.counterfactual.scale.as_ref().unwrap();
    let code = |code: &str| run.baseline.sectors.iter().position(|sector| sector.code == code).unwrap();
    let row = |at: usize| hats.sector(comity_scenario::SectorId(at));
    assert!(row(code("c30")).iter().any(|hat| (hat - 1.0).abs() > 1e-4));
    assert!(row(code("c28")).iter().all(|hat| *hat == 1.0), "the later line overrides the earlier");
    assert!(row(code("c1")).iter().all(|hat| *hat == 1.0));
}

#[test]
fn more_of_every_factor_is_more_income() {
    let entries = "[[factor_supply]]\nfactor = 1.1";
    let run = run(TWO, entries);
    assert!((run.outcome.world.real_income - 1.1).abs() < 1e-9);
    let skilled = self::run(
        TWO,
        "[[factor_supply]]\nof = \"labour\"\nfactor = 1.1\n[[productivity]]\non = \"capital\"\nfactor = 1.1",
    );
    // Every sector employs them in the same shares, so that effective factors grow alike.
    assert!((skilled.outcome.world.real_income - 1.1).abs() < 1e-9);
    assert!((skilled.outcome.factors[0].quantity.values()[0] - 1.1).abs() < 1e-9);
    assert!((skilled.outcome.factors[1].quantity.values()[0] - 1.0).abs() < 1e-9);
}

#[test]
fn a_ban_is_a_cost_without_end() {
    let flows = "[[trade_cost]]\nsectors = \"c14\"\norigins = \"CHN\"\ndestinations = \"USA\"\n";
    let (ban, infinite) = (run("", &format!("{flows}ban = true")), run("", &format!("{flows}factor = inf")));
    assert_eq!(ban.outcome, infinite.outcome);
    near(&ban.outcome, &run("", &format!("{flows}factor = 1e6")).outcome, 1e-6);
    near(&ban.outcome, &run("", &format!("{flows}ban = false\nfactor = 1e6")).outcome, 1e-6);
}

#[test]
fn files_may_ban_too() {
    let run = of_world("[[trade_cost]]\nfile = \"files/bans.csv\"").unwrap();
    assert_eq!(run.counterfactual.flow_value(crate::common::flow("c14", "USA", "CHN")), 0.0);
    assert!(run.counterfactual.flow_value(crate::common::flow("c14", "DEU", "CHN")) > 0.0);
}

#[test]
fn the_parts_add_up_in_every_version_and_under_a_ban() {
    let ban = "[[trade_cost]]\nsectors = \"c14\"\norigins = \"CHN\"\ndestinations = \"USA\"\nban = true";
    let elastic = format!("{TWO}specific = true\n[model.scale]\nc30 = 0.1");
    for (model, entries) in
        [("", ban), (&elastic, ban), (TWO, "[[factor_supply]]\nof = \"labour\"\nfactor = 1.1")]
    {
        let text = format!("name = \"Test\"\nbaseline = \"wiod-2011\"\n{model}\n{entries}");
        let options = Options { decompose: true, ..Options::default() };
        let run = Run::new(Scenario::parse(source(&text)).unwrap(), &options).unwrap();
        let welfare = run.welfare.as_ref().unwrap();
        assert!(welfare.exact.gap < 1e-8, "{}", welfare.exact.gap);
        assert!(welfare.first_order.is_none());
        for economy in run.benchmark.calibration.size.economies() {
            let total = run.outcome.economies.real_income[economy].ln() * 100.0;
            assert!((welfare.exact.total(economy) - total).abs() < 1e-7);
        }
    }
}

#[test]
fn results_have_a_table_of_factors_where_there_is_something_to_say() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("factors.csv");
    let mut two = run(TWO, CHEAPER);
    Results::new(&two).unwrap().write(folder.path(), &mut two).unwrap();
    let frame = File::open(&path).unwrap();
    let frame = frame
        .read(["economy", "factor"], ["price_pct", "real_price_pct", "quantity_pct", "income_pct"])
        .unwrap();
    assert_eq!(frame.len(), 82);
    assert_eq!(frame.text[1].iter().take(2).collect::<Vec<_>>(), ["labour", "capital"]);
    let record: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.path().join("run.json")).unwrap()).unwrap();
    assert_eq!(record["assumptions"]["factors"][1]["name"], "capital");
    assert_eq!(record["assumptions"]["factors"][1]["wage"], false);
    assert!((record["assumptions"]["factors"][0]["share"].as_f64().unwrap() - 0.6).abs() < 1e-9);

    // A plain run in the same folder takes it away.
    let mut plain = run("", CHEAPER);
    Results::new(&plain).unwrap().write(folder.path(), &mut plain).unwrap();
    assert!(!path.exists());
}

#[test]
fn ensembles_draw_under_assumptions() {
    let text = format!(
        "name = \"Test\"\nbaseline = \"world\"\n{SPLIT}[model.factors.capital]\nspecific = true\n[[factor_supply]]\nof = \"labour\"\nfactor = 1.1\n[[trade_cost]]\nsectors = \"c14\"\norigins = \"CHN\"\ndestinations = \"USA\"\nban = true"
    );
    let options = EnsembleOptions { draws: Some(8), ..EnsembleOptions::default() };
    let mut ensemble = Ensemble::new(Scenario::parse(source(&text)).unwrap(), &options).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let findings = ensemble.solve(folder.path(), false, &mut |_| {}).unwrap();
    assert!(findings.failures.is_empty(), "{:?}", findings.failures);
    assert_eq!(findings.sobol.factors, ["theta", "factor_supply.1"], "a ban has no size");
    assert!(findings.world.p05 < findings.world.p95);
}

#[test]
fn what_a_result_depends_on_holds_under_assumptions() {
    // Real income rises by about the share of labour in value added, which is 0.5 to 0.7.
    let more = format!("{SPLIT}[[factor_supply]]\nof = \"labour\"\nfactor = 1.1");
    let banned = "[[trade_cost]]\nsectors = \"c14\"\norigins = \"CHN\"\ndestinations = \"USA\"\nban = true";
    for (entries, effect) in [(more.as_str(), 0.6), (banned, 0.0)] {
        let run = of_world(entries).unwrap();
        let measure = comity_scenario::sensitivity::Measure::parse("world", &run).unwrap();
        let found = Sensitivity::of(&run, measure).unwrap();
        assert!((found.groups[0].effects[0].pct - effect).abs() < 0.1, "{:?}", found.groups[0].effects);
        assert!(found.groups.iter().flat_map(|group| &group.effects).all(|effect| effect.pct.is_finite()));
    }
}
