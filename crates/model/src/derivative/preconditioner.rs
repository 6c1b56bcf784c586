//! An approximate inverse of the linear system.
//!
//! What an economy buys from itself is most of what it buys, so its prices and its spending are nearly Leontief systems of its own:
//! `I - D gamma'`, with `D` the domestic shares, for prices and its transpose for spending. They are factored for all economies at
//! once. Given these, each factor market answers to each wage; that matrix of economies by economies is inverted. What is left
//! out are the second rounds through other economies' prices and spending.

use super::loops::{add_product, add_products, add_scaled, dot};
use super::point::Point;
use crate::solve::Structure;

/// Least pivot: a sector that lives on its own output alone leaves none, and a preconditioner need not be exact.
const LEAST_PIVOT: f64 = 1e-3;

/// The approximate inverse. Grids run as in [`Structure`].
pub struct Preconditioner {
    width: usize,
    grid: usize,
    leontief: Leontief,
    /// Spending and one over it.
    spending: Vec<f64>,
    per_spending: Vec<f64>,
    /// dln P and dln X of each economy by its own dln w.
    price_response: Vec<f64>,
    spending_response: Vec<f64>,
    /// What errors in own prices and spending add to the gap in the factor market, once solved for.
    gap_by_price: Vec<f64>,
    gap_by_spending: Vec<f64>,
    /// Inverse of the markets' answer to wages, row by row, and its transpose.
    wage: Vec<f64>,
    wage_transposed: Vec<f64>,
}

impl Preconditioner {
    pub fn new(point: &Point<'_>) -> Self {
        let Structure { size, ref input_share, ref value_added_share, ref final_share, .. } =
            *point.structure;
        let (width, grid) = (point.width, point.grid_len());
        let sales = Sales::of(point);
        let leontief = Leontief::new(point.structure, &sales.domestic);
        let spending: Vec<f64> =
            point.per_spending.iter().map(|&per| if per > 0.0 { 1.0 / per } else { 0.0 }).collect();

        let mut price_response: Vec<f64> =
            sales.domestic.iter().zip(value_added_share).map(|(share, beta)| share * beta).collect();
        leontief.solve(&mut price_response);
        let mut cost_response = value_added_share.clone();
        for (sector, cost) in cost_response.chunks_exact_mut(width).enumerate() {
            add_products(cost, &input_share[sector * grid..][..grid], width, &price_response);
        }
        // Sales that a rise of the own wage loses, and the input purchases that go with them.
        let mut lost = sales.contested;
        for (sector, lost) in lost.chunks_exact_mut(width).enumerate() {
            let cost = &cost_response[sector * width..(sector + 1) * width];
            lost.iter_mut().zip(cost).for_each(|(lost, cost)| *lost *= point.theta[sector] * cost);
        }
        let mut unspent = vec![0.0; grid];
        for (sector, unspent) in unspent.chunks_exact_mut(width).enumerate() {
            add_products(unspent, &input_share[sector * width..], grid, &lost);
        }
        leontief.solve_transposed(&mut unspent);
        let mut spent = final_share.clone();
        leontief.solve_transposed(&mut spent);

        let economy = |at: usize| at % width;
        let spending_response: Vec<f64> = (0..grid)
            .map(|at| (point.earned[economy(at)] * spent[at] - unspent[at]) * point.per_spending[at])
            .collect();
        let gap_by_price = (0..grid).map(|at| -unspent[at] * point.per_earned[economy(at)]).collect();
        let gap_by_spending =
            (0..grid).map(|at| price_response[at] * spending[at] * point.per_earned[economy(at)]).collect();
        let wage = wages(point, &cost_response, &spending_response);
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
            per_spending: point.per_spending.clone(),
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
        let width = self.width;
        z.copy_from_slice(x);
        let (wage, grids) = z.split_at_mut(width);
        let (price, spending) = grids.split_at_mut(self.grid);
        let mut gap = wage.to_vec();
        add_by_economy(&mut gap, &self.gap_by_price, price);
        add_by_economy(&mut gap, &self.gap_by_spending, spending);
        multiply(&self.wage, &gap, wage);
        self.leontief.solve(price);
        scale(spending, &self.spending);
        self.leontief.solve_transposed(spending);
        scale(spending, &self.per_spending);
        add_response(price, &self.price_response, wage);
        add_response(spending, &self.spending_response, wage);
    }

