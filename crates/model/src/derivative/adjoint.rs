//! From one result to its derivative by every parameter.

use super::gmres;
use super::parameters::{Objective, PerParameter};
use super::point::{Multipliers, Point, at_row, pad};
use super::system::{Transposed, set_multipliers};
use super::{Gradient, Linearised, LnHats, Unsolved};
use crate::index::{EconomyId, SectorId};

pub(super) fn gradient(at: &Linearised<'_>, objective: &Objective) -> Result<Gradient, Unsolved> {
    let point = &at.point;
    let own = own_multipliers(at, objective);
    let weights = by_unknowns(at, objective, &own);
    let mut system = Transposed::new(point, &at.preconditioner);
    let solved = gmres::solve(&mut system, &weights);
    if !solved.converged() {
        return Err(Unsolved { iterations: solved.iterations, residual: solved.residual });
    }
    let mut multipliers = Multipliers::zeros(point);
    set_multipliers(&mut multipliers, point, &solved.x, 1.0);
    multipliers.income.iter_mut().zip(&own.income).for_each(|(multiplier, own)| *multiplier += own);
    Ok(Gradient { by: by_parameters(at, &multipliers), iterations: solved.iterations })
}

/// What income in value is worth to the objective itself.
fn own_multipliers(at: &Linearised<'_>, objective: &Objective) -> Multipliers {
    let mut own = Multipliers::zeros(&at.point);
    for economy in at.point.structure.size.economies() {
        own.income[economy.0] = objective.income[economy] / at.equilibrium.income[economy];
    }
    own
}

/// The objective's derivative by wages, prices and spending.
fn by_unknowns(at: &Linearised<'_>, objective: &Objective, own: &Multipliers) -> Vec<f64> {
    let point = &at.point;
    let mut weights = vec![0.0; point.structure.state_len()];
    for economy in point.structure.size.economies() {
        weights[economy.0] = objective.wage[economy];
    }
    let prices = weights[point.width..].iter_mut().zip(pad(&objective.price, point.width));
    for ((weight, price), active) in prices.zip(&point.structure.active) {
        *weight = price * active;
    }
    point.pull(own, &mut weights);
    weights
}

/// From what each flow, source price and income is worth to what each parameter is: the parameters' direct effects.
fn by_parameters(at: &Linearised<'_>, multipliers: &Multipliers) -> PerParameter {
    let point = &at.point;
    let size = point.structure.size;
    let mut by = PerParameter::zeros(size);
    let ln = LnHats::of(at.equilibrium);
    let output = multipliers.output(point);
    let mut relative = vec![0.0; size.economies];
    for sector in size.sectors() {
        let theta = point.theta[sector.0];
        let mut by_theta = 0.0;
        // By ln of each origin's unit cost.
        let mut by_cost = vec![0.0; size.economies];
        for destination in size.economies() {
            let row = Row::of(point, multipliers, &output, sector, destination);
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
