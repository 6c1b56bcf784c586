//! One file a command.

pub mod data;
pub mod ensemble;
pub mod game;
pub mod list;
pub mod new;
pub mod run;
pub mod sensitivity;
