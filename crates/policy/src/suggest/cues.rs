//! What to look for, feature by feature, read from TOML.

use super::pattern::{Pattern, Patterns};
use crate::diagnostic::Fault;
use crate::error::RegistryError;
use crate::taxonomy::{HIGHEST, Taxonomy};
use crate::toml_text::{Text, Word};
use serde::Deserialize;
use std::sync::OnceLock;
use toml::Spanned;

/// What to look for: for each feature words that say it, and words that decide its level.
#[derive(Debug, Clone)]
pub struct Cues {
    pub(super) features: Vec<Cue>,
    pub(super) patterns: Patterns<(usize, Says)>,
}

/// What a feature's patterns are for.
#[derive(Debug, Clone)]
pub(super) struct Cue {
    pub feature: String,
    /// The level where a sentence binds and nothing says otherwise.
    pub level: u8,
    /// Whether the feature is there whatever the force of the sentence.
    pub any_force: bool,
    /// Whether what authorities must do counts.
    pub authority: bool,
    /// Whether exemptions are what the feature is about.
    pub exemption: bool,
    /// Whether a duty of everyone has level 3.
    pub broad: bool,
}

/// What a pattern says of its feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    /// A sentence with it is enough.
    Strong,
    /// It takes two such sentences, or one under a title that says so too.
    Weak,
    /// In a title it supports what stands below.
    Title,
    /// The level is 1.
    Light,
    /// The level is 3.
    Strict,
    /// The sentence is about something else.
    Not,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    cue: Vec<Raw>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    feature: Word,
    level: Option<Spanned<u8>>,
    #[serde(default)]
    any_force: bool,
    #[serde(default)]
    authority: bool,
    #[serde(default)]
    exemption: bool,
    #[serde(default)]
    broad: bool,
    strong: Vec<Word>,
    #[serde(default)]
    weak: Vec<Word>,
    #[serde(default)]
    title: Vec<Word>,
    #[serde(default)]
    light: Vec<Word>,
    #[serde(default)]
    strict: Vec<Word>,
    #[serde(default, rename = "not")]
    unless: Vec<Word>,
}

impl Cues {
    /// The cues that ship.
    ///
    /// # Errors
    /// The file is broken, which tests exclude.
    pub fn embedded() -> Result<&'static Self, RegistryError> {
        static CUES: OnceLock<Result<Cues, RegistryError>> = OnceLock::new();
        let read = || Self::parse("cues.toml", include_str!("../../../../assets/policy/cues.toml"));
        CUES.get_or_init(read).as_ref().map_err(Clone::clone)
    }

    /// Reads cues; errors show the line.
    ///
    /// # Errors
    /// Something in the file is wrong.
    pub fn parse(path: &str, content: &str) -> Result<Self, RegistryError> {
        let text = Text { path, content };
        let File { cue } = text.parse()?;
        let mut features: Vec<Cue> = Vec::with_capacity(cue.len());
        let mut patterns = Vec::new();
        for raw in cue {
            let feature = raw.feature.get_ref().clone();
            if features.iter().any(|cue| cue.feature == feature) {
                let fault = Fault::at(raw.feature.span(), format!("a second cue for `{feature}`"));
                return Err(text.error(fault.hint("put its words into the first")));
            }
            let level = raw.level.as_ref().map_or(2, |level| *level.get_ref());
            if let Some(wrong) = raw.level.filter(|level| !(1..=HIGHEST).contains(level.get_ref())) {
                let fault = Fault::at(wrong.span(), format!("level {level} is none that a cue can give"));
                return Err(text.error(fault.hint("write 1, 2 or 3")));
            }
            for (says, words) in [
                (Says::Strong, &raw.strong),
                (Says::Weak, &raw.weak),
                (Says::Title, &raw.title),
                (Says::Light, &raw.light),
                (Says::Strict, &raw.strict),
                (Says::Not, &raw.unless),
            ] {
                for word in words {
                    let pattern = Pattern::parse(word.get_ref()).ok_or_else(|| {
                        let fault = Fault::at(word.span(), format!("`{}` is no pattern", word.get_ref()));
                        text.error(fault.hint("write words, `begin*`, `one/other` and, between words, `...`"))
                    })?;
                    patterns.push((pattern, (features.len(), says)));
                }
            }
            let Raw { any_force, authority, exemption, broad, .. } = raw;
            features.push(Cue { feature, level, any_force, authority, exemption, broad });
        }
        Ok(Self { features, patterns: Patterns::new(patterns) })
    }

    /// The features of a taxonomy that no cue finds.
    pub fn silent<'t>(&self, taxonomy: &'t Taxonomy) -> Vec<&'t str> {
        let known = |id: &str| self.features.iter().any(|cue| cue.feature == id);
        taxonomy.features.iter().map(|feature| feature.id.as_str()).filter(|id| !known(id)).collect()
    }
}
