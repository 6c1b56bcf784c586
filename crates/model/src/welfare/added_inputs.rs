//! What it costs that a shock makes sectors buy more inputs: a part of technology.
//!
//! With `c = m v^beta M^(1-beta) / (A B^beta Z^psi)`, M the price of inputs and [`Recipe`] for how shares and m move,
//!
//! `dln c = dln m + dbeta (ln v - ln B - ln M) + (1 - beta) dln M`, the last at given prices.

use super::parts::{Ledger, Part};
use super::stretch::Stretch;
use crate::arrays::{Inputs, PerEconomy};
use crate::benchmark::Benchmark;
use crate::equilibrium::Equilibrium;
use crate::index::{EconomyId, InputUse, SectorId};
use crate::recipe::Recipe;
use crate::shock::Shock;

impl Stretch<'_> {
    /// Adds what the growing recipes cost over the stretch.
    pub(super) fn add_recipes(
        &self,
        ledger: &mut Ledger,
        per_income: &[PerEconomy],
        benchmark: &Benchmark,
        shock: &Shock,
        recipes: &[Recipe<'_>],
    ) {
        let Some(added) = &shock.added_inputs else { return };
        let calibration = &benchmark.calibration;
        let points: Vec<Point> = self
            .shares
            .iter()
            .zip(&self.equilibria)
            .zip(recipes)
            .map(|((&share, at), recipe)| Point {
                recipe,
                at,
                added,
                share,
                rho: benchmark.assumptions.as_ref().map_or(0.0, |assumed| 1.0 - assumed.elasticities.inputs),
            })
            .collect();
        for economy in calibration.size.economies() {
            for sector in calibration.size.sectors() {
                if added.inputs(economy, sector).iter().any(|&value| value != 0.0) {
                    let dearer = self.dearer(&points, shock, economy, sector);
                    let cost: f64 = (points.iter().zip(&dearer).zip(per_income))
                        .map(|((point, dearer), per)| {
                            dearer * point.at.output[(economy, sector)] * per[economy]
                        })
                        .sum();
                    ledger.add(economy, economy, sector, Part::Technology, -cost);
                }
            }
        }
    }

    /// Increments of ln of unit cost at given prices, by point.
    fn dearer(&self, points: &[Point<'_>], shock: &Shock, economy: EconomyId, sector: SectorId) -> Vec<f64> {
        let key = (economy, sector);
        let mut dearer = self.increments_of(points, |point| point.cost(economy, sector).ln());
        let beta = self.increments_of(points, |point| point.recipe.value_added_share[key]);
        for ((dearer, beta), point) in dearer.iter_mut().zip(beta).zip(points) {
            let share = point.recipe.value_added_share[key];
            if share > 0.0 {
                *dearer += beta / share * point.weighted_value_added(shock, economy, sector)
                    - beta * point.inputs(economy, sector).ln();
            }
        }
        for input in points.iter().take(1).flat_map(|point| point.recipe.input_share.size().sectors()) {
            let at = InputUse { economy, input, sector };
            // Shares among inputs: of the inputs as a whole.
            let within = self.increments_of(points, |point| point.within(at));
            for ((dearer, within), point) in dearer.iter_mut().zip(within).zip(points) {
                if within != 0.0 {
                    let price = point.at.price[(economy, input)];
                    let term = match point.rho == 0.0 {
                        true => price.ln(),
                        false => (price / point.inputs(economy, sector)).powf(point.rho) / point.rho,
                    };
                    *dearer += (1.0 - point.recipe.value_added_share[key]) * within * term;
                }
            }
        }
        dearer
    }

    fn increments_of(&self, points: &[Point<'_>], of: impl Fn(&Point<'_>) -> f64) -> Vec<f64> {
        let values: Vec<f64> = points.iter().map(of).collect();
        let mut increments = vec![0.0; values.len()];
        self.rule.increments(&values, &mut increments);
        increments
    }
}

/// An equilibrium on the path and the shares of cost there.
struct Point<'a> {
    recipe: &'a Recipe<'a>,
    at: &'a Equilibrium,
    added: &'a Inputs,
    /// How much of the shock there is.
    share: f64,
    rho: f64,
}

impl Point<'_> {
    fn cost(&self, economy: EconomyId, sector: SectorId) -> f64 {
        self.recipe.cost.as_ref().map_or(1.0, |cost| cost[(economy, sector)])
    }

    /// Share of an input in all inputs; of those to come where there are none yet.
    fn within(&self, at: InputUse) -> f64 {
        let all = 1.0 - self.recipe.value_added_share[(at.economy, at.sector)];
        match all > 0.0 {
            true => self.recipe.input_share[at] / all,
            false => self.added[at] / self.added.inputs(at.economy, at.sector).iter().sum::<f64>(),
        }
    }

    /// Price of inputs as a whole.
    fn inputs(&self, economy: EconomyId, sector: SectorId) -> f64 {
        let inputs =
            self.recipe.input_share.size().sectors().map(|input| {
                (self.within(InputUse { economy, input, sector }), self.at.price[(economy, input)])
            });
        let bought = inputs.filter(|(share, _)| *share > 0.0);
        match self.rho == 0.0 {
            true => bought.map(|(share, price)| share * price.ln()).sum::<f64>().exp(),
            false => {
                bought.map(|(share, price)| share * price.powf(self.rho)).sum::<f64>().powf(1.0 / self.rho)
            }
        }
    }

    /// `beta (ln v - ln B)`: what is left of unit cost.
    fn weighted_value_added(&self, shock: &Shock, economy: EconomyId, sector: SectorId) -> f64 {
        let key = (economy, sector);
        let inputs = (1.0 - self.recipe.value_added_share[key]) * self.inputs(economy, sector).ln();
        let scale = self.at.scale.as_ref().map_or(0.0, |scale| scale[key].ln());
        let productivity = self.share * shock.productivity[key].ln();
        self.at.unit_cost[key].ln() - self.cost(economy, sector).ln() - inputs + productivity + scale
    }
}
