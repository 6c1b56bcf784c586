//! From a direction to the change of every result.

use super::gmres;
use super::parameters::{PerParameter, world_weights};
use super::point::{Image, at_row, pad};
use super::system::{Forward, subtract_demand};
use super::{Linearised, LnHats, Tangent, Unsolved};
use crate::arrays::{Flows, Grid, PerEconomy};
use crate::index::{EconomyId, Flow, SectorId};
use crate::kernels::add_transposed_products;
use crate::outcome::{EconomyOutcome, Outcome, SectorOutcome, WorldOutcome};

pub(super) fn tangent(at: &Linearised<'_>, direction: &PerParameter) -> Result<Tangent, Unsolved> {
    let point = &at.point;
    let direct = Direct::of(at, direction);
    let mut right = vec![0.0; point.structure.state_len()];
    subtract_demand(point, &direct.output, &direct.inputs(at), &direct.income, &mut right);
    right.iter_mut().for_each(|x| *x = -*x);
    right[point.width..point.width + point.grid_len()].copy_from_slice(&direct.source_price);
    let solved = gmres::solve(&mut Forward::new(point, &at.preconditioner), &right);
    if !solved.converged() {
        return Err(Unsolved { iterations: solved.iterations, residual: solved.residual });
    }
    let mut image = point.image();
    point.push(&solved.x, &mut image);
    let outcome = Changes::new(at, &direct, &solved.x, image).outcome(at);
    Ok(Tangent { outcome, iterations: solved.iterations })
}

/// What the parameters change at given wages, prices and spending.
struct Direct {
    source_price: Vec<f64>,
    /// ln of unit costs.
    unit_cost: Grid,
    output: Vec<f64>,
    income: Vec<f64>,
    /// Value of each flow.
    flows: Flows,
}

impl Direct {
    fn of(at: &Linearised<'_>, direction: &PerParameter) -> Self {
        let point = &at.point;
        let size = point.structure.size;
        let width = point.width;
        let mut unit_cost = Grid::zeros(size);
        for sector in size.sectors() {
            for economy in size.economies() {
                let key = (economy, sector);
                let share = at.benchmark.calibration.value_added_share[key];
                unit_cost[key] =
                    -direction.productivity[key] - share * direction.value_added_productivity[key];
            }
        }
        let mut direct = Self {
            source_price: vec![0.0; point.grid_len()],
            unit_cost,
            output: vec![0.0; point.grid_len()],
            income: vec![0.0; width],
            flows: Flows::zeros(size),
        };
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
                    let (flow, rate) = (row[origin.0], at.equilibrium.tariffs[at_flow]);
                    let tariff = direction.tariffs[at_flow] / (1.0 + rate);
                    let cost = direction.iceberg[at_flow] + tariff + direct.unit_cost[(origin, sector)];
                    let adjusted = theta_change * relative[origin.0];
                    let change = flow * (-theta * cost - adjusted - tariff);
                    direct.flows[at_flow] = change;
                    direct.output[sector.0 * width + origin.0] += change;
                    direct.income[destination.0] += rate * change + flow * direction.tariffs[at_flow];
                    direct.source_price[cell] +=
                        flow * (1.0 + rate) * point.per_spending[cell] * (cost + adjusted / theta);
                }
            }
        }
        direct
    }

    /// What the output takes of each composite.
    fn inputs(&self, at: &Linearised<'_>) -> Vec<f64> {
        let (width, grid) = (at.point.width, at.point.grid_len());
        let mut inputs = vec![0.0; grid];
        for (sector, output) in self.output.chunks_exact(width).enumerate() {
            add_transposed_products(
                &mut inputs,
                &at.point.structure.input_share[sector * grid..][..grid],
                output,
                output.len(),
            );
        }
        inputs
    }
}

/// The changes of everything, direct and through wages, prices and spending.
struct Changes {
    /// ln of wages, prices and unit costs.
    wage: PerEconomy,
    price: Grid,
    unit_cost: Grid,
    /// Values.
    output: Grid,
    income: PerEconomy,
    flows: Flows,
}

impl Changes {
    fn new(at: &Linearised<'_>, direct: &Direct, z: &[f64], image: Image) -> Self {
        let structure = at.point.structure;
        let (wage, price, spending) = structure.split(z);
        let sum = |a: Vec<f64>, b: &[f64]| -> Vec<f64> { a.iter().zip(b).map(|(a, b)| a + b).collect() };
        let unit_cost = sum(image.unit_cost, &pad(&direct.unit_cost, at.point.width));
        let mut flows = direct.flows.clone();
        for sector in structure.size.sectors() {
            let theta = at.point.theta[sector.0];
            for destination in structure.size.economies() {
                let cell = sector.0 * structure.width + destination.0;
                let row = &at.point.flows[at_row(structure, sector.0, destination.0)..];
                let bought = theta * price[cell] + spending[cell];
                for (origin, change) in flows.origins_mut(destination, sector).iter_mut().enumerate() {
                    // The direct change of unit costs is in the direct change of flows.
                    let cost = unit_cost[sector.0 * structure.width + origin]
                        - direct.unit_cost[(EconomyId(origin), sector)];
                    *change += row[origin] * (bought - theta * cost);
                }
            }
        }
        Self {
            wage: structure.unpad_row(wage, |x| x),
            price: structure.unpad(price, |x| x),
            unit_cost: structure.unpad(&unit_cost, |x| x),
            output: structure.unpad(&sum(image.output, &direct.output), |x| x),
            income: structure.unpad_row(&sum(image.income, &direct.income), |x| x),
            flows,
        }
    }

