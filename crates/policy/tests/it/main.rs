//! Tests through the public API, in one binary: it links once.

#![allow(clippy::unwrap_used, reason = "a test that fails should panic")]

mod broken;
mod compliance;
mod distances;
mod draws;
mod experiments;
mod importing;
mod known;
mod laws;
mod profiles;
mod sample;
mod screening;
mod search;
mod suggest;
mod written;
