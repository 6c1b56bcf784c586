//! An approximate inverse of the equations linearised at an equilibrium: what it knows about the way back to itself.
//!
//! What an economy buys from itself is most of what it buys, so its prices and its spending are nearly Leontief systems of its own:
//! `I - D gamma'`, with `D` the domestic shares, for prices and its transpose for spending. They are inverted for all economies at
//! once. Given these, each factor market answers to each wage; that matrix of economies by economies is inverted. What is left
//! out are the second rounds through other economies' prices and spending.
//!
//! The solver shapes its steps by it, and the derivatives solve their linear systems with its help. Neither's result depends on it.

use crate::kernels::{add_products, add_scaled, add_transposed_products, dot};
use crate::solve::Structure;

/// Least pivot: a sector that lives on its own output alone leaves none, and a preconditioner need not be exact.
const LEAST_PIVOT: f32 = 1e-3;

/// The equilibrium around which the inverse is taken, in the arrays of its structure.
pub struct Around<'a> {
    pub structure: &'a Structure,
    pub theta: &'a [f64],
    /// Value of flows without tariffs: by sector, rows of origins a destination.
    pub flows: &'a [f64],
    /// One over spending; 0 where there is none.
    pub per_spending: &'a [f64],
    /// Value of output.
    pub output: &'a [f64],
    /// Factor income.
    pub earned: &'a [f64],
}

impl Around<'_> {
    /// A sector's flows: rows of origins, destination after destination.
    fn flow_rows(&self, sector: usize) -> &[f64] {
        let square = self.structure.square();
        &self.flows[sector * square..(sector + 1) * square]
    }
}

/// The approximate inverse. Grids run as in [`Structure`].
#[derive(Debug, Clone, PartialEq)]
pub struct Preconditioner {
    width: usize,
    grid: usize,
    pub leontief: Leontief,
    /// Spending and one over it.
    pub spending: Vec<f64>,
    pub per_spending: Vec<f64>,
    /// dln P and dln X of each economy by its own dln w.
    pub price_response: Vec<f64>,
    pub spending_response: Vec<f64>,
    /// What errors in own prices and spending add to the gap in the factor market, once solved for.
    pub gap_by_price: Vec<f64>,
    pub gap_by_spending: Vec<f64>,
    /// Inverse of the markets' answer to wages, row by row, and its transpose.
    pub wage: Vec<f64>,
    wage_transposed: Vec<f64>,
}

impl Preconditioner {
    /// Takes the inverse. Pivots that are too small are taken as larger, since it need not be exact.
    pub fn new(around: &Around<'_>) -> Self {
        let Structure { size, width, ref input_share, ref value_added_share, ref final_share, .. } =
            *around.structure;
        let grid = around.structure.grid_len();
        let per_earned = inverses(around.earned);
        let sales = Sales::of(around);
        let leontief = Leontief::new(around.structure, &sales.domestic);
        let spending = inverses(around.per_spending);

        let own_value_added: Vec<f64> =
            sales.domestic.iter().zip(value_added_share).map(|(share, beta)| share * beta).collect();
        let mut price_response = vec![0.0; grid];
        leontief.solve(&own_value_added, &mut price_response);
        let mut cost_response = value_added_share.clone();
        for (sector, cost) in cost_response.chunks_exact_mut(width).enumerate() {
            add_products(cost, &input_share[sector * grid..][..grid], &price_response);
        }
        // Sales that a rise of the own wage loses, and the input purchases that go with them.
        let mut lost = sales.contested;
        for (sector, lost) in lost.chunks_exact_mut(width).enumerate() {
            let cost = &cost_response[sector * width..(sector + 1) * width];
            lost.iter_mut().zip(cost).for_each(|(lost, cost)| *lost *= around.theta[sector] * cost);
        }
        let mut unbought = vec![0.0; grid];
        for (sector, lost) in lost.chunks_exact(width).enumerate() {
            add_transposed_products(&mut unbought, &input_share[sector * grid..][..grid], lost, lost.len());
        }
        let [mut unspent, mut spent] = [(); 2].map(|()| vec![0.0; grid]);
        leontief.solve_transposed(&unbought, &mut unspent);
        leontief.solve_transposed(final_share, &mut spent);

        let economy = |at: usize| at % width;
        let spending_response: Vec<f64> = (0..grid)
            .map(|at| (around.earned[economy(at)] * spent[at] - unspent[at]) * around.per_spending[at])
            .collect();
        let gap_by_price = (0..grid).map(|at| -unspent[at] * per_earned[economy(at)]).collect();
        let gap_by_spending =
            (0..grid).map(|at| price_response[at] * spending[at] * per_earned[economy(at)]).collect();
        let wage = wages(around, &per_earned, &cost_response, &spending_response);
        let n = size.economies;
        let mut wage_transposed = vec![0.0; wage.len()];
        for row in 0..n {
            for column in 0..n {
                wage_transposed[column * width + row] = wage[row * width + column];
            }
        }
        Self {
            width,
            grid,
            leontief,
            spending,
            per_spending: around.per_spending.to_vec(),
            price_response,
            spending_response,
            gap_by_price,
            gap_by_spending,
            wage,
            wage_transposed,
        }
    }

