//! Trade between economies and its changes, added up on either side of it.

use super::Linearised;
use crate::arrays::{Flows, Grid};

/// Trade between economies added up on one side of it: levels and their changes.
pub struct Side {
    pub value: Grid,
    pub value_change: Grid,
    /// Values at unit costs of the benchmark.
    pub volume: Grid,
    pub volume_change: Grid,
}

pub struct Trade {
    pub exports: Side,
    pub imports: Side,
}

impl Trade {
    /// From changes of the values of flows and of ln of unit costs.
    pub fn add_up(at: &Linearised<'_>, flows: &Flows, unit_cost: &Grid) -> Self {
        let size = unit_cost.size();
        let grid = || Grid::zeros(size);
        let side = || Side { value: grid(), value_change: grid(), volume: grid(), volume_change: grid() };
        let mut trade = Self { exports: side(), imports: side() };
        for flow in size.flows().filter(|flow| !flow.is_domestic()) {
            let source = (flow.origin, flow.sector);
            let value = at.equilibrium.flow_value(flow);
            let change = flows[flow];
            let cost = at.equilibrium.unit_cost[source];
            for (side, economy) in [(&mut trade.exports, flow.origin), (&mut trade.imports, flow.destination)]
            {
                let key = (economy, flow.sector);
                side.value[key] += value;
                side.value_change[key] += change;
                side.volume[key] += value / cost;
                side.volume_change[key] += (change - value * unit_cost[source]) / cost;
            }
        }
        trade
    }
}
