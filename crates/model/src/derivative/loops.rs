//! Inner loops over padded rows.

/// Rows are padded to a multiple of this, so that no loop has a remainder.
const LANES: usize = 8;

/// `len` rounded up to whole vectors.
pub fn padded(len: usize) -> usize {
    len.div_ceil(LANES) * LANES
}

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

/// `y += sum_k a_k x_k`, element by element, over rows as long as `y`: row k of `x` begins at `k` times that length, row k
/// of `a` at `k * stride`.
pub fn add_products(y: &mut [f64], a: &[f64], stride: usize, x: &[f64]) {
    let width = y.len();
    if x.is_empty() {
        return;
    }
    for column in (0..width).step_by(LANES) {
        let mut sums = [0.0; LANES];
        sums.copy_from_slice(&y[column..column + LANES]);
        for (a, x) in a[column..].chunks(stride).zip(x[column..].chunks(width)) {
            let (a, x) = (&a[..LANES], &x[..LANES]);
            for lane in 0..LANES {
                sums[lane] += a[lane] * x[lane];
            }
        }
        y[column..column + LANES].copy_from_slice(&sums);
    }
}
