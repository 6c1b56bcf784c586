//! The transpose of `changes`: from what each change is worth to what unknowns and parameters are.

use super::General;
use crate::arrays::{Grid, PerEconomy};
use crate::derivative::parameters::Objective;
use crate::kernels::{add_products, add_scaled};

/// What one more unit of each thing that the equations of factors and sizes speak of is worth.
pub struct Weights {
    /// By factor: of what it is paid, of what it earns, and of ln of its price.
    factors: Vec<FactorWeights>,
    /// Of ln of the price of final demand.
    final_price: Vec<f64>,
    /// Of output in value, and of ln of the price of the bundle.
    output: Vec<f64>,
    bundle: Vec<f64>,
}

struct FactorWeights {
    paid: Vec<f64>,
    earned: Vec<f64>,
    price: Vec<f64>,
}

/// What changes are worth on the way back, all that follows from them included.
pub struct Pulled {
    final_price: Vec<f64>,
    value_added: Vec<f64>,
    /// Of output in value.
    pub output: Vec<f64>,
    /// Of ln of what the inputs of one sector cost: scratch.
    inputs: Vec<f64>,
    /// Of ln of the sizes of sectors.
    sizes: Vec<f64>,
    factors: Vec<FactorPulled>,
}

struct FactorPulled {
    price: Vec<f64>,
    effective: Vec<f64>,
    supply: Vec<f64>,
}

