//! Economies, unions and bodies by whatever name or code a tracker gives them.

use super::plain::plain;
use crate::error::RegistryError;
use crate::jurisdictions::{Jurisdiction, Jurisdictions};
use crate::nearest;
use crate::toml_text::Text;
use serde::Deserialize;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

const PATH: &str = "assets/policy/import/names.toml";
const CONTENT: &str = include_str!("../../../../assets/policy/import/names.toml");

/// Names and codes beside those of `jurisdictions.toml`.
#[derive(Debug, Deserialize)]
struct Names {
    iso2: BTreeMap<String, String>,
    names: BTreeMap<String, String>,
}

static NAMES: LazyLock<Result<Names, RegistryError>> =
    LazyLock::new(|| Text { path: PATH, content: CONTENT }.parse());

/// Why a text is no jurisdiction, and what to do about it.
type NoPlace = (String, String);

/// Finds jurisdictions by name or code.
#[derive(Debug)]
pub(super) struct Places<'r> {
    jurisdictions: &'r Jurisdictions,
    names: &'static Names,
    /// Codes by names and codes in plain letters.
    codes: HashMap<String, &'r str>,
    /// Codes of names that the registry has no jurisdiction for.
    elsewhere: HashMap<String, &'static str>,
    /// Codes of two letters that are other codes in the registry, such as `AU`.
    either: HashMap<String, (&'r str, &'static str)>,
    /// What was asked before: near words take long to find.
    unknown: RefCell<HashMap<String, NoPlace>>,
}

impl<'r> Places<'r> {
    pub fn new(jurisdictions: &'r Jurisdictions) -> Result<Self, RegistryError> {
        let names = NAMES.as_ref().map_err(Clone::clone)?;
        let mut places = Self {
            jurisdictions,
            names,
            codes: HashMap::new(),
            elsewhere: HashMap::new(),
            either: HashMap::new(),
            unknown: RefCell::default(),
        };
        for one in jurisdictions.iter() {
            for name in [&one.code, &one.name] {
                places.codes.insert(key(name), &one.code);
            }
        }
        for (letters, code) in names.iso2.iter().chain(&names.names) {
            let (key, known) = (key(letters), jurisdictions.find(code));
            match (known, places.codes.get(&key)) {
                (Some(one), None) => {
                    places.codes.insert(key, &one.code);
                }
                (_, Some(&other)) if other != code => {
                    places.either.insert(key, (other, code));
                }
                (None, None) => {
                    places.elsewhere.insert(key, code);
                }
                _ => {}
            }
        }
        for code in names.iso2.values().filter(|code| jurisdictions.find(code).is_none()) {
            places.elsewhere.insert(key(code), code);
        }
        Ok(places)
    }

    /// The jurisdiction that a text names.
    pub fn find(&self, text: &str) -> Result<&'r Jurisdiction, NoPlace> {
        let key = key(text);
        if let Some(&(one, other)) = self.either.get(&key) {
            return Err((
                format!("`{text}` can be {} or {}", self.shown(one), self.shown(other)),
                format!("say which in the mapping: [words.jurisdiction] with {text:?} = {other:?}"),
            ));
        }
        if let Some(one) = self.codes.get(&key).and_then(|code| self.jurisdictions.find(code)) {
            return Ok(one);
        }
        Err(self.unknown.borrow_mut().entry(key).or_insert_with_key(|key| self.none(text, key)).clone())
    }

    fn none(&self, text: &str, key: &str) -> NoPlace {
        if let Some(code) = self.elsewhere.get(key) {
            return (
                format!("the registry has no jurisdiction {}", self.shown(code)),
                format!(
                    "give its jurisdictions.toml an entry: code = {code:?}, name = ..., kind = \"economy\""
                ),
            );
        }
        let own = self.jurisdictions.iter().map(|one| (one.code.as_str(), one.name.as_str()));
        let others = self.names.names.iter().map(|(name, code)| (code.as_str(), name.as_str()));
        let hint = nearest::did_you_mean(text, own.chain(others)).map_or_else(
            || "say what it is in the mapping: ".to_owned(),
            |hint| format!("{hint} If so, say it in the mapping: "),
        );
        (
            format!("unknown jurisdiction `{text}`"),
            format!("{hint}[words.jurisdiction] with {text:?} = \"CODE\""),
        )
    }

    /// A code with its name.
    fn shown(&self, code: &str) -> String {
        let name = self.names.names.iter().find(|(_, one)| *one == code).map(|(name, _)| name.as_str());
        match self.jurisdictions.find(code).map(|one| one.name.as_str()).or(name) {
            Some(name) => format!("{code} ({name})"),
            None => code.to_owned(),
        }
    }
}

fn key(name: &str) -> String {
    let plain = plain(name);
    plain.strip_prefix("the ").map(str::to_owned).unwrap_or(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Registry;

    fn find(text: &str) -> Result<&'static str, NoPlace> {
        let places = Places::new(&Registry::embedded().unwrap().jurisdictions).unwrap();
        places.find(text).map(|one| one.code.as_str())
    }

    #[test]
    fn names_and_codes_of_any_kind() {
        for (text, code) in [
            ("USA", "USA"),
            ("us", "USA"),
            ("United States", "USA"),
            ("The United States of America", "USA"),
            ("China (People\u{2019}s Republic of)", "CHN"),
            ("TÜRKIYE", "TUR"),
            ("Turkey", "TUR"),
            ("UK", "GBR"),
            ("Korea", "KOR"),
            ("Korea, Republic of", "KOR"),
            ("Czech Republic", "CZE"),
            ("Vietnam", "VNM"),
            ("OECD/GPAI", "OECD"),
            ("EU", "EU"),
            ("European Union", "EU"),
            ("Cote d'Ivoire", "CIV"),
            ("California", "US-CA"),
            ("The United Nations Educational, Scientific and Cultural Organization", "UNESCO"),
        ] {
            assert_eq!(find(text), Ok(code), "{text}");
        }
    }

    #[test]
    fn what_is_not_sure_is_asked() {
        assert_eq!(find("AU").unwrap_err().0, "`AU` can be AU (African Union) or AUS (Australia)");
        assert_eq!(find("Fiji").unwrap_err().0, "the registry has no jurisdiction FJI (Fiji)");
        assert!(find("FJ").unwrap_err().1.contains("jurisdictions.toml"));
        let (problem, hint) = find("Germny").unwrap_err();
        assert_eq!(problem, "unknown jurisdiction `Germny`");
        assert!(hint.starts_with("did you mean `DEU` (Germany)?"), "{hint}");
        assert!(find("").is_err());
    }

    /// Every economy of the registry has a code of two letters, so that no name of the list is out of date.
    #[test]
    fn the_list_knows_every_economy() {
        let registry = Registry::embedded().unwrap();
        let names = NAMES.as_ref().unwrap();
        for one in registry.jurisdictions.iter().filter(|one| one.kind == crate::jurisdictions::Kind::Economy)
        {
            assert!(names.iso2.values().any(|code| *code == one.code), "{}", one.code);
        }
        for (name, code) in &names.names {
            let known =
                names.iso2.values().any(|one| one == code) || registry.jurisdictions.find(code).is_some();
            assert!(known, "{name} = {code}");
        }
    }
}
