//! How alike titles are: words in common, where rare words count more.

use super::plain::plain;
use std::collections::HashMap;

/// Titles that are less alike are not compared any further.
pub(super) const LEAST: f64 = 0.65;

/// Words that say nothing about what a measure is.
const FILLERS: [&str; 14] =
    ["a", "an", "and", "the", "of", "on", "for", "in", "to", "with", "by", "its", "regarding", "concerning"];

/// Words by number, rare ones first, so that what two titles have in common shows early.
#[derive(Debug)]
pub(super) struct Words {
    numbers: HashMap<String, u32>,
    weights: Vec<f64>,
}

/// A title as numbers of its words, rising, and their weight together.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Title {
    words: Vec<u32>,
    weight: f64,
    /// Whether it is an abbreviation, which is the same or is not.
    short: bool,
}

impl Words {
    /// The words of titles that are to be compared.
    pub fn of<'a>(titles: impl Iterator<Item = &'a str>) -> Self {
        let mut counts: HashMap<String, usize> = HashMap::new();
        let mut all = 0usize;
        for title in titles {
            all += 1;
            for (text, _) in versions(title) {
                for word in split(&text) {
                    *counts.entry(word).or_default() += 1;
                }
            }
        }
        let mut ranked: Vec<(usize, String)> =
            counts.into_iter().map(|(word, count)| (count, word)).collect();
        ranked.sort();
        let weights = ranked.iter().map(|&(count, _)| (1.0 + all as f64 / count as f64).ln()).collect();
        let numbers = ranked.into_iter().zip(0..).map(|((_, word), number)| (word, number)).collect();
        Self { numbers, weights }
    }

    /// A title in each of its versions: with and without what it has in parentheses, and an abbreviation that stands there.
    pub fn titles(&self, title: &str) -> Vec<Title> {
        let version = |(text, short): (String, bool)| {
            let mut words: Vec<u32> =
                split(&text).filter_map(|word| self.numbers.get(&word).copied()).collect();
            words.sort_unstable();
            words.dedup();
            let weight = words.iter().map(|&word| self.weight(word)).sum();
            Title { words, weight, short }
        };
        let mut titles: Vec<Title> = Vec::new();
        for title in versions(title).into_iter().map(version).filter(|title| !title.words.is_empty()) {
            if !titles.contains(&title) {
                titles.push(title);
            }
        }
        titles
    }

    /// The words of a title of which one must occur in every title that is as alike as [`LEAST`] says: if none does, too
    /// little weight is left.
    pub fn telling<'t>(&self, title: &'t Title) -> &'t [u32] {
        // At least this much weight is in common: of weights a and b, 2 s / (a + b) >= LEAST and s <= b.
        let least = LEAST / (2.0 - LEAST) * title.weight;
        let mut left = title.weight;
        let count = title.words.iter().take_while(|&&word| {
            let needed = left >= least - 1e-9;
            left -= self.weight(word);
            needed
        });
        &title.words[..count.count()]
    }

    /// How alike two titles are, from 0 to 1: twice the weight in common over the weight of both.
    pub fn alike(&self, one: &Title, other: &Title) -> f64 {
        if one.short || other.short {
            return if one.words == other.words { 1.0 } else { 0.0 };
        }
        let (mut a, mut b, mut common) = (0, 0, 0.0);
        while let (Some(&left), Some(&right)) = (one.words.get(a), other.words.get(b)) {
            if left == right {
                common += self.weight(left);
            }
            a += usize::from(left <= right);
            b += usize::from(right <= left);
        }
        2.0 * common / (one.weight + other.weight)
    }

    fn weight(&self, word: u32) -> f64 {
        self.weights.get(word as usize).copied().unwrap_or_default()
    }
}

/// The versions of a title, and whether each is an abbreviation.
fn versions(title: &str) -> Vec<(String, bool)> {
    let mut versions = vec![(title.to_owned(), false)];
    if let Some((before, rest)) = title.split_once('(')
        && let Some((inside, after)) = rest.split_once(')')
    {
        versions.push((format!("{before} {after}"), false));
        let letters = || inside.chars().filter(|letter| letter.is_alphabetic());
        let capitals = letters().filter(|letter| letter.is_uppercase()).count();
        if letters().count() >= 3 && 5 * capitals >= 3 * letters().count() {
            versions.push((inside.to_owned(), true));
        }
    }
    versions
}

/// The words that tell titles apart; `artificial intelligence` is `ai`, and plurals are singular.
fn split(title: &str) -> impl Iterator<Item = String> {
    let plain = plain(title).replace("artificial intelligence", "ai").replace("programme", "program");
    let words: Vec<String> =
        plain.split(' ').filter(|word| !word.is_empty() && !FILLERS.contains(word)).map(singular).collect();
    words.into_iter()
}

/// A word without the ending of a plural.
fn singular(word: &str) -> String {
    match (word.strip_suffix("ies"), word.strip_suffix('s')) {
        (Some(stem), _) if stem.len() > 2 => format!("{stem}y"),
        (_, Some(stem)) if stem.len() > 3 && !stem.ends_with('s') => stem.to_owned(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn alike(one: &str, other: &str) -> f64 {
        // Among others, so that common words weigh less.
        let others = ["National strategy on AI", "Act on data", "AI act", "Strategy for the digital economy"];
        let words = Words::of(others.into_iter().chain([one, other]));
        best(&words, &words.titles(one), &words.titles(other))
    }

    fn best(words: &Words, one: &[Title], other: &[Title]) -> f64 {
        let pairs = one.iter().flat_map(|one| other.iter().map(move |other| (one, other)));
        pairs.map(|(one, other)| words.alike(one, other)).fold(0.0, f64::max)
    }

    #[test]
    fn the_same_in_other_words_is_alike_and_another_is_not() {
        for (one, other) in [
            ("General Data Protection Regulation (GDPR)", "General data protection regulation"),
            ("Law on the Protection of Personal Data", "Personal Data Protection Law"),
            ("National Strategy for Artificial Intelligence", "National AI Strategies"),
            ("Artificial Intelligence Act (AI ACT)", "Regulation laying down harmonised rules (AI Act)"),
        ] {
            assert!(alike(one, other) > 0.9, "{one} / {other}: {}", alike(one, other));
        }
        for (one, other) in [
            ("AI in fisheries programme", "AI in forestry programme"),
            ("Online Safety Act", "Data Act"),
            ("Strategy for schools (Phase 2)", "Framework for courts (Phase 2)"),
        ] {
            assert!(alike(one, other) < LEAST, "{one} / {other}: {}", alike(one, other));
        }
    }

    proptest! {
        /// Likeness is symmetric and within bounds, and no pair that is alike is missed by the telling words.
        #[test]
        fn telling_words_miss_nothing(titles in prop::collection::vec("([a-f] ){1,7}", 2..8)) {
            let words = Words::of(titles.iter().map(String::as_str));
            let all: Vec<Title> = titles.iter().flat_map(|title| words.titles(title)).collect();
            for one in &all {
                prop_assert!((words.alike(one, one) - 1.0).abs() < 1e-12);
                for other in &all {
                    let alike = words.alike(one, other);
                    prop_assert!((0.0..=1.0 + 1e-12).contains(&alike));
                    prop_assert!((alike - words.alike(other, one)).abs() < 1e-12);
                    if alike >= LEAST {
                        let shared = words.telling(one).iter().any(|word| words.telling(other).contains(word));
                        prop_assert!(shared, "{one:?} {other:?}");
                    }
                }
            }
        }
    }
}
