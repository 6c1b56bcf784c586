//! What a run says of rules: burdens and trust by economy, and what differences of rules cost.

use super::{Behind, Regulation};
use crate::ai::Effects;
use crate::ai::channels::{Channel, sector_intensity};
use crate::ai::worlds::{last_year, real_income};
use crate::error::Error;
use crate::failure::{Stage, unsolved};
use crate::id;
use crate::run::Run;
use comity_model::{EconomyId, Equilibrium, Flow, Info, PerEconomy, Problem, Shock, Solver, Status};
use std::sync::Arc;

/// Rules and what they cost, by economy, in the last year of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// By economy.
    pub economies: Vec<Economy>,
    /// By what the world's real income would be higher without any burdens before, and after, in percent.
    pub world_without_pct: [f64; 2],
    /// The largest changes of burdens, with the measures behind them.
    pub behind: Vec<Behind>,
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
    /// By how much its real income would be higher without burdens between economies and with the same trust: before the scenario, and in
    /// it, in percent.
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
        let none = Shock::none(&run.benchmark.calibration);
        let ones = PerEconomy::filled(size, 1.0);
        let now = &run.outcome.economies.real_income;
        let before = solved(run, effects, &none, &regulation.without_burdens(&regulation.before), None)?;
        let start = Some(&run.counterfactual);
        let after = solved(run, effects, &run.shock, &regulation.without_burdens(&regulation.after), start)?;
        let without = [(&before, &ones), (&after, now)];
        let (exporters, market) = burdens(run, regulation);
        let [trust, trust_after] = regulation.trust();
        let economies = size.economies().map(|economy| Economy {
            exporters: exporters[economy.0],
            market: market[economy.0],
            trust: [trust[economy], trust_after[economy]],
            without_pct: without.map(|(without, real)| (without[economy] / real[economy] - 1.0) * 100.0),
        });
        let income = &run.benchmark.equilibrium.income;
        let world = |real: &PerEconomy| -> f64 {
            real.values().iter().zip(income.values()).map(|(real, income)| real * income).sum()
        };
        let world_without_pct = without.map(|(without, real)| (world(without) / world(real) - 1.0) * 100.0);
        let behind = regulation.behind(run);
        Ok(Some(Self { economies: economies.collect(), world_without_pct, behind }))
    }
}

/// Hats of real income after one more step of rules, on top of a change; on a path of its last year, with the capital of the run.
pub(super) fn solved(
    run: &Run,
    effects: &Effects,
    change: &Shock,
    step: &Regulation,
    start: Option<&Equilibrium>,
) -> Result<PerEconomy, Error> {
    let calibration = &run.benchmark.calibration;
    let shock = Shock::product(calibration, &[change.clone(), cost_of(run, effects, step)]);
    let problem = Problem { theta: &calibration.theta, shock: &shock, start };
    let solution = Solver::new(&run.benchmark).solve(&problem, &run.settings);
    let found = solution.equilibrium.ok_or_else(|| unsolved_world(run, solution.status, &solution.info))?;
    Ok(real_income(run, &found))
}

/// The error of a world under other rules that has no equilibrium.
pub(super) fn unsolved_world(run: &Run, status: Status, info: &Info) -> Error {
    let assumed = run.benchmark.assumptions.as_ref();
    unsolved(Stage::Counterfactual, run.closure, &run.baseline, status, info, assumed)
}

/// What a burden of 1 costs in every sector, in logs: lambda times how much of what it sells meets rules.
pub(super) fn costs(run: &Run) -> Vec<f64> {
    let parameters = run.scenario.parameters();
    let lambda = parameters.value(id!("regulation.lambda"));
    sector_intensity(&run.baseline, parameters).into_iter().map(|intensity| lambda * intensity).collect()
}

/// What the burdens of a step of rules do.
fn cost_of(run: &Run, effects: &Effects, step: &Regulation) -> Shock {
    let mut only = effects.clone();
    only.options.channels = vec![Channel::Regulation];
    only.regulation = Some(Arc::new(step.clone()));
    let year = f64::from(last_year(run).max(step.from()));
    only.channels(&run.baseline, &run.benchmark.calibration, run.scenario.parameters()).shock(year)
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
