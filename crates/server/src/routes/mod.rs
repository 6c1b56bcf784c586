//! One file a resource.

pub mod baselines;
pub mod health;
pub mod jobs;
pub mod parameters;
pub mod policy;
pub mod scenarios;
pub mod whatif;
pub mod workbench;
