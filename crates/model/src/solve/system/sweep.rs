//! One sweep over the equations.

use super::System;
use super::general::General;
use crate::closure::Closure;
use crate::index::EconomyId;
use crate::kernels;

/// Income below this share of factor income counts as used up.
pub const LEAST_INCOME: f64 = 1e-6;

/// Everything that a sweep computes on its way; kept to be read off at the solution.
pub struct Sweep {
    /// ln of unit costs, by sector and economy.
    pub(super) unit_cost: Vec<f64>,
    pub supply: Vec<f64>,
    pub demand: Vec<f64>,
    /// Spending before the sweep, in levels; zero where there is none.
    pub spending: Vec<f64>,
    /// Value of output.
    pub output: Vec<f64>,
    /// The same over what a unit of it costs at benchmark prices, where inputs are added: what shares of the structure are shares of.
    pub(super) used: Vec<f64>,
    /// Income of each economy.
    pub income: Vec<f64>,
    /// Tariff revenue of each economy.
    pub revenue: Vec<f64>,
    /// Factor income of each economy.
    pub(super) earned: Vec<f64>,
    /// Deficit of each economy.
    pub(super) deficit: Vec<f64>,
    /// What else there is where the model is not the plain one.
    pub general: Option<General>,
    /// Gap between ln of what sectors pay to each economy's factor and ln of what it earns.
    pub gap: Vec<f64>,
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

    /// The largest residual of all but wages; infinite if any is not a number.
    pub fn inner_residual(&self) -> f64 {
        let blocks = self.general.as_ref().map_or(0.0, |general| general.residual);
        finite_max(finite_max(self.price, self.spent), blocks)
    }
}

/// The larger of two residuals, or infinity if their sum is not finite: `max` alone would drop a NaN.
pub fn finite_max(a: f64, b: f64) -> f64 {
    if (a + b).is_finite() { a.max(b) } else { f64::INFINITY }
}

