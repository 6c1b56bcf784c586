//! What the burden of a pair is made of.

use crate::date::Date;
use crate::parts::Part;
use crate::rules::Rules;
use serde::Serialize;

/// What the burden of selling from one economy to another is made of.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Explained {
    /// The day.
    pub date: Date,
    /// Code of the economy that sells.
    pub origin: String,
    /// Code of the economy that it sells to.
    pub destination: String,
    /// The parts, the largest first; they add up to the burden.
    pub parts: Vec<ExplainedPart>,
}

/// What one feature adds to a burden.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExplainedPart {
    /// The feature's id.
    pub feature: String,
    /// Its part of the burden.
    pub burden: f64,
    /// The stringency at the origin, from 0 to 3.
    pub origin: f64,
    /// The stringency at the destination.
    pub destination: f64,
    /// The share of the difference that recognition or a standard in common takes.
    pub recognised: f64,
    /// The measure that requires it there; empty where none does.
    pub measure: String,
    /// Its article; empty where it is not known.
    pub article: String,
}

impl Explained {
    /// Of a pair, by place, on a day.
    ///
    /// # Panics
    /// Both places must be below the number of economies.
    pub fn of(rules: &Rules, origin: usize, destination: usize, date: Date) -> Self {
        let part = |part: Part| {
            let because = part.because.as_ref();
            ExplainedPart {
                feature: part.feature.id.clone(),
                burden: part.burden,
                origin: part.origin,
                destination: part.destination,
                recognised: part.recognised,
                measure: because.map(|because| because.measure.id.clone()).unwrap_or_default(),
                article: because.map(|because| because.article.to_owned()).unwrap_or_default(),
            }
        };
        let code = |place: usize| rules.economies()[place].to_owned();
        let parts = rules.parts(origin, destination, date).into_iter().map(part).collect();
        Self { date, origin: code(origin), destination: code(destination), parts }
    }
}
