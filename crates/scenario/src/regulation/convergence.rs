//! What converging rules are worth: to whom, by which pair, by which feature, in which coalition.
//!
//! Everything is ranked by one adjoint solve, which has the derivative of the world's real income by the cost of every flow, and what ranks
//! first is solved exactly.

use super::Regulation;
use super::known::{Known, State};
use super::outcome::{costs, solved};
use crate::ai::Effects;
use crate::ai::channels::ChannelOptions;
use crate::ai::pairs::Pairs;
use crate::ai::worlds::real_income;
use crate::error::Error;
use crate::run::Run;
use crate::sensitivity::{Measure, gradient, needs_one_world};
use comity_model::{EconomyId, Flow, Flows, PerEconomy, Problem, Shock, Solver};
use comity_policy::jurisdictions::Kind;
use comity_policy::{Adoption, Date, Experiment, Levelled};
use std::sync::Arc;

/// How many of what ranks first are solved exactly.
const EXACT: usize = 10;
/// The part of the gains of all that a coalition is to reach.
pub const PART: f64 = 0.5;
/// Whose rules everybody might adopt; a union's are those of a member.
pub(super) const MODELS: [(&str, &str); 5] =
    [("USA", "USA"), ("European Union", "DEU"), ("CHN", "CHN"), ("JPN", "JPN"), ("GBR", "GBR")];

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

/// Economies that decide together: one alone, or the members of a union.
struct Club {
    code: String,
    members: Vec<EconomyId>,
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
    fn under(&self, change: &dyn Fn(&mut Experiment)) -> State {
        let mut experiment = Experiment::clone(&self.regulation.experiment);
        change(&mut experiment);
        self.known.state(self.regulation.date, &experiment, None)
    }

