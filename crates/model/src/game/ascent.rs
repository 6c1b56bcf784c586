//! The maximum of a function within bounds: a quasi-Newton method (BFGS) on the variables that no bound holds (Bertsekas 1982,
//! *SIAM Journal on Control and Optimization* 20), with steps that are cut until they climb.

/// What is known where a search ended.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ascent {
    pub x: Vec<f64>,
    pub value: f64,
    pub settled: bool,
}

/// The search's limits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub bounds: (f64, f64),
    pub tolerance: f64,
    pub max_steps: usize,
}

/// Longest step in any variable.
const LONGEST: f64 = 0.5;
/// Part of the promised climb that a step must make, and rounding of the value that is forgiven.
const CLIMB: f64 = 1e-4;
const ROUNDING: f64 = 1e-12;
/// A step is halved at most this often.
const HALVINGS: usize = 30;
/// Variables that bend the function less than this, relative to the most, count as if they bent it so much: what their last digits
/// are worth is nothing.
const FLATTEST: f64 = 1e-3;

/// Climbs from `x`. `curvature` is about how strongly the function bends in each variable; `f` gives value and slopes, or `None`
/// where there is neither. `None` where `f` has no value at the start.
pub(super) fn maximise(
    x: Vec<f64>,
    curvature: &[f64],
    limits: Limits,
    mut f: impl FnMut(&[f64]) -> Option<(f64, Vec<f64>)>,
) -> Option<Ascent> {
    let (low, high) = limits.bounds;
    let n = x.len();
    let steepest = curvature.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
    let (value, mut slopes) = f(&x)?;
    let mut at = Ascent { x, value, settled: false };
    let mut inverse = diagonal(curvature, steepest);
    let mut fresh = true;
    for _ in 0..limits.max_steps {
        let missing = (0..n).map(|k| {
            let newton = slopes[k] / curvature[k].max(FLATTEST * steepest);
            ((at.x[k] + newton).clamp(low, high) - at.x[k]).abs()
        });
        if missing.fold(0.0, f64::max) <= limits.tolerance {
            at.settled = true;
            break;
        }
        let held = |k: usize| at.x[k] <= low && slopes[k] <= 0.0 || at.x[k] >= high && slopes[k] >= 0.0;
        let free: Vec<usize> = (0..n).filter(|&k| !held(k)).collect();
        let mut step = vec![0.0; n];
        for &k in &free {
            step[k] = free.iter().map(|&l| inverse[k * n + l] * slopes[l]).sum();
        }
        let longest = step.iter().fold(0.0, |longest: f64, step| longest.max(step.abs()));
        let mut length = (LONGEST / longest).min(1.0);
        let next = (0..HALVINGS).find_map(|_| {
            let x: Vec<f64> =
                at.x.iter().zip(&step).map(|(x, step)| (x + length * step).clamp(low, high)).collect();
            let promised: f64 = (0..n).map(|k| slopes[k] * (x[k] - at.x[k])).sum();
            length *= 0.5;
            let (value, slopes) = f(&x)?;
            (value >= at.value + CLIMB * promised - ROUNDING).then_some((x, value, slopes))
        });
        match next {
            Some((x, value, new_slopes)) => {
                let moved: Vec<f64> = x.iter().zip(&at.x).map(|(new, old)| new - old).collect();
                // Of variables that a bound holds, nothing is to be learned.
                let mut bent = vec![0.0; n];
                free.iter().for_each(|&k| bent[k] = slopes[k] - new_slopes[k]);
                update(&mut inverse, &moved, &bent);
                (at.x, at.value, slopes, fresh) = (x, value, new_slopes, false);
            }
            // What was learned of the curvature misleads: once more without it.
            None if !fresh => {
                inverse = diagonal(curvature, steepest);
                fresh = true;
            }
            None => break,
        }
    }
    Some(at)
}

/// The inverse of a diagonal of curvatures.
fn diagonal(curvature: &[f64], steepest: f64) -> Vec<f64> {
    let n = curvature.len();
    let mut inverse = vec![0.0; n * n];
    for (k, curvature) in curvature.iter().enumerate() {
        inverse[k * n + k] = 1.0 / curvature.max(FLATTEST * FLATTEST * steepest);
    }
    inverse
}

/// The BFGS update of the inverse. Where the function bends upwards it would not stay positive definite: there steps grow instead.
fn update(inverse: &mut [f64], moved: &[f64], bent: &[f64]) {
    let n = moved.len();
    let dot = |a: &[f64], b: &[f64]| -> f64 { a.iter().zip(b).map(|(a, b)| a * b).sum() };
    let along = dot(moved, bent);
    let image: Vec<f64> = inverse.chunks_exact(n).map(|row| dot(row, bent)).collect();
    let through = dot(&image, bent);
    if along <= 1e-12 * dot(moved, moved).sqrt() * dot(bent, bent).sqrt() || !through.is_finite() {
        inverse.iter_mut().for_each(|x| *x *= 4.0);
        return;
    }
    for k in 0..n {
        for l in 0..n {
            inverse[k * n + l] += (1.0 + through / along) * moved[k] * moved[l] / along
                - (image[k] * moved[l] + moved[k] * image[l]) / along;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits { bounds: (0.0, 2.0), tolerance: 1e-9, max_steps: 200 };

    /// Rosenbrock's valley upside down, with its top at (1, 1).
    fn valley(x: &[f64]) -> Option<(f64, Vec<f64>)> {
        let (a, b) = (1.0 - x[0], x[1] - x[0] * x[0]);
        Some((-a * a - 10.0 * b * b, vec![2.0 * a + 40.0 * x[0] * b, -20.0 * b]))
    }

    #[test]
    fn it_finds_the_top_within_bounds_and_at_them() {
        let found = maximise(vec![0.0, 2.0], &[40.0, 20.0], LIMITS, valley).unwrap();
        assert!(found.settled && found.x.iter().all(|x| (x - 1.0).abs() < 1e-6), "{found:?}");
        let limits = Limits { bounds: (0.0, 0.5), ..LIMITS };
        let found = maximise(vec![0.0, 0.5], &[40.0, 20.0], limits, valley).unwrap();
        assert!(found.settled && found.x[0] == 0.5 && (found.x[1] - 0.25).abs() < 1e-6, "{found:?}");
    }

    #[test]
    fn it_stays_where_there_is_a_value() {
        let wall = |x: &[f64]| (x[0] < 0.9).then(|| (-(x[0] - 1.0).powi(2), vec![2.0 - 2.0 * x[0]]));
        let found = maximise(vec![0.0], &[0.1], LIMITS, wall).unwrap();
        assert!(!found.settled && (0.8..0.9).contains(&found.x[0]), "{found:?}");
        assert_eq!(maximise(vec![1.0], &[1.0], LIMITS, wall), None);
    }
}
