//! From changes of unknowns and parameters to changes of what the equations speak of.

use super::General;
use crate::arrays::{Grid, PerEconomy};
use crate::derivative::parameters::PerParameter;
use crate::derivative::recipes::RecipeChanges;
use crate::kernels::{add_products, add_scaled};
use crate::solve::pad;

/// Changes of ln of prices, and of values paid and earned. Arrays run as in [`Factor`](super::Factor).
pub struct Changes {
    final_price: Vec<f64>,
    value_added: Vec<f64>,
    /// Price of the bundle of value added and inputs.
    bundle: Vec<f64>,
    /// ln of the share of value added in cost.
    value_added_share: Vec<f64>,
    factors: Vec<FactorChanges>,
}

struct FactorChanges {
    price: Vec<f64>,
    /// Price over productivity, by economy and sector.
    effective: Vec<f64>,
    /// ln of its quantity.
    supply: Vec<f64>,
    paid: Vec<f64>,
    earned: Vec<f64>,
}

impl General<'_> {
    /// Nothing changes.
    pub fn unchanged(&self) -> Changes {
        let (row, grid) = (vec![0.0; self.width], vec![0.0; self.output.len()]);
        let factors = self.factors.iter().map(|factor| FactorChanges {
            price: vec![0.0; factor.earned.len()],
            effective: grid.clone(),
            supply: row.clone(),
            paid: vec![0.0; factor.earned.len()],
            earned: vec![0.0; factor.earned.len()],
        });
        let factors = factors.collect();
        Changes {
            final_price: row,
            value_added: grid.clone(),
            bundle: grid.clone(),
            value_added_share: grid,
            factors,
        }
    }

    /// What parameters change of factors and of the bundles they are part of, before any price moves.
    pub fn shifted(&self, direction: &PerParameter, recipes: Option<&RecipeChanges>) -> Changes {
        let mut changes = self.unchanged();
        for (number, factor) in changes.factors.iter_mut().enumerate() {
            if let Some(productivity) = direction.factor_productivity.get(number) {
                add_scaled(&mut factor.effective, -1.0, &pad(productivity, self.width));
            }
            if let Some(supply) = direction.factor_supply.get(number) {
                factor.supply[..supply.values().len()].copy_from_slice(supply.values());
            }
        }
        self.value_added_prices(&mut changes);
        let bundles = changes.value_added.iter().zip(&self.value_added_share);
        changes.bundle.iter_mut().zip(bundles).for_each(|(bundle, (added, beta))| *bundle = beta * added);
        if let Some(recipes) = recipes {
            changes.value_added_share = pad(&recipes.value_added, self.width);
        }
        changes
    }

    /// Adds what growing recipes change of the price of the bundle, which is no price of its inputs.
    pub fn add_recipes(&self, recipes: &RecipeChanges, changes: &mut Changes) {
        add_scaled(&mut changes.bundle, 1.0, &pad(&recipes.bundle, self.width));
    }

    /// Prices of final demand, factors and value added that unknowns amount to.
    pub fn prices(&self, z: &[f64], changes: &mut Changes) {
        let (level, price, _) = self.structure.split(z);
        let Changes { final_price, factors, .. } = changes;
        final_price.fill(0.0);
        add_products(final_price, &self.final_share, price);
        for (factor, change) in self.factors.iter().zip(factors) {
            for (at, price) in change.price.iter_mut().enumerate() {
                let economy = at % self.width;
                let own = factor.block.as_ref().map_or(0.0, |block| z[block.start + at]);
                let abundant = factor.abundant[at];
                *price = (1.0 - abundant) * (level[economy] + own) + abundant * final_price[economy];
            }
            for effective in change.effective.chunks_exact_mut(change.price.len()) {
                effective.copy_from_slice(&change.price);
            }
        }
        self.value_added_prices(changes);
    }

    fn value_added_prices(&self, changes: &mut Changes) {
        changes.value_added.fill(0.0);
        for (factor, change) in self.factors.iter().zip(&changes.factors) {
            let priced = factor.share.iter().zip(&change.effective);
            changes
                .value_added
                .iter_mut()
                .zip(priced)
                .for_each(|(sum, (share, price))| *sum += share * price);
        }
    }

    /// Unit costs of one sector, to which inputs have been added.
    pub fn unit_cost(
        &self,
        sector: usize,
        z: &[f64],
        inputs: &[f64],
        changes: &mut Changes,
        cost: &mut [f64],
    ) {
        let here = sector * self.width..(sector + 1) * self.width;
        let beta = &self.value_added_share[here.clone()];
        let bundle = &mut changes.bundle[here.clone()];
        bundle.fill(0.0);
        add_products(bundle, beta, &changes.value_added[here.clone()]);
        add_products(bundle, inputs, &z[self.width..][..self.output.len()]);
        cost.copy_from_slice(bundle);
        if let Some(scale) = &self.scale {
            add_scaled(cost, -scale.psi[sector], &z[scale.block.clone()][here]);
        }
    }

    /// Takes from a sector's output what it buys less of every input since inputs as a whole grow dearer.
    pub fn substitute(&self, sector: usize, changes: &Changes, output: &mut [f64]) {
        let here = sector * self.width..(sector + 1) * self.width;
        for (output, at) in output.iter_mut().zip(here) {
            let added = self.value_added_share[at] * changes.value_added[at];
            let inputs = (changes.bundle[at] - added) * self.per_inputs[at];
            *output -= self.rho_inputs * self.output[at] * inputs;
        }
    }

    /// Whether dearer inputs make sectors buy more or less of each.
    pub fn substitutes(&self) -> bool {
        self.rho_inputs != 0.0
    }

    /// Adds what prices alone change of demand for composites.
    pub fn demand(&self, z: &[f64], changes: &Changes, demand: &mut [f64]) {
        let (_, price, _) = self.structure.split(z);
        for (at, demand) in demand.iter_mut().enumerate() {
            let lost = self.by_final_price[at] * changes.final_price[at % self.width];
            *demand += self.by_own_price[at] * price[at] - lost;
        }
    }

    /// What factors are paid and earn; factor income is added to `income`.
    pub fn markets(&self, output: &[f64], changes: &mut Changes, income: &mut [f64]) {
        let width = self.width;
        let Changes { final_price, value_added, value_added_share, factors, .. } = changes;
        for (factor, change) in self.factors.iter().zip(factors) {
            let len = change.paid.len();
            change.paid.fill(0.0);
            for (at, output) in output.iter().enumerate() {
                let dearer = self.rho_value_added * (change.effective[at] - value_added[at]);
                let share = factor.share[at] * self.value_added_share[at];
                let more = dearer + value_added_share[at];
                change.paid[at % len] += share * output + factor.payments[at] * more;
            }
            for at in 0..len {
                let price = change.price[at];
                let real = price - final_price[at % width];
                let full = price + factor.elasticity * real + change.supply[at % width];
                let abundant = factor.abundant[at];
                change.earned[at] = abundant * change.paid[at] + (1.0 - abundant) * factor.earned[at] * full;
                income[at % width] += change.earned[at];
            }
        }
    }

    /// The rows of the linear system: factor markets and sizes. `out` holds the unknowns.
    pub fn equations(&self, changes: &Changes, output: &[f64], out: &mut [f64]) {
        let width = self.width;
        let (mut gap, mut centre) = (vec![0.0; width], vec![0.0; width]);
        let mut world = 0.0;
        for (factor, change) in self.factors.iter().zip(&changes.factors) {
            world += change.earned.iter().sum::<f64>() / self.world;
            for at in 0..change.earned.len() {
                if factor.per_limited[at] > 0.0 {
                    gap[at % width] += (change.earned[at] - change.paid[at]) * self.per_limited[at % width];
                }
                if let Some(block) = &factor.block {
                    centre[at % width] += factor.centre[at] * out[block.start + at];
                }
            }
        }
        for economy in 0..width {
            if self.per_limited[economy] > 0.0 {
                out[economy] = gap[economy] + world;
            }
        }
        for (factor, change) in self.factors.iter().zip(&changes.factors) {
            let Some(block) = factor.block.clone() else { continue };
            for (at, out) in out[block].iter_mut().enumerate() {
                let per = factor.per_limited[at];
                if per > 0.0 {
                    let own = (change.earned[at] - change.paid[at]) * per;
                    *out = own - gap[at % width] + centre[at % width];
                }
            }
        }
        if let Some(scale) = &self.scale {
            for (at, out) in out[scale.block.clone()].iter_mut().enumerate() {
                *out -= output[at] * scale.per_output[at] - scale.made[at] * changes.bundle[at];
            }
        }
    }

    /// Mean of the changes of prices that are wages.
    pub fn wages(&self, changes: &Changes) -> PerEconomy {
        let mut wage = vec![0.0; self.width];
        for (factor, change) in self.factors.iter().zip(&changes.factors) {
            add_products(&mut wage, &factor.wage, &change.price);
        }
        self.row_of(&wage)
    }

    /// By factor: the change of its mean price, and of what it earns, in value.
    pub fn factor_results(&self, direct: &Changes, moved: &Changes) -> Vec<(PerEconomy, Grid)> {
        let result = |number: usize| {
            let factor = &self.factors[number];
            let (direct, moved) = (&direct.factors[number], &moved.factors[number]);
            let mut price = vec![0.0; self.width];
            add_products(&mut price, &factor.mean, &moved.price);
            let mut earned = moved.earned.clone();
            add_scaled(&mut earned, 1.0, &direct.earned);
            (self.row_of(&price), self.rows_of(&earned, self.rows(number)))
        };
        (0..self.factors.len()).map(result).collect()
    }
}

impl Changes {
    /// Prices of bundles.
    pub fn bundle(&self) -> &[f64] {
        &self.bundle
    }
}
