//! The quantitative trade model of Caliendo and Parro (2015), solved in exact hat algebra.
//!
//! Pure numbers: a [`Table`] of the world economy is calibrated into shares ([`Calibration`]), a [`Shock`] says what
//! changes, and `solve` finds the new equilibrium. There are no files, no text formats and no printing here.

mod arrays;
mod calibration;
mod closure;
mod index;
mod outcome;
mod shock;
mod table;

pub use arrays::{Flows, Grid, Inputs, PerEconomy, PerSector};
pub use calibration::Calibration;
pub use closure::Closure;
pub use index::{EconomyId, Flow, InputUse, SectorId, Size};
pub use outcome::{EconomyOutcome, Outcome, SectorOutcome, WorldOutcome};
pub use shock::Shock;
pub use table::Table;
