//! Who adopts AI, how fast and how far.

use crate::common::{ECONOMIES, economy, here, rendered, source, world};
use comity_data::Baseline;
use comity_model::EconomyId;
use comity_scenario::ai::adoption::{Adoption, Basis, Curve, Measure, Observation, Pillar, Relations};
use comity_scenario::{Parameters, Scenario, id};
use proptest::prelude::*;
use std::path::Path;

#[path = "../../examples/readiness/derive.rs"]
mod derive;

/// A scenario with a right head, in a baseline.
fn scenario(text: &str) -> Scenario {
    Scenario::parse(source(&format!("name = \"Test\"\n{text}\n"))).unwrap()
}

fn adoption(text: &str) -> Adoption {
    scenario(text).adoption(&world()).unwrap_or_else(|error| panic!("{}", rendered(&error)))
}

fn at(adoption: &Adoption, code: &str, year: f64) -> f64 {
    adoption.at(year)[economy(code)]
}

proptest! {
    #[test]
    fn a_curve_passes_through_its_observation_and_rises_below_its_ceiling(
        ceiling in 0.01..=1.0_f64,
        of_ceiling in 0.001..0.999_f64,
        speed in 0.01..3.0_f64,
        year in 1990.0..2060.0_f64,
        later in 0.01..60.0_f64,
    ) {
        let observation = Observation { year, share: ceiling * of_ceiling };
        let curve = Curve::through(observation, ceiling, speed);
        prop_assert!((curve.at(year) - observation.share).abs() < 1e-12);
        prop_assert!(curve.at(year + later) >= curve.at(year));
        prop_assert!(curve.at(year + later) <= ceiling && curve.at(year - later) >= 0.0);
        let second = Observation { year: year + 1.0, share: curve.at(year + 1.0) };
        if second.share < 0.999 * ceiling {
            let found = Curve::speed_between(observation, second, ceiling);
            prop_assert!((found - speed).abs() < 1e-6 * speed.max(1.0), "{found} for {speed}");
        }
    }

    #[test]
    fn the_more_of_a_gap_closes_the_more_is_adopted(
        low in 0.0..=1.0_f64,
        high in 0.0..=1.0_f64,
        pillars in prop::sample::subsequence(vec!["infrastructure", "human_capital", "innovation", "regulation", "rest"], 1..=5),
        year in 2020.0..2060.0_f64,
    ) {
        let (low, high) = (low.min(high), low.max(high));
        let with = |share: f64| adoption(&format!(
            "[[adoption.catch_up]]\npillars = {pillars:?}\nto = \"top\"\nshare = {share}\nby = 2040"
        )).at(year);
        let (without, less, more) = (adoption("").at(year), with(low), with(high));
        for at in 0..ECONOMIES.len() {
            let [without, less, more] = [&without, &less, &more].map(|adoption| adoption.values()[at]);
            prop_assert!(without <= less + 1e-12 && less <= more + 1e-12, "{without} {less} {more}");
        }
    }

    #[test]
    fn adoption_never_falls_while_economies_catch_up(share in 0.0..=1.0_f64, year in 2015.0..2060.0_f64, step in 0.0..5.0_f64) {
        let adoption = adoption(&format!("[[adoption.catch_up]]\nto = \"income:high\"\nshare = {share}\nby = 2032"));
        for at in 0..ECONOMIES.len() {
            prop_assert!(adoption.at(year + step).values()[at] >= adoption.at(year).values()[at] - 1e-12);
        }
    }
}

#[test]
fn every_economy_of_the_baseline_passes_through_its_last_observation() {
    let baseline = Baseline::embedded("wiod-2011").unwrap();
    for measure in ["people", "firms"] {
        let adoption = scenario(&format!("[adoption]\nmeasure = \"{measure}\"")).adoption(&baseline).unwrap();
        assert_eq!(adoption.warnings, [""; 0], "no ceiling is as low as what was observed");
        for adopter in &adoption.economies {
            let Some(last) = adopter.observations.last() else {
                assert_eq!((measure, adopter.midpoint_from), ("firms", Basis::Relation));
                continue;
            };
            assert!((adopter.curve.at(last.year) - last.share).abs() < 1e-12, "{}", adopter.code);
            assert!(last.share < adopter.curve.ceiling && adopter.curve.ceiling <= 1.0);
        }
        let own = adoption.economies.iter().filter(|adopter| adopter.observed_from == Basis::Own).count();
        assert_eq!(own, if measure == "people" { 35 } else { 27 });
    }
}

