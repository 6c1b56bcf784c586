//! What the benchmark knows about the way back to an equilibrium: an approximate inverse of its Jacobian.
//!
//! The Jacobian of the fixed point in (ln w, ln P, ln X) at the benchmark is nearly block-triangular, and its blocks have names:
//!
//! - Prices and spending of one economy, for given wages and the rest of the world, are Leontief systems through its domestic
//!   purchases. `(I - D gamma')^-1`, with `D` the domestic shares, solves the first and its transpose the second.
//! - An economy's prices and spending follow its own wage by a known vector (`price_response`, `spending_response`).
//! - What is left is how each factor market answers to each wage, own prices and spending responding: a matrix of economies by
//!   economies, inverted once.
//!
//! Left out are the second rounds through other economies' prices and spending; the acceleration finds those. All that is here only
//! shapes the steps: the equations, and so the solution, do not depend on it.

use super::dense;
use super::structure::Structure;
use super::system::Sweep;
use crate::calibration::Calibration;
use crate::index::{EconomyId, Flow, SectorId};
use crate::kernels;

/// Most that a wage may move in one preconditioned step, in logs.
const LONGEST: f64 = 0.5;

/// An approximate inverse of the Jacobian at a benchmark. Grids run as in [`Structure`].
#[derive(Debug, Clone, PartialEq)]
pub struct Preconditioner {
    width: usize,
    economies: usize,
    /// `(I - D gamma')^-1` of every economy: row sector, column sector, economies contiguous.
    leontief: Vec<f32>,
    /// dln P and dln X of each economy by its own dln w.
    price_response: Vec<f64>,
    spending_response: Vec<f64>,
    /// What errors in own prices and spending will add to the gap in the factor market, once solved for.
    gap_by_price: Vec<f64>,
    gap_by_spending: Vec<f64>,
    /// Minus the inverse of d gap / d ln w; row by row, padded.
    wage: Vec<f64>,
}

impl Preconditioner {
    /// Builds it from a calibration that is an equilibrium. `None` if a block cannot be inverted, as where an economy is
    /// closed off from the rest.
    pub fn new(calibration: &Calibration) -> Option<Self> {
        let size = calibration.size;
        let width = kernels::padded(size.economies);
        let grid = || vec![0.0; size.sectors * width];
        let mut found = Self {
            width,
            economies: size.economies,
            leontief: vec![0.0; size.sectors * size.sectors * width],
            price_response: grid(),
            spending_response: grid(),
            gap_by_price: grid(),
            gap_by_spending: grid(),
            wage: Vec::new(),
        };
        let sales = Sales::of(calibration);
        let mut cost_response = grid();
        for economy in size.economies() {
            found.economy(calibration, &sales, economy, &mut cost_response)?;
        }
        found.wages(calibration, &sales, &cost_response)?;
        Some(found)
    }

