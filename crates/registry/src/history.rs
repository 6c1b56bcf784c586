//! What happened to a measure, version by version.

use crate::backend::Version;
use crate::fields::{Difference, differences};
use serde::Serialize;

/// A version of a measure, and what it changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Step {
    /// Its number, counted from 1 on.
    pub version: u32,
    /// When it was made, in universal time: `2026-11-27T09:30:00Z`.
    pub at: String,
    /// Who made it.
    pub by: String,
    /// The reason given.
    pub why: String,
    /// What it did.
    pub what: What,
    /// Field by field; nothing where the whole measure came or went.
    pub fields: Vec<Difference>,
}

/// What a version did to a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum What {
    /// It came.
    Added,
    /// Fields changed.
    Changed,
    /// It went.
    Removed,
    /// It came back.
    Restored,
}

impl What {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Removed => "removed",
            Self::Restored => "restored",
        }
    }
}

/// What each version of a measure did, from all of them in their order.
pub fn steps(versions: Vec<Version>) -> Vec<Step> {
    let mut before: Option<String> = None;
    let step = |Version { number: version, text: now, by, at, why }: Version| {
        let (what, fields) = match (&before, &now) {
            (Some(before), Some(now)) => (What::Changed, differences(before, now)),
            (None, Some(_)) if version > 1 => (What::Restored, Vec::new()),
            (None, Some(_)) => (What::Added, Vec::new()),
            (_, None) => (What::Removed, Vec::new()),
        };
        before = now;
        Step { version, at, by, why, what, fields }
    };
    versions.into_iter().map(step).collect()
}
