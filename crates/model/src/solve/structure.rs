//! What no shock changes, laid out for the solver.
//!
//! Everything runs sector after sector, economies contiguous and padded to whole vectors.

use crate::arrays::{Grid, Inputs, PerEconomy, PerSector};
use crate::calibration::Calibration;
use crate::equilibrium::Equilibrium;
use crate::index::Size;
use crate::kernels;
use crate::preconditioner::{Around, Preconditioner, inverses};

/// A calibration as flat arrays.
#[derive(Debug, Clone, PartialEq)]
pub struct Structure {
    pub size: Size,
    /// Economies, padded.
    pub width: usize,
    /// By using sector, then input: `gamma` of every economy.
    pub input_share: Vec<f64>,
    pub value_added_share: Vec<f64>,
    pub final_share: Vec<f64>,
    /// 1 where the economy spends on the sector, else 0.
    pub active: Vec<f64>,
    /// ln of spending in the calibration; 0 where there is none.
    pub ln_spending: Vec<f64>,
    pub factor_income: Vec<f64>,
    pub world_income: f64,
    pub deficit: Vec<f64>,
    /// Trade shares over one plus the tariff of the calibration: by sector, rows of origins a destination.
    pub net: Vec<f64>,
    /// Which sectors have tariffs in the calibration.
    pub tariffed: Vec<bool>,
}

impl Structure {
    pub fn new(calibration: &Calibration) -> Self {
        let size = calibration.size;
        let width = kernels::padded(size.economies);
        let grid = |values: &Grid| pad(values, width);
        let row = |values: &PerEconomy| {
            let mut padded = values.values().to_vec();
            padded.resize(width, 0.0);
            padded
        };
        let mut structure = Self {
            size,
            width,
            input_share: Vec::new(),
            value_added_share: grid(&calibration.value_added_share),
            final_share: grid(&calibration.final_share),
            active: grid(&calibration.spending.map(|x| f64::from(x > 0.0))),
            ln_spending: grid(&calibration.spending.map(|x| if x > 0.0 { x.ln() } else { 0.0 })),
            factor_income: row(&calibration.factor_income),
            world_income: calibration.factor_income.sum(),
            deficit: row(&calibration.deficit),
            net: Vec::new(),
            tariffed: vec![false; size.sectors],
        };
        structure.input_share = structure.padded_inputs(&calibration.input_share);
        structure.net = vec![0.0; size.sectors * structure.square()];
        for sector in size.sectors() {
            for economy in size.economies() {
                let start = sector.0 * structure.square() + economy.0 * width;
                let net = &mut structure.net[start..start + width];
                let rates = calibration.tariffs.origins(economy, sector);
                let shares = calibration.trade_share.origins(economy, sector);
                for ((net, share), rate) in net.iter_mut().zip(shares).zip(rates) {
                    *net = share / (1.0 + rate);
                }
                structure.tariffed[sector.0] |= rates.iter().any(|&rate| rate != 0.0);
            }
        }
        structure
    }

    /// Inputs by using sector, then input, with economies contiguous.
    pub fn padded_inputs(&self, inputs: &Inputs) -> Vec<f64> {
        let mut padded = vec![0.0; self.size.sectors * self.grid_len()];
        for sector in self.size.sectors() {
            for economy in self.size.economies() {
                let start = sector.0 * self.grid_len() + economy.0;
                let column = padded[start..].iter_mut().step_by(self.width);
                column.zip(inputs.inputs(economy, sector)).for_each(|(padded, value)| *padded = *value);
            }
        }
        padded
    }

    /// What the calibration, an equilibrium, knows about the way back to itself under trade elasticities `theta`.
    pub fn preconditioner(&self, theta: &PerSector) -> Preconditioner {
        let spending: Vec<f64> =
            self.ln_spending.iter().zip(&self.active).map(|(ln, active)| active * ln.exp()).collect();
        let mut flows = self.net.clone();
        let mut output = vec![0.0; self.grid_len()];
        for (sector, rows) in flows.chunks_exact_mut(self.square()).enumerate() {
            let here = sector * self.width..(sector + 1) * self.width;
            let output = &mut output[here.clone()];
            for (row, spending) in rows.chunks_exact_mut(self.width).zip(&spending[here]) {
                row.iter_mut().for_each(|flow| *flow *= spending);
                kernels::add_scaled(output, 1.0, row);
            }
        }
        Preconditioner::new(&Around {
            structure: self,
            theta: theta.values(),
            flows: &flows,
            per_spending: &inverses(&spending),
            output: &output,
            earned: &self.factor_income,
        })
    }

