//! The scenario crate through its public API, in one binary.
#![allow(clippy::unwrap_used, missing_docs)]

/// Tests that each hold one message to its snapshot.
macro_rules! broken {
    ($($name:ident: $message:expr;)+) => {
        $(#[test]
        fn $name() {
            insta::assert_snapshot!(stringify!($name), $message);
        })+
    };
}

mod adoption;
mod ai_ensembles;
mod assumed;
mod broken;
mod channels;
mod common;
mod compare;
mod docs;
mod drawn_rules;
mod ensembles;
mod games;
mod languages;
mod library;
mod mutations;
mod parameters;
mod paths;
mod prepared;
mod regulation;
mod runs;
mod schools;
mod sensitivity;
mod shocks;
mod skills;
mod variants;
mod what_if;
