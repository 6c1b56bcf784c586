//! What a run says of rules: burdens and trust by economy, and what differences of rules cost.

use super::Regulation;
use crate::ai::Effects;
use crate::ai::channels::{Channel, sector_intensity};
use crate::error::Error;
use crate::failure::{Stage, unsolved};
use crate::run::Run;
use comity_model::{EconomyId, Flow, PerEconomy, Problem, Solver};
use std::sync::Arc;

/// Rules and what they cost, by economy, in the last year of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// By economy.
    pub economies: Vec<Economy>,
    /// By what the world's real income would be higher without any burdens before, and after, in percent.
    pub world_without_pct: [f64; 2],
}

/// Rules in an economy, and what those of others cost it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Economy {
    /// The burden that its exporters meet, before and after, from 0 to 1: the mean over what they sell, weighted by how much of it meets
    /// rules.
    pub exporters: [f64; 2],
    /// The burden that those who sell to it meet, likewise.
    pub market: [f64; 2],
    /// What safeguards are worth in it, before and after, from 0 to 1.
    pub trust: [f64; 2],
    /// By how much its real income would be higher without burdens between economies and with the trust of before: before the scenario, and
    /// in the scenario, in percent.
    pub without_pct: [f64; 2],
}

impl Outcome {
    /// Of a run that has rules; `None` where it has none.
    ///
    /// # Errors
    /// A world without burdens has no equilibrium.
    pub fn of(run: &Run) -> Result<Option<Self>, Error> {
        let Some((effects, regulation)) =
            run.effects.as_ref().and_then(|effects| Some((effects, effects.regulation.as_ref()?)))
        else {
            return Ok(None);
        };
        let size = run.benchmark.calibration.size;
        let without = without_burdens(run, effects, regulation)?;
        let ones = PerEconomy::filled(size, 1.0);
        let now = &run.outcome.economies.real_income;
        let (exporters, market) = burdens(run, regulation);
        let [trust, trust_after] = regulation.trust();
        let economies = size.economies().map(|economy| Economy {
            exporters: exporters[economy.0],
            market: market[economy.0],
            trust: [trust[economy], trust_after[economy]],
            without_pct: [&ones, now].map(|real| (without[economy] / real[economy] - 1.0) * 100.0),
        });
        let income = &run.benchmark.equilibrium.income;
        let world = |real: &PerEconomy| -> f64 {
            real.values().iter().zip(income.values()).map(|(real, income)| real * income).sum()
        };
        let world_without_pct = [&ones, now].map(|real| (world(&without) / world(real) - 1.0) * 100.0);
        Ok(Some(Self { economies: economies.collect(), world_without_pct }))
    }
}

/// Hats of real income, were there no burdens and nothing else were changed.
fn without_burdens(run: &Run, effects: &Effects, regulation: &Regulation) -> Result<PerEconomy, Error> {
    let mut only = effects.clone();
    only.options.channels = vec![Channel::Regulation];
    only.regulation = Some(Arc::new(regulation.without_burdens()));
    let calibration = &run.benchmark.calibration;
    let parameters = run.scenario.parameters();
    let year = f64::from(crate::ai::worlds::last_year(run));
    let shock =
        only.channels(&run.baseline, calibration, parameters).shock(year.max(f64::from(regulation.from())));
    let problem = Problem { theta: &calibration.theta, shock: &shock, start: None };
    let solution = Solver::new(&run.benchmark).solve(&problem, &run.settings);
    let assumed = run.benchmark.assumptions.as_ref();
    let found = solution.equilibrium.ok_or_else(|| {
        let (status, info) = (solution.status, solution.info);
        unsolved(Stage::Counterfactual, run.closure, &run.baseline, status, &info, assumed)
    })?;
    Ok(crate::ai::worlds::real_income(run, &found))
}

/// Mean burdens of what each economy sells, and of what is sold to it.
fn burdens(run: &Run, regulation: &Regulation) -> (Vec<[f64; 2]>, Vec<[f64; 2]>) {
    let size = run.benchmark.calibration.size;
    let intensity = sector_intensity(&run.baseline, run.scenario.parameters());
    let mut sums = [vec![[0.0; 3]; size.economies], vec![[0.0; 3]; size.economies]];
    for flow @ Flow { sector, origin, destination } in size.flows() {
        if origin == destination {
            continue;
        }
        let weight = intensity[sector.0] * run.benchmark.equilibrium.flow_value(flow);
        let [before, after] = regulation.burden(sector, origin, destination);
        for (sums, EconomyId(at)) in sums.iter_mut().zip([origin, destination]) {
            sums[at][0] += weight;
            sums[at][1] += weight * before;
            sums[at][2] += weight * after;
        }
    }
    let mean = |sums: &[[f64; 3]]| {
        let mean = |[weight, before, after]: &[f64; 3]| match *weight > 0.0 {
            true => [before / weight, after / weight],
            false => [0.0; 2],
        };
        sums.iter().map(mean).collect()
    };
    (mean(&sums[0]), mean(&sums[1]))
}
