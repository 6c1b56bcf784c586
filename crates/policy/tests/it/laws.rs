//! Laws that hold for whatever economies require.

use crate::sample::{JURISDICTIONS, TAXONOMY, day};
use comity_policy::{Distances, Registry, Rules, Settings, Tree};
use proptest::prelude::*;

const CODES: [&str; 6] = ["USA", "DEU", "FRA", "GBR", "CHN", "IND"];
const DUTIES: [&str; 3] = ["conformity_assessment", "transparency", "transfer_conditions"];

/// What one measure is, drawn at random.
#[derive(Debug, Clone)]
struct Drawn {
    economy: usize,
    levels: [u8; 3],
    soft: bool,
    recognises: Vec<usize>,
    standard: Option<u8>,
}

fn measures() -> impl Strategy<Value = Vec<Drawn>> {
    let one = (
        0..7usize,
        prop::array::uniform3(0..4u8),
        any::<bool>(),
        prop::collection::vec(0..6usize, 0..3),
        prop::option::of(0..3u8),
    );
    let drawn = one.prop_map(|(economy, levels, soft, recognises, standard)| Drawn {
        economy,
        levels,
        soft,
        recognises,
        standard,
    });
    prop::collection::vec(drawn, 1..14)
}

/// Each economy has at least one measure, so that all are there.
fn registry(drawn: &[Drawn]) -> Registry {
    let mut text = String::new();
    let nothing =
        |economy| Drawn { economy, levels: [0; 3], soft: false, recognises: Vec::new(), standard: None };
    for (number, measure) in (0..6).map(nothing).chain(drawn.iter().cloned()).enumerate() {
        let jurisdiction = CODES.get(measure.economy).unwrap_or(&"EU");
        let binding = if measure.soft { "soft" } else { "hard" };
        let recognises: Vec<&str> = measure.recognises.iter().map(|&partner| CODES[partner]).collect();
        let standards: Vec<String> = measure.standard.iter().map(|number| format!("ISO {number}")).collect();
        let kind = if number % 2 == 0 { "data_protection" } else { "ai_horizontal" };
        text += &format!(
            "[[measure]]\nid = 'm{number}'\njurisdiction = '{jurisdiction}'\ntitle = 'T'\nofficial_ref = 'R'\nadopted = 2020-01-01\n\
             status = 'in_force'\nbinding = '{binding}'\nkind = '{kind}'\nsummary = 'S'\nsource_url = 'https://example.org'\n\
             confidence = 'high'\nbasis = 'checked'\nrecognises = {recognises:?}\nstandards = {standards:?}\n[measure.features]\n"
        );
        for (duty, level) in DUTIES.iter().zip(measure.levels) {
            text += &format!("{duty} = {level}\n");
        }
    }
    let files = [("taxonomy.toml", TAXONOMY), ("jurisdictions.toml", JURISDICTIONS), ("all.toml", &text)];
    Registry::of(&files.map(|(name, content)| (name.to_owned(), content.to_owned()))).unwrap()
}

fn distances(drawn: &[Drawn]) -> Distances {
    let registry = registry(drawn);
    let rules = Rules::new(&registry, Settings::default());
    assert_eq!(rules.economies().len(), CODES.len());
    rules.distances(day("2025-06-30"))
}

fn pairs() -> impl Iterator<Item = (usize, usize)> {
    (0..CODES.len()).flat_map(|one| (0..CODES.len()).map(move |other| (one, other)))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn heterogeneity_is_a_distance(drawn in measures()) {
        let distances = distances(&drawn);
        for (one, other) in pairs() {
            let direct = distances.heterogeneity(one, other);
            prop_assert!((0.0..=1.0).contains(&direct));
            prop_assert_eq!(direct, distances.heterogeneity(other, one));
            for middle in 0..CODES.len() {
                let over = distances.heterogeneity(one, middle) + distances.heterogeneity(middle, other);
                prop_assert!(direct <= over + 1e-12, "{one} to {other} is {direct}, over {middle} {over}");
            }
        }
    }

    #[test]
    fn nothing_is_zero_on_itself_but_what_is_recognised(drawn in measures()) {
        let distances = distances(&drawn);
        for one in 0..CODES.len() {
            prop_assert_eq!(distances.burden(one, one), 0.0);
            prop_assert_eq!(distances.heterogeneity(one, one), 0.0);
            prop_assert_eq!(distances.recognised(one, one), 1.0);
        }
        for (one, other) in pairs() {
            prop_assert!((0.0..=1.0).contains(&distances.burden(one, other)));
            prop_assert!((0.0..=1.0).contains(&distances.recognised(one, other)));
        }
    }

    #[test]
    fn recognition_and_standards_only_lower(drawn in measures()) {
        let plain: Vec<Drawn> =
            drawn.iter().map(|one| Drawn { recognises: Vec::new(), standard: None, ..one.clone() }).collect();
        let (with, without) = (distances(&drawn), distances(&plain));
        for (one, other) in pairs() {
            prop_assert!(with.burden(one, other) <= without.burden(one, other) + 1e-12);
            prop_assert!(with.heterogeneity(one, other) <= without.heterogeneity(one, other) + 1e-12);
        }
    }

    #[test]
    fn a_stricter_destination_is_never_less_of_a_burden(drawn in measures(), level in 1..4u8, duty in 0..3usize) {
        // Law of China's own that nobody recognises.
        let mut levels = [0; 3];
        levels[duty] = level;
        let plain: Vec<Drawn> =
            drawn.iter().map(|one| Drawn { recognises: Vec::new(), standard: None, ..one.clone() }).collect();
        let law = Drawn { economy: 4, levels, soft: false, recognises: Vec::new(), standard: None };
        let stricter: Vec<Drawn> = plain.iter().cloned().chain([law]).collect();
        let (before, after) = (distances(&plain), distances(&stricter));
        for other in 0..CODES.len() {
            // Places are those of codes in order: China is the first.
            prop_assert!(after.burden(other, 0) >= before.burden(other, 0) - 1e-12);
            prop_assert!(after.burden(0, other) <= before.burden(0, other) + 1e-12);
        }
    }

    #[test]
    fn trees_join_everybody_at_growing_heights(drawn in measures()) {
        let distances = distances(&drawn);
        let tree = Tree::new(&distances, &[0, 1, 2, 3, 4, 5]);
        prop_assert_eq!(tree.mergers.len(), 5);
        prop_assert!(tree.mergers.windows(2).all(|pair| pair[0].height <= pair[1].height + 1e-12));
        for count in 1..=6 {
            let mut leaves: Vec<usize> = tree.cut(count).into_iter().flat_map(|cluster| tree.below(cluster)).collect();
            leaves.sort_unstable();
            prop_assert_eq!(leaves, [0, 1, 2, 3, 4, 5]);
            prop_assert_eq!(tree.cut(count).len(), count);
        }
    }
}
