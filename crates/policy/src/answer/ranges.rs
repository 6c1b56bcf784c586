//! How sure numbers are.

use serde::Serialize;

/// Of numbers drawn the 5th percentile, the median and the 95th percentile.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[allow(missing_docs, reason = "the names say it")]
pub struct Range {
    pub p05: f64,
    pub p50: f64,
    pub p95: f64,
}

impl Range {
    /// Of numbers in any order; zero where there are none.
    pub fn of(mut numbers: Vec<f64>) -> Self {
        numbers.sort_unstable_by(f64::total_cmp);
        let at = |share: f64| match numbers.len() {
            0 => 0.0,
            count => {
                let place = share * (count - 1) as f64;
                let below = numbers[place.floor() as usize];
                below + (numbers[place.ceil() as usize] - below) * place.fract()
            }
        };
        Self { p05: at(0.05), p50: at(0.5), p95: at(0.95) }
    }
}

/// How sure a burden and a heterogeneity are.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Ranges {
    /// Of the extra burden.
    pub burden: Range,
    /// Of how different rules are.
    pub heterogeneity: Range,
}

impl Ranges {
    /// Of burdens and heterogeneities drawn together.
    pub fn of(drawn: impl Iterator<Item = [f64; 2]>) -> Self {
        let (burdens, heterogeneities) = drawn.map(|[burden, heterogeneity]| (burden, heterogeneity)).unzip();
        Self { burden: Range::of(burdens), heterogeneity: Range::of(heterogeneities) }
    }

    /// The percentiles of burden and then of heterogeneity, rising.
    pub fn numbers(&self) -> [f64; 6] {
        let [burden, heterogeneity] = [self.burden, self.heterogeneity];
        [burden.p05, burden.p50, burden.p95, heterogeneity.p05, heterogeneity.p50, heterogeneity.p95]
    }
}
