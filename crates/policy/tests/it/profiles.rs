//! What is required when, and how much it counts.

use crate::sample::{day, registry, stringency, with};

#[test]
fn parts_apply_from_their_own_dates() {
    let registry = registry();
    let rules = with(&registry, |_| ());
    let levels = ["2023-12-31", "2024-01-01", "2024-12-31", "2025-01-01"]
        .map(|date| stringency(&rules, "DEU", "conformity_assessment", date));
    assert_eq!(levels, [0.0, 2.0, 2.0, 3.0]);
    // What no stage names applies with the rest, not from the day of entry into force.
    assert_eq!(stringency(&rules, "FRA", "transparency", "2021-12-31"), 0.0);
    assert_eq!(stringency(&rules, "FRA", "transparency", "2022-01-01"), 2.0);
    let profile = rules.profile("DEU", day("2025-01-01")).unwrap();
    let because = profile.lines[0].because.as_ref().unwrap();
    assert_eq!((because.measure.id.as_str(), because.level, because.article), ("eu-act", 3, "Art. 6"));
    let before = rules.profile("DEU", day("2024-06-01")).unwrap();
    assert_eq!(
        before.lines[0].because.as_ref().unwrap().article,
        "Art. 5",
        "a stage without articles has those of the whole"
    );
}

#[test]
fn soft_law_counts_at_a_discount() {
    let registry = registry();
    let rules = with(&registry, |_| ());
    assert_eq!(stringency(&rules, "DEU", "transparency", "2020-01-01"), 1.5);
    assert_eq!(
        stringency(&rules, "DEU", "transparency", "2023-01-01"),
        2.0,
        "law that is weaker on paper binds"
    );
    let rules = with(&registry, |settings| settings.soft = 1.0);
    assert_eq!(stringency(&rules, "DEU", "transparency", "2023-01-01"), 3.0);
}

#[test]
fn bills_count_nothing_unless_asked() {
    let registry = registry();
    let on = |rules: &_, date| stringency(rules, "USA", "conformity_assessment", date);
    let rules = with(&registry, |_| ());
    assert_eq!(on(&rules, "2030-01-01"), 0.0);
    let rules = with(&registry, |settings| settings.bills = 0.4);
    assert!((on(&rules, "2030-01-01") - 1.2).abs() < 1e-12);
    assert_eq!(on(&rules, "2026-06-29"), 0.0, "before the day to which the registry is kept it was no law");
}

#[test]
fn what_ended_no_longer_counts() {
    let registry = registry();
    let rules = with(&registry, |_| ());
    let levels = ["2022-10-06", "2022-10-07", "2025-05-12", "2025-05-13"]
        .map(|date| stringency(&rules, "USA", "export_licensing", date));
    assert_eq!(levels, [0.0, 3.0, 3.0, 0.0]);
}

#[test]
fn parts_of_an_economy_and_what_is_not_sure_count_less() {
    let registry = registry();
    let rules = with(&registry, |_| ());
    assert_eq!(stringency(&rules, "USA", "transparency", "2023-01-01"), 2.0 * 0.25);
    assert_eq!(stringency(&rules, "CHN", "transfer_conditions", "2023-01-01"), 3.0 * 0.5);
}

#[test]
fn unions_bind_members_while_they_are() {
    let registry = registry();
    let rules = with(&registry, |_| ());
    assert_eq!(stringency(&rules, "GBR", "transfer_conditions", "2020-12-31"), 3.0);
    assert_eq!(stringency(&rules, "GBR", "transfer_conditions", "2021-01-01"), 0.0);
    assert_eq!(stringency(&rules, "EU", "transfer_conditions", "2021-01-01"), 3.0);
    assert_eq!(
        stringency(&rules, "EU", "transparency", "2020-01-01"),
        0.0,
        "what a member requires is not the union's"
    );
    assert_eq!(rules.economies(), ["CHN", "DEU", "FRA", "GBR", "IND", "USA"], "nothing is known of Fiji");
    assert!(rules.profile("FJI", day("2021-01-01")).unwrap().lines.iter().all(|line| line.because.is_none()));
}
