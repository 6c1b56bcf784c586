//! What goes in comes out.

use crate::{ANA, BO, each, filled, folder, small};
use comity_policy::measure::{Binding, Requirement, Stage, Status};
use comity_policy::{Date, Measure, Registry};
use comity_registry::{Database, Put, files};
use proptest::collection::vec;
use proptest::prelude::*;
use std::cell::{Cell, RefCell};

#[test]
fn what_ships_comes_out_as_it_went_in() {
    let shipped = Registry::embedded().unwrap();
    each(|address| {
        Database::create(address, &Registry::embedded_files(), ANA).unwrap();
        assert_eq!(Database::open(address).unwrap().registry().unwrap(), *shipped);

        let folder = folder();
        let out = folder.path().join("out");
        let count = files::export(&files::of(address).unwrap(), &out).unwrap();
        assert_eq!(count, shipped.measures.len());
        assert_eq!(Registry::read(&out).unwrap(), *shipped);
        // Nothing is mixed with what is there already.
        assert!(files::export(&files::of(address).unwrap(), &out).is_err());
    });
}

#[test]
fn a_folder_is_copied_with_its_own_features_and_jurisdictions() {
    let before = Registry::of(&small()).unwrap();
    each(|address| {
        let after = filled(address).registry().unwrap();
        assert_eq!((&after.taxonomy, &after.jurisdictions), (&before.taxonomy, &before.jurisdictions));
        let by_id = |registry: &Registry| {
            let mut measures = registry.measures.clone();
            measures.sort_by(|one, other| one.id.cmp(&other.id));
            measures
        };
        assert_eq!(by_id(&after), by_id(&before));
    });
}

#[test]
fn jurisdictions_of_any_name_have_files() {
    let files = |code: &str| {
        let (mut jurisdictions, mut measures) = (String::new(), String::new());
        for code in [code, "../up"] {
            jurisdictions += &format!("[[jurisdiction]]\ncode = '{code}'\nname = 'N'\nkind = 'economy'\n");
            measures += &format!(
                "[[measure]]\nid = '{code}-law'\njurisdiction = '{code}'\ntitle = 'T'\nofficial_ref = 'R'\nstatus = 'proposed'\n\
                 binding = 'bill'\nkind = 'data_protection'\nsummary = ''\nsource_url = 'https://example.org'\nconfidence = 'low'\nbasis = 'checked'\n"
            );
        }
        vec![("jurisdictions.toml".to_owned(), jurisdictions), ("measures.toml".to_owned(), measures)]
    };
    for code in ["taxonomy", "jurisdictions", "ÅÄÖ", "a/b", "..", "CON.toml"] {
        let (folder, files) = (folder(), files(code));
        let out = folder.path().join("out");
        assert_eq!(files::export(&files, &out).unwrap(), 2, "{code}");
        let ids: Vec<String> = Registry::read(&out).unwrap().measures.into_iter().map(|one| one.id).collect();
        assert!(ids.contains(&format!("{code}-law")), "{code}: {ids:?}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "{code}");
    }
}

#[test]
fn putting_says_what_became_of_each() {
    each(|address| {
        let mut database = filled(address);
        let mut measures = database.registry().unwrap().measures;
        let there = measures.len();
        assert_eq!(database.put(&measures, BO).unwrap(), Put { same: there, ..Put::default() });
        measures[0].notes = "Read again.".to_owned();
        measures.push(Measure { id: "new-law".to_owned(), ..measures[1].clone() });
        assert_eq!(database.put(&measures, BO).unwrap(), Put { added: 1, changed: 1, same: there - 1 });
        assert_eq!(database.versions(&measures[0].id).unwrap().len(), 2);
        assert_eq!(database.versions(&measures[1].id).unwrap().len(), 1);

        let error = database.add(&measures[..1], BO).unwrap_err();
        assert_eq!(error.to_string(), format!("one measure is there already: {}", measures[0].id));
    });
}

#[test]
fn all_or_none() {
    each(|address| {
        let mut database = filled(address);
        let before = database.registry().unwrap();
        let good = Measure { id: "good".to_owned(), ..before.measures[0].clone() };
        let sourceless = Measure { id: "bad".to_owned(), source_url: String::new(), ..good.clone() };
        let twice = good.clone();
        let typed = Measure { id: "a\u{0}b".to_owned(), ..good.clone() };
        for (second, says) in
            [(sourceless, "`bad` has no source"), (twice, "there twice"), (typed, "cannot be typed")]
        {
            let error = database.put(&[good.clone(), second], BO).unwrap_err();
            assert!(error.to_string().contains(says), "{error}");
        }
        assert_eq!(database.registry().unwrap(), before);
    });
}

/// Measures of the features and jurisdictions that ship, with any text in them.
fn measures() -> impl Strategy<Value = Measure> {
    let text = || prop_oneof![any::<String>(), "[ -~]{0,40}", Just("line\r\none\0\t'''\"\"\"\\u".to_owned())];
    let texts = (text(), text(), text(), vec(text(), 0..3), "[^\\s]{1,30}");
    let levels = || prop::collection::btree_map(0..20usize, (0..4u8, text()), 0..6);
    (texts, levels(), vec((1..400u16, text(), levels()), 0..3), any::<bool>()).prop_map(
        |((title, summary, notes, standards, official_ref), whole, stages, url_seen)| {
            let features = &Registry::embedded().unwrap().taxonomy.features;
            let requirement = |(place, (level, article)): (usize, (u8, String))| Requirement {
                feature: features[place].id.clone(),
                level,
                article,
            };
            let start = Date::new(2020, 1, 1).unwrap();
            let mut from = start;
            let mut whole: Vec<Requirement> = whole.into_iter().map(requirement).collect();
            let mut all = Vec::new();
            for (days, what, levels) in stages {
                from = from.after_days(days);
                let features: Vec<Requirement> = levels.into_iter().map(requirement).collect();
                // The whole has the levels of the last stages.
                for last in &features {
                    whole.retain(|one| one.feature != last.feature);
                    whole.push(last.clone());
                }
                all.push(Stage { from, what, features });
            }
            let place = |one: &Requirement| features.iter().position(|feature| feature.id == one.feature);
            whole.sort_by_key(place);
            let title = if title.trim().is_empty() { format!("A law{title}") } else { title };
            let model = Registry::embedded().unwrap().measure("eu-gdpr").unwrap().clone();
            Measure {
                id: "any".to_owned(),
                in_force: Some(start),
                applies_from: None,
                adopted: None,
                introduced: None,
                stages: all,
                features: whole,
                title,
                summary,
                notes,
                standards,
                official_ref,
                url_seen,
                status: Status::InForce,
                binding: Binding::Hard,
                ..model
            }
        },
    )
}

#[test]
fn any_measure_comes_out_as_it_went_in() {
    each(|address| {
        let files = [("none.toml".to_owned(), String::new())];
        let database = RefCell::new(Database::create(address, &files, ANA).unwrap());
        let numbers = Cell::new(0);
        proptest!(ProptestConfig::with_cases(150), |(mut measure in measures())| {
            numbers.set(numbers.get() + 1);
            measure.id = format!("any-{}", numbers.get());
            let mut database = database.borrow_mut();
            database.add(std::slice::from_ref(&measure), ANA).unwrap();
            let text = database.text(&measure.id, None).unwrap();
            prop_assert_eq!(&database.parse("it", &text).unwrap()[0], &measure);
        });
        let registry = database.borrow_mut().registry().unwrap();
        assert_eq!(registry.measures.len(), numbers.get());
    });
}
