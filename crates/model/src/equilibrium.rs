//! An equilibrium: every quantity that the equations determine.

use crate::arrays::{Flows, Grid, PerEconomy};
use crate::index::Flow;

/// A solved economy. Hats are against the calibration it was solved from; values are in units of world value added, with
/// world factor income held where the calibration has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Equilibrium {
    /// Hat of the price of the composite factor.
    pub wage: PerEconomy,
    /// Hat of the price of each composite.
    pub price: Grid,
    /// Hat of the unit cost of each sector, productivity included.
    pub unit_cost: Grid,
    /// `X`: spending by economy and sector, tariffs included.
    pub spending: Grid,
    /// `Y`: value of output by economy and sector, tariffs excluded.
    pub output: Grid,
    /// `pi`: share of each origin in a destination's spending on a sector.
    pub trade_share: Flows,
    /// Ad valorem tariff rate of each flow.
    pub tariffs: Flows,
    /// Factor income by economy.
    pub factor_income: PerEconomy,
    /// Tariff revenue by economy.
    pub tariff_revenue: PerEconomy,
    /// Income received from abroad by economy.
    pub deficit: PerEconomy,
    /// Income by economy: factors, tariff revenue and deficit.
    pub income: PerEconomy,
}

impl Equilibrium {
    /// Value of a flow at tariff-exclusive prices.
    pub fn flow_value(&self, flow: Flow) -> f64 {
        self.trade_share[flow] * self.spending[(flow.destination, flow.sector)] / (1.0 + self.tariffs[flow])
    }
}
