//! A small registry, made up for tests.

use comity_policy::{Date, Registry, Rules, Settings};

pub const TAXONOMY: &str = include_str!("../files/registry/taxonomy.toml");
pub const JURISDICTIONS: &str = include_str!("../files/registry/jurisdictions.toml");
pub const MEASURES: &str = include_str!("../files/registry/measures/all.toml");

/// The files of the registry, with other measures.
pub fn files(measures: &str) -> Vec<(String, String)> {
    [("taxonomy.toml", TAXONOMY), ("jurisdictions.toml", JURISDICTIONS), ("measures/all.toml", measures)]
        .map(|(name, content)| (name.to_owned(), content.to_owned()))
        .to_vec()
}

pub fn registry() -> Registry {
    Registry::of(&files(MEASURES)).unwrap()
}

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// The stringency of a feature of an economy on a day.
pub fn stringency(rules: &Rules, economy: &str, feature: &str, date: &str) -> f64 {
    let profile = rules.profile(economy, day(date)).unwrap();
    profile.lines.iter().find(|line| line.feature.id == feature).unwrap().stringency
}

/// Burden from one economy to another, heterogeneity and what is recognised, on a day.
pub fn between(rules: &Rules, origin: &str, destination: &str, date: &str) -> (f64, f64, f64) {
    let distances = rules.distances(day(date));
    let (from, to) = (rules.place(origin).unwrap(), rules.place(destination).unwrap());
    (distances.burden(from, to), distances.heterogeneity(from, to), distances.recognised(from, to))
}

pub fn with(registry: &Registry, change: impl Fn(&mut Settings)) -> Rules<'_> {
    let mut settings = Settings::default();
    change(&mut settings);
    Rules::new(registry, settings)
}
