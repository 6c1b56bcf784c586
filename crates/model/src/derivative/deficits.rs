//! How deficits follow factor income where they are proportional to it.

use crate::kernels::dot;
use crate::solve::Structure;

/// Coefficients of proportional deficits.
pub struct Deficits {
    /// Measured deficit over factor income.
    ratio: Vec<f64>,
    /// The same less what is shared out.
    net_ratio: Vec<f64>,
}

impl Deficits {
    /// With factor income by economy, and that of the world.
    pub fn new(structure: &Structure, earned: &[f64], world: f64) -> Self {
        let ratio: Vec<f64> = (structure.deficit.iter().zip(&structure.factor_income))
            .map(|(deficit, income)| if *income > 0.0 { deficit / income } else { 0.0 })
            .collect();
        let excess = dot(&ratio, earned) / world;
        let net_ratio = ratio.iter().map(|ratio| ratio - excess).collect();
        Self { ratio, net_ratio }
    }

    /// Adds changes of deficits to changes of factor income. That world factor income is held is used: its change is zero.
    pub fn push(&self, earned: &[f64], world: f64, income: &mut [f64]) {
        let excess = dot(&self.ratio, income) / world;
        for ((income, ratio), earned) in income.iter_mut().zip(&self.net_ratio).zip(earned) {
            *income += ratio * *income - excess * earned;
        }
    }

    /// The transpose of [`push`](Self::push).
    pub fn pull(&self, earned: &[f64], world: f64, income: &mut [f64]) {
        let excess = dot(earned, income) / world;
        for ((income, net_ratio), ratio) in income.iter_mut().zip(&self.net_ratio).zip(&self.ratio) {
            *income += net_ratio * *income - excess * ratio;
        }
    }
}
