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
//! In memory everything runs sector after sector, economies contiguous and padded to whole vectors.

mod compile;
mod sweep;

pub use sweep::Sweep;

use super::kernels;
use crate::arrays::{Flows, Grid, PerEconomy};
use crate::calibration::Calibration;
use crate::closure::Closure;
use crate::equilibrium::Equilibrium;
use crate::index::{EconomyId, Size};
use crate::shock::Shock;

/// One problem, ready to be iterated on.
pub struct System {
    size: Size,
    /// Economies, padded.
    width: usize,
    closure: Closure,
    /// By sector: rows of origins a destination. The constant part of each flow over one plus its tariff.
    net: Vec<f64>,
    /// The same times the tariff; empty slices for sectors without tariffs.
    duty: Vec<f64>,
    /// Where each sector's duties begin in `duty`; `None` for a sector without tariffs.
    duty_at: Vec<Option<usize>>,
    /// ln of the factor taken out of each row of `net` and `duty`, so that no shock overflows.
    row_scale: Vec<f64>,
    theta: Vec<f64>,
    /// By using sector, then input: `gamma` of every economy.
    input_share: Vec<f64>,
    value_added_share: Vec<f64>,
    final_share: Vec<f64>,
    /// ln of productivity by origin and sector, value-added productivity to the power of `beta` included.
    productivity: Vec<f64>,
    /// 1 where the economy spends on the sector, else 0.
    active: Vec<f64>,
    factor_income: Vec<f64>,
    world_income: f64,
    deficit: Vec<f64>,
    /// How far ln w follows the gap between ln demand and ln supply of the factor: one over one plus the elasticity of demand.
    wage_step: Vec<f64>,
}

impl System {
    /// Number of sectors times padded economies: the length of one grid.
    fn grid_len(&self) -> usize {
        self.size.sectors * self.width
    }

    /// Length of one sector's rows of flows: as many as economies, each padded.
    fn square(&self) -> usize {
        self.size.economies * self.width
    }

    /// Length of the state: ln w, then ln P, then ln X.
    pub fn state_len(&self) -> usize {
        self.width + 2 * self.grid_len()
    }

    /// The state in which nothing has changed and spending is the calibration's.
    pub fn start(&self, calibration: &Calibration) -> Vec<f64> {
        let mut state = vec![0.0; self.state_len()];
        let spending = &mut state[self.width + self.grid_len()..];
        spending
            .copy_from_slice(&pad(&calibration.spending.map(|x| if x > 0.0 { x } else { 1.0 }), self.width));
        spending.iter_mut().for_each(|x| *x = if *x > 0.0 { x.ln() } else { 0.0 });
        state
    }

    /// Scratch space for [`sweep`](Self::sweep).
    pub fn scratch(&self) -> Sweep {
        let grid = || vec![0.0; self.grid_len()];
        let row = || vec![0.0; self.width];
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

    /// Splits a state into ln w, ln P and ln X.
    pub fn split<'a>(&self, state: &'a [f64]) -> (&'a [f64], &'a [f64], &'a [f64]) {
        let (wage, grids) = state.split_at(self.width);
        let (price, spending) = grids.split_at(self.grid_len());
        (wage, price, spending)
    }

    /// Shifts ln w so that world factor income is the calibration's.
    pub fn normalise(&self, state: &mut [f64]) {
        let wages = &mut state[..self.size.economies];
        let world: f64 =
            wages.iter().zip(&self.factor_income).map(|(wage, income)| income * wage.exp()).sum();
        let level = (world / self.world_income).ln();
        wages.iter_mut().for_each(|wage| *wage -= level);
    }

    /// Gaps between ln demand and ln supply of each economy's factor at the last sweep.
    pub fn gaps(&self, sweep: &Sweep) -> Vec<f64> {
        sweep.gap[..self.size.economies].to_vec()
    }

    /// How far ln w follows those gaps.
    pub fn wage_steps(&self, sweep: &Sweep) -> Vec<f64> {
        let gaps = &sweep.gap[..self.size.economies];
        gaps.iter().zip(&self.wage_step).map(|(gap, step)| step * gap).collect()
    }

    /// Each economy's share of world factor income at the last sweep.
    pub fn income_shares(&self, sweep: &Sweep) -> Vec<f64> {
        sweep.earned[..self.size.economies].iter().map(|earned| earned / self.world_income).collect()
    }

    /// Length of the first part of the state, ln w.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Reads the equilibrium off a state and the sweep that started from it.
    pub fn equilibrium(&self, shock: &Shock, state: &[f64], sweep: &Sweep) -> Equilibrium {
        let (wage, price, _) = self.split(state);
        let width = self.width;
        let mut trade_share = Flows::zeros(self.size);
        for sector in self.size.sectors() {
            let supply = &sweep.supply[sector.0 * width..(sector.0 + 1) * width];
            for destination in self.size.economies() {
                let at = sector.0 * width + destination.0;
                if sweep.demand[at] > 0.0 {
                    let row = sector.0 * self.square() + destination.0 * width;
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
            wage: self.unpad_row(wage, f64::exp),
            price: self.unpad(price, f64::exp),
            unit_cost: self.unpad(&sweep.unit_cost, f64::exp),
            spending: self.unpad(&sweep.spending, |x| x),
            output: self.unpad(&sweep.output, |x| x),
            trade_share,
            tariffs: shock.tariffs.clone(),
            factor_income: self.unpad_row(&sweep.earned, |x| x),
            tariff_revenue: self.unpad_row(&sweep.revenue, |x| x),
            deficit: self.unpad_row(&sweep.deficit, |x| x),
            income: self.unpad_row(&sweep.income, |x| x),
        }
    }

    /// A padded grid as an unpadded one, with `f` applied.
    fn unpad(&self, values: &[f64], f: impl Fn(f64) -> f64) -> Grid {
        let mut grid = Grid::zeros(self.size);
        let rows = grid.values_mut().chunks_exact_mut(self.size.economies);
        for (row, padded) in rows.zip(values.chunks_exact(self.width)) {
            for (value, padded) in row.iter_mut().zip(padded) {
                *value = f(*padded);
            }
        }
        grid
    }

    /// A padded row as an unpadded one, with `f` applied.
    fn unpad_row(&self, values: &[f64], f: impl Fn(f64) -> f64) -> PerEconomy {
        let mut row = PerEconomy::zeros(self.size);
        for (value, padded) in row.values_mut().iter_mut().zip(values) {
            *value = f(*padded);
        }
        row
    }
}

fn pad(values: &Grid, width: usize) -> Vec<f64> {
    let size = values.size();
    let mut padded = vec![0.0; size.sectors * width];
    for (padded, row) in padded.chunks_exact_mut(width).zip(values.values().chunks_exact(size.economies)) {
        padded[..size.economies].copy_from_slice(row);
    }
    padded
}
