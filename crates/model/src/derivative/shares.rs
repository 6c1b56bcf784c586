//! Shares of cost and of final demand, as they are at an equilibrium.

use crate::benchmark::Benchmark;
use crate::recipe::Recipe;
use crate::shock::Shock;
use crate::solve::pad;
use std::borrow::Cow;

/// Shares that run as in [`Structure`](crate::solve::Structure).
pub struct Shares<'a> {
    /// By using sector, then input.
    pub input: Cow<'a, [f64]>,
    pub value_added: Cow<'a, [f64]>,
    pub final_demand: Cow<'a, [f64]>,
}

impl<'a> Shares<'a> {
    /// Those of the benchmark, and the inputs that a shock adds.
    pub fn after(benchmark: &'a Benchmark, shock: &Shock) -> Self {
        let structure = &benchmark.structure;
        let mut shares = Self {
            input: Cow::Borrowed(&structure.input_share),
            value_added: Cow::Borrowed(&structure.value_added_share),
            final_demand: Cow::Borrowed(&structure.final_share),
        };
        let recipe = Recipe::after(&benchmark.calibration, shock);
        if recipe.cost.is_some() {
            shares.input = Cow::Owned(structure.padded_inputs(&recipe.input_share));
            shares.value_added = Cow::Owned(pad(&recipe.value_added_share, structure.width));
        }
        shares
    }
}
