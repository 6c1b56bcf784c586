//! One file a command; `world` is what those about a scenario have in common.

pub mod compare;
pub mod data;
pub mod ensemble;
pub mod game;
pub mod list;
pub mod new;
pub mod parameters;
pub mod policy;
pub mod run;
pub mod sensitivity;
pub mod world;
