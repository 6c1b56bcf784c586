//! Artificial intelligence in the world economy.

pub mod adoption;
