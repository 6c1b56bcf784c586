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

use super::kernels;
use crate::arrays::{Flows, Grid, PerEconomy};
use crate::calibration::Calibration;
use crate::closure::Closure;
use crate::equilibrium::Equilibrium;
use crate::index::{EconomyId, SectorId, Size};
use crate::shock::Shock;

/// Income below this share of factor income counts as used up.
const LEAST_INCOME: f64 = 1e-6;

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

/// Everything that a sweep computes on its way; kept to be read off at the solution.
pub struct Sweep {
    /// ln of unit costs, by sector and economy.
    unit_cost: Vec<f64>,
    supply: Vec<f64>,
    demand: Vec<f64>,
    spending: Vec<f64>,
    /// Value of output.
    output: Vec<f64>,
    /// Income of each economy.
    income: Vec<f64>,
    /// Tariff revenue of each economy.
    revenue: Vec<f64>,
    /// Factor income of each economy.
    earned: Vec<f64>,
    /// Deficit of each economy.
    deficit: Vec<f64>,
    /// What the sectors would pay to factors.
    paid: Vec<f64>,
    /// Largest gap between ln demand and ln supply of a factor.
    pub market: f64,
    /// Largest change of ln P.
    pub price: f64,
    /// Largest change of ln X.
    pub spent: f64,
    /// The economy whose factor market is furthest from clearing.
    pub furthest: EconomyId,
    /// The economy whose income was furthest below nothing, if any was.
    pub exhausted: Option<EconomyId>,
}

impl Sweep {
    /// The largest of the three residuals; infinite if any is not a number.
    pub fn residual(&self) -> f64 {
        finite_max(self.market, self.inner_residual())
    }

    fn gap(&self, economy: usize) -> f64 {
        (self.paid[economy] / self.earned[economy]).max(f64::MIN_POSITIVE).ln()
    }

    /// The largest residual of prices and spending; infinite if either is not a number.
    pub fn inner_residual(&self) -> f64 {
        finite_max(self.price, self.spent)
    }
}

/// The larger of two residuals, or infinity if their sum is not finite: `max` alone would drop a NaN.
fn finite_max(a: f64, b: f64) -> f64 {
    if (a + b).is_finite() { a.max(b) } else { f64::INFINITY }
}

impl System {
    /// Compiles a problem. One power is taken for each flow whose cost changes.
    pub fn new(calibration: &Calibration, closure: Closure, shock: &Shock) -> Self {
        let size = calibration.size;
        let width = kernels::padded(size.economies);
        let grid = |values: &Grid| pad(values, width);
        let row = |values: &PerEconomy| {
            let mut padded = values.values().to_vec();
            padded.resize(width, 0.0);
            padded
        };
        let mut system = Self {
            size,
            width,
            closure,
            net: vec![0.0; size.sectors * width * width],
            duty: Vec::new(),
            duty_at: vec![None; size.sectors],
            row_scale: vec![0.0; size.sectors * width],
            theta: calibration.theta.values().to_vec(),
            input_share: vec![0.0; size.sectors * size.sectors * width],
            value_added_share: grid(&calibration.value_added_share),
            final_share: grid(&calibration.final_share),
            productivity: vec![0.0; size.sectors * width],
            active: grid(&calibration.spending.map(|x| f64::from(x > 0.0))),
            factor_income: row(&calibration.factor_income),
            world_income: calibration.factor_income.sum(),
            deficit: row(&calibration.deficit),
            wage_step: vec![0.0; width],
        };
        for sector in size.sectors() {
            system.compile_flows(calibration, shock, sector);
            system.compile_costs(calibration, shock, sector);
        }
        system.compile_wage_steps(calibration);
        system
    }

