//! Suggestions of features: how often they are right on labelled texts, and that no text breaks them.

use comity_policy::suggest::{Cues, draft};
use comity_policy::{Registry, RegistryError, Taxonomy};
use proptest::prelude::*;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Labels {
    text: Vec<Labelled>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Labelled {
    file: String,
    source: String,
    invented: bool,
    features: BTreeMap<String, u8>,
}

fn taxonomy() -> &'static Taxonomy {
    &Registry::embedded().unwrap().taxonomy
}

fn folder(set: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/suggest").join(set)
}

fn labels(set: &str) -> Vec<Labelled> {
    let text = std::fs::read_to_string(folder(set).join("labels.toml")).unwrap();
    toml::from_str::<Labels>(&text).unwrap().text
}

type Levels = BTreeMap<String, u8>;

fn by_cues(text: &str) -> Levels {
    let found = Cues::embedded().unwrap().suggest(taxonomy(), text);
    found.iter().map(|one| (one.feature.id.clone(), one.level)).collect()
}

/// What to beat: a feature is there where one sentence has all words of its name, mandatory for some.
fn by_names(text: &str) -> Levels {
    let words = |text: &str| -> BTreeSet<String> {
        let small = text.to_lowercase();
        let words = small.split(|letter: char| !letter.is_alphanumeric());
        words.filter(|word| word.len() > 3).map(|word| word.chars().take(6).collect()).collect()
    };
    let sentences: Vec<BTreeSet<String>> = text.split(['.', ';']).map(words).collect();
    let named = |name: &str| sentences.iter().any(|sentence| sentence.is_superset(&words(name)));
    let features = taxonomy().features.iter();
    features.filter(|feature| named(&feature.name)).map(|feature| (feature.id.clone(), 2)).collect()
}

/// Counts of one feature or of all.
#[derive(Default, Clone, Copy)]
struct Score {
    right: f64,
    wrong: f64,
    missed: f64,
    /// How far levels are off, over what was rightly found.
    off: f64,
}

impl Score {
    fn precision(self) -> f64 {
        self.right / (self.right + self.wrong)
    }

    fn recall(self) -> f64 {
        self.right / (self.right + self.missed)
    }

    fn level_error(self) -> f64 {
        self.off / self.right
    }
}

fn score(set: &str, only: impl Fn(&Labelled) -> bool, find: impl Fn(&str) -> Levels) -> (Score, BTreeMap<String, Score>) {
    let mut all = Score::default();
    let mut each: BTreeMap<String, Score> = BTreeMap::new();
    for labelled in labels(set).into_iter().filter(only) {
        let found = find(&std::fs::read_to_string(folder(set).join(&labelled.file)).unwrap());
        let ids: BTreeSet<&String> = found.keys().chain(labelled.features.keys()).collect();
        for id in ids {
            let one = each.entry(id.clone()).or_default();
            for score in [&mut all, one] {
                match (found.get(id), labelled.features.get(id)) {
                    (Some(level), Some(right)) => {
                        score.right += 1.0;
                        score.off += f64::from(level.abs_diff(*right));
                    }
                    (Some(_), None) => score.wrong += 1.0,
                    _ => score.missed += 1.0,
                }
            }
            match (found.get(id), labelled.features.get(id)) {
                (Some(_), None) => println!("{}: {id} is too much", labelled.file),
                (None, Some(_)) => println!("{}: {id} is missing", labelled.file),
                (one, other) if one != other => println!("{}: {id} {one:?} for {other:?}", labelled.file),
                _ => {}
            }
        }
    }
    (all, each)
}

fn figures(set: &str) {
    for (name, find) in [("cues", by_cues as fn(&str) -> Levels), ("names", by_names)] {
        let (all, each) = score(set, |_| true, find);
        for (id, one) in each {
            println!("  {id}: {:.2} {:.2} of {}", one.precision(), one.recall(), one.right + one.missed);
        }
        println!("== {set} {name}: precision {:.3} recall {:.3} level {:.3}", all.precision(), all.recall(), all.level_error());
    }
}

#[test]
fn figures_development() {
    figures("development");
}

#[test]
fn figures_held_out() {
    figures("held_out");
}
