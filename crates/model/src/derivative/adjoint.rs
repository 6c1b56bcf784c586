//! From one result to its derivative by every parameter.

use super::gmres;
use super::parameters::{Objective, PerParameter};
use super::point::{Point, at_row, pad_row};
use super::pull::Multipliers;
use super::system::{Transposed, set_multipliers};
use super::{Gradient, Linearised, LnHats, Unsolved};
use crate::arrays::PerEconomy;
use crate::index::{EconomyId, SectorId};
use crate::kernels::add_products;
use crate::solve::pad;

pub(super) fn gradient(at: &Linearised<'_>, objective: &Objective) -> Result<Gradient, Unsolved> {
    let point = &at.point;
    let mut own = own_multipliers(at, objective);
    let weights = by_unknowns(at, objective, &mut own);
    let mut system = Transposed::new(point, &at.preconditioner);
    let solved = gmres::solve(&mut system, &weights);
    if !solved.converged() {
        return Err(Unsolved { iterations: solved.iterations, residual: solved.residual });
    }
    let mut multipliers = Multipliers::zeros(point);
    set_multipliers(&mut multipliers, point, &solved.x, 1.0);
    multipliers.income.iter_mut().zip(&own.income).for_each(|(multiplier, own)| *multiplier += own);
    let mut by = PerParameter::zeros(point.structure.size);
    let output = by_factors(at, &multipliers, &mut by);
    by_parameters(at, &multipliers, &output, &mut by);
    if point.general.is_none() {
        // The one factor is all of value added.
        by.factor_productivity = vec![by.value_added_productivity.clone()];
    }
    Ok(Gradient { by, iterations: solved.iterations })
}

/// Fills in derivatives by factors. What output is worth, by origin and sector.
fn by_factors(at: &Linearised<'_>, multipliers: &Multipliers, by: &mut PerParameter) -> Vec<f64> {
    let point = &at.point;
    if let Some(general) = &point.general {
        let mut unknowns = vec![0.0; point.state_len()];
        if let Some(pulled) = point.pull(multipliers, &mut unknowns) {
            (by.factor_supply, by.factor_productivity) = general.parameters(&pulled);
            return pulled.output;
        }
    }
    let world = multipliers.market.iter().zip(&point.earned).map(|(m, earned)| m * earned).sum::<f64>();
    let mut supply = PerEconomy::zeros(point.structure.size);
    let worth = point.worth_of_earnings(&multipliers.income);
    for (economy, supply) in supply.values_mut().iter_mut().enumerate() {
        let earned = worth[economy] - multipliers.market[economy] - world / point.world;
        *supply = point.earned[economy] * earned;
    }
    by.factor_supply = vec![supply];
    multipliers.output(point)
}

/// What income in value is worth to the objective itself.
fn own_multipliers(at: &Linearised<'_>, objective: &Objective) -> Multipliers {
    let mut own = Multipliers::zeros(&at.point);
    for economy in at.point.structure.size.economies() {
        own.income[economy.0] = objective.income[economy] / at.equilibrium.income[economy];
    }
    own
}

/// The objective's derivative by the unknowns.
fn by_unknowns(at: &Linearised<'_>, objective: &Objective, own: &mut Multipliers) -> Vec<f64> {
    let point = &at.point;
    let mut weights = vec![0.0; point.state_len()];
    match point.general.as_ref().zip(own.general.as_mut()) {
        Some((general, own)) => general.weigh_objective(objective, own),
        None => {
            weights[..point.structure.size.economies].copy_from_slice(objective.wage.values());
            let final_price = pad_row(objective.final_price.values(), point.width);
            let grid = &mut weights[point.width..][..point.grid_len()];
            let shares = point.shares.final_demand.chunks_exact(point.width);
            for (price, share) in grid.chunks_exact_mut(point.width).zip(shares) {
                add_products(price, share, &final_price);
            }
        }
    }
    let prices = weights[point.width..].iter_mut().zip(pad(&objective.price, point.width));
    for ((weight, price), active) in prices.zip(&point.structure.active) {
        *weight = (*weight + price) * active;
    }
    point.pull(own, &mut weights);
    weights
}

/// From what each flow, source price and income is worth to what each parameter of flows and costs is: the parameters' direct effects.
fn by_parameters(at: &Linearised<'_>, multipliers: &Multipliers, output: &[f64], by: &mut PerParameter) {
    let point = &at.point;
    let size = point.structure.size;
    let ln = LnHats::of(at.equilibrium);
    let mut relative = vec![0.0; size.economies];
    for sector in size.sectors() {
        let theta = point.theta[sector.0];
        let mut by_theta = 0.0;
        // By ln of each origin's unit cost.
        let mut by_cost = vec![0.0; size.economies];
        for destination in size.economies() {
            let row = Row::of(point, multipliers, output, sector, destination);
            let rates = at.equilibrium.tariffs.origins(destination, sector);
            let iceberg = by.iceberg.origins_mut(destination, sector);
            let tariffs = by.tariffs.origins_mut(destination, sector);
            at.relative_costs(&ln, destination, sector, &mut relative);
            for origin in 0..size.economies {
                let (flow, rate) = (row.flows[origin], rates[origin]);
                // What one percent more of this flow, and of its cost in its destination's price, is worth.
                let sold = flow * (row.output[origin] + rate * row.income);
                let paid = flow * (1.0 + rate) * row.paid;
                let cost = paid - theta * sold;
                iceberg[origin] = cost;
                tariffs[origin] = (cost - sold) / (1.0 + rate) + flow * row.income;
                by_cost[origin] += cost;
                if flow > 0.0 {
                    by_theta += relative[origin] * (paid / theta - sold);
                }
            }
        }
        by.theta[sector] = by_theta;
        for economy in size.economies() {
            let key = (economy, sector);
            by.productivity[key] = -by_cost[economy.0];
            let share = point.shares.value_added[sector.0 * point.width + economy.0];
            by.value_added_productivity[key] = -share * by_cost[economy.0];
        }
    }
}

/// What concerns one destination's purchases of a sector.
struct Row<'a> {
    flows: &'a [f64],
    /// Multipliers of the origins' output, of the price paid over spending, and of the destination's income.
    output: &'a [f64],
    paid: f64,
    income: f64,
}

impl<'a> Row<'a> {
    fn of(
        point: &'a Point<'_>,
        multipliers: &'a Multipliers,
        output: &'a [f64],
        sector: SectorId,
        destination: EconomyId,
    ) -> Self {
        let width = point.width;
        let start = at_row(point.structure, sector.0, destination.0);
        let here = sector.0 * width..(sector.0 + 1) * width;
        Self {
            flows: &point.flows[start..start + width],
            output: &output[here.clone()],
            paid: multipliers.paid[here.start + destination.0],
            income: multipliers.income[destination.0],
        }
    }
}
