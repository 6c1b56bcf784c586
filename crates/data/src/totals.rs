//! Sums over a table that checks and summaries share.

use comity_model::{Flow, Grid, InputUse, Table};

/// Sums by economy and sector.
pub(crate) struct Totals {
    /// Sales to everyone, without tariffs.
    pub output: Grid,
    /// Sales abroad, without tariffs.
    pub exports: Grid,
    /// Purchases from everyone, tariffs included.
    pub spending: Grid,
    /// Purchases from abroad, without tariffs.
    pub imports: Grid,
    /// Tariffs paid.
    pub tariff_revenue: Grid,
    /// Inputs bought by the sector and its payments to factors.
    pub cost: Grid,
    /// The latter alone.
    pub value_added: Grid,
    /// Inputs and final demand bought of the sector's composite.
    pub uses: Grid,
}

impl Totals {
    pub(crate) fn of(table: &Table) -> Self {
        let zeros = || Grid::zeros(table.size);
        let (mut output, mut exports, mut spending) = (zeros(), zeros(), zeros());
        let (mut imports, mut tariff_revenue) = (zeros(), zeros());
        for flow in table.size.flows() {
            let Flow { origin, destination, sector } = flow;
            let (value, tariff) = (table.flows[flow], table.flows[flow] * table.tariffs[flow]);
            output[(origin, sector)] += value;
            spending[(destination, sector)] += value + tariff;
            tariff_revenue[(destination, sector)] += tariff;
            if origin != destination {
                exports[(origin, sector)] += value;
                imports[(destination, sector)] += value;
            }
        }
        let (mut value_added, mut uses) = (zeros(), table.final_demand.clone());
        for factor in &table.value_added {
            for (sum, value) in value_added.values_mut().iter_mut().zip(factor.values()) {
                *sum += value;
            }
        }
        let mut cost = value_added.clone();
        for economy in table.size.economies() {
            for sector in table.size.sectors() {
                for input in table.size.sectors() {
                    let value = table.input_use[InputUse { economy, input, sector }];
                    cost[(economy, sector)] += value;
                    uses[(economy, input)] += value;
                }
            }
        }
        Self { output, exports, spending, imports, tariff_revenue, cost, value_added, uses }
    }
}
