//! Small dense linear algebra: what the safeguard needs of it.

/// Solves `matrix x = right` for a square row-major matrix by Gaussian elimination with partial pivoting; `right` may
/// have several columns, row-major too. `None` if the matrix is singular.
pub fn solve(mut matrix: Vec<f64>, mut right: Vec<f64>, size: usize) -> Option<Vec<f64>> {
    let columns = right.len() / size.max(1);
    for at in 0..size {
        let pivot = (at..size)
            .max_by(|&a, &b| matrix[a * size + at].abs().total_cmp(&matrix[b * size + at].abs()))?;
        let scale = matrix[pivot * size + at];
        if scale.abs() < f64::MIN_POSITIVE || !scale.is_finite() {
            return None;
        }
        if pivot != at {
            (0..size).for_each(|k| matrix.swap(at * size + k, pivot * size + k));
            (0..columns).for_each(|k| right.swap(at * columns + k, pivot * columns + k));
        }
        let (above, below) = matrix.split_at_mut((at + 1) * size);
        let (right_above, right_below) = right.split_at_mut((at + 1) * columns);
        let row = &above[at * size..];
        let right_row = &right_above[at * columns..];
        for (other, right_other) in below.chunks_exact_mut(size).zip(right_below.chunks_exact_mut(columns)) {
            let factor = other[at] / scale;
            if factor != 0.0 {
                subtract(&mut other[at..], factor, &row[at..]);
                subtract(right_other, factor, right_row);
            }
        }
    }
    for at in (0..size).rev() {
        let (above, below) = right.split_at_mut((at + 1) * columns);
        let right_row = &mut above[at * columns..];
        for (k, known) in (at + 1..size).zip(below.chunks_exact(columns)) {
            subtract(right_row, matrix[at * size + k], known);
        }
        right_row.iter_mut().for_each(|x| *x /= matrix[at * size + at]);
    }
    right.iter().all(|x| x.is_finite()).then_some(right)
}

fn subtract(row: &mut [f64], factor: f64, other: &[f64]) {
    row.iter_mut().zip(other).for_each(|(x, y)| *x -= factor * y);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inverts_a_matrix_that_needs_pivoting() {
        let identity = vec![1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0];
        let matrix = vec![0.0, 2.0, 1.0, 1.0, -2.0, -3.0, -1.0, 1.0, 2.0];
        let inverse = solve(matrix.clone(), identity, 3).unwrap();
        for i in 0..3 {
            for j in 0..3 {
                let product: f64 = (0..3).map(|k| matrix[i * 3 + k] * inverse[k * 3 + j]).sum();
                assert!((product - f64::from(u8::from(i == j))).abs() < 1e-12);
            }
        }
        assert!(solve(vec![1.0, 2.0, 2.0, 4.0], vec![1.0, 1.0], 2).is_none());
    }
}
