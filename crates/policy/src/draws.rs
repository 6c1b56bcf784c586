//! How sure distances are: weights and levels drawn anew.
//!
//! Each draw gives every duty a weight from its triangular distribution between `weight_low` and `weight_high`, and moves
//! each level of each measure up or down by one with a probability that grows as confidence falls. Weights add up to one
//! in distances, so that only their proportions count.

use crate::parallel::{all_threads, in_order};
use crate::rules::Entry;
use crate::taxonomy::{Feature, HIGHEST};

/// How often and from where on to draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Draws {
    /// How often.
    pub count: usize,
    /// Where random numbers begin: the same seed gives the same draws.
    pub seed: u64,
    /// How many threads share the work; results do not depend on it.
    pub threads: usize,
}

impl Default for Draws {
    fn default() -> Self {
        Self { count: 500, seed: 1, threads: all_threads() }
    }
}

impl Draws {
    /// What `of` makes of each draw, in their order.
    ///
    /// ```
    /// use comity_policy::answer::Range;
    /// use comity_policy::{Draws, Experiment, Registry, Rules, Settings};
    /// let rules = Rules::new(Registry::embedded()?, Settings::default());
    /// let (usa, deu) = (rules.place("USA").unwrap(), rules.place("DEU").unwrap());
    /// let (date, today) = ("2026-08-02".parse().unwrap(), Experiment::default());
    /// let draws = Draws { count: 50, ..Draws::default() };
    /// let burdens = draws.each(|draw| rules.distances_in(date, &today, Some(draw)).burden(usa, deu));
    /// assert!(Range::of(burdens).p05 > 0.0);
    /// # Ok::<(), comity_policy::RegistryError>(())
    /// ```
    pub fn each<T: Send>(self, of: impl Fn(Draw) -> T + Sync) -> Vec<T> {
        let Self { count, seed, threads } = self;
        in_order(count, threads, |number| of(Draw::new(seed, number as u64)))
    }
}

/// One draw of every weight and level. It is the same world on every day, under every experiment and for the measures of every sector: a
/// measure that is stricter than coded is so throughout. Levels that an experiment sets are sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Draw(u64);

impl Draw {
    /// The draw with a number; other seeds have others.
    pub fn new(seed: u64, number: u64) -> Self {
        Self(mix(seed ^ mix(number)))
    }

    /// The weight of a feature.
    pub(crate) fn weight(self, feature: &Feature) -> f64 {
        weight(feature, uniform(self.0, &feature.id, ""))
    }

    /// The level of an entry.
    pub(crate) fn level(self, entry: &Entry) -> f64 {
        level(entry, uniform(self.0, &entry.measure.id, &entry.requirement.feature))
    }
}

/// The quantile of a feature's triangular distribution.
fn weight(feature: &Feature, chance: f64) -> f64 {
    let Feature { weight, weight_low: low, weight_high: high, .. } = *feature;
    let range = high - low;
    if range <= 0.0 {
        return weight;
    }
    if chance * range < weight - low {
        low + (chance * range * (weight - low)).sqrt()
    } else {
        high - ((1.0 - chance) * range * (high - weight)).sqrt()
    }
}

/// The level as it may truly be: of what is sure one in ten is off by one, and more the less it is.
fn level(entry: &Entry, chance: f64) -> f64 {
    let off = 0.1 + 0.5 * (1.0 - entry.confidence);
    let level = f64::from(entry.requirement.level);
    if chance < off / 2.0 {
        (level - 1.0).max(0.0)
    } else if chance < off {
        (level + 1.0).min(f64::from(HIGHEST))
    } else {
        level
    }
}

/// A number from 0 to below 1 that depends on words alone, so that it stays when measures are added elsewhere.
fn uniform(start: u64, word: &str, other: &str) -> f64 {
    // FNV-1a over the words, then the finaliser of SplitMix64.
    let bytes = word.bytes().chain([0xff]).chain(other.bytes());
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325 ^ start, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    (mix(hash) >> 11) as f64 / (1u64 << 53) as f64
}

fn mix(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Registry, Rules, Settings};

    #[test]
    fn draws_have_the_distributions_that_they_should() {
        let rules = Rules::new(Registry::embedded().unwrap(), Settings::default());
        let feature = &rules.registry.taxonomy.features[rules.duties()[0]];
        let count = 20_000;
        let chances: Vec<f64> = (0..count).map(|draw| uniform(mix(draw), "word", "")).collect();
        let mean = |values: &mut dyn Iterator<Item = f64>| values.sum::<f64>() / count as f64;
        assert!((mean(&mut chances.iter().copied()) - 0.5).abs() < 0.01);
        let weights = mean(&mut chances.iter().map(|&chance| weight(feature, chance)));
        let triangular = (feature.weight + feature.weight_low + feature.weight_high) / 3.0;
        assert!((weights - triangular).abs() < 0.01, "{weights} {triangular}");
        let entry =
            rules.entries("EU").iter().find(|entry| entry.requirement.level == 2 && entry.confidence == 1.0);
        let moved = chances.iter().filter(|&&chance| level(entry.unwrap(), chance) != 2.0).count();
        assert!((moved as f64 / count as f64 - 0.1).abs() < 0.01, "{moved}");
    }
}
