//! What converging rules are worth: to whom, by which pair, by which feature, in which coalition.
//!
//! Everything is ranked by one adjoint solve, which has the derivative of the world's real income by the cost of every flow, and what ranks
//! first is solved exactly.
//!
//! | file | what it answers |
//! |---|---|
//! | `worlds` | what other rules for everybody are worth, with trust and without |
//! | `pairs` | which two gain most from recognising each other; who decides together |
//! | `features` | which feature is worth most if it is the same everywhere |
//! | `coalition` | which few recognise each other and reach half of what all would |

mod coalition;
mod features;
mod pairs;
mod worlds;

pub(super) use worlds::MODELS;

use super::Regulation;
use super::known::{Known, State};
use super::outcome::{costs, solved};
use crate::ai::Effects;
use crate::ai::pairs::Pairs;
use crate::error::Error;
use crate::run::Run;
use crate::sensitivity::{Measure, gradient, needs_one_world};
use comity_model::{EconomyId, Flow, Flows, PerEconomy, Shock};
use comity_policy::{Date, Experiment};
use pairs::{Club, clubs};
use std::sync::Arc;

/// How many of what ranks first are solved exactly.
const EXACT: usize = 10;
/// The part of the gains of all that a coalition is to reach.
pub const PART: f64 = 0.5;

/// What converging rules are worth, on top of a scenario's rules. Changes are of the world's real income, in percent.
#[derive(Debug, Clone, PartialEq)]
pub struct Convergence {
    /// The day of the rules.
    pub date: Date,
    /// The year of the adoption that trust moves.
    pub year: u16,
    /// Other rules for everybody.
    pub worlds: Vec<World>,
    /// Pairs that recognise each other, the best first.
    pub pairs: Vec<PairWorth>,
    /// Features that are the same everywhere, the best first.
    pub features: Vec<FeatureWorth>,
    /// Who joins a coalition in which all recognise each other, one after the other, until it reaches [`PART`] of what all would.
    pub coalition: Vec<Joined>,
    /// What recognition among all is worth.
    pub all_pct: f64,
}

/// Other rules for everybody.
#[derive(Debug, Clone, PartialEq)]
pub struct World {
    /// What is otherwise.
    pub name: String,
    /// By what burdens change the world's real income.
    pub costs_pct: f64,
    /// By what burdens and trust together do, in a world that adopts AI.
    pub with_trust_pct: f64,
    /// The smallest and the largest change of an economy with trust.
    pub range_pct: [f64; 2],
}

/// Two economies, or unions, that recognise each other.
#[derive(Debug, Clone, PartialEq)]
pub struct PairWorth {
    /// Their codes.
    pub pair: [String; 2],
    /// By the adjoint.
    pub first_order_pct: f64,
    /// Solved, for those that rank first.
    pub exact_pct: Option<f64>,
    /// What each of the two gains itself, where it was solved: real income in percent; of a union, that of its members together.
    pub own_pct: Option<[f64; 2]>,
}

/// A feature that is the same everywhere.
#[derive(Debug, Clone, PartialEq)]
pub struct FeatureWorth {
    /// Its id.
    pub feature: &'static str,
    /// Its name.
    pub name: &'static str,
    /// By the adjoint.
    pub first_order_pct: f64,
    /// Solved, for those that rank first.
    pub exact_pct: Option<f64>,
}

/// A step of a coalition.
#[derive(Debug, Clone, PartialEq)]
pub struct Joined {
    /// Who joins.
    pub code: String,
    /// What the coalition is worth then.
    pub world_pct: f64,
}

impl Convergence {
    /// Of the rules of a run.
    ///
    /// # Errors
    /// The run changes no rules or only a part of the way, or has years, its equilibrium has no derivatives, or a world with other rules has no equilibrium.
    pub fn of(run: &Run) -> Result<Self, Error> {
        needs_one_world(run, "comity convergence")?;
        let asked = run.effects.as_ref().and_then(|effects| Some((effects, effects.regulation.as_deref()?)));
        let (effects, regulation) = asked.ok_or_else(|| Error::UnknownResult {
            message: format!("{} says nothing about rules", run.scenario.name),
            hint: Some(
                "add [regulation] to it; `comity run mutual-recognition-among-the-willing` has one"
                    .to_owned(),
            ),
        })?;
        if regulation.share != 1.0 {
            return Err(Error::UnknownResult {
                message: format!("{} goes only a part of the way to its rules", run.scenario.name),
                hint: Some(
                    "remove `share` from [regulation]: what converging is worth is asked from whole rules on"
                        .to_owned(),
                ),
            });
        }
        Worth::new(run, effects, regulation)?.all()
    }
}

