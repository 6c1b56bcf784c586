//! The table as shares: the form in which the model sees an economy.

use crate::arrays::{Flows, Grid, Inputs, PerEconomy, PerSector};
use crate::index::{EconomyId, Flow, InputUse, SectorId, Size};
use crate::table::Table;

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
    /// Value of input use and final demand left out because nobody, not even the economy itself, supplies the sector.
    pub unsupplied: f64,
}

/// Why a table cannot be calibrated.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum CalibrationError {
    /// A trade elasticity is not a positive, finite number.
    Theta {
        /// The sector.
        sector: SectorId,
        /// The value found.
        value: f64,
    },
    /// A flow is negative or not a number.
    FlowValue {
        /// The flow.
        flow: Flow,
        /// The value found.
        value: f64,
    },
    /// A tariff rate is -1 or below, or not a number.
    Tariff {
        /// The flow.
        flow: Flow,
        /// The rate found.
        rate: f64,
    },
    /// A negative entry, or one that is not a number, in input use, final demand, value added or deficits.
    Entry {
        /// The economy.
        economy: EconomyId,
    },
    /// An economy that earns nothing: no value added, or no sales that pay for it.
    NoIncome {
        /// The economy.
        economy: EconomyId,
    },
    /// An economy that demands nothing that anybody supplies.
    NoFinalDemand {
        /// The economy.
        economy: EconomyId,
    },
}

impl Calibration {
    /// Turns a table into shares.
    ///
    /// Spending is the value of flows with their tariffs; a sector without inputs and value added gets a value-added
    /// share of one. Demand for a sector that nobody supplies to an economy is left out and its shares are scaled to sum
    /// to one again; [`unsupplied`](Self::unsupplied) says how much that was. Measured deficits that do not sum to zero
    /// are made to, in proportion to factor income.
    ///
    /// # Errors
    /// See [`CalibrationError`]: values that no economy can have, and economies without income or demand.
    pub fn new(table: &Table) -> Result<Self, CalibrationError> {
        check_values(table)?;
        let size = table.size;
        let mut spending = Grid::zeros(size);
        let mut output = Grid::zeros(size);
        for flow in size.flows() {
            let value = table.flows[flow];
            spending[(flow.destination, flow.sector)] += value * (1.0 + table.tariffs[flow]);
            output[(flow.origin, flow.sector)] += value;
        }
        let mut trade_share = Flows::zeros(size);
        for flow in size.flows() {
            let total = spending[(flow.destination, flow.sector)];
            if total > 0.0 {
                trade_share[flow] = table.flows[flow] * (1.0 + table.tariffs[flow]) / total;
            }
        }
        let mut calibration = Self {
            size,
            theta: table.theta.clone(),
            trade_share,
            tariffs: table.tariffs.clone(),
            spending,
            input_share: Inputs::zeros(size),
            value_added_share: Grid::zeros(size),
            final_share: Grid::zeros(size),
            factor_income: PerEconomy::zeros(size),
            deficit: PerEconomy::zeros(size),
            unsupplied: 0.0,
        };
        calibration.set_cost_shares(table);
        calibration.set_final_shares(table)?;
        calibration.set_income(table, &output)?;
        Ok(calibration)
    }

    fn supplied(&self, economy: EconomyId, sector: SectorId) -> bool {
        self.spending[(economy, sector)] > 0.0
    }

    fn set_cost_shares(&mut self, table: &Table) {
        for economy in self.size.economies() {
            for sector in self.size.sectors() {
                let value_added: f64 = table.value_added.iter().map(|factor| factor[(economy, sector)]).sum();
                let mut cost = value_added;
                for input in self.size.sectors() {
                    let used = table.input_use[InputUse { economy, input, sector }];
                    if self.supplied(economy, input) {
                        cost += used;
                    } else {
                        self.unsupplied += used;
                    }
                }
                if cost == 0.0 {
                    self.value_added_share[(economy, sector)] = 1.0;
                    continue;
                }
                self.value_added_share[(economy, sector)] = value_added / cost;
                for input in self.size.sectors() {
                    let at = InputUse { economy, input, sector };
                    if self.supplied(economy, input) {
                        self.input_share[at] = table.input_use[at] / cost;
                    }
                }
            }
        }
    }

    fn set_final_shares(&mut self, table: &Table) -> Result<(), CalibrationError> {
        for economy in self.size.economies() {
            let mut total = 0.0;
            for sector in self.size.sectors() {
                let demand = table.final_demand[(economy, sector)];
                if self.supplied(economy, sector) {
                    total += demand;
                } else {
                    self.unsupplied += demand;
                }
            }
            if total <= 0.0 {
                return Err(CalibrationError::NoFinalDemand { economy });
            }
            for sector in self.size.sectors() {
                if self.supplied(economy, sector) {
                    self.final_share[(economy, sector)] = table.final_demand[(economy, sector)] / total;
                }
            }
        }
        Ok(())
    }

    fn set_income(&mut self, table: &Table, output: &Grid) -> Result<(), CalibrationError> {
        for factor in &table.value_added {
            let income = factor.by_economy();
            for economy in self.size.economies() {
                self.factor_income[economy] += income[economy];
            }
        }
        for economy in self.size.economies() {
            let earned: f64 = self
                .size
                .sectors()
                .map(|s| self.value_added_share[(economy, s)] * output[(economy, s)])
                .sum();
            // Written so that a NaN, which no comparison accepts, counts as no income.
            if !(self.factor_income[economy] > 0.0 && earned > 0.0) {
                return Err(CalibrationError::NoIncome { economy });
            }
        }
        self.deficit = match &table.deficits {
            Some(deficits) => deficits.clone(),
            None => trade_deficit(&table.flows),
        };
        let excess = self.deficit.sum() / self.factor_income.sum();
        for economy in self.size.economies() {
            self.deficit[economy] -= excess * self.factor_income[economy];
        }
        Ok(())
    }
}

/// Imports less exports, tariffs excluded, by economy.
fn trade_deficit(flows: &Flows) -> PerEconomy {
    let mut deficit = PerEconomy::zeros(flows.size());
    for flow in flows.size().flows().filter(|flow| !flow.is_domestic()) {
        deficit[flow.destination] += flows[flow];
        deficit[flow.origin] -= flows[flow];
    }
    deficit
}

fn check_values(table: &Table) -> Result<(), CalibrationError> {
    let size = table.size;
    let valid = |value: f64| value >= 0.0 && value.is_finite();
    for sector in size.sectors() {
        let value = table.theta[sector];
        if !(value > 0.0 && value.is_finite()) {
            return Err(CalibrationError::Theta { sector, value });
        }
    }
    for flow in size.flows() {
        let value = table.flows[flow];
        if !valid(value) {
            return Err(CalibrationError::FlowValue { flow, value });
        }
        let rate = table.tariffs[flow];
        if !(rate > -1.0 && rate.is_finite()) {
            return Err(CalibrationError::Tariff { flow, rate });
        }
    }
    for economy in size.economies() {
        let inputs_valid = size.sectors().all(|sector| {
            size.sectors().all(|input| valid(table.input_use[InputUse { economy, input, sector }]))
        });
        let sectors_valid = size.sectors().all(|sector| {
            valid(table.final_demand[(economy, sector)])
                && table.value_added.iter().all(|factor| valid(factor[(economy, sector)]))
        });
        let deficit_valid = table.deficits.as_ref().is_none_or(|deficits| deficits[economy].is_finite());
        if !(inputs_valid && sectors_valid && deficit_valid) {
            return Err(CalibrationError::Entry { economy });
        }
    }
    Ok(())
}
