//! One file a command.

pub mod data;
