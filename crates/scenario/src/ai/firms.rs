//! Exporters by size: what a fixed cost of serving a market does to their number (Chaney 2008, *American Economic Review* 98).
//!
//! Sales of exporters to a market are Pareto with shape `zeta` from `sigma F` on, where F is the fixed cost and `sigma = 1 + theta / zeta`
//! the elasticity of substitution that goes with the trade elasticity. Mean sales are then in proportion to F, so that the number of exporters is the value
//! of the flow over F. F is paid in the destination, at its wages.

use super::pairs::Pairs;
use crate::id;
use crate::parameters::Parameters;
use comity_model::{Benchmark, EconomyId, Equilibrium, Flow, PerEconomy};

/// By what a fixed cost of serving each market rises for each origin.
#[derive(Debug, Clone, PartialEq)]
pub struct FixedCost {
    /// ln of the factor.
    pub(super) ln: Pairs,
}

impl FixedCost {
    /// Firms that use AI pay for compliance on top of entry, in markets with rules about it; in logs `times` as much.
    pub(super) fn new(
        parameters: &Parameters,
        rules: &[EconomyId],
        adopted: &PerEconomy,
        times: f64,
    ) -> Self {
        let added =
            parameters.value(id!("firms.compliance_cost")) / parameters.value(id!("firms.entry_cost"));
        let ln = |origin: EconomyId, destination| match rules.contains(&destination) {
            true => times * (added * adopted[origin]).ln_1p(),
            false => 0.0,
        };
        Self { ln: Pairs::between(adopted.size(), ln) }
    }
}

/// Exporters by economy. An exporter to two markets counts twice.
#[derive(Debug, Clone, PartialEq)]
pub struct Exporters {
    /// Their number, over the benchmark's.
    pub number: PerEconomy,
    /// Those that sell little to the market, in the benchmark.
    pub small_before: Shares,
    /// The same in the counterfactual.
    pub small_after: Shares,
    /// Those that sell much to the market, in the benchmark.
    pub large_before: Shares,
    /// The same in the counterfactual.
    pub large_after: Shares,
}

/// The weight of exporters of a size, by economy; 0 where nothing is exported.
#[derive(Debug, Clone, PartialEq)]
pub struct Shares {
    /// Among exporters.
    pub of_exporters: PerEconomy,
    /// In the value of exports.
    pub of_exports: PerEconomy,
}

impl Exporters {
    /// Between a benchmark and a counterfactual solved from it.
    pub fn between(
        benchmark: &Benchmark,
        counterfactual: &Equilibrium,
        parameters: &Parameters,
        fixed_cost: &FixedCost,
    ) -> Self {
        let size = benchmark.calibration.size;
        let shape = parameters.value(id!("firms.pareto_shape"));
        let entry = parameters.value(id!("firms.entry_cost"));
        let limits = [parameters.value(id!("firms.small_to")), parameters.value(id!("firms.large_from"))];
        let sum = || [Sum::new(size.economies), Sum::new(size.economies)];
        let [mut before, mut after] = sum();
        for sector in size.sectors() {
            let substitution = 1.0 + benchmark.calibration.theta[sector] / shape;
            for destination in size.economies() {
                let wage = counterfactual.wage[destination];
                for origin in size.economies().filter(|&origin| origin != destination) {
                    let flow = Flow { origin, destination, sector };
                    let factor = fixed_cost.ln.of(origin, destination).exp();
                    let smallest = substitution * entry;
                    let value = benchmark.equilibrium.flow_value(flow);
                    before.add(origin, value, value / smallest, smallest, shape, limits);
                    let value = counterfactual.flow_value(flow);
                    // Sizes are in the money of the benchmark's wages.
                    let paid = smallest * factor;
                    after.add(origin, value, value / (paid * wage), paid, shape, limits);
                }
            }
        }
        let mut number = PerEconomy::filled(size, 1.0);
        for economy in size.economies().filter(|economy| before.number[economy.0] > 0.0) {
            number[economy] = after.number[economy.0] / before.number[economy.0];
        }
        let share = |sum: &Sum, pick: fn(&Sum) -> (&[f64], &[f64])| {
            let (exporters, exports) = pick(sum);
            let of = |parts: &[f64], whole: &[f64]| {
                let mut shares = PerEconomy::zeros(size);
                for economy in size.economies().filter(|economy| whole[economy.0] > 0.0) {
                    shares[economy] = parts[economy.0] / whole[economy.0];
                }
                shares
            };
            Shares { of_exporters: of(exporters, &sum.number), of_exports: of(exports, &sum.value) }
        };
        Self {
            number,
            small_before: share(&before, |sum| (&sum.small[0], &sum.small[1])),
            small_after: share(&after, |sum| (&sum.small[0], &sum.small[1])),
            large_before: share(&before, |sum| (&sum.large[0], &sum.large[1])),
            large_after: share(&after, |sum| (&sum.large[0], &sum.large[1])),
        }
    }
}

/// Exporters and exports, by origin.
struct Sum {
    value: Vec<f64>,
    number: Vec<f64>,
    /// Exporters, and their exports.
    small: [Vec<f64>; 2],
    large: [Vec<f64>; 2],
}

impl Sum {
    fn new(economies: usize) -> Self {
        let zeros = || vec![0.0; economies];
        Self { value: zeros(), number: zeros(), small: [zeros(), zeros()], large: [zeros(), zeros()] }
    }

    fn add(
        &mut self,
        EconomyId(origin): EconomyId,
        value: f64,
        number: f64,
        smallest: f64,
        shape: f64,
        [small_to, large_from]: [f64; 2],
    ) {
        self.value[origin] += value;
        self.number[origin] += number;
        // The share of those who sell more, and of what they sell.
        let above = |limit: f64| {
            let times = (limit / smallest).max(1.0);
            [times.powf(-shape), times.powf(1.0 - shape)]
        };
        let [small, large] = [above(small_to), above(large_from)];
        self.small[0][origin] += number * (1.0 - small[0]);
        self.small[1][origin] += value * (1.0 - small[1]);
        self.large[0][origin] += number * large[0];
        self.large[1][origin] += value * large[1];
    }
}
