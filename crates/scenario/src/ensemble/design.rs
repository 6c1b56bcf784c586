//! Designs: where in the unit cube the draws lie.
//!
//! A coordinate is a function of seed, stream, dimension and row alone. Nothing is stored, so that draws can be made in any
//! order, by any thread, and again after an interruption.

use serde::Serialize;

/// How the unit cube is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Design {
    /// In every dimension one draw in each of as many slices of equal probability as there are draws.
    LatinHypercube,
    /// A Sobol sequence with Owen's scrambling: evenly spread in many dimensions at once; at most 65,536 draws.
    Sobol,
}

/// Words for designs.
pub const DESIGNS: [(&str, Design); 2] =
    [("latin_hypercube", Design::LatinHypercube), ("sobol", Design::Sobol)];

/// Most draws of the Sobol design.
pub(super) const LONGEST_SOBOL: usize = 1 << 16;

/// Two independent samples: the draws, and the second sample that Sobol indices need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stream {
    Draws,
    Second,
}

/// Points in the unit cube.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cube {
    pub design: Design,
    pub seed: u64,
    pub dimensions: usize,
    /// Rows of each stream.
    pub draws: usize,
    pub second: usize,
}

impl Cube {
    /// A coordinate, above 0 and below 1.
    pub fn coordinate(&self, stream: Stream, row: usize, dimension: usize) -> f64 {
        let (rows, dimension) = match stream {
            Stream::Draws => (self.draws, dimension),
            Stream::Second => (self.second, self.dimensions + dimension),
        };
        match self.design {
            Design::LatinHypercube => {
                let key = mix(self.seed ^ mix(dimension as u64 + 1));
                let slice = shuffled(row as u64, rows as u64, key) as f64;
                let within = fraction(mix(key ^ mix(row as u64 + 1)));
                ((slice + within) / rows as f64).min(1.0 - f64::EPSILON)
            }
            Design::Sobol => {
                // The crate's sequence has 256 dimensions; further ones are those of independent sequences.
                let (block, dimension) = (dimension as u32 / sobol_burley::NUM_DIMENSIONS, dimension as u32);
                let seed = mix(self.seed ^ mix(u64::from(block) + 1)) as u32;
                let sample = sobol_burley::sample(row as u32, dimension % sobol_burley::NUM_DIMENSIONS, seed);
                // Its numbers are multiples of 2^-24 from zero on.
                f64::from(sample) + f64::powi(2.0, -25)
            }
        }
    }
}

/// Sixty-four bits that look random (the finaliser of SplitMix64, Steele and others 2014).
pub(super) fn mix(bits: u64) -> u64 {
    let bits = bits.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

/// A number above 0 and below 1 from random bits.
fn fraction(bits: u64) -> f64 {
    ((bits >> 12) as f64 + 0.5) * f64::powi(2.0, -52)
}

/// The place of `at` in a random order of `0..len`: a Feistel network over the next power of four, walked until it lands
/// inside (Black and Rogaway 2002).
fn shuffled(at: u64, len: u64, key: u64) -> u64 {
    let bits = (u64::BITS - len.saturating_sub(1).leading_zeros()).div_ceil(2).max(1);
    let mask = (1 << bits) - 1;
    let mut at = at;
    loop {
        let (mut left, mut right) = (at >> bits, at & mask);
        for round in 1..=6 {
            (left, right) = (right, left ^ (mix(key ^ mix((round << 32) ^ right)) & mask));
        }
        at = (left << bits) | right;
        if at < len {
            return at;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cube(design: Design, draws: usize) -> Cube {
        Cube { design, seed: 7, dimensions: 5, draws, second: draws }
    }

    #[test]
    fn a_latin_hypercube_has_one_draw_in_each_slice() {
        for draws in [2, 3, 10, 64, 1000] {
            let cube = cube(Design::LatinHypercube, draws);
            for (stream, dimension) in (0..5).flat_map(|d| [(Stream::Draws, d), (Stream::Second, d)]) {
                let mut slices: Vec<usize> = (0..draws)
                    .map(|row| (cube.coordinate(stream, row, dimension) * draws as f64) as usize)
                    .collect();
                slices.sort_unstable();
                assert_eq!(slices, (0..draws).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn a_sobol_sequence_has_one_draw_in_each_slice_of_a_power_of_two() {
        let cube = cube(Design::Sobol, 256);
        for dimension in 0..5 {
            let mut slices: Vec<usize> = (0..256)
                .map(|row| (cube.coordinate(Stream::Draws, row, dimension) * 256.0) as usize)
                .collect();
            slices.sort_unstable();
            assert_eq!(slices, (0..256).collect::<Vec<_>>());
        }
    }

    #[test]
    fn dimensions_and_streams_are_uncorrelated() {
        let draws = 4096;
        for design in [Design::LatinHypercube, Design::Sobol] {
            let cube = cube(design, draws);
            let column = |stream, dimension| -> Vec<f64> {
                (0..draws).map(|row| cube.coordinate(stream, row, dimension)).collect()
            };
            let columns: Vec<Vec<f64>> =
                (0..5).flat_map(|d| [column(Stream::Draws, d), column(Stream::Second, d)]).collect();
            for (at, one) in columns.iter().enumerate() {
                for other in &columns[at + 1..] {
                    let covariance: f64 =
                        one.iter().zip(other).map(|(x, y)| (x - 0.5) * (y - 0.5)).sum::<f64>() / draws as f64;
                    assert!(covariance.abs() * 12.0 < 0.06, "{design:?}: correlation {}", covariance * 12.0);
                }
            }
        }
    }

    #[test]
    fn other_seeds_and_far_dimensions_give_other_points() {
        for design in [Design::LatinHypercube, Design::Sobol] {
            let one = Cube { dimensions: 300, ..cube(design, 100) };
            let other = Cube { seed: 8, ..one };
            let same = (0..100).filter(|&row| {
                one.coordinate(Stream::Draws, row, 0) == other.coordinate(Stream::Draws, row, 0)
            });
            assert!(same.count() < 3);
            let same = (0..100).filter(|&row| {
                one.coordinate(Stream::Draws, row, 1) == one.coordinate(Stream::Draws, row, 257)
            });
            assert!(same.count() < 3);
        }
    }
}
