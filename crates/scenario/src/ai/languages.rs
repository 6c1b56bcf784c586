//! Which economies share an official language: `assets/languages.toml`.

use std::collections::HashMap;
use std::sync::LazyLock;

type Languages = HashMap<String, Vec<String>>;

/// A file that ships and is broken leaves nothing; a test reads it.
static LANGUAGES: LazyLock<Languages> = LazyLock::new(|| read().unwrap_or_default());

fn read() -> Result<Languages, toml::de::Error> {
    toml::from_str(include_str!("../../../../assets/languages.toml"))
}

/// The official languages of an economy by its code, as codes of ISO 639; none of what is no single economy.
pub fn languages(code: &str) -> &'static [String] {
    LANGUAGES.get(code).map_or(&[], Vec::as_slice)
}

/// Whether two economies share an official language.
///
/// ```
/// use comity_scenario::ai::languages::shared;
/// assert!(shared("CAN", "SEN") && shared("BRA", "PRT"));
/// assert!(!shared("JPN", "KOR") && !shared("RoW", "USA"));
/// ```
pub fn shared(one: &str, other: &str) -> bool {
    languages(one).iter().any(|language| languages(other).contains(language))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_an_economy_with_a_language() {
        let languages = read().unwrap();
        assert!(languages.len() > 200, "{}", languages.len());
        for (code, spoken) in &languages {
            assert!(code.len() == 3 && code.bytes().all(|letter| letter.is_ascii_uppercase()), "{code}");
            let of_iso_639 = |word: &String| (2..=3).contains(&word.len()) && *word == word.to_lowercase();
            assert!(!spoken.is_empty() && spoken.iter().all(of_iso_639), "{code}: {spoken:?}");
        }
    }
}
