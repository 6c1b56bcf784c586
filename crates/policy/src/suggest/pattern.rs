//! Words and their beginnings, with gaps, found in a sentence.

use std::collections::HashMap;

/// Most words that `...` passes over.
const GAP: usize = 8;
/// Fewest letters of a beginning that a word is looked up by.
const SHORTEST: usize = 2;

/// A row of words to find: `keep/maintain ... record*` is `keep` or `maintain`, up to eight other words, and a word that begins with
/// `record`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    /// Any of these.
    words: Vec<Word>,
    /// Whether other words may stand before it.
    after_gap: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    letters: String,
    /// Whether it is only the beginning.
    begins: bool,
}

impl Pattern {
    /// Reads a pattern; `None` where it has no words, or a gap at an end.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts: Vec<Part> = Vec::new();
        let mut after_gap = false;
        for token in text.split_whitespace() {
            if token == "..." {
                if parts.is_empty() || after_gap {
                    return None;
                }
                after_gap = true;
                continue;
            }
            let word = |word: &str| {
                let (letters, begins) = match word.strip_suffix('*') {
                    Some(letters) => (letters, true),
                    None => (word, false),
                };
                let plain = letters.chars().all(|letter| letter.is_alphanumeric());
                let long = letters.len() >= if begins { SHORTEST } else { 1 };
                (plain && long).then(|| Word { letters: letters.to_lowercase(), begins })
            };
            let words = token.split('/').map(word).collect::<Option<Vec<_>>>()?;
            parts.push(Part { words, after_gap });
            after_gap = false;
        }
        (!parts.is_empty() && !after_gap).then_some(Self { parts })
    }

    /// Whether the pattern's parts from `part` on follow at `at`.
    fn follows(&self, part: usize, words: &[&str], at: usize) -> bool {
        let Some(next) = self.parts.get(part) else { return true };
        let last = if next.after_gap { at + GAP } else { at };
        (at..=last.min(words.len().saturating_sub(1))).any(|at| {
            words.get(at).is_some_and(|word| next.is(word)) && self.follows(part + 1, words, at + 1)
        })
    }
}

impl Part {
    fn is(&self, word: &str) -> bool {
        self.words
            .iter()
            .any(|one| if one.begins { word.starts_with(one.letters.as_str()) } else { word == one.letters })
    }
}

/// Many patterns, each with what it stands for, looked up by their first words so that a text is read once.
#[derive(Debug, Clone)]
pub(super) struct Patterns<T> {
    patterns: Vec<(Pattern, T)>,
    whole: HashMap<String, Vec<usize>>,
    begins: HashMap<String, Vec<usize>>,
    longest: usize,
}

impl<T: Copy> Patterns<T> {
    pub fn new(patterns: Vec<(Pattern, T)>) -> Self {
        let mut new =
            Self { patterns: Vec::new(), whole: HashMap::new(), begins: HashMap::new(), longest: 0 };
        for (place, (pattern, _)) in patterns.iter().enumerate() {
            for word in pattern.parts.first().map_or(&[][..], |part| &part.words) {
                let by = if word.begins { &mut new.begins } else { &mut new.whole };
                by.entry(word.letters.clone()).or_default().push(place);
                new.longest = new.longest.max(word.letters.len());
            }
        }
        new.patterns = patterns;
        new
    }

    /// What the patterns found in a sentence stand for, one entry for each place where one begins.
    pub fn find(&self, words: &[&str]) -> Vec<T> {
        let mut found = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let beginnings = (SHORTEST..=word.len().min(self.longest)).filter_map(|end| word.get(..end));
            let begun = beginnings.filter_map(|beginning| self.begins.get(beginning));
            for &place in self.whole.get(*word).into_iter().chain(begun).flatten() {
                let Some((pattern, means)) = self.patterns.get(place) else { continue };
                if pattern.follows(1, words, at + 1) {
                    found.push(*means);
                }
            }
        }
        found
    }
}

/// Patterns that all stand for the same.
impl Patterns<()> {
    pub fn of(patterns: &[&str]) -> Self {
        Self::new(patterns.iter().filter_map(|text| Some((Pattern::parse(text)?, ()))).collect())
    }

    pub fn any(&self, words: &[&str]) -> bool {
        !self.find(words).is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(pattern: &str, text: &str) -> bool {
        let words: Vec<&str> = text.split(' ').collect();
        Patterns::of(&[pattern]).any(&words)
    }

    #[test]
    fn words_beginnings_and_gaps() {
        assert!(found("human oversight", "ensure human oversight of it"));
        assert!(!found("human oversight", "human and other oversight"));
        assert!(found("human ... oversight", "human and other oversight"));
        assert!(!found("human ... oversight", "human 1 2 3 4 5 6 7 8 9 oversight"));
        assert!(found("keep/maintain record*", "they maintain records"));
        assert!(!found("record", "records"));
        assert!(found("a ... b ... c", "a a b x b c"));
    }

    #[test]
    fn what_is_no_pattern() {
        for wrong in ["", "...", "... a", "a ...", "a ... ... b", "a*b", "*", "a/"] {
            assert_eq!(Pattern::parse(wrong), None, "{wrong}");
        }
    }
}
