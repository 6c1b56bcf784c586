//! The word the user probably meant.

/// The candidate closest to `word` in spelling, if any is close enough to be worth suggesting.
///
/// ```
/// let codes = ["DEU", "FRA", "USA"];
/// assert_eq!(comity_data::nearest("DUE", codes), Some("DEU"));
/// assert_eq!(comity_data::nearest("Atlantis", codes), None);
/// ```
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = word.to_lowercase();
    let allowed = (wanted.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (strsim::osa_distance(&wanted, &candidate.to_lowercase()), candidate))
        .filter(|&(distance, _)| distance <= allowed)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// `did you mean ...?`, or what there is to choose from.
pub(crate) fn suggestion(word: &str, what: &str, candidates: &[&str]) -> String {
    match nearest(word, candidates.iter().copied()) {
        Some(candidate) => format!("did you mean `{candidate}`?"),
        None if candidates.is_empty() => format!("there are no {what}"),
        None => format!("the {what} are {}", listed(candidates.iter().copied())),
    }
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