impl System<'_> {
    /// Maps a state to the next one; `scratch` holds what was found on the way, and how far the state is from a solution.
    pub fn sweep(&self, state: &[f64], next: &mut [f64], scratch: &mut Sweep) {
        let (wage, price, spending) = self.structure.split(state);
        match (self.technology, &mut scratch.general) {
            (Some(technology), Some(general)) => {
                self.general_unit_costs(technology, state, general, &mut scratch.unit_cost);
            }
            _ => self.unit_costs(wage, price, &mut scratch.unit_cost),
        }
        self.flows(spending, scratch);
        let (next_wage, rest) = next.split_at_mut(self.structure.width);
        let (next_price, rest) = rest.split_at_mut(self.structure.grid_len());
        let next_spending = &mut rest[..self.structure.grid_len()];
        self.prices(price, next_price, scratch);
        match self.technology {
            Some(technology) => self.general_earnings(technology, scratch),
            None => self.earnings(wage, scratch),
        }
        self.incomes(scratch);
        match self.technology {
            Some(technology) => self.general_spend(technology, price, next_spending, scratch),
            None => self.spend(next_spending, scratch),
        }
        self.to_spending(spending, next_spending, scratch);
        match self.technology {
            Some(technology) => self.general_gaps(technology, scratch),
            None => self.gaps_of_plain(scratch),
        }
        self.wages(wage, next_wage, scratch);
        if let Some(technology) = self.technology {
            self.general_blocks(technology, state, next, scratch);
        }
    }

    /// Equation (10): ln c_ij = beta ln w + sum_k gamma_ikj ln P_ik - ln A.
    fn unit_costs(&self, wage: &[f64], price: &[f64], unit_cost: &mut [f64]) {
        let width = self.structure.width;
        for (sector, cost) in unit_cost.chunks_exact_mut(width).enumerate() {
            let at = sector * width..(sector + 1) * width;
            for (cost, productivity) in cost.iter_mut().zip(&self.productivity[at.clone()]) {
                *cost = -productivity;
            }
            kernels::add_products(cost, &self.structure.value_added_share[at.clone()], wage);
            for (input, added) in self.added.iter().flat_map(|added| &added.inputs) {
                kernels::add_products(cost, &added[at.clone()], &price[input * width..][..width]);
            }
            let len = self.structure.grid_len();
            kernels::add_products(cost, &self.structure.input_share[sector * len..][..len], price);
            if let Some(added) = &self.added {
                kernels::multiply(cost, &added.per_cost[at]);
            }
        }
    }

    /// What shares of the structure are shares of.
    pub(super) fn used<'s>(&self, sweep: &'s Sweep) -> &'s [f64] {
        if self.added.is_some() { &sweep.used } else { &sweep.output }
    }

    /// Equations (11), (12) and the sales side of (13): each flow is read once.
    fn flows(&self, spending: &[f64], scratch: &mut Sweep) {
        let width = self.structure.width;
        for (sector, &theta) in self.theta.iter().enumerate() {
            let at = sector * width..(sector + 1) * width;
            kernels::scale_into(&mut scratch.supply[at.clone()], -theta, &scratch.unit_cost[at]);
        }
        kernels::exp_in_place(&mut scratch.supply);
        scratch.spending.copy_from_slice(spending);
        kernels::exp_in_place(&mut scratch.spending);
        kernels::multiply(&mut scratch.spending, &self.structure.active);
        scratch.output.fill(0.0);
        scratch.revenue.fill(0.0);
        for sector in 0..self.structure.size.sectors {
            let at = sector * width..(sector + 1) * width;
            let supply = &scratch.supply[at.clone()];
            let spending = &scratch.spending[at.clone()];
            let demand = &mut scratch.demand[at.clone()];
            let sales = &mut scratch.output[at.clone()];
            match self.duty_at[sector] {
                None => kernels::flow_pass(self.net(sector), supply, spending, demand, sales),
                Some(start) => kernels::flow_pass_with_tariffs(
                    self.net(sector),
                    &self.duty[start..start + self.structure.square()],
                    supply,
                    spending,
                    demand,
                    sales,
                    &mut scratch.revenue,
                ),
            }
            kernels::multiply(sales, supply);
        }
    }

    /// Equation (11): ln P = -ln(sum_i pi (kappa c)^-theta) / theta.
    fn prices(&self, price: &[f64], next: &mut [f64], scratch: &mut Sweep) {
        next.copy_from_slice(&scratch.demand);
        kernels::ln_in_place(next);
        let structure = self.structure;
        for (sector, &theta) in self.theta.iter().enumerate() {
            let at = sector * structure.width..(sector + 1) * structure.width;
            let (scale, active) = (&self.row_scale[at.clone()], &structure.active[at.clone()]);
            kernels::to_prices(&mut next[at], scale, active, -1.0 / theta);
        }
        scratch.price = kernels::largest_difference(next, price);
    }

    /// Factor income.
    fn earnings(&self, wage: &[f64], scratch: &mut Sweep) {
        scratch.earned.copy_from_slice(wage);
        kernels::exp_in_place(&mut scratch.earned);
        kernels::multiply(&mut scratch.earned, &self.supply);
    }

    /// Income is factor income, tariff revenue and the deficit that the closure sets.
    fn incomes(&self, scratch: &mut Sweep) {
        self.deficits(&scratch.earned, &mut scratch.deficit);
        scratch.exhausted = None;
        let mut deepest = 0.0;
        for economy in 0..self.structure.size.economies {
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
            Closure::Fixed => deficit.copy_from_slice(&self.structure.deficit),
            Closure::Proportional => {
                // Real economies only: what padding holds must not reach the sums.
                let deficit = &mut deficit[..self.structure.size.economies];
                let earned = &earned[..self.structure.size.economies];
                let measured = self.structure.deficit.iter().zip(&self.structure.factor_income);
                for ((deficit, earned), (measured, income)) in deficit.iter_mut().zip(earned).zip(measured) {
                    *deficit = measured / income * earned;
                }
                let excess = deficit.iter().sum::<f64>() / earned.iter().sum::<f64>();
                for (deficit, earned) in deficit.iter_mut().zip(earned) {
                    *deficit -= excess * earned;
                }
            }
        }
    }

    /// Equation (13): X'_nj = alpha_nj I'_n + sum_k gamma_njk Y'_nk.
    fn spend(&self, next: &mut [f64], scratch: &mut Sweep) {
        let width = self.structure.width;
        if let Some(added) = &self.added {
            scratch.used.copy_from_slice(&scratch.output);
            kernels::multiply(&mut scratch.used, &added.per_cost);
        }
        let used = self.used(scratch);
        next.fill(0.0);
        kernels::add_transposed_products(next, &self.structure.input_share, used, width);
        for (input, added) in self.added.iter().flat_map(|added| &added.inputs) {
            kernels::add_products(&mut next[input * width..][..width], added, used);
        }
        for (next, share) in next.chunks_exact_mut(width).zip(self.structure.final_share.chunks_exact(width))
        {
            kernels::add_products(next, share, &scratch.income);
        }
    }

    fn to_spending(&self, spending: &[f64], next: &mut [f64], scratch: &mut Sweep) {
        kernels::ln_in_place(next);
        kernels::multiply(next, &self.structure.active);
        scratch.spent = kernels::largest_difference(next, spending);
    }

    /// Factor markets: gaps between ln of what sectors pay and ln of what the factor earns.
    fn gaps_of_plain(&self, scratch: &mut Sweep) {
        let mut paid = std::mem::take(&mut scratch.gap);
        paid.fill(0.0);
        kernels::add_products(&mut paid, &self.structure.value_added_share, self.used(scratch));
        scratch.gap = paid;
        let gap = &mut scratch.gap;
        for (gap, earned) in gap.iter_mut().zip(&scratch.earned).take(self.structure.size.economies) {
            *gap /= earned;
        }
        kernels::ln_in_place(&mut gap[..self.structure.size.economies]);
    }

    /// Each wage follows the gap in its market.
    fn wages(&self, wage: &[f64], next: &mut [f64], scratch: &mut Sweep) {
        let gap = &scratch.gap;
        scratch.market = 0.0;
        for (economy, gap) in gap[..self.structure.size.economies].iter().enumerate() {
            if gap.is_nan() {
                scratch.market = f64::INFINITY;
            } else if gap.abs() > scratch.market {
                scratch.market = gap.abs();
                scratch.furthest = EconomyId(economy);
            }
        }
        for (at, next) in next.iter_mut().enumerate() {
            *next = wage[at] + self.wage_step[at] * gap[at];
        }
        self.normalise(next, wage, scratch);
    }

    /// Shifts ln w so that world factor income is the calibration's. Where it does not follow from wages alone, it is taken to grow
    /// from the last sweep's with the wages since.
    pub fn normalise(&self, next: &mut [f64], wage: &[f64], sweep: &Sweep) {
        let economies = self.structure.size.economies;
        let next = &mut next[..economies];
        let world: f64 = match self.technology {
            None => next.iter().zip(&self.supply).map(|(next, supply)| supply * next.exp()).sum(),
            Some(_) => {
                let grown = next.iter().zip(wage).zip(&sweep.earned);
                grown.map(|((next, wage), earned)| earned * (next - wage).exp()).sum()
            }
        };
        let level = (world / self.structure.world_income).ln();
        next.iter_mut().for_each(|wage| *wage -= level);
    }
}
