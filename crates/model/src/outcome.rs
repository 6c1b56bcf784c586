//! Changes between the benchmark and the counterfactual, as results name them.

use crate::arrays::{Grid, PerEconomy};
use crate::benchmark::Benchmark;
use crate::equilibrium::{Equilibrium, FactorMarket};

/// Changes between two equilibria. Every value is a hat: counterfactual over benchmark, 1 = unchanged; it is 1 too
/// where there is nothing to compare (a sector that an economy does not have).
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// By economy.
    pub economies: EconomyOutcome,
    /// By economy and sector.
    pub sectors: SectorOutcome,
    /// By factor and economy, in the order of [`Assumptions`](crate::Assumptions); the composite one where there is only that.
    pub factors: Vec<FactorOutcome>,
    /// For the world as a whole.
    pub world: WorldOutcome,
}

/// Changes of one factor by economy. Where it has a price in each sector, means and sums over them.
#[derive(Debug, Clone, PartialEq)]
pub struct FactorOutcome {
    /// Its price, at benchmark weights.
    pub price: PerEconomy,
    /// Its price over that of final demand.
    pub real_price: PerEconomy,
    /// The quantity employed: what it earns over its price.
    pub quantity: PerEconomy,
    /// What it earns, in values.
    pub income: PerEconomy,
}

/// Changes by economy. Values are in units of world value added.
#[derive(Debug, Clone, PartialEq)]
pub struct EconomyOutcome {
    /// Income (factors, tariff revenue, deficit) over the price of final demand.
    pub real_income: PerEconomy,
    /// Wage over the price of final demand.
    pub real_wage: PerEconomy,
    /// Wage: the price of the composite factor.
    pub wage: PerEconomy,
    /// Price of final demand.
    pub price: PerEconomy,
    /// Value of exports without tariffs and domestic sales.
    pub exports: PerEconomy,
    /// Value of imports without tariffs and domestic sales.
    pub imports: PerEconomy,
    /// Quantity of exports: each flow's value over its origin's unit cost, at benchmark weights.
    pub export_volume: PerEconomy,
    /// Quantity of imports, likewise.
    pub import_volume: PerEconomy,
}

/// Changes by economy and sector.
#[derive(Debug, Clone, PartialEq)]
pub struct SectorOutcome {
    /// Value of output.
    pub output: Grid,
    /// Quantity of output: value over unit cost.
    pub volume: Grid,
    /// Unit cost of production.
    pub unit_cost: Grid,
    /// Price of the composite that the economy buys.
    pub price: Grid,
    /// Value of exports without tariffs.
    pub exports: Grid,
    /// Value of imports without tariffs.
    pub imports: Grid,
}

/// Changes of the world as a whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WorldOutcome {
    /// Quantity of trade between economies, at benchmark weights.
    pub trade_volume: f64,
    /// Real income, weighted by benchmark income.
    pub real_income: f64,
}

impl Outcome {
    /// Changes from a benchmark to a counterfactual solved from it.
    pub fn between(benchmark: &Benchmark, counterfactual: &Equilibrium) -> Self {
        let before = &benchmark.calibration;
        let size = before.size;
        let price = benchmark.final_price(&counterfactual.price);
        let income = ratio(&counterfactual.income, &benchmark.equilibrium.income);
        let real_income = ratio(&income, &price);
        let trade = Trade::add_up(benchmark, counterfactual);
        let factors = (benchmark.equilibrium.factors.iter().zip(&counterfactual.factors))
            .map(|(before, after)| FactorOutcome::between(before, after, &price))
            .collect();
        let economies = EconomyOutcome {
            real_wage: ratio(&counterfactual.wage, &price),
            wage: counterfactual.wage.clone(),
            price,
            exports: ratio(&trade.exports.after.by_economy(), &trade.exports.before.by_economy()),
            imports: ratio(&trade.imports.after.by_economy(), &trade.imports.before.by_economy()),
            export_volume: ratio(&trade.exports.volume.by_economy(), &trade.exports.before.by_economy()),
            import_volume: ratio(&trade.imports.volume.by_economy(), &trade.imports.before.by_economy()),
            real_income,
        };
        let output = ratio_grid(&counterfactual.output, &benchmark.equilibrium.output);
        let mut volume = output.clone();
        for sector in size.sectors() {
            for economy in size.economies() {
                let key = (economy, sector);
                if benchmark.equilibrium.output[key] > 0.0 {
                    volume[key] /= counterfactual.unit_cost[key];
                }
            }
        }
        let sectors = SectorOutcome {
            output,
            volume,
            unit_cost: counterfactual.unit_cost.clone(),
            price: counterfactual.price.clone(),
            exports: ratio_grid(&trade.exports.after, &trade.exports.before),
            imports: ratio_grid(&trade.imports.after, &trade.imports.before),
        };
        let world_income = benchmark.equilibrium.income.sum();
        let world = WorldOutcome {
            trade_volume: hat(trade.exports.volume.sum(), trade.exports.before.sum()),
            real_income: size
                .economies()
                .map(|economy| benchmark.equilibrium.income[economy] * economies.real_income[economy])
                .sum::<f64>()
                / world_income,
        };
        Self { economies, sectors, factors, world }
    }
}

