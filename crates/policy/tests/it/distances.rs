//! Distances of the small registry, worked out by hand. Duties and weights: assessment 2, transparency 1, transfer 1; a
//! level counts a third of its weight over 4.

use crate::sample::{between, day, registry, with};
use comity_policy::{Tree, drawing};

const UNIT: f64 = 1.0 / 12.0;

fn assert_near(found: (f64, f64, f64), expected: (f64, f64, f64)) {
    let off = [found.0 - expected.0, found.1 - expected.1, found.2 - expected.2];
    assert!(off.iter().all(|off| off.abs() < 1e-12), "found {found:?}, expected {expected:?}");
}

#[test]
fn burden_is_what_the_destination_adds() {
    let registry = registry();
    let rules = with(&registry, |_| ());
    // 2022-02-01: India asks transfer 1, the Union transfer 3 and transparency 2; Germany's guide counts 1.5.
    assert_near(between(&rules, "IND", "FRA", "2022-02-01"), (4.0 * UNIT, 4.0 * UNIT, 0.0));
    assert_near(between(&rules, "FRA", "IND", "2022-02-01"), (0.0, 4.0 * UNIT, 0.0));
    // The licence to export of the USA is no burden on sellers into it, nor a sandbox one of the Union.
    assert_near(between(&rules, "GBR", "USA", "2023-01-01"), (2.5 * UNIT, 2.5 * UNIT, 0.0));
}

#[test]
fn recognition_takes_its_share() {
    let registry = registry();
    let rules = with(&registry, |_| ());
    // India's protection of data is recognised from 2023 on, and only what the measure requires of data is covered.
    let half = (2.0 * 0.5 + 2.0) * UNIT;
    assert_near(between(&rules, "IND", "FRA", "2023-06-01"), (half, (2.0 * 0.75 + 2.0) * UNIT, 0.5 / 4.0));
    let rules = with(&registry, |settings| settings.recognition = 1.0);
    assert_eq!(between(&rules, "IND", "FRA", "2023-06-01").0, 2.0 * UNIT);
    // The pact holds for both sides once both are parties: assessment 2 against 1, weight 2.
    let rules = with(&registry, |_| ());
    let before = between(&rules, "FRA", "USA", "2023-12-31");
    assert_eq!(before.2, 0.0);
    let after = between(&rules, "FRA", "USA", "2024-01-01");
    assert_eq!(after.2, 0.5 * 2.0 / 4.0);
}

#[test]
fn a_standard_in_common_takes_its_share() {
    let registry = registry();
    // From 2025 on the Union asks assessment 3 and China 2 at half confidence, both by the same standard.
    let found = between(&with(&registry, |_| ()), "CHN", "FRA", "2025-01-01");
    let assessment = (3.0 - 1.0) * 2.0 * UNIT;
    let rest = (2.0 + 1.5) * UNIT;
    assert_near(found, (assessment * 0.75 + rest, assessment * 0.75 + rest, 0.25 * 2.0 / 4.0));
    let without = between(&with(&registry, |settings| settings.standard = 0.0), "CHN", "FRA", "2025-01-01");
    assert_near(without, (assessment + rest, assessment + rest, 0.0));
}

#[test]
fn a_single_market_has_no_inside() {
    let registry = registry();
    let rules = with(&registry, |_| ());
    assert_near(between(&rules, "FRA", "DEU", "2020-01-01"), (0.0, 0.0, 1.0));
    assert_near(between(&rules, "GBR", "DEU", "2020-12-31"), (0.0, 0.0, 1.0));
    assert!(between(&rules, "GBR", "DEU", "2021-01-01").0 > 0.0);
    // Outside, Germany's guide still adds to what Germany asks, but whoever is in France is in Germany.
    let [france, germany] = ["FRA", "DEU"].map(|member| between(&rules, "IND", member, "2020-01-01"));
    assert!(germany.0 > france.0);
    assert_eq!(germany.1, france.1);
}

#[test]
fn parts_add_up_to_the_burden() {
    let registry = registry();
    let rules = with(&registry, |_| ());
    for date in ["2019-06-30", "2023-06-30", "2025-06-30"].map(day) {
        let distances = rules.distances(date);
        for origin in 0..distances.economies() {
            for destination in 0..distances.economies() {
                let parts = rules.parts(origin, destination, date);
                let sum: f64 = parts.iter().map(|part| part.burden).sum();
                assert!((sum - distances.burden(origin, destination)).abs() < 1e-12);
                assert!(parts.iter().all(|part| part.because.is_some()), "every part names its measure");
            }
        }
    }
}

#[test]
fn fragmentation_is_an_average() {
    let registry = registry();
    let rules = with(&registry, |_| ());
    let distances = rules.distances(day("2025-01-01"));
    let economies = distances.economies();
    let mut weights = vec![0.0; economies * economies];
    let [india, france, china] = ["IND", "FRA", "CHN"].map(|code| rules.place(code).unwrap());
    weights[india * economies + france] = 3.0;
    weights[china * economies + france] = 1.0;
    weights[france * economies + france] = 100.0;
    let index = distances.fragmentation(Some(&weights)).unwrap();
    let expected = (3.0 * distances.burden(india, france) + distances.burden(china, france)) / 4.0;
    assert!((index.burden - expected).abs() < 1e-12, "sales at home have no weight");
    assert_eq!(distances.fragmentation(Some(&vec![0.0; economies * economies])), None);
    assert!(distances.fragmentation(None).unwrap().heterogeneity > 0.0);
    let over = rules.distances_over(&[day("2020-01-01"), day("2025-01-01")], 2);
    assert_eq!(over[1], distances);
}

#[test]
fn clusters_of_the_small_registry() {
    let registry = registry();
    let rules = with(&registry, |_| ());
    let places: Vec<usize> = (0..rules.economies().len()).collect();
    let tree = Tree::new(&rules.distances(day("2025-01-01")), &places);
    let label =
        |leaves: &[usize]| leaves.iter().map(|&leaf| rules.economies()[leaf]).collect::<Vec<_>>().join(" ");
    insta::assert_snapshot!(drawing(&tree, label, 40));
    assert!(
        tree.mergers.windows(2).all(|pair| pair[0].height <= pair[1].height),
        "a cluster is never nearer than its parts"
    );
}
