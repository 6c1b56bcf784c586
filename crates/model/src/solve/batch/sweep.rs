//! One sweep over the equations of several problems; see the single solver's for what each part does.

use super::super::adjust::Standing;
use super::super::structure::Structure;
use super::super::system::{Added, LEAST_INCOME, Sweep, System, finite_max};
use super::{interleave, separate};
use crate::arrays::PerEconomy;
use crate::benchmark::Benchmark;
use crate::calibration::Calibration;
use crate::closure::Closure;
use crate::kernels;
use crate::kernels::pack::{self, Pack, TOGETHER, numbers_mut};

/// What a sweep computes, by lane. Grids are sector after sector, economies contiguous, without padding.
pub struct Sweeps {
    economies: usize,
    sectors: usize,
    /// What each lane holds of its problem, ln of one over productivity among it.
    theta: Vec<Pack>,
    unproductivity: Vec<Pack>,
    row_scale: Vec<Pack>,
    factor_supply: Vec<Pack>,
    /// Whether any lane adds inputs; then per cost 1 / m, and what is added of each input that any lane adds, in order.
    adds: bool,
    per_cost: Vec<Pack>,
    added: Vec<(usize, Vec<Pack>)>,
    /// What all share.
    active: Vec<f64>,
    value_added_share: Vec<f64>,
    final_share: Vec<f64>,
    unit_cost: Vec<Pack>,
    supply: Vec<Pack>,
    demand: Vec<Pack>,
    spending: Vec<Pack>,
    output: Vec<Pack>,
    /// Output times what it has per cost.
    used: Vec<Pack>,
    income: Vec<Pack>,
    revenue: Vec<Pack>,
    earned: Vec<Pack>,
    deficit: Vec<Pack>,
    /// Gaps in the factor markets.
    pub gap: Vec<Pack>,
    market: Pack,
    price: Pack,
    spent: Pack,
    /// Whether some economy's income is used up.
    pub exhausted: [bool; TOGETHER],
    /// One lane by itself.
    one: Sweep,
}

impl Sweeps {
    pub fn new(structure: &Structure, system: &System<'_>) -> Self {
        let (economies, sectors) = (structure.size.economies, structure.size.sectors);
        let grid = || vec![Pack::ZERO; economies * sectors];
        let row = || vec![Pack::ZERO; economies];
        let unpadded = |values: &[f64]| structure.unpad(values, |x| x).values().to_vec();
        Self {
            economies,
            sectors,
            theta: vec![Pack::ZERO; sectors],
            unproductivity: grid(),
            row_scale: grid(),
            factor_supply: row(),
            adds: false,
            per_cost: grid(),
            added: Vec::new(),
            active: unpadded(&structure.active),
            value_added_share: unpadded(&structure.value_added_share),
            final_share: unpadded(&structure.final_share),
            unit_cost: grid(),
            supply: grid(),
            demand: grid(),
            spending: grid(),
            output: grid(),
            used: grid(),
            income: row(),
            revenue: row(),
            earned: row(),
            deficit: row(),
            gap: row(),
            market: Pack::ZERO,
            price: Pack::ZERO,
            spent: Pack::ZERO,
            exhausted: [false; TOGETHER],
            one: system.scratch(),
        }
    }

    /// Takes a problem over into a lane; false if lanes cannot hold it. Every part of a problem is named here, so that a new one has to
    /// be thought of: what is neither taken over nor read from the system by [`sweep`](Self::sweep) must be refused.
    pub fn load(&mut self, system: &System<'_>, lane: usize) -> bool {
        let System {
            structure,
            technology,
            closure: _,
            theta,
            own_net: _,
            own_net_at: _,
            duty: _,
            duty_at: _,
            row_scale,
            bans,
            productivity,
            added,
            shares,
            supply,
            factor_supply,
            factor_productivity,
            // The preconditioner takes its place.
            wage_step: _,
            powers: _,
        } = system;
        let plain = technology.is_none() && factor_supply.is_empty() && factor_productivity.is_empty();
        if !plain || shares.is_some() || *bans {
            return false;
        }
        self.theta.iter_mut().zip(theta).for_each(|(pack, theta)| pack.0[lane] = *theta);
        interleave(structure, productivity, &mut self.unproductivity, lane);
        self.unproductivity.iter_mut().for_each(|pack| pack.0[lane] = -pack.0[lane]);
        interleave(structure, row_scale, &mut self.row_scale, lane);
        interleave(structure, supply, &mut self.factor_supply, lane);
        self.load_added(structure, added.as_ref(), lane);
        true
    }

