//! Searches find the same measures in memory, in a file and on a server.

use crate::{ANA, each};
use comity_policy::{Index, Registry, words_of};
use comity_registry::Database;
use std::collections::BTreeSet;

/// What people type, and the measure that they mean.
const KNOWN: [(&str, &str); 10] = [
    ("regulation 2016/679", "eu-gdpr"),
    ("Artificial Intelligence Act european", "eu-ai-act"),
    ("2024/1689", "eu-ai-act"),
    ("eu-ai-act", "eu-ai-act"),
    ("korea framework intelligence", "kor-ai-basic-act"),
    ("gdpr", "eu-gdpr"),
    ("EU data prot reg", "eu-gdpr"),
    ("sb24 205", "usa-co-sb24-205"),
    ("digital economy partnership", "depa"),
    ("personal information protection law china", "chn-pipl"),
];

#[test]
fn the_measure_that_is_meant_is_among_the_first_three_everywhere() {
    let index = Index::new(Registry::embedded().unwrap());
    for (words, id) in KNOWN {
        assert!(index.find(words).iter().take(3).any(|measure| measure.id == id), "{words}");
    }
    each(|address| {
        let mut database = Database::create(address, &Registry::embedded_files(), ANA).unwrap();
        for (words, id) in KNOWN {
            let found = database.search(words, 3).unwrap();
            assert!(found.iter().any(|found| found.id == id), "{words} in {address}: {found:?}");
        }
    });
}

/// Beginnings of all words that ship, alone and in pairs, and words from other languages.
#[test]
fn the_same_measures_are_found_everywhere() {
    let registry = Registry::embedded().unwrap();
    let index = Index::new(registry);
    let texts = registry.measures.iter().flat_map(|measure| words_of(&measure.summary).collect::<Vec<_>>());
    let words: BTreeSet<String> = texts.collect();
    let words: Vec<&String> = words.iter().collect();
    let mut questions: Vec<String> =
        ["viet nam", "São", "SAO", "ÅLAND", "İ", "Ⓐ", "ß", "*", "\" OR a", "'", "a:b", "NOT", "", "ai OR"]
            .map(str::to_owned)
            .to_vec();
    for (place, word) in words.iter().enumerate().step_by(3) {
        questions.push(word.chars().take(3).collect());
        questions.push(format!("{word} {}", words[place * 7 % words.len()]));
    }
    assert!(questions.len() > 400, "{}", questions.len());
    questions.push("x".repeat(3000));
    each(|address| {
        let mut database = Database::create(address, &Registry::embedded_files(), ANA).unwrap();
        for question in &questions {
            let expected: BTreeSet<&str> = index.find(question).iter().map(|measure| &*measure.id).collect();
            let found = database.search(question, usize::MAX).unwrap();
            let found: BTreeSet<&str> = found.iter().map(|found| &*found.id).collect();
            assert_eq!(found, expected, "{question} in {address}");
        }
    });
}

#[test]
fn letters_of_all_kinds_are_found() {
    let words = [
        "Ⓐ",
        "İstanbul",
        "ſ",
        "ǅ",
        "हिन्दी",
        "café",
        "cafe\u{301}",
        "①",
        "ª",
        "日本",
        "שָׁלוֹם",
        "ⅷ",
        "x\u{345}",
    ];
    let shipped = Registry::embedded().unwrap();
    let model = shipped.measure("eu-gdpr").unwrap();
    let measures: Vec<_> = words
        .iter()
        .enumerate()
        .map(|(place, word)| comity_policy::Measure {
            id: format!("m{place}"),
            title: (*word).to_owned(),
            notes: "y".repeat(3000),
            ..model.clone()
        })
        .collect();
    let registry = Registry { measures: measures.clone(), ..shipped.clone() };
    let index = Index::new(&registry);
    each(|address| {
        let mut database =
            Database::create(address, &[("none.toml".to_owned(), String::new())], ANA).unwrap();
        database.add(&measures, ANA).unwrap();
        for word in words {
            let expected: BTreeSet<&str> = index.find(word).iter().map(|measure| &*measure.id).collect();
            let found = database.search(word, usize::MAX).unwrap();
            let found: BTreeSet<&str> = found.iter().map(|found| &*found.id).collect();
            assert_eq!(found, expected, "{word} in {address}");
        }
    });
}
