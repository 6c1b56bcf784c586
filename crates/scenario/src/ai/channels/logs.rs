//! A shock in the making.

use super::productivity::Gainer;
use comity_model::{Calibration, Flows, Grid, Inputs, Shock, Size};

/// A shock in the making: logs, which add up, and inputs, which do too.
pub(super) struct Logs {
    /// By sector and by pair, whose products add up to the log cost of every flow.
    costs: Vec<(Vec<f64>, Vec<f64>)>,
    pub(super) value_added: Grid,
    /// By factor, where factors gain for themselves.
    factors: Vec<Grid>,
    pub(super) added_inputs: Option<Inputs>,
}

impl Logs {
    pub(super) fn none(size: Size) -> Self {
        Self { costs: Vec::new(), value_added: Grid::zeros(size), factors: Vec::new(), added_inputs: None }
    }

    /// The logs of what gains in productivity.
    pub(super) fn of(&mut self, gainer: Gainer) -> &mut Grid {
        match gainer {
            Gainer::ValueAdded => &mut self.value_added,
            Gainer::Factor { at, of } => {
                let size = self.value_added.size();
                self.factors.resize_with(of.max(at + 1), || Grid::zeros(size));
                &mut self.factors[at]
            }
        }
    }

    /// Adds to the log cost of every flow what its sector has times what its pair has.
    pub(super) fn add_costs(&mut self, by_sector: &[f64], by_pair: &[f64], times: f64) {
        self.costs.push((by_sector.iter().map(|factor| times * factor).collect(), by_pair.to_vec()));
    }

    pub(super) fn shock(self, calibration: &Calibration) -> Shock {
        Shock {
            iceberg: self.iceberg(calibration.size),
            value_added_productivity: self.value_added.map(exp),
            factor_productivity: match self
                .factors
                .iter()
                .any(|logs| logs.values().iter().any(|&ln| ln != 0.0))
            {
                true => self.factors.iter().map(|logs| logs.map(exp)).collect(),
                false => Vec::new(),
            },
            added_inputs: self.added_inputs.filter(|added| added.values().iter().any(|&value| value != 0.0)),
            ..Shock::none(calibration)
        }
    }

    /// Sectors to which the same happens, such as those of a group, are worked out once.
    fn iceberg(&self, size: Size) -> Flows {
        let mut iceberg = Flows::filled(size, 1.0);
        let pairs = size.economies * size.economies;
        let alike = |one: usize, other: usize| self.costs.iter().all(|(by, _)| by[one] == by[other]);
        for sector in 0..size.sectors {
            let (done, rest) = iceberg.values_mut().split_at_mut(sector * pairs);
            let flows = &mut rest[..pairs];
            if let Some(same) = (0..sector).find(|&earlier| alike(earlier, sector)) {
                flows.copy_from_slice(&done[same * pairs..][..pairs]);
                continue;
            }
            flows.fill(0.0);
            for (by_sector, by_pair) in self.costs.iter().filter(|(by, _)| by[sector] != 0.0) {
                flows.iter_mut().zip(by_pair).for_each(|(ln, pair)| *ln += by_sector[sector] * pair);
            }
            flows.iter_mut().for_each(|ln| *ln = exp(*ln));
        }
        iceberg
    }
}

/// Exactly 1 where nothing changes.
fn exp(ln: f64) -> f64 {
    if ln == 0.0 { 1.0 } else { ln.exp() }
}
