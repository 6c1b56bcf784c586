//! Several who write at once lose nothing.

use crate::{ANA, each, filled};
use comity_registry::{Database, DatabaseError, Signed, fields};
use std::collections::BTreeSet;
use std::thread;

const WRITERS: usize = 4;
const CHANGES: usize = 8;

/// Each writer changes the same measure again and again; whoever is refused reads it anew. In the end every change is there.
#[test]
fn every_change_is_kept() {
    each(|address| {
        filled(address);
        let write = |writer: usize| {
            let mut database = Database::open(address).unwrap();
            for change in 0..CHANGES {
                let note = format!("{writer}.{change}");
                loop {
                    let read = database.version("eu-act", None).unwrap();
                    let text = read.text.unwrap();
                    let notes =
                        text.lines().find_map(|line| line.strip_prefix("notes = ")).unwrap_or_default();
                    let notes = format!("{} {note}", notes.trim_matches('"'));
                    let text = fields::set(&text, "notes", notes.trim()).unwrap();
                    match database.edit("eu-act", read.number, &text, Signed { by: "W", why: &note }) {
                        Ok(number) => break assert_eq!(number, Some(read.number + 1)),
                        Err(DatabaseError::Conflict(conflict)) => {
                            assert!(conflict.latest.number > read.number);
                        }
                        Err(error) => panic!("{error}"),
                    }
                }
            }
        };
        thread::scope(|scope| {
            for writer in 0..WRITERS {
                scope.spawn(move || write(writer));
            }
        });
        let mut database = Database::open(address).unwrap();
        assert_eq!(database.versions("eu-act").unwrap().len(), 1 + WRITERS * CHANGES);
        let text = database.text("eu-act", None).unwrap();
        let notes = text.lines().find_map(|line| line.strip_prefix("notes = ")).unwrap();
        let found: BTreeSet<String> = notes.trim_matches('"').split(' ').map(str::to_owned).collect();
        let all =
            (0..WRITERS).flat_map(|writer| (0..CHANGES).map(move |change| format!("{writer}.{change}")));
        assert_eq!(found, all.collect());
    });
}

/// Many measures in opposite orders, by several at once: of each set exactly one writer succeeds, and nobody waits for ever.
#[test]
fn sets_of_measures_go_in_whole() {
    each(|address| {
        let model = filled(address).registry().unwrap().measures[0].clone();
        let add = |writer: usize| {
            let mut database = Database::open(address).unwrap();
            let mut measures: Vec<_> = (0..200)
                .map(|number| comity_policy::Measure {
                    id: format!("m{number}"),
                    notes: format!("by {writer}"),
                    ..model.clone()
                })
                .collect();
            if writer % 2 == 1 {
                measures.reverse();
            }
            database.add(&measures, ANA).is_ok()
        };
        let added: Vec<bool> = thread::scope(|scope| {
            let writers: Vec<_> = (0..WRITERS).map(|writer| scope.spawn(move || add(writer))).collect();
            writers.into_iter().map(|writer| writer.join().unwrap()).collect()
        });
        assert_eq!(added.iter().filter(|&&added| added).count(), 1, "{added:?}");
        let registry = Database::open(address).unwrap().registry().unwrap();
        let writer = format!("by {}", added.iter().position(|&added| added).unwrap());
        let new = registry.measures.iter().filter(|measure| measure.id.starts_with('m'));
        assert_eq!(new.filter(|measure| measure.notes == writer).count(), 200);
    });
}
