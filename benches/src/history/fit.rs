//! How well predicted changes meet actual ones, as in Kehoe (2005).

/// Weighted statistics of actual on predicted changes, in logs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    /// Number of points that exist in both years.
    pub points: usize,
    /// Their part of the weight of all points.
    pub covered: f64,
    /// Weighted correlation; `None` where the prediction does not vary.
    pub correlation: Option<f64>,
    /// Slope of actual on predicted changes: 1 for a prediction of the right size.
    pub slope: Option<f64>,
    /// Weighted mean of the absolute error.
    pub error: f64,
}

impl Fit {
    /// Statistics of `(predicted, actual, weight)`; points that are not finite are left out.
    pub fn new(points: impl Iterator<Item = (f64, f64, f64)>) -> Self {
        let all: Vec<_> = points.filter(|(.., weight)| *weight > 0.0).collect();
        let used: Vec<_> = all.iter().copied().filter(|(p, a, _)| p.is_finite() && a.is_finite()).collect();
        let weight: f64 = used.iter().map(|(.., w)| w).sum();
        let mean =
            |of: &dyn Fn(f64, f64) -> f64| used.iter().map(|&(p, a, w)| w * of(p, a)).sum::<f64>() / weight;
        let (predicted, actual) = (mean(&|p, _| p), mean(&|_, a| a));
        let variance = mean(&|p, _| (p - predicted).powi(2));
        let variance_actual = mean(&|_, a| (a - actual).powi(2));
        let covariance = mean(&|p, a| (p - predicted) * (a - actual));
        let varies = variance > 1e-20;
        Self {
            points: used.len(),
            covered: weight / all.iter().map(|(.., w)| w).sum::<f64>(),
            correlation: varies.then(|| covariance / (variance * variance_actual).sqrt()),
            slope: varies.then(|| covariance / variance),
            error: mean(&|p, a| (p - a).abs()),
        }
    }
}
