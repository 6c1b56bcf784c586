//! Anderson acceleration of a fixed point x = G(x).
//!
//! Walker and Ni (2011, SIAM Journal on Numerical Analysis 49), in the form of differences: the next iterate is
//! `G(x_k) - sum_m gamma_m (G(x_m+1) - G(x_m))` with gamma minimising the norm of the residual `G(x) - x` likewise combined. The Gram
//! matrix of residual differences is kept and renewed by one row a step.

use crate::kernels;

/// The history of an iteration and what it says about the next step.
pub struct Anderson {
    depth: usize,
    /// Differences of images and of residuals; slot `k % depth` holds the newest.
    image_steps: Vec<Vec<f64>>,
    residual_steps: Vec<Vec<f64>>,
    gram: Vec<f64>,
    previous_image: Vec<f64>,
    previous_residual: Vec<f64>,
    residual: Vec<f64>,
    stored: usize,
    newest: usize,
    primed: bool,
}

impl Anderson {
    /// For states of length `len`, with room for `depth` steps.
    pub fn new(len: usize, depth: usize) -> Self {
        Self {
            depth,
            image_steps: vec![vec![0.0; len]; depth],
            residual_steps: vec![vec![0.0; len]; depth],
            gram: vec![0.0; depth * depth],
            previous_image: vec![0.0; len],
            previous_residual: vec![0.0; len],
            residual: vec![0.0; len],
            stored: 0,
            newest: depth - 1,
            primed: false,
        }
    }

    /// Forgets everything, and remembers `depth` steps from here on, at most as many as there is room for.
    pub fn reset(&mut self, depth: usize) {
        self.depth = depth.min(self.image_steps.len());
        self.stored = 0;
        self.newest = self.depth - 1;
        self.primed = false;
    }

    /// Replaces `state` by the next iterate, given `image = G(state)`. What `image` holds afterwards is of no use.
    pub fn step(&mut self, state: &mut [f64], image: &mut Vec<f64>) {
        kernels::subtract_into(&mut self.residual, image, state);
        if self.primed {
            self.remember(image);
        }
        self.primed = true;
        state.copy_from_slice(image);
        for (slot, weight) in self.weights().into_iter().enumerate() {
            kernels::add_scaled(state, -weight, &self.image_steps[slot]);
        }
        std::mem::swap(&mut self.previous_image, image);
        std::mem::swap(&mut self.previous_residual, &mut self.residual);
    }

    fn remember(&mut self, image: &[f64]) {
        let slot = (self.newest + 1) % self.depth;
        self.newest = slot;
        self.stored = (self.stored + 1).min(self.depth);
        kernels::subtract_into(&mut self.image_steps[slot], image, &self.previous_image);
        kernels::subtract_into(&mut self.residual_steps[slot], &self.residual, &self.previous_residual);
        for other in 0..self.stored {
            let product = kernels::dot(&self.residual_steps[slot], &self.residual_steps[other]);
            self.gram[slot * self.depth + other] = product;
            self.gram[other * self.depth + slot] = product;
        }
    }

    fn weights(&self) -> Vec<f64> {
        let dots = (0..self.stored).map(|slot| kernels::dot(&self.residual_steps[slot], &self.residual));
        weights(&self.gram, self.depth, dots.collect())
    }
}

/// Solves the normal equations by Cholesky; steps that add nothing to the others get no weight. Rows of the Gram matrix are
/// `depth` apart.
pub fn weights(gram: &[f64], depth: usize, mut right: Vec<f64>) -> Vec<f64> {
    let n = right.len();
    let mut lower = vec![0.0; n * n];
    for i in 0..n {
        for j in 0..=i {
            let mut sum = gram[i * depth + j];
            for k in 0..j {
                sum -= lower[i * n + k] * lower[j * n + k];
            }
            if i == j {
                let kept = sum > 1e-14 * gram[i * depth + i];
                lower[i * n + i] = if kept { sum.sqrt() } else { f64::INFINITY };
            } else {
                lower[i * n + j] = sum / lower[j * n + j];
            }
        }
    }
    for i in 0..n {
        for k in 0..i {
            right[i] -= lower[i * n + k] * right[k];
        }
        right[i] /= lower[i * n + i];
    }
    for i in (0..n).rev() {
        for k in i + 1..n {
            right[i] -= lower[k * n + i] * right[k];
        }
        right[i] /= lower[i * n + i];
    }
    right
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn solves_a_linear_fixed_point_in_as_many_steps_as_dimensions() {
        // G(x) = A x + b, spectral radius above one: plain iteration diverges.
        let a = [[0.5, 0.9, 0.0], [0.2, -0.8, 0.3], [0.1, 0.4, 1.4]];
        let b = [1.0, 2.0, -1.0];
        let map = |x: &[f64]| -> Vec<f64> {
            (0..3).map(|i| (0..3).map(|j| a[i][j] * x[j]).sum::<f64>() + b[i]).collect()
        };
        let mut anderson = Anderson::new(3, 5);
        let mut state = vec![0.0; 3];
        for _ in 0..5 {
            let mut image = map(&state);
            anderson.step(&mut state, &mut image);
        }
        for (x, image) in state.iter().zip(map(&state)) {
            assert!((x - image).abs() < 1e-9, "{state:?}");
        }
    }
}
