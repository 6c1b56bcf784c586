//! The quantitative trade model of Caliendo and Parro (2015), solved in exact hat algebra.
//!
//! Pure numbers: a [`Table`] of the world economy is calibrated into shares ([`Calibration`]), brought to equilibrium
//! ([`Benchmark`]), and asked what a [`Shock`] changes ([`Outcome`]). There are no files, no text formats and no
//! printing here.

mod arrays;
mod benchmark;
mod calibration;
mod closure;
mod equilibrium;
mod index;
mod outcome;
mod shock;
mod solve;
mod table;

pub use arrays::{Flows, Grid, Inputs, PerEconomy, PerSector};
pub use benchmark::{Benchmark, Distance, Failure};
pub use calibration::{Calibration, CalibrationError};
pub use closure::Closure;
pub use equilibrium::Equilibrium;
pub use index::{EconomyId, Flow, InputUse, SectorId, Size};
pub use outcome::{EconomyOutcome, Outcome, SectorOutcome, WorldOutcome};
pub use shock::Shock;
pub use solve::{Info, Settings, Solution, Status, solve};
pub use table::Table;
