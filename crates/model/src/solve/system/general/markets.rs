//! Markets of factors where there are several, or their supply moves.

use super::{General, Market};
use crate::assumptions::Supply;
use crate::kernels;
use crate::solve::system::{Sweep, System};
use crate::solve::technology::{FactorRows, Technology};

/// Where factors replace each other less easily than this, their prices follow gaps as if they did.
const LEAST_ELASTICITY: f64 = 0.25;

impl System<'_> {
    /// What factors are paid and what they earn; factor income by economy.
    pub(in crate::solve::system) fn general_earnings(&self, technology: &Technology, scratch: &mut Sweep) {
        let Some(general) = &mut scratch.general else { return };
        scratch.earned.fill(0.0);
        for (number, factor) in technology.factors.iter().enumerate() {
            self.payments(technology, number, &scratch.output, general);
            self.earnings_of(number, factor, general);
            for earned in general.factors[number].earned.chunks_exact(self.structure.width) {
                kernels::add_scaled(&mut scratch.earned, 1.0, earned);
            }
        }
    }

    fn payments(&self, technology: &Technology, number: usize, output: &[f64], general: &mut General) {
        let General { value_added, factors, work, .. } = general;
        let market = &mut factors[number];
        market.payments.copy_from_slice(&technology.factors[number].share);
        let rho = 1.0 - technology.elasticities.value_added;
        if rho != 0.0 {
            self.effective_price(number, &market.price, work);
            work.iter_mut().zip(value_added).for_each(|(x, value_added)| *x = rho * (*x - *value_added));
            kernels::exp_in_place(work);
            kernels::multiply(&mut market.payments, work);
        }
        kernels::multiply(&mut market.payments, self.value_added_share());
        kernels::multiply(&mut market.payments, output);
        market.paid.fill(0.0);
        let len = market.paid.len();
        for payments in market.payments.chunks_exact(len) {
            kernels::add_scaled(&mut market.paid, 1.0, payments);
        }
    }

    fn earnings_of(&self, number: usize, factor: &FactorRows, general: &mut General) {
        let General { final_price, factors, .. } = general;
        let Market { price, paid, full, earned, .. } = &mut factors[number];
        full.copy_from_slice(price);
        let width = self.structure.width;
        if let Supply::Elastic(elasticity) = factor.supply {
            for row in full.chunks_exact_mut(width) {
                row.iter_mut()
                    .zip(&*final_price)
                    .for_each(|(x, final_price)| *x += elasticity * (*x - final_price));
            }
        }
        kernels::exp_in_place(full);
        kernels::multiply(full, &factor.income);
        if let Some(supply) = self.factor_supply.get(number) {
            full.chunks_exact_mut(width).for_each(|row| kernels::multiply(row, supply));
        }
        match factor.supply {
            Supply::Accumulated => earned.copy_from_slice(paid),
            Supply::Fixed | Supply::Elastic(_) => earned.copy_from_slice(full),
            Supply::Floor(least) => {
                for entry in 0..earned.len() {
                    let held = at_floor(price[entry], least, final_price[entry % width]);
                    earned[entry] = if held { full[entry].min(paid[entry]) } else { full[entry] };
                }
            }
        }
    }

    /// Gaps between ln demand and ln supply of each economy's factors as a whole, those left out that are never short.
    pub(in crate::solve::system) fn general_gaps(&self, technology: &Technology, scratch: &mut Sweep) {
        let width = self.structure.width;
        let Sweep { general: Some(general), gap, .. } = scratch else { return };
        let (mut paid, mut earned) = (vec![0.0; width], vec![0.0; width]);
        for (factor, market) in technology.factors.iter().zip(&general.factors) {
            if factor.supply != Supply::Accumulated {
                market.paid.chunks_exact(width).for_each(|row| kernels::add_scaled(&mut paid, 1.0, row));
                market.earned.chunks_exact(width).for_each(|row| kernels::add_scaled(&mut earned, 1.0, row));
            }
        }
        gap.fill(0.0);
        for at in 0..self.structure.size.economies {
            gap[at] = (paid[at] / earned[at]).ln();
        }
        general.anchor_gap.copy_from_slice(gap);
        if let Some(anchor) = technology.anchor() {
            let (market, income) = (&general.factors[anchor], &technology.factors[anchor].income);
            let balance = market.paid.iter().zip(&market.earned).zip(income);
            for (gap, ((paid, earned), income)) in general.anchor_gap.iter_mut().zip(balance) {
                // An economy may not employ it.
                if *income > 0.0 {
                    *gap = (paid / earned).ln();
                }
            }
        }
    }

    /// The next of every block that only this state has, and how far it is from what it was.
    pub(in crate::solve::system) fn general_blocks(
        &self,
        technology: &Technology,
        state: &[f64],
        next: &mut [f64],
        scratch: &mut Sweep,
    ) {
        let Sweep { general: Some(general), output, .. } = scratch else { return };
        let width = self.structure.width;
        let mut furthest = 0.0f64;
        let mut move_to = |at: usize, to: f64, step: f64| {
            let residual = (to - state[at]).abs() / step;
            furthest = if residual.is_finite() { furthest.max(residual) } else { f64::INFINITY };
            next[at] = to;
        };
        for (factor, market) in technology.factors.iter().zip(&general.factors) {
            let Some(block) = factor.block.clone() else { continue };
            for (entry, at) in block.enumerate() {
                if factor.income[entry] <= 0.0 {
                    move_to(at, 0.0, 1.0);
                    continue;
                }
                let (economy, price) = (entry % width, market.price[entry]);
                let step = self.price_step(technology, factor, entry);
                let short = (market.paid[entry] / market.full[entry]).ln();
                let to = match factor.supply {
                    // How low the price would be without its floor.
                    Supply::Floor(least) if at_floor(price, least, general.final_price[economy]) => {
                        price - state[economy] + step * short
                    }
                    _ => state[at] + step * (short - general.anchor_gap[economy]),
                };
                move_to(at, to, step);
            }
        }
        if let Some((_, block)) = &technology.scale {
            for (entry, at) in block.clone().enumerate() {
                let before = technology.output[entry];
                let grown = before > 0.0;
                move_to(
                    at,
                    if grown { (output[entry] / before).ln() - general.bundle[entry] } else { 0.0 },
                    1.0,
                );
            }
        }
        general.residual = furthest;
    }

    /// How far a factor's price follows the gap in its market: one over a rough elasticity of demand less supply. The acceleration
    /// finds the rest.
    fn price_step(&self, technology: &Technology, factor: &FactorRows, entry: usize) -> f64 {
        let supply = if let Supply::Elastic(elasticity) = factor.supply { elasticity } else { 0.0 };
        let sales = match factor.specific {
            true => {
                let share = self.value_added_share()[entry] * factor.share[entry];
                share * self.theta[entry / self.structure.width]
            }
            false => 0.0,
        };
        1.0 / (technology.elasticities.value_added.max(LEAST_ELASTICITY) + supply + sales)
    }
}

/// Whether a price is no higher than its floor.
fn at_floor(price: f64, least: f64, final_price: f64) -> bool {
    price <= least.ln() + final_price
}
