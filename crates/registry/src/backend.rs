//! What is asked of a database, whichever it is.

use crate::error::DatabaseError;
use comity_policy::answer::Found;
use std::collections::HashMap;

/// The form of the tables. A program that knows a lower number must leave a registry alone.
pub(crate) const SCHEMA: u32 = 1;

/// Who changes something, and why.
#[derive(Debug, Clone, Copy)]
pub struct Signed<'a> {
    /// A name that others know.
    pub by: &'a str,
    /// The reason, for those who read the history.
    pub why: &'a str,
}

/// A measure as it was at one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Counted from 1 on, for each measure by itself.
    pub number: u32,
    /// The measure as TOML; `None` where it was removed.
    pub text: Option<String>,
    /// Who made it.
    pub by: String,
    /// When, in universal time, by the clock of the database: `2026-11-27T09:30:00Z`.
    pub at: String,
    /// The reason given.
    pub why: String,
}

/// A version to be added.
#[derive(Debug)]
pub(crate) struct Change {
    pub id: String,
    /// Its number: one more than that of the version that was read.
    pub number: u32,
    /// What the measure is now; `None` removes it.
    pub entry: Option<Entry>,
}

/// A measure as it is now, with what searches need.
#[derive(Debug)]
pub(crate) struct Entry {
    pub text: String,
    pub found: Found,
    /// The words by which it is found, those that count most first, in four classes.
    pub words: [Vec<String>; 4],
}

/// A measure as it is now.
#[derive(Debug)]
pub(crate) struct Current {
    pub jurisdiction: String,
    pub text: String,
}

/// The latest version of a measure: its number, and its text where it was not removed.
pub(crate) type Latest = (u32, Option<String>);

pub(crate) trait Backend: Send {
    /// Whether all of it can be read: an error says what is damaged, missing or not for whoever asks.
    fn readable(&mut self) -> Result<(), DatabaseError>;

    /// The files about features and jurisdictions, with their names.
    fn files(&mut self) -> Result<Vec<(String, String)>, DatabaseError>;

    /// All measures in the order in which they came.
    fn all(&mut self) -> Result<Vec<Current>, DatabaseError>;

    /// How many versions there are of all measures. Versions only come, so that two times with one count have the same measures.
    fn count(&mut self) -> Result<u64, DatabaseError>;

    /// Of those measures that were ever there the latest version.
    fn latest(&mut self, ids: &[String]) -> Result<HashMap<String, Latest>, DatabaseError>;

    /// All versions of a measure, the first one first.
    fn versions(&mut self, id: &str) -> Result<Vec<Version>, DatabaseError>;

    /// Adds versions, all or none: none where one of these numbers is already taken. Says whether it did.
    fn add(&mut self, changes: &[Change], signed: Signed) -> Result<bool, DatabaseError>;

    /// The measures that have all of these words, or words that begin so, the one with the id that they spell and then the best first.
    fn search(&mut self, words: &[String], most: usize) -> Result<Vec<Found>, DatabaseError>;
}
