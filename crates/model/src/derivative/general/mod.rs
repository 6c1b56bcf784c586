//! What the linearised equations gain where the model is not the plain one.
//!
//! With `rho = 1 - sigma` for each elasticity of substitution, shares `alpha'`, `gamma'` and `s'` as they are at the equilibrium, and
//! the unknowns of [`Technology`] after (ln w, ln P, ln X), ln w being the level of an economy's factor prices:
//!
//! - price of final demand: `dln P_n = sum_j alpha'_nj dln P_nj`
//! - prices of factors: `dln w_f`, the level's and its own; that of final demand where it accumulates or is held by its floor
//! - value added: `dln v_ij = sum_f s'_fij (dln w_fi - dln b_fij)`
//! - inputs: `(1 - beta_ij) dln m_ij = sum_k gamma'_ikj dln P_ik`
//! - unit cost: `dln c_ij = beta_ij dln v_ij + (1 - beta_ij) dln m_ij - psi_j dln Z_ij`, less what productivity gains
//! - payments: `s'_fij beta_ij (dY_ij + Y_ij rho (dln w_fi - dln b_fij - dln v_ij))`
//! - purchases: `gamma'_ikj (dY_ij + Y_ij rho (dln P_ik - dln m_ij))`, and `alpha'_nj (dI_n + I_n rho (dln P_nj - dln P_n))`
//! - what factors earn: as their supply says; what they are paid where supply is as much as is asked for
//! - sizes: `dln Z_ij = dln Y_ij - beta_ij dln v_ij - (1 - beta_ij) dln m_ij`
//!
//! Of an economy's factor markets, one equation says that those together balance whose supply is limited, the others that each does
//! as all do. Where no factor is the level itself, own prices are taken around a mean of zero.
//!
//! `shares` has those that prices have made, `changes` goes from unknowns and parameters to changes, `worth` back.

mod changes;
mod shares;
mod worth;

pub use changes::Changes;
use shares::{factor_shares, reweigh_inputs};
pub use worth::{Pulled, Weights};

use super::point::pad_row;
use super::shares::Shares;
use crate::arrays::{Grid, PerEconomy};
use crate::assumptions::Supply;
use crate::benchmark::Benchmark;
use crate::equilibrium::Equilibrium;
use crate::index::Size;
use crate::preconditioner::inverses;
use crate::shock::Shock;
use crate::solve::{FactorRows, Structure, Technology, pad};
use std::ops::Range;

/// How close to its floor a price counts as held by it.
const HELD: f64 = 1e-9;
/// Where factors replace each other less easily than this, their markets count as if they did.
const LEAST_ELASTICITY: f64 = 0.25;

/// Coefficients at an equilibrium. Arrays run as in [`Structure`].
pub struct General<'a> {
    structure: &'a Structure,
    width: usize,
    /// One less the elasticities of substitution between factors, and between inputs.
    rho_value_added: f64,
    rho_inputs: f64,
    factors: Vec<Factor>,
    final_share: Vec<f64>,
    value_added_share: Vec<f64>,
    /// One over the share of inputs in cost.
    per_inputs: Vec<f64>,
    output: Vec<f64>,
    /// What the economy buys more of a composite, in value, where it grows dearer and nothing else does: `rho` times what it buys.
    by_own_price: Vec<f64>,
    /// What of that is lost where final demand grows dearer.
    by_final_price: Vec<f64>,
    /// One over what factors in limited supply earn.
    per_limited: Vec<f64>,
    world: f64,
    scale: Option<Scale>,
}

/// One factor: entries run over economies, and over sectors too if it is specific.
struct Factor {
    /// Share in value added.
    share: Vec<f64>,
    /// What each sector pays.
    payments: Vec<f64>,
    /// What it earns.
    earned: Vec<f64>,
    /// One over that where its supply is limited, else 0.
    per_limited: Vec<f64>,
    /// 1 where its price follows that of final demand and its supply the demand for it, else 0.
    abundant: Vec<f64>,
    /// Elasticity of supply.
    elasticity: f64,
    /// Where its own price is among the unknowns.
    block: Option<Range<usize>>,
    /// Weights in the mean of its economy's own prices, which has to be zero; 0 where another factor is the level.
    centre: Vec<f64>,
    /// About how strongly its market answers to its own price.
    answer: Vec<f64>,
    /// Weights of its prices in their own mean, and in the mean wage.
    mean: Vec<f64>,
    wage: Vec<f64>,
}

