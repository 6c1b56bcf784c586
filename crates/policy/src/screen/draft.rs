//! A draft measure and its facts, read from TOML.

use super::embedded::Library;
use super::facts::{Fact, FactId, Kind};
use super::form::{Covers, Form, Given};
use crate::date::Date;
use crate::diagnostic::Fault;
use crate::error::RegistryError;
use crate::nearest;
use crate::read::Levels;
use crate::registry::Registry;
use crate::taxonomy::{HIGHEST, Taxonomy};
use crate::toml_text::{Day, Text, Word, date};
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// A draft measure.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// A short name.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The economy that drafts it.
    pub jurisdiction: String,
    /// What it does.
    pub summary: String,
    /// The date of the draft.
    pub date: Option<Date>,
    /// When it was notified to the WTO.
    pub notified_on: Option<Date>,
    /// When it was published.
    pub published_on: Option<Date>,
    /// From when it is to apply.
    pub applies_from: Option<Date>,
    /// What it covers, in words.
    pub covers: Covers,
    /// What kind of measure it is, in a word of the taxonomy; empty where it does not say.
    pub kind: String,
    /// Whom it covers, in the words of measures; empty where it does not say.
    pub sectors: Vec<String>,
    /// Levels of features that it gives itself.
    pub features: BTreeMap<String, u8>,
    values: BTreeMap<FactId, Value>,
}

/// What is known of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Value {
    Yes,
    No,
    Unknown,
    Word(String),
    Number(u32),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    id: Word,
    title: String,
    jurisdiction: String,
    #[serde(default)]
    summary: String,
    date: Option<Day>,
    notified_on: Option<Day>,
    published_on: Option<Day>,
    applies_from: Option<Day>,
    kind: Option<Word>,
    #[serde(default)]
    sectors: Vec<String>,
    #[serde(default)]
    features: Levels,
    #[serde(default)]
    covers: RawCovers,
    #[serde(default)]
    facts: BTreeMap<Word, Spanned<toml::Value>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct RawCovers {
    products: Option<Vec<String>>,
    services: Option<Vec<String>>,
    #[serde(default)]
    modes: Option<Vec<Spanned<i64>>>,
    #[serde(default)]
    suppliers: Vec<String>,
    right_holders: Option<Vec<String>>,
}

impl Draft {
    /// Reads a draft; errors show the line.
    pub fn parse(library: &Library, path: &str, content: &str) -> Result<Self, RegistryError> {
        let text = Text { path, content };
        let raw: Raw = text.parse()?;
        let taxonomy = &Registry::embedded()?.taxonomy;
        read(library, taxonomy, raw).map_err(|fault| text.error(fault))
    }

    /// A draft of which nothing is known yet.
    pub fn untitled() -> Self {
        Self { id: "untitled".to_owned(), title: "A draft measure".to_owned(), ..Self::default() }
    }

    /// What is known of a fact.
    pub fn value(&self, fact: FactId) -> &Value {
        self.values.get(&fact).unwrap_or(&Value::Unknown)
    }

    /// Gives a fact.
    pub fn set(&mut self, fact: FactId, value: Value) {
        self.values.insert(fact, value);
    }

    /// Whether a fact was said to be unknown, which is not to say nothing of it.
    pub fn is_said_unknown(&self, fact: FactId) -> bool {
        self.values.get(&fact) == Some(&Value::Unknown)
    }

    /// The facts that are known.
    pub fn values(&self) -> impl Iterator<Item = (FactId, &Value)> {
        let known = self.values.iter().filter(|(_, value)| **value != Value::Unknown);
        known.map(|(fact, value)| (*fact, value))
    }

    /// The draft as plain words and numbers, from which [`Form::to_toml`] writes a file that is read back as this draft.
    pub fn form(&self, library: &Library) -> Form {
        let fact = |(fact, value): (&FactId, &Value)| (library.facts[*fact].id.clone(), Given::from(value));
        let day = |day: Option<Date>| day.map(|day| day.to_string());
        Form {
            id: self.id.clone(),
            title: self.title.clone(),
            jurisdiction: self.jurisdiction.clone(),
            summary: self.summary.clone(),
            date: day(self.date),
            notified_on: day(self.notified_on),
            published_on: day(self.published_on),
            applies_from: day(self.applies_from),
            kind: self.kind.clone(),
            sectors: self.sectors.clone(),
            covers: self.covers.clone(),
            facts: self.values.iter().map(fact).collect(),
            features: self.features.clone(),
        }
    }
}

