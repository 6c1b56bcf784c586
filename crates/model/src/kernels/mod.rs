//! The inner loops: plain slices in, plain slices out, compiled once for each vector width.
//!
//! The same source is compiled for the baseline instruction set, AVX2 and AVX-512, and the widest that the processor has
//! is chosen when called. Fused multiply-add is never used and sums run over eight fixed lanes, so that the bits of
//! a result do not depend on the processor.
//!
//! This is the one folder with `unsafe`: calling a function compiled for AVX is sound only where the processor has it,
//! which the line above each call has just checked. `pack` has the loops over several problems at once.
#![allow(unsafe_code)]

/// Lanes of every vector loop; slices are padded to a multiple of it.
pub const LANES: usize = 8;

/// Rows of flows that are taken together, so that one waits for another's sum less.
pub const BLOCK: usize = 4;

/// `len` rounded up to whole vectors.
pub fn padded(len: usize) -> usize {
    len.div_ceil(LANES) * LANES
}

/// Defines functions that run the widest version the processor supports.
macro_rules! vectorised {
    ($($(#[$doc:meta])* pub fn $name:ident $(<$real:ident: $bound:ident>)? ($($arg:ident: $type:ty),* $(,)?)
        $(-> $out:ty)? $body:block)*) => {$(
        $(#[$doc])*
        #[inline]
        pub fn $name $(<$real: $bound>)? ($($arg: $type),*) $(-> $out)? {
            #[inline(always)]
            fn body $(<$real: $bound>)? ($($arg: $type),*) $(-> $out)? $body

            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx512f,avx512dq,avx512vl")]
                fn wide512 $(<$real: $bound>)? ($($arg: $type),*) $(-> $out)? { body($($arg),*) }
                #[target_feature(enable = "avx2")]
                fn wide256 $(<$real: $bound>)? ($($arg: $type),*) $(-> $out)? { body($($arg),*) }
                if is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512dq")
                    && is_x86_feature_detected!("avx512vl")
                {
                    return unsafe { wide512($($arg),*) };
                }
                if is_x86_feature_detected!("avx2") {
                    return unsafe { wide256($($arg),*) };
                }
            }
            body($($arg),*)
        }
    )*};
}

pub mod pack;

vectorised! {
    /// `exp` of every element, to about one unit in the last place; arguments beyond the range of normal numbers
    /// saturate.
    pub fn exp_in_place(values: &mut [f64]) {
        for value in values {
            *value = exp(*value);
        }
    }

    /// Natural logarithm of every element, to about one unit in the last place; arguments below the smallest normal
    /// number count as it.
    pub fn ln_in_place(values: &mut [f64]) {
        for value in values {
            *value = ln(*value);
        }
    }

    /// The largest of the values where `counts` is positive; minus infinity if it is nowhere.
    pub fn largest_where(counts: &[f64], values: &[f64]) -> f64 {
        let mut lanes = [f64::NEG_INFINITY; LANES];
        let (count_chunks, chunks) = (counts.chunks_exact(LANES), values.chunks_exact(LANES));
        let rest = count_chunks.remainder().iter().zip(chunks.remainder());
        let pick = |largest: f64, counts: f64, value: f64| if counts > 0.0 && value > largest { value } else { largest };
        let tail = rest.fold(f64::NEG_INFINITY, |largest, (counts, value)| pick(largest, *counts, *value));
        for (counts, values) in count_chunks.zip(chunks) {
            for lane in 0..LANES {
                lanes[lane] = pick(lanes[lane], counts[lane], values[lane]);
            }
        }
        lanes.into_iter().fold(tail, f64::max)
    }

    /// Inner product.
    pub fn dot(a: &[f64], b: &[f64]) -> f64 {
        dot_lanes(a, b)
    }

    /// `y += a x`.
    pub fn add_scaled(y: &mut [f64], a: f64, x: &[f64]) {
        for (y, x) in y.iter_mut().zip(x) {
            *y += a * x;
        }
    }

    /// Whether any element is not `value`. Looks at all of them, which is faster than stopping at the first.
    pub fn any_other_than(values: &[f64], value: f64) -> bool {
        values.iter().fold(false, |any, x| any | (*x != value))
    }

    /// Whether two slices differ anywhere.
    pub fn differ(a: &[f64], b: &[f64]) -> bool {
        a.iter().zip(b).fold(false, |any, (a, b)| any | (a != b))
    }

    /// Largest absolute difference; NaN if any is.
    pub fn largest_difference(a: &[f64], b: &[f64]) -> f64 {
        let mut lanes = [0.0f64; LANES];
        let (a_chunks, b_chunks) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
        let rest = a_chunks.remainder().iter().zip(b_chunks.remainder());
        let tail = rest.fold(0.0f64, |largest, (a, b)| larger(largest, (a - b).abs()));
        for (a, b) in a_chunks.zip(b_chunks) {
            for lane in 0..LANES {
                lanes[lane] = larger(lanes[lane], (a[lane] - b[lane]).abs());
            }
        }
        lanes.iter().fold(tail, |largest, lane| larger(largest, *lane))
    }

    /// One sector's prices from demand in logs: `x = active step (x + scale)`.
    pub fn to_prices(x: &mut [f64], scale: &[f64], active: &[f64], step: f64) {
        for ((x, scale), active) in x.iter_mut().zip(scale).zip(active) {
            *x = active * step * (*x + scale);
        }
    }

    /// `x *= y`, element by element.
    pub fn multiply(x: &mut [f64], y: &[f64]) {
        for (x, y) in x.iter_mut().zip(y) {
            *x *= y;
        }
    }

    /// `out = a x`.
    pub fn scale_into(out: &mut [f64], a: f64, x: &[f64]) {
        for (out, x) in out.iter_mut().zip(x) {
            *out = a * x;
        }
    }

    /// `out = a - b`.
    pub fn subtract_into(out: &mut [f64], a: &[f64], b: &[f64]) {
        for ((out, a), b) in out.iter_mut().zip(a).zip(b) {
            *out = a - b;
        }
    }

    /// `y += sum_k a_k x_k`, element by element: row k of `a` and of `x` begins at `k` times the length of `y`. Coefficients may
    /// be stored in single precision; sums are in double.
    pub fn add_products<R: Real>(y: &mut [f64], a: &[R], x: &[f64]) {
        let width = y.len();
        let mut column = 0;
        // Several vectors at a time hide the time that one addition takes.
        while column + 3 * LANES <= width {
            add_columns::<R, { 3 * LANES }>(&mut y[column..], &a[column..], &x[column..], width);
            column += 3 * LANES;
        }
        while column < width {
            add_columns::<R, LANES>(&mut y[column..], &a[column..], &x[column..], width);
            column += LANES;
        }
    }

    /// The transposed of [`add_products`] over a stack of matrices: `y_k += sum_j a_jk x_j`, element by element, where rows are
    /// `width` long and `a` runs over j, then k. Read from front to back, several j at a time.
    pub fn add_transposed_products<R: Real>(y: &mut [f64], a: &[R], x: &[f64], width: usize) {
        let len = y.len();
        let (a_blocks, x_blocks) = (a.chunks_exact(BLOCK * len), x.chunks_exact(BLOCK * width));
        let rest = a_blocks.remainder().chunks_exact(len).zip(x_blocks.remainder().chunks_exact(width));
        for (a, x) in a_blocks.zip(x_blocks) {
            let (a01, a23) = a.split_at(2 * len);
            let ((a0, a1), (a2, a3)) = (a01.split_at(len), a23.split_at(len));
            let (x01, x23) = x.split_at(2 * width);
            let ((x0, x1), (x2, x3)) = (x01.split_at(width), x23.split_at(width));
            let a_rows = a0.chunks_exact(width).zip(a1.chunks_exact(width));
            let a_rows = a_rows.zip(a2.chunks_exact(width).zip(a3.chunks_exact(width)));
            for (y, ((a0, a1), (a2, a3))) in y.chunks_exact_mut(width).zip(a_rows) {
                for at in 0..width {
                    y[at] += (a0[at].double() * x0[at] + a1[at].double() * x1[at])
                        + (a2[at].double() * x2[at] + a3[at].double() * x3[at]);
                }
            }
        }
        for (a, x) in rest {
            for (y, a) in y.chunks_exact_mut(width).zip(a.chunks_exact(width)) {
                for ((y, a), x) in y.iter_mut().zip(a).zip(x) {
                    *y += a.double() * x;
                }
            }
        }
    }

    /// A matrix and its transpose applied at once, each row read once: `products[n] = rows[n] x` and
    /// `sums += sum_n weights[n] rows[n]`.
    pub fn both_ways(rows: &[f64], x: &[f64], weights: &[f64], products: &mut [f64], sums: &mut [f64]) {
        let width = x.len();
        let blocks = rows.chunks_exact(BLOCK * width);
        let rest = blocks.remainder().chunks_exact(width).zip(blocks.len() * BLOCK..);
        for (number, block) in blocks.enumerate() {
            let at = number * BLOCK;
            products[at..at + BLOCK].copy_from_slice(&block_dots(block, x));
            add_block(sums, block, [weights[at], weights[at + 1], weights[at + 2], weights[at + 3]]);
        }
        for (row, at) in rest {
            products[at] = dot_lanes(row, x);
            for (sum, value) in sums.iter_mut().zip(row) {
                *sum += weights[at] * value;
            }
        }
    }

    /// One sector's pass over its flows, each row read once: for every destination n,
    /// `demand[n] = sum_i rows[n][i] supply[i]`, and with `pull[n] = spending[n] / demand[n]`,
    /// `sales[i] += rows[n][i] pull[n]`. A destination without demand is passed over. Rows come in whole [`BLOCK`]s.
    pub fn flow_pass(rows: &[f64], supply: &[f64], spending: &[f64], demand: &mut [f64], sales: &mut [f64]) {
        let blocks = rows.chunks_exact(BLOCK * supply.len());
        let ends = spending.chunks_exact(BLOCK).zip(demand.chunks_exact_mut(BLOCK));
        for (rows, (spending, demand)) in blocks.zip(ends) {
            let total = block_dots(rows, supply);
            let mut pull = [0.0; BLOCK];
            for n in 0..BLOCK {
                demand[n] = total[n];
                pull[n] = if total[n] > 0.0 { spending[n] / total[n] } else { 0.0 };
            }
            add_block(sales, rows, pull);
        }
    }

    /// The same for a sector with tariffs. `net` holds each row over one plus the tariff, `duty` that times the tariff, so
    /// that `demand` is the sum of both products and `revenue[n] = pull[n] sum_i duty[n][i] supply[i]`.
    pub fn flow_pass_with_tariffs(
        net: &[f64],
        duty: &[f64],
        supply: &[f64],
        spending: &[f64],
        demand: &mut [f64],
        sales: &mut [f64],
        revenue: &mut [f64],
    ) {
        let size = BLOCK * supply.len();
        let blocks = net.chunks_exact(size).zip(duty.chunks_exact(size));
        let ends = spending.chunks_exact(BLOCK).zip(demand.chunks_exact_mut(BLOCK));
        let ends = ends.zip(revenue.chunks_exact_mut(BLOCK));
        for ((net, duty), ((spending, demand), revenue)) in blocks.zip(ends) {
            let net_total = block_dots(net, supply);
            let duties = block_dots(duty, supply);
            let mut pull = [0.0; BLOCK];
            for n in 0..BLOCK {
                let total = net_total[n] + duties[n];
                demand[n] = total;
                pull[n] = if total > 0.0 { spending[n] / total } else { 0.0 };
                revenue[n] += duties[n] * pull[n];
            }
            add_block(sales, net, pull);
        }
    }
}

/// The larger of two numbers, a NaN being larger than any: one instruction and a mask.
#[inline(always)]
fn larger(a: f64, b: f64) -> f64 {
    if b > a || b.is_nan() { b } else { a }
}

/// A coefficient in single or double precision.
pub trait Real: Copy {
    /// In double precision.
    fn double(self) -> f64;
}

impl Real for f64 {
    #[inline(always)]
    fn double(self) -> f64 {
        self
    }
}

impl Real for f32 {
    #[inline(always)]
    fn double(self) -> f64 {
        f64::from(self)
    }
}

#[inline(always)]
fn add_columns<R: Real, const N: usize>(y: &mut [f64], a: &[R], x: &[f64], stride: usize) {
    let y = &mut y[..N];
    let mut sums = [0.0; N];
    sums.copy_from_slice(y);
    for (a, x) in a.chunks(stride).zip(x.chunks(stride)) {
        let (a, x) = (&a[..N], &x[..N]);
        for lane in 0..N {
            sums[lane] += a[lane].double() * x[lane];
        }
    }
    y.copy_from_slice(&sums);
}

/// Inner products of four rows with one vector.
#[inline(always)]
fn block_dots(rows: &[f64], x: &[f64]) -> [f64; BLOCK] {
    let width = x.len();
    let (r0, rest) = rows.split_at(width);
    let (r1, rest) = rest.split_at(width);
    let (r2, r3) = rest.split_at(width);
    let mut lanes = [[0.0; LANES]; BLOCK];
    let chunks = r0.chunks_exact(LANES).zip(r1.chunks_exact(LANES));
    let chunks = chunks.zip(r2.chunks_exact(LANES).zip(r3.chunks_exact(LANES)));
    for (((r0, r1), (r2, r3)), x) in chunks.zip(x.chunks_exact(LANES)) {
        for lane in 0..LANES {
            lanes[0][lane] += r0[lane] * x[lane];
            lanes[1][lane] += r1[lane] * x[lane];
            lanes[2][lane] += r2[lane] * x[lane];
            lanes[3][lane] += r3[lane] * x[lane];
        }
    }
    sum_block(&lanes)
}

/// Not inlined, or the compiler weaves these sums into the loop that feeds them and slows it down.
#[inline(never)]
fn sum_block(lanes: &[[f64; LANES]; BLOCK]) -> [f64; BLOCK] {
    lanes.map(sum_lanes)
}

/// `y += sum_r weights[r] row_r` over four rows.
#[inline(always)]
fn add_block(y: &mut [f64], rows: &[f64], weights: [f64; BLOCK]) {
    let width = y.len();
    let (r0, rest) = rows.split_at(width);
    let (r1, rest) = rest.split_at(width);
    let (r2, r3) = rest.split_at(width);
    let [w0, w1, w2, w3] = weights;
    let rows = r0.iter().zip(r1).zip(r2.iter().zip(r3));
    for (y, ((r0, r1), (r2, r3))) in y.iter_mut().zip(rows) {
        *y += (r0 * w0 + r1 * w1) + (r2 * w2 + r3 * w3);
    }
}

#[inline(always)]
fn sum_lanes(lanes: [f64; LANES]) -> f64 {
    let half = [lanes[0] + lanes[4], lanes[1] + lanes[5], lanes[2] + lanes[6], lanes[3] + lanes[7]];
    (half[0] + half[2]) + (half[1] + half[3])
}

#[inline(always)]
fn dot_lanes(a: &[f64], b: &[f64]) -> f64 {
    let mut lanes = [0.0; LANES];
    let (a_chunks, b_chunks) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let tail: f64 = a_chunks.remainder().iter().zip(b_chunks.remainder()).map(|(a, b)| a * b).sum();
    for (a, b) in a_chunks.zip(b_chunks) {
        for lane in 0..LANES {
            lanes[lane] += a[lane] * b[lane];
        }
    }
    sum_lanes(lanes) + tail
}

const LN_2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;

/// `e^x` without branches: x = k ln 2 + r, a Taylor polynomial in |r| <= ln(2)/2 of degree 13, then the exponent's bits.
#[inline(always)]
fn exp(x: f64) -> f64 {
    // Adding and subtracting this rounds to the nearest integer and leaves it in the low bits.
    const ROUND: f64 = 6_755_399_441_055_744.0;
    let x = x.clamp(-708.0, 709.0);
    let shifted = x * std::f64::consts::LOG2_E + ROUND;
    let k = shifted - ROUND;
    let r = (x - k * LN_2_HIGH) - k * LN_2_LOW;
    let r2 = r * r;
    let r4 = r2 * r2;
    let p01 = 1.0 / 2.0 + r * (1.0 / 6.0);
    let p23 = 1.0 / 24.0 + r * (1.0 / 120.0);
    let p45 = 1.0 / 720.0 + r * (1.0 / 5_040.0);
    let p67 = 1.0 / 40_320.0 + r * (1.0 / 362_880.0);
    let p89 = 1.0 / 3_628_800.0 + r * (1.0 / 39_916_800.0);
    let p1011 = 1.0 / 479_001_600.0 + r * (1.0 / 6_227_020_800.0);
    let low = p01 + r2 * p23;
    let middle = p45 + r2 * p67;
    let high = p89 + r2 * p1011;
    let tail = low + r4 * (middle + r4 * high);
    let scale = f64::from_bits((shifted.to_bits().wrapping_add(1023)) << 52);
    (1.0 + (r + r2 * tail)) * scale
}

/// `ln x` without branches, after the polynomial of FreeBSD's `e_log.c` (Sun Microsystems, 1993).
#[inline(always)]
fn ln(x: f64) -> f64 {
    const SQRT_HALF: u64 = 0x3fe6_a09e_667f_3bcd;
    const ONE: u64 = 0x3ff0_0000_0000_0000;
    const MANTISSA: u64 = 0x000f_ffff_ffff_ffff;
    // An integer below 2^52 in the low bits of this number's pattern is that number plus the integer.
    const TWO_52: u64 = 0x4330_0000_0000_0000;
    let bits = x.max(f64::MIN_POSITIVE).to_bits() + (ONE - SQRT_HALF);
    let k = f64::from_bits((bits >> 52) | TWO_52) - (4_503_599_627_370_496.0 + 1023.0);
    let f = f64::from_bits((bits & MANTISSA) + SQRT_HALF) - 1.0;
    let s = f / (2.0 + f);
    let z = s * s;
    let w = z * z;
    let odd = z
        * (6.666_666_666_666_735e-1
            + w * (2.857_142_874_366_239e-1
                + w * (1.818_357_216_161_805e-1 + w * 1.479_819_860_511_658_6e-1)));
    let even =
        w * (3.999_999_999_940_942e-1 + w * (2.222_219_843_214_978_4e-1 + w * 1.531_383_769_920_937_3e-1));
    let half_square = 0.5 * f * f;
    k * LN_2_HIGH - ((half_square - (s * (half_square + odd + even) + k * LN_2_LOW)) - f)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ulps(a: f64, b: f64) -> u64 {
        a.to_bits().abs_diff(b.to_bits())
    }

    proptest! {
        #[test]
        fn exp_is_within_two_units_in_the_last_place(x in -700.0..700.0) {
            let mut values = [x];
            exp_in_place(&mut values);
            prop_assert!(ulps(values[0], x.exp()) <= 2);
        }

        #[test]
        fn ln_is_within_two_units_in_the_last_place(x in -700.0f64..700.0) {
            let x = x.exp();
            let mut values = [x];
            ln_in_place(&mut values);
            prop_assert!(ulps(values[0], x.ln()) <= 2);
        }

        #[test]
        fn every_vector_width_gives_the_same_bits(values in prop::collection::vec(-5.0f64..5.0, 41)) {
            let mut wide = values.clone();
            exp_in_place(&mut wide);
            for (value, wide) in values.iter().zip(&wide) {
                prop_assert_eq!(exp(*value).to_bits(), wide.to_bits());
            }
            prop_assert_eq!(dot(&values, &wide).to_bits(), dot_lanes(&values, &wide).to_bits());
        }
    }

    #[test]
    fn exact_where_it_must_be_and_finite_at_the_ends() {
        let mut values = [0.0, -1e9, 1e9];
        exp_in_place(&mut values);
        assert_eq!(values[0], 1.0);
        assert!(values[1] > 0.0 && values[2].is_finite());
        let mut values = [1.0, 0.0, f64::MAX];
        ln_in_place(&mut values);
        assert_eq!(values[0], 0.0);
        assert!(values[1] < -700.0 && values[2] > 700.0);
    }
}
