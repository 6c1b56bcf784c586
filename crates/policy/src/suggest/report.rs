//! Suggestions as JSON: what `comity policy suggest --format json` and the HTTP API answer.

use super::propose::{self, Evidence};
use serde::Serialize;

/// What suggestions say of themselves.
pub const NOTICE: &str = "Rules that read words found these; check each against the text. Confidence orders them and is no probability \
    (docs/suggest.md says how often they are right).";

/// What a text suggests, for programs.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Suggestions))]
pub struct Report<'a> {
    /// What to think of them.
    pub notice: &'static str,
    /// Features, in the order of the taxonomy.
    pub suggestions: Vec<Suggestion<'a>>,
}

/// A feature that a text suggests.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Suggestion<'a> {
    /// The feature's id.
    pub feature: &'a str,
    /// What people call it.
    pub name: &'a str,
    /// Its level, from 1 to 3.
    pub level: u8,
    /// What the level means.
    pub meaning: &'a str,
    /// How much speaks for it, from 0.5 to 0.99. It orders suggestions and is no probability.
    pub confidence: f64,
    /// The sentences, those that decide the level first.
    pub evidence: &'a [Evidence],
}

impl<'a> Report<'a> {
    /// Of what was found, with at most so many sentences each.
    pub fn new(found: &'a [propose::Suggestion<'a>], most: usize) -> Self {
        let suggestion = |one: &'a propose::Suggestion<'a>| Suggestion {
            feature: &one.feature.id,
            name: &one.feature.name,
            level: one.level,
            meaning: one.feature.levels.get(usize::from(one.level)).map_or("", String::as_str),
            confidence: (one.confidence * 100.0).round() / 100.0,
            evidence: &one.evidence[..one.evidence.len().min(most)],
        };
        Self { notice: NOTICE, suggestions: found.iter().map(suggestion).collect() }
    }
}
