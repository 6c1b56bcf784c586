//! The nearest right words to a wrong one, for hints.

/// Most words that a hint offers.
const MOST: usize = 3;

/// "did you mean `penalties`?" out of words, each with the name to show beside it or nothing; `None` where no word or name
/// is near. A word or name that begins with the wrong one is as near as one wrong letter.
pub(crate) fn did_you_mean<'a>(
    wrong: &str,
    words: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Option<String> {
    let wrong = wrong.to_lowercase();
    let distance = |word: &str| match word.to_lowercase() {
        word if word.is_empty() => usize::MAX,
        word if wrong.len() >= 3 && word.len() > wrong.len() && word.starts_with(&wrong) => 1,
        word => strsim::osa_distance(&wrong, &word),
    };
    let mut best = (wrong.chars().count() / 3).max(1);
    let mut nearest: Vec<(&str, &str)> = Vec::new();
    for (word, name) in words {
        let distance = distance(word).min(distance(name));
        if distance < best {
            nearest.clear();
            best = distance;
        }
        if distance == best && !nearest.contains(&(word, name)) {
            nearest.push((word, name));
        }
    }
    nearest.truncate(MOST);
    let shown: Vec<String> = nearest
        .iter()
        .map(|(word, name)| if name.is_empty() { format!("`{word}`") } else { format!("`{word}` ({name})") })
        .collect();
    (!shown.is_empty()).then(|| format!("did you mean {}?", shown.join(" or ")))
}

/// The hint for a wrong word out of a list: the nearest, or the whole list.
pub(crate) fn one_of<'a>(wrong: &str, words: impl IntoIterator<Item = &'a str> + Clone) -> String {
    did_you_mean(wrong, words.clone().into_iter().map(|word| (word, ""))).unwrap_or_else(|| {
        let words: Vec<&str> = words.into_iter().collect();
        format!("use one of: {}", words.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_offered_and_far_ones_listed() {
        let words = ["penalties", "liability", "sandbox"];
        assert_eq!(one_of("penaltys", words), "did you mean `penalties`?");
        assert_eq!(one_of("banana", words), "use one of: penalties, liability, sandbox");
        let codes = [("DEU", "Germany"), ("GEO", "Georgia")];
        assert_eq!(did_you_mean("germany", codes).unwrap(), "did you mean `DEU` (Germany)?");
        assert_eq!(did_you_mean("Atlantis", codes), None);
    }
}
