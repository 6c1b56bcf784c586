//! Inner loops over several problems at once, one in each lane of a [`Pack`]. Coefficients are those that the problems share.
//!
//! A lane sees the operations of the loops beside this file in their order, and so gets their bits. What is done to each number by
//! itself needs no loop here: [`numbers`] are slices like any other.

use super::{BLOCK, LANES, larger};

/// Problems that are solved together.
pub const TOGETHER: usize = 8;

/// A number of each of the problems that are solved together.
#[derive(Debug, Clone, Copy, PartialEq)]
#[repr(C, align(64))]
pub struct Pack(pub [f64; TOGETHER]);

impl Pack {
    /// Zeros.
    pub const ZERO: Self = Self([0.0; TOGETHER]);
    /// Ones.
    pub const ONE: Self = Self([1.0; TOGETHER]);

    #[inline(always)]
    fn zip(mut self, other: Self, f: impl Fn(f64, f64) -> f64) -> Self {
        for lane in 0..TOGETHER {
            self.0[lane] = f(self.0[lane], other.0[lane]);
        }
        self
    }
}

impl std::ops::Add for Pack {
    type Output = Self;
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        self.zip(other, |a, b| a + b)
    }
}

impl std::ops::Mul for Pack {
    type Output = Self;
    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        self.zip(other, |a, b| a * b)
    }
}

impl std::ops::Mul<f64> for Pack {
    type Output = Self;
    #[inline(always)]
    fn mul(self, by: f64) -> Self {
        self * Self([by; TOGETHER])
    }
}

/// All numbers of some packs.
pub fn numbers(packs: &[Pack]) -> &[f64] {
    // A pack is this many numbers, without gaps.
    unsafe { std::slice::from_raw_parts(packs.as_ptr().cast(), packs.len() * TOGETHER) }
}

/// The same, to be changed.
pub fn numbers_mut(packs: &mut [Pack]) -> &mut [f64] {
    // A pack is this many numbers, without gaps.
    unsafe { std::slice::from_raw_parts_mut(packs.as_mut_ptr().cast(), packs.len() * TOGETHER) }
}

/// In a loop over packs, keeps the compiler from taking the same lane of several packs at a time, with gathers and shuffles, which it
/// tries before it sees that a pack fills a vector. Without this, eight problems together take 1.7 times as long. It costs nothing: there
/// is nothing in the box, but no loop is rearranged around it.
#[inline(always)]
fn pack_by_pack() {
    std::hint::black_box(());
}

