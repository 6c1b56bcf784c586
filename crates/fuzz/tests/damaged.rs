//! No damaged text makes a parser panic. The seeds are fixed: a failure can be repeated.

use comity_fuzz::{TARGETS, first_panic};
use std::thread;

/// Damages a target.
const SEEDS: u64 = 400;

#[test]
fn no_damaged_text_makes_a_parser_panic() {
    let panicked: Vec<String> = thread::scope(|scope| {
        let tried: Vec<_> =
            TARGETS.iter().map(|target| (target, scope.spawn(|| first_panic(target, 0, SEEDS)))).collect();
        let found = tried.into_iter().filter_map(|(target, tried)| Some((target, tried.join().unwrap()?)));
        found
            .map(|(target, (seed, text))| {
                format!("{} at seed {seed}:\n{}", target.name, String::from_utf8_lossy(&text))
            })
            .collect()
    });
    assert!(panicked.is_empty(), "{}", panicked.join("\n\n"));
}

#[test]
fn what_is_not_damaged_is_read() {
    for target in &TARGETS {
        (target.corpus)().iter().for_each(|text| (target.read)(text));
    }
}
