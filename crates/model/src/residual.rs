//! An independent check: puts any equilibrium back into the equations, whatever method found it.
//!
//! Written from the equations of the model alone, with a power for every flow; it shares no code with the solver.

use crate::arrays::{Grid, PerEconomy};
use crate::calibration::Calibration;
use crate::closure::Closure;
use crate::equilibrium::Equilibrium;
use crate::index::{Flow, InputUse};
use crate::shock::Shock;

/// Largest relative errors of an equilibrium in each block of equations.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Residuals {
    /// Factor markets: what sectors pay to factors against factor income.
    pub market: f64,
    /// Prices of composites against the price index of their sources.
    pub price: f64,
    /// Spending against final demand and input use.
    pub spending: f64,
}

impl Residuals {
    /// The largest of the three.
    pub fn largest(&self) -> f64 {
        self.market.max(self.price).max(self.spending)
    }

    /// Recomputes every equation at an equilibrium, from its wages, prices and spending alone.
    pub fn of(calibration: &Calibration, closure: Closure, shock: &Shock, equilibrium: &Equilibrium) -> Self {
        let size = calibration.size;
        let cost = unit_costs(calibration, shock, equilibrium);
        let mut residuals = Self { market: 0.0, price: 0.0, spending: 0.0 };
        let mut output = Grid::zeros(size);
        let mut revenue = PerEconomy::zeros(size);
        for destination in size.economies() {
            for sector in size.sectors() {
                let spending = equilibrium.spending[(destination, sector)];
                if calibration.spending[(destination, sector)] == 0.0 {
                    residuals.spending = residuals.spending.max(spending.abs());
                    continue;
                }
                let theta = calibration.theta[sector];
                let weight = |origin| {
                    let flow = Flow { origin, destination, sector };
                    let kappa =
                        shock.iceberg[flow] * (1.0 + shock.tariffs[flow]) / (1.0 + calibration.tariffs[flow]);
                    calibration.trade_share[flow] * (kappa * cost[(origin, sector)]).powf(-theta)
                };
                let total: f64 = size.economies().map(weight).sum();
                let price = equilibrium.price[(destination, sector)];
                residuals.price = residuals.price.max((total.powf(-1.0 / theta) / price - 1.0).abs());
                for origin in size.economies() {
                    let rate = shock.tariffs[Flow { origin, destination, sector }];
                    let value = weight(origin) / total * spending / (1.0 + rate);
                    output[(origin, sector)] += value;
                    revenue[destination] += value * rate;
                }
            }
        }
        let earned = earned(calibration, equilibrium);
        let deficit = deficits(calibration, closure, &earned);
        for economy in size.economies() {
            let paid: f64 = size
                .sectors()
                .map(|sector| calibration.value_added_share[(economy, sector)] * output[(economy, sector)])
                .sum();
            residuals.market = residuals.market.max((paid / earned[economy] - 1.0).abs());
            let income = earned[economy] + revenue[economy] + deficit[economy];
            for sector in size.sectors() {
                let spending = equilibrium.spending[(economy, sector)];
                let inputs: f64 = size
                    .sectors()
                    .map(|user| {
                        let share =
                            calibration.input_share[InputUse { economy, input: sector, sector: user }];
                        share * output[(economy, user)]
                    })
                    .sum();
                let wanted = calibration.final_share[(economy, sector)] * income + inputs;
                let error = if spending > 0.0 { wanted / spending - 1.0 } else { wanted };
                residuals.spending = residuals.spending.max(error.abs());
            }
        }
        residuals
    }
}

fn unit_costs(calibration: &Calibration, shock: &Shock, equilibrium: &Equilibrium) -> Grid {
    let size = calibration.size;
    let mut cost = Grid::zeros(size);
    for economy in size.economies() {
        for sector in size.sectors() {
            let key = (economy, sector);
            let beta = calibration.value_added_share[key];
            let mut product = (equilibrium.wage[economy] / shock.value_added_productivity[key]).powf(beta)
                / shock.productivity[key];
            for input in size.sectors() {
                let share = calibration.input_share[InputUse { economy, input, sector }];
                product *= equilibrium.price[(economy, input)].powf(share);
            }
            cost[key] = product;
        }
    }
    cost
}

fn earned(calibration: &Calibration, equilibrium: &Equilibrium) -> PerEconomy {
    let mut earned = calibration.factor_income.clone();
    for economy in calibration.size.economies() {
        earned[economy] *= equilibrium.wage[economy];
    }
    earned
}

fn deficits(calibration: &Calibration, closure: Closure, earned: &PerEconomy) -> PerEconomy {
    match closure {
        Closure::Balanced => PerEconomy::zeros(calibration.size),
        Closure::Fixed => calibration.deficit.clone(),
        Closure::Proportional => {
            let mut deficit = earned.clone();
            for economy in calibration.size.economies() {
                deficit[economy] *= calibration.deficit[economy] / calibration.factor_income[economy];
            }
            let excess = deficit.sum() / earned.sum();
            for economy in calibration.size.economies() {
                deficit[economy] -= excess * earned[economy];
            }
            deficit
        }
    }
}
