//! Finding measures.

use comity_policy::{Index, Registry};

#[test]
fn titles_come_before_notes() {
    let index = Index::new(Registry::embedded().unwrap());
    let first = |words: &str| index.find(words).first().map(|measure| measure.id.as_str());
    assert_eq!(first("general data protection regulation"), Some("eu-gdpr"));
    assert_eq!(first("Artificial Intelligence Act european"), Some("eu-ai-act"));
    assert_eq!(first("2024/1689"), Some("eu-ai-act"));
    assert_eq!(first("korea framework intelligence"), first("intelligence KOREA fram"));
    assert!(index.find("viet nam").iter().all(|measure| !measure.id.is_empty()));
}

#[test]
fn all_words_must_be_there() {
    let registry = crate::sample::registry();
    let index = Index::new(&registry);
    let ids =
        |words: &str| -> Vec<&str> { index.find(words).iter().map(|measure| measure.id.as_str()).collect() };
    assert_eq!(ids("data law china"), ["chn-law"]);
    assert_eq!(ids("LAW"), ["usa-ca-law", "chn-law", "ind-law"]);
    assert_eq!(ids("california"), ["usa-ca-law"]);
    assert_eq!(ids("data quantum"), [""; 0]);
    assert_eq!(ids(" ,; "), [""; 0]);
    assert_eq!(index.hint("data quantum"), "no measure has the word `quantum`");
    assert_eq!(index.hint("dtaa"), "did you mean `data`?");
    assert_eq!(index.hint("data california"), "fewer words find more");
}