    /// Fills in what concerns one economy; `cost_response` gets d ln c by own d ln w.
    fn economy(
        &mut self,
        calibration: &Calibration,
        sales: &Sales,
        economy: EconomyId,
        cost_response: &mut [f64],
    ) -> Option<()> {
        let sectors = calibration.size.sectors;
        let at = |sector: usize| sector * self.width + economy.0;
        let beta = |sector: usize| calibration.value_added_share[(economy, SectorId(sector))];
        let gamma = |sector: usize| calibration.input_share.inputs(economy, SectorId(sector));
        let domestic: Vec<f64> = (0..sectors)
            .map(|sector| {
                let own = Flow { origin: economy, destination: economy, sector: SectorId(sector) };
                calibration.trade_share[own]
            })
            .collect();
        let mut matrix = dense::identity(sectors);
        for (sector, row) in matrix.chunks_exact_mut(sectors).enumerate() {
            row.iter_mut().zip(gamma(sector)).for_each(|(x, gamma)| *x -= domestic[sector] * gamma);
        }
        let inverse = dense::solve(matrix, dense::identity(sectors), sectors)?;
        let times = |x: &[f64]| -> Vec<f64> {
            inverse.chunks_exact(sectors).map(|row| row.iter().zip(x).map(|(m, x)| m * x).sum()).collect()
        };
        let transposed_times = |x: &[f64]| -> Vec<f64> {
            (0..sectors).map(|k| (0..sectors).map(|j| inverse[j * sectors + k] * x[j]).sum()).collect()
        };
        let weighted: Vec<f64> = (0..sectors).map(|sector| domestic[sector] * beta(sector)).collect();
        let price_response = times(&weighted);
        let cost: Vec<f64> = (0..sectors)
            .map(|sector| {
                let inputs = gamma(sector).iter().zip(&price_response);
                beta(sector) + inputs.map(|(gamma, price)| gamma * price).sum::<f64>()
            })
            .collect();
        // Sales that a rise of the own wage loses, and the input purchases that go with them.
        let lost: Vec<f64> = (0..sectors)
            .map(|sector| calibration.theta[SectorId(sector)] * sales.contested[at(sector)] * cost[sector])
            .collect();
        let mut unbought = vec![0.0; sectors];
        for (sector, lost) in lost.iter().enumerate() {
            unbought.iter_mut().zip(gamma(sector)).for_each(|(x, gamma)| *x += gamma * lost);
        }
        let unspent = transposed_times(&unbought);
        let alpha: Vec<f64> =
            (0..sectors).map(|sector| calibration.final_share[(economy, SectorId(sector))]).collect();
        let spent = transposed_times(&alpha);
        let paid = sales.paid[economy.0];
        for sector in 0..sectors {
            let spending = calibration.spending[(economy, SectorId(sector))];
            self.price_response[at(sector)] = price_response[sector];
            self.gap_by_price[at(sector)] = -unspent[sector] / paid;
            if spending > 0.0 {
                self.spending_response[at(sector)] = (paid * spent[sector] - unspent[sector]) / spending;
                self.gap_by_spending[at(sector)] = price_response[sector] * spending / paid;
            }
            cost_response[at(sector)] = cost[sector];
            for input in 0..sectors {
                self.leontief[(sector * sectors + input) * self.width + economy.0] =
                    inverse[sector * sectors + input] as f32;
            }
        }
        Some(())
    }

    /// Inverts d gap / d ln w, with the world's factor income held.
    fn wages(&mut self, calibration: &Calibration, sales: &Sales, cost_response: &[f64]) -> Option<()> {
        let n = self.economies;
        let mut jacobian = vec![0.0; n * n];
        let mut row = vec![0.0; n];
        for sector in calibration.size.sectors() {
            let at = sector.0 * self.width..sector.0 * self.width + n;
            let theta = calibration.theta[sector];
            let cost = &cost_response[at.clone()];
            let spending = &self.spending_response[at];
            for origin in calibration.size.economies() {
                // What others' dearer wages divert to this origin, and what their spending buys of it.
                row.fill(0.0);
                for destination in calibration.size.economies() {
                    let value = Sales::value(calibration, Flow { origin, destination, sector });
                    let rivals = calibration.trade_share.origins(destination, sector);
                    row.iter_mut()
                        .zip(rivals)
                        .zip(cost)
                        .for_each(|((x, rival), cost)| *x += theta * value * rival * cost);
                    row[destination.0] += value * spending[destination.0];
                    row[origin.0] -= theta * value * cost[origin.0];
                }
                let weight = calibration.value_added_share[(origin, sector)] / sales.paid[origin.0];
                let total = &mut jacobian[origin.0 * n..][..n];
                total.iter_mut().zip(&row).for_each(|(total, x)| *total += weight * x);
            }
        }
        let world = calibration.factor_income.sum();
        for (economy, row) in jacobian.chunks_exact_mut(n).enumerate() {
            row[economy] -= 1.0;
            // Walras' law leaves one direction open; the numeraire closes it.
            row.iter_mut()
                .zip(calibration.factor_income.values())
                .for_each(|(x, income)| *x = income / world - *x);
        }
        let inverse = dense::solve(jacobian, dense::identity(n), n)?;
        self.wage = vec![0.0; n * self.width];
        for (padded, row) in self.wage.chunks_exact_mut(self.width).zip(inverse.chunks_exact(n)) {
            padded[..n].copy_from_slice(row);
        }
        Some(())
    }

