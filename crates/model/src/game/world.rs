//! Real incomes at given tariffs, and their derivatives by each of them.

use super::{Game, Lever};
use crate::arrays::PerEconomy;
use crate::benchmark::Benchmark;
use crate::derivative::{Linearised, Objective};
use crate::equilibrium::Equilibrium;
use crate::index::EconomyId;
use crate::solve::Problem;

pub(super) fn ln_real_income(benchmark: &Benchmark, equilibrium: &Equilibrium) -> PerEconomy {
    let mut real = equilibrium.income.clone();
    let price = benchmark.final_price(&equilibrium.price);
    real.values_mut().iter_mut().zip(price.values()).for_each(|(real, price)| *real = (*real / price).ln());
    real
}

impl Game<'_> {
    /// Changes of ln real income against the world before the game; `None` without an equilibrium. Tariffs are ln(1 + rate)
    /// of each lever.
    pub(super) fn gains(&mut self, tariffs: &[f64]) -> Option<PerEconomy> {
        for (lever, tariff) in self.levers.iter().zip(tariffs) {
            lever.flows.iter().for_each(|&flow| self.shock.tariffs[flow] = tariff.exp_m1());
        }
        let theta = &self.benchmark.calibration.theta;
        let problem = Problem { theta, shock: &self.shock, start: Some(&self.now) };
        self.now = self.solver.solve(&problem, &self.settings.solve).equilibrium?;
        let mut gains = ln_real_income(self.benchmark, &self.now);
        gains.values_mut().iter_mut().zip(self.before.values()).for_each(|(now, before)| *now -= before);
        Some(gains)
    }

    /// The derivative of a weighted sum of ln real incomes by ln(1 + rate) of each lever, at the tariffs last tried.
    pub(super) fn slopes(&self, weights: &PerEconomy) -> Option<Vec<f64>> {
        let theta = &self.benchmark.calibration.theta;
        let linearised = Linearised::new(self.benchmark, theta, &self.shock, &self.now);
        let by = linearised.gradient(&Objective::real_incomes(self.benchmark, weights)).ok()?.by.tariffs;
        let slope = |lever: &Lever| {
            lever.flows.iter().map(|&flow| by[flow] * (1.0 + self.shock.tariffs[flow])).sum::<f64>()
        };
        Some(self.levers.iter().map(slope).collect())
    }

    /// Weight on one economy alone.
    pub(super) fn only(&self, economy: EconomyId) -> PerEconomy {
        let mut weights = PerEconomy::zeros(self.benchmark.calibration.size);
        weights[economy] = 1.0;
        weights
    }

    /// Where all levers are before the game, within the bounds.
    pub(super) fn measured(&self) -> Vec<f64> {
        let (lowest, highest) = self.bounds();
        self.levers.iter().map(|lever| lever.measured.ln_1p().clamp(lowest, highest)).collect()
    }

    /// Every lever at one rate, within the bounds.
    pub(super) fn all_at(&self, rate: f64) -> Vec<f64> {
        let (lowest, highest) = self.bounds();
        vec![rate.ln_1p().clamp(lowest, highest); self.levers.len()]
    }

    /// Bounds of ln(1 + rate); ones that make no sense are taken for the nearest that do.
    pub(super) fn bounds(&self) -> (f64, f64) {
        let lowest = self.settings.lowest.max(-0.99).ln_1p();
        (lowest, self.settings.highest.ln_1p().max(lowest))
    }
}