    /// `z` is about the solution of the system with right-hand side `x`.
    pub fn apply(&self, x: &[f64], z: &mut [f64]) {
        let (market, grids) = x.split_at(self.width);
        let (price, spending) = grids.split_at(self.grid);
        let (wage, next) = z.split_at_mut(self.width);
        let (next_price, next_spending) = next.split_at_mut(self.grid);
        let mut gap = market.to_vec();
        add_by_economy(&mut gap, &self.gap_by_price, price);
        add_by_economy(&mut gap, &self.gap_by_spending, spending);
        multiply(&self.wage, &gap, wage);
        let value = product(spending, &self.spending);
        self.leontief.solve(price, next_price);
        self.leontief.solve_transposed(&value, next_spending);
        scale(next_spending, &self.per_spending);
        add_response(next_price, &self.price_response, wage);
        add_response(next_spending, &self.spending_response, wage);
    }

    /// The transpose of [`apply`](Self::apply).
    pub fn apply_transposed(&self, x: &[f64], z: &mut [f64]) {
        let (market, grids) = x.split_at(self.width);
        let (price, spending) = grids.split_at(self.grid);
        let (wage, next) = z.split_at_mut(self.width);
        let (next_price, next_spending) = next.split_at_mut(self.grid);
        let mut answer = market.to_vec();
        add_by_economy(&mut answer, &self.price_response, price);
        add_by_economy(&mut answer, &self.spending_response, spending);
        multiply(&self.wage_transposed, &answer, wage);
        let weight = product(spending, &self.per_spending);
        self.leontief.solve(&weight, next_spending);
        self.leontief.solve_transposed(price, next_price);
        scale(next_spending, &self.spending);
        add_response(next_price, &self.gap_by_price, wage);
        add_response(next_spending, &self.gap_by_spending, wage);
    }
}

/// Adds, to each economy's entry, the sum over sectors of products.
fn add_by_economy(row: &mut [f64], a: &[f64], b: &[f64]) {
    let width = row.len();
    for (a, b) in a.chunks_exact(width).zip(b.chunks_exact(width)) {
        add_products(row, a, b);
    }
}

fn add_response(grid: &mut [f64], response: &[f64], wage: &[f64]) {
    let width = wage.len();
    for (grid, response) in grid.chunks_exact_mut(width).zip(response.chunks_exact(width)) {
        add_products(grid, response, wage);
    }
}

fn multiply(matrix: &[f64], x: &[f64], out: &mut [f64]) {
    for (out, row) in out.iter_mut().zip(matrix.chunks_exact(x.len())) {
        *out = dot(row, x);
    }
}

