//! The words that say whom a measure covers, and which sectors of an economy they mean.

use crate::error::RegistryError;
use crate::measure::Measure;
use crate::nearest;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The word of measures that cover everybody.
pub(crate) const ALL: &str = "all";

/// What ships, in assets/policy/scopes.toml.
static SCOPES: LazyLock<Scopes> =
    LazyLock::new(|| toml::from_str(include_str!("../../../assets/policy/scopes.toml")).unwrap_or_default());

/// The words that measures can use of whom they cover.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scopes {
    words: BTreeMap<String, Covered>,
}

/// Whom a word means.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Covered {
    /// In a few words.
    pub name: String,
    /// The sectors that it means, by their codes in the World Input-Output Database.
    pub sectors: Vec<String>,
}

/// The measures that firms of a sector meet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Scope {
    /// Words that mean others, and not this one.
    others: BTreeSet<String>,
}

/// Sectors that somebody asks about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// What firms meet there.
    pub scope: Scope,
    /// Codes of the sectors; `None` is all of them.
    pub sectors: Option<Vec<String>>,
}

impl Scopes {
    /// Those that ship.
    pub fn embedded() -> &'static Self {
        &SCOPES
    }

    /// Every word, in order, with whom it means; `all`, which means everybody, is none of them.
    pub fn words(&self) -> impl Iterator<Item = (&str, &Covered)> {
        self.words.iter().map(|(word, covered)| (word.as_str(), covered))
    }

    /// Whether a measure can use a word.
    pub fn knows(&self, word: &str) -> bool {
        word == ALL || self.words.contains_key(word)
    }

    /// What to write instead of a word that nobody knows.
    pub fn hint(&self, word: &str) -> String {
        nearest::did_you_mean(word, self.words().map(|(word, covered)| (word, covered.name.as_str())))
            .unwrap_or_else(|| {
                let words: Vec<&str> =
                    std::iter::once(ALL).chain(self.words().map(|(word, _)| word)).collect();
                format!("there are {}", words.join(", "))
            })
    }

    /// What a sector meets, by its code. A code that no word means is one of another classification, or of a sector that only meets what
    /// covers everybody; where a table has no code that any word means, every measure covers every sector.
    pub fn of<'a>(&self, code: &str, table: impl IntoIterator<Item = &'a str>) -> Scope {
        let known: BTreeSet<&str> =
            self.words.values().flat_map(|covered| &covered.sectors).map(String::as_str).collect();
        if !table.into_iter().any(|code| known.contains(code)) {
            return Scope { others: BTreeSet::new() };
        }
        self.scope(|_, covered| covered.sectors.iter().any(|known| known == code))
    }

    /// What a user names: a word that measures use, `all`, or the code of one of a table's sectors, each with its name.
    ///
    /// # Errors
    /// It is none of these; the error has the nearest.
    pub fn named(&self, named: &str, table: &[(&str, &str)]) -> Result<Named, RegistryError> {
        if named == ALL {
            return Ok(Named { scope: Scope { others: BTreeSet::new() }, sectors: None });
        }
        if let Some(covered) = self.words.get(named) {
            return Ok(Named {
                scope: self.scope(|word, _| word == named),
                sectors: Some(covered.sectors.clone()),
            });
        }
        if table.iter().any(|(code, _)| *code == named) {
            let scope = self.of(named, table.iter().map(|(code, _)| *code));
            return Ok(Named { scope, sectors: Some(vec![named.to_owned()]) });
        }
        let words = self.words().map(|(word, covered)| (word, covered.name.as_str()));
        let hint = nearest::did_you_mean(named, words.chain(table.iter().copied())).unwrap_or_else(|| {
            "name a sector by its code, such as c28, or by a word of measures, such as finance; assets/policy/scopes.toml has the words"
                .to_owned()
        });
        Err(RegistryError::Unknown { what: "sector", word: named.to_owned(), hint: Some(hint) })
    }

    /// What those meet whom some words mean.
    fn scope(&self, means: impl Fn(&str, &Covered) -> bool) -> Scope {
        let others = self.words.iter().filter(|(word, covered)| !means(word, covered));
        Scope { others: others.map(|(word, _)| word.clone()).collect() }
    }
}

impl Scope {
    /// Whether a measure covers it.
    pub fn has(&self, measure: &Measure) -> bool {
        measure.sectors.is_empty()
            || measure.sectors.iter().any(|word| word == ALL || !self.others.contains(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Registry;

    const CODES: [&str; 3] = ["c14", "c28", "c31"];

    #[test]
    fn every_word_says_whom_it_means() {
        let scopes = Scopes::embedded();
        assert!(scopes.words().count() > 20);
        for (word, covered) in scopes.words() {
            assert!(!covered.name.is_empty() && !covered.sectors.is_empty(), "{word}");
        }
    }

    #[test]
    fn rules_for_purchases_of_government_are_not_those_of_banks() {
        let registry = Registry::embedded().unwrap();
        let fedramp = registry.measure("usa-fedramp").unwrap();
        let scopes = Scopes::embedded();
        assert!(scopes.of("c31", CODES).has(fedramp));
        assert!(!scopes.of("c28", CODES).has(fedramp));
        assert!(scopes.of("c28", CODES).has(registry.measure("eu-ai-act").unwrap()));
    }

    #[test]
    fn of_another_classification_everything_is_covered() {
        let registry = Registry::embedded().unwrap();
        let scope = Scopes::embedded().of("ofi", ["ofi", "isr"]);
        assert!(registry.measures.iter().all(|measure| scope.has(measure)));
    }

    #[test]
    fn sectors_go_by_word_or_code_and_a_typo_gets_the_nearest() {
        let (scopes, table) = (Scopes::embedded(), [("c14", "Electrical equipment"), ("c28", "Finance")]);
        let finance = scopes.named("c28", &table).unwrap();
        assert_eq!(finance.scope, scopes.of("c28", CODES));
        let government = scopes.named("public_sector", &table).unwrap();
        let fedramp = Registry::embedded().unwrap().measure("usa-fedramp").unwrap();
        assert!(government.scope.has(fedramp) && !finance.scope.has(fedramp));
        assert_eq!(scopes.named("all", &table).unwrap().sectors, None);
        let hint = scopes.named("finanse", &table).unwrap_err().hint().unwrap();
        assert!(hint.starts_with("did you mean `finance`"), "{hint}");
        assert!(scopes.hint("telecom").contains("`telecoms`"));
    }
}