    /// What a state is worth to the world, and real income by economy, over the scenario's.
    fn world(&self, state: &State) -> Result<(f64, PerEconomy), Error> {
        let step = self.regulation.step(self.regulation.after.clone(), state.clone());
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
    fn among(&self, inside: &dyn Fn(EconomyId, EconomyId) -> bool, of: &State) -> State {
        let mut state = self.regulation.after.clone();
        for (burdens, others) in state.burdens.iter_mut().zip(&of.burdens) {
            *burdens = Pairs::between(self.known.size, |origin, destination| {
                let pairs = if inside(origin, destination) { others } else { &*burdens };
                pairs.of(origin, destination)
            });
        }
        state
    }

    /// By the adjoint: what it is worth that the burden from one economy to another becomes that of another state.
    fn first_order(&self, origin: EconomyId, destination: EconomyId, of: &State) -> f64 {
        let sectors = self.known.size.sectors().zip(&self.costs).zip(&self.known.scope_of);
        let change = sectors.map(|((sector, cost), &scope)| {
            let [now, then] =
                [&self.regulation.after, of].map(|state| state.burdens[scope].of(origin, destination));
            self.by_cost[Flow { sector, origin, destination }] * cost * (then - now)
        });
        100.0 * change.sum::<f64>()
    }

    /// By the adjoint: what it is worth that two clubs recognise each other.
    fn between(&self, one: &Club, other: &Club, recognised: &State) -> f64 {
        let pairs =
            one.members.iter().flat_map(|&here| other.members.iter().map(move |&there| (here, there)));
        pairs
            .map(|(here, there)| {
                self.first_order(here, there, recognised) + self.first_order(there, here, recognised)
            })
            .sum()
    }

    fn pairs(&self, recognised: &State) -> Result<Vec<PairWorth>, Error> {
        let mut found = Vec::new();
        for (at, one) in self.clubs.iter().enumerate() {
            for other in &self.clubs[..at] {
                found.push((self.between(one, other, recognised), one, other));
            }
        }
        found.sort_by(|one, other| other.0.total_cmp(&one.0));
        let mut pairs = Vec::with_capacity(found.len());
        for (rank, (first_order_pct, one, other)) in found.into_iter().enumerate() {
            let mut worth = PairWorth {
                pair: [one.code.clone(), other.code.clone()],
                first_order_pct,
                exact_pct: None,
                own_pct: None,
            };
            if rank < EXACT {
                let inside = |origin, destination| {
                    let is = |club: &Club, at| club.members.contains(&at);
                    (is(one, origin) && is(other, destination)) || (is(other, origin) && is(one, destination))
                };
                let (world, hats) = self.world(&self.among(&inside, recognised))?;
                worth.exact_pct = Some(world);
                worth.own_pct = Some([one, other].map(|club| self.of_members(&club.members, &hats)));
            }
            pairs.push(worth);
        }
        Ok(pairs)
    }

    fn features(&self) -> Result<Vec<FeatureWorth>, Error> {
        let taxonomy = &self.known.whole.registry.taxonomy;
        let laid_down: Vec<_> = (self.known.rules.iter())
            .map(|rules| rules.laid_down(self.regulation.date, &self.regulation.experiment))
            .collect();
        let duties = self.known.whole.duties();
        // The burdens without what each feature adds.
        let mut without = vec![self.regulation.after.clone(); duties.len()];
        for (scope, laid_down) in laid_down.iter().enumerate() {
            let parts: Vec<Vec<f64>> = (self.known.places.iter())
                .flat_map(|&origin| self.known.places.iter().map(move |&destination| (origin, destination)))
                .map(|pair| match pair {
                    (Some(origin), Some(destination)) => laid_down.burdens(origin, destination),
                    _ => vec![0.0; duties.len()],
                })
                .collect();
            let economies = self.known.size.economies;
            for (duty, state) in without.iter_mut().enumerate() {
                let now = &self.regulation.after.burdens[scope];
                state.burdens[scope] = Pairs::between(self.known.size, |origin, destination| {
                    let part = parts[origin.0 * economies + destination.0][duty];
                    // Economies of one market bear nothing, whatever their rules.
                    (now.of(origin, destination) - part).max(0.0)
                });
            }
        }
        let mut found: Vec<(FeatureWorth, &State)> = (duties.iter().zip(&without))
            .map(|(&duty, state)| {
                let feature = &taxonomy.features[duty];
                let economies = || self.known.size.economies();
                let pairs = economies().flat_map(|origin| economies().map(move |to| (origin, to)));
                let pairs = pairs.filter(|(origin, destination)| origin != destination);
                let first_order_pct =
                    pairs.map(|(origin, destination)| self.first_order(origin, destination, state)).sum();
                let (feature, name) = (feature.id.as_str(), feature.name.as_str());
                (FeatureWorth { feature, name, first_order_pct, exact_pct: None }, state)
            })
            .collect();
        found.sort_by(|one, other| other.0.first_order_pct.total_cmp(&one.0.first_order_pct));
        for (worth, state) in found.iter_mut().take(EXACT) {
            worth.exact_pct = Some(self.world(state)?.0);
        }
        Ok(found.into_iter().map(|(worth, _)| worth).collect())
    }

    /// Who adds most joins next, by the adjoint; what the coalition reaches is solved at each step.
    fn coalition(&self, recognised: &State, all_pct: f64) -> Result<Vec<Joined>, Error> {
        let count = self.clubs.len();
        let between = |one: &Club, other: &Club| match one.code == other.code {
            true => 0.0,
            false => self.between(one, other, recognised),
        };
        let row = |one: &Club| -> Vec<f64> { self.clubs.iter().map(|other| between(one, other)).collect() };
        let worth: Vec<Vec<f64>> = self.clubs.iter().map(row).collect();
        let adds =
            |inside: &[usize], at: usize| -> f64 { inside.iter().map(|&member| worth[at][member]).sum() };
        let (mut inside, mut steps) = (Vec::new(), Vec::new());
        while inside.len() < count {
            let rest = (0..count).filter(|at| !inside.contains(at));
            let best = match inside.as_slice() {
                // Whoever is in the best pair.
                [] => rest.max_by(|&a, &b| {
                    let most = |at: usize| worth[at].iter().copied().fold(0.0, f64::max);
                    most(a).total_cmp(&most(b))
                }),
                members => rest.max_by(|&a, &b| adds(members, a).total_cmp(&adds(members, b))),
            };
            let Some(best) = best else { break };
            inside.push(best);
            let member =
                |at: EconomyId| inside.iter().position(|&club| self.clubs[club].members.contains(&at));
            let between = |origin, destination| match (member(origin), member(destination)) {
                (Some(one), Some(other)) => one != other,
                _ => false,
            };
            let world_pct = self.world(&self.among(&between, recognised))?.0;
            steps.push(Joined { code: self.clubs[best].code.clone(), world_pct });
            if all_pct <= 0.0 || (inside.len() > 1 && world_pct >= PART * all_pct) {
                break;
            }
        }
        Ok(steps)
    }

    fn worlds(&self, everybody: &[usize], recognised: &State) -> Result<Vec<World>, Error> {
        let as_it_is = self.adopting(&self.regulation.after)?;
        let tried = |name: &str, state: &State| self.tried(name, state, &as_it_is);
        let nothing = |experiment: &mut Experiment| {
            *experiment = Experiment::nothing_required(&self.known.whole);
        };
        let strictest = |experiment: &mut Experiment| {
            let laid_down = self.known.whole.laid_down(self.regulation.date, &self.regulation.experiment);
            for &feature in self.known.whole.duties() {
                let levels = everybody.iter().map(|&economy| laid_down.level(economy, feature).0);
                let (economies, level) = (everybody.to_vec(), levels.fold(0.0, f64::max));
                experiment.levelled.push(Levelled { economies, feature, level });
            }
        };
        let adopted = |of: usize| {
            move |experiment: &mut Experiment| {
                experiment.adoptions.push(Adoption { by: everybody.to_vec(), rules_of: of });
            }
        };
        let standard = |experiment: &mut Experiment| experiment.standards.push(everybody.to_vec());
        let mut found = vec![
            tried("mutual recognition among all", recognised)?,
            tried("one international standard", &self.under(&standard))?,
        ];
        for (name, code) in MODELS {
            if let Some(place) = self.known.whole.place(code) {
                found.push(tried(&format!("all adopt the rules of {name}"), &self.under(&adopted(place)))?);
            }
        }
        found.push(tried("all as strict as the strictest", &self.under(&strictest))?);
        found.push(tried("no rules at all", &self.under(&nothing))?);
        Ok(found)
    }

    /// A world under other rules: what burdens do on top of the scenario, and what they do with trust where AI spreads as in the scenario, or as
    /// it does by default. `as_it_is` is real income there under the rules of the scenario.
    fn tried(&self, name: &str, state: &State, as_it_is: &PerEconomy) -> Result<World, Error> {
        let costs_pct = self.world(state)?.0;
        let with = self.adopting(state)?;
        let changes =
            with.values().iter().zip(as_it_is.values()).map(|(with, now)| (with / now - 1.0) * 100.0);
        let range_pct = changes
            .fold([f64::INFINITY, f64::NEG_INFINITY], |[least, most], pct| [least.min(pct), most.max(pct)]);
        let with_trust_pct = self.over(&with, as_it_is);
        Ok(World { name: name.to_owned(), costs_pct, with_trust_pct, range_pct })
    }

    /// Real income where AI spreads under rules.
    fn adopting(&self, state: &State) -> Result<PerEconomy, Error> {
        let run = self.run;
        let calibration = &run.benchmark.calibration;
        let mut effects = self.effects.clone();
        if !run.scenario.speaks_of_ai() {
            effects.options = ChannelOptions::default();
        }
        effects.regulation =
            Some(Arc::new(self.regulation.step(self.regulation.before.clone(), state.clone())));
        let year = f64::from(effects.year.max(self.regulation.from()));
        let channels = effects.channels(&run.baseline, calibration, run.scenario.parameters()).shock(year);
        let shock = Shock::product(calibration, &[channels, self.entries.clone()]);
        let problem = Problem { theta: &calibration.theta, shock: &shock, start: None };
        let solution = Solver::new(&run.benchmark).solve(&problem, &run.settings);
        let found = solution
            .equilibrium
            .ok_or_else(|| super::outcome::unsolved_world(run, solution.status, &solution.info))?;
        Ok(real_income(run, &found))
    }
}

/// Economies of the baseline that decide alone, and unions whose law is that of several.
fn clubs(run: &Run, regulation: &Regulation) -> Vec<Club> {
    let registry = regulation.known.whole.registry;
    let mut clubs: Vec<Club> = Vec::new();
    for (at, economy) in run.baseline.economies.iter().enumerate() {
        if regulation.known.places[at].is_none() {
            continue;
        }
        let union = registry.jurisdictions.iter().find(|one| {
            let has = |member: &comity_policy::jurisdictions::Member| {
                member.code == economy.code && member.on(regulation.date)
            };
            one.kind == Kind::Union && one.members.iter().any(has)
        });
        let code = union.map_or(&economy.code, |union| &union.code);
        match clubs.iter_mut().find(|club| club.code == *code) {
            Some(club) => club.members.push(EconomyId(at)),
            None => clubs.push(Club { code: code.clone(), members: vec![EconomyId(at)] }),
        }
    }
    clubs
}
