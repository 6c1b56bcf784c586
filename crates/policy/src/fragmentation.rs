//! One number for how far the rules of trading partners lie apart.

use crate::date::Date;
use crate::distance::{Distances, between};
use crate::parallel::in_order;
use crate::rules::Rules;

/// The averages of distances over pairs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fragmentation {
    /// Of the extra burden.
    pub burden: f64,
    /// Of how different rules are.
    pub heterogeneity: f64,
    /// Of what is recognised.
    pub recognised: f64,
}

impl Distances {
    /// The averages over all pairs of different economies, weighted by `weights`, by origin and destination, such as the
    /// trade of a sector; `None` weighs all alike. Without any weight there is no average.
    ///
    /// # Panics
    /// There must be a weight for each pair, those of an economy with itself included.
    pub fn fragmentation(&self, weights: Option<&[f64]>) -> Option<Fragmentation> {
        Fragmentation::over([(self, weights)])
    }
}

impl Fragmentation {
    /// The averages over pairs of several distances between the same economies, such as those of the rules that sectors meet, each with
    /// weights of its own.
    ///
    /// # Panics
    /// There must be a weight for each pair, those of an economy with itself included.
    pub fn over<'a>(parts: impl IntoIterator<Item = (&'a Distances, Option<&'a [f64]>)>) -> Option<Self> {
        let (mut total, mut sum) = (0.0, Self { burden: 0.0, heterogeneity: 0.0, recognised: 0.0 });
        for (distances, weights) in parts {
            let economies = distances.economies();
            assert!(
                weights.is_none_or(|weights| weights.len() == economies * economies),
                "one weight for each pair"
            );
            for origin in 0..economies {
                for destination in (0..economies).filter(|&destination| destination != origin) {
                    let weight = weights.map_or(1.0, |weights| weights[origin * economies + destination]);
                    total += weight;
                    sum.burden += weight * distances.burden(origin, destination);
                    sum.heterogeneity += weight * distances.heterogeneity(origin, destination);
                    sum.recognised += weight * distances.recognised(origin, destination);
                }
            }
        }
        let Self { burden, heterogeneity, recognised } = sum;
        (total > 0.0).then(|| Self {
            burden: burden / total,
            heterogeneity: heterogeneity / total,
            recognised: recognised / total,
        })
    }

    /// What lies between these averages and others over the same pairs, a share of the way from these.
    pub fn towards(self, other: Self, share: f64) -> Self {
        Self {
            burden: between(self.burden, other.burden, share),
            heterogeneity: between(self.heterogeneity, other.heterogeneity, share),
            recognised: between(self.recognised, other.recognised, share),
        }
    }
}

impl Rules<'_> {
    /// The distances on each of some days, on several threads.
    pub fn distances_over(&self, dates: &[Date], threads: usize) -> Vec<Distances> {
        in_order(dates.len(), threads, |place| self.distances(dates[place]))
    }
}
