//! Sobol indices: how much of the variance of a result each factor explains, alone (`first`) and with all that it does
//! together with others (`total`), by the estimators of Saltelli and others (2010, table 2), with bootstrap intervals.

use super::design::mix;
use super::journal::{Journal, Record};
use super::plan::{Plan, Task};
use crate::error::Error;

/// Resamples for the intervals.
const RESAMPLES: u64 = 500;
/// Share of the resamples inside an interval.
const INSIDE: f64 = 0.95;

/// An estimate between the ends of its interval of 95 percent.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[allow(missing_docs, reason = "the names say what they are")]
pub struct Estimate {
    pub value: f64,
    pub low: f64,
    pub high: f64,
}

/// Indices of one factor for one result.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Indices {
    /// The share of variance that the factor explains alone.
    pub first: Estimate,
    /// The share that would stay if all others were known.
    pub total: Estimate,
}

/// A result in rows of a Saltelli design: of the draws, of the second sample, and of the draws with one factor from it.
#[derive(Debug, Clone, Default)]
struct Sample {
    draws: Vec<f64>,
    second: Vec<f64>,
    mixed: Vec<Vec<f64>>,
}

/// Indices of every factor for each of the numbers at `columns` of a solve, and the rows that went in: those of which every
/// solve succeeded.
pub(super) fn indices(
    plan: &Plan,
    journal: &Journal,
    columns: &[usize],
    seed: u64,
) -> Result<(Vec<Vec<Indices>>, usize), Error> {
    let (base, factors) = (plan.base(), plan.factors.len());
    let mut complete = vec![true; base];
    let empty = || vec![0.0; base];
    let sample = || Sample { draws: empty(), second: empty(), mixed: vec![empty(); factors] };
    let mut samples: Vec<Sample> = columns.iter().map(|_| sample()).collect();
    let mut keep = |number: usize, record: Record| {
        let task = plan.task(number);
        let (Task::Draw(row) | Task::Second(row) | Task::Mixed(row, _)) = task;
        complete[row] &= record.ending.solved();
        for (sample, &column) in samples.iter_mut().zip(columns) {
            let values = match task {
                Task::Draw(_) => &mut sample.draws,
                Task::Second(_) => &mut sample.second,
                Task::Mixed(_, factor) => &mut sample.mixed[factor],
            };
            values[row] = record.values[column];
        }
    };
    journal.each(0..base, &mut keep)?;
    journal.each(plan.draws()..plan.solves(), &mut keep)?;
    for sample in &mut samples {
        for values in [&mut sample.draws, &mut sample.second].into_iter().chain(&mut sample.mixed) {
            let mut kept = complete.iter();
            values.retain(|_| kept.next().copied().unwrap_or_default());
        }
    }
    let rows = complete.iter().filter(|&&complete| complete).count();
    Ok((samples.iter().map(|sample| sample.indices(seed)).collect(), rows))
}

impl Sample {
    fn indices(&self, seed: u64) -> Vec<Indices> {
        let rows = self.draws.len();
        if rows < 2 {
            return vec![Indices::default(); self.mixed.len()];
        }
        let moments = Moments::of(self);
        // Each row counts as often as a resample drew it: once in the estimate itself.
        let value = moments.estimate(&vec![1.0; rows]);
        let resampled: Vec<Vec<Raw>> = (0..RESAMPLES)
            .map(|resample| moments.estimate(&counts(rows, mix(seed ^ mix(resample + 1)))))
            .collect();
        let of = |(at, &value): (usize, &Raw)| {
            let resampled: Vec<Raw> = resampled.iter().map(|raw| raw[at]).collect();
            let trust = Trust::of(&resampled);
            let pairs: Vec<(f64, f64)> = resampled.iter().map(|&raw| trust.indices(raw)).collect();
            let (first, total) = trust.indices(value);
            Indices {
                first: Estimate::new(first, pairs.iter().map(|pair| pair.0).collect()),
                total: Estimate::new(total, pairs.iter().map(|pair| pair.1).collect()),
            }
        };
        value.iter().enumerate().map(of).collect()
    }
}

