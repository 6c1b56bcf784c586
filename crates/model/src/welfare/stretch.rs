//! The equation of [`welfare`](super) integrated over a stretch of the path whose equilibria are known.

use super::parts::{Ledger, Part};
use super::rule::Rule;
use crate::benchmark::Benchmark;
use crate::equilibrium::Equilibrium;
use crate::index::{Flow, SectorId};
use crate::shock::Shock;

/// Equilibria at the points of a rule, and the share of the shock that lies between the first and the last.
pub struct Stretch<'a> {
    pub rule: &'a Rule,
    pub width: f64,
    pub equilibria: Vec<&'a Equilibrium>,
}

impl Stretch<'_> {
    /// What each part adds over the stretch, in ln of real income. The shock moves along it evenly in logs.
    pub fn integrate(&self, benchmark: &Benchmark, shock: &Shock) -> Ledger {
        let size = benchmark.calibration.size;
        let mut ledger = Ledger::new(size);
        let per_income = self.per_income(size.economies);
        for sector in size.sectors() {
            self.add_trade(&mut ledger, benchmark, shock, &per_income, sector);
            self.add_technology(&mut ledger, benchmark, shock, &per_income, sector);
        }
        let mut increments = vec![0.0; self.points()];
        for economy in size.economies() {
            let deficit: Vec<f64> = self.equilibria.iter().map(|at| at.deficit[economy]).collect();
            self.rule.increments(&deficit, &mut increments);
            ledger.add_transfer(economy, dot(&increments, &per_income[economy.0]));
        }
        ledger
    }

    fn points(&self) -> usize {
        self.equilibria.len()
    }

    /// `1 / I_n` at each point, by economy.
    fn per_income(&self, economies: usize) -> Vec<Vec<f64>> {
        let at_points = |economy: usize| {
            self.equilibria.iter().map(move |at| 1.0 / at.income.values()[economy]).collect::<Vec<f64>>()
        };
        (0..economies).map(at_points).collect()
    }

    /// Terms of trade, volume of trade and trade cost, flow by flow.
    fn add_trade(
        &self,
        ledger: &mut Ledger,
        benchmark: &Benchmark,
        shock: &Shock,
        per_income: &[Vec<f64>],
        sector: SectorId,
    ) {
        let size = benchmark.calibration.size;
        let dearer = self.ln_cost_increments(benchmark, sector);
        let buffer = || vec![0.0; self.points()];
        let (mut value, mut tariff, mut weight, mut increments) = (buffer(), buffer(), buffer(), buffer());
        for destination in size.economies() {
            let buyer = &per_income[destination.0];
            for origin in size.economies() {
                let flow = Flow { origin, destination, sector };
                if benchmark.calibration.trade_share[flow] == 0.0 {
                    continue;
                }
                for (point, at) in self.equilibria.iter().enumerate() {
                    value[point] = at.flow_value(flow);
                    tariff[point] = at.tariffs[flow];
                }
                let dearer = &dearer[origin.0];
                // What an economy sells to itself it also buys: no terms of trade there.
                if !flow.is_domestic() {
                    let (seller, part) = (&per_income[origin.0], Part::TermsOfTrade);
                    ledger.add_to_origin(flow, part, dot3(&value, seller, dearer));
                    ledger.add_to_destination(flow, part, -dot3(&value, buyer, dearer));
                }
                if tariff.iter().any(|&rate| rate != 0.0) {
                    // t M (dln M - dln c) = t dM - t M dln c, which holds where a flow has stopped too.
                    self.rule.increments(&value, &mut increments);
                    for (increment, (value, dearer)) in increments.iter_mut().zip(value.iter().zip(dearer)) {
                        *increment -= value * dearer;
                    }
                    ledger.add_to_destination(flow, Part::VolumeOfTrade, dot3(&tariff, buyer, &increments));
                }
                let ln_iceberg = shock.iceberg[flow].ln();
                if ln_iceberg != 0.0 {
                    for (point, weight) in weight.iter_mut().enumerate() {
                        *weight = self.rule.weights()[point] * (1.0 + tariff[point]) * value[point];
                    }
                    let melted = -self.width * ln_iceberg * dot(&weight, buyer);
                    ledger.add_to_destination(flow, Part::TradeCost, melted);
                }
            }
        }
    }

    /// Increments of `ln c` of a sector, by origin and point.
    fn ln_cost_increments(&self, benchmark: &Benchmark, sector: SectorId) -> Vec<Vec<f64>> {
        let increments = |origin| {
            let mut increments = vec![0.0; self.points()];
            let ln_cost: Vec<f64> =
                self.equilibria.iter().map(|at| at.unit_cost[(origin, sector)].ln()).collect();
            self.rule.increments(&ln_cost, &mut increments);
            increments
        };
        benchmark.calibration.size.economies().map(increments).collect()
    }

    fn add_technology(
        &self,
        ledger: &mut Ledger,
        benchmark: &Benchmark,
        shock: &Shock,
        per_income: &[Vec<f64>],
        sector: SectorId,
    ) {
        for economy in benchmark.calibration.size.economies() {
            let key = (economy, sector);
            let growth = shock.productivity[key].ln()
                + benchmark.calibration.value_added_share[key] * shock.value_added_productivity[key].ln();
            if growth != 0.0 {
                let output: Vec<f64> = self.equilibria.iter().map(|at| at.output[key]).collect();
                let amount = self.width * growth * dot3(self.rule.weights(), &output, &per_income[economy.0]);
                ledger.add(economy, economy, sector, Part::Technology, amount);
            }
        }
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn dot3(a: &[f64], b: &[f64], c: &[f64]) -> f64 {
    a.iter().zip(b).zip(c).map(|((a, b), c)| a * b * c).sum()
}
