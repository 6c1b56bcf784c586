//! Draws of scenarios side by side. The same draw has the same numbers in all of them, as far as they share any, so that the
//! spread of a difference is that of what the scenarios differ in.

use super::CompareError;
use crate::ensemble::{Design, DrawnIn, Ensemble, Progress, Quantiles, VARIABLES, Weights, align};
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
    /// The same of the years before the last that are compared.
    pub earlier: Vec<YearSpreads>,
}

/// How sure levels and differences are in one year.
#[derive(Debug, Clone, PartialEq)]
pub struct YearSpreads {
    /// The year.
    pub year: u16,
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
    /// Real income of income groups that have economies, from poor to rich, at benchmark weights.
    pub groups: Vec<(&'static str, Quantiles)>,
}

type Sample = Vec<Option<Vec<f64>>>;

impl Uncertainty {
    /// Solves the draws of all ensembles, two samples in memory at a time.
    pub(super) fn of(
        ensembles: &mut [Ensemble],
        years: &[u16],
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Self, CompareError> {
        let drawn = align(ensembles)?;
        let all = ensembles.len();
        let mut failed = Vec::new();
        let mut by_year: Vec<(Vec<Spread>, Vec<Spread>)> = vec![Default::default(); years.len().max(1)];
        let mut first: Option<Sample> = None;
        for (place, ensemble) in ensembles.iter().enumerate() {
            let path = || ensemble.run.scenario.source.path.clone();
            let of_error = |error| CompareError::of(path(), error);
            let sample =
                ensemble.sample(&mut |of_one| progress(of_all(of_one, place, all))).map_err(of_error)?;
            let layout = Layout::of(ensemble, years);
            let sample: Sample = sample.into_iter().map(|draw| Some(layout.arrange(&draw?))).collect();
            failed.push(sample.iter().filter(|draw| draw.is_none()).count());
            let draws: Vec<&[f64]> = sample.iter().flatten().map(Vec::as_slice).collect();
            for (year, (levels, _)) in by_year.iter_mut().enumerate() {
                levels.push(layout.spread(year, &draws));
            }
            if let Some(first) = &first {
                let both = difference(first, &sample).map_err(of_error)?;
                let draws: Vec<&[f64]> = both.iter().map(Vec::as_slice).collect();
                for (year, (_, differences)) in by_year.iter_mut().enumerate() {
                    differences.push(layout.spread(year, &draws));
                }
            } else {
                first = Some(sample);
            }
        }
        let (levels, differences) = by_year.pop().unwrap_or_default();
        let earlier = years.iter().zip(by_year);
        Ok(Self {
            draws: ensembles[0].draws(),
            seed: ensembles[0].seed(),
            design: ensembles[0].design(),
            drawn,
            failed,
            levels,
            differences,
            earlier: earlier
                .map(|(&year, (levels, differences))| YearSpreads { year, levels, differences })
                .collect(),
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
fn difference(first: &Sample, second: &Sample) -> Result<Vec<Vec<f64>>, Error> {
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
    Ok(both)
}

fn apart(difference: f64) -> f64 {
    if difference.abs() <= APART { 0.0 } else { difference }
}

/// Where the numbers of a draw lie: year by year in the order of the years, its variables by economy, the world, and then income groups.
struct Layout {
    /// Numbers of one year as the sample has them.
    sampled: usize,
    groups: Vec<Weights>,
    /// Where the years that are compared are in the sample.
    places: Vec<usize>,
}

impl Layout {
    fn of(ensemble: &Ensemble, years: &[u16]) -> Self {
        let there = ensemble.sample_years();
        let place = |year| there.iter().position(|&here| here == Some(year)).unwrap_or(0);
        let places = if years.is_empty() { vec![0] } else { years.iter().copied().map(place).collect() };
        Self { sampled: ensemble.width(), groups: Weights::of(&ensemble.run), places }
    }

    fn arrange(&self, values: &[f64]) -> Vec<f64> {
        let width = self.sampled;
        let year = |&place: &usize| {
            let means = self.groups.iter().map(move |group| group.mean(place, values, width));
            values[place * width..(place + 1) * width].iter().copied().chain(means)
        };
        self.places.iter().flat_map(year).collect()
    }

    /// Of arranged draws, of which there is at least one, in a year.
    fn spread(&self, year: usize, draws: &[&[f64]]) -> Spread {
        let (world, begin) = (self.sampled - 1, year * (self.sampled + self.groups.len()));
        let economies = world / VARIABLES.len();
        let quantiles = |column: usize| {
            let mut sample: Vec<f64> = draws.iter().map(|draw| draw[begin + column]).collect();
            Quantiles::of(&mut sample)
        };
        let of =
            |variable: usize| (variable * economies..(variable + 1) * economies).map(quantiles).collect();
        let groups = self.groups.iter().zip(world + 1..);
        Spread {
            used: draws.len(),
            real_income: of(0),
            real_wage: of(1),
            exports: of(2),
            world: quantiles(world),
            groups: groups.map(|(group, column)| (group.key, quantiles(column))).collect(),
        }
    }
}

impl Spread {
    /// The variables that tables have, by their names.
    pub(super) fn variables(&self) -> [(&'static str, &[Quantiles]); 3] {
        let [real_income, real_wage, exports] = VARIABLES;
        [(real_income, &self.real_income), (real_wage, &self.real_wage), (exports, &self.exports)]
    }
}
