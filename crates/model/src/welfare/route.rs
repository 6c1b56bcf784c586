//! From the benchmark to the counterfactual, in stretches that are short enough for whatever is added up along them.

use super::rule::Rule;
use crate::arrays::{Grid, PerEconomy};
use crate::benchmark::Benchmark;
use crate::equilibrium::Equilibrium;
use crate::index::EconomyId;
use crate::shock::Shock;
use crate::solve::{Info, Problem, Settings, Solver, Status};
use std::ops::AddAssign;
use std::rc::Rc;

/// Orders tried on a stretch, each with all points of the one before.
const ORDERS: [usize; 4] = [2, 4, 8, 16];
/// No tolerance can be below this many times the error left in the equations.
const NOISE: f64 = 20.0;
/// Stretches shorter than this are not divided further.
const LEAST_WIDTH: f64 = 1.0 / 1024.0;

/// An equilibrium on the way to the counterfactual that was not found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OffPath {
    /// The share of the shock at which it was sought.
    pub share: f64,
    /// Why.
    pub status: Status,
    /// What was tried.
    pub info: Info,
}

/// An equilibrium on the path.
pub struct Node {
    /// How much of the shock there is.
    pub share: f64,
    pub equilibrium: Equilibrium,
    pub ln_real_income: PerEconomy,
    residual: f64,
}

/// What is added up along the path: parts of the change of ln real income.
pub trait Parts {
    /// What the parts of one stretch may miss the change of ln real income by.
    const TOLERANCE: f64;

    type Sum: for<'a> AddAssign<&'a Self::Sum>;

    /// The parts of a stretch of the path, whose equilibria lie at the points of a rule.
    fn integrate(&mut self, rule: &Rule, width: f64, nodes: &[Rc<Node>]) -> Result<Self::Sum, OffPath>;

    /// Sum of an economy's parts.
    fn total(sum: &Self::Sum, economy: EconomyId) -> f64;

    /// The largest difference in any part of an economy.
    fn distance(a: &Self::Sum, b: &Self::Sum, economy: EconomyId) -> f64;
}

/// The way to a shock.
pub struct Route<'a> {
    benchmark: &'a Benchmark,
    shock: &'a Shock,
    settings: Settings,
    solver: Solver<'a>,
    rules: [Rule; ORDERS.len()],
    /// Equilibria solved for.
    pub solved: usize,
}

/// Parts added up over the whole path.
pub struct Travelled<S> {
    pub sum: S,
    /// Change of ln real income over it.
    pub total: PerEconomy,
    /// The most that any economy's parts miss its total by.
    pub gap: f64,
}

impl<'a> Route<'a> {
    pub fn new(benchmark: &'a Benchmark, shock: &'a Shock, settings: &Settings) -> Self {
        let solver = Solver::new(benchmark);
        Self { benchmark, shock, settings: *settings, solver, rules: ORDERS.map(Rule::new), solved: 0 }
    }

    /// Adds up parts from nothing of the shock to all of it, beginning with `zero`.
    ///
    /// Equilibria are solved to a hundredth of the tolerance asked for.
    ///
    /// # Errors
    /// [`OffPath`] if one of them does not exist or is not found, which can happen though the last one is.
    pub fn travel<P: Parts>(&mut self, parts: &mut P, zero: P::Sum) -> Result<Travelled<P::Sum>, OffPath> {
        let start = Rc::new(self.start());
        let end = Rc::new(self.solve(1.0, &start)?);
        let mut sum = zero;
        self.follow(&start, &end, parts, &mut sum)?;
        let gap = gap::<P>(&sum, &start, &end);
        Ok(Travelled { sum, total: end.ln_real_income.clone(), gap })
    }

    /// The benchmark as an equilibrium with hats against itself.
    fn start(&self) -> Node {
        let size = self.benchmark.calibration.size;
        let ones = || Grid::filled(size, 1.0);
        let equilibrium = Equilibrium {
            wage: PerEconomy::filled(size, 1.0),
            price: ones(),
            unit_cost: ones(),
            factors: self.benchmark.factors_at_rest(),
            scale: self.benchmark.equilibrium.scale.as_ref().map(|_| ones()),
            ..self.benchmark.equilibrium.clone()
        };
        self.node(0.0, equilibrium, self.benchmark.info.residual)
    }