vectorised! {
    /// Largest absolute difference; NaN if any is.
    pub fn largest_differences(a: &[Pack], b: &[Pack]) -> Pack {
        let mut largest = Pack::ZERO;
        for (a, b) in a.iter().zip(b) {
            pack_by_pack();
            largest = largest.zip(a.zip(*b, |a, b| (a - b).abs()), larger);
        }
        largest
    }

    /// `x *= a`.
    pub fn scale(x: &mut [Pack], a: &[f64]) {
        for (x, a) in x.iter_mut().zip(a) {
            pack_by_pack();
            *x = *x * *a;
        }
    }

    /// `out = a x`, with a factor a lane.
    pub fn scale_lanes_into(out: &mut [Pack], a: Pack, x: &[Pack]) {
        for (out, x) in out.iter_mut().zip(x) {
            pack_by_pack();
            *out = a * *x;
        }
    }

    /// `y += a x`.
    pub fn add_scaled(y: &mut [Pack], a: &[f64], x: &[Pack]) {
        for ((y, a), x) in y.iter_mut().zip(a).zip(x) {
            pack_by_pack();
            *y = *y + *x * *a;
        }
    }

    /// `y += a x`, with a factor a lane.
    pub fn add_scaled_lanes(y: &mut [Pack], a: Pack, x: &[Pack]) {
        for (y, x) in y.iter_mut().zip(x) {
            pack_by_pack();
            *y = *y + a * *x;
        }
    }

    /// `y += a x`, element by element, with factors a lane.
    pub fn add_lane_products(y: &mut [Pack], a: &[Pack], x: &[Pack]) {
        for ((y, a), x) in y.iter_mut().zip(a).zip(x) {
            pack_by_pack();
            *y = *y + *a * *x;
        }
    }

    /// One sector's prices from demand in logs: `x = active step (x + scale)`.
    pub fn to_prices(x: &mut [Pack], scale: &[Pack], active: &[f64], step: Pack) {
        for ((x, scale), active) in x.iter_mut().zip(scale).zip(active) {
            pack_by_pack();
            *x = (step * *active) * (*x + *scale);
        }
    }

    /// For every economy e, `y_j += sum_k a_ejk x_k`, where `y_j` and `x_k` stand at `e` plus as many rows of `economies`: sums in
    /// the order of [`add_products`](super::add_products).
    pub fn add_products(y: &mut [Pack], a: &[f64], x: &[Pack], economies: usize, sectors: usize) {
        for (economy, a) in a.chunks_exact(sectors * sectors).enumerate() {
            let (x, y) = (&x[economy..], &mut y[economy..]);
            let mut at = 0;
            while at + 8 <= sectors {
                add_rows::<8>(y, a, x, at, economies, sectors);
                at += 8;
            }
            match sectors - at {
                1 => add_rows::<1>(y, a, x, at, economies, sectors),
                2 => add_rows::<2>(y, a, x, at, economies, sectors),
                3 => add_rows::<3>(y, a, x, at, economies, sectors),
                4 => add_rows::<4>(y, a, x, at, economies, sectors),
                5 => add_rows::<5>(y, a, x, at, economies, sectors),
                6 => add_rows::<6>(y, a, x, at, economies, sectors),
                7 => add_rows::<7>(y, a, x, at, economies, sectors),
                _ => {}
            }
        }
    }

    /// For every economy e, `y_k += sum_j a_ejk x_j`: sums in the order of
    /// [`add_transposed_products`](super::add_transposed_products).
    pub fn add_transposed_products(y: &mut [Pack], a: &[f64], x: &[Pack], economies: usize, sectors: usize) {
        for (economy, a) in a.chunks_exact(sectors * sectors).enumerate() {
            let (x, y) = (&x[economy..], &mut y[economy..]);
            let blocks = a.chunks_exact(BLOCK * sectors);
            let rest = blocks.remainder().chunks_exact(sectors);
            let mut x = x.iter().step_by(economies);
            for block in blocks {
                let (Some(x0), Some(x1), Some(x2), Some(x3)) = (x.next(), x.next(), x.next(), x.next()) else { return };
                let (x0, x1, x2, x3) = (*x0, *x1, *x2, *x3);
                let (a01, a23) = block.split_at(2 * sectors);
                let ((a0, a1), (a2, a3)) = (a01.split_at(sectors), a23.split_at(sectors));
                let rows = a0.iter().zip(a1).zip(a2.iter().zip(a3));
                for (y, ((a0, a1), (a2, a3))) in y.iter_mut().step_by(economies).zip(rows) {
                    pack_by_pack();
                    *y = *y + ((x0 * *a0 + x1 * *a1) + (x2 * *a2 + x3 * *a3));
                }
            }
            for (a, x) in rest.zip(x) {
                for (y, a) in y.iter_mut().step_by(economies).zip(a) {
                    pack_by_pack();
                    *y = *y + *x * *a;
                }
            }
        }
    }

    /// `out[n] = sum_i rows[n][i] x[i]`, sums in the order of [`dot`](super::dot); rows are `width` long.
    pub fn dots(out: &mut [Pack], rows: &[f64], x: &[Pack], width: usize) {
        for (out, rows) in out.chunks_mut(BLOCK).zip(rows.chunks(BLOCK * width)) {
            if rows.len() == BLOCK * width {
                let total = block_dots(rows, x, width);
                out.copy_from_slice(&total[..out.len()]);
                continue;
            }
            for (out, row) in out.iter_mut().zip(rows.chunks_exact(width)) {
                let mut lanes = [Pack::ZERO; LANES];
                for (at, (x, a)) in x.iter().zip(row).enumerate() {
                    lanes[at % LANES] = lanes[at % LANES] + *x * *a;
                }
                *out = sum_lanes(&lanes);
            }
        }
    }

    /// [`flow_pass`](super::flow_pass) for problems that share their rows, which are `width` long.
    pub fn flow_pass(rows: &[f64], width: usize, supply: &[Pack], spending: &[Pack], demand: &mut [Pack], sales: &mut [Pack]) {
        let blocks = rows.chunks_exact(BLOCK * width);
        for (rows, (spending, demand)) in blocks.zip(spending.chunks(BLOCK).zip(demand.chunks_mut(BLOCK))) {
            let total = block_dots(rows, supply, width);
            let mut pull = [Pack::ZERO; BLOCK];
            for n in 0..spending.len() {
                demand[n] = total[n];
                pull[n] = spending[n].zip(total[n], |spending, total| {
                    let pull = spending / total;
                    if total > 0.0 { pull } else { 0.0 }
                });
            }
            let n = sales.len();
            let [r0, r1, r2, r3] = block_rows(rows, width, n);
            let [w0, w1, w2, w3] = pull;
            for at in 0..n {
                pack_by_pack();
                sales[at] = sales[at] + ((w0 * r0[at] + w1 * r1[at]) + (w2 * r2[at] + w3 * r3[at]));
            }
        }
    }

    /// Adds a row of entries to a product in the order of [`dot`](super::dot), of which [`sum_lanes`] makes one number a lane.
    pub fn add_dot(lanes: &mut [Pack; LANES], a: &[Pack], b: &[Pack]) {
        let (a_chunks, b_chunks) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
        let rest = a_chunks.remainder().iter().zip(b_chunks.remainder());
        let mut sums = *lanes;
        for (a, b) in a_chunks.zip(b_chunks) {
            for lane in 0..LANES {
                sums[lane] = sums[lane] + a[lane] * b[lane];
            }
        }
        for (sum, (a, b)) in sums.iter_mut().zip(rest) {
            pack_by_pack();
            *sum = *sum + *a * *b;
        }
        *lanes = sums;
    }
}

