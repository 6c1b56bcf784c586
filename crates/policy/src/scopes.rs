//! Which sectors of an economy the words mean that say whom a measure covers.

use crate::measure::Measure;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The word of measures that cover everybody.
const ALL: &str = "all";

/// What ships, in assets/policy/scopes.toml.
static SCOPES: LazyLock<Scopes> =
    LazyLock::new(|| toml::from_str(include_str!("../../../assets/policy/scopes.toml")).unwrap_or_default());

/// Which sectors each word means, by their codes in the World Input-Output Database.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scopes {
    words: BTreeMap<String, Vec<String>>,
}

/// The measures that firms of a sector meet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Scope {
    /// Words that mean other sectors, and not this one.
    others: BTreeSet<String>,
}

impl Scopes {
    /// Those that ship.
    pub fn embedded() -> &'static Self {
        &SCOPES
    }

    /// What a sector meets, by its code. A code that no word means is one of another classification, or of a sector that only meets what
    /// covers everybody; where a table has no code that any word means, every measure covers every sector.
    pub fn of<'a>(&self, code: &str, table: impl IntoIterator<Item = &'a str>) -> Scope {
        let known: BTreeSet<&str> = self.words.values().flatten().map(String::as_str).collect();
        if !table.into_iter().any(|code| known.contains(code)) {
            return Scope { others: BTreeSet::new() };
        }
        let others = self.words.iter().filter(|(_, codes)| !codes.iter().any(|known| known == code));
        Scope { others: others.map(|(word, _)| word.clone()).collect() }
    }
}

impl Scope {
    /// Whether a measure covers it. A word that nobody has said the meaning of may mean any sector.
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
    fn what_ships_can_be_read() {
        assert!(Scopes::embedded().words.len() > 20);
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
}