fn read(library: &Library, taxonomy: &Taxonomy, raw: Raw) -> Result<Draft, Fault> {
    if raw.id.get_ref().trim().is_empty() {
        return Err(Fault::at(raw.id.span(), "`id` is empty").hint("write a short name"));
    }
    let day = |key: &str, day: &Option<Day>| day.as_ref().map(|day| date(key, day)).transpose();
    let mut draft = Draft {
        date: day("date", &raw.date)?,
        notified_on: day("notified_on", &raw.notified_on)?,
        published_on: day("published_on", &raw.published_on)?,
        applies_from: day("applies_from", &raw.applies_from)?,
        id: raw.id.into_inner(),
        title: raw.title,
        jurisdiction: raw.jurisdiction,
        summary: raw.summary,
        kind: raw.kind.as_ref().map(|kind| known_kind(taxonomy, kind)).transpose()?.unwrap_or_default(),
        sectors: raw.sectors,
        features: levels(taxonomy, &raw.features)?,
        ..Draft::default()
    };
    let implied = implied(&raw.covers, draft.notified_on)?;
    draft.covers = raw.covers.into();
    for (id, because, value) in &implied {
        let fact =
            library.facts.find(id).ok_or_else(|| Fault::at(0..0, format!("no fact `{id}` ({because})")))?;
        draft.set(fact, value.clone());
    }
    for (word, given) in &raw.facts {
        let id = word.get_ref();
        let fact = library.facts.find(id).ok_or_else(|| {
            let (message, hint) = library.facts.unknown(id);
            Fault::at(word.span(), message).hint(hint)
        })?;
        let value = value(&library.facts[fact], given)?;
        let said = implied.iter().find(|(other, _, said)| other == id && *said != value);
        if let Some((_, because, _)) = said.filter(|_| value != Value::Unknown) {
            let message = format!("`{id}` contradicts `{because}`");
            return Err(Fault::at(given.span(), message).hint("change one of the two"));
        }
        if value != Value::Unknown {
            draft.set(fact, value);
        } else {
            draft.values.entry(fact).or_insert(Value::Unknown);
        }
    }
    Ok(draft)
}

fn known_kind(taxonomy: &Taxonomy, kind: &Word) -> Result<String, Fault> {
    let word = kind.get_ref();
    if taxonomy.kinds.contains_key(word) {
        return Ok(word.clone());
    }
    let hint = nearest::one_of(word, taxonomy.kinds.keys().map(String::as_str));
    Err(Fault::at(kind.span(), format!("`{word}` is no kind of measure")).hint(hint))
}

fn levels(taxonomy: &Taxonomy, given: &Levels) -> Result<BTreeMap<String, u8>, Fault> {
    let level = |(word, level): (&Word, &Spanned<i64>)| {
        if taxonomy.feature(word.get_ref()).is_none() {
            return Err(taxonomy.unknown_feature(word));
        }
        let found = u8::try_from(*level.get_ref()).ok().filter(|level| *level <= HIGHEST);
        let found = found.ok_or_else(|| {
            let message = format!("`{}` has level {}", word.get_ref(), level.get_ref());
            Fault::at(level.span(), message).hint("write 0, 1, 2 or 3")
        })?;
        Ok((word.get_ref().clone(), found))
    };
    given.iter().map(level).collect()
}

/// Facts that what is covered gives, with the key that gives them. What is left out gives none.
fn implied(
    covers: &RawCovers,
    notified: Option<Date>,
) -> Result<Vec<(&'static str, &'static str, Value)>, Fault> {
    let yes = |yes: bool| if yes { Value::Yes } else { Value::No };
    let mut facts = Vec::new();
    for (id, key, list) in [
        ("applies_to_goods", "products", &covers.products),
        ("applies_to_services", "services", &covers.services),
        ("affects_intellectual_property", "right_holders", &covers.right_holders),
    ] {
        facts.extend(list.as_ref().map(|list| (id, key, yes(!list.is_empty()))));
    }
    if let Some(modes) = &covers.modes {
        if let Some(wrong) = modes.iter().find(|mode| !(1..=4).contains(mode.get_ref())) {
            return Err(Fault::at(wrong.span(), format!("{} is no mode of supply", wrong.get_ref())).hint(
                "modes are 1 across the border, 2 consumption abroad, 3 commercial presence, 4 presence of persons",
            ));
        }
        facts.push(("supply_across_border", "modes", yes(modes.iter().any(|mode| *mode.get_ref() == 1))));
    }
    facts.extend(notified.map(|_| ("notified", "notified_on", Value::Yes)));
    Ok(facts)
}

impl From<RawCovers> for Covers {
    fn from(raw: RawCovers) -> Self {
        let RawCovers { products, services, modes, suppliers, right_holders } = raw;
        let mode = |mode: Spanned<i64>| u8::try_from(mode.into_inner()).ok();
        let modes = modes.map(|modes| modes.into_iter().filter_map(mode).collect());
        Self { products, services, modes, suppliers, right_holders }
    }
}

fn value(fact: &Fact, given: &Spanned<toml::Value>) -> Result<Value, Fault> {
    let wrong = || {
        let hint = match &fact.kind {
            Kind::YesNo => format!("write {} = true, false or \"unknown\"", fact.id),
            _ => format!("write {}", fact.expected()),
        };
        Fault::at(given.span(), format!("no answer to `{}`", fact.id)).hint(hint)
    };
    match (given.get_ref(), &fact.kind) {
        (toml::Value::Boolean(true), Kind::YesNo) => Ok(Value::Yes),
        (toml::Value::Boolean(false), Kind::YesNo) => Ok(Value::No),
        (toml::Value::Integer(number), Kind::Number) => {
            u32::try_from(*number).map(Value::Number).map_err(|_| wrong())
        }
        (toml::Value::String(word), Kind::Words(words)) => fact.typed(word).map_err(|_| {
            Fault::at(given.span(), format!("`{word}` is no answer to `{}`", fact.id))
                .hint(nearest::one_of(word, words.iter().map(String::as_str)))
        }),
        (toml::Value::String(word), _) => fact.typed(word).map_err(|_| wrong()),
        _ => Err(wrong()),
    }
}
