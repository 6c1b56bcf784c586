//! How far the rules of economies lie apart, pair by pair.

use super::ranges::Ranges;
use crate::date::Date;
use crate::draws::Draws;
use crate::experiment::Experiment;
use crate::rules::Rules;
use serde::Serialize;

/// How far the rules of economies lie apart on a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Distance {
    /// The day.
    pub date: Date,
    /// All pairs, by origin and then by destination; those of an economy with itself too.
    pub pairs: Vec<Pair>,
}

/// The distances of a pair, from 0 to 1.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Pair {
    /// Code of the economy that sells.
    pub origin: String,
    /// Code of the economy that it sells to.
    pub destination: String,
    /// What the destination requires beyond what the origin does.
    pub burden: f64,
    /// How different rules are, whichever is stricter.
    pub heterogeneity: f64,
    /// The share of duties, by weight, for which the destination accepts the origin's assessment or refers to the same standard, times
    /// the share of a difference that goes by that.
    pub recognised: f64,
    /// How sure they are, where they were drawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drawn: Option<Ranges>,
}

impl Distance {
    /// Between economies by place, on a day; with `draws` it says how sure it is.
    ///
    /// # Panics
    /// Places must be below the number of economies.
    pub fn of(rules: &Rules, places: &[usize], date: Date, draws: Option<Draws>) -> Self {
        Self::under(rules, places, date, &Experiment::default(), draws)
    }

    /// The same with the rules of an experiment.
    ///
    /// # Panics
    /// Places must be below the number of economies.
    pub fn under(
        rules: &Rules,
        places: &[usize],
        date: Date,
        experiment: &Experiment,
        draws: Option<Draws>,
    ) -> Self {
        let distances = rules.distances_under(date, experiment);
        let of: Vec<(usize, usize)> = places
            .iter()
            .flat_map(|&origin| places.iter().map(move |&destination| (origin, destination)))
            .collect();
        let drawn: Option<Vec<Vec<[f64; 2]>>> = draws.map(|draws| {
            rules.drawn_under(date, experiment, draws, |distances| {
                let both = |&(from, to): &(usize, usize)| {
                    [distances.burden(from, to), distances.heterogeneity(from, to)]
                };
                of.iter().map(both).collect()
            })
        });
        let pair = |(number, &(from, to)): (usize, &(usize, usize))| Pair {
            origin: rules.economies()[from].to_owned(),
            destination: rules.economies()[to].to_owned(),
            burden: distances.burden(from, to),
            heterogeneity: distances.heterogeneity(from, to),
            recognised: distances.recognised(from, to),
            drawn: drawn
                .as_ref()
                .map(|drawn| Ranges::of(&drawn.iter().map(|draw| draw[number]).collect::<Vec<_>>())),
        };
        Self { date, pairs: of.iter().enumerate().map(pair).collect() }
    }
}
