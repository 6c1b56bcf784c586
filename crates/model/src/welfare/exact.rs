//! The exact decomposition: the path from the benchmark to the counterfactual, in stretches that are short enough.

use super::parts::{Ledger, Parts};
use super::rule::Rule;
use super::stretch::Stretch;
use crate::arrays::{Grid, PerEconomy};
use crate::benchmark::Benchmark;
use crate::equilibrium::Equilibrium;
use crate::index::{EconomyId, SectorId, Size};
use crate::shock::Shock;
use crate::solve::{Info, Problem, Settings, Solver, Status};
use std::rc::Rc;

/// Orders tried on a stretch, each with all points of the one before.
const ORDERS: [usize; 4] = [2, 4, 8, 16];
/// What the parts of one stretch may miss the change of ln real income by.
const TOLERANCE: f64 = 2e-11;
/// No tolerance can be below this many times the error left in the equations.
const NOISE: f64 = 20.0;
/// Stretches shorter than this are not divided further.
const LEAST_WIDTH: f64 = 1.0 / 1024.0;

/// The exact change of real income in its parts, all in 100 ln.
///
/// The shock is taken in small steps, evenly in logs (as [`Shock::part`] does), and the parts of every step are added up; so
/// they add up to the whole change, however large it is. Where several things change at once, the sum belongs to this path.
#[derive(Debug, Clone, PartialEq)]
pub struct Decomposition {
    ledger: Ledger,
    total: PerEconomy,
    /// The most that the parts of any economy miss its change of ln real income by (not times 100).
    pub gap: f64,
    /// Equilibria that were solved for on the way.
    pub equilibria: usize,
}

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

impl Decomposition {
    /// Decomposes the change that a shock brings.
    ///
    /// Equilibria on the path are solved to a hundredth of the tolerance asked for.
    ///
    /// # Errors
    /// [`OffPath`] if one of them does not exist or is not found, which can happen though the last one is.
    pub fn of(benchmark: &Benchmark, shock: &Shock, settings: &Settings) -> Result<Self, OffPath> {
        let size = benchmark.calibration.size;
        let mut path = Path {
            benchmark,
            shock,
            settings: *settings,
            solver: Solver::new(benchmark),
            rules: ORDERS.map(Rule::new),
            ledger: Ledger::new(size),
            solved: 0,
        };
        let start = Rc::new(path.start());
        let end = Rc::new(path.solve(1.0, &start)?);
        path.follow(&start, &end)?;
        let mut ledger = path.ledger;
        let gap = gap(&ledger, &start, &end);
        ledger.scale(100.0);
        let total = end.ln_real_income.map(|change| 100.0 * change);
        Ok(Self { ledger, total, gap, equilibria: path.solved })
    }

    /// The parts of an economy; they add up to its [`total`](Self::total) but for [`gap`](Self::gap).
    pub fn economy(&self, economy: EconomyId) -> Parts {
        self.ledger.economy(economy)
    }

    /// What an economy owes to each partner. Technology, transfer, factor supply and domestic trade are with itself.
    pub fn partner(&self, economy: EconomyId, partner: EconomyId) -> Parts {
        self.ledger.partner(economy, partner)
    }

    /// What an economy owes to each sector.
    pub fn sector(&self, economy: EconomyId, sector: SectorId) -> Parts {
        self.ledger.sector(economy, sector)
    }

    /// What belongs to no sector: the transfer, and factors that move between sectors.
    pub fn no_sector(&self, economy: EconomyId) -> Parts {
        self.ledger.no_sector(economy)
    }

    /// 100 times the change of ln real income.
    pub fn total(&self, economy: EconomyId) -> f64 {
        self.total[economy]
    }
}

/// An equilibrium on the path.
struct Node {
    share: f64,
    equilibrium: Equilibrium,
    ln_real_income: PerEconomy,
    residual: f64,
}

impl Node {
    fn new(benchmark: &Benchmark, share: f64, equilibrium: Equilibrium, residual: f64) -> Self {
        let mut ln_real_income = benchmark.final_price(&equilibrium.price).map(|price| -price.ln());
        for economy in ln_real_income.size().economies() {
            let hat = equilibrium.income[economy] / benchmark.equilibrium.income[economy];
            ln_real_income[economy] += hat.ln();
        }
        Self { share, equilibrium, ln_real_income, residual }
    }
}

struct Path<'a> {
    benchmark: &'a Benchmark,
    shock: &'a Shock,
    settings: Settings,
    solver: Solver<'a>,
    rules: [Rule; ORDERS.len()],
    ledger: Ledger,
    solved: usize,
}

impl Path<'_> {
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
        Node::new(self.benchmark, 0.0, equilibrium, self.benchmark.info.residual)
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
        Ok(Node::new(self.benchmark, share, equilibrium, info.residual))
    }

    /// Adds what lies between two nodes to the ledger: with more and more points between them, and where that promises little,
    /// in two halves.
    fn follow(&mut self, low: &Rc<Node>, high: &Rc<Node>) -> Result<(), OffPath> {
        let width = high.share - low.share;
        let mut nodes = vec![Rc::clone(low), Rc::clone(high)];
        let mut coarse: Option<Ledger> = None;
        for at in 0..ORDERS.len() {
            nodes = self.refine(&nodes, at)?;
            let equilibria = nodes.iter().map(|node| &node.equilibrium).collect();
            let shares = nodes.iter().map(|node| node.share).collect();
            let stretch = Stretch { rule: &self.rules[at], width, shares, equilibria };
            let fine = stretch.integrate(self.benchmark, self.shock);
            if let Some(coarse) = &coarse {
                let noise = nodes.iter().map(|node| node.residual).fold(0.0, f64::max);
                let tolerance = TOLERANCE.max(NOISE * noise);
                // The error squares when the order doubles, and the change is the error that the coarse rule had.
                let change = change(&fine, coarse, self.benchmark.calibration.size);
                let last = width <= LEAST_WIDTH && at + 1 == ORDERS.len();
                if last || (gap(&fine, low, high) <= tolerance && change.powi(2) <= tolerance) {
                    self.ledger += &fine;
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
        self.follow(low, &middle)?;
        self.follow(&middle, high)
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
fn gap(ledger: &Ledger, low: &Node, high: &Node) -> f64 {
    let miss = |economy| {
        let change = high.ln_real_income[economy] - low.ln_real_income[economy];
        let miss = (ledger.economy(economy).sum() - change).abs();
        if miss.is_nan() { f64::INFINITY } else { miss }
    };
    low.ln_real_income.size().economies().map(miss).fold(0.0, f64::max)
}

/// The largest difference in any part of any economy.
fn change(fine: &Ledger, coarse: &Ledger, size: Size) -> f64 {
    let distance = |economy| fine.economy(economy).distance(&coarse.economy(economy));
    size.economies().map(distance).fold(0.0, f64::max)
}
