//! The safeguard: slow, and hard to mislead.
//!
//! For given wages the price equations are a contraction (costs move by less than prices wherever value added has a share),
//! and so are the spending equations; plain sweeps solve both. Wages follow excess demand for the factor outside, with a
//! step that is halved whenever the largest excess demand grows.

use super::{Run, Settings, System};

/// Sweeps inside one step of wages.
const INNER: usize = 500;
/// Steps below this are no progress.
const LEAST_STEP: f64 = 1e-6;

/// Damped wages around plain sweeps, from `run.state`; true if they converged.
pub fn solve(system: &System, run: &mut Run, settings: &Settings) -> bool {
    let mut step = 1.0;
    let mut last_market = f64::INFINITY;
    let wages = system.width();
    let budget = run.iterations + settings.max_iterations * INNER / 10;
    while run.iterations < budget {
        let inner_tolerance = (0.01 * last_market.min(1.0)).max(0.1 * settings.tolerance);
        for _ in 0..INNER {
            let residual = run.advance(system);
            if residual <= settings.tolerance {
                return true;
            }
            let inner = run.sweep.price.max(run.sweep.spent);
            if !inner.is_finite() {
                return false;
            }
            if inner <= inner_tolerance {
                break;
            }
            let image = &run.image[wages..];
            run.state[wages..].copy_from_slice(image);
        }
        let market = run.sweep.market;
        if market > last_market {
            step *= 0.5;
            if step < LEAST_STEP {
                return false;
            }
        } else {
            step = (step * 1.1f64).min(1.0);
        }
        last_market = market;
        for (state, image) in run.state[..wages].iter_mut().zip(&run.image) {
            *state += step * (image - *state);
        }
        let image = &run.image[wages..];
        run.state[wages..].copy_from_slice(image);
    }
    false
}
