//! The nearest right words to a wrong one, for hints.

/// A word that would have been right, with the name to show beside it (empty if it speaks for itself).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate<'a> {
    /// The word itself.
    pub word: &'a str,
    /// What it stands for, such as the name of a code.
    pub name: &'a str,
}

impl<'a> Candidate<'a> {
    /// A word that speaks for itself.
    pub fn word(word: &'a str) -> Self {
        Self { word, name: "" }
    }
}

/// Most words that a hint offers.
const MOST: usize = 3;

/// The candidates nearest to a wrong word, at most three; none where nothing is near.
///
/// Words are compared without regard to case, and a candidate is as near as its word or its name, whichever is nearer; a
/// name that begins with the wrong word is as near as one wrong letter. Equally near ones are all offered.
pub fn nearest<'a>(wrong: &str, candidates: impl IntoIterator<Item = Candidate<'a>>) -> Vec<Candidate<'a>> {
    let wrong = wrong.to_lowercase();
    let farthest = (wrong.chars().count() / 3).max(1);
    let distance = |word: &str| match word.to_lowercase() {
        word if word.is_empty() => usize::MAX,
        word if wrong.len() >= 3 && word.len() > wrong.len() && word.starts_with(&wrong) => 1,
        word => strsim::osa_distance(&wrong, &word),
    };
    let mut best = farthest;
    let mut nearest: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        let distance = distance(candidate.word).min(distance(candidate.name));
        if distance < best {
            nearest.clear();
            best = distance;
        }
        if distance == best && !nearest.contains(&candidate) {
            nearest.push(candidate);
        }
    }
    nearest.truncate(MOST);
    nearest
}

/// "did you mean `c14` (Electrical and optical equipment)?", or nothing where no candidate is near.
///
/// ```
/// use comity_data::nearest::{Candidate, did_you_mean};
/// let codes = ["DEU", "FRA", "USA"].map(Candidate::word);
/// assert_eq!(did_you_mean("usa", codes), Some("did you mean `USA`?".to_owned()));
/// assert_eq!(did_you_mean("Atlantis", codes), None);
/// ```
pub fn did_you_mean<'a>(wrong: &str, candidates: impl IntoIterator<Item = Candidate<'a>>) -> Option<String> {
    let nearest = nearest(wrong, candidates);
    let shown: Vec<String> = nearest
        .iter()
        .map(|candidate| match candidate.name {
            "" => format!("`{}`", candidate.word),
            name => format!("`{}` ({name})", candidate.word),
        })
        .collect();
    (!shown.is_empty()).then(|| format!("did you mean {}?", shown.join(" or ")))
}

/// The hint for a wrong word out of a short list: the nearest, or the whole list.
pub fn one_of(wrong: &str, words: &[&str]) -> String {
    did_you_mean(wrong, words.iter().copied().map(Candidate::word))
        .unwrap_or_else(|| format!("use one of: {}", words.join(", ")))
}

/// `did you mean ...?`, or what there is to choose from.
pub(crate) fn suggestion(word: &str, what: &str, candidates: &[&str]) -> String {
    did_you_mean(word, candidates.iter().copied().map(Candidate::word)).unwrap_or_else(|| {
        if candidates.is_empty() {
            format!("there are no {what}")
        } else {
            format!("the {what} are {}", listed(candidates.iter().copied()))
        }
    })
}

/// Names in backticks, the first dozen of them.
pub(crate) fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    const SHOWN: usize = 12;
    let names: Vec<&str> = names.into_iter().collect();
    let mut text = names.iter().take(SHOWN).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    if names.len() > SHOWN {
        text.push_str(&format!(" and {} more", names.len() - SHOWN));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECTORS: [Candidate; 3] = [
        Candidate { word: "c11", name: "Minerals" },
        Candidate { word: "c14", name: "Electrical equipment" },
        Candidate { word: "c20", name: "Wholesale" },
    ];

    #[test]
    fn ties_are_all_offered() {
        let hint = did_you_mean("c114", SECTORS).unwrap();
        assert_eq!(hint, "did you mean `c11` (Minerals) or `c14` (Electrical equipment)?");
    }

    #[test]
    fn names_lead_to_codes_and_case_does_not_matter() {
        assert_eq!(did_you_mean("wholesale", SECTORS).unwrap(), "did you mean `c20` (Wholesale)?");
        assert_eq!(did_you_mean("C20", SECTORS).unwrap(), "did you mean `c20` (Wholesale)?");
    }

    #[test]
    fn the_beginning_of_a_name_leads_to_its_code() {
        assert_eq!(did_you_mean("whole", SECTORS).unwrap(), "did you mean `c20` (Wholesale)?");
    }

    #[test]
    fn far_words_get_the_list() {
        assert_eq!(did_you_mean("banana", SECTORS), None);
        assert_eq!(one_of("banana", &["fixed", "balanced"]), "use one of: fixed, balanced");
    }
}