impl FactorOutcome {
    fn between(before: &FactorMarket, after: &FactorMarket, final_price: &PerEconomy) -> Self {
        let size = final_price.size();
        let sum = |grid: &Grid| PerEconomy::from_values(size, grid.by_economy().values());
        let price = PerEconomy::from_values(size, after.mean_price(before).values());
        let income = ratio(&sum(&after.income), &sum(&before.income));
        Self { real_price: ratio(&price, final_price), quantity: ratio(&income, &price), price, income }
    }
}

/// Trade between economies, added up on one side of it.
struct Side {
    before: Grid,
    after: Grid,
    /// Values after the shock at unit costs before it.
    volume: Grid,
}

struct Trade {
    exports: Side,
    imports: Side,
}

impl Trade {
    fn add_up(benchmark: &Benchmark, counterfactual: &Equilibrium) -> Self {
        let size = benchmark.calibration.size;
        let side = || Side { before: Grid::zeros(size), after: Grid::zeros(size), volume: Grid::zeros(size) };
        let mut trade = Self { exports: side(), imports: side() };
        let n = size.economies;
        let values = |of: &Equilibrium, destination, sector, out: &mut [f64]| {
            let spending = of.spending[(destination, sector)];
            let shares = of.trade_share.origins(destination, sector);
            for ((value, share), rate) in
                out.iter_mut().zip(shares).zip(of.tariffs.origins(destination, sector))
            {
                *value = share * spending / (1.0 + rate);
            }
            out[destination.0] = 0.0;
        };
        let (mut before, mut after, mut volume) = (vec![0.0; n], vec![0.0; n], vec![0.0; n]);
        for sector in size.sectors() {
            let cost = counterfactual.unit_cost.sector(sector);
            for destination in size.economies() {
                values(&benchmark.equilibrium, destination, sector, &mut before);
                values(counterfactual, destination, sector, &mut after);
                for ((volume, after), cost) in volume.iter_mut().zip(&after).zip(cost) {
                    *volume = after / cost;
                }
                let at = (destination, sector);
                trade.imports.before[at] = before.iter().sum();
                trade.imports.after[at] = after.iter().sum();
                trade.imports.volume[at] = volume.iter().sum();
                add(trade.exports.before.sector_mut(sector), &before);
                add(trade.exports.after.sector_mut(sector), &after);
                add(trade.exports.volume.sector_mut(sector), &volume);
            }
        }
        trade
    }
}

fn add(sums: &mut [f64], values: &[f64]) {
    sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
}

/// `after / before`, or 1 where there was nothing before: exact hats keep zeros, so there is nothing after either.
fn hat(after: f64, before: f64) -> f64 {
    if before > 0.0 { after / before } else { 1.0 }
}

fn ratio(after: &PerEconomy, before: &PerEconomy) -> PerEconomy {
    let mut hats = PerEconomy::filled(after.size(), 1.0);
    for economy in after.size().economies() {
        hats[economy] = hat(after[economy], before[economy]);
    }
    hats
}

fn ratio_grid(after: &Grid, before: &Grid) -> Grid {
    let mut hats = Grid::filled(after.size(), 1.0);
    for (hat_, (after, before)) in
        hats.values_mut().iter_mut().zip(after.values().iter().zip(before.values()))
    {
        *hat_ = hat(*after, *before);
    }
    hats
}