    /// A lane that adds less than another, or nothing, adds zeros and costs times one, which is the same to the last bit.
    fn load_added(&mut self, structure: &Structure, added: Option<&Added>, lane: usize) {
        if lane == 0 {
            self.adds = false;
        }
        if added.is_some() && !self.adds {
            self.adds = true;
            self.per_cost.fill(Pack::ONE);
            self.added.clear();
        }
        if !self.adds {
            return;
        }
        self.per_cost.iter_mut().for_each(|pack| pack.0[lane] = 1.0);
        self.added.iter_mut().flat_map(|(_, packs)| packs).for_each(|pack| pack.0[lane] = 0.0);
        let Some(added) = added else { return };
        interleave(structure, &added.per_cost, &mut self.per_cost, lane);
        for (input, values) in &added.inputs {
            let at = match self.added.binary_search_by_key(input, |(input, _)| *input) {
                Ok(at) => at,
                Err(at) => {
                    self.added.insert(at, (*input, vec![Pack::ZERO; self.per_cost.len()]));
                    at
                }
            };
            interleave(structure, values, &mut self.added[at].1, lane);
        }
    }

    /// How the world of a lane stands at its state, with the revenue and deficits of the last sweep.
    pub fn standing(&self, structure: &Structure, state: &[Pack], lane: usize) -> Standing {
        let mut final_price = PerEconomy::zeros(structure.size);
        let shares = self.final_share.chunks_exact(self.economies);
        for (shares, price) in shares.zip(state[self.economies..].chunks_exact(self.economies)) {
            let ln = final_price.values_mut().iter_mut();
            ln.zip(shares).zip(price).for_each(|((ln, share), price)| *ln += share * price.0[lane]);
        }
        let mut factor_income = PerEconomy::zeros(structure.size);
        let mut income = factor_income.clone();
        for at in structure.size.economies() {
            let of = |packs: &[Pack]| packs[at.0].0[lane];
            factor_income[at] = of(&self.factor_supply) * of(state).exp();
            income[at] = factor_income[at] + of(&self.revenue) + of(&self.deficit);
        }
        Standing { income, factor_income, final_price: final_price.map(f64::exp) }
    }

    /// Sets the quantity of a lane's factor.
    pub fn set_supply(&mut self, structure: &Structure, hats: &PerEconomy, lane: usize) {
        let supply = self.factor_supply.iter_mut().zip(&structure.factor_income).zip(hats.values());
        supply.for_each(|((supply, income), hat)| supply.0[lane] = income * hat);
    }

    /// The largest of a lane's residuals; infinite if any is not a number.
    pub fn residual(&self, lane: usize) -> f64 {
        finite_max(self.market.0[lane], finite_max(self.price.0[lane], self.spent.0[lane]))
    }

    /// What a summary needs of a lane's sweep, as the single solver keeps it.
    pub fn of_lane(&mut self, structure: &Structure, lane: usize) -> &Sweep {
        let one = &mut self.one;
        for (from, to) in [
            (&self.supply, &mut one.supply),
            (&self.demand, &mut one.demand),
            (&self.spending, &mut one.spending),
            (&self.income, &mut one.income),
        ] {
            separate(structure, from, to, lane);
        }
        one
    }