/// The sum over lanes of a product.
#[inline(always)]
pub fn sum_lanes(lanes: &[Pack; LANES]) -> Pack {
    let half = [lanes[0] + lanes[4], lanes[1] + lanes[5], lanes[2] + lanes[6], lanes[3] + lanes[7]];
    (half[0] + half[2]) + (half[1] + half[3])
}

#[inline(always)]
fn add_rows<const N: usize>(y: &mut [Pack], a: &[f64], x: &[Pack], at: usize, stride: usize, len: usize) {
    let mut sums = [Pack::ZERO; N];
    for (row, sum) in sums.iter_mut().enumerate() {
        *sum = y[(at + row) * stride];
    }
    let rows: [&[f64]; N] = std::array::from_fn(|row| &a[(at + row) * len..][..len]);
    for (k, x) in x.iter().step_by(stride).take(len).enumerate() {
        for row in 0..N {
            sums[row] = sums[row] + *x * rows[row][k];
        }
    }
    for (row, sum) in sums.iter().enumerate() {
        y[(at + row) * stride] = *sum;
    }
}

/// The first `len` numbers of each row of a block.
#[inline(always)]
fn block_rows(rows: &[f64], width: usize, len: usize) -> [&[f64]; BLOCK] {
    let (r0, rest) = rows.split_at(width);
    let (r1, rest) = rest.split_at(width);
    let (r2, r3) = rest.split_at(width);
    [&r0[..len], &r1[..len], &r2[..len], &r3[..len]]
}

/// Products of four rows with one vector. One of [`LANES`] at a time, added up in pairs as they come, so that sums stay in registers.
#[inline(always)]
fn block_dots(rows: &[f64], x: &[Pack], width: usize) -> [Pack; BLOCK] {
    let rows = block_rows(rows, width, x.len());
    let mut half = [[Pack::ZERO; BLOCK]; 2];
    for (lane, half) in half.iter_mut().enumerate() {
        let even = both(lane_dots(rows, x, lane), lane_dots(rows, x, lane + 4));
        *half = both(even, both(lane_dots(rows, x, lane + 2), lane_dots(rows, x, lane + 6)));
    }
    both(half[0], half[1])
}

#[inline(always)]
fn both(mut a: [Pack; BLOCK], b: [Pack; BLOCK]) -> [Pack; BLOCK] {
    for row in 0..BLOCK {
        a[row] = a[row] + b[row];
    }
    a
}

/// What one lane of [`LANES`] adds up to, for four rows.
#[inline(always)]
fn lane_dots(rows: [&[f64]; BLOCK], x: &[Pack], lane: usize) -> [Pack; BLOCK] {
    let [r0, r1, r2, r3] = rows;
    let [mut s0, mut s1, mut s2, mut s3] = [Pack::ZERO; BLOCK];
    let mut at = lane;
    while at < x.len() {
        pack_by_pack();
        let x = x[at];
        s0 = s0 + x * r0[at];
        s1 = s1 + x * r1[at];
        s2 = s2 + x * r2[at];
        s3 = s3 + x * r3[at];
        at += LANES;
    }
    [s0, s1, s2, s3]
}