    /// Number of sectors times padded economies: the length of one grid.
    pub fn grid_len(&self) -> usize {
        self.size.sectors * self.width
    }

    /// Length of one sector's rows of flows: as many as economies, in whole blocks, each padded.
    pub fn square(&self) -> usize {
        self.size.economies.next_multiple_of(kernels::BLOCK) * self.width
    }

    /// Length of the state: ln w, then ln P, then ln X.
    pub fn state_len(&self) -> usize {
        self.width + 2 * self.grid_len()
    }

    /// Splits a state into ln w, ln P and ln X.
    ///
    /// Blocks of a [`Technology`](super::Technology) that follow are left out.
    pub fn split<'a>(&self, state: &'a [f64]) -> (&'a [f64], &'a [f64], &'a [f64]) {
        let (wage, grids) = state[..self.state_len()].split_at(self.width);
        let (price, spending) = grids.split_at(self.grid_len());
        (wage, price, spending)
    }

    /// Writes the state in which nothing has changed and spending is the calibration's.
    pub fn start(&self, state: &mut [f64]) {
        let spending = self.width + self.grid_len();
        state.fill(0.0);
        state[spending..self.state_len()].copy_from_slice(&self.ln_spending);
    }

    /// Writes the state at which an equilibrium lies.
    pub fn state_of(&self, equilibrium: &Equilibrium, state: &mut [f64]) {
        let (wage, grids) = state[..self.state_len()].split_at_mut(self.width);
        let (price, spending) = grids.split_at_mut(self.grid_len());
        wage.fill(0.0);
        wage[..self.size.economies].copy_from_slice(equilibrium.wage.values());
        kernels::ln_in_place(&mut wage[..self.size.economies]);
        for (grid, values) in [(price, &equilibrium.price), (spending, &equilibrium.spending)] {
            let rows = values.values().chunks_exact(self.size.economies);
            for (row, values) in grid.chunks_exact_mut(self.width).zip(rows) {
                row[..self.size.economies].copy_from_slice(values);
            }
            kernels::ln_in_place(grid);
            grid.iter_mut().zip(&self.active).for_each(|(x, active)| *x *= active);
        }
    }

    /// A padded grid as an unpadded one, with `f` applied.
    pub fn unpad(&self, values: &[f64], f: impl Fn(f64) -> f64) -> Grid {
        self.unpad_rows(self.size, values, f)
    }

    /// The same for a grid of another number of sectors.
    pub fn unpad_rows(&self, size: Size, values: &[f64], f: impl Fn(f64) -> f64) -> Grid {
        let mut grid = Grid::zeros(size);
        let rows = grid.values_mut().chunks_exact_mut(size.economies);
        for (row, padded) in rows.zip(values.chunks_exact(self.width)) {
            for (value, padded) in row.iter_mut().zip(padded) {
                *value = f(*padded);
            }
        }
        grid
    }

    /// A padded row as an unpadded one, with `f` applied.
    pub fn unpad_row(&self, values: &[f64], f: impl Fn(f64) -> f64) -> PerEconomy {
        let mut row = PerEconomy::zeros(self.size);
        for (value, padded) in row.values_mut().iter_mut().zip(values) {
            *value = f(*padded);
        }
        row
    }
}

/// A grid with rows of whole vectors.
pub fn pad(values: &Grid, width: usize) -> Vec<f64> {
    let size = values.size();
    let mut padded = vec![0.0; size.sectors * width];
    for (padded, row) in padded.chunks_exact_mut(width).zip(values.values().chunks_exact(size.economies)) {
        padded[..size.economies].copy_from_slice(row);
    }
    padded
}
