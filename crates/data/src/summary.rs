//! What is in a baseline, in a form to print or to serialise.

use crate::baseline::{Baseline, FileHash, Meta};
use crate::totals::Totals;
use comity_model::{Flow, Grid, SectorId};
use serde::Serialize;

/// What is in a baseline. Values are in `meta.unit`; exports and imports leave out domestic sales and tariffs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// What it is, and how it was made.
    pub meta: Meta,
    /// The world as a whole.
    pub world: World,
    /// Names of the factors.
    pub factors: Vec<String>,
    /// The economies, in the baseline's order.
    pub economies: Vec<EconomySummary>,
    /// The sectors, in the baseline's order.
    pub sectors: Vec<SectorSummary>,
    /// The largest international flows, largest first.
    pub flows: Vec<FlowSummary>,
    /// The files this was read from.
    pub files: Vec<FileHash>,
}

/// World totals.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct World {
    /// Sales.
    pub output: f64,
    /// Payments to factors.
    pub value_added: f64,
    /// International trade.
    pub trade: f64,
    /// Tariffs paid.
    pub tariff_revenue: f64,
    /// Flows with a value, domestic ones included.
    pub flows: usize,
}

/// One economy.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs, reason = "named as in the baseline folder")]
pub struct EconomySummary {
    pub code: String,
    pub name: String,
    pub income_group: String,
    pub region: String,
    pub output: f64,
    pub value_added: f64,
    pub exports: f64,
    pub imports: f64,
}

/// One sector.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs, reason = "named as in the baseline folder")]
pub struct SectorSummary {
    pub code: String,
    pub name: String,
    pub group: String,
    pub theta: f64,
    pub output: f64,
    pub value_added: f64,
    pub trade: f64,
}

/// One flow.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs, reason = "named as in the baseline folder")]
pub struct FlowSummary {
    pub sector: String,
    pub origin: String,
    pub destination: String,
    pub value: f64,
    pub tariff: f64,
}

impl Baseline {
    /// Sums it up, with the `most` largest international flows.
    pub fn summary(&self, most: usize) -> Summary {
        let (table, size) = (&self.table, self.table.size);
        let totals = Totals::of(table);
        let sum = |grid: &Grid, sector: SectorId| size.economies().map(|e| grid[(e, sector)]).sum();
        let [output, value_added, exports, imports] =
            [&totals.output, &totals.value_added, &totals.exports, &totals.imports].map(Grid::by_economy);
        let economies = self.economies.iter().zip(size.economies()).map(|(info, e)| EconomySummary {
            code: info.code.clone(),
            name: info.name.clone(),
            income_group: info.income_group.clone(),
            region: info.region.clone(),
            output: output[e],
            value_added: value_added[e],
            exports: exports[e],
            imports: imports[e],
        });
        let sectors = self.sectors.iter().zip(size.sectors()).map(|(info, j)| SectorSummary {
            code: info.code.clone(),
            name: info.name.clone(),
            group: info.group.clone(),
            theta: table.theta[j],
            output: sum(&totals.output, j),
            value_added: sum(&totals.value_added, j),
            trade: sum(&totals.exports, j),
        });
        Summary {
            meta: self.meta.clone(),
            world: World {
                output: output.sum(),
                value_added: value_added.sum(),
                trade: exports.sum(),
                tariff_revenue: totals.tariff_revenue.sum(),
                flows: table.flows.values().iter().filter(|&&value| value > 0.0).count(),
            },
            factors: self.factors.clone(),
            economies: economies.collect(),
            sectors: sectors.collect(),
            flows: self.largest_flows(most),
            files: self.files.clone(),
        }
    }

    fn largest_flows(&self, most: usize) -> Vec<FlowSummary> {
        let table = &self.table;
        let abroad = |flow: &Flow| flow.origin != flow.destination && table.flows[*flow] > 0.0;
        let mut flows: Vec<Flow> = table.size.flows().filter(abroad).collect();
        flows.sort_by(|&a, &b| table.flows[b].total_cmp(&table.flows[a]));
        flows.truncate(most);
        let summary = |flow: Flow| FlowSummary {
            sector: self.sectors[flow.sector.0].code.clone(),
            origin: self.economies[flow.origin.0].code.clone(),
            destination: self.economies[flow.destination.0].code.clone(),
            value: table.flows[flow],
            tariff: table.tariffs[flow],
        };
        flows.into_iter().map(summary).collect()
    }
}
