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

/// Texts that the cues were written with, texts that were labelled before them, and texts that were chosen after them.
const SETS: [&str; 3] = ["development", "held_out", "unseen"];

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

fn score(
    set: &str,
    only: impl Fn(&Labelled) -> bool,
    find: impl Fn(&str) -> Levels,
) -> (Score, BTreeMap<String, Score>) {
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
        }
    }
    (all, each)
}

/// A ratio; one of nothing is a dash.
fn shown(part: f64) -> String {
    if part.is_nan() { "-".to_owned() } else { format!("{part:.2}") }
}

#[test]
fn figures() {
    let mut text = String::new();
    for set in SETS {
        for (way, find) in [("cues", by_cues as fn(&str) -> Levels), ("names of features", by_names)] {
            let (all, each) = score(set, |_| true, find);
            let count = all.right + all.missed;
            text += &format!(
                "{set}, {way}: precision {:.3}, recall {:.3} of {count}, levels off by {:.3}\n",
                all.precision(),
                all.recall(),
                all.level_error()
            );
            if way == "cues" {
                for (id, one) in each {
                    let (precision, recall) = (shown(one.precision()), shown(one.recall()));
                    let count = one.right + one.missed;
                    text += &format!("  {id}: precision {precision}, recall {recall} of {count}\n");
                }
            }
        }
        let (real, _) = score(set, |labelled| !labelled.invented, by_cues);
        let (precision, recall) = (real.precision(), real.recall());
        text += &format!("{set}, cues, laws only: precision {precision:.3}, recall {recall:.3}\n\n");
    }
    insta::assert_snapshot!(text);
}

/// What was measured when the cues were finished. The aim was a precision of 0.8 and a recall of 0.7; recall falls short of it.
#[test]
fn figures_stay_at_what_was_measured() {
    for (set, precision, recall, off) in [("held_out", 0.90, 0.61, 0.24), ("unseen", 0.81, 0.60, 0.01)] {
        let (cues, _) = score(set, |_| true, by_cues);
        let (names, _) = score(set, |_| true, by_names);
        assert!(cues.precision() >= precision, "{set}: precision {}", cues.precision());
        assert!(cues.recall() >= recall, "{set}: recall {}", cues.recall());
        assert!(cues.level_error() <= off, "{set}: levels off by {}", cues.level_error());
        assert!(cues.recall() > 3.0 * names.recall(), "{set}: no better than the names of features");
    }
}

#[test]
fn labels_are_of_the_taxonomy() {
    for set in SETS {
        for Labelled { file, source, features, .. } in labels(set) {
            assert!(folder(set).join(&file).is_file(), "{file}");
            assert!(!source.is_empty(), "{file}");
            for (id, level) in features {
                assert!(taxonomy().feature(&id).is_some() && (1..=3).contains(&level), "{file}: {id}");
            }
        }
    }
    assert_eq!(Cues::embedded().unwrap().silent(taxonomy()), [""; 0]);
}

#[test]
fn a_draft_is_refused_until_it_is_filled() {
    let text = std::fs::read_to_string(folder("development").join("platform-data-law.txt")).unwrap();
    let mut draft = draft(&Cues::embedded().unwrap().suggest(taxonomy(), &text));
    for (key, value) in [
        ("id", "mine"),
        ("title", "Act on platforms"),
        ("official_ref", "Act 1"),
        ("jurisdiction", "KOR"),
        ("kind", "ai_horizontal"),
        ("source_url", "https://example.org"),
    ] {
        let error = Registry::of(&[("mine.toml".to_owned(), draft.clone())]).unwrap_err();
        assert!(error.to_string().contains(&format!("{key} = \"\"")), "{error}");
        assert!(matches!(error, RegistryError::Fault(_)) && error.hint().is_some());
        draft = draft.replace(&format!("\n{key} = \"\""), &format!("\n{key} = \"{value}\""));
    }
    let registry = Registry::of(&[("mine.toml".to_owned(), draft)]).unwrap();
    let levels = registry.measures[0].features.iter().map(|one| (one.feature.clone(), one.level));
    assert_eq!(levels.collect::<Levels>(), by_cues(&text));
    let localised =
        registry.measures[0].features.iter().find(|one| one.feature == "data_localisation").unwrap();
    assert_eq!(localised.article, "Article 1");
}

#[test]
fn force_and_scope_decide_the_level() {
    let level = |text: &str| by_cues(text).get("human_oversight").copied();
    assert_eq!(level("Deployers should provide for human oversight."), Some(1));
    assert_eq!(level("Deployers shall provide for human oversight."), Some(2));
    assert_eq!(level("The duty of human oversight does not apply to banks."), None);
    assert_eq!(level("The Commission shall issue guidance on human oversight."), None);
    assert_eq!(level("“Human oversight” means that people watch."), None);
    assert_eq!(level("Providers shall:\n\n(a) keep calm;\n\n(b) ensure human oversight."), Some(2));
}

#[test]
fn wrong_cues_get_the_line() {
    for (cues, message) in [
        ("feature = \"x\"\nstrong = [\"a*b\"]", "`a*b` is no pattern"),
        ("feature = \"x\"\nstrong = []\nlevel = 4", "level 4 is none"),
        ("feature = \"x\"\nstrong = []\n[[cue]]\nfeature = \"x\"\nstrong = []", "a second cue for `x`"),
        ("feature = \"x\"\nstrong = []\nstrict_ = []", "unknown key `strict_`"),
    ] {
        let error = Cues::parse("cues.toml", &format!("[[cue]]\n{cues}\n")).unwrap_err();
        assert!(error.to_string().contains(message), "{error}");
        assert!(error.to_string().contains("cues.toml:"), "{error}");
    }
}

#[test]
fn long_texts_take_time_in_proportion() {
    let sentence = "no person may export data abroad without human oversight, ";
    let begun = std::time::Instant::now();
    for text in
        [sentence.repeat(20_000), "a ".repeat(500_000), "1. ".repeat(300_000), "(a)\n".repeat(200_000)]
    {
        Cues::embedded().unwrap().suggest(taxonomy(), &text);
    }
    // Three million letters take a second or two unoptimised; what grows with the square would take an hour.
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
}

proptest! {
    #[test]
    fn any_text_is_read(text in "(?s).{0,400}") {
        let lines = text.lines().count();
        for suggestion in Cues::embedded().unwrap().suggest(taxonomy(), &text) {
            prop_assert!((1..=3).contains(&suggestion.level));
            for evidence in suggestion.evidence {
                prop_assert!((1..=lines).contains(&evidence.line));
            }
        }
    }

    #[test]
    fn any_text_of_law_is_read(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "Article 1", "\n", "\n\n", "shall", "(a)", "1.", "human oversight", "é…—", ":", "#", "## ", "**", "|",
                "fine", "import licence", "\u{feff}", "Section 12.", "6-1-1703.", "- ", " ", ". ", "ẞİ", "source code",
            ]),
            0..60,
        ),
    ) {
        let text = pieces.concat();
        let found = Cues::embedded().unwrap().suggest(taxonomy(), &text);
        let lines = text.lines().count();
        for evidence in found.iter().flat_map(|suggestion| &suggestion.evidence) {
            prop_assert!((1..=lines).contains(&evidence.line), "{evidence:?}");
        }
        let draft = draft(&found);
        prop_assert!(toml::from_str::<toml::Value>(&draft).is_ok(), "{draft}");
    }
}
