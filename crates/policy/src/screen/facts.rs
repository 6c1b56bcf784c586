//! What a draft can be asked.

use super::draft::Value;
use crate::diagnostic::Fault;
use crate::error::RegistryError;
use crate::nearest;
use crate::toml_text::{Text, Word};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A fact of a draft's design or of its treatment of foreign products, services, suppliers and right holders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The key under `[facts]`.
    pub id: String,
    /// What is asked.
    pub ask: String,
    /// What an answer looks like.
    pub kind: Kind,
    /// Levels of features that a measure has of which it holds.
    pub features: BTreeMap<String, u8>,
    /// Kinds of measures that it speaks of.
    pub kinds: Vec<String>,
}

/// What an answer looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Yes or no.
    YesNo,
    /// One of these words.
    Words(Vec<String>),
    /// A whole number.
    Number,
}

/// The place of a fact among all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactId(pub(super) usize);

/// All facts, in the order in which they are asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts(Vec<Fact>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    fact: Vec<Raw>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    id: Word,
    ask: String,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    number: bool,
    #[serde(default)]
    features: BTreeMap<String, u8>,
    #[serde(default)]
    kinds: Vec<String>,
}

impl Facts {
    pub(super) fn parse(text: Text) -> Result<Self, RegistryError> {
        let File { fact } = text.parse()?;
        let mut facts: Vec<Fact> = Vec::with_capacity(fact.len());
        for Raw { id, ask, words, number, features, kinds } in fact {
            if facts.iter().any(|fact| fact.id == *id.get_ref()) {
                let fault = Fault::at(id.span(), format!("a second fact `{}`", id.get_ref()));
                return Err(text.error(fault.hint("give each fact an id of its own")));
            }
            let kind = match (words.is_empty(), number) {
                (_, true) => Kind::Number,
                (false, _) => Kind::Words(words),
                _ => Kind::YesNo,
            };
            facts.push(Fact { id: id.into_inner(), ask, kind, features, kinds });
        }
        Ok(Self(facts))
    }

    /// Every fact, in the order in which they are asked.
    pub fn iter(&self) -> impl Iterator<Item = (FactId, &Fact)> {
        self.0.iter().enumerate().map(|(at, fact)| (FactId(at), fact))
    }

    /// The fact with this id.
    pub fn find(&self, id: &str) -> Option<FactId> {
        self.0.iter().position(|fact| fact.id == id).map(FactId)
    }

    pub(super) fn unknown(&self, word: &str) -> (String, String) {
        let ids = self.0.iter().map(|fact| (fact.id.as_str(), ""));
        let hint = nearest::did_you_mean(word, ids)
            .unwrap_or_else(|| "docs/screening.md lists the facts that a draft can give".to_owned());
        (format!("unknown fact `{word}`"), hint)
    }
}

impl std::ops::Index<FactId> for Facts {
    type Output = Fact;

    fn index(&self, FactId(at): FactId) -> &Fact {
        &self.0[at]
    }
}

impl Fact {
    /// What a person typed, as a value of this fact; the error says what may be typed.
    pub fn typed(&self, text: &str) -> Result<Value, String> {
        let text = text.trim().to_lowercase();
        if ["unknown", "u", "?", ""].contains(&text.as_str()) {
            return Ok(Value::Unknown);
        }
        let value = match &self.kind {
            Kind::YesNo => match text.as_str() {
                "y" | "yes" | "true" => Some(Value::Yes),
                "n" | "no" | "false" => Some(Value::No),
                _ => None,
            },
            Kind::Words(words) => words.contains(&text).then_some(Value::Word(text)),
            Kind::Number => text.parse().ok().map(Value::Number),
        };
        value.ok_or_else(|| self.expected())
    }

    /// What an answer looks like, in words.
    pub fn expected(&self) -> String {
        match &self.kind {
            Kind::YesNo => "yes, no or unknown".to_owned(),
            Kind::Words(words) => format!("{} or unknown", words.join(", ")),
            Kind::Number => "a whole number or unknown".to_owned(),
        }
    }
}