    fn compile_flows(&mut self, calibration: &Calibration, shock: &Shock, sector: SectorId) {
        let width = self.width;
        let theta = self.theta[sector.0];
        let tariffed = self
            .size
            .economies()
            .any(|destination| shock.tariffs.origins(destination, sector).iter().any(|&rate| rate != 0.0));
        if tariffed {
            self.duty_at[sector.0] = Some(self.duty.len());
            self.duty.resize(self.duty.len() + width * width, 0.0);
        }
        let mut powers = vec![0.0; width];
        for destination in self.size.economies() {
            let shares = calibration.trade_share.origins(destination, sector);
            let icebergs = shock.iceberg.origins(destination, sector);
            let (rates, old_rates) = (
                shock.tariffs.origins(destination, sector),
                calibration.tariffs.origins(destination, sector),
            );
            let changed = icebergs.iter().any(|&cost| cost != 1.0) || rates != old_rates;
            if changed {
                for (origin, power) in powers[..self.size.economies].iter_mut().enumerate() {
                    *power = icebergs[origin] * ((1.0 + rates[origin]) / (1.0 + old_rates[origin]));
                }
                kernels::ln_in_place(&mut powers);
                powers.iter_mut().for_each(|power| *power *= -theta);
                let bought = powers.iter().zip(shares).filter(|(_, share)| **share > 0.0);
                let largest = bought.map(|(power, _)| *power).fold(f64::NEG_INFINITY, f64::max);
                let scale = if largest.is_finite() { largest } else { 0.0 };
                self.row_scale[sector.0 * width + destination.0] = scale;
                powers.iter_mut().for_each(|power| *power -= scale);
                kernels::exp_in_place(&mut powers);
            } else {
                powers.fill(1.0);
            }
            let row = (sector.0 * width + destination.0) * width;
            let net = &mut self.net[row..row + width];
            for (((net, share), power), rate) in net.iter_mut().zip(shares).zip(&powers).zip(rates) {
                *net = share * power / (1.0 + rate);
            }
            if let Some(start) = self.duty_at[sector.0] {
                let duty = &mut self.duty[start + destination.0 * width..];
                for ((duty, net), rate) in duty.iter_mut().zip(net).zip(rates) {
                    *duty = *net * rate;
                }
            }
        }
    }

    fn compile_costs(&mut self, calibration: &Calibration, shock: &Shock, sector: SectorId) {
        for economy in self.size.economies() {
            let at = sector.0 * self.width + economy.0;
            let key = (economy, sector);
            self.productivity[at] = shock.productivity[key].ln()
                + calibration.value_added_share[key] * shock.value_added_productivity[key].ln();
            let start = sector.0 * self.grid_len() + economy.0;
            let column = self.input_share[start..].iter_mut().step_by(self.width);
            for (share, input) in column.zip(calibration.input_share.inputs(economy, sector)) {
                *share = *input;
            }
        }
    }

    /// A rough elasticity of factor demand to the wage is enough: the acceleration finds the rest.
    fn compile_wage_steps(&mut self, calibration: &Calibration) {
        let mut weighted = vec![0.0; self.width];
        let mut weights = vec![0.0; self.width];
        for sector in self.size.sectors() {
            let theta = self.theta[sector.0];
            let beta = &self.value_added_share[sector.0 * self.width..];
            for destination in self.size.economies() {
                let spending = calibration.spending[(destination, sector)];
                let shares = calibration.trade_share.origins(destination, sector);
                for (origin, (share, beta)) in shares.iter().zip(beta).enumerate() {
                    let paid = share * spending * beta;
                    weighted[origin] += paid * theta * (1.0 - share);
                    weights[origin] += paid;
                }
            }
        }
        for economy in 0..self.size.economies {
            let elasticity = if weights[economy] > 0.0 { weighted[economy] / weights[economy] } else { 0.0 };
            self.wage_step[economy] = 1.0 / (1.0 + elasticity);
        }
    }

