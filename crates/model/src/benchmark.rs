//! The benchmark: measured tables never balance exactly, so the economy before the shock is an equilibrium too.

use crate::arrays::{Grid, PerEconomy};
use crate::calibration::Calibration;
use crate::closure::Closure;
use crate::equilibrium::Equilibrium;
use crate::index::{EconomyId, SectorId};
use crate::preconditioner::Preconditioner;
use crate::shock::Shock;
use crate::solve::{Info, Problem, Settings, Solution, Solver, Status, Structure, solve};

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
        if closure == Closure::Balanced
            && let Some(economy) = one_way_trade(calibration)
        {
            return Err(Failure { status: Status::OneWayTrade { economy }, info: Info::default() });
        }
        let Solution { status, info, equilibrium } =
            solve(calibration, closure, &Shock::none(calibration), &settings);
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
        Ok(Self { calibration, equilibrium, closure, info, distance, structure, preconditioner })
    }

    /// Solves for the equilibrium after a shock; its hats are against this benchmark.
    pub fn counterfactual(&self, shock: &Shock, settings: &Settings) -> Solution {
        Solver::new(self).solve(&Problem { theta: &self.calibration.theta, shock, start: None }, settings)
    }
}

impl Calibration {
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
    pub(crate) fn final_price(&self, price: &Grid) -> PerEconomy {
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

/// Under balanced trade every economy that is reached by another's sales must reach it with its own, through third
/// economies or directly; else its wage would have to rise or fall without end.
fn one_way_trade(calibration: &Calibration) -> Option<EconomyId> {
    let size = calibration.size;
    let sells = |origin: EconomyId, destination: EconomyId| {
        size.sectors().any(|sector| calibration.trade_share.origins(destination, sector)[origin.0] > 0.0)
    };
    let mut reaches = vec![vec![false; size.economies]; size.economies];
    for origin in size.economies() {
        for destination in size.economies() {
            reaches[origin.0][destination.0] = sells(origin, destination);
        }
    }
    for via in 0..size.economies {
        for origin in 0..size.economies {
            if reaches[origin][via] {
                let through = reaches[via].clone();
                reaches[origin].iter_mut().zip(through).for_each(|(direct, via)| *direct |= via);
            }
        }
    }
    size.economies()
        .find(|origin| size.economies().any(|other| reaches[origin.0][other.0] != reaches[other.0][origin.0]))
}

fn relative_distance(data: &[f64], found: &[f64]) -> f64 {
    let total: f64 = data.iter().sum();
    data.iter().zip(found).map(|(data, found)| (data - found).abs()).sum::<f64>() / total
}
