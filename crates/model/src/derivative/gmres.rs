//! Linear systems known only by their products: GMRES (Saad and Schultz 1986), preconditioned on the right.

use crate::kernels::{add_scaled, dot};

/// Relative residual that a run of steps aims at.
const TOLERANCE: f64 = 1e-13;
/// Relative residual, computed anew, at which no further run is made: rounding leaves about this much.
const ACCEPTED: f64 = 1e-11;
/// Relative residual up to which one may speak of a solution.
const USABLE: f64 = 1e-9;
/// Steps before the basis is dropped and the iteration begun again from where it is.
const RESTART: usize = 60;
/// Most runs of that many steps.
const RUNS: usize = 8;

/// A linear map with an approximate inverse.
pub trait Operator {
    /// `out = A x`.
    fn apply(&mut self, x: &[f64], out: &mut [f64]);
    /// `out` is near `A^-1 x`.
    fn precondition(&mut self, x: &[f64], out: &mut [f64]);
}

/// A solution of a linear system and how it was found.
pub struct Solved {
    pub x: Vec<f64>,
    pub iterations: usize,
    /// Norm of the residual over that of the right-hand side.
    pub residual: f64,
}

impl Solved {
    /// Whether the residual is small enough to speak of a solution.
    pub fn converged(&self) -> bool {
        self.residual <= USABLE
    }
}

/// Solves `A x = b`.
pub fn solve(operator: &mut impl Operator, b: &[f64]) -> Solved {
    let len = b.len();
    let mut solved = Solved { x: vec![0.0; len], iterations: 0, residual: 0.0 };
    let scale = norm(b);
    if scale == 0.0 {
        return solved;
    }
    let mut work = vec![0.0; len];
    let mut residual = b.to_vec();
    let mut before = 1.0;
    for _ in 0..RUNS {
        cycle(operator, &residual, scale, &mut solved, &mut work);
        operator.apply(&solved.x, &mut work);
        residual.iter_mut().zip(b.iter().zip(&work)).for_each(|(residual, (b, ax))| *residual = b - ax);
        solved.residual = norm(&residual) / scale;
        // Written so that a NaN, which no comparison accepts, ends it too.
        let goes_on = solved.residual > ACCEPTED && solved.residual < 0.5 * before;
        if !goes_on {
            break;
        }
        before = solved.residual;
    }
    solved
}

/// One run of the Arnoldi process, and the step that it leads to.
fn cycle(operator: &mut impl Operator, residual: &[f64], scale: f64, solved: &mut Solved, work: &mut [f64]) {
    let size = norm(residual);
    let mut basis = vec![residual.iter().map(|x| x / size).collect::<Vec<f64>>()];
    // Columns of the Hessenberg matrix, made triangular by rotations as they come.
    let mut columns: Vec<Vec<f64>> = Vec::new();
    let mut rotations: Vec<(f64, f64)> = Vec::new();
    let mut right = vec![size];
    while columns.len() < RESTART {
        let step = columns.len();
        operator.precondition(&basis[step], work);
        let mut next = vec![0.0; residual.len()];
        operator.apply(work, &mut next);
        solved.iterations += 1;
        let mut column: Vec<f64> = Vec::with_capacity(step + 2);
        for direction in &basis {
            let along = dot(direction, &next);
            add_scaled(&mut next, -along, direction);
            column.push(along);
        }
        let length = norm(&next);
        column.push(length);
        for (at, &(cos, sin)) in rotations.iter().enumerate() {
            let (a, b) = (column[at], column[at + 1]);
            column[at] = cos * a + sin * b;
            column[at + 1] = cos * b - sin * a;
        }
        let (a, b) = (column[step], column[step + 1]);
        let radius = a.hypot(b);
        if radius == 0.0 || !radius.is_finite() {
            break;
        }
        let (cos, sin) = (a / radius, b / radius);
        column[step] = radius;
        column.pop();
        rotations.push((cos, sin));
        columns.push(column);
        let last = right[step];
        right[step] = cos * last;
        right.push(-sin * last);
        if right[step + 1].abs() <= TOLERANCE * scale || length == 0.0 {
            break;
        }
        next.iter_mut().for_each(|x| *x /= length);
        basis.push(next);
    }
    // Back substitution, then the step in the space of the unknowns.
    let steps = columns.len();
    let mut weights = right;
    for at in (0..steps).rev() {
        for later in at + 1..steps {
            weights[at] -= columns[later][at] * weights[later];
        }
        weights[at] /= columns[at][at];
    }
    let mut combined = vec![0.0; residual.len()];
    for (weight, direction) in weights[..steps].iter().zip(&basis) {
        add_scaled(&mut combined, *weight, direction);
    }
    operator.precondition(&combined, work);
    add_scaled(&mut solved.x, 1.0, work);
}

fn norm(x: &[f64]) -> f64 {
    dot(x, x).sqrt()
}
