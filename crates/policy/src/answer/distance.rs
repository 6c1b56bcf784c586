//! How far the rules of economies lie apart, pair by pair.

use super::ranges::Ranges;
use crate::date::Date;
use crate::distance::Distances;
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
        let today = Experiment::default();
        let drawn = draws.map(|draws| {
            draws.each(|draw| Self::both(&rules.distances_in(date, &today, Some(draw)), places))
        });
        Self::between(rules, places, date, &rules.distances(date), drawn.as_deref())
    }

    /// Between economies by place, from the distances of a day and what [`both`](Self::both) makes of those of each draw, where there are any.
    ///
    /// # Panics
    /// Places must be below the number of economies, and each draw be of the same.
    pub fn between(
        rules: &Rules,
        places: &[usize],
        date: Date,
        distances: &Distances,
        drawn: Option<&[Vec<[f64; 2]>]>,
    ) -> Self {
        let pair = |(number, (from, to)): (usize, (usize, usize))| Pair {
            origin: rules.economies()[from].to_owned(),
            destination: rules.economies()[to].to_owned(),
            burden: distances.burden(from, to),
            heterogeneity: distances.heterogeneity(from, to),
            recognised: distances.recognised(from, to),
            drawn: drawn.map(|drawn| Ranges::of(drawn.iter().map(|draw| draw[number]))),
        };
        Self { date, pairs: pairs(places).enumerate().map(pair).collect() }
    }

    /// Burden and heterogeneity of all pairs of economies by place.
    ///
    /// # Panics
    /// Places must be below the number of economies.
    pub fn both(distances: &Distances, places: &[usize]) -> Vec<[f64; 2]> {
        pairs(places)
            .map(|(from, to)| [distances.burden(from, to), distances.heterogeneity(from, to)])
            .collect()
    }
}

/// All pairs, by origin and then by destination.
fn pairs(places: &[usize]) -> impl Iterator<Item = (usize, usize)> {
    places.iter().flat_map(|&origin| places.iter().map(move |&destination| (origin, destination)))
}
