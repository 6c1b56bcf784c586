//! Common random numbers: ensembles that are compared draw alike what they share, so that a difference between two
//! scenarios is not blurred by what is uncertain in both.
//!
//! What is shared is told by meaning: the elasticity of a sector is that sector's wherever it is drawn, and other numbers
//! go by name, those that AI rests on by id. An entry without a name is called by its place, which says nothing: it is shared where it concerns some of the
//! same cells as well.

use super::draws;
use super::measure::Measure;
use super::moves::Moves;
use super::plan::{Plan, Planned};
use super::{Ensemble, Progress};
use crate::entries::Touched;
use crate::error::Error;
use crate::failure::undrawn;
use crate::run::Run;
use std::collections::HashSet;
use std::hash::Hash;

/// An uncertain number, or as many as there are sectors, and the ensembles that draw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawnIn {
    /// What tables call it; `theta` for elasticities of single sectors.
    pub name: String,
    /// How many numbers it is.
    pub numbers: usize,
    /// Places of the ensembles, which draw it alike.
    pub ensembles: Vec<usize>,
}

/// What a column stands for.
#[derive(Debug, Clone)]
enum Meaning {
    Elasticity(String),
    Name(String),
    Entry(String, Touched),
    /// A parameter of AI, whatever a scenario calls it.
    Parameter(&'static str),
}

impl Meaning {
    fn name(&self) -> &str {
        match self {
            Self::Elasticity(_) => "theta",
            Self::Name(name) | Self::Entry(name, _) => name,
            Self::Parameter(id) => id,
        }
    }

    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Elasticity(one), Self::Elasticity(other)) | (Self::Name(one), Self::Name(other)) => {
                one == other
            }
            (Self::Parameter(one), Self::Parameter(other)) => one == other,
            (Self::Entry(one, cells), Self::Entry(other, others)) => one == other && overlap(cells, others),
            _ => false,
        }
    }
}

/// Has ensembles of the same baseline draw alike what they share, and says what that is. They no longer draw the second
/// samples that Sobol indices need.
pub(crate) fn align(ensembles: &mut [Ensemble]) -> Result<Vec<DrawnIn>, Error> {
    let mut all: Vec<(Meaning, Vec<usize>)> = Vec::new();
    for (place, ensemble) in ensembles.iter_mut().enumerate() {
        ensemble.plan.dimensions = meanings(&ensemble.plan, &ensemble.run)?
            .into_iter()
            .map(|meaning| {
                // Two columns of one ensemble are two numbers, whatever they stand for.
                let same = |(known, drawn): &(Meaning, Vec<usize>)| {
                    known.is(&meaning) && drawn.last() != Some(&place)
                };
                let at = all.iter().position(same).unwrap_or_else(|| {
                    all.push((meaning.clone(), Vec::new()));
                    all.len() - 1
                });
                all[at].1.push(place);
                at
            })
            .collect();
    }
    for ensemble in ensembles {
        ensemble.plan.cube.dimensions = all.len();
        ensemble.plan.cube.second = 0;
    }
    let mut drawn: Vec<DrawnIn> = Vec::new();
    for (meaning, ensembles) in all {
        let name = meaning.name();
        match drawn.iter_mut().find(|known| known.name == name && known.ensembles == ensembles) {
            Some(known) => known.numbers += 1,
            None => drawn.push(DrawnIn { name: name.to_owned(), numbers: 1, ensembles }),
        }
    }
    Ok(drawn)
}

fn meanings(plan: &Plan, run: &Run) -> Result<Vec<Meaning>, Error> {
    let touched = run.scenario.touched(&run.baseline, &run.benchmark.calibration)?;
    let of = |planned: &Planned| -> Vec<Meaning> {
        let parameter = &planned.parameter;
        match parameter.moves {
            Moves::Theta if parameter.by_sector.is_some() => {
                let code = |&sector| Meaning::Elasticity(run.sector_code(sector).to_owned());
                planned.sectors.iter().map(code).collect()
            }
            Moves::Entry(at) if goes_by_place(&parameter.name, &parameter.target) => {
                vec![Meaning::Entry(parameter.name.clone(), touched[at].1.clone())]
            }
            Moves::Parameter(id) => vec![Meaning::Parameter(id)],
            // A name that no parameter of a user can have.
            Moves::Rules => vec![Meaning::Name(parameter.name.clone())],
            _ => vec![Meaning::Name(parameter.name.clone())],
        }
    };
    Ok(plan.parameters.iter().flat_map(of).collect())
}

/// Whether two entries do the same to some of the same cells.
fn overlap(one: &Touched, other: &Touched) -> bool {
    fn any<T: Eq + Hash>(one: &[T], other: &[T]) -> bool {
        let cells: HashSet<&T> = one.iter().collect();
        other.iter().any(|cell| cells.contains(cell))
    }
    match (one, other) {
        (Touched::TradeCosts(one), Touched::TradeCosts(other))
        | (Touched::Tariffs(one), Touched::Tariffs(other)) => any(one, other),
        (Touched::Productivity(one), Touched::Productivity(other))
        | (Touched::ValueAddedProductivity(one), Touched::ValueAddedProductivity(other)) => any(one, other),
        _ => false,
    }
}