/// What estimates of one result need of each row, about the mean of all.
struct Moments {
    sums: Vec<f64>,
    squares: Vec<f64>,
    /// By factor.
    factors: Vec<[Vec<f64>; 3]>,
}

/// Three estimates for one factor.
#[derive(Debug, Clone, Copy)]
struct Raw {
    /// The first index by Jansen, which is exact for a factor that explains everything.
    large: f64,
    /// The first index by Saltelli and others (2010), which is exact for one that explains nothing.
    small: f64,
    /// The total index by Jansen, which is exact for one that explains nothing.
    total: f64,
}

/// Less variance than this is what the solver's tolerance leaves.
const NO_VARIANCE: f64 = 1e-18;

impl Moments {
    fn of(sample: &Sample) -> Self {
        let Sample { draws, second, mixed } = sample;
        let center = draws.iter().chain(second).sum::<f64>() / (2 * draws.len()) as f64;
        let both = |f: fn(f64) -> f64| -> Vec<f64> {
            draws.iter().zip(second).map(|(draw, second)| f(draw - center) + f(second - center)).collect()
        };
        let each = |mixed: &Vec<f64>, f: fn(f64, f64, f64) -> f64| -> Vec<f64> {
            let rows = draws.iter().zip(second).zip(mixed);
            rows.map(|((draw, second), mixed)| f(draw - center, second - center, mixed - center)).collect()
        };
        let factor = |mixed: &Vec<f64>| {
            [
                each(mixed, |_, second, mixed| (second - mixed).powi(2)),
                each(mixed, |draw, second, mixed| 2.0 * second * (mixed - draw)),
                each(mixed, |draw, _, mixed| (draw - mixed).powi(2)),
            ]
        };
        Self { sums: both(|x| x), squares: both(|x| x * x), factors: mixed.iter().map(factor).collect() }
    }

    /// Estimates for each factor, with rows counted as often as `counts` says.
    fn estimate(&self, counts: &[f64]) -> Vec<Raw> {
        let number = (2 * counts.len()) as f64;
        let mean =
            |values: &[f64]| values.iter().zip(counts).map(|(x, count)| x * count).sum::<f64>() / number;
        let variance = mean(&self.squares) - mean(&self.sums).powi(2);
        let of = |factor: &[Vec<f64>; 3]| {
            if variance <= NO_VARIANCE {
                return Raw { large: 0.0, small: 0.0, total: 0.0 };
            }
            let [large, small, total] = [0, 1, 2].map(|at| mean(&factor[at]) / variance);
            Raw { large: 1.0 - large, small, total }
        };
        self.factors.iter().map(of).collect()
    }
}

/// How far each estimate of a factor can be trusted: the inverse of its variance among resamples.
struct Trust {
    large: f64,
    small: f64,
    first: f64,
    total: f64,
}

impl Trust {
    fn of(resampled: &[Raw]) -> Self {
        let trust = |pick: &dyn Fn(&Raw) -> f64| {
            let mean = resampled.iter().map(pick).sum::<f64>() / resampled.len() as f64;
            let variance = resampled.iter().map(|raw| (pick(raw) - mean).powi(2)).sum::<f64>();
            1.0 / (variance / resampled.len() as f64).max(1e-12)
        };
        let [large, small] = [trust(&|raw| raw.large), trust(&|raw| raw.small)];
        let first = trust(&|raw| (large * raw.large + small * raw.small) / (large + small));
        Self { large, small, first, total: trust(&|raw| raw.total) }
    }

    /// The first and the total index. The first is at most the total: where estimates say otherwise, both become what
    /// they say together.
    fn indices(&self, raw: Raw) -> (f64, f64) {
        let first = (self.large * raw.large + self.small * raw.small) / (self.large + self.small);
        let (first, total) = if first > raw.total {
            let pooled = (self.first * first + self.total * raw.total) / (self.first + self.total);
            (pooled, pooled)
        } else {
            (first, raw.total)
        };
        (first.clamp(0.0, 1.0), total.clamp(0.0, 1.0))
    }
}

