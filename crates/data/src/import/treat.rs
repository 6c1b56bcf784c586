//! From sums to payments: nothing negative, every sector's output what it sells.
//!
//! A change of inventories is demand for what was made this year, so it stays in final demand, netted with the other
//! final demand of the same buyer for the same sector. This keeps gross output, trade and value added as published.
//! Only what is negative after netting is changed, and each change is reported in money.

use super::long::Sums;
use super::spec::Spec;
use crate::units::{money, percent};
use comity_model::{EconomyId, Flow, Grid, InputUse, SectorId, Table};
use serde::Serialize;
use std::fmt;

/// What an import did to the numbers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Treatment {
    /// Number of entries that were added up.
    pub entries: u64,
    /// Sum of all sales in the table as it came.
    pub world_output: f64,
    /// Changes of inventories, which stay in final demand, if the spec names them.
    pub inventories: Option<Inventories>,
    /// Unit of all values.
    pub unit: String,
    /// What was changed, in order.
    pub changes: Vec<Change>,
    /// What was done, changes included, one sentence an item.
    pub steps: Vec<String>,
}

/// Changes of inventories as the table has them, in money.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Inventories {
    /// Sum of the positive entries.
    pub into_stock: f64,
    /// Sum of the negative entries, as a positive number.
    pub from_stock: f64,
}

/// One kind of change.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// What was done.
    pub operation: String,
    /// How many cells it touched.
    pub cells: usize,
    /// By how much, in money: the sum of the sizes of the changes.
    pub amount: f64,
    /// The same as a share of world output.
    pub share: f64,
    /// Unit of the amount.
    pub unit: String,
    /// The cells that changed most, with their changes.
    pub largest: Vec<(String, f64)>,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, cells, amount, share, unit, largest } = self;
        let plural = if *cells == 1 { "cell" } else { "cells" };
        write!(
            f,
            "{operation}: {cells} {plural}, {} {unit} or {}% of world output",
            money(*amount),
            percent(*share)
        )?;
        if !largest.is_empty() {
            let cells: Vec<String> =
                largest.iter().map(|(cell, by)| format!("{cell} {}", money(*by))).collect();
            write!(f, "; most in {}", cells.join(", "))?;
        }
        Ok(())
    }
}

/// Fills `table` from `sums`.
pub(super) fn treat(sums: Sums, spec: &Spec, table: &mut Table) -> Treatment {
    let names = Names(spec);
    let Sums { entries, into_stock, from_stock, .. } = sums;
    let world_output = sums.flows.sum();
    let mut log = Log { world_output, unit: spec.unit.clone(), changes: Vec::new(), steps: Vec::new() };
    let inventories = Inventories { into_stock, from_stock };
    let inventories = (!spec.final_demand.inventories.is_empty()).then_some(inventories);
    if let Some(inventories) = inventories {
        log.keep(inventories);
    }
    table.flows = sums.flows;
    table.input_use = sums.input_use;
    table.final_demand = sums.final_demand;
    let changed = inputs_above_zero(table, names);
    log.add("Moved negative purchases of inputs to final demand", changed);
    let changed = flows_above_zero(table, names);
    log.add("Set negative flows to zero", changed);
    let changed = final_demand_above_zero(table, names);
    log.add(
        "Raised deliveries to what sectors bought, where they bought more than was delivered, and set the negative \
         final demand to zero",
        changed,
    );
    if sums.value_added.is_empty() {
        table.value_added = vec![output_less_inputs(table)];
        log.steps.push("Computed value added as output less inputs".to_owned());
    } else {
        table.value_added = sums.value_added;
        log.steps.push("Took value added from the table".to_owned());
    }
    let changed = value_added_above_zero(table, names);
    log.add("Set negative value added to zero", changed);
    let Log { unit, changes, steps, .. } = log;
    Treatment { entries, world_output, inventories, unit, changes, steps }
}

/// Negative purchases of inputs are set to zero; what the buyers bought in all stays the same.
fn inputs_above_zero(table: &mut Table, names: Names<'_>) -> Vec<(String, f64)> {
    let mut changed = Vec::new();
    let size = table.size;
    for economy in size.economies() {
        for input in size.sectors() {
            for sector in size.sectors() {
                let value = &mut table.input_use[InputUse { economy, input, sector }];
                if *value < 0.0 {
                    changed.push((names.of(economy, input), -*value));
                    table.final_demand[(economy, input)] += *value;
                    *value = 0.0;
                }
            }
        }
    }
    changed
}

