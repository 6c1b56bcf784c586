//! What goes into a unit of output, where a shock adds to it.

use crate::arrays::{Grid, Inputs};
use crate::calibration::Calibration;
use crate::index::InputUse;
use crate::shock::Shock;
use std::borrow::Cow;

/// Shares of cost after a shock that makes sectors buy more of some inputs.
///
/// With x the value that is added of each input, at benchmark prices and per unit of cost, a unit of output costs `m = 1 + sum_k x_k` at
/// those prices, of which `(gamma_k + x_k) / m` goes to input k and `beta / m` to value added.
#[derive(Debug, Clone, PartialEq)]
pub struct Recipe<'a> {
    pub input_share: Cow<'a, Inputs>,
    pub value_added_share: Cow<'a, Grid>,
    /// `m`; `None` where it is one everywhere.
    pub cost: Option<Grid>,
}

impl<'a> Recipe<'a> {
    /// The shares after a shock.
    pub fn after(calibration: &'a Calibration, shock: &Shock) -> Self {
        Self::part(calibration, shock, 1.0)
    }

    /// The shares `share` of the way to a shock.
    pub fn part(calibration: &'a Calibration, shock: &Shock, share: f64) -> Self {
        let mut recipe = Self {
            input_share: Cow::Borrowed(&calibration.input_share),
            value_added_share: Cow::Borrowed(&calibration.value_added_share),
            cost: None,
        };
        let Some(added) = &shock.added_inputs else { return recipe };
        let size = calibration.size;
        let mut cost = Grid::filled(size, 1.0);
        let input_share = recipe.input_share.to_mut();
        let value_added_share = recipe.value_added_share.to_mut();
        for economy in size.economies() {
            for sector in size.sectors() {
                let inputs = size.sectors().map(|input| InputUse { economy, input, sector });
                // What nobody supplies cannot be bought.
                let bought = inputs.filter(|at| calibration.spending[(economy, at.input)] > 0.0);
                let total: f64 = 1.0 + bought.clone().map(|at| share * added[at]).sum::<f64>();
                if total != 1.0 {
                    bought.for_each(|at| input_share[at] = (input_share[at] + share * added[at]) / total);
                    value_added_share[(economy, sector)] /= total;
                    cost[(economy, sector)] = total;
                }
            }
        }
        recipe.cost = Some(cost);
        recipe
    }
}
