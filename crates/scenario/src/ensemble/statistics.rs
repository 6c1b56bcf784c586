//! What the draws say together: quantiles, probabilities, ranks.

use super::journal::{Journal, Record};
use super::measure::VARIABLES;
use super::plan::Plan;
use crate::error::Error;
use serde::Serialize;

/// Numbers held in memory at once, whatever the number of draws.
pub(super) const HELD: usize = 1 << 20;

/// The distribution of a change, in percent.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[allow(missing_docs, reason = "each is the share of draws below it")]
pub struct Quantiles {
    pub p05: f64,
    pub p25: f64,
    pub p50: f64,
    pub p75: f64,
    pub p95: f64,
    /// The share of draws above zero.
    pub probability_gain: f64,
}

/// How an economy's real income ranks among all, as shares of draws.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rank {
    /// No other gains more.
    pub first: f64,
    /// Fewer than five others gain more.
    pub among_first_five: f64,
    /// Fewer than five others gain less.
    pub among_last_five: f64,
    /// No other gains less.
    pub last: f64,
}

/// Ranks further apart than this are not for numerical reasons, in percent.
const APART: f64 = 1e-7;
const FIVE: usize = 5;

impl Quantiles {
    /// Of a sample that is not empty, by linear interpolation between order statistics (type 7 of Hyndman and Fan 1996).
    pub(crate) fn of(sample: &mut [f64]) -> Self {
        sample.sort_unstable_by(f64::total_cmp);
        let at = |share: f64| {
            let place = share * (sample.len() - 1) as f64;
            let (low, part) = (place.floor() as usize, place.fract());
            let high = (low + 1).min(sample.len() - 1);
            sample[low] + part * (sample[high] - sample[low])
        };
        let gains = sample.len() - sample.partition_point(|&value| value <= 0.0);
        Self {
            p05: at(0.05),
            p25: at(0.25),
            p50: at(0.5),
            p75: at(0.75),
            p95: at(0.95),
            probability_gain: gains as f64 / sample.len() as f64,
        }
    }
}

/// Quantiles of every number of a solve, over the draws that were solved.
pub(super) fn quantiles(plan: &Plan, journal: &Journal, width: usize) -> Result<Vec<Quantiles>, Error> {
    quantiles_of(plan, journal, width, |column, values| values[column])
}

/// Quantiles of some numbers that are worked out from those of a solve, over the draws that were solved.
pub(super) fn quantiles_of(
    plan: &Plan,
    journal: &Journal,
    count: usize,
    of: impl Fn(usize, &[f64]) -> f64,
) -> Result<Vec<Quantiles>, Error> {
    let at_once = (HELD / plan.draws()).max(1);
    let mut quantiles = Vec::with_capacity(count);
    while quantiles.len() < count {
        let columns = quantiles.len()..count.min(quantiles.len() + at_once);
        let mut samples = vec![Vec::with_capacity(plan.draws()); columns.len()];
        journal.each(0..plan.draws(), |_, record| {
            if record.ending.solved() {
                for (sample, column) in samples.iter_mut().zip(columns.clone()) {
                    sample.push(of(column, &record.values));
                }
            }
        })?;
        quantiles.extend(samples.iter_mut().map(|sample| Quantiles::of(sample)));
    }
    Ok(quantiles)
}

/// Ranks by real income, the first variable.
pub(super) fn ranks(plan: &Plan, journal: &Journal, width: usize) -> Result<Vec<Rank>, Error> {
    let economies = width / VARIABLES.len();
    let mut ranks = vec![Rank::default(); economies];
    let (mut solved, mut sorted) = (0, Vec::new());
    journal.each(0..plan.draws(), |_, Record { ending, values }| {
        if !ending.solved() {
            return;
        }
        solved += 1;
        let real_income = &values[..economies];
        sorted.clear();
        sorted.extend_from_slice(real_income);
        sorted.sort_unstable_by(f64::total_cmp);
        for (rank, &value) in ranks.iter_mut().zip(real_income) {
            let below = sorted.partition_point(|&other| other < value - APART);
            let above = economies - sorted.partition_point(|&other| other <= value + APART);
            let count = |holds: bool| f64::from(u8::from(holds));
            rank.first += count(above == 0);
            rank.among_first_five += count(above < FIVE);
            rank.among_last_five += count(below < FIVE);
            rank.last += count(below == 0);
        }
    })?;
    for rank in &mut ranks {
        for count in [&mut rank.first, &mut rank.among_first_five, &mut rank.among_last_five, &mut rank.last]
        {
            *count /= f64::from(solved.max(1));
        }
    }
    Ok(ranks)
}

/// The numbers of draws that failed, with the reason.
pub(super) fn failures<T>(
    plan: &Plan,
    journal: &Journal,
    reason: impl Fn(super::journal::Ending) -> T,
) -> Result<(Vec<(usize, T)>, usize), Error> {
    let (mut failures, mut besides) = (Vec::new(), 0);
    journal.each(0..plan.solves(), |number, record| {
        if record.ending.solved() {
        } else if number < plan.draws() {
            failures.push((number + 1, reason(record.ending)));
        } else {
            besides += 1;
        }
    })?;
    Ok((failures, besides))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_interpolate_and_zero_is_no_gain() {
        let found = Quantiles::of(&mut [3.0, -1.0, 0.0, 1.0, 2.0]);
        let expected = Quantiles { p05: -0.8, p25: 0.0, p50: 1.0, p75: 2.0, p95: 2.8, probability_gain: 0.6 };
        for (found, expected) in [(found.p05, expected.p05), (found.p95, expected.p95)] {
            assert!((found - expected).abs() < 1e-12);
        }
        assert_eq!((found.p25, found.p50, found.p75, found.probability_gain), (0.0, 1.0, 2.0, 0.6));
        assert_eq!(Quantiles::of(&mut [2.0]).p95, 2.0);
    }
}
