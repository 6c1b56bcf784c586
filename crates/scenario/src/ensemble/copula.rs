//! Correlation: a Gaussian copula, which leaves every parameter its own distribution.

use super::distribution::{normal_quantile, normal_share};

/// Numbers that move together.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Copula {
    size: usize,
    /// Lower triangular root of the correlation matrix, row by row.
    root: Vec<f64>,
}

impl Copula {
    /// From a correlation matrix given row by row. Where it is none, the row at which its positive definiteness ends.
    pub fn new(matrix: &[f64], size: usize) -> Result<Self, usize> {
        let mut root = vec![0.0; size * size];
        for row in 0..size {
            for column in 0..=row {
                let inner: f64 = (0..column).map(|k| root[row * size + k] * root[column * size + k]).sum();
                let rest = matrix[row * size + column] - inner;
                root[row * size + column] = if row == column {
                    if rest.is_nan() || rest <= 1e-12 {
                        return Err(row);
                    }
                    rest.sqrt()
                } else {
                    rest / root[column * size + column]
                };
            }
        }
        Ok(Self { size, root })
    }

    /// The same correlation between any two of `size` numbers.
    pub fn equal(correlation: f64, size: usize) -> Result<Self, usize> {
        let cell = |at: usize| if at / size == at % size { 1.0 } else { correlation };
        Self::new(&(0..size * size).map(cell).collect::<Vec<_>>(), size)
    }

    /// Makes independent coordinates of the unit cube move together.
    pub fn correlate(&self, coordinates: &mut [f64]) {
        let scores: Vec<f64> = coordinates.iter().map(|&u| normal_quantile(u)).collect();
        for (row, coordinate) in coordinates.iter_mut().enumerate() {
            let weights = &self.root[row * self.size..=row * self.size + row];
            let score: f64 = weights.iter().zip(&scores).map(|(weight, score)| weight * score).sum();
            *coordinate = normal_share(score).clamp(f64::MIN_POSITIVE, 1.0 - f64::EPSILON);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ensemble::design::{Cube, Design, Stream};

    #[test]
    fn draws_have_the_correlation_asked_for_and_stay_uniform() {
        let wanted = [1.0, 0.8, -0.3, 0.8, 1.0, 0.1, -0.3, 0.1, 1.0];
        let copula = Copula::new(&wanted, 3).unwrap();
        let draws = 20_000;
        let cube = Cube { design: Design::LatinHypercube, seed: 1, dimensions: 3, draws, second: 0 };
        let points: Vec<[f64; 3]> = (0..draws)
            .map(|row| {
                let mut point = [0, 1, 2].map(|dimension| cube.coordinate(Stream::Draws, row, dimension));
                copula.correlate(&mut point);
                point
            })
            .collect();
        for (at, wanted) in wanted.iter().enumerate() {
            let product = |point: &[f64; 3]| normal_quantile(point[at / 3]) * normal_quantile(point[at % 3]);
            let found = points.iter().map(product).sum::<f64>() / draws as f64;
            assert!((found - wanted).abs() < 0.03, "{found}, not {wanted}");
        }
        for dimension in 0..3 {
            let below = points.iter().filter(|point| point[dimension] < 0.25).count();
            assert!(below.abs_diff(draws / 4) < draws / 100, "{below} of {draws} below a quarter");
        }
    }

    #[test]
    fn what_is_no_correlation_matrix_says_where() {
        assert_eq!(Copula::equal(-0.6, 3), Err(2));
        assert_eq!(Copula::equal(1.0, 2), Err(1));
        assert_eq!(Copula::equal(f64::NAN, 2), Err(1));
        assert!(Copula::equal(0.99, 40).is_ok());
    }
}