impl General<'_> {
    /// Nothing is worth anything.
    pub fn worthless(&self) -> Weights {
        let grid = vec![0.0; self.output.len()];
        let factor = |len: usize| FactorWeights {
            paid: vec![0.0; len],
            earned: vec![0.0; len],
            price: vec![0.0; len],
        };
        Weights {
            factors: self.factors.iter().map(|own| factor(own.earned.len())).collect(),
            final_price: vec![0.0; self.width],
            output: grid.clone(),
            bundle: grid,
        }
    }

    /// Adds what wages and prices of final demand are worth to an objective itself.
    pub fn weigh_objective(&self, objective: &Objective, weights: &mut Weights) {
        let [wage, price] = [&objective.wage, &objective.final_price].map(PerEconomy::values);
        weights.final_price.iter_mut().zip(price).for_each(|(weight, own)| *weight += own);
        for (factor, weights) in self.factors.iter().zip(&mut weights.factors) {
            for (at, weight) in weights.price.iter_mut().enumerate() {
                *weight += wage.get(at % self.width).map_or(0.0, |wage| wage * factor.wage[at]);
            }
        }
    }

    /// From what one more unit of each equation's right-hand side is worth, times `sign`.
    pub fn weigh_equations(&self, y: &[f64], sign: f64, weights: &mut Weights) {
        let width = self.width;
        let mut gap = vec![0.0; width];
        let mut world = 0.0;
        for economy in (0..width).filter(|&economy| self.per_limited[economy] > 0.0) {
            gap[economy] = -sign * y[economy];
            world -= sign * y[economy] / self.world;
        }
        for factor in &self.factors {
            let Some(block) = factor.block.clone() else { continue };
            for (at, (y, per)) in y[block].iter().zip(&factor.per_limited).enumerate() {
                gap[at % width] += if *per > 0.0 { sign * y } else { 0.0 };
            }
        }
        for (factor, weights) in self.factors.iter().zip(&mut weights.factors) {
            for (at, per) in factor.per_limited.iter().enumerate() {
                let balance = if *per > 0.0 {
                    let own = factor.block.as_ref().map_or(0.0, |block| sign * y[block.start + at]);
                    gap[at % width] * self.per_limited[at % width] - own * per
                } else {
                    0.0
                };
                weights.earned[at] = world + balance;
                weights.paid[at] = -balance;
                weights.price[at] = 0.0;
            }
        }
        weights.final_price.fill(0.0);
        if let Some(scale) = &self.scale {
            for (at, y) in y[scale.block.clone()].iter().enumerate() {
                weights.output[at] = sign * y * scale.per_output[at];
                weights.bundle[at] = -sign * y * scale.made[at];
            }
        }
    }

    /// The unknowns as they stand in the rows themselves, transposed; `out` holds the rows' weights.
    pub fn transpose_identity(&self, out: &mut [f64]) {
        let width = self.width;
        let mut centre = vec![0.0; width];
        for factor in &self.factors {
            let Some(block) = factor.block.clone() else { continue };
            for (at, (y, per)) in out[block].iter().zip(&factor.per_limited).enumerate() {
                centre[at % width] += if *per > 0.0 { *y } else { 0.0 };
            }
        }
        for factor in &self.factors {
            let Some(block) = factor.block.clone() else { continue };
            for (at, (out, per)) in out[block].iter_mut().zip(&factor.per_limited).enumerate() {
                if *per > 0.0 {
                    *out = factor.centre[at] * centre[at % width];
                }
            }
        }
        for (out, per) in out.iter_mut().zip(&self.per_limited) {
            if *per > 0.0 {
                *out = 0.0;
            }
        }
    }

    /// From demand for composites and factor income in value back to output, value added and prices.
    pub fn pull_demand(&self, weights: &Weights, demand: &[f64], income: &[f64], z: &mut [f64]) -> Pulled {
        let width = self.width;
        let grid = vec![0.0; self.output.len()];
        let mut pulled = Pulled {
            final_price: weights.final_price.clone(),
            value_added: grid.clone(),
            output: weights.output.clone(),
            inputs: vec![0.0; width],
            sizes: grid.clone(),
            factors: Vec::with_capacity(self.factors.len()),
        };
        for (factor, own) in self.factors.iter().zip(&weights.factors) {
            let mut back =
                FactorPulled { price: own.price.clone(), effective: grid.clone(), supply: vec![0.0; width] };
            let mut paid = own.paid.clone();
            for (at, paid) in paid.iter_mut().enumerate() {
                let economy = at % width;
                let earned = own.earned[at] + income[economy];
                let abundant = factor.abundant[at];
                *paid += abundant * earned;
                let full = (1.0 - abundant) * factor.earned[at] * earned;
                back.price[at] += (1.0 + factor.elasticity) * full;
                pulled.final_price[economy] -= factor.elasticity * full;
                back.supply[economy] += full;
            }
            for at in 0..grid.len() {
                let paid = paid[at % paid.len()];
                let dearer = self.rho_value_added * factor.payments[at] * paid;
                pulled.output[at] += factor.share[at] * self.value_added_share[at] * paid;
                back.effective[at] += dearer;
                pulled.value_added[at] -= dearer;
            }
            pulled.factors.push(back);
        }
        for (at, (price, demand)) in z[width..].iter_mut().zip(demand).enumerate() {
            *price += self.by_own_price[at] * demand;
            pulled.final_price[at % width] -= self.by_final_price[at] * demand;
        }
        pulled
    }

    /// Output of one sector, to which what its inputs are worth is added.
    pub fn pull_output(
        &self,
        sector: usize,
        inputs: &[f64],
        demand: &[f64],
        pulled: &mut Pulled,
        out: &mut [f64],
    ) {
        let here = sector * self.width..(sector + 1) * self.width;
        let bought = &mut pulled.inputs;
        bought.fill(0.0);
        add_products(bought, inputs, demand);
        add_scaled(&mut pulled.output[here.clone()], 1.0, bought);
        out.copy_from_slice(&pulled.output[here.clone()]);
        for (bought, at) in bought.iter_mut().zip(here) {
            *bought *= -self.rho_inputs * self.output[at] * self.per_inputs[at];
        }
    }

    /// Unit costs of one sector; leaves in their place what the cost of its inputs is worth.
    pub fn pull_cost(&self, sector: usize, weights: &Weights, pulled: &mut Pulled, cost: &mut [f64]) {
        let here = sector * self.width..(sector + 1) * self.width;
        if let Some(scale) = &self.scale {
            add_scaled(&mut pulled.sizes[here.clone()], -scale.psi[sector], cost);
        }
        add_scaled(cost, 1.0, &weights.bundle[here.clone()]);
        let beta = &self.value_added_share[here.clone()];
        add_products(&mut pulled.value_added[here], beta, cost);
        add_scaled(cost, 1.0, &pulled.inputs);
    }

    /// From value added, sizes and prices of factors and final demand back to unknowns.
    pub fn pull_prices(&self, pulled: &mut Pulled, z: &mut [f64]) {
        let width = self.width;
        let Pulled { final_price, value_added, factors, sizes, .. } = pulled;
        if let Some(scale) = &self.scale {
            add_scaled(&mut z[scale.block.clone()], 1.0, sizes);
        }
        for (factor, back) in self.factors.iter().zip(factors) {
            let len = back.price.len();
            for (at, value_added) in value_added.iter().enumerate() {
                back.effective[at] += factor.share[at] * value_added;
                back.price[at % len] += back.effective[at];
            }
            for (at, price) in back.price.iter().enumerate() {
                let (economy, abundant) = (at % width, factor.abundant[at]);
                z[economy] += (1.0 - abundant) * price;
                final_price[economy] += abundant * price;
                if let Some(block) = &factor.block {
                    z[block.start + at] += (1.0 - abundant) * price;
                }
            }
        }
        let prices = z[width..][..self.output.len()].chunks_exact_mut(width);
        for (price, share) in prices.zip(self.final_share.chunks_exact(width)) {
            add_products(price, share, final_price);
        }
    }

    /// By factor: what ln of its supply and of its productivity are worth.
    pub fn parameters(&self, pulled: &Pulled) -> (Vec<PerEconomy>, Vec<Grid>) {
        let supply = pulled.factors.iter().map(|factor| self.row_of(&factor.supply));
        let productivity =
            pulled.factors.iter().map(|factor| self.structure.unpad(&factor.effective, |x| -x));
        (supply.collect(), productivity.collect())
    }
}
