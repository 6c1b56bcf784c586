//! Integrals along a stretch of the path, from values at a few points of it.
//!
//! Quantities are replaced by the polynomials through their values at the Chebyshev points (Clenshaw and Curtis 1960), whose
//! integrals are exact; for smooth quantities the error falls like a power of the number of points. A rule of twice the order keeps
//! every point of the one before.

use std::f64::consts::PI;

/// Integrals of polynomials of degree `order` through the values at `order + 1` points.
#[derive(Debug, Clone)]
pub struct Rule {
    order: usize,
    weights: Vec<f64>,
    /// `Q_ab`, the integral of `l_a dl_b`, where `l_a` is the polynomial that is 1 at point a and 0 at the others.
    increments: Vec<f64>,
}

impl Rule {
    /// The rule of an even order.
    pub fn new(order: usize) -> Self {
        let points = order + 1;
        // l_a = sum_k coefficient_ka T_k.
        let half_at_ends = |k: usize| if k == 0 || k == order { 0.5 } else { 1.0 };
        let coefficient = |k: usize, a: usize| {
            let angle = PI * (k * a % (2 * order)) as f64 / order as f64;
            2.0 / order as f64 * half_at_ends(k) * half_at_ends(a) * angle.cos()
        };
        let weights = (0..points)
            .map(|a| {
                let even = (0..points).step_by(2);
                // The integral of T_k over [-1, 1]; half of it over [0, 1].
                even.map(|k| coefficient(k, a) / (1.0 - (k * k) as f64)).sum()
            })
            .collect();
        // The integral of T_k dT_m, from 1 to -1, in which direction the points are counted.
        let product = |k: usize, m: usize| {
            if (k + m).is_multiple_of(2) {
                0.0
            } else {
                -2.0 * (m * m) as f64 / ((m * m) as f64 - (k * k) as f64)
            }
        };
        let mut increments = vec![0.0; points * points];
        for k in 0..points {
            for b in 0..points {
                let of_b: f64 = (0..points).map(|m| product(k, m) * coefficient(m, b)).sum();
                for a in 0..points {
                    increments[a * points + b] += coefficient(k, a) * of_b;
                }
            }
        }
        Self { order, weights, increments }
    }

    /// Where a point lies on [0, 1]; the first at 0, the last at 1.
    pub fn point(&self, at: usize) -> f64 {
        (0.5 * PI * at as f64 / self.order as f64).sin().powi(2)
    }

    /// The weight of each point in the integral over [0, 1].
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// The weight of each point in the integral of another quantity along this one: `sum_a f_a increments(g)_a` is the integral of
    /// `f dg`.
    pub fn increments(&self, of: &[f64], into: &mut [f64]) {
        for (row, sum) in self.increments.chunks_exact(self.order + 1).zip(into) {
            // Against the first value, so that what stays has no increments at all.
            *sum = row.iter().zip(of).map(|(weight, value)| weight * (value - of[0])).sum();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn along(rule: &Rule, f: impl Fn(f64) -> f64, g: impl Fn(f64) -> f64) -> f64 {
        let points: Vec<f64> = (0..=rule.order).map(|at| rule.point(at)).collect();
        let mut increments = vec![0.0; points.len()];
        rule.increments(&points.iter().map(|&x| g(x)).collect::<Vec<_>>(), &mut increments);
        points.iter().zip(&increments).map(|(&x, increment)| f(x) * increment).sum()
    }

    #[test]
    fn polynomials_are_exact() {
        for order in [2, 4, 8, 16] {
            let rule = Rule::new(order);
            let (m, k) = (order as i32, order as i32 - 1);
            let exact = f64::from(m) / f64::from(m + k);
            assert!((along(&rule, |x| x.powi(k), |x| x.powi(m)) - exact).abs() < 1e-13, "{order}");
            let points = (0..=order).map(|at| rule.point(at));
            let power: f64 = points.zip(rule.weights()).map(|(x, weight)| weight * x.powi(m)).sum();
            assert!((power - 1.0 / f64::from(m + 1)).abs() < 1e-13, "{order}");
        }
    }

    #[test]
    fn smooth_functions_converge_quickly() {
        // The integral of exp(x) dsin(x) over [0, 1].
        let exact = (1f64.exp() * (1f64.sin() + 1f64.cos()) - 1.0) / 2.0;
        let error = |order| (along(&Rule::new(order), f64::exp, f64::sin) - exact).abs();
        assert!(error(4) < 1e-5 && error(8) < 1e-12, "{} {}", error(4), error(8));
    }

    #[test]
    fn a_product_changes_by_the_sum_of_both_integrals() {
        let rule = Rule::new(8);
        let (f, g) = (|x: f64| (3.0 * x).cos(), |x: f64| x.exp());
        let both = along(&rule, f, g) + along(&rule, g, f);
        assert!((both - (f(1.0) * g(1.0) - f(0.0) * g(0.0))).abs() < 1e-13);
    }

    #[test]
    fn twice_the_order_keeps_the_points() {
        let (coarse, fine) = (Rule::new(4), Rule::new(8));
        assert!((0..=4).all(|at| (coarse.point(at) - fine.point(2 * at)).abs() < 1e-15));
    }
}
