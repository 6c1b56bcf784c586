//! From a calibration, a closure and a shock to flat arrays.

use super::{System, kernels, pad};
use crate::arrays::{Grid, PerEconomy};
use crate::calibration::Calibration;
use crate::closure::Closure;
use crate::index::SectorId;
use crate::shock::Shock;

impl System {
    /// Compiles a problem. One power is taken for each flow whose cost changes.
    pub fn new(calibration: &Calibration, closure: Closure, shock: &Shock) -> Self {
        let size = calibration.size;
        let width = kernels::padded(size.economies);
        let grid = |values: &Grid| pad(values, width);
        let row = |values: &PerEconomy| {
            let mut padded = values.values().to_vec();
            padded.resize(width, 0.0);
            padded
        };
        let mut system = Self {
            size,
            width,
            closure,
            net: vec![0.0; size.sectors * size.economies * width],
            duty: Vec::new(),
            duty_at: vec![None; size.sectors],
            row_scale: vec![0.0; size.sectors * width],
            theta: calibration.theta.values().to_vec(),
            input_share: vec![0.0; size.sectors * size.sectors * width],
            value_added_share: grid(&calibration.value_added_share),
            final_share: grid(&calibration.final_share),
            productivity: vec![0.0; size.sectors * width],
            active: grid(&calibration.spending.map(|x| f64::from(x > 0.0))),
            factor_income: row(&calibration.factor_income),
            world_income: calibration.factor_income.sum(),
            deficit: row(&calibration.deficit),
            wage_step: vec![0.0; width],
        };
        for sector in size.sectors() {
            system.compile_flows(calibration, shock, sector);
            system.compile_costs(calibration, shock, sector);
        }
        system.compile_wage_steps(calibration);
        system
    }

    fn compile_flows(&mut self, calibration: &Calibration, shock: &Shock, sector: SectorId) {
        let width = self.width;
        let theta = self.theta[sector.0];
        let tariffed = self
            .size
            .economies()
            .any(|destination| shock.tariffs.origins(destination, sector).iter().any(|&rate| rate != 0.0));
        if tariffed {
            self.duty_at[sector.0] = Some(self.duty.len());
            self.duty.resize(self.duty.len() + self.square(), 0.0);
        }
        let mut powers = vec![0.0; width];
        for destination in self.size.economies() {
            let shares = calibration.trade_share.origins(destination, sector);
            let icebergs = shock.iceberg.origins(destination, sector);
            let (rates, old_rates) = (
                shock.tariffs.origins(destination, sector),
                calibration.tariffs.origins(destination, sector),
            );
            let changed = icebergs.iter().any(|&cost| cost != 1.0) || rates != old_rates;
            if changed {
                for (origin, power) in powers[..self.size.economies].iter_mut().enumerate() {
                    *power = icebergs[origin] * ((1.0 + rates[origin]) / (1.0 + old_rates[origin]));
                }
                kernels::ln_in_place(&mut powers);
                powers.iter_mut().for_each(|power| *power *= -theta);
                let bought = powers.iter().zip(shares).filter(|(_, share)| **share > 0.0);
                let largest = bought.map(|(power, _)| *power).fold(f64::NEG_INFINITY, f64::max);
                let scale = if largest.is_finite() { largest } else { 0.0 };
                self.row_scale[sector.0 * width + destination.0] = scale;
                powers.iter_mut().for_each(|power| *power -= scale);
                kernels::exp_in_place(&mut powers);
            } else {
                powers.fill(1.0);
            }
            let row = sector.0 * self.square() + destination.0 * width;
            let net = &mut self.net[row..row + width];
            for (((net, share), power), rate) in net.iter_mut().zip(shares).zip(&powers).zip(rates) {
                *net = share * power / (1.0 + rate);
            }
            if let Some(start) = self.duty_at[sector.0] {
                let duty = &mut self.duty[start + destination.0 * width..];
                for ((duty, net), rate) in duty.iter_mut().zip(net).zip(rates) {
                    *duty = *net * rate;
                }
            }
        }
    }

    fn compile_costs(&mut self, calibration: &Calibration, shock: &Shock, sector: SectorId) {
        for economy in self.size.economies() {
            let at = sector.0 * self.width + economy.0;
            let key = (economy, sector);
            self.productivity[at] = shock.productivity[key].ln()
                + calibration.value_added_share[key] * shock.value_added_productivity[key].ln();
            let start = sector.0 * self.grid_len() + economy.0;
            let column = self.input_share[start..].iter_mut().step_by(self.width);
            for (share, input) in column.zip(calibration.input_share.inputs(economy, sector)) {
                *share = *input;
            }
        }
    }

    /// A rough elasticity of factor demand to the wage is enough: the acceleration finds the rest.
    fn compile_wage_steps(&mut self, calibration: &Calibration) {
        let mut weighted = vec![0.0; self.width];
        let mut weights = vec![0.0; self.width];
        for sector in self.size.sectors() {
            let theta = self.theta[sector.0];
            let beta = &self.value_added_share[sector.0 * self.width..];
            for destination in self.size.economies() {
                let spending = calibration.spending[(destination, sector)];
                let shares = calibration.trade_share.origins(destination, sector);
                for (origin, (share, beta)) in shares.iter().zip(beta).enumerate() {
                    let paid = share * spending * beta;
                    weighted[origin] += paid * theta * (1.0 - share);
                    weights[origin] += paid;
                }
            }
        }
        for economy in 0..self.size.economies {
            let elasticity = if weights[economy] > 0.0 { weighted[economy] / weights[economy] } else { 0.0 };
            self.wage_step[economy] = 1.0 / (1.0 + elasticity);
        }
    }
}
