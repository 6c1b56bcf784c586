//! Baselines: the one form in which data enters the model, and where every number in it came from.

mod baseline;

pub use baseline::{Baseline, EconomyInfo, FileHash, Meta, SectorInfo, Step};
