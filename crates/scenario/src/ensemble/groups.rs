//! Income groups over the draws: averages of real income, draw by draw.

use super::draws::last_first;
use super::journal::Journal;
use super::statistics::quantiles_of;
use super::{Ensemble, Quantiles};
use crate::divide::GROUPS;
use crate::error::Error;
use crate::run::Run;

/// How real income of an income group spreads.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupFindings {
    /// The group, as the baseline calls it.
    pub key: &'static str,
    /// By year of a path, the last one last; one entry where there are no years. In percent.
    pub by_year: Vec<Quantiles>,
}

/// Weights of the economies of an income group by year, in the order in which records have years.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Weights {
    pub key: &'static str,
    /// Benchmark incomes as shares of the group's, by year: an economy's place, and its weight.
    by_year: Vec<Vec<(usize, f64)>>,
}

impl Weights {
    /// Those of every income group that has economies, from poor to rich.
    pub fn of(run: &Run) -> Vec<Self> {
        let economies = run.baseline.economies.iter().enumerate();
        let members = |key: &str| -> Vec<usize> {
            economies.clone().filter(|(_, each)| each.income_group == key).map(|(at, _)| at).collect()
        };
        let weights = |key: &'static str| {
            let members = members(key);
            let by_year = last_first(run).into_iter().map(|moment| {
                let income = moment.benchmark.equilibrium.income.values();
                let whole: f64 = members.iter().map(|&at| income[at]).sum();
                members.iter().map(|&at| (at, income[at] / whole)).collect()
            });
            (!members.is_empty()).then(|| Self { key, by_year: by_year.collect() })
        };
        GROUPS.into_iter().filter_map(weights).collect()
    }

    /// The group's average in a year, of the numbers of a draw; each year has `width` of them, and real income comes first.
    pub fn mean(&self, year: usize, values: &[f64], width: usize) -> f64 {
        self.by_year[year].iter().map(|&(economy, weight)| weight * values[year * width + economy]).sum()
    }
}

/// Real income of every income group over the draws that were solved.
pub(super) fn groups(
    ensemble: &Ensemble,
    journal: &Journal,
    width: usize,
) -> Result<Vec<GroupFindings>, Error> {
    let weights = Weights::of(&ensemble.run);
    let years = ensemble.run.moments().count();
    let of = |column: usize, values: &[f64]| weights[column / years].mean(column % years, values, width);
    let found = quantiles_of(&ensemble.plan, journal, weights.len() * years, of)?;
    let group = |(weights, found): (&Weights, &[Quantiles])| {
        let mut by_year = found.to_vec();
        by_year.rotate_left(1);
        GroupFindings { key: weights.key, by_year }
    };
    Ok(weights.iter().zip(found.chunks(years)).map(group).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ensemble::EnsembleOptions;
    use crate::{Scenario, Source};

    #[test]
    fn averages_of_a_group_lie_where_the_run_has_them() {
        let text = "name = 'T'\nbaseline = 'wiod-2011'\nyears = [2025, 2035]\n[[trade_cost]]\nsectors = 'c30'\n\
                    factor = 0.9\n[[ensemble.parameter]]\ntarget = 'trade_cost.1.factor'\ndistribution = 'uniform'\n\
                    low = 0.899999\nhigh = 0.900001\n";
        let source = Source { path: "t.toml".into(), folder: "".into(), text: text.into() };
        let options = EnsembleOptions { draws: Some(5), ..EnsembleOptions::default() };
        let mut ensemble = Ensemble::new(Scenario::parse(source).unwrap(), &options).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let found = ensemble.solve(folder.path(), false, &mut |_| {}).unwrap();
        let run = &ensemble.run;
        for group in &found.groups {
            for (moment, quantiles) in run.moments().zip(&group.by_year) {
                let (mut sum, mut whole) = (0.0, 0.0);
                let economies = run.baseline.economies.iter().enumerate();
                for (at, _) in economies.filter(|(_, each)| each.income_group == group.key) {
                    let income = moment.benchmark.equilibrium.income.values()[at];
                    sum += income * moment.outcome.economies.real_income.values()[at];
                    whole += income;
                }
                let (found, expected) = (quantiles.p50, (sum / whole - 1.0) * 100.0);
                assert!((found - expected).abs() < 1e-4, "{}: {found} and {expected}", group.key);
            }
        }
        assert!(found.groups.len() > 1 && found.groups.iter().all(|group| group.by_year.len() == 2));
    }
}
