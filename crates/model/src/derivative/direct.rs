//! What parameters change by themselves, at given wages, prices and spending.

use super::parameters::PerParameter;
use super::point::{Image, at_row};
use super::recipes::RecipeChanges;
use super::system::equations;
use super::{Linearised, LnHats};
use crate::arrays::Flows;
use crate::index::Flow;
use crate::kernels::{self, add_scaled};
use crate::solve::pad;

/// Direct changes.
pub struct Direct {
    pub image: Image,
    /// Value of each flow.
    pub flows: Flows,
    recipes: Option<RecipeChanges>,
}

impl Direct {
    pub fn of(at: &Linearised<'_>, direction: &PerParameter) -> Self {
        let point = &at.point;
        let mut direct = Self {
            image: point.image(),
            flows: Flows::zeros(point.structure.size),
            recipes: direction.added_inputs.as_ref().map(|added| RecipeChanges::of(at, added)),
        };
        direct.unit_costs(at, direction);
        direct.flows(at, direction);
        let mut earned = vec![0.0; point.width];
        match (&point.general, &mut direct.image.general) {
            (Some(general), Some(changes)) => {
                general.markets(&direct.image.output, changes, &mut earned);
            }
            _ => {
                let supply = direction.factor_supply.first().into_iter().flat_map(|row| row.values());
                for (earned, (level, supply)) in earned.iter_mut().zip(point.earned.iter().zip(supply)) {
                    *earned = level * supply;
                }
            }
        }
        point.add_deficits(&mut earned);
        add_scaled(&mut direct.image.income, 1.0, &earned);
        (0..point.structure.size.sectors).for_each(|sector| point.buy_inputs(sector, &mut direct.image));
        if let Some(recipes) = &direct.recipes {
            add_scaled(&mut direct.image.inputs, 1.0, &pad(&recipes.inputs, point.width));
            if let Some((general, changes)) = point.general.as_ref().zip(direct.image.general.as_mut()) {
                general.add_recipes(recipes, changes);
            }
        }
        direct
    }

    /// The right-hand side of the linear system.
    pub fn right_side(&self, at: &Linearised<'_>, direction: &PerParameter) -> Vec<f64> {
        let mut right = vec![0.0; at.point.state_len()];
        if at.point.general.is_none()
            && let Some(supply) = direction.factor_supply.first()
        {
            // More of the factor earns more, as a higher wage does.
            right[..supply.values().len()].copy_from_slice(supply.values());
        }
        equations(&at.point, &self.image, &mut right);
        if at.point.general.is_none()
            && let Some(recipes) = &self.recipes
        {
            pay_less(at, recipes, &mut right);
        }
        right.iter_mut().for_each(|x| *x = -*x);
        right
    }

    fn unit_costs(&mut self, at: &Linearised<'_>, direction: &PerParameter) {
        let point = &at.point;
        let image = &mut self.image;
        image.general =
            point.general.as_ref().map(|general| general.shifted(direction, self.recipes.as_ref()));
        if let Some(changes) = &image.general {
            image.unit_cost.copy_from_slice(changes.bundle());
        }
        let composite = direction.factor_productivity.first().filter(|_| point.general.is_none());
        for sector in point.structure.size.sectors() {
            for economy in point.structure.size.economies() {
                let key = (economy, sector);
                let entry = sector.0 * point.width + economy.0;
                let share = point.shares.value_added[entry];
                let added =
                    direction.value_added_productivity[key] + composite.map_or(0.0, |factor| factor[key]);
                image.unit_cost[entry] -= direction.productivity[key] + share * added;
                if let Some(recipes) = &self.recipes {
                    image.unit_cost[entry] += recipes.unit_cost[key];
                }
            }
        }
    }

    fn flows(&mut self, at: &Linearised<'_>, direction: &PerParameter) {
        let point = &at.point;
        let size = point.structure.size;
        let width = point.width;
        let image = &mut self.image;
        let ln = LnHats::of(at.equilibrium);
        let mut relative = vec![0.0; size.economies];
        for sector in size.sectors() {
            let (theta, theta_change) = (point.theta[sector.0], direction.theta[sector]);
            for destination in size.economies() {
                let cell = sector.0 * width + destination.0;
                let row = &point.flows[at_row(point.structure, sector.0, destination.0)..];
                at.relative_costs(&ln, destination, sector, &mut relative);
                for origin in size.economies().filter(|origin| row[origin.0] > 0.0) {
                    let at_flow = Flow { origin, destination, sector };
                    let source = sector.0 * width + origin.0;
                    let (flow, rate) = (row[origin.0], at.equilibrium.tariffs[at_flow]);
                    let tariff = direction.tariffs[at_flow] / (1.0 + rate);
                    let cost = direction.iceberg[at_flow] + tariff + image.unit_cost[source];
                    let adjusted = theta_change * relative[origin.0];
                    let change = flow * (-theta * cost - adjusted - tariff);
                    self.flows[at_flow] = change;
                    image.output[source] += change;
                    image.income[destination.0] += rate * change + flow * direction.tariffs[at_flow];
                    image.source_price[cell] +=
                        flow * (1.0 + rate) * point.per_spending[cell] * (cost + adjusted / theta);
                }
            }
        }
    }
}

/// What goes to inputs does not go to the factor.
fn pay_less(at: &Linearised<'_>, recipes: &RecipeChanges, right: &mut [f64]) {
    let point = &at.point;
    let mut paid = pad(&recipes.value_added, point.width);
    kernels::multiply(&mut paid, &point.shares.value_added);
    for (paid, output) in paid.chunks_exact(point.width).zip(point.output.chunks_exact(point.width)) {
        for (market, ((paid, output), per_earned)) in
            right.iter_mut().zip(paid.iter().zip(output).zip(&point.per_earned))
        {
            *market -= paid * output * per_earned;
        }
    }
}
