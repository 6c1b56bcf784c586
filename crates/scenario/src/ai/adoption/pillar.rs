//! The pillars of readiness, and where an economy stands on them.

use super::curve::Curve;
use super::relations::Relations;

/// A pillar of readiness for AI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pillar {
    /// Digital infrastructure: networks, devices, power.
    Infrastructure,
    /// Human capital: education and digital skills.
    HumanCapital,
    /// Innovation and economic integration.
    Innovation,
    /// Regulation and ethics: legal frameworks that keep up.
    Regulation,
}

impl Pillar {
    /// All four, in the order everywhere.
    pub const ALL: [Self; 4] = [Self::Infrastructure, Self::HumanCapital, Self::Innovation, Self::Regulation];

    /// The word for it in scenarios and files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Infrastructure => "infrastructure",
            Self::HumanCapital => "human_capital",
            Self::Innovation => "innovation",
            Self::Regulation => "regulation",
        }
    }
}

/// What decides an economy's curve, beside its speed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Standing {
    /// Readiness by pillar, from 0 to 1.
    pub pillars: [f64; 4],
    /// By how much the ceiling is above what readiness lets expect.
    pub shift: f64,
    /// By how many years the midpoint is later than readiness lets expect.
    pub lag: f64,
}

impl Standing {
    /// Where an economy with this readiness and this curve stands.
    pub fn of(pillars: [f64; 4], curve: &Curve, relations: &Relations) -> Self {
        let expected = relations.curve(&pillars, curve.speed);
        let (shift, lag) = (curve.ceiling - expected.ceiling, curve.midpoint - expected.midpoint);
        Self { pillars, shift, lag }
    }

    /// The curve of an economy that stands here.
    pub fn curve(&self, speed: f64, relations: &Relations) -> Curve {
        let expected = relations.curve(&self.pillars, speed);
        let (ceiling, midpoint) = ((expected.ceiling + self.shift).min(1.0), expected.midpoint + self.lag);
        Curve { ceiling, speed, midpoint }
    }

    /// The average of several.
    pub fn average(standings: &[Self]) -> Self {
        let mean = |of: &dyn Fn(&Self) -> f64| mean(standings.iter().map(of));
        Self {
            pillars: std::array::from_fn(|at| mean(&|standing| standing.pillars[at])),
            shift: mean(&|standing| standing.shift),
            lag: mean(&|standing| standing.lag),
        }
    }

    /// The best of several, each number on its own.
    pub fn best(standings: &[Self]) -> Self {
        let highest = |of: &dyn Fn(&Self) -> f64| standings.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
        Self {
            pillars: std::array::from_fn(|at| highest(&|standing| standing.pillars[at])),
            shift: highest(&|standing| standing.shift),
            lag: -highest(&|standing| -standing.lag),
        }
    }
}

pub(super) fn mean(numbers: impl ExactSizeIterator<Item = f64>) -> f64 {
    let count = numbers.len() as f64;
    numbers.sum::<f64>() / count
}