/// What everything is worked out from.
struct Worth<'a> {
    run: &'a Run,
    effects: &'a Effects,
    regulation: &'a Regulation,
    known: &'a Known,
    clubs: Vec<Club>,
    /// The derivative of the world's ln real income by the ln cost of every flow.
    by_cost: Flows,
    /// What a burden of 1 costs in every sector.
    costs: Vec<f64>,
    /// What the scenario does beside AI and rules.
    entries: Shock,
}

impl<'a> Worth<'a> {
    fn new(run: &'a Run, effects: &'a Effects, regulation: &'a Regulation) -> Result<Self, Error> {
        let by_cost = gradient(run, Measure::RealIncome(None), &run.shock)?.iceberg;
        let (known, clubs) = (&*regulation.known, clubs(run, regulation));
        let calibration = &run.benchmark.calibration;
        let entries = run.scenario.changes(&run.baseline, calibration)?.entries(calibration);
        Ok(Self { run, effects, regulation, known, clubs, by_cost, costs: costs(run), entries })
    }

    fn all(&self) -> Result<Convergence, Error> {
        let everybody: Vec<usize> = self.known.places.iter().flatten().copied().collect();
        let recognised = self.under(&|experiment| experiment.recognitions.push(everybody.clone()));
        let pairs = self.pairs(&recognised)?;
        let all_pct = self.world(&recognised)?.0;
        Ok(Convergence {
            date: self.regulation.date,
            year: self.effects.year,
            worlds: self.worlds(&everybody, &recognised)?,
            pairs,
            features: self.features()?,
            coalition: self.coalition(&recognised, all_pct)?,
            all_pct,
        })
    }

    /// The state of the scenario with something more.
    fn under(&self, change: &dyn Fn(&mut Experiment)) -> Arc<State> {
        let mut experiment = Experiment::clone(&self.regulation.experiment);
        change(&mut experiment);
        Arc::new(self.known.state(self.regulation.date, &experiment, None))
    }

    /// What a state is worth to the world, and real income by economy, over the scenario's.
    fn world(&self, state: &Arc<State>) -> Result<(f64, PerEconomy), Error> {
        let step = self.regulation.step(Arc::clone(&self.regulation.after), Arc::clone(state));
        let start = Some(&self.run.counterfactual);
        let hats = solved(self.run, self.effects, &self.run.shock, &step, start)?;
        Ok((self.over(&hats, &self.run.outcome.economies.real_income), hats))
    }

    /// The world's real income against another's, in percent.
    fn over(&self, hats: &PerEconomy, others: &PerEconomy) -> f64 {
        let income = &self.run.benchmark.equilibrium.income;
        let world = |hats: &PerEconomy| -> f64 {
            hats.values().iter().zip(income.values()).map(|(hat, income)| hat * income).sum()
        };
        (world(hats) / world(others) - 1.0) * 100.0
    }

    /// The same of some economies.
    fn of_members(&self, members: &[EconomyId], hats: &PerEconomy) -> f64 {
        let (income, now) = (&self.run.benchmark.equilibrium.income, &self.run.outcome.economies.real_income);
        let sum = |hats: &PerEconomy| -> f64 { members.iter().map(|&at| hats[at] * income[at]).sum() };
        (sum(hats) / sum(now) - 1.0) * 100.0
    }

    /// The state of the scenario, but for the burdens between some economies, which are those of another.
    fn among(&self, inside: &dyn Fn(EconomyId, EconomyId) -> bool, of: &State) -> Arc<State> {
        let mut state = State::clone(&self.regulation.after);
        for (burdens, others) in state.burdens.iter_mut().zip(&of.burdens) {
            *burdens = Pairs::between(self.known.size, |origin, destination| {
                let pairs = if inside(origin, destination) { others } else { &*burdens };
                pairs.of(origin, destination)
            });
        }
        Arc::new(state)
    }

    /// By the adjoint: what it is worth that the burden from one economy to another becomes that of another state.
    fn first_order(&self, origin: EconomyId, destination: EconomyId, of: &State) -> f64 {
        let sectors = self.known.size.sectors().zip(&self.costs).zip(&self.known.scope_of);
        let change = sectors.map(|((sector, cost), &scope)| {
            let [now, then] =
                [&*self.regulation.after, of].map(|state| state.burdens[scope].of(origin, destination));
            self.by_cost[Flow { sector, origin, destination }] * cost * (then - now)
        });
        100.0 * change.sum::<f64>()
    }
}