/// Economies of scale.
struct Scale {
    /// `psi` of each sector.
    psi: Vec<f64>,
    /// Where the sizes of sectors are among the unknowns.
    block: Range<usize>,
    /// One over output, 0 where nothing is made.
    per_output: Vec<f64>,
    /// 1 where something is made.
    made: Vec<f64>,
}

impl<'a> General<'a> {
    /// `None` for the plain model. Shares become those of the equilibrium.
    pub fn new(
        benchmark: &'a Benchmark,
        shock: &Shock,
        theta: &[f64],
        equilibrium: &Equilibrium,
        shares: &mut Shares<'_>,
    ) -> Option<Self> {
        let technology = benchmark.technology.as_ref()?;
        let structure = &benchmark.structure;
        let width = structure.width;
        let [rho_final, rho_value_added, rho_inputs] = [
            technology.elasticities.final_demand,
            technology.elasticities.value_added,
            technology.elasticities.inputs,
        ]
        .map(|sigma| 1.0 - sigma);
        let price = padded(&equilibrium.price, width);
        let final_price = pad_row(benchmark.final_price(&equilibrium.price).values(), width);
        let output = pad(&equilibrium.output, width);
        let mut by_final_price = vec![0.0; price.len()];
        if rho_final != 0.0 {
            for (at, share) in shares.final_demand.to_mut().iter_mut().enumerate().filter(|(_, s)| **s > 0.0)
            {
                *share *= (price[at] / final_price[at % width]).powf(rho_final);
                by_final_price[at] = rho_final * equilibrium.income.values()[at % width] * *share;
            }
        }
        let mut by_own_price = by_final_price.clone();
        let value_added_share = shares.value_added.to_vec();
        let per_inputs: Vec<f64> =
            value_added_share.iter().map(|&beta| if beta < 1.0 { 1.0 / (1.0 - beta) } else { 0.0 }).collect();
        if rho_inputs != 0.0 {
            reweigh_inputs(shares.input.to_mut(), rho_inputs, &price, &per_inputs);
            for (shares, made) in shares.input.chunks_exact(price.len()).zip(output.chunks_exact(width)) {
                for (at, bought) in by_own_price.iter_mut().enumerate() {
                    *bought += rho_inputs * shares[at] * made[at % width];
                }
            }
        }
        let mut general = Self {
            structure,
            width,
            rho_value_added,
            rho_inputs,
            factors: Vec::new(),
            final_share: shares.final_demand.to_vec(),
            value_added_share,
            per_inputs,
            by_own_price,
            by_final_price,
            per_limited: vec![0.0; width],
            world: equilibrium.factor_income.sum(),
            scale: technology.scale.as_ref().map(|(psi, block)| Scale {
                psi: psi.clone(),
                block: block.clone(),
                per_output: inverses(&output),
                made: output.iter().map(|&output| f64::from(u8::from(output > 0.0))).collect(),
            }),
            output,
        };
        let shares = factor_shares(technology, shock, equilibrium, width, rho_value_added);
        for (number, share) in shares.into_iter().enumerate() {
            let factor = general.factor(technology, equilibrium, number, share, &final_price, theta);
            general.factors.push(factor);
        }
        general.limit_and_centre(technology);
        general.weigh_wages(technology, equilibrium);
        Some(general)
    }

    fn factor(
        &self,
        technology: &Technology,
        equilibrium: &Equilibrium,
        number: usize,
        share: Vec<f64>,
        final_price: &[f64],
        theta: &[f64],
    ) -> Factor {
        let (rows, market) = (&technology.factors[number], &equilibrium.factors[number]);
        let beta = &self.value_added_share;
        let payments = share.iter().zip(beta).zip(&self.output).map(|((share, beta), y)| share * beta * y);
        let price = padded(&market.price, self.width);
        let abundant = price.iter().enumerate().map(|(at, price)| {
            f64::from(u8::from(match rows.supply {
                Supply::Accumulated => true,
                Supply::Floor(least) => {
                    rows.income[at] > 0.0 && *price <= least * final_price[at % self.width] * (1.0 + HELD)
                }
                Supply::Fixed | Supply::Elastic(_) => false,
            }))
        });
        let abundant: Vec<f64> = abundant.collect();
        let earned = pad(&market.income, self.width);
        let limited = |at: usize| rows.income[at] > 0.0 && abundant[at] == 0.0;
        let per_limited = (0..earned.len())
            .map(|at| if limited(at) && earned[at] > 0.0 { 1.0 / earned[at] } else { 0.0 })
            .collect();
        let elasticity = if let Supply::Elastic(elasticity) = rows.supply { elasticity } else { 0.0 };
        let substitution = (1.0 - self.rho_value_added).max(LEAST_ELASTICITY) + elasticity;
        let sales =
            |at: usize| if rows.specific { beta[at] * share[at] * theta[at / self.width] } else { 0.0 };
        let answer = (0..earned.len()).map(|at| substitution + sales(at)).collect();
        Factor {
            payments: payments.collect(),
            mean: vec![0.0; earned.len()],
            wage: vec![0.0; earned.len()],
            centre: vec![0.0; earned.len()],
            block: rows.block.clone(),
            share,
            earned,
            per_limited,
            abundant,
            elasticity,
            answer,
        }
    }

