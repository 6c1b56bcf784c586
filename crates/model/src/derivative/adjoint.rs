//! From one result to its derivative by every parameter.

use super::gmres;
use super::parameters::{Objective, PerParameter};
use super::point::{Point, at_row, pad};
use super::system::{Multipliers, Transposed};
use super::{Gradient, Linearised, LnHats, Unsolved};
use crate::index::{EconomyId, SectorId};

pub(super) fn gradient(at: &Linearised<'_>, objective: &Objective) -> Result<Gradient, Unsolved> {
    let point = &at.point;
    let (weights, income) = by_unknowns(at, objective);
    let mut system = Transposed::new(point, &at.preconditioner);
    let solved = gmres::solve(&mut system, &weights);
    if !solved.converged() {
        return Err(Unsolved { iterations: solved.iterations, residual: solved.residual });
    }
    let mut multipliers = Multipliers::new(point);
    multipliers.set(point, &solved.x, 1.0);
    multipliers.income.iter_mut().zip(&income).for_each(|(multiplier, own)| *multiplier += own);
    Ok(Gradient { by: by_parameters(at, &multipliers), iterations: solved.iterations })
}

/// The objective's derivative by wages, prices and spending, and its weights on income in value.
fn by_unknowns(at: &Linearised<'_>, objective: &Objective) -> (Vec<f64>, Vec<f64>) {
    let point = &at.point;
    let width = point.width;
    let mut weights = vec![0.0; point.structure.state_len()];
    let mut income = vec![0.0; width];
    for economy in point.structure.size.economies() {
        weights[economy.0] = objective.wage[economy];
        income[economy.0] = objective.income[economy] / at.equilibrium.income[economy];
    }
    let (_, prices) = weights.split_at_mut(width);
    for ((weight, price), active) in
        prices.iter_mut().zip(pad(&objective.price, width)).zip(&point.structure.active)
    {
        *weight = price * active;
    }
    let nothing = vec![0.0; point.grid_len()];
    point.pull(&nothing, &nothing, &income, &mut weights);
    (weights, income)
}

/// From what each flow, source price and income is worth to what each parameter is: the parameters' direct effects.
fn by_parameters(at: &Linearised<'_>, multipliers: &Multipliers) -> PerParameter {
    let point = &at.point;
    let size = point.structure.size;
    let mut by = PerParameter::zeros(size);
    let ln = LnHats::of(at.equilibrium);
    let mut relative = vec![0.0; size.economies];
    for sector in size.sectors() {
        let theta = point.theta[sector.0];
        let mut by_theta = 0.0;
        // By ln of each origin's unit cost.
        let mut by_cost = vec![0.0; size.economies];
        for destination in size.economies() {
            let row = Row::of(point, multipliers, sector, destination);
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
            let share = at.benchmark.calibration.value_added_share[key];
            by.value_added_productivity[key] = -share * by_cost[economy.0];
        }
    }
    by
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
        sector: SectorId,
        destination: EconomyId,
    ) -> Self {
        let width = point.width;
        let start = at_row(point.structure, sector.0, destination.0);
        let here = sector.0 * width..(sector.0 + 1) * width;
        Self {
            flows: &point.flows[start..start + width],
            output: &multipliers.output[here.clone()],
            paid: multipliers.paid[here.start + destination.0],
            income: multipliers.income[destination.0],
        }
    }
}
