//! S-curves: how a share grows towards its ceiling.

use std::fmt::Display;

/// A share of people or firms that was observed to use AI.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Observation {
    /// The moment in the middle of the time observed: 2025.25 is the middle of the first half of 2025.
    pub year: f64,
    /// The share, between 0 and 1.
    pub share: f64,
}

/// The logistic curve `ceiling / (1 + exp(-speed (year - midpoint)))`.
///
/// ```
/// use comity_scenario::ai::adoption::{Curve, Observation};
/// let curve = Curve::through(Observation { year: 2026.0, share: 0.2 }, 0.9, 0.25);
/// assert!((curve.at(2026.0) - 0.2).abs() < 1e-12);
/// assert!((curve.at(curve.midpoint) - 0.45).abs() < 1e-12);
/// assert!(curve.at(2040.0) < 0.9);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Curve {
    /// The share that is never passed.
    pub ceiling: f64,
    /// How fast: while few have adopted, adoption grows by this rate a year, in logs.
    pub speed: f64,
    /// The year in which half of the ceiling is reached.
    pub midpoint: f64,
}

impl Curve {
    /// The curve with this ceiling and speed on which the observation lies; the share must be below the ceiling.
    pub fn through(observation: Observation, ceiling: f64, speed: f64) -> Self {
        Self { ceiling, speed, midpoint: observation.year - lead(observation.share, ceiling) / speed }
    }

    /// The speed at which a share grows from one observation to a later one; both must be below the ceiling.
    pub fn speed_between(earlier: Observation, later: Observation, ceiling: f64) -> f64 {
        (lead(later.share, ceiling) - lead(earlier.share, ceiling)) / (later.year - earlier.year)
    }

    /// The share at a moment: 2030 is the beginning of 2030.
    pub fn at(&self, year: f64) -> f64 {
        self.ceiling * logistic(self.speed * (year - self.midpoint))
    }
}

impl Display for Curve {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { ceiling, speed, midpoint } = self;
        write!(f, "{:.1} percent at most, half of it in {midpoint:.1}, speed {speed:.3}", ceiling * 100.0)
    }
}

/// How far a share is past half of its ceiling, in units of time at speed 1.
fn lead(share: f64, ceiling: f64) -> f64 {
    (share / (ceiling - share)).ln()
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}
