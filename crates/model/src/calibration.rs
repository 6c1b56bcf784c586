//! The table as shares: the form in which the model sees an economy.

use crate::arrays::{Flows, Grid, Inputs, PerEconomy, PerSector};
use crate::index::Size;

/// An economy as the model sees it: shares, elasticities and levels of income.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// Number of economies and sectors.
    pub size: Size,
    /// Trade elasticity of each sector.
    pub theta: PerSector,
    /// `pi`: share of each origin in a destination's spending on a sector, tariffs included; sums to one over origins,
    /// or to zero where the destination buys nothing.
    pub trade_share: Flows,
    /// Ad valorem tariff rate of each flow.
    pub tariffs: Flows,
    /// `X`: spending by economy and sector, tariffs included.
    pub spending: Grid,
    /// `gamma`: share of each input in the cost of a sector.
    pub input_share: Inputs,
    /// `beta`: share of value added in the cost of a sector; `beta` and the sector's `gamma` sum to one.
    pub value_added_share: Grid,
    /// `alpha`: share of each sector in final demand; sums to one by economy.
    pub final_share: Grid,
    /// Payments to factors, by economy.
    pub factor_income: PerEconomy,
    /// Income received from abroad, by economy; sums to zero.
    pub deficit: PerEconomy,
}
