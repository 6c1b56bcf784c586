//! An independent check: puts any equilibrium back into the equations, whatever method found it.
//!
//! Written from the equations of the model alone, with a power for every flow; it shares no code with the solver. What differs
//! under other assumptions is in `general`.

mod general;

use crate::arrays::{Grid, PerEconomy};
use crate::benchmark::Benchmark;
use crate::calibration::Calibration;
use crate::closure::Closure;
use crate::equilibrium::Equilibrium;
use crate::index::{Flow, InputUse};
use crate::recipe::Recipe;
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
        let recipe = Recipe::after(calibration, shock);
        let cost = unit_costs(&recipe, shock, equilibrium);
        let sales = Sales::at(calibration, shock, equilibrium, &cost);
        let mut earned = calibration.factor_income.clone();
        for economy in calibration.size.economies() {
            let supply = shock.factor_supply.first().map_or(1.0, |supply| supply[economy]);
            earned[economy] *= equilibrium.wage[economy] * supply;
        }
        let mut residuals = Self { market: 0.0, price: sales.price_error, spending: sales.stray_spending };
        for economy in calibration.size.economies() {
            let sectors = calibration.size.sectors();
            let paid: f64 = sectors
                .map(|sector| recipe.value_added_share[(economy, sector)] * sales.output[(economy, sector)])
                .sum();
            residuals.market = residuals.market.max((paid / earned[economy] - 1.0).abs());
        }
        let deficit = deficits(calibration, closure, &earned);
        for economy in calibration.size.economies() {
            let income = earned[economy] + sales.revenue[economy] + deficit[economy];
            for sector in calibration.size.sectors() {
                let inputs: f64 = calibration
                    .size
                    .sectors()
                    .map(|user| {
                        let share = recipe.input_share[InputUse { economy, input: sector, sector: user }];
                        share * sales.output[(economy, user)]
                    })
                    .sum();
                let wanted = calibration.final_share[(economy, sector)] * income + inputs;
                residuals.check_spending(equilibrium.spending[(economy, sector)], wanted);
            }
        }
        residuals
    }

    /// The same for a counterfactual of a benchmark, under whatever it assumes.
    pub fn at(benchmark: &Benchmark, shock: &Shock, equilibrium: &Equilibrium) -> Self {
        match &benchmark.assumptions {
            None => Self::of(&benchmark.calibration, benchmark.closure, shock, equilibrium),
            Some(assumptions) => general::residuals(benchmark, assumptions, shock, equilibrium),
        }
    }

    fn check_spending(&mut self, spending: f64, wanted: f64) {
        let error = if spending > 0.0 { wanted / spending - 1.0 } else { wanted };
        self.spending = self.spending.max(error.abs());
    }
}

/// What is sold and what duties it brings, given unit costs and spending.
struct Sales {
    output: Grid,
    revenue: PerEconomy,
    /// Largest relative error of a composite's price.
    price_error: f64,
    /// Largest spending where there can be none.
    stray_spending: f64,
}

impl Sales {
    fn at(calibration: &Calibration, shock: &Shock, equilibrium: &Equilibrium, cost: &Grid) -> Self {
        let size = calibration.size;
        let mut sales = Self {
            output: Grid::zeros(size),
            revenue: PerEconomy::zeros(size),
            price_error: 0.0,
            stray_spending: 0.0,
        };
        for destination in size.economies() {
            for sector in size.sectors() {
                let spending = equilibrium.spending[(destination, sector)];
                if calibration.spending[(destination, sector)] == 0.0 {
                    sales.stray_spending = sales.stray_spending.max(spending.abs());
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
                sales.price_error = sales.price_error.max((total.powf(-1.0 / theta) / price - 1.0).abs());
                for origin in size.economies() {
                    let rate = shock.tariffs[Flow { origin, destination, sector }];
                    let value = weight(origin) / total * spending / (1.0 + rate);
                    sales.output[(origin, sector)] += value;
                    sales.revenue[destination] += value * rate;
                }
            }
        }
        sales
    }
}

fn unit_costs(recipe: &Recipe<'_>, shock: &Shock, equilibrium: &Equilibrium) -> Grid {
    let size = equilibrium.price.size();
    let mut cost = Grid::zeros(size);
    for economy in size.economies() {
        for sector in size.sectors() {
            let key = (economy, sector);
            let beta = recipe.value_added_share[key];
            let factor = shock.factor_productivity.first().map_or(1.0, |productivity| productivity[key]);
            let wage = equilibrium.wage[economy] / shock.value_added_productivity[key] / factor;
            let mut product = wage.powf(beta) / shock.productivity[key];
            for input in size.sectors() {
                let share = recipe.input_share[InputUse { economy, input, sector }];
                product *= equilibrium.price[(economy, input)].powf(share);
            }
            cost[key] = product * recipe.cost.as_ref().map_or(1.0, |cost| cost[key]);
        }
    }
    cost
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