    /// Maps the states to the next ones. Next wages are left out: the gaps in the factor markets say more.
    pub fn sweep(
        &mut self,
        benchmark: &Benchmark,
        systems: &[System<'_>],
        state: &[Pack],
        next: &mut [Pack],
    ) {
        let (wage, grids) = state.split_at(self.economies);
        let (price, spending) = grids.split_at(grids.len() / 2);
        let (next_price, next_spending) = next[self.economies..].split_at_mut(grids.len() / 2);
        self.unit_costs(&benchmark.calibration, wage, price);
        self.flows(&benchmark.structure, systems, spending);
        self.prices(price, next_price);
        self.earnings(wage);
        (0..TOGETHER).for_each(|lane| self.incomes(benchmark, lane));
        self.spend(&benchmark.calibration, spending, next_spending);
        self.gaps();
    }

    fn unit_costs(&mut self, calibration: &Calibration, wage: &[Pack], price: &[Pack]) {
        self.unit_cost.copy_from_slice(&self.unproductivity);
        let rows = self.unit_cost.chunks_exact_mut(self.economies);
        for (cost, share) in rows.zip(self.value_added_share.chunks_exact(self.economies)) {
            pack::add_scaled(cost, share, wage);
        }
        if self.adds {
            for (input, added) in &self.added {
                let price = &price[input * self.economies..][..self.economies];
                for (cost, added) in
                    self.unit_cost.chunks_exact_mut(self.economies).zip(added.chunks_exact(self.economies))
                {
                    pack::add_lane_products(cost, added, price);
                }
            }
        }
        let inputs = calibration.input_share.values();
        pack::add_products(&mut self.unit_cost, inputs, price, self.economies, self.sectors);
        if self.adds {
            kernels::multiply(numbers_mut(&mut self.unit_cost), pack::numbers(&self.per_cost));
        }
    }

    fn flows(&mut self, structure: &Structure, systems: &[System<'_>], spending: &[Pack]) {
        let rows = self.supply.chunks_exact_mut(self.economies);
        for ((supply, cost), theta) in rows.zip(self.unit_cost.chunks_exact(self.economies)).zip(&self.theta)
        {
            pack::scale_lanes_into(supply, Pack(theta.0.map(|theta| -theta)), cost);
        }
        kernels::exp_in_place(numbers_mut(&mut self.supply));
        self.spending.copy_from_slice(spending);
        kernels::exp_in_place(numbers_mut(&mut self.spending));
        pack::scale(&mut self.spending, &self.active);
        self.output.fill(Pack::ZERO);
        self.revenue.fill(Pack::ZERO);
        for sector in 0..self.sectors {
            let own = |system: &System<'_>| system.own_net_at[sector].or(system.duty_at[sector]).is_some();
            if systems.iter().any(own) {
                systems.iter().enumerate().for_each(|(lane, system)| self.own_flows(system, sector, lane));
                continue;
            }
            let at = sector * self.economies..(sector + 1) * self.economies;
            let square = sector * structure.square()..(sector + 1) * structure.square();
            pack::flow_pass(
                &structure.net[square],
                structure.width,
                &self.supply[at.clone()],
                &self.spending[at.clone()],
                &mut self.demand[at.clone()],
                &mut self.output[at],
            );
        }
        kernels::multiply(numbers_mut(&mut self.output), pack::numbers(&self.supply));
    }

    /// A sector's flows in a lane that has its own.
    fn own_flows(&mut self, system: &System<'_>, sector: usize, lane: usize) {
        let structure = system.structure;
        let at = sector * self.economies..(sector + 1) * self.economies;
        let here = 0..structure.width;
        let one = &mut self.one;
        let (supply, spending) = (&mut one.supply[here.clone()], &mut one.spending[here.clone()]);
        let (demand, sales) = (&mut one.demand[here.clone()], &mut one.output[here]);
        separate(structure, &self.supply[at.clone()], supply, lane);
        separate(structure, &self.spending[at.clone()], spending, lane);
        sales.fill(0.0);
        match system.duty_at[sector] {
            None => kernels::flow_pass(system.net(sector), supply, spending, demand, sales),
            Some(start) => {
                let duty = &system.duty[start..start + structure.square()];
                let revenue = &mut one.revenue;
                separate(structure, &self.revenue, revenue, lane);
                kernels::flow_pass_with_tariffs(
                    system.net(sector),
                    duty,
                    supply,
                    spending,
                    demand,
                    sales,
                    revenue,
                );
                interleave(structure, revenue, &mut self.revenue, lane);
            }
        }
        interleave(structure, demand, &mut self.demand[at.clone()], lane);
        interleave(structure, sales, &mut self.output[at], lane);
    }

    fn prices(&mut self, price: &[Pack], next: &mut [Pack]) {
        next.copy_from_slice(&self.demand);
        kernels::ln_in_place(numbers_mut(next));
        for (sector, theta) in self.theta.iter().enumerate() {
            let at = sector * self.economies..(sector + 1) * self.economies;
            let (scale, active) = (&self.row_scale[at.clone()], &self.active[at.clone()]);
            pack::to_prices(&mut next[at], scale, active, Pack(theta.0.map(|theta| -1.0 / theta)));
        }
        self.price = pack::largest_differences(next, price);
    }

    fn earnings(&mut self, wage: &[Pack]) {
        self.earned.copy_from_slice(wage);
        kernels::exp_in_place(numbers_mut(&mut self.earned));
        kernels::multiply(numbers_mut(&mut self.earned), pack::numbers(&self.factor_supply));
    }

    fn incomes(&mut self, benchmark: &Benchmark, lane: usize) {
        let structure = &benchmark.structure;
        let (mut earned_sum, mut deficit_sum) = (0.0, 0.0);
        for economy in 0..self.economies {
            let earned = self.earned[economy].0[lane];
            let deficit = match benchmark.closure {
                Closure::Balanced => 0.0,
                Closure::Fixed => structure.deficit[economy],
                Closure::Proportional => {
                    structure.deficit[economy] / structure.factor_income[economy] * earned
                }
            };
            self.deficit[economy].0[lane] = deficit;
            earned_sum += earned;
            deficit_sum += deficit;
        }
        if benchmark.closure == Closure::Proportional {
            let excess = deficit_sum / earned_sum;
            for economy in 0..self.economies {
                self.deficit[economy].0[lane] -= excess * self.earned[economy].0[lane];
            }
        }
        self.exhausted[lane] = false;
        for economy in 0..self.economies {
            let earned = self.earned[economy].0[lane];
            let income = earned + self.revenue[economy].0[lane] + self.deficit[economy].0[lane];
            self.exhausted[lane] |= income < LEAST_INCOME * earned && income / earned - 1.0 < 0.0;
            self.income[economy].0[lane] = income.max(LEAST_INCOME * earned);
        }
    }

    fn spend(&mut self, calibration: &Calibration, spending: &[Pack], next: &mut [Pack]) {
        next.fill(Pack::ZERO);
        if self.adds {
            self.used.copy_from_slice(&self.output);
            kernels::multiply(numbers_mut(&mut self.used), pack::numbers(&self.per_cost));
        }
        let used = if self.adds { &self.used } else { &self.output };
        let inputs = calibration.input_share.values();
        pack::add_transposed_products(next, inputs, used, self.economies, self.sectors);
        for (input, added) in self.added.iter().filter(|_| self.adds) {
            let next = &mut next[input * self.economies..][..self.economies];
            for (added, used) in added.chunks_exact(self.economies).zip(used.chunks_exact(self.economies)) {
                pack::add_lane_products(next, added, used);
            }
        }
        let shares = self.final_share.chunks_exact(self.economies);
        for (next, share) in next.chunks_exact_mut(self.economies).zip(shares) {
            pack::add_scaled(next, share, &self.income);
        }
        kernels::ln_in_place(numbers_mut(next));
        pack::scale(next, &self.active);
        self.spent = pack::largest_differences(next, spending);
    }

    fn gaps(&mut self) {
        self.gap.fill(Pack::ZERO);
        let shares = self.value_added_share.chunks_exact(self.economies);
        let used = if self.adds { &self.used } else { &self.output };
        for (share, output) in shares.zip(used.chunks_exact(self.economies)) {
            pack::add_scaled(&mut self.gap, share, output);
        }
        for (gap, earned) in self.gap.iter_mut().zip(&self.earned) {
            gap.0.iter_mut().zip(earned.0).for_each(|(gap, earned)| *gap /= earned);
        }
        kernels::ln_in_place(numbers_mut(&mut self.gap));
        self.market = Pack::ZERO;
        for gap in &self.gap {
            self.market
                .0
                .iter_mut()
                .zip(gap.0)
                .for_each(|(market, gap)| *market = finite_max(*market, gap.abs()));
        }
    }

    /// Shifts ln w so that world factor income is the calibration's.
    pub fn normalise(&self, wage: &mut [Pack], world_income: f64) {
        for lane in 0..TOGETHER {
            let pairs = wage.iter().zip(&self.factor_supply);
            let world: f64 = pairs.map(|(wage, supply)| supply.0[lane] * wage.0[lane].exp()).sum();
            let level = (world / world_income).ln();
            wage.iter_mut().for_each(|wage| wage.0[lane] -= level);
        }
    }
}
