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
            powers: Vec::new(),
        }
    }

    /// Compiles a problem. One power is taken for each flow whose cost changes; sectors in which nothing does are left alone.
    pub fn compile(&mut self, calibration: &Calibration, theta: &PerSector, shock: &Shock) {
        self.theta.copy_from_slice(theta.values());
        // Those of the last problem would make this one's solution depend on it.
        self.wage_step.fill(0.0);
        let mut used = 0;
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
            if costs_change || rates_change {
                self.compile_flows(calibration, shock, sector, &mut used);
            } else {
                self.own_net_at[sector.0] = None;
                let width = self.structure.width;
                self.row_scale[sector.0 * width..(sector.0 + 1) * width].fill(0.0);
            }
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

    /// Writes a sector's own flows after `used` numbers of others, of which there are more then. What lies there from other problems is
    /// replaced but for the padding, which is zero in all of them.
    fn compile_flows(
        &mut self,
        calibration: &Calibration,
        shock: &Shock,
        sector: SectorId,
        used: &mut usize,
    ) {
        let Structure { size, width, .. } = *self.structure;
        let start = *used;
        *used += self.structure.square();
        self.own_net_at[sector.0] = Some(start);
        if self.own_net.len() < *used {
            self.own_net.resize(*used, 0.0);
        }
        let costs = shock.iceberg.sector(sector);
        let bans = costs.iter().fold(false, |any, cost| any | cost.is_infinite());
        let shares = calibration.trade_share.sector(sector);
        let rates = shock.tariffs.sector(sector);
        let old_rates = calibration.tariffs.sector(sector);
        let tariffed = self.structure.tariffed[sector.0] || kernels::any_other_than(rates, 0.0);
        // The sector as a whole, and not row by row, so that hardly any number is alone in a vector.
        self.powers.clear();
        self.powers.extend_from_slice(costs);
        if tariffed {
            for (power, (rate, old_rate)) in self.powers.iter_mut().zip(rates.iter().zip(old_rates)) {
                *power *= (1.0 + rate) / (1.0 + old_rate);
            }
        }
        kernels::ln_in_place(&mut self.powers);
        if bans {
            let banned = costs.iter().zip(&mut self.powers).filter(|(cost, _)| cost.is_infinite());
            banned.for_each(|(_, power)| *power = f64::INFINITY);
        }
        let theta = self.theta[sector.0];
        let scales = &mut self.row_scale[sector.0 * width..][..size.economies];
        let rows = self.powers.chunks_exact_mut(size.economies).zip(shares.chunks_exact(size.economies));
        for ((powers, shares), scale) in rows.zip(scales) {
            powers.iter_mut().for_each(|power| *power *= -theta);
            let largest = kernels::largest_where(shares, powers);
            *scale = if largest.is_finite() { largest } else { 0.0 };
            powers.iter_mut().for_each(|power| *power -= *scale);
        }
        kernels::exp_in_place(&mut self.powers);
        kernels::multiply(&mut self.powers, shares);
        if tariffed {
            self.powers.iter_mut().zip(rates).for_each(|(power, rate)| *power /= 1.0 + rate);
        }
        let net = self.own_net[start..*used].chunks_exact_mut(width);
        for (net, row) in net.zip(self.powers.chunks_exact(size.economies)) {
            net[..size.economies].copy_from_slice(row);
        }
        self.bans |= bans;
        if bans {
            self.remove_banned(costs, start);
        }
    }

    /// What saturates at the smallest of numbers is nothing.
    fn remove_banned(&mut self, costs: &[f64], start: usize) {
        let Structure { size, width, .. } = *self.structure;
        let net = self.own_net[start..].chunks_exact_mut(width);
        for (net, costs) in net.zip(costs.chunks_exact(size.economies)) {
            net.iter_mut().zip(costs).filter(|(_, cost)| cost.is_infinite()).for_each(|(net, _)| *net = 0.0);
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
        let at = sector.0 * self.structure.width;
        let mut all = vec![0.0; self.structure.size.economies];
        let ln_of = |factors: &[f64]| {
            let changes = kernels::any_other_than(factors, 1.0);
            let mut ln = factors.to_vec();
            kernels::ln_in_place(&mut ln);
            changes.then_some(ln)
        };
        if let Some(ln) = ln_of(shock.productivity.sector(sector)) {
            kernels::add_scaled(&mut all, 1.0, &ln);
        }
        if let Some(added) = &self.added {
            // Times m, as all of this is here; of value added the share is `beta / m`.
            let per_cost = &added.per_cost[at..];
            if let Some(ln) = ln_of(&per_cost[..all.len()]) {
                let both = all.iter_mut().zip(&ln).zip(per_cost);
                both.for_each(|((all, ln), per_cost)| *all = (*all + ln) / per_cost);
            }
        }
        let share = &self.value_added_share()[at..];
        // The one factor of the plain model is all of value added.
        let factor = shock.factor_productivity.first().filter(|_| self.technology.is_none());
        for factors in [Some(&shock.value_added_productivity), factor].into_iter().flatten() {
            if let Some(mut ln) = ln_of(factors.sector(sector)) {
                kernels::multiply(&mut ln, share);
                kernels::add_scaled(&mut all, 1.0, &ln);
            }
        }
        if let Some(ln) = cost.and_then(|cost| ln_of(cost.sector(sector))) {
            kernels::add_scaled(&mut all, -1.0, &ln);
        }
        self.productivity[at..][..all.len()].copy_from_slice(&all);
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
