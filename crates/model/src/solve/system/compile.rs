//! From a calibration, its elasticities, a closure and a shock to flat arrays.

use super::{Added, Shares, System};
use crate::arrays::PerSector;
use crate::arrays::{Grid, PerEconomy};
use crate::calibration::Calibration;
use crate::closure::Closure;
use crate::index::{EconomyId, InputUse, SectorId};
use crate::kernels;
use crate::recipe::Recipe;
use crate::shock::Shock;
use crate::solve::structure::{Structure, pad};
use crate::solve::technology::Technology;

impl<'a> System<'a> {
    /// A system with nothing compiled into it yet.
    pub fn empty(structure: &'a Structure, technology: Option<&'a Technology>, closure: Closure) -> Self {
        let sectors = structure.size.sectors;
        Self {
            structure,
            technology,
            closure,
            theta: vec![0.0; sectors],
            own_net: Vec::new(),
            own_net_at: vec![None; sectors],
            duty: Vec::new(),
            duty_at: vec![None; sectors],
            row_scale: vec![0.0; structure.grid_len()],
            bans: false,
            productivity: vec![0.0; structure.grid_len()],
            added: None,
            shares: None,
            supply: structure.factor_income.clone(),
            factor_supply: Vec::new(),
            factor_productivity: Vec::new(),
            wage_step: vec![0.0; structure.width],
        }
    }

    /// Compiles a problem. One power is taken for each flow whose cost changes; sectors in which nothing does are left alone.
    pub fn compile(&mut self, calibration: &Calibration, theta: &PerSector, shock: &Shock) {
        self.theta.copy_from_slice(theta.values());
        // Those of the last problem would make this one's solution depend on it.
        self.wage_step.fill(0.0);
        self.own_net.clear();
        self.duty.clear();
        self.bans = false;
        self.compile_factors(shock);
        let cost = match self.technology {
            None => {
                self.compile_added(calibration, shock);
                None
            }
            Some(_) => self.compile_shares(calibration, shock),
        };
        for sector in self.structure.size.sectors() {
            let costs = shock.iceberg.sector(sector);
            let (rates, old_rates) = (shock.tariffs.sector(sector), calibration.tariffs.sector(sector));
            let costs_change = kernels::any_other_than(costs, 1.0);
            let tariffed = kernels::any_other_than(rates, 0.0);
            let rates_change = match self.structure.tariffed[sector.0] {
                true => kernels::differ(rates, old_rates),
                false => tariffed,
            };
            self.bans |= costs_change && costs.iter().any(|cost| cost.is_infinite());
            self.compile_flows(calibration, shock, sector, costs_change || rates_change);
            self.duty_at[sector.0] = tariffed.then_some(self.duty.len());
            if tariffed {
                self.compile_duties(shock, sector);
            }
            self.compile_productivity(cost.as_ref(), shock, sector);
        }
    }

    /// Shares of cost; gives what a unit of output costs at benchmark prices, where inputs are added.
    fn compile_shares(&mut self, calibration: &Calibration, shock: &Shock) -> Option<Grid> {
        let recipe = Recipe::after(calibration, shock);
        self.shares = recipe.cost.is_some().then(|| Shares {
            input: self.structure.padded_inputs(&recipe.input_share),
            value_added: pad(&recipe.value_added_share, self.structure.width),
        });
        recipe.cost
    }

    /// See [`Recipe`] for what is added, which does it for a calibration.
    fn compile_added(&mut self, calibration: &Calibration, shock: &Shock) {
        self.added = None;
        let Some(inputs) = &shock.added_inputs else { return };
        let Structure { size, width, .. } = *self.structure;
        let mut anywhere = vec![false; size.sectors];
        for economy in size.economies() {
            for sector in size.sectors() {
                let added = inputs.inputs(economy, sector);
                anywhere.iter_mut().zip(added).for_each(|(any, added)| *any |= *added != 0.0);
            }
        }
        let mut cost = vec![1.0; self.structure.grid_len()];
        let mut rows = Vec::new();
        for input in size.sectors().filter(|input| anywhere[input.0]) {
            let mut added = vec![0.0; self.structure.grid_len()];
            // What nobody supplies cannot be bought.
            let buys = |economy: &EconomyId| calibration.spending[(*economy, input)] > 0.0;
            for economy in size.economies().filter(buys) {
                for sector in size.sectors() {
                    let at = sector.0 * width + economy.0;
                    added[at] = inputs[InputUse { economy, input, sector }];
                    cost[at] += added[at];
                }
            }
            rows.push((input.0, added));
        }
        let per_cost = cost.iter().map(|cost| 1.0 / cost).collect();
        self.added = Some(Added { per_cost, inputs: rows });
    }