impl Estimate {
    /// A value and the middle 95 percent of what resamples make of it.
    fn new(value: f64, mut resampled: Vec<f64>) -> Self {
        resampled.sort_unstable_by(f64::total_cmp);
        let outside = ((1.0 - INSIDE) / 2.0 * resampled.len() as f64) as usize;
        let (low, high) = (resampled[outside], resampled[resampled.len() - 1 - outside]);
        Self { value, low: low.min(value), high: high.max(value) }
    }
}

/// How often each row is drawn when as many rows are drawn as there are.
fn counts(rows: usize, key: u64) -> Vec<f64> {
    let mut counts = vec![0.0; rows];
    for draw in 0..rows as u64 {
        counts[(mix(key ^ mix(draw + 1)) % rows as u64) as usize] += 1.0;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ensemble::design::{Cube, Design, Stream};
    use std::f64::consts::PI;

    /// Ishigami and Homma (1990), with a = 7 and b = 0.1.
    fn ishigami([x, y, z]: [f64; 3]) -> f64 {
        let at = |u: f64| PI * (2.0 * u - 1.0);
        at(x).sin() + 7.0 * at(y).sin().powi(2) + 0.1 * at(z).powi(4) * at(x).sin()
    }

    fn sample(design: Design, rows: usize, seed: u64, f: impl Fn([f64; 3]) -> f64) -> Sample {
        let cube = Cube { design, seed, dimensions: 3, draws: rows, second: rows };
        let point = |stream, row| [0, 1, 2].map(|dimension| cube.coordinate(stream, row, dimension));
        let mut sample = Sample { mixed: vec![Vec::new(); 3], ..Sample::default() };
        for row in 0..rows {
            let (draw, second) = (point(Stream::Draws, row), point(Stream::Second, row));
            sample.draws.push(f(draw));
            sample.second.push(f(second));
            for factor in 0..3 {
                let mut mixed = draw;
                mixed[factor] = second[factor];
                sample.mixed[factor].push(f(mixed));
            }
        }
        sample
    }

    #[test]
    fn the_ishigami_function_has_its_known_indices() {
        let variance = 49.0 / 8.0 + 0.1 * PI.powi(4) / 5.0 + 0.01 * PI.powi(8) / 18.0 + 0.5;
        let third = 0.01 * PI.powi(8) * (1.0 / 18.0 - 1.0 / 50.0);
        let first = [0.5 * (1.0 + 0.1 * PI.powi(4) / 5.0).powi(2) / variance, 49.0 / 8.0 / variance, 0.0];
        let total = [first[0] + third / variance, first[1], third / variance];
        for design in [Design::Sobol, Design::LatinHypercube] {
            let mut inside = 0;
            for seed in 0..5 {
                let found = sample(design, 4096, seed, ishigami).indices(seed);
                for factor in 0..3 {
                    for (found, known) in
                        [(found[factor].first, first[factor]), (found[factor].total, total[factor])]
                    {
                        let value = found.value;
                        assert!((value - known).abs() < 0.04, "{design:?}, {factor}: {value}, not {known}");
                        inside += u32::from(found.low - 1e-9 <= known && known <= found.high + 1e-9);
                    }
                }
            }
            // Of thirty intervals of 95 percent, most hold the truth.
            assert!(inside >= 26, "{design:?}: only {inside} of 30 intervals hold the known value");
        }
    }

    #[test]
    fn what_does_not_vary_is_explained_by_nobody() {
        let found = sample(Design::Sobol, 64, 1, |_| 3.0).indices(1);
        assert_eq!(found, vec![Indices::default(); 3]);
        assert_eq!(Sample { mixed: vec![Vec::new(); 2], ..Sample::default() }.indices(1).len(), 2);
    }
}
