//! What an economy requires.

use crate::date::Date;
use crate::profile::{Line, Profile};
use serde::Serialize;

/// What an economy, or a union, requires on a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Profiled {
    /// Its code.
    pub economy: String,
    /// Its name.
    pub name: String,
    /// The day.
    pub date: Date,
    /// One entry a feature, in the order of the taxonomy.
    pub features: Vec<Required>,
}

/// What is required of one feature.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Required {
    /// The feature's id.
    pub feature: String,
    /// From 0 to 3: the level, less where it is soft law, a bill, of a part of the economy, or not sure.
    pub stringency: f64,
    /// The level of the measure that requires it, from 0 to 3.
    pub level: u8,
    /// The id of the measure that requires it; none where nothing does.
    pub measure: Option<String>,
    /// The article; empty where it is not known.
    pub article: Option<String>,
}

impl From<&Profile<'_>> for Profiled {
    fn from(profile: &Profile) -> Self {
        let required = |line: &Line| {
            let because = line.because.as_ref();
            Required {
                feature: line.feature.id.clone(),
                stringency: line.stringency,
                level: because.map_or(0, |because| because.level),
                measure: because.map(|because| because.measure.id.clone()),
                article: because.map(|because| because.article.to_owned()),
            }
        };
        Self {
            economy: profile.jurisdiction.code.clone(),
            name: profile.jurisdiction.name.clone(),
            date: profile.date,
            features: profile.lines.iter().map(required).collect(),
        }
    }
}