    fn compile_flows(&mut self, calibration: &Calibration, shock: &Shock, sector: SectorId, changes: bool) {
        let Structure { size, width, .. } = *self.structure;
        self.own_net_at[sector.0] = changes.then_some(self.own_net.len());
        if !changes {
            self.row_scale[sector.0 * width..(sector.0 + 1) * width].fill(0.0);
            return;
        }
        let start = self.own_net.len();
        self.own_net.resize(start + self.structure.square(), 0.0);
        let theta = self.theta[sector.0];
        let mut powers = vec![0.0; width];
        for destination in size.economies() {
            let shares = calibration.trade_share.origins(destination, sector);
            let icebergs = shock.iceberg.origins(destination, sector);
            let rates = shock.tariffs.origins(destination, sector);
            let old_rates = calibration.tariffs.origins(destination, sector);
            for (origin, power) in powers[..size.economies].iter_mut().enumerate() {
                *power = icebergs[origin] * ((1.0 + rates[origin]) / (1.0 + old_rates[origin]));
            }
            kernels::ln_in_place(&mut powers[..size.economies]);
            powers.iter_mut().for_each(|power| *power *= -theta);
            let allowed = |origin: usize| icebergs[origin].is_finite();
            let bought = (0..size.economies).filter(|&origin| shares[origin] > 0.0 && allowed(origin));
            let largest = bought.map(|origin| powers[origin]).fold(f64::NEG_INFINITY, f64::max);
            let scale = if largest.is_finite() { largest } else { 0.0 };
            self.row_scale[sector.0 * width + destination.0] = scale;
            powers.iter_mut().for_each(|power| *power -= scale);
            kernels::exp_in_place(&mut powers);
            let row = start + destination.0 * width;
            let net = &mut self.own_net[row..row + width];
            for (((net, share), power), rate) in net.iter_mut().zip(shares).zip(&powers).zip(rates) {
                *net = share * power / (1.0 + rate);
            }
            for (net, _) in net.iter_mut().zip(icebergs).filter(|(_, cost)| cost.is_infinite()) {
                *net = 0.0;
            }
        }
    }

    fn compile_duties(&mut self, shock: &Shock, sector: SectorId) {
        let Structure { size, width, .. } = *self.structure;
        let start = self.duty.len();
        let mut duties = std::mem::take(&mut self.duty);
        duties.resize(start + self.structure.square(), 0.0);
        let net = self.net(sector.0).chunks_exact(width);
        let duty = duties[start..].chunks_exact_mut(width);
        for (destination, (duty, net)) in size.economies().zip(duty.zip(net)) {
            let rates = shock.tariffs.origins(destination, sector);
            for ((duty, net), rate) in duty.iter_mut().zip(net).zip(rates) {
                *duty = net * rate;
            }
        }
        self.duty = duties;
    }

    /// Sets the quantity of the one factor of the plain model.
    pub fn set_supply(&mut self, hats: &PerEconomy) {
        let supply = self.supply.iter_mut().zip(&self.structure.factor_income).zip(hats.values());
        supply.for_each(|((supply, income), hat)| *supply = income * hat);
    }

    /// Quantities of factors, and what a unit of each counts for.
    pub fn compile_factors(&mut self, shock: &Shock) {
        let width = self.structure.width;
        let padded = |values: &PerEconomy| {
            let mut row = values.values().to_vec();
            row.resize(width, 1.0);
            row
        };
        self.supply.copy_from_slice(&self.structure.factor_income);
        match self.technology {
            None => {
                if let Some(supply) = shock.factor_supply.first() {
                    kernels::multiply(&mut self.supply, &padded(supply));
                }
            }
            Some(_) => {
                self.factor_supply = shock.factor_supply.iter().map(padded).collect();
                let ln = |grid: &Grid| pad(&grid.map(f64::ln), width);
                self.factor_productivity = shock.factor_productivity.iter().map(ln).collect();
            }
        }
    }

    fn compile_productivity(&mut self, cost: Option<&Grid>, shock: &Shock, sector: SectorId) {
        for economy in self.structure.size.economies() {
            let key = (economy, sector);
            let at = sector.0 * self.structure.width + economy.0;
            let (total, value_added) = (shock.productivity[key], shock.value_added_productivity[key]);
            let share = self.value_added_share()[at];
            let per_cost = self.added.as_ref().map_or(1.0, |added| added.per_cost[at]);
            let mut ln = 0.0;
            if total != 1.0 {
                ln += total.ln();
            }
            if per_cost != 1.0 {
                // Times m, as all of this is here; of value added the share is `beta / m`.
                ln = (ln + per_cost.ln()) / per_cost;
            }
            if value_added != 1.0 {
                ln += share * value_added.ln();
            }
            // The one factor of the plain model is all of value added.
            if self.technology.is_none()
                && let Some(factor) = shock.factor_productivity.first()
            {
                ln += share * factor[key].ln();
            }
            if let Some(cost) = cost {
                ln -= cost[key].ln();
            }
            self.productivity[at] = ln;
        }
    }

    /// Sets how far wages follow their gaps where no preconditioner says it better. A rough elasticity of factor demand to
    /// the wage is enough: the acceleration finds the rest.
    pub fn set_wage_steps(&mut self, calibration: &Calibration) {
        let Structure { size, width, .. } = *self.structure;
        let mut weighted = vec![0.0; width];
        let mut weights = vec![0.0; width];
        for sector in size.sectors() {
            let theta = self.theta[sector.0];
            let beta = &self.structure.value_added_share[sector.0 * width..][..width];
            for destination in size.economies() {
                let spending = calibration.spending[(destination, sector)];
                let shares = calibration.trade_share.origins(destination, sector);
                for (origin, (share, beta)) in shares.iter().zip(beta).enumerate() {
                    let paid = share * spending * beta;
                    weighted[origin] += paid * theta * (1.0 - share);
                    weights[origin] += paid;
                }
            }
        }
        for economy in 0..size.economies {
            let elasticity = if weights[economy] > 0.0 { weighted[economy] / weights[economy] } else { 0.0 };
            let supply = self.technology.map_or(0.0, Technology::supply_elasticity);
            self.wage_step[economy] = 1.0 / (1.0 + elasticity + supply);
        }
    }
}