    fn node(&self, share: f64, equilibrium: Equilibrium, residual: f64) -> Node {
        let ln_real_income = self.benchmark.ln_real_income(&equilibrium);
        Node { share, equilibrium, ln_real_income, residual }
    }

    /// The equilibrium at a share of the shock, from a neighbouring one.
    fn solve(&mut self, share: f64, from: &Node) -> Result<Node, OffPath> {
        let part = (share < 1.0).then(|| self.shock.part(&self.benchmark.calibration, share));
        let shock = part.as_ref().unwrap_or(self.shock);
        let start = Some(&from.equilibrium);
        let problem = Problem { theta: &self.benchmark.calibration.theta, shock, start };
        let tight = Settings { tolerance: (self.settings.tolerance * 1e-2).max(1e-13), ..self.settings };
        let mut solution = self.solver.solve(&problem, &tight);
        if solution.equilibrium.is_none() {
            // Large changes may leave no digits for more than what was asked for.
            solution = self.solver.solve(&problem, &self.settings);
        }
        self.solved += 1;
        let (status, info) = (solution.status, solution.info);
        let equilibrium = solution.equilibrium.ok_or(OffPath { share, status, info })?;
        Ok(self.node(share, equilibrium, info.residual))
    }

    /// Adds what lies between two nodes to the sum: with more and more points between them, and where that promises little,
    /// in two halves.
    fn follow<P: Parts>(
        &mut self,
        low: &Rc<Node>,
        high: &Rc<Node>,
        parts: &mut P,
        sum: &mut P::Sum,
    ) -> Result<(), OffPath> {
        let width = high.share - low.share;
        let mut nodes = vec![Rc::clone(low), Rc::clone(high)];
        let mut coarse: Option<P::Sum> = None;
        for at in 0..ORDERS.len() {
            nodes = self.refine(&nodes, at)?;
            let fine = parts.integrate(&self.rules[at], width, &nodes)?;
            if let Some(coarse) = &coarse {
                let noise = nodes.iter().map(|node| node.residual).fold(0.0, f64::max);
                let tolerance = P::TOLERANCE.max(NOISE * noise);
                // The error squares when the order doubles, and the change is the error that the coarse rule had.
                let economies = self.benchmark.calibration.size.economies();
                let change = economies.map(|economy| P::distance(&fine, coarse, economy)).fold(0.0, f64::max);
                let last = width <= LEAST_WIDTH && at + 1 == ORDERS.len();
                if last || (gap::<P>(&fine, low, high) <= tolerance && change.powi(2) <= tolerance) {
                    *sum += &fine;
                    return Ok(());
                }
                let doublings = ORDERS.len() - at;
                if width > LEAST_WIDTH && change.powi(1 << doublings) > tolerance {
                    break;
                }
            }
            coarse = Some(fine);
        }
        let middle = Rc::clone(&nodes[nodes.len() / 2]);
        drop(nodes);
        self.follow(low, &middle, parts, sum)?;
        self.follow(&middle, high, parts, sum)
    }

    /// The nodes of a rule, given every second of them.
    fn refine(&mut self, nodes: &[Rc<Node>], rule: usize) -> Result<Vec<Rc<Node>>, OffPath> {
        let (low, high) = (nodes[0].share, nodes[nodes.len() - 1].share);
        let mut refined = vec![Rc::clone(&nodes[0])];
        for (pair, next) in nodes.windows(2).enumerate().map(|(at, pair)| (pair, 2 * at + 1)) {
            let share = low + (high - low) * self.rules[rule].point(next);
            refined.push(Rc::new(self.solve(share, &pair[0])?));
            refined.push(Rc::clone(&pair[1]));
        }
        Ok(refined)
    }
}

/// The most that any economy's parts miss the change of ln real income between two nodes by.
fn gap<P: Parts>(sum: &P::Sum, low: &Node, high: &Node) -> f64 {
    let miss = |economy| {
        let change = high.ln_real_income[economy] - low.ln_real_income[economy];
        let miss = (P::total(sum, economy) - change).abs();
        if miss.is_nan() { f64::INFINITY } else { miss }
    };
    low.ln_real_income.size().economies().map(miss).fold(0.0, f64::max)
}
