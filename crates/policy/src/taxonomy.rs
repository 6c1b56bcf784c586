//! What a measure can require: the features, and the words that measures are described with.

use crate::accepted::MOST_DUTIES;
use crate::error::RegistryError;
use crate::nearest;
use crate::toml_text::{Day, Text, date};
use crate::{Date, diagnostic::Fault};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use toml::Spanned;

/// The highest level of a feature.
pub const HIGHEST: u8 = 3;

/// What a measure can require, and the words that measures are described with.
#[derive(Debug, Clone, PartialEq)]
pub struct Taxonomy {
    /// The day to which the registry is kept.
    pub as_of: Date,
    /// The features, in their order everywhere.
    pub features: Vec<Feature>,
    /// What each word of `basis` means.
    pub bases: BTreeMap<String, String>,
    /// What each word of `openness` means.
    pub openness: BTreeMap<String, String>,
    /// What each word of `kind` means; where there are none, any word will do.
    pub kinds: BTreeMap<String, String>,
    /// The weight of what is coded with this confidence: 1 for what is sure.
    pub confidence: BTreeMap<String, f64>,
}

/// One thing that a measure can require.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Feature {
    /// What measures call it.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// What it belongs with.
    pub group: String,
    /// Whether it is a burden.
    pub role: Role,
    /// Who meets it.
    pub face: Face,
    /// What it requires.
    pub requires: String,
    /// What the levels from 0 to 3 mean.
    pub levels: [String; HIGHEST as usize + 1],
    /// Its weight in distances, relative to an ordinary duty.
    pub weight: f64,
    /// The smallest weight to reckon with.
    pub weight_low: f64,
    /// The largest weight to reckon with.
    pub weight_high: f64,
    /// The share of the trust that a full regime earns which it would bring at the highest level.
    pub trust: f64,
    /// How well weight and trust are known.
    pub status: String,
}

/// Whether a feature is a burden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Role {
    /// It costs whoever sells into the market.
    Burden,
    /// It costs too, and is what people trust.
    Safeguard,
    /// It makes the rest lighter for some.
    Relief,
    /// It accepts foreign assessments or international standards.
    Recognition,
    /// It neither costs nor helps.
    Information,
}

/// Who meets a feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Face {
    /// Whoever sells into the economy.
    Market,
    /// Whoever sells out of it.
    Exit,
}

impl Feature {
    /// Whether it is part of distances: a duty that sellers meet in the market.
    pub fn is_duty(&self) -> bool {
        matches!(self.role, Role::Burden | Role::Safeguard) && self.face == Face::Market
    }
}

impl Taxonomy {
    /// The place of a feature.
    pub fn feature(&self, id: &str) -> Option<usize> {
        self.features.iter().position(|feature| feature.id == id)
    }

    /// The fault of a word that is no feature, with the nearest.
    pub(crate) fn unknown_feature(&self, word: &Spanned<String>) -> Fault {
        let id = word.get_ref();
        let names = self.features.iter().map(|feature| (feature.id.as_str(), feature.name.as_str()));
        Fault::at(word.span(), format!("unknown feature `{id}`")).hint(
            nearest::did_you_mean(id, names).unwrap_or_else(|| {
                "`taxonomy.toml` has the features; a new one needs an entry there first".to_owned()
            }),
        )
    }

    pub(crate) fn read(text: Text) -> Result<Self, RegistryError> {
        #[derive(Deserialize)]
        struct File {
            as_of: Day,
            #[serde(default)]
            basis: BTreeMap<String, String>,
            #[serde(default)]
            openness: BTreeMap<String, String>,
            #[serde(default, alias = "kind")]
            kinds: BTreeMap<String, String>,
            confidence: BTreeMap<String, Spanned<f64>>,
            feature: Vec<Spanned<Feature>>,
        }
        let file: File = text.parse()?;
        let mut confidence = BTreeMap::new();
        for (word, weight) in file.confidence {
            if !(0.0..=1.0).contains(weight.get_ref()) {
                let message = format!("the weight of confidence `{word}` is {}", weight.get_ref());
                return Err(text.error(Fault::at(weight.span(), message).hint("it must lie between 0 and 1")));
            }
            confidence.insert(word, weight.into_inner());
        }
        let mut features: Vec<Feature> = Vec::with_capacity(file.feature.len());
        for feature in file.feature {
            check(&feature, &features).map_err(|fault| text.error(fault))?;
            let span = feature.span();
            features.push(feature.into_inner());
            if features.iter().filter(|feature| feature.is_duty()).count() > MOST_DUTIES {
                let message =
                    format!("more than {MOST_DUTIES} features are duties that sellers meet in the market");
                return Err(text.error(Fault::at(span, message).hint("merge some of them")));
            }
        }
        Ok(Self {
            as_of: date("as_of", &file.as_of).map_err(|fault| text.error(fault))?,
            features,
            bases: file.basis,
            openness: file.openness,
            kinds: file.kinds,
            confidence,
        })
    }
}

fn check(feature: &Spanned<Feature>, before: &[Feature]) -> Result<(), Fault> {
    let (span, feature) = (feature.span(), feature.get_ref());
    let Feature { id, weight, weight_low, weight_high, .. } = feature;
    if before.iter().any(|other| other.id == *id) {
        return Err(Fault::at(span, format!("the feature `{id}` is there twice")).hint("keep one of the two"));
    }
    let in_order = 0.0 <= *weight_low && weight_low <= weight && weight <= weight_high;
    if !in_order || !weight_high.is_finite() {
        let message = format!("the weight of `{id}` is {weight}, between {weight_low} and {weight_high}");
        return Err(Fault::at(span, message).hint("0 <= weight_low <= weight <= weight_high must hold"));
    }
    Ok(())
}
