//! What changes between the benchmark and the counterfactual.

use crate::arrays::{Flows, Grid, Inputs, PerEconomy};
use crate::calibration::Calibration;

/// A change of the world: everything that is not named here stays as it is in the benchmark.
#[derive(Debug, Clone, PartialEq)]
pub struct Shock {
    /// Factor on the iceberg cost of each flow; 1 = unchanged, positive. Infinity is a ban.
    pub iceberg: Flows,
    /// New ad valorem tariff rate of each flow, above -1 (the benchmark's rate where nothing changes).
    pub tariffs: Flows,
    /// Factor on total productivity: unit costs fall by its inverse; 1 = unchanged, positive and finite.
    pub productivity: Grid,
    /// Factor on the productivity of value added: unit costs fall by its inverse to the power of the value-added
    /// share `beta`; 1 = unchanged, positive and finite.
    pub value_added_productivity: Grid,
    /// Factor on the quantity of each factor, by economy: those of [`Assumptions`](crate::Assumptions) in their order, or the composite
    /// one. Factors beyond the end are unchanged. A factor that accumulates has no quantity to change, and ignores it.
    pub factor_supply: Vec<PerEconomy>,
    /// Factor on the productivity of each factor in each sector: what a unit of it counts for. Factors beyond the end are unchanged.
    pub factor_productivity: Vec<Grid>,
    /// What sectors need of each input beyond what they buy already: its value at benchmark prices, per unit of cost. It adds to unit
    /// costs, and to the demand for what it names; inputs that nobody supplies to an economy are passed over.
    pub added_inputs: Option<Inputs>,
}

impl Shock {
    /// The shock that changes nothing.
    pub fn none(calibration: &Calibration) -> Self {
        let size = calibration.size;
        Self {
            iceberg: Flows::filled(size, 1.0),
            tariffs: calibration.tariffs.clone(),
            productivity: Grid::filled(size, 1.0),
            value_added_productivity: Grid::filled(size, 1.0),
            factor_supply: Vec::new(),
            factor_productivity: Vec::new(),
            added_inputs: None,
        }
    }

    /// Whether anything is banned.
    pub(crate) fn bans(&self) -> bool {
        self.iceberg.values().iter().any(|cost| cost.is_infinite())
    }

    /// Several shocks at once: costs, productivities and quantities multiply, as do changes of one plus the tariff against the
    /// calibration's; added inputs add up.
    pub fn product(calibration: &Calibration, parts: &[Self]) -> Self {
        let mut whole = Self::none(calibration);
        for part in parts {
            multiply(whole.iceberg.values_mut(), part.iceberg.values());
            multiply(whole.productivity.values_mut(), part.productivity.values());
            multiply(whole.value_added_productivity.values_mut(), part.value_added_productivity.values());
            let rates = part.tariffs.values().iter().zip(calibration.tariffs.values());
            for (rate, (new, old)) in whole.tariffs.values_mut().iter_mut().zip(rates) {
                if new != old {
                    *rate = (1.0 + *rate) * ((1.0 + new) / (1.0 + old)) - 1.0;
                }
            }
            for (number, supply) in part.factor_supply.iter().enumerate() {
                match whole.factor_supply.get_mut(number) {
                    Some(all) => multiply(all.values_mut(), supply.values()),
                    None => whole.factor_supply.push(supply.clone()),
                }
            }
            for (number, productivity) in part.factor_productivity.iter().enumerate() {
                match whole.factor_productivity.get_mut(number) {
                    Some(all) => multiply(all.values_mut(), productivity.values()),
                    None => whole.factor_productivity.push(productivity.clone()),
                }
            }
            match (&mut whole.added_inputs, &part.added_inputs) {
                (Some(all), Some(added)) => {
                    all.values_mut().iter_mut().zip(added.values()).for_each(|(all, added)| *all += added);
                }
                (none @ None, Some(added)) => *none = Some(added.clone()),
                (_, None) => {}
            }
        }
        whole
    }

    /// The part of the shock that lies `share` of the way from the benchmark, in logs of every cost and productivity; added inputs
    /// grow in proportion.
    pub fn part(&self, calibration: &Calibration, share: f64) -> Self {
        let mut tariffs = self.tariffs.clone();
        for (rate, old) in tariffs.values_mut().iter_mut().zip(calibration.tariffs.values()) {
            if rate != old {
                *rate = (1.0 + old) * ((1.0 + *rate) / (1.0 + old)).powf(share) - 1.0;
            }
        }
        let power = |factor: f64| if factor == 1.0 { 1.0 } else { factor.powf(share) };
        Self {
            iceberg: self.iceberg.map(power),
            tariffs,
            productivity: self.productivity.map(power),
            value_added_productivity: self.value_added_productivity.map(power),
            factor_supply: self.factor_supply.iter().map(|supply| supply.map(power)).collect(),
            factor_productivity: self.factor_productivity.iter().map(|grid| grid.map(power)).collect(),
            added_inputs: self.added_inputs.as_ref().map(|added| added.map(|value| share * value)),
        }
    }
}

fn multiply(all: &mut [f64], by: &[f64]) {
    all.iter_mut().zip(by).for_each(|(all, by)| *all *= by);
}
