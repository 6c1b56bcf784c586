//! A draft as plain words and numbers: what JSON and a form on a page have, and a file that is read back as the same.

use super::draft::Value;
use super::embedded::Library;
use super::facts::FactId;
use crate::date::Date;
use crate::write::{key, line, list, quoted, words};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write;

/// A draft, unchecked: [`Draft::parse`](super::Draft::parse) checks what [`Form::to_toml`] writes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = DraftForm))]
#[serde(deny_unknown_fields, default)]
pub struct Form {
    /// A short name.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The economy that drafts it.
    pub jurisdiction: String,
    /// What it does.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub summary: String,
    /// The date of the draft, such as 2026-11-02.
    pub date: Option<String>,
    /// When it was notified to the WTO.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notified_on: Option<String>,
    /// When it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published_on: Option<String>,
    /// From when it is to apply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applies_from: Option<String>,
    /// What kind of measure it is, in a word of the taxonomy; empty where it does not say.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// Whom it covers, in the words of measures.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sectors: Vec<String>,
    /// What it covers, in words.
    #[serde(skip_serializing_if = "Covers::is_silent")]
    pub covers: Covers,
    /// Facts by id. What is left out is not known.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<String, Given>,
    /// Levels of features, from 0 to 3, for the comparison with other measures.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub features: BTreeMap<String, u8>,
}

/// What a draft covers, in words: a list left out says nothing, an empty one says "none".
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Covers {
    /// Goods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub products: Option<Vec<String>>,
    /// Services.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub services: Option<Vec<String>>,
    /// Modes of supply, from 1 to 4.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modes: Option<Vec<u8>>,
    /// Suppliers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub suppliers: Vec<String>,
    /// Holders of intellectual property.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub right_holders: Option<Vec<String>>,
}

/// An answer: true or false, a whole number, or a word of the fact's own; `"unknown"` says that it was asked and is not known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(untagged, expecting = "expected true, false, a whole number from 0 on, or a word")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Given {
    YesNo(bool),
    Number(u32),
    Word(String),
}

impl From<&Value> for Given {
    fn from(value: &Value) -> Self {
        match value {
            Value::Yes => Self::YesNo(true),
            Value::No => Self::YesNo(false),
            Value::Unknown => Self::Word("unknown".to_owned()),
            Value::Word(word) => Self::Word(word.clone()),
            Value::Number(number) => Self::Number(*number),
        }
    }
}

impl Form {
    /// The file of a draft, its facts in the order in which they are asked.
    pub fn to_toml(&self, library: &Library) -> String {
        let mut text = String::new();
        line(&mut text, "id", &quoted(&self.id));
        line(&mut text, "title", &quoted(&self.title));
        line(&mut text, "jurisdiction", &quoted(&self.jurisdiction));
        words(&mut text, "summary", &self.summary);
        for (key, day) in [
            ("date", &self.date),
            ("published_on", &self.published_on),
            ("notified_on", &self.notified_on),
            ("applies_from", &self.applies_from),
        ] {
            match day {
                Some(day) if day.parse::<Date>().is_ok() => line(&mut text, key, day),
                // Text that is no day stays text, which is refused where the file is read.
                Some(text_of_none) => line(&mut text, key, &quoted(text_of_none)),
                None => {}
            }
        }
        words(&mut text, "kind", &self.kind);
        list(&mut text, "sectors", self.sectors.iter().map(|sector| quoted(sector)));
        if !self.covers.is_silent() {
            text += "\n[covers]\n";
            self.covers.write(&mut text);
        }
        if !self.facts.is_empty() {
            let _ = write!(text, "\n{}", self.facts_to_toml(library));
        }
        if !self.features.is_empty() {
            text += "\n[features]\n";
            for (feature, level) in &self.features {
                line(&mut text, &key(feature), &level.to_string());
            }
        }
        text
    }

    /// The part of the file that has the facts.
    pub(super) fn facts_to_toml(&self, library: &Library) -> String {
        let mut text = "[facts]\n".to_owned();
        let mut facts: Vec<_> = self.facts.iter().collect();
        // Those that there are none of come last, and are refused where the file is read.
        facts.sort_by_key(|(fact, _)| library.facts.find(fact).map_or(usize::MAX, |FactId(at)| at));
        for (fact, given) in facts {
            let value = match given {
                Given::YesNo(yes) => yes.to_string(),
                Given::Number(number) => number.to_string(),
                Given::Word(word) => quoted(word),
            };
            line(&mut text, &key(fact), &value);
        }
        text
    }
}

impl Covers {
    /// Whether nothing is said.
    pub fn is_silent(&self) -> bool {
        *self == Self::default()
    }

    fn write(&self, text: &mut String) {
        let all = |words: &[String]| {
            format!("[{}]", words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(", "))
        };
        for (key, words) in [
            ("products", &self.products),
            ("services", &self.services),
            ("right_holders", &self.right_holders),
        ] {
            if let Some(words) = words {
                line(text, key, &all(words));
            }
        }
        if let Some(modes) = &self.modes {
            line(text, "modes", &format!("{modes:?}"));
        }
        list(text, "suppliers", self.suppliers.iter().map(|word| quoted(word)));
    }

    /// What is said, under what to call it.
    pub(super) fn said(&self) -> Vec<(&'static str, String)> {
        let suppliers = Some(self.suppliers.clone());
        let mut said = Vec::new();
        for (key, list) in [
            ("Products", &self.products),
            ("Services", &self.services),
            ("Suppliers", &suppliers),
            ("Right holders", &self.right_holders),
        ] {
            said.extend(list.as_ref().filter(|list| !list.is_empty()).map(|list| (key, list.join("; "))));
        }
        let modes: Vec<String> = self.modes.iter().flatten().map(u8::to_string).collect();
        if !modes.is_empty() {
            said.push(("Modes of supply", modes.join(", ")));
        }
        said
    }
}