/// Whether nobody gave this parameter a name, nor the entry that it moves: `trade_cost.1`.
fn goes_by_place(name: &str, target: &str) -> bool {
    let place = name.split('.').nth(1).and_then(|place| place.parse::<usize>().ok());
    target.starts_with(name) && place.is_some()
}

impl Ensemble {
    /// Solves the draws and hands them out in order: [`VARIABLES`](super::VARIABLES) by economy and then the real income of
    /// the world, in percent, for every year; `None` where a draw failed.
    pub(crate) fn sample(&self, progress: &mut dyn FnMut(Progress)) -> Result<Vec<Option<Vec<f64>>>, Error> {
        let (mut sample, mut first) = (Vec::with_capacity(self.plan.draws()), None);
        let mut keep = |records: Vec<super::journal::Record>| {
            for record in records {
                let solved = record.ending.solved();
                if !solved {
                    first.get_or_insert((sample.len() + 1, record.ending));
                }
                sample.push(solved.then_some(record.values));
            }
            Ok(())
        };
        draws::solve(&self.plan, &self.run, self.threads, 0, &mut keep, progress)?;
        match first {
            Some((first, ending)) if sample.iter().all(Option::is_none) => Err(Error::NoDraws {
                draws: sample.len(),
                first,
                reason: ending.reason(|status| undrawn(&self.run.baseline, status)),
            }),
            _ => Ok(sample),
        }
    }

    /// The years that a draw of a sample has, each with [`width`](Self::width) numbers.
    pub(crate) fn sample_years(&self) -> Vec<Option<u16>> {
        draws::last_first(&self.run).iter().map(|moment| moment.year).collect()
    }

    /// Numbers of a draw in one year.
    pub(crate) fn width(&self) -> usize {
        Measure::new(&self.run.benchmark).width()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ensemble::EnsembleOptions;
    use crate::{Options, Scenario, Source};

    fn ensemble(entries: &str) -> Ensemble {
        let text = format!("name = 'T'\nbaseline = 'wiod-2011'\n{entries}");
        let source = Source { path: "t.toml".into(), folder: "".into(), text };
        let run = Run::new(Scenario::parse(source).unwrap(), &Options::default()).unwrap();
        Ensemble::of(run, &EnsembleOptions { draws: Some(10), ..EnsembleOptions::default() }).unwrap()
    }

    fn cost(sectors: &str, factor: f64) -> String {
        format!("[[trade_cost]]\nsectors = '{sectors}'\nfactor = {factor}\n")
    }

    /// The numbers that an ensemble draws, by column.
    fn drawn(ensemble: &Ensemble) -> Vec<Vec<f64>> {
        (0..10).map(|draw| ensemble.plan.numbers(ensemble.plan.task(draw))).collect()
    }

    #[test]
    fn what_means_the_same_is_drawn_alike_and_nothing_else() {
        // Wider than the first, and with another entry.
        let same = ensemble(&(cost("group:digital_services", 0.9) + &cost("c1", 0.9)));
        let first = ensemble(&cost("c30", 0.8));
        let other = ensemble(&cost("c14", 0.8));
        let mut all = [first, same, other];
        let shared = align(&mut all).unwrap();
        let shown: Vec<(&str, usize, &[usize])> = shared
            .iter()
            .map(|DrawnIn { name, numbers, ensembles }| (name.as_str(), *numbers, ensembles.as_slice()))
            .collect();
        assert_eq!(
            shown,
            [
                ("theta", 35, &[0, 1, 2][..]),
                ("trade_cost.1", 1, &[0, 1]),
                ("trade_cost.2", 1, &[1]),
                ("trade_cost.1", 1, &[2])
            ]
        );
        let [first, same, other] = all.each_ref().map(drawn);
        for draw in 0..10 {
            assert_eq!(first[draw][..36], same[draw][..36], "elasticities and the shared entry");
            assert_eq!(first[draw][..35], other[draw][..35]);
            assert_ne!(first[draw][35], other[draw][35], "another entry that happens to come first");
            assert_ne!(same[draw][35], same[draw][36]);
        }
    }

    #[test]
    fn names_are_shared_whatever_they_move() {
        let with = |target: &str, low: f64| {
            ensemble(&format!(
                "{}[[tariff]]\nsectors = 'c14'\nrate = 0.1\n[[ensemble.parameter]]\nname = 'x'\ntarget = '{target}'\n\
                 distribution = 'uniform'\nlow = {low}\nhigh = 1\n",
                cost("c30", 0.9)
            ))
        };
        let mut both = [with("trade_cost.1.factor", 0.5), with("tariff.1.rate", 0.0)];
        assert_eq!(
            align(&mut both).unwrap(),
            [DrawnIn { name: "x".to_owned(), numbers: 1, ensembles: vec![0, 1] }]
        );
        let [one, other] = both.each_ref().map(drawn);
        for (one, other) in one.iter().zip(&other) {
            assert!(
                ((one[0] - 0.5) / 0.5 - other[0]).abs() < 1e-12,
                "the same quantile of each distribution"
            );
        }
    }
}
