//! What a parameter is: a number with a range, a source and a meaning.

use crate::ensemble::Distribution;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Display;

/// From poor to rich.
const INCOME_GROUPS: [&str; 4] = ["low", "lower_middle", "upper_middle", "high"];

/// A number that the equations of artificial intelligence rest on, as the library has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Parameter {
    /// What scenarios and equations call it: its topic, a dot, and a word or more.
    pub id: String,
    /// What it is, in a few words.
    pub name: String,
    /// The number itself; of a table, that of whoever has no entry.
    pub value: f64,
    /// What it is measured in.
    pub unit: String,
    /// The smallest value to reckon with; of a lognormal distribution its 5th percentile.
    pub low: f64,
    /// The largest value to reckon with; of a lognormal distribution its 95th percentile.
    pub high: f64,
    /// How draws spread between the two.
    #[serde(rename = "distribution")]
    pub shape: Shape,
    /// The smallest number that makes sense in the equations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<f64>,
    /// The largest number that makes sense in the equations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<f64>,
    /// The point in time of an observation, in years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<f64>,
    /// How well its source is known.
    pub status: Status,
    /// Why this value: always of an assumption, and where a source leaves a choice.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// What it stands for and where it enters the equations.
    pub about: String,
    /// Entries of a table, by the selector that has them: `c14`, `group:services`, `income:low`, `USA`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, f64>,
    /// Where it is from.
    #[serde(default, rename = "source", skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
}

impl Parameter {
    /// The first part of its id.
    pub fn topic(&self) -> &str {
        self.id.split('.').next().unwrap_or_default()
    }

    /// Entries of a table in the order of people: `c2` before `c10`, poor before rich, codes before groups.
    pub fn entries(&self) -> Vec<(&str, f64)> {
        let mut entries: Vec<(&str, f64)> =
            self.values.iter().map(|(key, &value)| (key.as_str(), value)).collect();
        entries.sort_by_key(|(key, _)| {
            let letters = key.trim_end_matches(|c: char| c.is_ascii_digit());
            let income = INCOME_GROUPS.iter().position(|group| key.strip_prefix("income:") == Some(group));
            (key.contains(':'), income, letters, key[letters.len()..].parse::<u32>().unwrap_or_default())
        });
        entries
    }
}

/// How well the source of a value is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Known))]
pub enum Status {
    /// The value was seen in a text, at the address of its source.
    Confirmed,
    /// The value is computed from published figures, in the way its reason says.
    Derived,
    /// The value is set down from memory of a publication, and was not seen in a text.
    Unconfirmed,
    /// The value is our own, for the reason given.
    Assumption,
}

impl Status {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Derived => "derived",
            Self::Unconfirmed => "unconfirmed",
            Self::Assumption => "assumption",
        }
    }
}

/// How draws spread between low and high.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Shape {
    /// Never drawn.
    Fixed,
    /// All values as likely as each other.
    Uniform,
    /// The value is the likeliest, in straight lines.
    Triangular,
    /// The value is the likeliest, smoothly.
    Pert,
    /// The value is the median, and low and high are the 5th and the 95th percentile.
    Lognormal,
}

/// Every shape and the word for it.
pub(super) const SHAPES: [(&str, Shape); 5] = [
    ("fixed", Shape::Fixed),
    ("uniform", Shape::Uniform),
    ("triangular", Shape::Triangular),
    ("pert", Shape::Pert),
    ("lognormal", Shape::Lognormal),
];

/// Standard deviations from the median of a normal distribution to its 95th percentile.
const TO_P95: f64 = 1.644_853_626_951_472_2;

impl Shape {
    /// The word for it.
    pub fn word(self) -> &'static str {
        SHAPES.iter().find(|&&(_, shape)| shape == self).map_or("", |&(word, _)| word)
    }

    /// The distribution of draws, unless there is nothing to draw.
    pub(super) fn distribution(self, low: f64, value: f64, high: f64) -> Option<Distribution> {
        if low >= high {
            return None;
        }
        match self {
            Self::Fixed => None,
            Self::Uniform => Some(Distribution::Uniform { low, high }),
            Self::Triangular => Some(Distribution::Triangular { low, mode: value, high }),
            Self::Pert => Some(Distribution::Pert { low, mode: value, high }),
            Self::Lognormal => {
                let sigma = (high / low).ln() / (2.0 * TO_P95);
                (sigma.is_finite() && value > 0.0).then_some(Distribution::Lognormal { median: value, sigma })
            }
        }
    }
}

/// A publication, and how its number was seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Publication))]
pub struct Source {
    /// Who wrote it.
    pub authors: String,
    /// When it came out.
    pub year: u16,
    /// What it is called.
    pub title: String,
    /// Page, table, section or the words used, where known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// Address of the text in which the number was seen, which need not be the publication itself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// What kind of text that was; nothing where the number is from memory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Seen>,
    /// The number of the published figure in the project's collection.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub fact: String,
}

/// Authors (year), title, place.
impl Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { authors, year, title, place, .. } = self;
        write!(f, "{authors} ({year}), {title}")?;
        if place.is_empty() { Ok(()) } else { write!(f, ", {place}") }
    }
}

/// In what kind of text a number was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Seen {
    /// The publication, or a page of its authors or publisher.
    Primary,
    /// A report about it by others.
    Secondary,
}
