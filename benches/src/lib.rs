//! What the benchmarks need besides what they measure.
//!
//! `nafta` reads a published experiment, `synthetic` makes economies of any size, `reference` solves a problem a second time in
//! plain NumPy, and `process` measures a whole command. `benches/solve.rs`, `benches/versions.rs` and `benches/growth.rs` put them together and print the
//! tables. `history` holds the model's predictions against what came, `questions` what shipped scenarios answer beside what others published.

pub mod history;
pub mod nafta;
pub mod process;
pub mod questions;
pub mod reference;
pub mod synthetic;
