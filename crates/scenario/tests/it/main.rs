//! The scenario crate through its public API, in one binary.

mod broken;
mod common;
mod docs;
mod mutations;
mod runs;
mod shocks;