    /// The transpose of [`apply`](Self::apply).
    pub fn apply_transposed(&self, x: &[f64], z: &mut [f64]) {
        let width = self.width;
        z.copy_from_slice(x);
        let (wage, grids) = z.split_at_mut(width);
        let (price, spending) = grids.split_at_mut(self.grid);
        let mut answer = wage.to_vec();
        add_by_economy(&mut answer, &self.price_response, price);
        add_by_economy(&mut answer, &self.spending_response, spending);
        multiply(&self.wage_transposed, &answer, wage);
        self.leontief.solve_transposed(price);
        scale(spending, &self.per_spending);
        self.leontief.solve(spending);
        scale(spending, &self.spending);
        add_response(price, &self.gap_by_price, wage);
        add_response(spending, &self.gap_by_spending, wage);
    }
}

/// Adds, to each economy's entry, the sum over sectors of products.
fn add_by_economy(row: &mut [f64], a: &[f64], b: &[f64]) {
    let width = row.len();
    for (a, b) in a.chunks_exact(width).zip(b.chunks_exact(width)) {
        add_product(row, a, b);
    }
}

fn add_response(grid: &mut [f64], response: &[f64], wage: &[f64]) {
    let width = wage.len();
    for (grid, response) in grid.chunks_exact_mut(width).zip(response.chunks_exact(width)) {
        add_product(grid, response, wage);
    }
}

fn multiply(matrix: &[f64], x: &[f64], out: &mut [f64]) {
    for (out, row) in out.iter_mut().zip(matrix.chunks_exact(x.len())) {
        *out = dot(row, x);
    }
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
    fn of(point: &Point<'_>) -> Self {
        let width = point.width;
        let mut sales =
            Self { domestic: vec![0.0; point.grid_len()], contested: vec![0.0; point.grid_len()] };
        for sector in 0..point.structure.size.sectors {
            let here = sector * width..(sector + 1) * width;
            let contested = &mut sales.contested[here.clone()];
            for (destination, (flows, duties)) in point.rows(sector).enumerate() {
                let at = here.start + destination;
                let per = point.per_spending[at];
                let duty = duties.map_or(0.0, |duties| duties[destination]);
                sales.domestic[at] = (flows[destination] + duty) * per;
                contested
                    .iter_mut()
                    .zip(flows)
                    .for_each(|(contested, flow)| *contested += flow * (1.0 - flow * per));
            }
        }
        sales
    }
}

/// `I - D gamma'` of every economy as a lower and an upper triangle, off the diagonal with signs changed so that solving
/// only adds; the diagonal inverted. Economies contiguous.
struct Leontief {
    width: usize,
    grid: usize,
    triangles: Vec<f64>,
}