    /// What factors in limited supply earn together, and where own prices need a mean.
    fn limit_and_centre(&mut self, technology: &Technology) {
        let width = self.width;
        let mut limited = vec![0.0; width];
        for factor in &self.factors {
            for (at, (earned, per)) in factor.earned.iter().zip(&factor.per_limited).enumerate() {
                limited[at % width] += if *per > 0.0 { *earned } else { 0.0 };
            }
        }
        self.per_limited = inverses(&limited);
        let anchor = technology.anchor();
        let anchored: Vec<bool> = (0..width)
            .map(|economy| anchor.is_some_and(|anchor| self.factors[anchor].per_limited[economy] > 0.0))
            .collect();
        for factor in self.factors.iter_mut().filter(|factor| factor.block.is_some()) {
            for at in 0..factor.earned.len() {
                let economy = at % width;
                if factor.per_limited[at] > 0.0 && !anchored[economy] {
                    factor.centre[at] = factor.earned[at] * self.per_limited[economy];
                }
            }
        }
    }

    /// Weights in means of prices: benchmark weights times hats.
    fn weigh_wages(&mut self, technology: &Technology, equilibrium: &Equilibrium) {
        let none = technology.factors.iter().all(|factor| !factor.wage);
        let width = self.width;
        let weigh = |rows: &FactorRows, number: usize| -> Vec<f64> {
            let price = padded(&equilibrium.factors[number].price, width);
            rows.income.iter().zip(&price).map(|(income, price)| income * price).collect()
        };
        let mut sum = vec![0.0; width];
        for (number, (rows, factor)) in technology.factors.iter().zip(&mut self.factors).enumerate() {
            factor.mean = weigh(rows, number);
            if none || rows.wage {
                factor.wage.copy_from_slice(&factor.mean);
                factor.wage.iter().enumerate().for_each(|(at, weight)| sum[at % width] += weight);
            }
            let mut own = vec![0.0; width];
            factor.mean.iter().enumerate().for_each(|(at, weight)| own[at % width] += weight);
            let own = inverses(&own);
            factor.mean.iter_mut().enumerate().for_each(|(at, weight)| *weight *= own[at % width]);
        }
        let sum = inverses(&sum);
        for factor in &mut self.factors {
            factor.wage.iter_mut().enumerate().for_each(|(at, weight)| *weight *= sum[at % width]);
        }
    }

    /// Length of the unknowns.
    pub fn state_len(&self) -> usize {
        let blocks = self.factors.iter().filter_map(|factor| factor.block.as_ref());
        let blocks = blocks.chain(self.scale.as_ref().map(|scale| &scale.block));
        blocks.map(|block| block.end).fold(self.structure.state_len(), usize::max)
    }

    /// Rows of a factor's prices: sectors, or one.
    fn rows(&self, number: usize) -> Size {
        let sectors = self.factors[number].earned.len() / self.width;
        Size { sectors, ..self.structure.size }
    }

    /// About the inverse, in the unknowns that the plain model does not have; its own transpose.
    pub fn precondition(&self, x: &[f64], out: &mut [f64]) {
        let plain = self.structure.state_len();
        out[plain..].copy_from_slice(&x[plain..]);
        for factor in &self.factors {
            let Some(block) = factor.block.clone() else { continue };
            for ((out, per), answer) in out[block].iter_mut().zip(&factor.per_limited).zip(&factor.answer) {
                if *per > 0.0 {
                    *out /= answer;
                }
            }
        }
    }

    fn rows_of(&self, values: &[f64], size: Size) -> Grid {
        self.structure.unpad_rows(size, values, |x| x)
    }

    fn row_of(&self, values: &[f64]) -> PerEconomy {
        self.structure.unpad_row(values, |x| x)
    }
}

/// A grid of any number of sectors with rows of whole vectors, ones in the padding.
fn padded(values: &Grid, width: usize) -> Vec<f64> {
    let mut rows = pad(values, width);
    let economies = values.size().economies;
    rows.chunks_exact_mut(width).for_each(|row| row[economies..].fill(1.0));
    rows
}
