//! Tests through the public API, in one binary: it links once.

#![allow(clippy::unwrap_used, reason = "a test that fails should panic")]

/// Tests that each hold one message to its snapshot.
macro_rules! broken {
    ($($name:ident: $message:expr;)+) => {
        $(#[test]
        fn $name() {
            insta::assert_snapshot!(stringify!($name), $message);
        })+
    };
}

mod broken;
mod embedded;
mod frame;
mod import;
mod mini;
mod mutations;
mod roundtrip;
