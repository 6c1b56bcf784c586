//! The benchmark: measured tables never balance exactly, so the economy before the shock is an equilibrium too.

use crate::arrays::{Grid, PerEconomy};
use crate::assumptions::{AssumptionError, Assumptions};
use crate::calibration::Calibration;
use crate::closure::Closure;
use crate::equilibrium::{Equilibrium, FactorMarket};
use crate::index::{EconomyId, InputUse, SectorId};
use crate::preconditioner::Preconditioner;
use crate::recipe::Recipe;
use crate::shock::Shock;
use crate::solve::{Info, Problem, Settings, Solution, Solver, Status, Structure, Technology, reach, solve};

/// The equilibrium nearest to the data under a closure; every change is measured against it.
#[derive(Debug, Clone, PartialEq)]
pub struct Benchmark {
    /// The economy at this equilibrium: all hats are one here.
    pub calibration: Calibration,
    /// The equilibrium itself; its hats are against the data.
    pub equilibrium: Equilibrium,
    /// What happens to deficits, here and in every counterfactual.
    pub closure: Closure,
    /// How the equilibrium was found.
    pub info: Info,
    /// How far it lies from the data.
    pub distance: Distance,
    /// What the model assumes from here on, where it is not the plain one.
    pub assumptions: Option<Assumptions>,
    pub(crate) technology: Option<Technology>,
    /// What makes counterfactuals from here fast.
    pub(crate) structure: Structure,
    pub(crate) preconditioner: Preconditioner,
}

/// How far the benchmark equilibrium lies from the data.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Distance {
    /// Sum of absolute differences in spending by economy and sector, as a share of measured spending.
    pub spending: f64,
    /// Sum of absolute differences in factor income by economy, as a share of measured factor income.
    pub factor_income: f64,
}

/// A benchmark that could not be found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Failure {
    /// Why.
    pub status: Status,
    /// What was tried.
    pub info: Info,
}

impl Benchmark {
    /// Solves for the equilibrium of the data under a closure, without any shock.
    ///
    /// The tolerance is a hundredth of the one asked for, so that errors of the benchmark do not show in changes against it.
    ///
    /// # Errors
    /// [`Failure`] with the status of the solve, such as an economy whose deficit is more than it can earn.
    pub fn solve(calibration: &Calibration, closure: Closure, settings: &Settings) -> Result<Self, Failure> {
        let settings = Settings { tolerance: (settings.tolerance * 1e-2).max(1e-13), ..*settings };
        let none = Shock::none(calibration);
        if let Some(status) = reach::impossible(calibration, closure, &none) {
            return Err(Failure { status, info: Info::default() });
        }
        let Solution { status, info, equilibrium } = solve(calibration, closure, &none, &settings);
        let Some(equilibrium) = equilibrium else {
            return Err(Failure { status, info });
        };
        let distance = Distance {
            spending: relative_distance(calibration.spending.values(), equilibrium.spending.values()),
            factor_income: relative_distance(
                calibration.factor_income.values(),
                equilibrium.factor_income.values(),
            ),
        };
        let calibration = calibration.at(&equilibrium);
        let structure = Structure::new(&calibration);
        let preconditioner = structure.preconditioner(&calibration.theta);
        Ok(Self {
            calibration,
            equilibrium,
            closure,
            info,
            distance,
            assumptions: None,
            technology: None,
            structure,
            preconditioner,
        })
    }

    /// The same benchmark under other assumptions: counterfactuals from here on are those of that version of the model. It is an
    /// equilibrium of every version, since each takes its shares and quantities from it.
    ///
    /// # Errors
    /// [`AssumptionError`]: what cannot be assumed.
    pub fn under(mut self, assumptions: Assumptions) -> Result<Self, AssumptionError> {
        assumptions.check(&self.calibration)?;
        if !assumptions.is_plain() {
            self.assume(assumptions);
        }
        Ok(self)
    }

    fn assume(&mut self, assumptions: Assumptions) {
        let technology = Technology::new(&self.structure, &assumptions, &self.equilibrium.output);
        self.equilibrium.factors = technology.markets_at_rest(&self.structure);
        self.equilibrium.scale = technology.scale.is_some().then(|| Grid::filled(self.calibration.size, 1.0));
        self.technology = Some(technology);
        self.assumptions = Some(assumptions);
    }

    /// The world after a shock as a benchmark of its own, under the same closure and assumptions: what comes next is measured against it.
    /// Shares of cost, of final demand and of factors are those that the shock has led to. Its [`distance`](Self::distance) stays that of
    /// this benchmark.
    ///
    /// # Errors
    /// [`Failure`] with the status of the solve.
    pub fn after(&self, shock: &Shock, settings: &Settings) -> Result<Self, Failure> {
        let settings = Settings { tolerance: (settings.tolerance * 1e-2).max(1e-13), ..*settings };
        let Solution { status, info, equilibrium } = self.counterfactual(shock, &settings);
        let Some(equilibrium) = equilibrium else {
            return Err(Failure { status, info });
        };
        let calibration = self.calibration_after(shock, &equilibrium);
        let structure = Structure::new(&calibration);
        let preconditioner = structure.preconditioner(&calibration.theta);
        let mut moved = Self {
            assumptions: None,
            technology: None,
            calibration,
            closure: self.closure,
            info,
            distance: self.distance,
            structure,
            preconditioner,
            equilibrium,
        };
        if let Some(assumed) = &self.assumptions {
            let assumed = Assumptions {
                factors: assumed.factors_after(&moved.equilibrium),
                elasticities: assumed.elasticities,
                scale: assumed.scale.clone(),
            };
            moved.assume(assumed);
        }
        Ok(moved)
    }