/// Negative flows are set to zero; final demand takes what is then delivered in addition.
fn flows_above_zero(table: &mut Table, names: Names<'_>) -> Vec<(String, f64)> {
    let mut changed = Vec::new();
    for flow in table.size.flows() {
        let value = &mut table.flows[flow];
        if *value < 0.0 {
            changed.push((names.flow(flow), -*value));
            table.final_demand[(flow.destination, flow.sector)] -= *value;
            *value = 0.0;
        }
    }
    changed
}

/// Where sectors used more than was delivered this year, the rest came from stocks and counts as made this year.
fn final_demand_above_zero(table: &mut Table, names: Names<'_>) -> Vec<(String, f64)> {
    let mut changed = Vec::new();
    let size = table.size;
    for destination in size.economies() {
        for sector in size.sectors() {
            let missing = -table.final_demand[(destination, sector)];
            if missing <= 0.0 {
                continue;
            }
            changed.push((names.of(destination, sector), missing));
            table.final_demand[(destination, sector)] = 0.0;
            let flow = |origin| Flow { origin, destination, sector };
            let delivered: f64 = size.economies().map(|origin| table.flows[flow(origin)]).sum();
            if delivered > 0.0 {
                for origin in size.economies() {
                    table.flows[flow(origin)] *= 1.0 + missing / delivered;
                }
            } else {
                table.flows[flow(destination)] = missing;
            }
        }
    }
    changed
}

fn output_less_inputs(table: &Table) -> Grid {
    let mut value_added = Grid::zeros(table.size);
    for flow in table.size.flows() {
        value_added[(flow.origin, flow.sector)] += table.flows[flow];
    }
    for economy in table.size.economies() {
        for sector in table.size.sectors() {
            let inputs =
                table.size.sectors().map(|input| table.input_use[InputUse { economy, input, sector }]);
            value_added[(economy, sector)] -= inputs.sum::<f64>();
        }
    }
    value_added
}

fn value_added_above_zero(table: &mut Table, names: Names<'_>) -> Vec<(String, f64)> {
    let mut changed = Vec::new();
    let size = table.size;
    for factor in &mut table.value_added {
        for economy in size.economies() {
            for sector in size.sectors() {
                let value = &mut factor[(economy, sector)];
                if *value < 0.0 {
                    changed.push((names.of(economy, sector), -*value));
                    *value = 0.0;
                }
            }
        }
    }
    changed
}

/// Names of cells for the report.
#[derive(Clone, Copy)]
struct Names<'a>(&'a Spec);

impl Names<'_> {
    fn of(self, economy: EconomyId, sector: SectorId) -> String {
        format!("{} {}", self.0.economies[economy.0].code, self.0.sectors[sector.0].code)
    }

    fn flow(self, flow: Flow) -> String {
        format!("{} to {}", self.of(flow.origin, flow.sector), self.0.economies[flow.destination.0].code)
    }
}

struct Log {
    world_output: f64,
    unit: String,
    changes: Vec<Change>,
    steps: Vec<String>,
}

impl Log {
    fn share(&self, amount: f64) -> f64 {
        if self.world_output > 0.0 { amount / self.world_output } else { 0.0 }
    }

    fn keep(&mut self, Inventories { into_stock, from_stock }: Inventories) {
        self.steps.push(format!(
            "Kept changes of inventories in final demand, netted with the other final demand of the same buyer for the \
             same sector: {} {} went into stock ({}% of world output), {} came out of it ({}%)",
            money(into_stock),
            self.unit,
            percent(self.share(into_stock)),
            money(from_stock),
            percent(self.share(from_stock))
        ));
    }

    /// Notes a change, if anything changed.
    fn add(&mut self, operation: &str, mut changed: Vec<(String, f64)>) {
        const LARGEST: usize = 3;
        if changed.is_empty() {
            return;
        }
        let (cells, amount) = (changed.len(), changed.iter().map(|(_, by)| by).sum());
        let share = self.share(amount);
        changed.sort_by(|(_, a), (_, b)| b.total_cmp(a));
        changed.truncate(LARGEST);
        let (operation, unit) = (operation.to_owned(), self.unit.clone());
        let change = Change { operation, cells, amount, share, unit, largest: changed };
        self.steps.push(change.to_string());
        self.changes.push(change);
    }
}