/// One over each number; 0 where it is not positive.
pub fn inverses(values: &[f64]) -> Vec<f64> {
    values.iter().map(|&x| if x > 0.0 { 1.0 / x } else { 0.0 }).collect()
}

fn product(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a * b).collect()
}

fn scale(values: &mut [f64], by: &[f64]) {
    values.iter_mut().zip(by).for_each(|(value, by)| *value *= by);
}

/// What the approximate inverse needs to know of sales.
struct Sales {
    /// Share of the economy itself in its spending.
    domestic: Vec<f64>,
    /// Sales of each origin and sector, each weighted by what others sell beside it.
    contested: Vec<f64>,
}

impl Sales {
    fn of(around: &Around<'_>) -> Self {
        let width = around.structure.width;
        let grid = around.structure.grid_len();
        let mut sales = Self { domestic: vec![0.0; grid], contested: vec![0.0; grid] };
        for sector in 0..around.structure.size.sectors {
            let here = sector * width..(sector + 1) * width;
            let contested = &mut sales.contested[here.clone()];
            for (destination, flows) in around.flow_rows(sector).chunks_exact(width).enumerate() {
                let at = here.start + destination;
                let per = around.per_spending[at];
                sales.domestic[at] = flows[destination] * per;
                contested
                    .iter_mut()
                    .zip(flows)
                    .for_each(|(contested, flow)| *contested += flow * (1.0 - flow * per));
            }
        }
        sales
    }
}

/// `(I - D gamma')^-1` of every economy: by row sector, then column sector, economies contiguous. Single precision is enough for
/// an approximate inverse, and half of what has to be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Leontief {
    width: usize,
    grid: usize,
    pub inverse: Vec<f32>,
}

impl Leontief {
    fn new(structure: &Structure, domestic: &[f64]) -> Self {
        let (width, grid) = (structure.width, structure.grid_len());
        let mut inverse: Vec<f32> = structure.input_share.iter().map(|&share| share as f32).collect();
        for (sector, row) in inverse.chunks_exact_mut(grid).enumerate() {
            let shares = &domestic[sector * width..(sector + 1) * width];
            for (input, entry) in row.chunks_exact_mut(width).enumerate() {
                let own = f32::from(u8::from(input == sector));
                entry.iter_mut().zip(shares).for_each(|(x, &share)| *x = own - share as f32 * *x);
            }
        }
        invert_together(&mut inverse, width, grid);
        Self { width, grid, inverse }
    }

    /// The solution for a grid.
    fn solve(&self, x: &[f64], out: &mut [f64]) {
        out.fill(0.0);
        for (out, row) in out.chunks_exact_mut(self.width).zip(self.inverse.chunks_exact(self.grid)) {
            add_products(out, row, x);
        }
    }

    /// The same for the transposed systems.
    fn solve_transposed(&self, x: &[f64], out: &mut [f64]) {
        out.fill(0.0);
        add_transposed_products(out, &self.inverse, x, self.width);
    }
}

/// Gauss-Jordan elimination of the matrices of all economies at once. No pivoting: no row's off-diagonal entries sum to more than its
/// diagonal one.
fn invert_together(matrices: &mut [f32], width: usize, grid: usize) {
    let mut row = vec![0.0f32; grid];
    let mut factor = vec![0.0f32; width];
    for pivot in 0..grid / width {
        let here = pivot * width..(pivot + 1) * width;
        row.copy_from_slice(&matrices[pivot * grid..(pivot + 1) * grid]);
        factor
            .iter_mut()
            .zip(&row[here.clone()])
            .for_each(|(inverse, x)| *inverse = 1.0 / x.max(LEAST_PIVOT));
        row[here.clone()].fill(1.0);
        for entry in row.chunks_exact_mut(width) {
            entry.iter_mut().zip(&factor).for_each(|(x, inverse)| *x *= inverse);
        }
        for (at, other) in matrices.chunks_exact_mut(grid).enumerate() {
            if at == pivot {
                other.copy_from_slice(&row);
                continue;
            }
            factor.copy_from_slice(&other[here.clone()]);
            other[here.clone()].fill(0.0);
            for (entry, row) in other.chunks_exact_mut(width).zip(row.chunks_exact(width)) {
                entry.iter_mut().zip(&factor).zip(row).for_each(|((x, factor), row)| *x -= factor * row);
            }
        }
    }
}

