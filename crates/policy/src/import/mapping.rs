//! What the columns of a table and its words mean: the file that makes an importer.

use super::dates::DATES;
use super::days::Order;
use super::plain::plain;
use crate::diagnostic::Fault;
use crate::error::RegistryError;
use crate::nearest;
use crate::toml_text::{Text, Word};
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

macro_rules! shipped {
    ($($name:literal),+) => {
        [$(($name, concat!("assets/policy/import/", $name, ".toml"),
            include_str!(concat!("../../../../assets/policy/import/", $name, ".toml")))),+]
    };
}

/// The mappings that ship: name, place, content.
const SHIPPED: [(&str, &str, &str); 4] = shipped!["oecd", "dpa", "agora", "eping"];

/// The word under `[words]` that stands for every other.
pub(super) const ANY: &str = "*";

/// What the columns of a table and its words mean.
#[derive(Debug, Clone)]
pub struct Mapping {
    pub(super) raw: Raw,
    path: String,
    content: String,
}

/// A field of a measure that a table can give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Field {
    Id,
    Jurisdiction,
    Title,
    OfficialRef,
    Introduced,
    Adopted,
    InForce,
    AppliesFrom,
    LapsedOrRevoked,
    Status,
    Binding,
    Kind,
    Sectors,
    Standards,
    Summary,
    MaxPenalty,
    SourceUrl,
    ReadAt,
    Notes,
}

impl Field {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Jurisdiction => "jurisdiction",
            Self::Title => "title",
            Self::OfficialRef => "official_ref",
            Self::Introduced => "introduced",
            Self::Adopted => "adopted",
            Self::InForce => "in_force",
            Self::AppliesFrom => "applies_from",
            Self::LapsedOrRevoked => "lapsed_or_revoked",
            Self::Status => "status",
            Self::Binding => "binding",
            Self::Kind => "kind",
            Self::Sectors => "sectors",
            Self::Standards => "standards",
            Self::Summary => "summary",
            Self::MaxPenalty => "max_penalty",
            Self::SourceUrl => "source_url",
            Self::ReadAt => "read_at",
            Self::Notes => "notes",
        }
    }
}

/// A mapping as its file has it; `docs/import.md` says what each key is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Raw {
    pub name: String,
    pub prefix: Word,
    #[serde(default)]
    #[allow(dead_code, reason = "for people who read the file")]
    about: String,
    #[serde(default = "semicolon")]
    pub separator: String,
    pub date_order: Option<Order>,
    #[serde(default)]
    pub columns: BTreeMap<Field, Spanned<Texts>>,
    #[serde(default)]
    pub otherwise: BTreeMap<Field, Spanned<Texts>>,
    #[serde(default)]
    pub words: BTreeMap<Field, BTreeMap<String, Word>>,
    pub event: Option<Event>,
    #[serde(default)]
    pub tags: Vec<String>,
    #[serde(default)]
    pub feature: Vec<Tagged>,
    #[serde(default)]
    pub leave_out: Vec<LeaveOut>,
}

/// One text or several.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum Texts {
    One(String),
    Many(Vec<String>),
}

impl Texts {
    pub fn all(&self) -> &[String] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Many(many) => many,
        }
    }
}

/// A date of which another column says what happened on it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Event {
    pub date: Texts,
    pub what: Texts,
    pub means: BTreeMap<String, Spanned<Field>>,
}

/// A feature that rows with a tag have.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tagged {
    pub tag: Texts,
    pub feature: Word,
    /// The level where the measure is law, or is to be.
    pub hard: Spanned<u8>,
    /// The level where it is not.
    pub soft: Spanned<u8>,
}

/// Rows that are no measures.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LeaveOut {
    pub column: Texts,
    #[serde(default)]
    pub is: Vec<String>,
    #[serde(default)]
    pub begins: Vec<String>,
    pub why: String,
}

fn semicolon() -> String {
    ";".to_owned()
}

impl Mapping {
    /// The names of the mappings that ship.
    pub fn names() -> impl Iterator<Item = &'static str> {
        SHIPPED.iter().map(|(name, ..)| *name)
    }

    /// A mapping that ships.
    ///
    /// # Errors
    /// There is none with this name.
    pub fn embedded(name: &str) -> Result<Self, RegistryError> {
        let Some((_, path, content)) = SHIPPED.iter().find(|(one, ..)| *one == name) else {
            let hint = Some(nearest::one_of(name, SHIPPED.map(|(name, ..)| name)));
            return Err(RegistryError::Unknown { what: "mapping", word: name.to_owned(), hint });
        };
        Self::read(path, content)
    }

    /// The mapping in a file with this name and content.
    ///
    /// # Errors
    /// Something in it is wrong: the error shows the line.
    pub fn read(path: &str, content: &str) -> Result<Self, RegistryError> {
        let text = Text { path, content };
        let raw: Raw = text.parse()?;
        let mapping = Self { raw, path: path.to_owned(), content: content.to_owned() };
        mapping.check().map_err(|fault| text.error(fault))?;
        Ok(mapping)
    }

    /// Who publishes the tables that it reads.
    pub fn source(&self) -> &str {
        &self.raw.name
    }

    /// What ids and files of its measures begin with.
    pub fn prefix(&self) -> &str {
        self.raw.prefix.get_ref()
    }

    /// The error that points at a fault in its file.
    pub(super) fn error(&self, fault: Fault) -> RegistryError {
        Text { path: &self.path, content: &self.content }.error(fault)
    }

    fn check(&self) -> Result<(), Fault> {
        let prefix = &self.raw.prefix;
        let simple = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
        if prefix.get_ref().is_empty() || !prefix.get_ref().chars().all(simple) {
            return Err(Fault::at(prefix.span(), "the prefix is no beginning of ids")
                .hint("use small letters, digits and hyphens"));
        }
        if let Some(event) = &self.raw.event {
            for field in event.means.values() {
                if !DATES.contains(field.get_ref()) {
                    let message = format!("`{}` is no date of a measure", field.get_ref().word());
                    return Err(Fault::at(field.span(), message)
                        .hint(format!("use one of: {}", DATES.map(Field::word).join(", "))));
                }
            }
        }
        Ok(())
    }
}

/// The meaning of a word in a list of them, capitals and accents aside; `*` is any other.
pub(super) fn meaning<'a, T>(words: &'a BTreeMap<String, T>, word: &str) -> Option<&'a T> {
    let exact = words.get(word);
    let plainly = || {
        let word = plain(word);
        words.iter().find(|(one, _)| *one != ANY && plain(one) == word).map(|(_, meaning)| meaning)
    };
    exact.or_else(plainly).or_else(|| words.get(ANY))
}
