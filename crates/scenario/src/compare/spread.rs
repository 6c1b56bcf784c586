//! Draws of scenarios side by side. The same draw has the same numbers in all of them, as far as they share any, so that the
//! spread of a difference is that of what the scenarios differ in.

use super::CompareError;
use crate::ensemble::{Design, DrawnIn, Ensemble, Progress, Quantiles, VARIABLES, align};
use crate::error::Error;

/// Differences no larger than this are numerical, in percentage points.
const APART: f64 = 1e-7;

/// How sure the differences are.
#[derive(Debug, Clone, PartialEq)]
pub struct Uncertainty {
    /// How many draws each scenario has, those that failed included.
    pub draws: usize,
    /// Where random numbers start.
    pub seed: u64,
    /// How draws are spread.
    pub design: Design,
    /// What is drawn, and by which scenarios alike.
    pub drawn: Vec<DrawnIn>,
    /// Draws without a result, by scenario.
    pub failed: Vec<usize>,
    /// Changes against the benchmark, by scenario.
    pub levels: Vec<Spread>,
    /// Differences to the first scenario, for each of the others.
    pub differences: Vec<Spread>,
}

/// The distributions of changes, in percent, or of differences of changes, in percentage points. `probability_gain` of a
/// difference is the probability that it is above zero.
#[derive(Debug, Clone, PartialEq)]
pub struct Spread {
    /// Draws that it is made of.
    pub used: usize,
    /// Real income by economy, in the baseline's order.
    pub real_income: Vec<Quantiles>,
    /// Real wage, likewise.
    pub real_wage: Vec<Quantiles>,
    /// Exports, likewise.
    pub exports: Vec<Quantiles>,
    /// Real income of the world.
    pub world: Quantiles,
}

type Sample = Vec<Option<Vec<f64>>>;

impl Uncertainty {
    /// Solves the draws of all ensembles, two samples in memory at a time.
    pub(super) fn of(
        ensembles: &mut [Ensemble],
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Self, CompareError> {
        let drawn = align(ensembles)?;
        let all = ensembles.len();
        let (mut failed, mut levels, mut differences) = (Vec::new(), Vec::new(), Vec::new());
        let mut first: Option<Sample> = None;
        for (place, ensemble) in ensembles.iter().enumerate() {
            let path = || ensemble.run.scenario.source.path.clone();
            let of_error = |error| CompareError::of(path(), error);
            let sample =
                ensemble.sample(&mut |of_one| progress(of_all(of_one, place, all))).map_err(of_error)?;
            let width = ensemble.width();
            failed.push(sample.iter().filter(|draw| draw.is_none()).count());
            levels.push(Spread::of(width, || sample.iter().flatten().map(Vec::as_slice)));
            match &first {
                None => first = Some(sample),
                Some(first) => differences.push(difference(first, &sample, width).map_err(of_error)?),
            }
        }
        Ok(Self {
            draws: ensembles[0].draws(),
            seed: ensembles[0].seed(),
            design: ensembles[0].design(),
            drawn,
            failed,
            levels,
            differences,
        })
    }
}

/// How far all ensembles are while one is at work.
fn of_all(Progress { done, total, left }: Progress, place: usize, all: usize) -> Progress {
    let to_come = (all - place - 1) * total;
    let rest = (total - done + to_come) as f64 / (total - done).max(1) as f64;
    Progress { done: place * total + done, total: all * total, left: left.map(|left| left.mul_f64(rest)) }
}

/// The second less the first, in the draws that both could solve.
fn difference(first: &Sample, second: &Sample, width: usize) -> Result<Spread, Error> {
    let both: Vec<Vec<f64>> = first
        .iter()
        .zip(second)
        .filter_map(|pair| match pair {
            (Some(first), Some(second)) => {
                Some(second.iter().zip(first).map(|(b, a)| apart(b - a)).collect())
            }
            _ => None,
        })
        .collect();
    if both.is_empty() {
        return Err(Error::NoDraws {
            draws: first.len(),
            first: 1,
            reason: "no draw has a result in this scenario and in the first".to_owned(),
        });
    }
    Ok(Spread::of(width, || both.iter().map(Vec::as_slice)))
}

fn apart(difference: f64) -> f64 {
    if difference.abs() <= APART { 0.0 } else { difference }
}

impl Spread {
    /// Of draws laid out as an ensemble's: its variables by economy, and then the world. There is at least one draw.
    fn of<'a, I: Iterator<Item = &'a [f64]>>(width: usize, draws: impl Fn() -> I) -> Self {
        let quantiles = |column: usize| {
            let mut sample: Vec<f64> = draws().map(|draw| draw[column]).collect();
            Quantiles::of(&mut sample)
        };
        let economies = width / VARIABLES.len();
        let of =
            |variable: usize| (variable * economies..(variable + 1) * economies).map(quantiles).collect();
        Self {
            used: draws().count(),
            real_income: of(0),
            real_wage: of(1),
            exports: of(2),
            world: quantiles(width - 1),
        }
    }

    /// The variables that tables have, by their names.
    pub(super) fn variables(&self) -> [(&'static str, &[Quantiles]); 3] {
        let [real_income, real_wage, exports] = VARIABLES;
        [(real_income, &self.real_income), (real_wage, &self.real_wage), (exports, &self.exports)]
    }
}