#[test]
fn numbers_say_where_they_are_from() {
    let baseline = Baseline::embedded("wiod-2011").unwrap();
    let adoption = scenario("").adoption(&baseline).unwrap();
    assert!(adoption.economies.iter().all(|adopter| adopter.speed_from == Basis::Parameter));
    let of = |code: &str| adoption.economies.iter().find(|adopter| adopter.code == code).unwrap();
    let usa = of("USA");
    assert_eq!(usa.observations.last(), Some(&Observation { year: 2026.125, share: 0.313 }));
    assert_eq!((usa.observed_from, usa.readiness_from), (Basis::Own, Basis::Group));
    assert_eq!((of("EST").observed_from, of("EST").midpoint_from), (Basis::Group, Basis::Observed));
    assert_eq!((of("RoW").observed_from, of("RoW").readiness_from), (Basis::World, Basis::World));
    assert!(of("IND").readiness < of("CHN").readiness && of("CHN").readiness < usa.readiness);
}

#[test]
fn a_full_catch_up_to_the_top_ends_the_divide() {
    let adoption = adoption("[[adoption.catch_up]]\nto = \"top\"\nshare = 1\nby = 2035");
    let before = self::adoption("");
    assert_eq!(adoption.at(2026.125), before.at(2026.125), "nothing changes before it begins");
    for year in [2035.0, 2040.0, 2080.0] {
        let (shares, scores) = (adoption.at(year), adoption.score(year));
        for values in [shares.values(), scores.values()] {
            assert!(values.iter().all(|value| (value - values[0]).abs() < 1e-12), "{values:?}");
        }
        for pillar in Pillar::ALL {
            let values = adoption.readiness(pillar, year);
            assert!(values.values().iter().all(|value| *value == values.values()[0]));
        }
    }
    let halfway = (2026.125 + 2035.0) / 2.0;
    let gap = |year| adoption.score(year)[economy("USA")] - adoption.score(year)[economy("IND")];
    assert!((gap(halfway) - gap(2026.0) / 2.0).abs() < 1e-12, "half of the time closes half of the gap");
}

#[test]
fn a_gap_closes_by_the_share_and_in_the_pillar_that_is_named() {
    let adoption = adoption(
        "[[adoption.catch_up]]\npillars = [\"infrastructure\"]\neconomies = [\"income:lower_middle\"]\nto = \"income:high\"
share = 0.5\nby = 2035",
    );
    let (usa, india, china) = (economy("USA"), economy("IND"), economy("CHN"));
    let gap = |pillar, year| {
        let readiness = adoption.readiness(pillar, year);
        readiness[usa] - readiness[india]
    };
    assert!((gap(Pillar::Infrastructure, 2040.0) - gap(Pillar::Infrastructure, 2026.0) / 2.0).abs() < 1e-12);
    for pillar in [Pillar::HumanCapital, Pillar::Innovation, Pillar::Regulation] {
        assert_eq!(gap(pillar, 2040.0), gap(pillar, 2026.0));
    }
    let before = self::adoption("");
    assert_eq!(adoption.at(2040.0)[china], before.at(2040.0)[china]);
    assert!(adoption.at(2040.0)[india] > before.at(2040.0)[india]);
}

#[test]
fn all_may_adopt_alike() {
    for like in ["true", "\"top\"", "[\"USA\", \"DEU\"]", "\"all\""] {
        let adoption = adoption(&format!("[adoption]\nequal = {like}"));
        for year in [2026.0, 2040.0] {
            let shares = adoption.at(year);
            assert!(shares.values().iter().all(|share| *share == shares.values()[0]), "{like}");
        }
        assert!(adoption.economies.iter().all(|adopter| adopter.ceiling_from == Basis::Others));
    }
    assert_eq!(adoption("[adoption]\nequal = false"), adoption(""));
    let usa = adoption("").economies[0].curve;
    assert_eq!(adoption("[adoption]\nequal = \"USA\"").economies[3].curve, usa);
}

