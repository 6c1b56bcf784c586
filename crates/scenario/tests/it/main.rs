//! The scenario crate through its public API, in one binary.
#![allow(clippy::unwrap_used, missing_docs)]

mod broken;
mod common;
mod docs;
mod ensembles;
mod mutations;
mod runs;
mod sensitivity;
mod shocks;
mod variants;
