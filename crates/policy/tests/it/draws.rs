//! Draws repeat to the last bit, and say how sure a distance is.

use crate::sample::day;
use comity_policy::{Draws, Quantiles, Registry, Rules, Settings};

#[test]
fn the_same_bits_for_any_number_of_threads() {
    let rules = Rules::new(Registry::embedded().unwrap(), Settings::default());
    let date = day("2026-08-02");
    let drawn = |threads, seed| rules.drawn(date, Draws { count: 12, seed, threads }, |distances| distances);
    assert_eq!(drawn(1, 1), drawn(5, 1));
    assert_eq!(
        drawn(1, 1)[..6],
        rules.drawn(date, Draws { count: 6, seed: 1, threads: 2 }, |distances| distances)
    );
    assert_ne!(drawn(1, 1), drawn(1, 2));
}

#[test]
fn intervals_are_in_order_and_wider_where_less_is_sure() {
    let registry = crate::sample::registry();
    let rules = Rules::new(&registry, Settings::default());
    let [china, france, india] = ["CHN", "FRA", "IND"].map(|code| rules.place(code).unwrap());
    let draws = Draws { count: 2000, ..Draws::default() };
    let drawn = rules.drawn(day("2023-06-01"), draws, |distances| {
        [
            distances.burden(france, china),
            distances.burden(france, india),
            distances.heterogeneity(france, china),
        ]
    });
    let quantiles = [0, 1, 2].map(|which| Quantiles::of(drawn.iter().map(|draw| draw[which]).collect()));
    for Quantiles { p05, p50, p95 } in quantiles {
        assert!(p05 <= p50 && p50 <= p95);
    }
    let spread = |which: usize| quantiles[which].p95 - quantiles[which].p05;
    assert!(spread(0) > spread(1), "{quantiles:?}");
}

#[test]
fn quantiles_lie_between_numbers() {
    let quantiles = Quantiles::of((0..=100).rev().map(f64::from).collect());
    assert_eq!((quantiles.p05, quantiles.p50, quantiles.p95), (5.0, 50.0, 95.0));
    assert_eq!(Quantiles::of(vec![1.0, 2.0]).p50, 1.5);
    assert_eq!(Quantiles::of(Vec::new()).p95, 0.0);
}