#[test]
fn the_scenario_sets_ceilings_speeds_and_midpoints() {
    let adoption = adoption(
        "[adoption]\nspeed = 0.3\n[[adoption.curve]]\neconomies = [\"CHN\", \"IND\"]\nceiling = 0.6\nspeed = 0.4
[[adoption.curve]]\neconomies = \"IND\"\nmidpoint = 2030\n[[adoption.curve]]\neconomies = \"DEU\"\nspeed = \"observed\"",
    );
    let [usa, germany, china, india] = &adoption.economies[..] else { panic!("four economies") };
    assert_eq!((usa.curve.speed, usa.speed_from), (0.3, Basis::Scenario));
    assert_eq!(india.curve, Curve { ceiling: 0.6, speed: 0.4, midpoint: 2030.0 });
    assert_eq!((china.curve.ceiling, china.ceiling_from), (0.6, Basis::Scenario));
    assert!((china.curve.at(2026.125) - 0.164).abs() < 1e-12);
    assert_eq!(germany.speed_from, Basis::Observed);
    let [first, .., last] = &germany.observations[..] else { panic!("three observations") };
    for Observation { year, share } in [first, last] {
        assert!((germany.curve.at(*year) - share).abs() < 1e-12, "both lie on the curve");
    }
    let open = self::adoption("[[adoption.curve]]\nceiling = 1");
    assert!((at(&open, "USA", 2026.125) - 0.313).abs() < 1e-12 && at(&open, "USA", 2100.0) > 0.999);
}

#[test]
fn a_user_s_own_numbers_come_first() {
    let adoption = adoption(
        "[adoption]\nreadiness = \"files/readiness.csv\"\nobserved = \"files/observed.csv\"\n[[adoption.curve]]\neconomies = \"IND\"
speed = \"observed\"",
    );
    let india = &adoption.economies[3];
    assert_eq!((india.readiness, india.readiness_from), ([0.5, 0.6, 0.4, 0.5], Basis::File));
    assert_eq!((india.observed_from, india.observations.len()), (Basis::File, 2));
    assert!(
        (at(&adoption, "IND", 2024.5) - 0.1).abs() < 1e-12
            && (at(&adoption, "IND", 2026.5) - 0.25).abs() < 1e-12
    );
    assert_eq!(adoption.economies[1].readiness_from, Basis::Group);
    let files: Vec<&str> = adoption.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(files, ["readiness.csv", "observed.csv"]);
    assert!(adoption.warnings.is_empty(), "Kenya is an economy, though not of this baseline");
}

#[test]
fn ceilings_and_speeds_that_observations_rule_out_are_named() {
    let baseline = world();
    let low = Relations {
        ceiling_base: 0.05,
        ceiling_slope: 0.0,
        ..Relations::new(&Parameters::library(), Measure::People)
    };
    let adoption = scenario("[adoption]\nobserved = \"files/observed_once.csv\"\n[[adoption.curve]]\neconomies = \"IND\"\nspeed = \"observed\"")
        .adopters(&baseline).unwrap().under(low);
    insta::assert_snapshot!(adoption.warnings.join("\n"));
    let usa = &adoption.economies[0];
    assert!((usa.curve.ceiling - 0.313 / 0.9).abs() < 1e-12 && usa.ceiling_from == Basis::Observed);
    assert!((usa.curve.at(2026.125) - 0.313).abs() < 1e-12);
}

#[test]
fn what_ships_is_what_the_sources_give() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let source = root.join("../shared/data/readiness/country_indices.csv");
    if !source.exists() {
        eprintln!("skipped: {} is not there", source.display());
        return;
    }
    let folder = root.join("assets/readiness");
    let parameters = Parameters::library();
    let ceiling = derive::Ceiling {
        base: parameters.value(id!("adoption.ceiling_base")),
        slope: parameters.value(id!("adoption.ceiling_slope")),
    };
    for (name, text) in derive::files(&source, &folder.join("income_groups.csv"), ceiling).unwrap() {
        assert_eq!(
            std::fs::read_to_string(folder.join(name)).unwrap(),
            text,
            "{name}: run the example again"
        );
    }
}

