//! The equations of one problem, compiled into flat arrays, and one sweep over them.
//!
//! Caliendo and Parro (2015, equations 10 to 15) in hats. The state is (ln w, ln P, ln X): the wage of every economy and the
//! price and spending of every economy and sector. The part of each flow that does not move during a solve,
//!
//! `pi_nij (d_nij (1 + t'_nij) / (1 + t_nij))^-theta_j`,
//!
//! is computed once. What moves has one entry an origin and sector, `supply_ij = c_ij^-theta_j`, so a sweep is a pass of
//! multiplications over the flows and one over the input shares, and powers are only taken of the small arrays.
//!
//! What no shock changes is in [`Structure`]; arrays run as there.

mod compile;
mod sweep;

pub use sweep::Sweep;

use super::structure::Structure;
use crate::arrays::Flows;
use crate::closure::Closure;
use crate::equilibrium::Equilibrium;
use crate::index::EconomyId;
use crate::shock::Shock;

/// One problem, ready to be iterated on. Compiled anew for the next one, it keeps its memory.
pub struct System<'a> {
    pub structure: &'a Structure,
    closure: Closure,
    theta: Vec<f64>,
    /// By sector: rows of origins a destination. The constant part of each flow over one plus its tariff.
    net: Vec<f64>,
    /// The same times the tariff, for sectors with tariffs.
    duty: Vec<f64>,
    /// Where each sector's duties begin in `duty`; `None` for a sector without tariffs.
    duty_at: Vec<Option<usize>>,
    /// ln of the factor taken out of each row of `net` and `duty`, so that no shock overflows.
    row_scale: Vec<f64>,
    /// Sectors whose rows of `net` are not those of the structure.
    changed: Vec<bool>,
    /// ln of productivity by origin and sector, value-added productivity to the power of `beta` included.
    productivity: Vec<f64>,
    /// How far ln w follows the gap between ln demand and ln supply of the factor: one over one plus the elasticity of demand.
    wage_step: Vec<f64>,
}

impl System<'_> {
    /// Scratch space for [`sweep`](Self::sweep).
    pub fn scratch(&self) -> Sweep {
        let grid = || vec![0.0; self.structure.grid_len()];
        let row = || vec![0.0; self.structure.width];
        Sweep {
            unit_cost: grid(),
            supply: grid(),
            demand: grid(),
            spending: grid(),
            output: grid(),
            income: row(),
            revenue: row(),
            earned: row(),
            deficit: row(),
            gap: row(),
            market: 0.0,
            price: 0.0,
            spent: 0.0,
            furthest: EconomyId(0),
            exhausted: None,
        }
    }

    /// Gaps between ln demand and ln supply of each economy's factor at the last sweep.
    pub fn gaps(&self, sweep: &Sweep) -> Vec<f64> {
        sweep.gap[..self.structure.size.economies].to_vec()
    }

    /// How far ln w follows those gaps.
    pub fn wage_steps(&self, sweep: &Sweep) -> Vec<f64> {
        let gaps = &sweep.gap[..self.structure.size.economies];
        gaps.iter().zip(&self.wage_step).map(|(gap, step)| step * gap).collect()
    }

    /// Each economy's share of world factor income at the last sweep.
    pub fn income_shares(&self, sweep: &Sweep) -> Vec<f64> {
        let earned = &sweep.earned[..self.structure.size.economies];
        earned.iter().map(|earned| earned / self.structure.world_income).collect()
    }

    /// Reads the equilibrium off a state and the sweep that started from it.
    pub fn equilibrium(&self, shock: &Shock, state: &[f64], sweep: &Sweep) -> Equilibrium {
        let Structure { size, width, .. } = *self.structure;
        let (wage, price, _) = self.structure.split(state);
        let mut trade_share = Flows::zeros(size);
        for sector in size.sectors() {
            let supply = &sweep.supply[sector.0 * width..(sector.0 + 1) * width];
            for destination in size.economies() {
                let at = sector.0 * width + destination.0;
                if sweep.demand[at] > 0.0 {
                    let row = sector.0 * self.structure.square() + destination.0 * width;
                    let net = self.net[row..].iter().zip(supply);
                    let rates = shock.tariffs.origins(destination, sector);
                    let shares = trade_share.origins_mut(destination, sector);
                    for ((share, (net, supply)), rate) in shares.iter_mut().zip(net).zip(rates) {
                        *share = net * supply / sweep.demand[at] * (1.0 + rate);
                    }
                }
            }
        }
        Equilibrium {
            wage: self.structure.unpad_row(wage, f64::exp),
            price: self.structure.unpad(price, f64::exp),
            unit_cost: self.structure.unpad(&sweep.unit_cost, f64::exp),
            spending: self.structure.unpad(&sweep.spending, |x| x),
            output: self.structure.unpad(&sweep.output, |x| x),
            trade_share,
            tariffs: shock.tariffs.clone(),
            factor_income: self.structure.unpad_row(&sweep.earned, |x| x),
            tariff_revenue: self.structure.unpad_row(&sweep.revenue, |x| x),
            deficit: self.structure.unpad_row(&sweep.deficit, |x| x),
            income: self.structure.unpad_row(&sweep.income, |x| x),
        }
    }
}
