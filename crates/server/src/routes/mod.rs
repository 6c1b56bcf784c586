//! One file a resource.

pub mod baselines;
pub mod health;
pub mod jobs;
pub mod policy;
pub mod scenarios;
pub mod tables;
pub mod whatif;
pub mod workbench;
