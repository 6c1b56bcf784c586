//! What the cells of a row mean: jurisdictions, words, features, whom it covers, ids.

use super::Reader;
use crate::import::cell::Said;
use crate::import::mapping::{ANY, Field, Mapping, meaning};
use crate::import::plain::{plain, slug};
use crate::import::table::Row;
use crate::jurisdictions::Kind;
use crate::measure::Requirement;
use crate::scopes::{ALL, Scopes};
use serde::Deserialize;
use serde::de::value::{Error as NoWord, StrDeserializer};
use std::collections::BTreeMap;

/// The longest part of an id that is made of a title.
const LONGEST_SLUG: usize = 60;

impl Reader<'_> {
    /// The jurisdiction, and the part of it, that a cell names.
    pub(super) fn place(&self, said: &Said) -> Result<(String, String), (String, String)> {
        let mut named: Vec<&str> =
            said.text.split(self.mapping.raw.separator.as_str()).map(str::trim).collect();
        named.retain(|name| !name.is_empty());
        named.dedup();
        let name = match named.as_slice() {
            [] => return Err(missing("jurisdiction")),
            [_] => said.text.trim_matches([';', ' ']),
            _ => {
                let problem = format!("{} jurisdictions in one row", named.len());
                let remedy = "give each a row of its own, or name the union or agreement whose measure it is";
                return Err((problem, remedy.to_owned()));
            }
        };
        let words = self.mapping.raw.words.get(&Field::Jurisdiction);
        let code = words.and_then(|words| meaning(words, name)).map_or(name, |code| code.get_ref());
        let found = self.places.find(code)?;
        Ok(match found.kind {
            Kind::FederalUnit => (found.part_of.clone(), found.code.clone()),
            _ => (found.code.clone(), String::new()),
        })
    }

    /// What a cell means among the words that the registry knows; nothing where it says nothing.
    pub(super) fn word(&self, field: Field, said: &Said) -> Result<String, (String, String)> {
        if said.text.is_empty() {
            return Ok(String::new());
        }
        let word = meaning_or(self.mapping, field, &said.text);
        let Err((problem, hint)) = self.known(field, &word) else { return Ok(word) };
        // Their words with capitals and spaces, such as "In force".
        let plainly = plain(&word).replace(' ', "_");
        if self.known(field, &plainly).is_ok() {
            return Ok(plainly);
        }
        let then = if hint.ends_with('?') { " If so, say it" } else { "; say it" };
        let remedy =
            format!("{hint}{then} in the mapping: [words.{}] with {:?} = ...", field.word(), said.text);
        Err((problem, remedy))
    }

    /// The features of the tags that a row has, the highest level of each, in the order of the taxonomy.
    pub(super) fn features(&self, row: &Row, soft: bool) -> Vec<Requirement> {
        let raw = &self.mapping.raw;
        if raw.feature.is_empty() {
            return Vec::new();
        }
        let tags = self.cells.tags(row, self.mapping);
        let mut levels: BTreeMap<usize, u8> = BTreeMap::new();
        for rule in &raw.feature {
            let has = |tag: &String| tag == ANY || tags.contains_key(&plain(tag)) || self.cells.yes(row, tag);
            if !rule.tag.all().iter().any(has) {
                continue;
            }
            let level = *if soft { &rule.soft } else { &rule.hard }.get_ref();
            if let Some(place) = self.registry.taxonomy.feature(rule.feature.get_ref()) {
                let highest = levels.entry(place).or_default();
                *highest = level.max(*highest);
            }
        }
        let named = |(place, level): (usize, u8)| Requirement {
            feature: self.registry.taxonomy.features[place].id.clone(),
            level,
            article: String::new(),
        };
        levels.into_iter().filter(|&(_, level)| level > 0).map(named).collect()
    }

    /// The words of a list, as the mapping means them.
    pub(super) fn list(&self, field: Field, said: &str) -> Vec<String> {
        let words = said.split(self.mapping.raw.separator.as_str()).map(str::trim);
        words.filter(|one| !one.is_empty()).map(|one| meaning_or(self.mapping, field, one)).collect()
    }

    /// Whom a measure covers, and a note of words that nobody here knows: then it may cover anybody.
    pub(super) fn sectors(&self, said: &str) -> (Vec<String>, String) {
        let mut sectors = self.list(Field::Sectors, said);
        sectors.sort();
        sectors.dedup();
        let (mut known, unknown): (Vec<String>, Vec<String>) =
            sectors.into_iter().partition(|word| Scopes::embedded().knows(word));
        if known.is_empty() || !unknown.is_empty() && !known.iter().any(|word| word == ALL) {
            known.insert(0, ALL.to_owned());
        }
        let note = match unknown.as_slice() {
            [] => String::new(),
            unknown => format!("Sectors as published: {}.", unknown.join("; ")),
        };
        (known, note)
    }

    /// The source's own number of it, or else something made of its title.
    pub(super) fn id(&self, said: &str, jurisdiction: &str, title: &str) -> (String, bool) {
        let prefix = self.mapping.prefix();
        let own = slug(said, LONGEST_SLUG);
        if !own.is_empty() {
            return (format!("{prefix}-{own}"), true);
        }
        let title = Some(slug(title, LONGEST_SLUG)).filter(|slug| !slug.is_empty());
        let title = title.unwrap_or_else(|| "untitled".to_owned());
        (format!("{prefix}-{}-{title}", jurisdiction.to_lowercase()), false)
    }
}

pub(super) fn missing(what: &str) -> (String, String) {
    let remedy = match what {
        "date" => "add a date to the row, or leave the row out: a measure without one is in force on no day",
        "title" => "add its title to the row",
        "jurisdiction" => "add the economy, union or body whose measure it is",
        "kind" => "name a column for `kind` in the mapping, or a word under [otherwise]",
        _ => "name a column for `binding` in the mapping, or hard or soft under [otherwise]",
    };
    (format!("no {what}"), remedy.to_owned())
}

/// What a word means in a mapping, or itself.
fn meaning_or(mapping: &Mapping, field: Field, word: &str) -> String {
    let words = mapping.raw.words.get(&field);
    let meaning = words.and_then(|words| meaning(words, word).filter(|_| ANY != word));
    meaning.map_or_else(|| word.to_owned(), |meaning| meaning.get_ref().clone())
}

/// The first address in a cell.
pub(super) fn address(text: &str) -> Result<String, (String, String)> {
    if text.is_empty() {
        let remedy = "add the address where its text can be read, or one for all rows under [otherwise] in the mapping: \
                      without a source nobody can check it";
        return Err(("no source".to_owned(), remedy.to_owned()));
    }
    let first = text
        .split([' ', '\n', '\t', ';', ','])
        .find(|part| part.starts_with("http://") || part.starts_with("https://"));
    let bare = || {
        text.starts_with("www.")
            .then(|| format!("https://{}", text.split_whitespace().next().unwrap_or(text)))
    };
    first
        .map(str::to_owned)
        .or_else(bare)
        .ok_or_else(|| ("the source is no address".to_owned(), "write it from `https://` on".to_owned()))
}

/// One of the words of an enumeration.
pub(super) fn parsed<'de, T: Deserialize<'de>>(word: &'de str) -> Option<T> {
    T::deserialize(StrDeserializer::<NoWord>::new(word)).ok()
}
