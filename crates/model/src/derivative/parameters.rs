//! What derivatives are taken by, and of.

use crate::arrays::{Flows, Grid, Inputs, PerEconomy, PerSector};
use crate::benchmark::Benchmark;
use crate::calibration::Calibration;
use crate::equilibrium::Equilibrium;
use crate::index::{EconomyId, Size};
use crate::shock::Shock;

/// One number for every parameter of a counterfactual: a direction in which they move together, or the derivative of a
/// result by each.
#[derive(Debug, Clone, PartialEq)]
pub struct PerParameter {
    /// By ln of the iceberg cost of each flow.
    pub iceberg: Flows,
    /// By the tariff rate of each flow (not its log: 0.01 is one percentage point).
    pub tariffs: Flows,
    /// By ln of total productivity.
    pub productivity: Grid,
    /// By ln of the productivity of value added.
    pub value_added_productivity: Grid,
    /// By the trade elasticity of each sector (not its log).
    pub theta: PerSector,
    /// By ln of the quantity of each factor, by economy, in the order of [`Shock::factor_supply`](crate::Shock::factor_supply); none
    /// beyond the end.
    pub factor_supply: Vec<PerEconomy>,
    /// By ln of the productivity of each factor in each sector, likewise.
    pub factor_productivity: Vec<Grid>,
    /// Growth of [`Shock::added_inputs`](crate::Shock::added_inputs), as a direction only: gradients leave it out.
    pub added_inputs: Option<Inputs>,
}

impl PerParameter {
    /// Zero for every parameter.
    pub fn zeros(size: Size) -> Self {
        Self {
            iceberg: Flows::zeros(size),
            tariffs: Flows::zeros(size),
            productivity: Grid::zeros(size),
            value_added_productivity: Grid::zeros(size),
            theta: PerSector::zeros(size),
            factor_supply: Vec::new(),
            factor_productivity: Vec::new(),
            added_inputs: None,
        }
    }

    /// The direction in which the parameters of `now` move as a part of a shock grows, evenly in logs (of one plus the tariff).
    pub fn towards(calibration: &Calibration, now: &Shock, part: &Shock) -> Self {
        let ln = |factor: f64| if factor == 1.0 { 0.0 } else { factor.ln() };
        let mut tariffs = now.tariffs.clone();
        let rates = part.tariffs.values().iter().zip(calibration.tariffs.values());
        for (rate, (new, old)) in tariffs.values_mut().iter_mut().zip(rates) {
            *rate = if new == old { 0.0 } else { (1.0 + *rate) * ((1.0 + new) / (1.0 + old)).ln() };
        }
        Self {
            iceberg: part.iceberg.map(ln),
            tariffs,
            productivity: part.productivity.map(ln),
            value_added_productivity: part.value_added_productivity.map(ln),
            theta: PerSector::zeros(calibration.size),
            factor_supply: part.factor_supply.iter().map(|supply| supply.map(ln)).collect(),
            factor_productivity: part.factor_productivity.iter().map(|grid| grid.map(ln)).collect(),
            added_inputs: part.added_inputs.clone(),
        }
    }

    /// The sum of products over all parameters: of a gradient with a direction, the directional derivative.
    pub fn dot(&self, other: &Self) -> f64 {
        let supply = self.factor_supply.iter().zip(&other.factor_supply);
        let productivity = self.factor_productivity.iter().zip(&other.factor_productivity);
        self.parts().iter().zip(other.parts()).map(|(a, b)| inner(a, b)).sum::<f64>()
            + supply.map(|(a, b)| inner(a.values(), b.values())).sum::<f64>()
            + productivity.map(|(a, b)| inner(a.values(), b.values())).sum::<f64>()
    }

    fn parts(&self) -> [&[f64]; 5] {
        [
            self.iceberg.values(),
            self.tariffs.values(),
            self.productivity.values(),
            self.value_added_productivity.values(),
            self.theta.values(),
        ]
    }
}

fn inner(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// A result to take the gradient of: a weighted sum of logs.
#[derive(Debug, Clone, PartialEq)]
pub struct Objective {
    /// Weights on ln income.
    pub income: PerEconomy,
    /// Weights on ln wage.
    pub wage: PerEconomy,
    /// Weights on ln of the price of each composite.
    pub price: Grid,
    /// Weights on ln of the price of final demand.
    pub final_price: PerEconomy,
}

impl Objective {
    /// Nothing yet.
    pub fn zero(size: Size) -> Self {
        let row = || PerEconomy::zeros(size);
        Self { income: row(), wage: row(), price: Grid::zeros(size), final_price: row() }
    }

    /// Ln real income of one economy.
    pub fn real_income(benchmark: &Benchmark, economy: EconomyId) -> Self {
        let mut weights = PerEconomy::zeros(benchmark.calibration.size);
        weights[economy] = 1.0;
        Self::real_incomes(benchmark, &weights)
    }

    /// Ln real wage of one economy.
    pub fn real_wage(benchmark: &Benchmark, economy: EconomyId) -> Self {
        let mut objective = Self::zero(benchmark.calibration.size);
        objective.wage[economy] = 1.0;
        objective.final_price[economy] = -1.0;
        objective
    }

    /// A weighted sum of ln real incomes.
    pub fn real_incomes(benchmark: &Benchmark, weights: &PerEconomy) -> Self {
        Self {
            income: weights.clone(),
            final_price: weights.map(|weight| -weight),
            ..Self::zero(benchmark.calibration.size)
        }
    }

    /// Ln real income of the world, which weights economies by benchmark income.
    pub fn world_real_income(benchmark: &Benchmark, equilibrium: &Equilibrium) -> Self {
        Self::real_incomes(benchmark, &world_weights(benchmark, equilibrium))
    }
}

/// How much ln real income of the world moves with ln real income of each economy.
pub(super) fn world_weights(benchmark: &Benchmark, equilibrium: &Equilibrium) -> PerEconomy {
    let price = benchmark.final_price(&equilibrium.price);
    let mut weights = equilibrium.income.clone();
    for economy in weights.size().economies() {
        weights[economy] /= price[economy];
    }
    let world = weights.sum();
    weights.map(|weight| weight / world)
}
