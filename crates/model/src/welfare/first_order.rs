//! The first-order decomposition of a change in real income, as published tables have it.

use crate::arrays::PerEconomy;
use crate::benchmark::Benchmark;
use crate::equilibrium::Equilibrium;
use crate::shock::Shock;

/// The parts of [`Decomposition`](crate::Decomposition) evaluated at the benchmark for the whole shock at once; all in
/// 100 times the change relative to income. Terms of trade and volume of trade are those of Caliendo and Parro (2015, equation 15).
///
/// Being first-order, the parts do not add up to the change of real income for large shocks.
#[derive(Debug, Clone, PartialEq)]
pub struct FirstOrder {
    /// Exports and imports weighted by log changes of unit costs:
    /// `sum (E_ni dln c_n - M_ni dln c_i) / I_n`.
    pub terms_of_trade: PerEconomy,
    /// Tariffs times imports weighted by percentage changes of their volumes: `sum t_ni M_ni (M'_ni / c_i / M_ni - 1) / I_n`.
    /// The published tables use this form.
    pub volume_of_trade: PerEconomy,
    /// The same with log changes of volumes, as the differential form of the equation reads.
    pub volume_of_trade_log: PerEconomy,
    /// Spending on each flow weighted by log changes of iceberg costs.
    pub trade_cost: PerEconomy,
    /// Output weighted by log changes of productivity.
    pub technology: PerEconomy,
    /// Change of the deficit.
    pub transfer: PerEconomy,
}

impl FirstOrder {
    /// Evaluates the parts between a benchmark and the counterfactual that a shock leads to.
    pub fn between(benchmark: &Benchmark, shock: &Shock, counterfactual: &Equilibrium) -> Self {
        let size = benchmark.calibration.size;
        let income = &benchmark.equilibrium.income;
        let zeros = || PerEconomy::zeros(size);
        let mut parts = Self {
            terms_of_trade: zeros(),
            volume_of_trade: zeros(),
            volume_of_trade_log: zeros(),
            trade_cost: zeros(),
            technology: zeros(),
            transfer: zeros(),
        };
        for flow in size.flows() {
            let value = benchmark.equilibrium.flow_value(flow);
            if value == 0.0 {
                continue;
            }
            let cost = counterfactual.unit_cost[(flow.origin, flow.sector)];
            let volume = counterfactual.flow_value(flow) / cost / value;
            let tariff = benchmark.calibration.tariffs[flow];
            let weight = 100.0 * value / income[flow.destination];
            if !flow.is_domestic() {
                parts.terms_of_trade[flow.origin] += 100.0 * value * cost.ln() / income[flow.origin];
                parts.terms_of_trade[flow.destination] -= weight * cost.ln();
            }
            parts.volume_of_trade[flow.destination] += tariff * weight * (volume - 1.0);
            // A flow that a shock has all but stopped: its duty is lost whole, not infinitely.
            if volume > 0.0 {
                parts.volume_of_trade_log[flow.destination] += tariff * weight * volume.ln();
            }
            parts.trade_cost[flow.destination] -= (1.0 + tariff) * weight * shock.iceberg[flow].ln();
        }
        for economy in size.economies() {
            for sector in size.sectors() {
                let key = (economy, sector);
                let growth = shock.productivity[key].ln()
                    + benchmark.calibration.value_added_share[key] * shock.value_added_productivity[key].ln();
                parts.technology[economy] +=
                    100.0 * benchmark.equilibrium.output[key] * growth / income[economy];
            }
            let received = counterfactual.deficit[economy] - benchmark.equilibrium.deficit[economy];
            parts.transfer[economy] = 100.0 * received / income[economy];
        }
        parts
    }
}
