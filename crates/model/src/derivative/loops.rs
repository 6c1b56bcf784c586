//! Inner loops over padded rows: many sums side by side, since each alone would wait for its own additions.

/// Rows are padded to a multiple of this, so that no loop has a remainder.
const LANES: usize = 8;

/// Inner product of rows of whole vectors.
pub fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut lanes = [0.0; LANES];
    for (a, b) in a.chunks_exact(LANES).zip(b.chunks_exact(LANES)) {
        for lane in 0..LANES {
            lanes[lane] += a[lane] * b[lane];
        }
    }
    lanes.iter().sum()
}

/// `y += a x`.
pub fn add_scaled(y: &mut [f64], a: f64, x: &[f64]) {
    for (y, x) in y.iter_mut().zip(x) {
        *y += a * x;
    }
}

/// `y += a x`, element by element.
pub fn add_product(y: &mut [f64], a: &[f64], x: &[f64]) {
    for ((y, a), x) in y.iter_mut().zip(a).zip(x) {
        *y += a * x;
    }
}

/// A coefficient in single or double precision.
pub trait Real: Copy {
    /// In double precision.
    fn double(self) -> f64;
}

impl Real for f64 {
    fn double(self) -> f64 {
        self
    }
}

impl Real for f32 {
    fn double(self) -> f64 {
        f64::from(self)
    }
}

/// `y += sum_k a_k x_k`, element by element, over rows as long as `y`.
pub fn add_products<R: Real>(y: &mut [f64], a: &[R], x: &[f64]) {
    let width = y.len();
    let mut column = 0;
    while column + 2 * LANES <= width {
        add_columns::<R, { 2 * LANES }>(&mut y[column..], a, x, width, column);
        column += 2 * LANES;
    }
    while column < width {
        add_columns::<R, LANES>(&mut y[column..], a, x, width, column);
        column += LANES;
    }
}

fn add_columns<R: Real, const N: usize>(y: &mut [f64], a: &[R], x: &[f64], width: usize, column: usize) {
    let Some(y) = y.first_chunk_mut::<N>() else { return };
    let mut sums = *y;
    for (a, x) in a.chunks_exact(width).zip(x.chunks_exact(width)) {
        let (Some(a), Some(x)) = (a[column..].first_chunk::<N>(), x[column..].first_chunk::<N>()) else {
            return;
        };
        for lane in 0..N {
            sums[lane] += a[lane].double() * x[lane];
        }
    }
    *y = sums;
}

/// `y_k += a_k x`, element by element, for every row k of `y` and `a`: the transpose of [`add_products`].
pub fn spread_products<R: Real>(y: &mut [f64], a: &[R], x: &[f64]) {
    for (y, a) in y.chunks_exact_mut(x.len()).zip(a.chunks_exact(x.len())) {
        for ((y, a), x) in y.iter_mut().zip(a).zip(x) {
            *y += a.double() * x;
        }
    }
}

/// A matrix and its transpose applied at once, each row read once: `products[n] = rows[n] x` and `sums += sum_n weights[n] rows[n]`.
pub fn both_ways(rows: &[f64], x: &[f64], weights: &[f64], products: &mut [f64], sums: &mut [f64]) {
    let width = x.len();
    let mut blocks = rows.chunks_exact(ROWS * width);
    let mut done = 0;
    for block in &mut blocks {
        let here = done..done + ROWS;
        block_both_ways(block, x, &weights[here.clone()], &mut products[here], sums);
        done += ROWS;
    }
    for (row, at) in blocks.remainder().chunks_exact(width).zip(done..) {
        products[at] = dot(row, x);
        add_scaled(sums, weights[at], row);
    }
}

/// Rows taken together, so that `x` and `sums` are read once for all.
const ROWS: usize = 4;

fn block_both_ways(block: &[f64], x: &[f64], weights: &[f64], products: &mut [f64], sums: &mut [f64]) {
    let width = x.len();
    let (a, rest) = block.split_at(width);
    let (b, rest) = rest.split_at(width);
    let (c, d) = rest.split_at(width);
    let rows = a
        .chunks_exact(LANES)
        .zip(b.chunks_exact(LANES))
        .zip(c.chunks_exact(LANES))
        .zip(d.chunks_exact(LANES));
    let &[wa, wb, wc, wd] = weights else { return };
    // Two lanes each: with four rows, eight sums run side by side.
    let mut totals = [[0.0; 2]; ROWS];
    for ((((a, b), c), d), (x, sums)) in rows.zip(x.chunks_exact(LANES).zip(sums.chunks_exact_mut(LANES))) {
        for lane in 0..LANES {
            let half = lane % 2;
            totals[0][half] += a[lane] * x[lane];
            totals[1][half] += b[lane] * x[lane];
            totals[2][half] += c[lane] * x[lane];
            totals[3][half] += d[lane] * x[lane];
            sums[lane] += (wa * a[lane] + wb * b[lane]) + (wc * c[lane] + wd * d[lane]);
        }
    }
    for (product, [even, odd]) in products.iter_mut().zip(totals) {
        *product = even + odd;
    }
}
