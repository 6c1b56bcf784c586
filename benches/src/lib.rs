//! What the benchmarks need besides what they measure.
//!
//! `nafta` reads a published experiment, `reference` solves a problem a second time in plain NumPy, `process` measures a
//! whole command, and `benches/solve.rs` puts them together and prints the table.

pub mod nafta;
pub mod process;
pub mod reference;