#[test]
fn parameters_are_what_the_data_say() {
    let text = std::fs::read_to_string(here().join("../../../assets/readiness/readiness.toml")).unwrap();
    let found: toml::Table = text.parse().unwrap();
    for (measure, table) in [(Measure::People, "people"), (Measure::Firms, "firms")] {
        let of = |key: &str| found[table][key].as_float().unwrap();
        let relations = Relations::new(&Parameters::library(), measure);
        assert_eq!(relations.start_time, of("start_time"), "{table}");
        assert!((relations.start_base - of("start_base")).abs() < 0.05, "{table}");
        assert!((relations.start_slope - of("start_slope")).abs() < 0.05, "{table}");
    }
    let speed = Relations::new(&Parameters::library(), Measure::People).speed;
    let of = |table: &str| found[table]["speed"].as_float().unwrap();
    assert!(of("people") < speed && speed < of("firms"), "the speed is between those of people and firms");
}

#[test]
fn groups_of_the_embedded_baseline_are_those_of_the_world_bank() {
    let text = std::fs::read_to_string(here().join("../../../assets/readiness/income_groups.csv")).unwrap();
    for economy in Baseline::embedded("wiod-2011").unwrap().economies.iter().filter(|e| e.code != "RoW") {
        let line = format!("{},{}", economy.code, economy.income_group);
        assert!(text.lines().any(|found| found == line), "{line}");
    }
}

#[test]
fn a_catch_up_of_nobody_is_a_warning() {
    let adoption = adoption(
        "[[adoption.catch_up]]\neconomies = \"IND\"\nexcept = \"IND\"\nto = \"USA\"\nshare = 1\nby = 2035",
    );
    insta::assert_snapshot!(adoption.warnings.join("\n"), @"this [[adoption.catch_up]] changes nothing: `except` leaves nobody (scenario.toml:2)");
    assert_eq!(adoption.at(2040.0), self::adoption("").at(2040.0));
}

/// The message about an `[adoption]` that must fail.
fn message(text: &str) -> String {
    let scenario = Scenario::parse(source(&format!("name = \"Test\"\nbaseline = \"world\"\n\n{text}\n")));
    let adoption = scenario.and_then(|scenario| scenario.adoption(&world()));
    rendered(&adoption.expect_err("the scenario is wrong"))
}

fn catch_up(text: &str) -> String {
    message(&format!("[[adoption.catch_up]]\n{text}"))
}

broken! {
    adoption_unknown_key: message("[adoption]\nceiling = 0.9");
    adoption_of_unknown_measure: message("[adoption]\nmeasure = \"person\"");
    adoption_in_double_brackets: message("[[adoption]]\nspeed = 0.3");
    adoption_at_no_speed: message("[adoption]\nspeed = 0");
    adoption_equal_to_a_number: message("[adoption]\nequal = 1");
    adoption_equal_and_catching_up: message("[adoption]\nequal = \"top\"\n[[adoption.catch_up]]\nto = \"USA\"\nshare = 1\nby = 2035");
    adoption_curve_of_nobody: message("[[adoption.curve]]\neconomies = [\"UAS\"]\nceiling = 0.9");
    adoption_curve_without_numbers: message("[[adoption.curve]]\neconomies = [\"USA\"]");
    adoption_ceiling_in_percent: message("[[adoption.curve]]\nceiling = 90");
    adoption_ceiling_below_what_was_observed: message("[[adoption.curve]]\nceiling = 0.2");
    adoption_speed_in_words: message("[[adoption.curve]]\nspeed = \"fast\"");
    adoption_midpoint_in_years_from_now: message("[[adoption.curve]]\nmidpoint = 5");
    catch_up_in_unknown_pillar: catch_up("pillars = [\"infrastructur\"]\nto = \"USA\"\nshare = 1\nby = 2035");
    catch_up_with_unknown_key: catch_up("pillar = \"rest\"\nto = \"USA\"\nshare = 1\nby = 2035");
    catch_up_to_nobody: catch_up("share = 1\nby = 2035");
    catch_up_to_the_top_and_more: catch_up("to = [\"top\", \"USA\"]\nshare = 1\nby = 2035");
    catch_up_to_a_group_that_is_not_there: catch_up("to = \"income:low\"\nshare = 1\nby = 2035");
    catch_up_without_share: catch_up("to = \"USA\"\nby = 2035");
    catch_up_by_more_than_all: catch_up("to = \"USA\"\nshare = 1.5\nby = 2035");
    catch_up_without_end: catch_up("to = \"USA\"\nshare = 1");
    catch_up_by_a_year_that_has_passed: catch_up("to = \"USA\"\nshare = 1\nby = 2025");
    catch_up_from_after_by: catch_up("to = \"USA\"\nshare = 1\nfrom = 2040\nby = 2035");
    catch_up_by_no_year: catch_up("to = \"USA\"\nshare = 1\nby = 35");
    readiness_without_file: message("[adoption]\nreadiness = \"files/ready.csv\"");
    readiness_in_percent: message("[adoption]\nreadiness = \"files/readiness_in_percent.csv\"");
    readiness_of_nobody: message("[adoption]\nreadiness = \"files/readiness_of_nobody.csv\"");
    readiness_twice: message("[adoption]\nreadiness = \"files/readiness_twice.csv\"");
    observed_by_everybody: message("[adoption]\nobserved = \"files/observed_by_everybody.csv\"");
}

