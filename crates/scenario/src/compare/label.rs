//! Short names for scenarios: the stem of the file, with a number where two have the same.

/// What a label may not be: tables use it for the world without a scenario.
pub(super) const BENCHMARK: &str = "benchmark";

/// A label for each stem, in the same order, no two alike.
pub(super) fn labels(stems: &[&str]) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    for &stem in stems {
        // A number must not make it the stem of another scenario.
        let taken = |label: &str, labels: &[String]| {
            label == BENCHMARK
                || labels.iter().any(|other| other == label)
                || (label != stem && stems.contains(&label))
        };
        let mut label = stem.to_owned();
        let mut number = 2;
        while taken(&label, &labels) {
            label = format!("{stem}-{number}");
            number += 1;
        }
        labels.push(label);
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::labels;

    #[test]
    fn no_two_are_alike_and_none_is_the_benchmark() {
        let of = |stems: &[&'static str]| labels(stems);
        assert_eq!(of(&["a", "b"]), ["a", "b"]);
        assert_eq!(of(&["a", "a", "a"]), ["a", "a-2", "a-3"]);
        assert_eq!(of(&["a", "a", "a-2"]), ["a", "a-3", "a-2"]);
        assert_eq!(of(&["benchmark", "a"]), ["benchmark-2", "a"]);
    }
}
