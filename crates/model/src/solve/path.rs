//! A safeguard for large shocks: takes the shock in parts, each from the solution of the last.
//!
//! From the benchmark, where the solution is known, the share of the shock grows; a part that fails is halved, one that succeeds
//! doubles the next. The start of each part continues the line through the last two solutions, and the preconditioner is made
//! anew at each.

use super::iterate::{Run, Unknowns, accelerate};
use super::{Preconditioner, Problem, Settings, Structure, System};
use crate::calibration::Calibration;
use crate::closure::Closure;

/// Parts smaller than this are no progress.
const LEAST_PART: f64 = 1.0 / 256.0;
/// Sweeps that one part may take.
const SWEEPS: usize = 200;

/// Follows the path to the whole shock, whose equations are `system`; true if it was reached.
pub fn solve(
    calibration: &Calibration,
    preconditioner: &Preconditioner,
    closure: Closure,
    problem: &Problem<'_>,
    system: &System<'_>,
    run: &mut Run,
    settings: &Settings,
) -> bool {
    let within = Settings { max_iterations: SWEEPS.min(settings.max_iterations), ..*settings };
    let mut last: (f64, Vec<f64>) = (0.0, run.state.clone());
    let mut before: Option<(f64, Vec<f64>)> = None;
    let mut renewed = None;
    let mut part = 0.5;
    while last.0 < 1.0 {
        let share = (last.0 + part).min(1.0);
        run.state.copy_from_slice(&last.1);
        if let Some((earlier, state)) = &before {
            let ahead = (share - last.0) / (last.0 - earlier);
            run.state.iter_mut().zip(state).for_each(|(x, earlier)| *x += ahead * (*x - earlier));
        }
        let whole = share == 1.0;
        let partial = (!whole).then(|| problem.shock.part(calibration, share));
        let partial = partial.map(|shock| {
            let mut system = System::empty(system.structure, system.technology, closure);
            system.compile(calibration, problem.theta, &shock);
            (system, shock)
        });
        let (system, shock) =
            partial.as_ref().map_or((system, problem.shock), |(system, shock)| (system, shock));
        let help = renewed.as_ref().unwrap_or(preconditioner);
        if accelerate(system, run, &within, Unknowns::All(Some(help))) {
            before = Some(std::mem::replace(&mut last, (share, run.state.clone())));
            part *= 2.0;
            if !whole {
                let equilibrium = system.equilibrium(shock, &run.state, &run.sweep);
                let there = Structure::new(&calibration.at(&equilibrium));
                renewed = Some(there.preconditioner(problem.theta));
            }
        } else {
            part *= 0.5;
            if part < LEAST_PART {
                return false;
            }
        }
    }
    true
}
