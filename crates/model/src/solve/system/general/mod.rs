//! The parts of a sweep that differ where the model is not the plain one.
//!
//! With `rho = 1 - sigma` for each elasticity of substitution, s the share of a factor in value added and b its productivity:
//!
//! - price of final demand: `P_n = (sum_j alpha_nj P_nj^rho)^(1/rho)`, shares `alpha (P_nj / P_n)^rho`
//! - price of value added: `v_ij = (sum_f s_fij (w_fi / b_fij)^rho)^(1/rho)`, shares likewise
//! - price of inputs: `m_ij = (sum_k g_ikj P_ik^rho)^(1/rho)` with `g = gamma / (1 - beta)`, shares likewise
//! - unit cost: `c_ij = v_ij^beta m_ij^(1-beta) / (A_ij Z_ij^psi_j)`, where `Z_ij = Y_ij / (v_ij^beta m_ij^(1-beta))` is the size of the sector
//! - factor markets: `sum_j beta_ij Y_ij s'_fij = w_fi L_fi` with L as its supply says; sector by sector if it is specific
//!
//! Powers are taken of grids only, so that a sweep reads flows and input shares as often as the plain one.

mod markets;

use super::{Sweep, System};
use crate::assumptions::Supply;
use crate::kernels;
use crate::solve::technology::{FactorRows, Technology};

/// What such a sweep computes beside the plain quantities. Prices are in ln.
pub struct General {
    /// Price of final demand.
    final_price: Vec<f64>,
    /// Shares of final demand.
    final_share: Vec<f64>,
    value_added: Vec<f64>,
    inputs: Vec<f64>,
    /// Price of the bundle of value added and inputs.
    bundle: Vec<f64>,
    pub factors: Vec<Market>,
    /// Gap in the market of the anchor, or of all factors where there is none: what other markets' gaps are held against.
    anchor_gap: Vec<f64>,
    work: Vec<f64>,
    /// The largest residual of the blocks that only such a state has.
    pub residual: f64,
}

/// The market of one factor at a sweep: rows or grids, as the factor has them.
pub struct Market {
    /// ln of its price.
    pub price: Vec<f64>,
    /// What each sector pays.
    pub payments: Vec<f64>,
    pub paid: Vec<f64>,
    /// What it would earn if all of it were employed.
    pub full: Vec<f64>,
    pub earned: Vec<f64>,
}

impl General {
    pub fn new(technology: &Technology, width: usize, grid: usize) -> Self {
        let market = |factor: &FactorRows| Market {
            price: vec![0.0; factor.income.len()],
            payments: vec![0.0; grid],
            paid: vec![0.0; factor.income.len()],
            full: vec![0.0; factor.income.len()],
            earned: vec![0.0; factor.income.len()],
        };
        Self {
            final_price: vec![0.0; width],
            final_share: vec![0.0; grid],
            value_added: vec![0.0; grid],
            inputs: vec![0.0; grid],
            bundle: vec![0.0; grid],
            factors: technology.factors.iter().map(market).collect(),
            anchor_gap: vec![0.0; width],
            work: vec![0.0; grid],
            residual: 0.0,
        }
    }
}