impl Leontief {
    fn new(structure: &Structure, domestic: &[f64]) -> Self {
        let (width, grid) = (structure.width, structure.grid_len());
        let mut triangles = structure.input_share.clone();
        for (sector, row) in triangles.chunks_exact_mut(grid).enumerate() {
            let share = &domestic[sector * width..(sector + 1) * width];
            for (input, entry) in row.chunks_exact_mut(width).enumerate() {
                let own = f64::from(u8::from(input == sector));
                entry.iter_mut().zip(share).for_each(|(x, share)| *x = own - share * *x);
            }
        }
        // No pivoting: no row's off-diagonal entries sum to more than its diagonal one.
        for (pivot, start) in (0..triangles.len()).step_by(grid).enumerate() {
            let (above, below) = triangles.split_at_mut(start + grid);
            let row = &mut above[start..];
            let inverse = &mut row[pivot * width..(pivot + 1) * width];
            inverse.iter_mut().for_each(|x| *x = 1.0 / x.max(LEAST_PIVOT));
            for other in below.chunks_exact_mut(grid) {
                let (before, after) = other.split_at_mut((pivot + 1) * width);
                let factor = &mut before[pivot * width..];
                factor.iter_mut().zip(&row[pivot * width..]).for_each(|(x, inverse)| *x *= -inverse);
                for (entry, upper) in
                    after.chunks_exact_mut(width).zip(row[(pivot + 1) * width..].chunks_exact(width))
                {
                    add_product(entry, factor, upper);
                }
            }
            row[(pivot + 1) * width..].iter_mut().for_each(|x| *x = -*x);
        }
        Self { width, grid, triangles }
    }

    /// Replaces a grid by the solution for it.
    fn solve(&self, x: &mut [f64]) {
        let (width, grid) = (self.width, self.grid);
        for (row, start) in self.triangles.chunks_exact(grid).zip((0..grid).step_by(width)) {
            let (known, rest) = x.split_at_mut(start);
            add_products(&mut rest[..width], &row[..start], width, known);
        }
        for (row, start) in self.triangles.chunks_exact(grid).zip((0..grid).step_by(width)).rev() {
            let (rest, known) = x.split_at_mut(start + width);
            let here = &mut rest[start..];
            add_products(here, &row[start + width..], width, known);
            scale(here, &row[start..start + width]);
        }
    }

    /// The same for the transposed systems.
    fn solve_transposed(&self, x: &mut [f64]) {
        let (width, grid) = (self.width, self.grid);
        for start in (0..grid).step_by(width) {
            let (known, rest) = x.split_at_mut(start);
            let here = &mut rest[..width];
            add_products(here, &self.triangles[start..], grid, known);
            scale(here, &self.triangles[start / width * grid + start..][..width]);
        }
        for start in (0..grid).step_by(width).rev() {
            let (rest, known) = x.split_at_mut(start + width);
            let below = &self.triangles[((start / width + 1) * grid + start).min(self.triangles.len())..];
            add_products(&mut rest[start..], below, grid, known);
        }
    }
}

/// Inverse of how the factor markets answer to wages, own prices and spending responding.
fn wages(point: &Point<'_>, cost_response: &[f64], spending_response: &[f64]) -> Vec<f64> {
    let width = point.width;
    let n = point.structure.size.economies;
    let mut markets = vec![0.0; n * width];
    let mut diverted = vec![0.0; width];
    for sector in 0..point.structure.size.sectors {
        let here = sector * width..(sector + 1) * width;
        let theta = point.theta[sector];
        let cost = &cost_response[here.clone()];
        let rows: Vec<&[f64]> = point.rows(sector).map(|(flows, _)| flows).collect();
        for origin in 0..n {
            let weight = point.structure.value_added_share[here.start + origin] * point.per_earned[origin];
            if weight == 0.0 {
                continue;
            }
            // What others' dearer wages divert to this origin, and what their spending buys of it.
            diverted.fill(0.0);
            let market = &mut markets[origin * width..(origin + 1) * width];
            for (destination, row) in rows.iter().enumerate() {
                let value = row[origin];
                if value > 0.0 {
                    let at = here.start + destination;
                    add_scaled(&mut diverted, value * point.per_spending[at], row);
                    market[destination] += weight * value * spending_response[at];
                }
            }
            for ((market, diverted), cost) in market.iter_mut().zip(&diverted).zip(cost) {
                *market += weight * theta * diverted * cost;
            }
            market[origin] -= weight * theta * point.output[here.start + origin] * cost[origin];
        }
    }
    for (economy, row) in markets.chunks_exact_mut(width).enumerate() {
        row.iter_mut().zip(&point.earned).for_each(|(x, earned)| *x = earned / point.world - *x);
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
