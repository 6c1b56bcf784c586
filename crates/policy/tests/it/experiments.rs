//! Rules other than those in force.

use comity_policy::{Adoption, Date, Edit, Edited, Experiment, Registry, Rules, Settings};

fn rules() -> Rules<'static> {
    Rules::new(Registry::embedded().unwrap(), Settings::default())
}

fn places<const N: usize>(rules: &Rules, codes: [&str; N]) -> [usize; N] {
    codes.map(|code| rules.place(code).unwrap())
}

fn day() -> Date {
    "2027-12-31".parse().unwrap()
}

#[test]
fn nothing_changes_where_nothing_is_changed() {
    let rules = rules();
    assert_eq!(rules.distances(day()), rules.distances_in(day(), &Experiment::default(), None));
}

#[test]
fn without_any_rules_nobody_bears_anything_and_nobody_trusts() {
    let rules = rules();
    let nothing = Experiment::nothing_required(&rules);
    let distances = rules.distances_in(day(), &nothing, None);
    assert!(rules.trust(day(), &nothing, None).iter().all(|&trust| trust == 0.0));
    for origin in 0..distances.economies() {
        assert!((0..distances.economies()).all(|to| distances.burden(origin, to) == 0.0));
    }
    let [deu, usa] = places(&rules, ["DEU", "USA"]);
    let today = rules.trust(day(), &Experiment::default(), None);
    assert!(today[deu] > today[usa], "the Union's safeguards earn trust");
    assert!(today[deu] <= 1.0);
}

#[test]
fn an_edit_of_a_union_is_one_of_its_members_and_no_others() {
    let rules = rules();
    let feature = rules.registry.taxonomy.feature("conformity_assessment").unwrap();
    let [deu, chl, jpn] = places(&rules, ["DEU", "CHL", "JPN"]);
    let edits = vec![Edit { of: Edited::Jurisdiction { code: "EU".into(), feature }, level: 0.0 }];
    let experiment = Experiment { edits, ..Experiment::default() };
    let (before, after) = (rules.distances(day()), rules.distances_in(day(), &experiment, None));
    assert!(after.burden(chl, deu) < before.burden(chl, deu));
    assert_eq!(after.burden(chl, jpn), before.burden(chl, jpn));
    let today = rules.laid_down(day(), &Experiment::default());
    let expected: f64 = today
        .parts(chl, deu)
        .iter()
        .filter(|part| part.feature.id == "conformity_assessment")
        .map(|part| part.burden)
        .sum();
    // Whatever Germany asks for by itself stays.
    let left = rules.laid_down(day(), &experiment).level(deu, feature).0;
    assert!(expected > 0.0 && left < today.level(deu, feature).0);
}

#[test]
fn a_level_above_what_is_required_is_given_too() {
    let rules = rules();
    let feature = rules.registry.taxonomy.feature("third_party_audit").unwrap();
    let [usa] = places(&rules, ["USA"]);
    let edits = vec![Edit { of: Edited::Jurisdiction { code: "USA".into(), feature }, level: 3.0 }];
    let experiment = Experiment { edits, ..Experiment::default() };
    assert_eq!(rules.laid_down(day(), &experiment).level(usa, feature).0, 3.0);
}

#[test]
fn a_measure_that_goes_takes_what_only_it_requires() {
    let rules = rules();
    let [usa, deu] = places(&rules, ["USA", "DEU"]);
    let of = Edited::Measure { id: "eu-ai-act".into(), feature: None };
    let experiment = Experiment { edits: vec![Edit { of, level: 0.0 }], ..Experiment::default() };
    let before = rules.laid_down(day(), &Experiment::default());
    let after = rules.laid_down(day(), &experiment);
    let names = |parts: Vec<comity_policy::Part>| {
        parts.iter().any(|part| part.because.as_ref().is_some_and(|by| by.measure.id == "eu-ai-act"))
    };
    assert!(names(before.parts(usa, deu)) && !names(after.parts(usa, deu)));
}

#[test]
fn who_adopts_anothers_rules_bears_nothing_there() {
    let rules = rules();
    let everybody: Vec<usize> = (0..rules.economies().len()).collect();
    let [sgp] = places(&rules, ["SGP"]);
    let adoptions = vec![Adoption { by: everybody.clone(), rules_of: sgp }];
    let distances = rules.distances_in(day(), &Experiment { adoptions, ..Experiment::default() }, None);
    for &origin in &everybody {
        assert!(everybody.iter().all(|&to| distances.heterogeneity(origin, to) == 0.0));
    }
}

#[test]
fn recognition_takes_its_share_of_what_it_is_about() {
    let rules = rules();
    let [usa, bra, jpn] = places(&rules, ["USA", "BRA", "JPN"]);
    let experiment = Experiment { recognitions: vec![vec![usa, bra]], ..Experiment::default() };
    let before = rules.laid_down(day(), &Experiment::default());
    let after = rules.laid_down(day(), &experiment);
    for (one, other) in before.parts(usa, bra).iter().zip(after.parts(usa, bra)) {
        let covered = matches!(one.feature.group.as_str(), "data" | "pre_market");
        let found = after.parts(usa, bra);
        let same = found.iter().find(|part| part.feature.id == one.feature.id).unwrap();
        let kept = if covered { 0.5 } else { 1.0 - one.recognised };
        let whole = one.burden / (1.0 - one.recognised);
        assert!((same.burden - kept * whole).abs() < 1e-12, "{}", other.feature.id);
    }
    assert_eq!(before.parts(usa, jpn), after.parts(usa, jpn));
}

#[test]
fn blocs_recognise_nobody_outside_and_do_the_same_otherwise() {
    let rules = rules();
    let [jpn, deu, usa, fra] = places(&rules, ["JPN", "DEU", "USA", "FRA"]);
    let experiment =
        Experiment { blocs: vec![vec![jpn, usa], vec![deu, fra]], divergence: 0.6, ..Experiment::default() };
    let (before, after) = (rules.distances(day()), rules.distances_in(day(), &experiment, None));
    assert!(after.burden(jpn, deu) > before.burden(jpn, deu) && after.burden(jpn, deu) <= 1.0);
    let laid_down = rules.laid_down(day(), &experiment);
    for (from, to) in [(jpn, deu), (deu, jpn), (usa, fra)] {
        let sum: f64 = laid_down.burdens(from, to).iter().sum();
        assert!((sum - after.burden(from, to)).abs() < 1e-12, "parts add up between blocs too");
    }
    let shares = laid_down.burdens(jpn, deu);
    let both = rules
        .duties()
        .iter()
        .zip(&shares)
        .filter(|&(&duty, _)| [jpn, deu].iter().all(|&economy| laid_down.level(economy, duty).0 > 0.0));
    assert!(both.clone().count() > 5 && both.clone().all(|(_, &burden)| burden > 0.0));
    assert_eq!(after.recognised(jpn, deu), 0.0);
    assert_eq!(after.burden(deu, fra), 0.0);
    assert_eq!(after.burden(jpn, usa), before.burden(jpn, usa));
}

#[test]
fn parts_add_up_to_the_burden_of_any_pair() {
    let rules = rules();
    let distances = rules.distances(day());
    let laid_down = rules.laid_down(day(), &Experiment::default());
    for origin in (0..distances.economies()).step_by(7) {
        for to in (0..distances.economies()).step_by(5).filter(|&to| to != origin) {
            let sum: f64 = laid_down.burdens(origin, to).iter().sum();
            assert!((sum - distances.burden(origin, to)).abs() < 1e-12);
        }
    }
}
