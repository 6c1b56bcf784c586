//! The safeguard: slower, and hard to mislead.
//!
//! For given wages the price equations are a contraction (costs move by less than prices wherever value added has a
//! share), and so are the spending equations: prices and spending are solved inside, by the same accelerated sweeps with
//! wages held. Outside, wages follow Newton's method on the gaps between ln demand and ln supply of each economy's factor, with
//! a Jacobian by differences and a line search. Walras' law makes one gap redundant; adding the numeraire to every row
//! takes its place.

use super::iterate::{Run, Unknowns, accelerate};
use super::{Settings, System, dense};

/// Newton steps before giving up.
const STEPS: usize = 100;
/// Step in ln w for the Jacobian's differences.
const DIFFERENCE: f64 = 1e-5;
/// Most that a wage may move in one step, in logs.
const LONGEST: f64 = 3.0;
/// Share of the predicted fall in the gaps that a step has to bring.
const SUFFICIENT: f64 = 1e-3;
/// Halvings of a step before it is given up.
const HALVINGS: usize = 12;
/// Steps of each wage after its own gap, where Newton's method is stuck.
const WALK: usize = 25;
/// Times that this is tried.
const WALKS: usize = 20;

/// Newton's method on wages around prices and spending, from `run.state`; true if it converged.
pub fn solve(system: &System<'_>, run: &mut Run, settings: &Settings) -> bool {
    let inside = Settings { tolerance: (0.01 * settings.tolerance).max(1e-14), ..*settings };
    if !accelerate(system, run, &inside, Unknowns::PricesAndSpending) {
        return false;
    }
    let mut gaps = system.gaps(&run.sweep);
    let mut walks = 0;
    for _ in 0..STEPS {
        if largest(&gaps) <= settings.tolerance {
            return true;
        }
        let step = newton_step(system, run, &inside, &gaps).map(|step| shorten(step, LONGEST));
        gaps = match step.and_then(|step| search(system, run, &inside, &gaps, &step)) {
            Some(better) => better,
            None if walks == WALKS => return false,
            None => {
                walks += 1;
                match walk(system, run, &inside) {
                    Some(elsewhere) => elsewhere,
                    None => return false,
                }
            }
        };
    }
    false
}

/// Where Newton's method finds no way down, each wage follows its own gap for a while, as an auctioneer would let it.
fn walk(system: &System<'_>, run: &mut Run, inside: &Settings) -> Option<Vec<f64>> {
    for _ in 0..WALK {
        let step = shorten(system.wage_steps(&run.sweep), LONGEST);
        let before = run.state[..step.len()].to_vec();
        run.state.iter_mut().zip(&step).for_each(|(wage, step)| *wage += step);
        system.normalise(&mut run.state, &before, &run.sweep);
        if !accelerate(system, run, inside, Unknowns::PricesAndSpending) {
            return None;
        }
    }
    Some(system.gaps(&run.sweep))
}

fn shorten(mut step: Vec<f64>, longest: f64) -> Vec<f64> {
    let length = largest(&step);
    if length > longest {
        step.iter_mut().for_each(|step| *step *= longest / length);
    }
    step
}

/// Moves along a step as far as the gaps fall; the gaps there, or `None` if they do not.
fn search(
    system: &System<'_>,
    run: &mut Run,
    inside: &Settings,
    gaps: &[f64],
    step: &[f64],
) -> Option<Vec<f64>> {
    let start = run.state.clone();
    let mut share = 1.0;
    for _ in 0..HALVINGS {
        run.state.copy_from_slice(&start);
        run.state.iter_mut().zip(step).for_each(|(wage, step)| *wage += share * step);
        system.normalise(&mut run.state, &start, &run.sweep);
        if accelerate(system, run, inside, Unknowns::PricesAndSpending) {
            let found = system.gaps(&run.sweep);
            if norm(&found) <= (1.0 - SUFFICIENT * share) * norm(gaps) {
                return Some(found);
            }
        }
        share *= 0.5;
    }
    run.state.copy_from_slice(&start);
    accelerate(system, run, inside, Unknowns::PricesAndSpending);
    None
}

/// Solves for the step in ln w that closes the gaps to first order.
fn newton_step(system: &System<'_>, run: &mut Run, inside: &Settings, gaps: &[f64]) -> Option<Vec<f64>> {
    let n = gaps.len();
    let start = run.state.clone();
    let shares = system.income_shares(&run.sweep);
    let mut jacobian = vec![0.0; n * n];
    for economy in 0..n {
        run.state.copy_from_slice(&start);
        run.state[economy] += DIFFERENCE;
        if !accelerate(system, run, inside, Unknowns::PricesAndSpending) {
            return None;
        }
        for (row, (moved, gap)) in system.gaps(&run.sweep).iter().zip(gaps).enumerate() {
            jacobian[row * n + economy] = (moved - gap) / DIFFERENCE + shares[economy];
        }
    }
    run.state.copy_from_slice(&start);
    dense::solve(jacobian, gaps.iter().map(|gap| -gap).collect(), n)
}

fn largest(values: &[f64]) -> f64 {
    values.iter().fold(0.0, |largest: f64, value| largest.max(value.abs()))
}

fn norm(values: &[f64]) -> f64 {
    values.iter().map(|value| value * value).sum::<f64>().sqrt()
}