    fn calibration_after(&self, shock: &Shock, equilibrium: &Equilibrium) -> Calibration {
        let recipe = Recipe::after(&self.calibration, shock);
        let mut calibration = Calibration {
            input_share: recipe.input_share.into_owned(),
            value_added_share: recipe.value_added_share.into_owned(),
            ..self.calibration.at(equilibrium)
        };
        let Some(assumed) = &self.assumptions else { return calibration };
        let size = calibration.size;
        let rho = 1.0 - assumed.elasticities.final_demand;
        let final_price = self.final_price(&equilibrium.price);
        for economy in size.economies() {
            for sector in size.sectors() {
                let relative = equilibrium.price[(economy, sector)] / final_price[economy];
                calibration.final_share[(economy, sector)] *= relative.powf(rho);
            }
        }
        let rho = 1.0 - assumed.elasticities.inputs;
        if rho != 0.0 {
            for economy in size.economies() {
                for sector in size.sectors() {
                    calibration.reweigh_inputs(economy, sector, |input| {
                        equilibrium.price[(economy, input)].powf(rho)
                    });
                }
            }
        }
        calibration
    }

    /// The markets of factors where nothing has changed yet: hats of one.
    pub(crate) fn factors_at_rest(&self) -> Vec<FactorMarket> {
        let mut markets = self.equilibrium.factors.clone();
        for market in &mut markets {
            market.price = market.price.map(|_| 1.0);
            market.quantity = market.quantity.map(|_| 1.0);
        }
        markets
    }

    /// Changes of ln real income at an equilibrium whose hats are against this benchmark.
    pub(crate) fn ln_real_income(&self, at: &Equilibrium) -> PerEconomy {
        let mut change = self.final_price(&at.price).map(|price| -price.ln());
        for economy in change.size().economies() {
            let hat = at.income[economy] / self.equilibrium.income[economy];
            change[economy] += hat.ln();
        }
        change
    }

    /// Hat of the price of final demand by economy, given that of each composite.
    pub fn final_price(&self, price: &Grid) -> PerEconomy {
        let rho = self.assumptions.as_ref().map_or(0.0, |assumed| 1.0 - assumed.elasticities.final_demand);
        if rho == 0.0 {
            return self.calibration.final_price(price);
        }
        let mut index = PerEconomy::zeros(self.calibration.size);
        for sector in self.calibration.size.sectors() {
            for economy in self.calibration.size.economies() {
                let key = (economy, sector);
                index[economy] += self.calibration.final_share[key] * price[key].powf(rho);
            }
        }
        index.map(|sum| sum.powf(1.0 / rho))
    }

    /// Solves for the equilibrium after a shock; its hats are against this benchmark.
    pub fn counterfactual(&self, shock: &Shock, settings: &Settings) -> Solution {
        Solver::new(self).solve(&Problem { theta: &self.calibration.theta, shock, start: None }, settings)
    }
}

impl Calibration {
    /// Shares of inputs in proportion to what they were times `weight`, with the same sum.
    fn reweigh_inputs(&mut self, economy: EconomyId, sector: SectorId, weight: impl Fn(SectorId) -> f64) {
        let inputs = self.size.sectors().map(|input| InputUse { economy, input, sector });
        let before: f64 = inputs.clone().map(|at| self.input_share[at]).sum();
        for at in inputs.clone().filter(|_| before > 0.0) {
            if self.input_share[at] > 0.0 {
                self.input_share[at] *= weight(at.input);
            }
        }
        let after: f64 = inputs.clone().map(|at| self.input_share[at]).sum();
        for at in inputs.filter(|_| after > 0.0) {
            self.input_share[at] *= before / after;
        }
    }

    /// The same economy, calibrated to one of its own equilibria.
    pub(crate) fn at(&self, equilibrium: &Equilibrium) -> Self {
        Self {
            trade_share: equilibrium.trade_share.clone(),
            tariffs: equilibrium.tariffs.clone(),
            spending: equilibrium.spending.clone(),
            factor_income: equilibrium.factor_income.clone(),
            deficit: equilibrium.deficit.clone(),
            ..self.clone()
        }
    }

    /// Price of final demand by economy, given the price of each composite: `prod_j P_nj^alpha_nj`.
    fn final_price(&self, price: &Grid) -> PerEconomy {
        let mut ln_price = PerEconomy::zeros(self.size);
        for sector in (0..self.size.sectors).map(SectorId) {
            for economy in self.size.economies() {
                let share = self.final_share[(economy, sector)];
                if share > 0.0 {
                    ln_price[economy] += share * price[(economy, sector)].ln();
                }
            }
        }
        ln_price.map(f64::exp)
    }
}

fn relative_distance(data: &[f64], found: &[f64]) -> f64 {
    let total: f64 = data.iter().sum();
    data.iter().zip(found).map(|(data, found)| (data - found).abs()).sum::<f64>() / total
}
