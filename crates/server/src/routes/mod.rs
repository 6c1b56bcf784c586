//! One file a resource.

pub mod baselines;
pub mod compliance;
pub mod health;
pub mod jobs;
pub mod memo;
pub mod parameters;
pub mod policy;
pub mod scenarios;
pub mod screenings;
pub mod suggestions;
pub mod whatif;
pub mod workbench;
