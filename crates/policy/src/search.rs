//! Finding measures by words.

use crate::measure::Measure;
use crate::nearest;
use crate::registry::Registry;
use std::collections::BTreeMap;
use std::ops::Deref;

/// Which words occur in which measures of a registry, which it borrows or shares.
#[derive(Debug, Clone)]
pub struct Index<R> {
    registry: R,
    /// For each word the measures that have it, in order, and how much it counts there.
    words: BTreeMap<String, Vec<(usize, f64)>>,
}

impl<R: Deref<Target = Registry>> Index<R> {
    /// Indexes the words of all measures.
    pub fn new(registry: R) -> Self {
        let mut words: BTreeMap<String, Vec<(usize, f64)>> = BTreeMap::new();
        for (place, measure) in registry.measures.iter().enumerate() {
            for (word, weight) in registry.words(measure) {
                words.entry(word).or_default().push((place, weight));
            }
        }
        Self { registry, words }
    }

    /// The registry.
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// The measures that have all words, or words that begin so, the best first: those that have them in the title before those
    /// that have them in a note, and rare words count more.
    pub fn find(&self, text: &str) -> Vec<&Measure> {
        let mut found: Option<BTreeMap<usize, f64>> = None;
        for word in words_of(text) {
            let with = self.with(&word);
            let rare = (1.0 + self.registry.measures.len() as f64 / with.len().max(1) as f64).ln();
            let with = with.into_iter().map(|(place, weight)| (place, weight * rare));
            found = Some(match found {
                None => with.collect(),
                Some(before) => {
                    with.filter_map(|(place, weight)| Some((place, before.get(&place)? + weight))).collect()
                }
            });
        }
        let mut found: Vec<(usize, f64)> = found.unwrap_or_default().into_iter().collect();
        found.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        found.into_iter().map(|(place, _)| &self.registry.measures[place]).collect()
    }

    /// What to try where nothing was found: the nearest word to the first that no measure has.
    pub fn hint(&self, text: &str) -> String {
        let unknown = words_of(text).find(|word| self.with(word).is_empty());
        match unknown {
            None => "fewer words find more".to_owned(),
            Some(word) => nearest::did_you_mean(&word, self.words.keys().map(|known| (known.as_str(), "")))
                .unwrap_or_else(|| format!("no measure has the word `{word}`")),
        }
    }

    /// The measures that have a word that begins with `word`, and what it counts; the word itself counts double.
    fn with(&self, word: &str) -> BTreeMap<usize, f64> {
        let mut with: BTreeMap<usize, f64> = BTreeMap::new();
        let begin = self.words.range(word.to_owned()..).take_while(|(known, _)| known.starts_with(word));
        for (known, places) in begin {
            let whole = if known == word { 2.0 } else { 1.0 };
            for &(place, weight) in places {
                let counts = with.entry(place).or_default();
                *counts = counts.max(weight * whole);
            }
        }
        with
    }
}

impl Registry {
    /// The words by which a measure is found, each with what it counts: 4 in the title and the id, 3 in the reference and where it
    /// holds, 2 in what it is and does, 1 in a note. The name of a jurisdiction or a feature counts as its code does.
    pub fn words(&self, measure: &Measure) -> BTreeMap<String, f64> {
        let mut words = BTreeMap::new();
        let mut add = |text: &str, weight: f64| {
            for word in words_of(text) {
                let counts: &mut f64 = words.entry(word).or_default();
                *counts = counts.max(weight);
            }
        };
        let Measure { id, jurisdiction, subnational, title, official_ref, kind, summary, notes, .. } =
            measure;
        for text in [id, title] {
            add(text, 4.0);
        }
        for text in [official_ref, jurisdiction, subnational] {
            add(text, 3.0);
        }
        for code in [jurisdiction, subnational] {
            add(self.jurisdictions.name(code), 3.0);
        }
        for text in [kind, measure.status.word(), measure.binding.word(), summary] {
            add(text, 2.0);
        }
        for word in measure.sectors.iter().chain(&measure.standards).chain(&measure.openness) {
            add(word, 2.0);
        }
        let features = measure.features.iter();
        for feature in features.filter_map(|required| self.taxonomy.feature(&required.feature)) {
            let feature = &self.taxonomy.features[feature];
            add(&feature.id, 1.0);
            add(&feature.name, 1.0);
        }
        add(notes, 1.0);
        words
    }
}

/// Words of letters and digits, in small letters: what searches split texts and questions into.
pub fn words_of(text: &str) -> impl Iterator<Item = String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}
