//! One file a command; `world` is what those about a scenario have in common, `worlds` those that draw parameters of AI.

pub mod compare;
pub mod comply;
pub mod convergence;
pub mod data;
pub mod divide;
pub mod ensemble;
pub mod frontier;
pub mod game;
pub mod list;
pub mod new;
pub mod parameters;
pub mod policy;
pub mod run;
pub mod screen;
pub mod sensitivity;
pub mod serve;
pub mod world;
pub mod worlds;
