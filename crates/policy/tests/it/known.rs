//! Facts that the registry which ships must have right.

use crate::sample::{between, stringency};
use comity_policy::measure::Status;
use comity_policy::{Registry, Rules, Settings};

fn rules() -> Rules<'static> {
    Rules::new(
        Registry::embedded().unwrap_or_else(|error| panic!("{error}\n{:?}", error.hint())),
        Settings::default(),
    )
}

#[test]
fn every_measure_has_a_source_and_all_but_bills_a_date() {
    let registry = Registry::embedded().unwrap();
    assert!(registry.measures.len() >= 119);
    for measure in &registry.measures {
        assert!(measure.source_url.starts_with("http"), "{}", measure.id);
        let day = measure.applies(registry.as_of()).or(measure.stages.first().map(|stage| stage.from));
        assert!(day.is_some(), "{}", measure.id);
        assert!(measure.status != Status::Proposed || measure.is_bill(), "{}", measure.id);
    }
}

#[test]
fn the_european_profile_changes_on_the_dates_of_the_ai_act() {
    let rules = rules();
    let steps = [
        // Bans, then models of general purpose, then labels; the high-risk chapter as amended in 2026.
        ("prohibited_practices", "2025-02-01", "2025-02-02", 3.0),
        ("foundation_model_duties", "2025-08-01", "2025-08-02", 3.0),
        ("content_labelling", "2026-08-01", "2026-08-02", 3.0),
        ("registration_licensing", "2027-12-01", "2027-12-02", 2.0),
    ];
    for (feature, before, on, level) in steps {
        for code in ["EU", "DEU", "PRT"] {
            let [earlier, later] = [before, on].map(|date| stringency(&rules, code, feature, date));
            assert!(earlier < later, "{code} {feature}: {earlier} before {on}, {later} on it");
        }
        assert_eq!(stringency(&rules, "EU", feature, on), level, "{feature}");
        let profile = rules.profile("EU", on.parse().unwrap()).unwrap();
        let line = profile.lines.iter().find(|line| line.feature.id == feature).unwrap();
        assert_eq!(line.because.as_ref().unwrap().measure.id, "eu-ai-act");
    }
}

#[test]
fn the_general_data_protection_regulation_applies_from_25_may_2018() {
    let rules = rules();
    let because = |date: &str| {
        let profile = rules.profile("EU", date.parse().unwrap()).unwrap();
        let line =
            profile.lines.iter().find(|line| line.feature.id == "cross_border_transfer_conditions").unwrap();
        line.because.as_ref().map(|because| because.measure.id.clone())
    };
    assert_ne!(because("2018-05-24").as_deref(), Some("eu-gdpr"));
    assert_eq!(because("2018-05-25").as_deref(), Some("eu-gdpr"));
}

#[test]
fn members_of_the_european_union_are_at_no_distance() {
    let rules = rules();
    let union = rules.registry.jurisdictions.find("EU").unwrap();
    for date in ["2015-01-01", "2020-06-30", "2026-08-02", "2028-12-31"] {
        let date = date.parse().unwrap();
        let distances = rules.distances(date);
        let members: Vec<usize> = union
            .members
            .iter()
            .filter(|one| one.on(date))
            .filter_map(|one| rules.place(&one.code))
            .collect();
        assert!(members.len() >= 27);
        for &one in &members {
            for &other in &members {
                assert_eq!((distances.burden(one, other), distances.heterogeneity(one, other)), (0.0, 0.0));
            }
        }
    }
    assert_eq!(between(&rules, "FRA", "GBR", "2020-06-30").1, 0.0);
    assert!(between(&rules, "FRA", "GBR", "2026-06-30").1 > 0.0);
}

#[test]
fn adequacy_counts_from_the_day_of_the_decision() {
    let rules = rules();
    let recognised = |origin: &str, date: &str| between(&rules, origin, "DEU", date).2 > 0.0;
    assert!(!recognised("JPN", "2019-01-22") && recognised("JPN", "2019-01-23"));
    assert!(
        recognised("USA", "2020-07-15") && !recognised("USA", "2020-07-16"),
        "the Court ended the Privacy Shield"
    );
    assert!(recognised("USA", "2023-07-10"));
    assert!(!recognised("VNM", "2024-01-01"));
}

#[test]
fn burden_is_not_symmetric() {
    let rules = rules();
    let [there, back] =
        [("USA", "DEU"), ("DEU", "USA")].map(|(from, to)| between(&rules, from, to, "2026-08-02"));
    assert!(there.0 > back.0 && back.0 > 0.0);
    assert_eq!(there.1, back.1);
}

#[test]
fn the_registry_in_the_guide_is_read() {
    let guide = include_str!("../../../../docs/policy.md");
    let measures = guide.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let registry = Registry::of(&[("mine.toml".to_owned(), measures.to_owned())]).unwrap();
    assert_eq!(registry.measures.len(), 1);
    assert_eq!(registry.taxonomy, Registry::embedded().unwrap().taxonomy);
}
