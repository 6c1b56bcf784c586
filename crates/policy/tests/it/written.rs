//! Measures written as TOML are read back as the same.

use crate::sample;
use comity_policy::measure::Requirement;
use comity_policy::{Measure, Registry};
use proptest::prelude::*;

fn read_back(registry: &Registry, measures: &[Measure]) -> Vec<Measure> {
    let text: String = measures.iter().map(|measure| measure.to_toml() + "\n").collect();
    registry.parse([&("written.toml".to_owned(), text)]).unwrap()
}

#[test]
fn what_ships_is_written_as_it_was_read() {
    let registry = Registry::embedded().unwrap();
    assert_eq!(read_back(registry, &registry.measures), registry.measures);
    let small = sample::registry();
    assert_eq!(read_back(&small, &small.measures), small.measures);
}

#[test]
fn a_measure_is_written_for_people() {
    let registry = sample::registry();
    insta::assert_snapshot!(registry.measure("eu-act").unwrap().to_toml());
}

proptest! {
    #[test]
    fn any_text_survives(title in any::<String>().prop_filter("a title", |title| !title.trim().is_empty()), notes in any::<String>(), article in any::<String>(), standard in any::<String>()) {
        let registry = sample::registry();
        let mut measure = registry.measure("eu-act").unwrap().clone();
        measure.standards = vec![standard];
        (measure.title, measure.notes) = (title, notes);
        for Requirement { article: written, .. } in &mut measure.stages[0].features {
            written.clone_from(&article);
        }
        prop_assert_eq!(read_back(&registry, std::slice::from_ref(&measure)), [measure]);
    }
}