    /// Number of sectors times padded economies: the length of one grid.
    fn grid_len(&self) -> usize {
        self.size.sectors * self.width
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
            paid: row(),
            market: 0.0,
            price: 0.0,
            spent: 0.0,
            furthest: EconomyId(0),
            exhausted: None,
        }
    }

    /// Splits a state into ln w, ln P and ln X.
    fn split<'a>(&self, state: &'a [f64]) -> (&'a [f64], &'a [f64], &'a [f64]) {
        let (wage, grids) = state.split_at(self.width);
        let (price, spending) = grids.split_at(self.grid_len());
        (wage, price, spending)
    }

    /// Maps a state to the next one; `scratch` holds what was found on the way, and how far the state is from a solution.
    pub fn sweep(&self, state: &[f64], next: &mut [f64], scratch: &mut Sweep) {
        let (wage, price, spending) = self.split(state);
        let (next_wage, grids) = next.split_at_mut(self.width);
        let (next_price, next_spending) = grids.split_at_mut(self.grid_len());
        self.unit_costs(wage, price, &mut scratch.unit_cost);
        self.flows(spending, scratch);
        self.prices(price, next_price, scratch);
        self.incomes(wage, scratch);
        self.spend(spending, next_spending, scratch);
        self.wages(wage, next_wage, scratch);
    }

    /// Equation (10): ln c_ij = beta ln w + sum_k gamma_ikj ln P_ik - ln A.
    fn unit_costs(&self, wage: &[f64], price: &[f64], unit_cost: &mut [f64]) {
        let width = self.width;
        for (sector, cost) in unit_cost.chunks_exact_mut(width).enumerate() {
            let at = sector * width..(sector + 1) * width;
            for (cost, productivity) in cost.iter_mut().zip(&self.productivity[at.clone()]) {
                *cost = -productivity;
            }
            kernels::add_product(cost, &self.value_added_share[at], wage);
            let shares = &self.input_share[sector * self.grid_len()..(sector + 1) * self.grid_len()];
            for (share, price) in shares.chunks_exact(width).zip(price.chunks_exact(width)) {
                kernels::add_product(cost, share, price);
            }
        }
    }

    /// Equations (11), (12) and the sales side of (13): each flow is read once.
    fn flows(&self, spending: &[f64], scratch: &mut Sweep) {
        let width = self.width;
        for (sector, &theta) in self.theta.iter().enumerate() {
            let at = sector * width..(sector + 1) * width;
            for (supply, cost) in scratch.supply[at.clone()].iter_mut().zip(&scratch.unit_cost[at]) {
                *supply = -theta * cost;
            }
        }
        kernels::exp_in_place(&mut scratch.supply);
        scratch.spending.copy_from_slice(spending);
        kernels::exp_in_place(&mut scratch.spending);
        for (spending, active) in scratch.spending.iter_mut().zip(&self.active) {
            *spending *= active;
        }
        scratch.output.fill(0.0);
        scratch.revenue.fill(0.0);
        for sector in 0..self.size.sectors {
            let at = sector * width..(sector + 1) * width;
            let square = sector * width * width..(sector + 1) * width * width;
            let supply = &scratch.supply[at.clone()];
            let spending = &scratch.spending[at.clone()];
            let demand = &mut scratch.demand[at.clone()];
            let sales = &mut scratch.output[at.clone()];
            match self.duty_at[sector] {
                None => kernels::flow_pass(&self.net[square], supply, spending, demand, sales),
                Some(start) => kernels::flow_pass_with_tariffs(
                    &self.net[square],
                    &self.duty[start..start + width * width],
                    supply,
                    spending,
                    demand,
                    sales,
                    &mut scratch.revenue,
                ),
            }
            for (sales, supply) in sales.iter_mut().zip(supply) {
                *sales *= supply;
            }
        }
    }

    /// Equation (11): ln P = -ln(sum_i pi (kappa c)^-theta) / theta.
    fn prices(&self, price: &[f64], next: &mut [f64], scratch: &mut Sweep) {
        next.copy_from_slice(&scratch.demand);
        kernels::ln_in_place(next);
        let mut largest = 0.0f64;
        for (sector, &theta) in self.theta.iter().enumerate() {
            let step = -1.0 / theta;
            for at in sector * self.width..(sector + 1) * self.width {
                next[at] = self.active[at] * step * (next[at] + self.row_scale[at]);
                largest = largest.max((next[at] - price[at]).abs());
            }
        }
        scratch.price = largest;
    }

    /// Income is factor income, tariff revenue and the deficit that the closure sets.
    fn incomes(&self, wage: &[f64], scratch: &mut Sweep) {
        scratch.earned.copy_from_slice(wage);
        kernels::exp_in_place(&mut scratch.earned);
        for (earned, income) in scratch.earned.iter_mut().zip(&self.factor_income) {
            *earned *= income;
        }
        self.deficits(&scratch.earned, &mut scratch.deficit);
        scratch.exhausted = None;
        let mut deepest = 0.0;
        for economy in 0..self.size.economies {
            let earned = scratch.earned[economy];
            let income = earned + scratch.revenue[economy] + scratch.deficit[economy];
            if income < LEAST_INCOME * earned && income / earned - 1.0 < deepest {
                deepest = income / earned - 1.0;
                scratch.exhausted = Some(EconomyId(economy));
            }
            scratch.income[economy] = income.max(LEAST_INCOME * earned);
        }
    }

    fn deficits(&self, earned: &[f64], deficit: &mut [f64]) {
        match self.closure {
            Closure::Balanced => deficit.fill(0.0),
            Closure::Fixed => deficit.copy_from_slice(&self.deficit),
            Closure::Proportional => {
                for economy in 0..self.size.economies {
                    deficit[economy] = self.deficit[economy] / self.factor_income[economy] * earned[economy];
                }
                let excess = deficit.iter().sum::<f64>() / earned.iter().sum::<f64>();
                for (deficit, earned) in deficit.iter_mut().zip(earned) {
                    *deficit -= excess * earned;
                }
            }
        }
    }

    /// Equation (13): X'_nj = alpha_nj I'_n + sum_k gamma_njk Y'_nk.
    fn spend(&self, spending: &[f64], next: &mut [f64], scratch: &mut Sweep) {
        let width = self.width;
        for (next, share) in next.chunks_exact_mut(width).zip(self.final_share.chunks_exact(width)) {
            next.fill(0.0);
            kernels::add_product(next, share, &scratch.income);
        }
        for (sector, output) in scratch.output.chunks_exact(width).enumerate() {
            let shares = &self.input_share[sector * self.grid_len()..(sector + 1) * self.grid_len()];
            for (next, share) in next.chunks_exact_mut(width).zip(shares.chunks_exact(width)) {
                kernels::add_product(next, share, output);
            }
        }
        kernels::ln_in_place(next);
        let mut largest = 0.0f64;
        for ((next, spending), active) in next.iter_mut().zip(spending).zip(&self.active) {
            *next *= active;
            largest = largest.max((*next - active * spending).abs());
        }
        scratch.spent = largest;
    }

    /// Factor markets: each wage follows the gap between what sectors pay and what the factor earns.
    fn wages(&self, wage: &[f64], next: &mut [f64], scratch: &mut Sweep) {
        let width = self.width;
        scratch.paid.fill(0.0);
        for (output, share) in
            scratch.output.chunks_exact(width).zip(self.value_added_share.chunks_exact(width))
        {
            kernels::add_product(&mut scratch.paid, share, output);
        }
        next.fill(0.0);
        scratch.market = 0.0;
        for economy in 0..self.size.economies {
            let gap = scratch.gap(economy);
            if gap.abs() > scratch.market {
                scratch.market = gap.abs();
                scratch.furthest = EconomyId(economy);
            }
            next[economy] = wage[economy] + self.wage_step[economy] * gap;
        }
        self.normalise(next);
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
        (0..self.size.economies).map(|economy| sweep.gap(economy)).collect()
    }

    /// How far ln w follows those gaps.
    pub fn wage_steps(&self, sweep: &Sweep) -> Vec<f64> {
        (0..self.size.economies).map(|economy| self.wage_step[economy] * sweep.gap(economy)).collect()
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
                    let net = self.net[at * width..].iter().zip(supply);
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
