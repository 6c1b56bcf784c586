//! A scenario along its path, or in its one world.

use super::capital::times;
use super::follow::{Follower, Lost};
use super::{Path, Trend, Year};
use crate::changes::Changes;
use crate::error::Error;
use crate::failure::{Stage, overflow, unsolved};
use comity_data::Baseline;
use comity_model::{Benchmark, Outcome, Settings, Shock};

impl Year {
    /// The only year of a run without a path.
    pub(crate) fn alone(
        benchmark: Benchmark,
        shock: Shock,
        baseline: &Baseline,
        settings: &Settings,
    ) -> Result<Self, Error> {
        let solution = benchmark.counterfactual(&shock, settings);
        let (status, info) = (solution.status, solution.info);
        let counterfactual = solution.equilibrium.ok_or_else(|| {
            let assumed = benchmark.assumptions.as_ref();
            unsolved(Stage::Counterfactual, benchmark.closure, baseline, status, &info, assumed)
        })?;
        let outcome = Outcome::between(&benchmark, &counterfactual);
        overflow(&outcome, benchmark.closure)?;
        Ok(Self { year: 0, benchmark, counterfactual, info, outcome, shock, welfare: None, split: None })
    }
}

impl Trend {
    /// Every year of a scenario: the last is among the earlier ones until a run takes it out.
    pub(crate) fn run(
        self,
        changes: &Changes<'_>,
        baseline: &Baseline,
        settings: &Settings,
    ) -> Result<Path, Error> {
        let years = self.years.all();
        let worlds = years.iter().zip(&self.benchmarks);
        let mut shocks: Vec<Shock> =
            worlds.map(|(&year, world)| changes.shock_in(year, &world.calibration)).collect();
        let theta = &self.benchmarks[0].calibration.theta;
        let followed = Follower::new(&self).follow(theta, &mut shocks, &[], settings);
        let followed = followed.map_err(|Lost { at, status, info }| {
            let (closure, assumed) = (self.benchmarks[at].closure, self.benchmarks[at].assumptions.as_ref());
            unsolved(Stage::Counterfactual, closure, baseline, status, &info, assumed).in_year(years[at])
        })?;
        let last = self.years.last();
        let capital = followed.iter().map(|year| year.capital.clone()).collect();
        let nets = followed.iter().map(|year| year.net.clone()).collect();
        let mut all = Vec::with_capacity(years.len());
        let worlds = self.benchmarks.into_iter().zip(shocks).zip(followed);
        for (&year, ((benchmark, shock), found)) in years.iter().zip(worlds) {
            let mut outcome = Outcome::between(&benchmark, &found.counterfactual);
            overflow(&outcome, benchmark.closure).map_err(|error| error.in_year(year))?;
            let equipped = self.accumulation.equipped(&found.capital);
            for wage in [&mut outcome.economies.wage, &mut outcome.economies.real_wage] {
                *wage = times(wage, &equipped);
            }
            let (counterfactual, info) = (found.counterfactual, found.info);
            all.push(Year {
                year,
                benchmark,
                counterfactual,
                info,
                outcome,
                shock,
                welfare: None,
                split: None,
            });
        }
        Ok(Path { earlier: all, last, levels: self.levels, capital, accumulation: self.accumulation, nets })
    }
}
