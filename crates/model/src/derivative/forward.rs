//! From a direction to the change of every result.

use super::direct::Direct;
use super::gmres;
use super::parameters::{PerParameter, world_weights};
use super::point::{Image, at_row};
use super::system::Forward;
use super::trade::Trade;
use super::{Linearised, Tangent, Unsolved};
use crate::arrays::{Flows, Grid, PerEconomy};
use crate::equilibrium::FactorMarket;
use crate::index::{EconomyId, SectorId, Size};
use crate::outcome::{EconomyOutcome, FactorOutcome, Outcome, SectorOutcome, WorldOutcome};

pub(super) fn tangent(at: &Linearised<'_>, direction: &PerParameter) -> Result<Tangent, Unsolved> {
    let point = &at.point;
    let direct = Direct::of(at, direction);
    let right = direct.right_side(at, direction);
    let solved = gmres::solve(&mut Forward::new(point, &at.preconditioner), &right);
    if !solved.converged() {
        return Err(Unsolved { iterations: solved.iterations, residual: solved.residual });
    }
    let mut image = point.image();
    point.push(&solved.x, &mut image);
    let changes = Changes::new(at, &direct, &solved.x, &image);
    let factors = factor_changes(at, direction, &direct, &image, &changes.wage);
    Ok(Tangent { outcome: changes.outcome(at, factors), iterations: solved.iterations })
}

/// By factor: changes of ln of its mean price, and of what it earns, in value.
fn factor_changes(
    at: &Linearised<'_>,
    direction: &PerParameter,
    direct: &Direct,
    image: &Image,
    wage: &PerEconomy,
) -> Vec<(PerEconomy, Grid)> {
    let changes = direct.image.general.as_ref().zip(image.general.as_ref());
    if let Some((general, (direct, moved))) = at.point.general.as_ref().zip(changes) {
        return general.factor_results(direct, moved);
    }
    let size = wage.size();
    let mut earned = Grid::zeros(Size { sectors: 1, ..size });
    for economy in size.economies() {
        let supply = direction.factor_supply.first().map_or(0.0, |supply| supply[economy]);
        earned[(economy, SectorId(0))] = at.equilibrium.factor_income[economy] * (wage[economy] + supply);
    }
    vec![(wage.clone(), earned)]
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
    fn new(at: &Linearised<'_>, direct: &Direct, z: &[f64], image: &Image) -> Self {
        let structure = at.point.structure;
        let (wage, price, spending) = structure.split(z);
        let sum = |a: &[f64], b: &[f64]| -> Vec<f64> { a.iter().zip(b).map(|(a, b)| a + b).collect() };
        let unit_cost = sum(&image.unit_cost, &direct.image.unit_cost);
        let mut flows = direct.flows.clone();
        for sector in structure.size.sectors() {
            let theta = at.point.theta[sector.0];
            for destination in structure.size.economies() {
                let cell = sector.0 * structure.width + destination.0;
                let row = &at.point.flows[at_row(structure, sector.0, destination.0)..];
                let bought = theta * price[cell] + spending[cell];
                for (origin, change) in flows.origins_mut(destination, sector).iter_mut().enumerate() {
                    // The direct change of unit costs is in the direct change of flows.
                    let cost = image.unit_cost[sector.0 * structure.width + origin];
                    *change += row[origin] * (bought - theta * cost);
                }
            }
        }
        Self {
            wage: match at.point.general.as_ref().zip(image.general.as_ref()) {
                Some((general, changes)) => general.wages(changes),
                None => structure.unpad_row(wage, |x| x),
            },
            price: structure.unpad(price, |x| x),
            unit_cost: structure.unpad(&unit_cost, |x| x),
            output: structure.unpad(&sum(&image.output, &direct.image.output), |x| x),
            income: structure.unpad_row(&sum(&image.income, &direct.image.income), |x| x),
            flows,
        }
    }

    fn outcome(self, at: &Linearised<'_>, factors: Vec<(PerEconomy, Grid)>) -> Outcome {
        let size = self.wage.size();
        let price = self.final_price(&at.point.structure.unpad(&at.point.shares.final_demand, |x| x));
        let factors = factors.into_iter().zip(&at.equilibrium.factors);
        let factors = factors.map(|((own, earned), market)| factor_outcome(own, &earned, market, &price));
        let factors = factors.collect();
        let trade = Trade::add_up(at, &self.flows, &self.unit_cost);
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
        Outcome { economies, sectors, factors, world }
    }

    fn final_price(&self, final_share: &Grid) -> PerEconomy {
        let mut price = PerEconomy::zeros(self.wage.size());
        for ((economy, sector), share) in keys(final_share) {
            price[economy] += share * self.price[(economy, sector)];
        }
        price
    }
}

fn factor_outcome(
    price: PerEconomy,
    earned: &Grid,
    market: &FactorMarket,
    final_price: &PerEconomy,
) -> FactorOutcome {
    let size = final_price.size();
    let (change, level) = (earned.by_economy(), market.income.by_economy());
    let [mut income, mut quantity, mut real_price] = [(); 3].map(|()| PerEconomy::zeros(size));
    for economy in size.economies() {
        income[economy] = share(change[economy], level[economy]);
        quantity[economy] = income[economy] - price[economy];
        real_price[economy] = price[economy] - final_price[economy];
    }
    FactorOutcome { price, real_price, quantity, income }
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
