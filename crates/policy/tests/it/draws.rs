//! Draws repeat to the last bit, and say how sure a distance is.

use crate::sample::day;
use comity_policy::answer::Range;
use comity_policy::{Draw, Draws, Experiment, Registry, Rules, Settings};

#[test]
fn the_same_bits_for_any_number_of_threads() {
    let rules = Rules::new(Registry::embedded().unwrap(), Settings::default());
    let date = day("2026-08-02");
    let today = Experiment::default();
    let drawn = |count, threads, seed| {
        Draws { count, seed, threads }.each(|draw| rules.distances_in(date, &today, Some(draw)))
    };
    assert_eq!(drawn(12, 1, 1), drawn(12, 5, 1));
    assert_eq!(drawn(12, 1, 1)[..6], drawn(6, 2, 1));
    assert_ne!(drawn(12, 1, 1), drawn(12, 1, 2));
}

#[test]
fn intervals_are_in_order_and_wider_where_less_is_sure() {
    let registry = crate::sample::registry();
    let rules = Rules::new(&registry, Settings::default());
    let [china, france, india] = ["CHN", "FRA", "IND"].map(|code| rules.place(code).unwrap());
    let draws = Draws { count: 2000, ..Draws::default() };
    let drawn = draws.each(|draw| {
        let distances = rules.distances_in(day("2023-06-01"), &Experiment::default(), Some(draw));
        [
            distances.burden(france, china),
            distances.burden(france, india),
            distances.heterogeneity(france, china),
        ]
    });
    let quantiles = [0, 1, 2].map(|which| Range::of(drawn.iter().map(|draw| draw[which]).collect()));
    for Range { p05, p50, p95 } in quantiles {
        assert!(p05 <= p50 && p50 <= p95);
    }
    let spread = |which: usize| quantiles[which].p95 - quantiles[which].p05;
    assert!(spread(0) > spread(1), "{quantiles:?}");
}

#[test]
fn a_draw_moves_trust_with_levels_and_is_the_same_under_every_experiment() {
    let rules = Rules::new(Registry::embedded().unwrap(), Settings::default());
    let (date, draw) = (day("2027-12-31"), Draw::new(1, 7));
    let [deu, usa, jpn, kor] = ["DEU", "USA", "JPN", "KOR"].map(|code| rules.place(code).unwrap());
    let today = Experiment::default();
    assert_ne!(rules.trust(date, &today, Some(draw)), rules.trust(date, &today, None));
    // What a scenario leaves alone is drawn alike with it and without.
    let club = Experiment { recognitions: vec![vec![jpn, kor]], ..Experiment::default() };
    let [before, after] = [&today, &club].map(|of| rules.burdens(date, of, Some(draw)));
    let of = |burdens: &[f64], from: usize, to: usize| burdens[from * rules.economies().len() + to];
    assert_eq!(of(&before, deu, usa), of(&after, deu, usa));
    assert!(of(&after, jpn, kor) < of(&before, jpn, kor));
    let whole = rules.distances_in(date, &club, Some(draw));
    assert_eq!(of(&after, jpn, kor), whole.burden(jpn, kor));
    assert_ne!(rules.burdens(date, &today, Some(Draw::new(2, 7))), before);
}

#[test]
fn rules_among_some_are_those_among_all() {
    let all = Rules::new(Registry::embedded().unwrap(), Settings::default());
    let kept = ["AUS", "BRA", "CHN", "DEU", "FRA", "IND", "JPN", "KOR", "NZL", "USA"];
    let some = all.clone().among(|code| kept.contains(&code));
    assert_eq!(some.economies(), kept);
    let (date, today) = (day("2026-08-02"), Experiment::default());
    for draw in [None, Some(Draw::new(1, 3))] {
        let (burdens, trust) = (all.burdens(date, &today, draw), all.trust(date, &today, draw));
        let (fewer, less) = (some.burdens(date, &today, draw), some.trust(date, &today, draw));
        for (here, origin) in kept.map(|code| all.place(code).unwrap()).into_iter().enumerate() {
            assert_eq!(less[here], trust[origin]);
            for (there, destination) in kept.map(|code| all.place(code).unwrap()).into_iter().enumerate() {
                let burden = burdens[origin * all.economies().len() + destination];
                assert_eq!(fewer[here * kept.len() + there], burden);
            }
        }
    }
}

#[test]
fn quantiles_lie_between_numbers() {
    let quantiles = Range::of((0..=100).rev().map(f64::from).collect());
    assert_eq!((quantiles.p05, quantiles.p50, quantiles.p95), (5.0, 50.0, 95.0));
    assert_eq!(Range::of(vec![1.0, 2.0]).p50, 1.5);
    assert_eq!(Range::of(Vec::new()).p95, 0.0);
}
