//! [`Assumptions`] laid out for the solver: what no shock changes about a version of the model.
//!
//! The state gains, after (ln w, ln P, ln X), one block for every price that the plain model does not have. The wage of the plain
//! model stays as the level of an economy's factor prices, which the preconditioner knows how to move; a factor's own price is kept
//! relative to it:
//!
//! - a mobile factor: a row, ln of its price over the level; the first whose supply does not jump is the level itself (the anchor),
//! - a specific factor: a grid, likewise,
//! - a factor that accumulates: nothing, its price is that of final demand,
//! - economies of scale: a grid, ln of the size of each sector.

use super::structure::{Structure, pad};
use crate::arrays::{Grid, PerEconomy};
use crate::assumptions::{Assumptions, Elasticities, Mobility, Supply};
use crate::equilibrium::{Equilibrium, FactorMarket};
use crate::index::Size;
use std::ops::Range;

/// A version of the model as flat arrays, which run as in [`Structure`].
#[derive(Debug, Clone, PartialEq)]
pub struct Technology {
    pub elasticities: Elasticities,
    pub factors: Vec<FactorRows>,
    /// `psi` of each sector, and where the sizes of sectors begin in the state.
    pub scale: Option<(Vec<f64>, Range<usize>)>,
    /// Value of output in the benchmark.
    pub output: Vec<f64>,
    /// Length of the state.
    pub state_len: usize,
}

/// One factor.
#[derive(Debug, Clone, PartialEq)]
pub struct FactorRows {
    /// Share in value added, by sector and economy.
    pub share: Vec<f64>,
    pub specific: bool,
    pub supply: Supply,
    pub wage: bool,
    /// What it earns in the benchmark: a row, or a grid if it is specific.
    pub income: Vec<f64>,
    /// Where its price over the level is in the state; nowhere if that is fixed.
    pub block: Option<Range<usize>>,
}

impl Technology {
    pub fn new(structure: &Structure, assumptions: &Assumptions, output: &Grid) -> Self {
        let output = pad(output, structure.width);
        let mut state_len = structure.state_len();
        let mut block = |len: usize| {
            let start = state_len;
            state_len += len;
            start..state_len
        };
        let mut anchored = false;
        let mut factors = Vec::new();
        for factor in &assumptions.factors {
            let share = pad(&factor.share, structure.width);
            let specific = factor.mobility == Mobility::Specific;
            let mut income = vec![0.0; if specific { structure.grid_len() } else { structure.width }];
            let paid = share.iter().zip(&structure.value_added_share).zip(&output);
            for (at, ((share, beta), output)) in paid.enumerate() {
                let len = income.len();
                income[at % len] += share * beta * output;
            }
            let steady = matches!(factor.supply, Supply::Fixed | Supply::Elastic(_));
            let block = match factor.supply {
                Supply::Accumulated => None,
                _ if !specific && steady && !anchored => {
                    anchored = true;
                    None
                }
                _ => Some(block(income.len())),
            };
            factors.push(FactorRows {
                share,
                specific,
                supply: factor.supply,
                wage: factor.wage,
                income,
                block,
            });
        }
        let psi = assumptions.scale.values();
        let scale = psi.iter().any(|&psi| psi != 0.0).then(|| (psi.to_vec(), block(structure.grid_len())));
        Self { elasticities: assumptions.elasticities, factors, scale, output, state_len }
    }

    /// The factor whose price is the level of its economy's.
    pub fn anchor(&self) -> Option<usize> {
        self.factors.iter().position(FactorRows::is_anchor)
    }

    /// The largest elasticity of supply of any factor.
    pub fn supply_elasticity(&self) -> f64 {
        let elasticity = |factor: &FactorRows| match factor.supply {
            Supply::Elastic(elasticity) => elasticity,
            _ => 0.0,
        };
        self.factors.iter().map(elasticity).fold(0.0, f64::max)
    }

    /// The markets of its factors in the benchmark, where nothing has changed.
    pub fn markets_at_rest(&self, structure: &Structure) -> Vec<FactorMarket> {
        let size = structure.size;
        let market = |factor: &FactorRows| {
            let rows = if factor.specific { size } else { Size { sectors: 1, ..size } };
            let paid = factor.share.iter().zip(&structure.value_added_share).zip(&self.output);
            let paid: Vec<f64> = paid.map(|((share, beta), output)| share * beta * output).collect();
            FactorMarket {
                price: Grid::filled(rows, 1.0),
                quantity: Grid::filled(rows, 1.0),
                income: structure.unpad_rows(rows, &factor.income, |x| x),
                payments: structure.unpad(&paid, |x| x),
            }
        };
        self.factors.iter().map(market).collect()
    }

    /// The mean hat of the prices of factors that earn a wage, or of all if none does, at benchmark weights.
    pub fn wage(&self, size: Size, markets: &[FactorMarket]) -> PerEconomy {
        let none = self.factors.iter().all(|factor| !factor.wage);
        let (mut sum, mut weight) = (PerEconomy::zeros(size), PerEconomy::zeros(size));
        for (factor, market) in self.factors.iter().zip(markets) {
            if none || factor.wage {
                let before = &factor.income;
                let width = before.len() / market.price.size().sectors;
                let rows = market.price.values().chunks_exact(size.economies);
                for (row, before) in rows.zip(before.chunks_exact(width)) {
                    for economy in size.economies() {
                        sum[economy] += before[economy.0] * row[economy.0];
                        weight[economy] += before[economy.0];
                    }
                }
            }
        }
        for economy in size.economies() {
            sum[economy] = if weight[economy] > 0.0 { sum[economy] / weight[economy] } else { 1.0 };
        }
        sum
    }

    /// Writes the blocks of the state at which an equilibrium lies; ln w is there already.
    pub fn blocks_of(&self, structure: &Structure, equilibrium: &Equilibrium, state: &mut [f64]) {
        let economies = structure.size.economies;
        let mut level = vec![0.0; economies];
        let wages = equilibrium.wage.values();
        let prices = self.anchor().map_or(wages, |anchor| equilibrium.factors[anchor].price.values());
        level.iter_mut().zip(prices).for_each(|(level, price)| *level = price.ln());
        state[..economies].copy_from_slice(&level);
        for (factor, market) in self.factors.iter().zip(&equilibrium.factors) {
            let Some(block) = factor.block.clone() else { continue };
            let rows = market.price.values().chunks_exact(economies);
            for (block, row) in state[block].chunks_exact_mut(structure.width).zip(rows) {
                for ((at, price), level) in block.iter_mut().zip(row).zip(&level) {
                    *at = price.ln() - level;
                }
            }
        }
        if let (Some((psi, block)), Some(scale)) = (&self.scale, &equilibrium.scale) {
            let rows = scale.values().chunks_exact(economies).zip(psi);
            for (block, (row, psi)) in state[block.clone()].chunks_exact_mut(structure.width).zip(rows) {
                for (at, scale) in block.iter_mut().zip(row).filter(|_| *psi > 0.0) {
                    *at = scale.ln() / psi;
                }
            }
        }
    }
}

impl FactorRows {
    fn is_anchor(&self) -> bool {
        self.block.is_none() && self.supply != Supply::Accumulated
    }
}
