//! What a measure is: a law, regulation, standard or agreement, and what it requires from when on.

use crate::date::Date;
use crate::jurisdictions::Member;
use serde::{Deserialize, Serialize};

/// A law, regulation, standard or agreement.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Measure {
    /// What everything calls it.
    pub id: String,
    /// The code of the economy, union or body whose measure it is.
    pub jurisdiction: String,
    /// The part of the economy that it holds in, such as `US-CA`; empty where it holds in all of it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub subnational: String,
    /// The economies that agreed on it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<String>,
    /// Its title, in English.
    pub title: String,
    /// Where it is published: number, gazette, article.
    pub official_ref: String,
    /// When it was first proposed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub introduced: Option<Date>,
    /// When it was adopted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub adopted: Option<Date>,
    /// When it entered into force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_force: Option<Date>,
    /// When most of it applies, where that is another day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applies_from: Option<Date>,
    /// The day from which on it no longer holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lapsed_or_revoked: Option<Date>,
    /// Where it stands on the day to which the registry is kept.
    pub status: Status,
    /// Whether it binds.
    pub binding: Binding,
    /// What kind of measure it is.
    pub kind: String,
    /// Whom it covers; `all` is everybody.
    pub sectors: Vec<String>,
    /// What it does, in a sentence or two.
    pub summary: String,
    /// The largest fine.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub max_penalty: String,
    /// What it guarantees, or forbids governments to require.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub openness: Vec<String>,
    /// International standards that it refers to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub standards: Vec<String>,
    /// Whose assessments or protection it accepts instead of its own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub recognises: Vec<Member>,
    /// The address of its text.
    pub source_url: String,
    /// The address where it was read, where that is another.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub read_at: String,
    /// Whether `source_url` was seen to hold it.
    pub url_seen: bool,
    /// How sure its coding is: a word of the taxonomy.
    pub confidence: String,
    /// How far it was checked: a word of the taxonomy.
    pub basis: String,
    /// Who coded it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub coded_by: String,
    /// When it was coded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coded_on: Option<Date>,
    /// What else there is to say.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub notes: String,
    /// What it requires once everything applies.
    pub features: Vec<Requirement>,
    /// Parts that apply from dates of their own, in the order of these.
    #[serde(rename = "stage", skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<Stage>,
}

/// What a measure requires of one feature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Requirement {
    /// The feature's id.
    pub feature: String,
    /// Its level, from 0 to 3.
    pub level: u8,
    /// The article that says so; empty where it is not known.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub article: String,
}

/// A part of a measure that applies from a date of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Stage {
    /// The first day.
    pub from: Date,
    /// What it is.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub what: String,
    /// The levels of the features that it changes.
    pub features: Vec<Requirement>,
}

/// Where a measure stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Status {
    /// It applies, perhaps piece by piece.
    InForce,
    /// It is final, and not law or not yet in force.
    Adopted,
    /// It is a bill, a draft or under consultation.
    Proposed,
    /// It was ended by a later act or by its own terms.
    Repealed,
    /// It never became law, or expired.
    Lapsed,
}

impl Status {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::InForce => "in_force",
            Self::Adopted => "adopted",
            Self::Proposed => "proposed",
            Self::Repealed => "repealed",
            Self::Lapsed => "lapsed",
        }
    }

    /// Whether it is over.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Repealed | Self::Lapsed)
    }
}

/// Whether a measure binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Binding {
    /// It is law.
    Hard,
    /// It is guidance, a standard, a strategy or a commitment.
    Soft,
    /// It is not yet anything.
    Bill,
}

impl Binding {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Hard => "hard",
            Self::Soft => "soft",
            Self::Bill => "bill",
        }
    }
}