    /// Replaces `image`, the state after a sweep, by the state that the benchmark's Jacobian expects at the solution.
    pub fn apply(
        &self,
        structure: &Structure,
        state: &[f64],
        image: &mut [f64],
        sweep: &Sweep,
        work: &mut Work,
    ) {
        let (width, grid) = (self.width, self.price_response.len());
        let (wage, price, spending) = structure.split(state);
        let (next_wage, next_grids) = image.split_at_mut(width);
        let (next_price, next_spending) = next_grids.split_at_mut(grid);
        kernels::subtract_into(&mut work.price, next_price, price);
        kernels::subtract_into(&mut work.spending, next_spending, spending);

        work.gap.copy_from_slice(&sweep.gap);
        kernels::add_products(&mut work.gap, &self.gap_by_price, &work.price);
        kernels::add_products(&mut work.gap, &self.gap_by_spending, &work.spending);
        for (step, row) in work.wage.iter_mut().zip(self.wage.chunks_exact(width)) {
            *step = kernels::dot(row, &work.gap);
        }
        let longest = work.wage.iter().fold(0.0f64, |longest, step| longest.max(step.abs()));
        if longest > LONGEST {
            work.wage.iter_mut().for_each(|step| *step *= LONGEST / longest);
        }

        for (error, value) in work.spending.iter_mut().zip(&sweep.spending) {
            *error *= value;
        }
        next_spending.fill(0.0);
        kernels::add_transposed_products(next_spending, &self.leontief, &work.spending, width);
        for at in (0..grid).step_by(width) {
            let here = at..at + width;
            let next = &mut next_price[here.clone()];
            next.copy_from_slice(&price[here.clone()]);
            kernels::add_products(next, &self.price_response[here.clone()], &work.wage);
            kernels::add_products(next, &self.leontief[at * (grid / width)..][..grid], &work.price);

            let next = &mut next_spending[here.clone()];
            for (next, value) in next.iter_mut().zip(&sweep.spending[here.clone()]) {
                *next = if *value > 0.0 { *next / value } else { 0.0 };
            }
            kernels::add_products(next, &self.spending_response[here.clone()], &work.wage);
            next.iter_mut().zip(&spending[here]).for_each(|(next, spending)| *next += spending);
        }
        for ((next, wage), step) in next_wage.iter_mut().zip(wage).zip(&work.wage) {
            *next = wage + step;
        }
        structure.normalise(next_wage);
    }
}

/// Scratch space for [`Preconditioner::apply`].
pub struct Work {
    price: Vec<f64>,
    spending: Vec<f64>,
    gap: Vec<f64>,
    wage: Vec<f64>,
}

impl Work {
    pub fn new(structure: &Structure) -> Self {
        let grid = vec![0.0; structure.grid_len()];
        let row = vec![0.0; structure.width];
        Self { price: grid.clone(), spending: grid, gap: row.clone(), wage: row }
    }
}

/// What the Jacobian needs to know of sales.
struct Sales {
    /// Sales of each origin and sector, each weighted by what others sell beside it.
    contested: Vec<f64>,
    /// What each economy's sectors pay to its factor.
    paid: Vec<f64>,
}

impl Sales {
    fn of(calibration: &Calibration) -> Self {
        let size = calibration.size;
        let width = kernels::padded(size.economies);
        let mut contested = vec![0.0; size.sectors * width];
        let mut paid = vec![0.0; size.economies];
        for flow in size.flows() {
            let value = Self::value(calibration, flow);
            contested[flow.sector.0 * width + flow.origin.0] += value * (1.0 - calibration.trade_share[flow]);
            paid[flow.origin.0] += value * calibration.value_added_share[(flow.origin, flow.sector)];
        }
        Self { contested, paid }
    }

    /// Value of a flow at tariff-exclusive prices.
    fn value(calibration: &Calibration, flow: Flow) -> f64 {
        calibration.trade_share[flow] * calibration.spending[(flow.destination, flow.sector)]
            / (1.0 + calibration.tariffs[flow])
    }
}
