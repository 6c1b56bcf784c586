//! The measured world economy, before any model is put on it.

use crate::arrays::{Flows, Grid, Inputs, PerEconomy, PerSector};
use crate::index::Size;

/// A world input-output table with tariffs and trade elasticities, in one unit of money.
///
/// The files of a baseline folder are its fields one by one. Nothing needs to balance: calibration turns it into
/// shares, and the benchmark equilibrium reconciles them.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Number of economies and sectors.
    pub size: Size,
    /// Trade elasticity of each sector, positive.
    pub theta: PerSector,
    /// Value of each flow at tariff-exclusive prices, domestic sales included.
    pub flows: Flows,
    /// Ad valorem tariff rate of each flow (0.1 = 10 percent), above -1.
    pub tariffs: Flows,
    /// Purchases of composite inputs by sectors, at purchasers' prices.
    pub input_use: Inputs,
    /// Final demand for composites; only its shares matter.
    pub final_demand: Grid,
    /// Payments to each factor by economy and sector; one grid a factor.
    pub value_added: Vec<Grid>,
    /// Income received from abroad; `None` means imports less exports.
    pub deficits: Option<PerEconomy>,
}

impl Table {
    /// A table with zeros everywhere, unit elasticities and `factors` factors, to be filled in.
    pub fn zeros(size: Size, factors: usize) -> Self {
        Self {
            size,
            theta: PerSector::filled(size, 1.0),
            flows: Flows::zeros(size),
            tariffs: Flows::zeros(size),
            input_use: Inputs::zeros(size),
            final_demand: Grid::zeros(size),
            value_added: vec![Grid::zeros(size); factors],
            deficits: None,
        }
    }
}