    fn outcome(self, at: &Linearised<'_>) -> Outcome {
        let size = self.wage.size();
        let price = self.final_price(&at.benchmark.calibration.final_share);
        let trade = Trade::add_up(&self, at);
        let mut real_wage = self.wage.clone();
        let mut real_income = relative(&self.income, &at.equilibrium.income);
        for economy in size.economies() {
            real_wage[economy] -= price[economy];
            real_income[economy] -= price[economy];
        }
        let weights = world_weights(at.benchmark, at.equilibrium);
        let world = WorldOutcome {
            trade_volume: share(trade.exports.volume_change.sum(), trade.exports.volume.sum()),
            real_income: size.economies().map(|economy| weights[economy] * real_income[economy]).sum(),
        };
        let economies = EconomyOutcome {
            real_income,
            real_wage,
            exports: relative(&trade.exports.value_change.by_economy(), &trade.exports.value.by_economy()),
            imports: relative(&trade.imports.value_change.by_economy(), &trade.imports.value.by_economy()),
            export_volume: relative(
                &trade.exports.volume_change.by_economy(),
                &trade.exports.volume.by_economy(),
            ),
            import_volume: relative(
                &trade.imports.volume_change.by_economy(),
                &trade.imports.volume.by_economy(),
            ),
            wage: self.wage,
            price,
        };
        let output = relative_grid(&self.output, &at.equilibrium.output);
        let mut volume = output.clone();
        for (key, cost) in keys(&self.unit_cost) {
            if at.equilibrium.output[key] > 0.0 {
                volume[key] -= cost;
            }
        }
        let sectors = SectorOutcome {
            output,
            volume,
            exports: relative_grid(&trade.exports.value_change, &trade.exports.value),
            imports: relative_grid(&trade.imports.value_change, &trade.imports.value),
            unit_cost: self.unit_cost,
            price: self.price,
        };
        Outcome { economies, sectors, factors: Vec::new(), world }
    }

    fn final_price(&self, final_share: &Grid) -> PerEconomy {
        let mut price = PerEconomy::zeros(self.wage.size());
        for ((economy, sector), share) in keys(final_share) {
            price[economy] += share * self.price[(economy, sector)];
        }
        price
    }
}

/// Trade between economies added up on one side of it: levels and their changes.
struct Side {
    value: Grid,
    value_change: Grid,
    /// Values at unit costs of the benchmark.
    volume: Grid,
    volume_change: Grid,
}

struct Trade {
    exports: Side,
    imports: Side,
}

impl Trade {
    fn add_up(changes: &Changes, at: &Linearised<'_>) -> Self {
        let size = changes.wage.size();
        let grid = || Grid::zeros(size);
        let side = || Side { value: grid(), value_change: grid(), volume: grid(), volume_change: grid() };
        let mut trade = Self { exports: side(), imports: side() };
        for flow in size.flows().filter(|flow| !flow.is_domestic()) {
            let source = (flow.origin, flow.sector);
            let value = at.equilibrium.flow_value(flow);
            let change = changes.flows[flow];
            let cost = at.equilibrium.unit_cost[source];
            for (side, economy) in [(&mut trade.exports, flow.origin), (&mut trade.imports, flow.destination)]
            {
                let key = (economy, flow.sector);
                side.value[key] += value;
                side.value_change[key] += change;
                side.volume[key] += value / cost;
                side.volume_change[key] += (change - value * changes.unit_cost[source]) / cost;
            }
        }
        trade
    }
}

fn keys(grid: &Grid) -> impl Iterator<Item = ((EconomyId, SectorId), f64)> {
    let size = grid.size();
    size.sectors().flat_map(move |sector| {
        size.economies().map(move |economy| ((economy, sector), grid[(economy, sector)]))
    })
}

/// `change / level`, or 0 where there is nothing to change.
fn share(change: f64, level: f64) -> f64 {
    if level > 0.0 { change / level } else { 0.0 }
}

fn relative(change: &PerEconomy, level: &PerEconomy) -> PerEconomy {
    let mut relative = change.clone();
    relative.values_mut().iter_mut().zip(level.values()).for_each(|(x, level)| *x = share(*x, *level));
    relative
}

fn relative_grid(change: &Grid, level: &Grid) -> Grid {
    let mut relative = change.clone();
    relative.values_mut().iter_mut().zip(level.values()).for_each(|(x, level)| *x = share(*x, *level));
    relative
}
