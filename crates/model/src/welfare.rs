//! The published first-order decomposition of a change in real income.

use crate::arrays::PerEconomy;
use crate::benchmark::Benchmark;
use crate::equilibrium::Equilibrium;

/// Terms of trade and volume of trade as Caliendo and Parro (2015, equation 15) define them, evaluated at the benchmark
/// for the whole shock at once; all in 100 times the change relative to income.
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
}

impl FirstOrder {
    /// Evaluates both terms between a benchmark and a counterfactual solved from it.
    pub fn between(benchmark: &Benchmark, counterfactual: &Equilibrium) -> Self {
        let size = benchmark.calibration.size;
        let income = &benchmark.equilibrium.income;
        let zeros = || PerEconomy::zeros(size);
        let mut parts =
            Self { terms_of_trade: zeros(), volume_of_trade: zeros(), volume_of_trade_log: zeros() };
        for flow in size.flows().filter(|flow| !flow.is_domestic()) {
            let value = benchmark.equilibrium.flow_value(flow);
            if value == 0.0 {
                continue;
            }
            let cost = counterfactual.unit_cost[(flow.origin, flow.sector)];
            let volume = counterfactual.flow_value(flow) / cost / value;
            let duty = 100.0 * benchmark.calibration.tariffs[flow] * value / income[flow.destination];
            parts.terms_of_trade[flow.origin] += 100.0 * value * cost.ln() / income[flow.origin];
            parts.terms_of_trade[flow.destination] -= 100.0 * value * cost.ln() / income[flow.destination];
            parts.volume_of_trade[flow.destination] += duty * (volume - 1.0);
            // A flow that a shock has all but stopped: its duty is lost whole, not infinitely.
            if volume > 0.0 {
                parts.volume_of_trade_log[flow.destination] += duty * volume.ln();
            }
        }
        parts
    }
}
