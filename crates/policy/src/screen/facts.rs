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
    /// The id of the group that it is asked in.
    pub group: String,
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

/// Facts that are asked together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// A word for it.
    pub id: String,
    /// Its heading.
    pub title: String,
}

/// All facts, in the order in which they are asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    all: Vec<Fact>,
    groups: Vec<Group>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    group: Vec<RawGroup>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGroup {
    id: String,
    title: String,
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
        let File { group } = text.parse()?;
        let mut facts = Self { all: Vec::new(), groups: Vec::with_capacity(group.len()) };
        for RawGroup { id: group, title, fact } in group {
            for Raw { id, ask, words, number, features, kinds } in fact {
                if facts.find(id.get_ref()).is_some() {
                    let fault = Fault::at(id.span(), format!("a second fact `{}`", id.get_ref()));
                    return Err(text.error(fault.hint("give each fact an id of its own")));
                }
                let kind = match (words.is_empty(), number) {
                    (_, true) => Kind::Number,
                    (false, _) => Kind::Words(words),
                    _ => Kind::YesNo,
                };
                let (id, group) = (id.into_inner(), group.clone());
                facts.all.push(Fact { id, ask, kind, group, features, kinds });
            }
            facts.groups.push(Group { id: group, title });
        }
        Ok(facts)
    }

    /// Groups of facts, in the order in which they are asked.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// Every fact, in the order in which they are asked.
    pub fn iter(&self) -> impl Iterator<Item = (FactId, &Fact)> {
        self.all.iter().enumerate().map(|(at, fact)| (FactId(at), fact))
    }

    /// The fact with this id.
    pub fn find(&self, id: &str) -> Option<FactId> {
        self.all.iter().position(|fact| fact.id == id).map(FactId)
    }

    pub(super) fn unknown(&self, word: &str) -> (String, String) {
        let ids = self.all.iter().map(|fact| (fact.id.as_str(), ""));
        let hint = nearest::did_you_mean(word, ids)
            .unwrap_or_else(|| "docs/screening.md lists the facts that a draft can give".to_owned());
        (format!("unknown fact `{word}`"), hint)
    }
}

impl std::ops::Index<FactId> for Facts {
    type Output = Fact;

    fn index(&self, FactId(at): FactId) -> &Fact {
        &self.all[at]
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