/// Columns that are left out or taken in together.
const LANES: usize = 8;

/// Inverse of how the factor markets answer to wages, own prices and spending responding.
fn wages(
    around: &Around<'_>,
    per_earned: &[f64],
    cost_response: &[f64],
    spending_response: &[f64],
) -> Vec<f64> {
    let width = around.structure.width;
    let n = around.structure.size.economies;
    let world: f64 = around.earned.iter().sum();
    let mut markets = vec![0.0; n * width];
    let mut rivalry = vec![0.0; n * width];
    for sector in 0..around.structure.size.sectors {
        let here = sector * width..(sector + 1) * width;
        let theta = around.theta[sector];
        let cost = &cost_response[here.clone()];
        let beta = &around.structure.value_added_share[here.clone()];
        // Which sellers meet in the same markets: symmetric, so that from each row's own vector on is enough.
        rivalry.fill(0.0);
        for (destination, flows) in around.flow_rows(sector).chunks_exact(width).take(n).enumerate() {
            let per = around.per_spending[here.start + destination];
            let response = spending_response[here.start + destination];
            for (origin, row) in rivalry.chunks_exact_mut(width).enumerate() {
                let first = origin - origin % LANES;
                add_scaled(&mut row[first..], flows[origin] * per, &flows[first..]);
                markets[origin * width + destination] +=
                    beta[origin] * per_earned[origin] * flows[origin] * response;
            }
        }
        for (origin, market) in markets.chunks_exact_mut(width).enumerate() {
            // What others' dearer wages divert to this origin, and what its own loses.
            let weight = theta * beta[origin] * per_earned[origin];
            let first = origin - origin % LANES;
            for (rival, cost) in cost[..n].iter().enumerate() {
                let at = if rival < first { rival * width + origin } else { origin * width + rival };
                market[rival] += weight * rivalry[at] * cost;
            }
            market[origin] -= weight * around.output[here.start + origin] * cost[origin];
        }
    }
    for (economy, row) in markets.chunks_exact_mut(width).enumerate() {
        row.iter_mut().zip(around.earned).for_each(|(x, earned)| *x = earned / world - *x);
        row[economy] += 1.0;
        row[n..].fill(0.0);
    }
    invert(markets, n, width)
}

/// Inverse of a matrix in padded rows, by elimination with row exchanges; pivots too small are taken as one.
fn invert(mut matrix: Vec<f64>, n: usize, width: usize) -> Vec<f64> {
    let mut inverse = vec![0.0; n * width];
    (0..n).for_each(|at| inverse[at * width + at] = 1.0);
    for at in 0..n {
        let size = |row: &usize| matrix[row * width + at].abs();
        let pivot = (at..n).max_by(|a, b| size(a).total_cmp(&size(b))).unwrap_or(at);
        for values in [&mut matrix, &mut inverse] {
            for column in 0..n {
                values.swap(at * width + column, pivot * width + column);
            }
        }
        let found = matrix[at * width + at];
        let factor = if found.abs() > f64::MIN_POSITIVE && found.is_finite() { 1.0 / found } else { 1.0 };
        for values in [&mut matrix, &mut inverse] {
            values[at * width..(at + 1) * width].iter_mut().for_each(|x| *x *= factor);
        }
        let row = matrix[at * width..(at + 1) * width].to_vec();
        let right = inverse[at * width..(at + 1) * width].to_vec();
        for other in (0..n).filter(|&other| other != at) {
            let factor = -matrix[other * width + at];
            add_scaled(&mut matrix[other * width..(other + 1) * width], factor, &row);
            add_scaled(&mut inverse[other * width..(other + 1) * width], factor, &right);
        }
    }
    inverse
}
