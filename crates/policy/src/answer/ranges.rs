//! How sure numbers are.

use crate::draws::Quantiles;
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
    pub fn of(drawn: &[[f64; 2]]) -> Self {
        let of = |which: usize| {
            let Quantiles { p05, p50, p95 } = Quantiles::of(drawn.iter().map(|both| both[which]).collect());
            Range { p05, p50, p95 }
        };
        Self { burden: of(0), heterogeneity: of(1) }
    }

    /// The percentiles of burden and then of heterogeneity, rising.
    pub fn numbers(&self) -> [f64; 6] {
        let [burden, heterogeneity] = [self.burden, self.heterogeneity];
        [burden.p05, burden.p50, burden.p95, heterogeneity.p05, heterogeneity.p50, heterogeneity.p95]
    }
}
