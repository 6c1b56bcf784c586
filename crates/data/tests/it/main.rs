//! Tests through the public API, in one binary: it links once.

#![allow(clippy::unwrap_used, reason = "a test that fails should panic")]

mod broken;
mod embedded;
mod frame;
mod import;
mod mini;
mod mutations;
mod roundtrip;
