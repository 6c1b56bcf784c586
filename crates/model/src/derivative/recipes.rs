//! What growing recipes change by themselves: the inputs that a shock adds.
//!
//! With m, gamma and beta as in [`Recipe`], x the added inputs and M the price of inputs as a whole,
//! `dm = sum_k dx_k`, `dgamma_k = (dx_k - gamma_k dm) / m`, `dbeta = -beta dm / m`, and at given prices
//!
//! - inputs: `dln M = sum_k dg_k ln P_k` with `g = gamma / (1 - beta)`, or `sum_k dg_k (P_k / M)^rho / rho`
//! - the bundle: `dln b = dbeta (ln v - ln M) + (1 - beta) dln M`
//! - unit cost: `dln c = dln m + dln b - dbeta ln B`

use super::Linearised;
use crate::arrays::{Grid, Inputs};
use crate::index::{EconomyId, InputUse, SectorId, Size};
use crate::recipe::Recipe;

/// Changes at given prices and output.
pub struct RecipeChanges {
    /// ln of unit cost.
    pub unit_cost: Grid,
    /// ln of the price of the bundle.
    pub bundle: Grid,
    /// ln of the share of value added in cost.
    pub value_added: Grid,
    /// What is bought of each composite, in value.
    pub inputs: Grid,
}

impl RecipeChanges {
    /// What `added` changes as inputs grow by it.
    pub fn of(at: &Linearised<'_>, added: &Inputs) -> Self {
        let size = at.equilibrium.price.size();
        let grid = || Grid::zeros(size);
        let mut changes = Self { unit_cost: grid(), bundle: grid(), value_added: grid(), inputs: grid() };
        let recipe = Recipe::after(&at.benchmark.calibration, at.shock);
        let assumed = at.benchmark.assumptions.as_ref();
        let rho = assumed.map_or(0.0, |assumed| 1.0 - assumed.elasticities.inputs);
        for economy in size.economies() {
            for sector in size.sectors() {
                let cell = Cell { at, recipe: &recipe, added, economy, sector, rho };
                let more = cell.bought().map(|input| added[input]).sum::<f64>();
                if more != 0.0 {
                    cell.change(more, &mut changes);
                }
            }
        }
        changes
    }
}

/// One sector of an economy.
struct Cell<'a> {
    at: &'a Linearised<'a>,
    recipe: &'a Recipe<'a>,
    added: &'a Inputs,
    economy: EconomyId,
    sector: SectorId,
    rho: f64,
}

impl Cell<'_> {
    fn size(&self) -> Size {
        self.added.size()
    }

    /// Inputs that somebody supplies.
    fn bought(&self) -> impl Iterator<Item = InputUse> {
        let (economy, sector) = (self.economy, self.sector);
        let inputs = self.size().sectors().map(move |input| InputUse { economy, input, sector });
        inputs.filter(|at| self.at.benchmark.calibration.spending[(self.economy, at.input)] > 0.0)
    }

    fn change(&self, more: f64, changes: &mut RecipeChanges) {
        let key = (self.economy, self.sector);
        let total = self.recipe.cost.as_ref().map_or(1.0, |cost| cost[key]);
        let growth = more / total;
        let beta = self.recipe.value_added_share[key];
        let (inputs, ln_inputs) = (1.0 - beta, self.ln_inputs(more));
        let by_share = self.by_shares(more, total, ln_inputs);
        // dbeta times ln v less ln B, what is left of unit cost.
        let shock = self.at.shock;
        let scale = self.at.equilibrium.scale.as_ref().map_or(0.0, |scale| scale[key].ln());
        let left = self.at.equilibrium.unit_cost[key].ln() - total.ln() - inputs * ln_inputs
            + shock.productivity[key].ln()
            + scale;
        let in_cost = -growth * left + beta * growth * ln_inputs + by_share;
        changes.unit_cost[key] += growth + in_cost;
        changes.bundle[key] += in_cost - beta * growth * shock.value_added_productivity[key].ln();
        changes.value_added[key] -= growth;
        let output = self.at.equilibrium.output[key];
        for at in self.bought() {
            let relative = match self.rho == 0.0 {
                true => 1.0,
                false => (self.rho * (self.ln_price(at) - ln_inputs)).exp(),
            };
            let share = self.recipe.input_share[at];
            let dearer = if inputs > 0.0 { self.rho * by_share / inputs } else { 0.0 };
            let bought = (self.added[at] - share * more) / total - share * dearer;
            changes.inputs[(self.economy, at.input)] += bought * relative * output;
        }
    }

    fn ln_price(&self, at: InputUse) -> f64 {
        self.at.equilibrium.price[(self.economy, at.input)].ln()
    }

    /// Share of an input in all inputs; of those to come where there are none yet.
    fn within(&self, at: InputUse, more: f64) -> f64 {
        let inputs = 1.0 - self.recipe.value_added_share[(self.economy, self.sector)];
        if inputs > 0.0 { self.recipe.input_share[at] / inputs } else { self.added[at] / more }
    }

    /// ln of the price of inputs as a whole.
    fn ln_inputs(&self, more: f64) -> f64 {
        let terms = self.bought().map(|at| (self.within(at, more), self.ln_price(at)));
        match self.rho == 0.0 {
            true => terms.map(|(share, price)| share * price).sum(),
            false => {
                terms.map(|(share, price)| share * (self.rho * price).exp()).sum::<f64>().ln() / self.rho
            }
        }
    }

    /// What that price changes as shares among inputs do, times the share of inputs in cost.
    fn by_shares(&self, more: f64, total: f64, ln_inputs: f64) -> f64 {
        let beta = self.recipe.value_added_share[(self.economy, self.sector)];
        let terms = self.bought().map(|at| {
            let share = (self.added[at] - self.recipe.input_share[at] * more) / total;
            let within = share - self.within(at, more) * beta * more / total;
            let price = self.ln_price(at);
            match self.rho == 0.0 {
                true => within * price,
                false => within * (self.rho * (price - ln_inputs)).exp() / self.rho,
            }
        });
        terms.sum()
    }
}