impl System<'_> {
    /// Prices of final demand and of factors, then unit costs.
    pub(in crate::solve::system) fn general_unit_costs(
        &self,
        technology: &Technology,
        state: &[f64],
        general: &mut General,
        unit_cost: &mut [f64],
    ) {
        let (wage, price, _) = self.structure.split(state);
        self.final_demand(technology, price, general);
        self.factor_prices(technology, wage, state, general);
        self.value_added_prices(technology, general);
        self.input_prices(technology, price, general);
        let beta = self.value_added_share();
        for at in 0..unit_cost.len() {
            general.bundle[at] = beta[at] * general.value_added[at] + (1.0 - beta[at]) * general.inputs[at];
            unit_cost[at] = general.bundle[at] - self.productivity[at];
        }
        if let Some((psi, block)) = &technology.scale {
            let sizes = state[block.clone()].chunks_exact(self.structure.width);
            for ((cost, size), psi) in unit_cost.chunks_exact_mut(self.structure.width).zip(sizes).zip(psi) {
                cost.iter_mut().zip(size).for_each(|(cost, size)| *cost -= psi * size);
            }
        }
    }

    fn final_demand(&self, technology: &Technology, price: &[f64], general: &mut General) {
        let structure = self.structure;
        let General { final_price, final_share, work, .. } = general;
        let rho = 1.0 - technology.elasticities.final_demand;
        final_price.fill(0.0);
        if rho == 0.0 {
            kernels::add_products(final_price, &structure.final_share, price);
            final_share.copy_from_slice(&structure.final_share);
            return;
        }
        kernels::scale_into(work, rho, price);
        kernels::exp_in_place(work);
        kernels::add_products(final_price, &structure.final_share, work);
        for (shares, (alpha, power)) in final_share
            .chunks_exact_mut(structure.width)
            .zip(structure.final_share.chunks_exact(structure.width).zip(work.chunks_exact(structure.width)))
        {
            for at in 0..structure.size.economies {
                shares[at] = alpha[at] * power[at] / final_price[at];
            }
        }
        let economies = structure.size.economies;
        kernels::ln_in_place(&mut final_price[..economies]);
        final_price[..economies].iter_mut().for_each(|x| *x /= rho);
    }

    fn factor_prices(&self, technology: &Technology, wage: &[f64], state: &[f64], general: &mut General) {
        let width = self.structure.width;
        let General { final_price, factors, .. } = general;
        for (factor, market) in technology.factors.iter().zip(factors) {
            let level = if factor.supply == Supply::Accumulated { &**final_price } else { wage };
            for row in market.price.chunks_exact_mut(width) {
                row.copy_from_slice(level);
            }
            if let Some(block) = factor.block.clone() {
                kernels::add_scaled(&mut market.price, 1.0, &state[block]);
            }
            if let Supply::Floor(least) = factor.supply {
                let least = least.ln();
                for row in market.price.chunks_exact_mut(width) {
                    row.iter_mut().zip(&*final_price).for_each(|(x, price)| *x = x.max(least + price));
                }
            }
        }
    }

    fn value_added_prices(&self, technology: &Technology, general: &mut General) {
        let General { value_added, factors, work, .. } = general;
        let rho = 1.0 - technology.elasticities.value_added;
        value_added.fill(0.0);
        for (number, (factor, market)) in technology.factors.iter().zip(factors).enumerate() {
            self.effective_price(number, &market.price, work);
            if rho != 0.0 {
                work.iter_mut().for_each(|x| *x *= rho);
                kernels::exp_in_place(work);
            }
            kernels::multiply(work, &factor.share);
            kernels::add_scaled(value_added, 1.0, work);
        }
        if rho != 0.0 {
            kernels::ln_in_place(value_added);
            for row in value_added.chunks_exact_mut(self.structure.width) {
                let (row, padding) = row.split_at_mut(self.structure.size.economies);
                row.iter_mut().for_each(|x| *x /= rho);
                padding.fill(0.0);
            }
        }
    }

    /// ln of a factor's price over its productivity, sector by sector.
    fn effective_price(&self, number: usize, price: &[f64], out: &mut [f64]) {
        for out in out.chunks_exact_mut(price.len()) {
            out.copy_from_slice(price);
        }
        if let Some(productivity) = self.factor_productivity.get(number) {
            kernels::add_scaled(out, -1.0, productivity);
        }
    }

    fn input_prices(&self, technology: &Technology, price: &[f64], general: &mut General) {
        let structure = self.structure;
        let General { inputs, work, .. } = general;
        let rho = 1.0 - technology.elasticities.inputs;
        let prices = if rho == 0.0 {
            price
        } else {
            kernels::scale_into(work, rho, price);
            kernels::exp_in_place(work);
            work
        };
        inputs.fill(0.0);
        let grid = structure.grid_len();
        for (sector, inputs) in inputs.chunks_exact_mut(structure.width).enumerate() {
            kernels::add_products(inputs, &self.input_share()[sector * grid..][..grid], prices);
        }
        for (x, beta) in inputs.iter_mut().zip(self.value_added_share()) {
            *x = if *x == 0.0 || *beta >= 1.0 { f64::from(u8::from(rho != 0.0)) } else { *x / (1.0 - beta) };
        }
        if rho != 0.0 {
            kernels::ln_in_place(inputs);
            inputs.iter_mut().for_each(|x| *x /= rho);
        }
    }

    /// What the economy wants of each composite, in value.
    pub(in crate::solve::system) fn general_spend(
        &self,
        technology: &Technology,
        price: &[f64],
        next: &mut [f64],
        scratch: &mut Sweep,
    ) {
        let structure = self.structure;
        let Some(General { final_share, inputs, work, .. }) = &mut scratch.general else { return };
        next.fill(0.0);
        let rho = 1.0 - technology.elasticities.inputs;
        if rho == 0.0 {
            kernels::add_transposed_products(next, self.input_share(), &scratch.output, structure.width);
        } else {
            kernels::scale_into(work, -rho, inputs);
            kernels::exp_in_place(work);
            kernels::multiply(work, &scratch.output);
            kernels::add_transposed_products(next, self.input_share(), work, structure.width);
            kernels::scale_into(work, rho, price);
            kernels::exp_in_place(work);
            kernels::multiply(next, work);
        }
        let shares = final_share.chunks_exact(structure.width);
        for (next, share) in next.chunks_exact_mut(structure.width).zip(shares) {
            kernels::add_products(next, share, &scratch.income);
        }
    }
}
