//! Every parser of what users send, fed with damaged texts: whatever comes, the end is a result or an error that can be shown,
//! never a panic.
//!
//! | module | what it does |
//! |---|---|
//! | `mutate` | damages a text, the same way for the same seed |
//! | `targets` | the parsers, each with what follows once a text is read |
//! | `corpus` | texts that are right, to begin from: those that ship |
//!
//! `cargo test -p comity-fuzz` tries a fixed number of damages of each; `scripts/fuzz` goes on for as long as it is told, from
//! other seeds each time.

#![allow(clippy::unwrap_used, reason = "a target that cannot be set up should panic")]

mod corpus;
mod mutate;
mod targets;

pub use mutate::Mutator;
pub use targets::{TARGETS, Target};

use std::panic::{AssertUnwindSafe, catch_unwind};

/// The damaged text that a target panics at, if it does at one of so many seeds from the first on, with its seed.
pub fn first_panic(target: &Target, first: u64, seeds: u64) -> Option<(u64, Vec<u8>)> {
    let corpus = (target.corpus)();
    assert!(!corpus.is_empty(), "there is nothing to damage for {}", target.name);
    (first..first + seeds).find_map(|seed| {
        let text = Mutator::new(seed).damaged(&corpus);
        catch_unwind(AssertUnwindSafe(|| (target.read)(&text))).is_err().then_some((seed, text))
    })
}