#[test]
fn moments_are_the_same_for_all_numbers() {
    let adoption = adoption("");
    assert_eq!(adoption.curve(EconomyId(0), 2040.0), adoption.economies[0].curve);
}

const DOCS: &str = include_str!("../../../../docs/adoption.md");

#[test]
fn the_worked_example_gives_its_numbers() {
    let (_, example) = DOCS.split_once("## A worked example").unwrap();
    let (_, block) = example.split_once("```toml\n").unwrap();
    let (text, after) = block.split_once("```").unwrap();
    let (table, _) = after.split_once("\n## ").unwrap();
    let (head, _) = text.split_once("[[").unwrap();
    let full = text.replace("[\"infrastructure\"]", "\"all\"").replace("share = 0.5", "share = 1");
    let baseline = Baseline::embedded("wiod-2011").unwrap();
    let of = |text: &str| Scenario::parse(source(text)).unwrap().adoption(&baseline).unwrap();
    let (without, with, full) = (of(head), of(text), of(&full));
    let mut checked = 0;
    for row in table.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| economy")) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let economy = EconomyId(baseline.economies.iter().position(|e| e.name == cells[0]).unwrap());
        let last = without.economies[economy.0].observations.last().unwrap().share;
        let found = [last, without.at(2040.0)[economy], with.at(2040.0)[economy], full.at(2040.0)[economy]];
        assert_eq!(cells[1..], found.map(|share| format!("{:.1}", share * 100.0)), "{}", cells[0]);
        checked += 1;
    }
    assert_eq!(checked, 4);
}

#[test]
fn the_page_has_the_averages_that_ship() {
    let shipped = std::fs::read_to_string(here().join("../../../assets/readiness/pillars.csv")).unwrap();
    for line in shipped.lines().skip(1) {
        let row = format!("| {} |", line.trim_start_matches("income:").replace(',', " | "));
        assert!(DOCS.contains(&row), "{row}");
    }
    for block in DOCS.split("```toml\n").skip(1) {
        let (text, _) = block.split_once("```").unwrap();
        let head = if text.starts_with("name =") { "" } else { "name = \"Part\"\n" };
        Scenario::parse(source(&format!("{head}{text}"))).unwrap_or_else(|error| panic!("{error}"));
    }
}

#[test]
fn parameters_of_the_scenario_move_the_curves() {
    let slow = adoption(
        "[parameters]\nadoption.speed = 0.2\nadoption.ceiling_slope = 0.0\nadoption.ceiling_base = 0.9",
    );
    for adopter in &slow.economies {
        assert_eq!((adopter.curve.speed, adopter.curve.ceiling), (0.2, 0.9));
        let last = adopter.observations.last().unwrap();
        assert!((adopter.curve.at(last.year) - last.share).abs() < 1e-12, "{}", adopter.code);
    }
    let weights = "[parameters]\nreadiness.weight_human_capital = 0\nreadiness.weight_innovation = 0\nreadiness.weight_regulation = 0";
    let one = adoption(weights);
    assert_eq!(one.score(2030.0), one.readiness(Pillar::Infrastructure, 2030.0));
}
