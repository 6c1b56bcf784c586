//! Changes between the benchmark and the counterfactual, as results name them.

use crate::arrays::{Grid, PerEconomy};

/// Changes between two equilibria. Every value is a hat: counterfactual over benchmark, 1 = unchanged; it is 1 too
/// where there is nothing to compare (a sector that an economy does not have).
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// By economy.
    pub economies: EconomyOutcome,
    /// By economy and sector.
    pub sectors: SectorOutcome,
    /// For the world as a whole.
    pub world: WorldOutcome,
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
