//! What is kept of a draw: changes in percent, as `comity run` would find them, without the rest of its results.

use comity_model::{Benchmark, PerEconomy, Summary};

/// Variables kept by economy, in this order.
pub(crate) const VARIABLES: [&str; 3] = ["real_income_pct", "real_wage_pct", "exports_pct"];

/// Measures counterfactuals against one benchmark.
#[derive(Debug, Clone)]
pub(super) struct Measure<'a> {
    benchmark: &'a Benchmark,
    exports: PerEconomy,
}

impl<'a> Measure<'a> {
    pub fn new(benchmark: &'a Benchmark) -> Self {
        Self { benchmark, exports: benchmark.equilibrium.summary().exports }
    }

    /// Numbers that a draw has: [`VARIABLES`] by economy, and the real income of the world.
    pub fn width(&self) -> usize {
        VARIABLES.len() * self.economies() + 1
    }

    fn economies(&self) -> usize {
        self.benchmark.calibration.size.economies
    }

    /// The numbers of a counterfactual; `None` if one is beyond what a computer can hold. `equipped` is what accumulated capital adds to
    /// wages on a path.
    pub fn of(&self, counterfactual: &Summary, equipped: Option<&PerEconomy>) -> Option<Vec<f64>> {
        let (size, before) = (self.benchmark.calibration.size, &self.benchmark.equilibrium);
        let final_price = self.benchmark.final_price(&counterfactual.price);
        let mut hats = vec![1.0; self.width()];
        let mut world = 0.0;
        for economy in size.economies() {
            let price = final_price[economy];
            let real_income = counterfactual.income[economy] / before.income[economy] / price;
            hats[economy.0] = real_income;
            let more = equipped.map_or(1.0, |hats| hats[economy]);
            hats[size.economies + economy.0] = counterfactual.wage[economy] * more / price;
            if self.exports[economy] > 0.0 {
                hats[2 * size.economies + economy.0] =
                    counterfactual.exports[economy] / self.exports[economy];
            }
            world += before.income[economy] * real_income;
        }
        if let Some(last) = hats.last_mut() {
            *last = world / before.income.sum();
        }
        let percent = |hat: f64| hat.is_finite().then_some((hat - 1.0) * 100.0);
        hats.into_iter().map(percent).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, Run, Scenario};

    #[test]
    fn it_measures_what_a_run_does() {
        let text = "name = 'T'\nbaseline = 'wiod-2011'\nclosure = 'fixed'\n[[tariff]]\nsectors = 'c14'\n\
                    destinations = 'USA'\nrate = 0.3\n";
        let source = crate::Source { path: "t.toml".into(), folder: "".into(), text: text.into() };
        let run = Run::new(Scenario::parse(source).unwrap(), &Options::default()).unwrap();
        let found = Measure::new(&run.benchmark).of(&run.counterfactual.summary(), None).unwrap();
        let economies = &run.outcome.economies;
        let expected = [&economies.real_income, &economies.real_wage, &economies.exports]
            .into_iter()
            .flat_map(|hats| hats.values().iter().copied())
            .chain([run.outcome.world.real_income]);
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - (expected - 1.0) * 100.0).abs() < 1e-9);
        }
    }
}
