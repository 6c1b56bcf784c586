//! What can go wrong with a database.

use crate::backend::Version;
use crate::conflict::Conflict;
use crate::fields::Difference;
use comity_policy::RegistryError;
use thiserror::Error;

/// A registry in a database that cannot be opened, read or changed.
#[derive(Debug, Error)]
#[non_exhaustive]
#[allow(missing_docs, reason = "the messages say what each variant is")]
pub enum DatabaseError {
    #[error(transparent)]
    Registry(#[from] RegistryError),
    #[error("there is no registry at `{name}`")]
    Missing { name: String, hint: String },
    #[error("`{name}` is not a registry of Comity{but}")]
    Foreign { name: String, but: String },
    #[error("`{name}` was made by a later version of Comity (its form is {found}, this one knows {known})")]
    Newer { name: String, found: u32, known: u32 },
    #[error("`{name}` exists already")]
    Exists { name: String },
    #[error("the connection to `{host}` would not be encrypted")]
    Plain { host: String },
    #[error("cannot {doing} `{name}`\n  {reason}")]
    Failed { doing: &'static str, name: String, reason: String },
    #[error("{0}")]
    Conflict(Box<Conflict>),
    #[error("`{id}` was last changed by {} on {}: {}{}", latest.by, latest.at, latest.why, lines(changed))]
    Unread { id: String, latest: Box<Version>, changed: Vec<Difference> },
    #[error("{} there already: {}", if ids.len() == 1 { "one measure is" } else { "some measures are" }, ids.join(", "))]
    Present { ids: Vec<String> },
    #[error("`{id}` was removed by {by} on {at}: {why}")]
    Removed { id: String, by: String, at: String, why: String },
    #[error("`{id}` has no version {number}; the latest is {latest}")]
    NoVersion { id: String, number: u32, latest: u32 },
    #[error("`{id}` is there, and can only be restored to an earlier version")]
    NotRemoved { id: String },
    #[error("{found} measures where there should be one, `{id}`")]
    NotOne { id: String, found: usize },
    #[error("the id `{found}` where `{id}` is edited")]
    OtherId { id: String, found: String },
    #[error("the id {id:?} has signs that cannot be typed")]
    BadId { id: String },
    #[error("`{key}` leads nowhere")]
    Key { key: String, hint: String },
    #[error("no {what} given")]
    Unsigned { what: &'static str },
}

fn lines(changed: &[Difference]) -> String {
    changed.iter().map(|one| format!("\n  {one}")).collect()
}

impl DatabaseError {
    /// What the user can do about it.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Registry(error) => return error.hint(),
            Self::Missing { hint, .. } | Self::Key { hint, .. } => hint,
            Self::Foreign { .. } => "`comity policy init FILE` makes a new one",
            Self::Newer { .. } => "use that version, or export the registry with it and make a new one here",
            Self::Exists { .. } => "choose another name, or work with what is there: --registry",
            Self::Plain { .. } => {
                "reach the server through a tunnel (`ssh -L 5432:localhost:5432 HOST`), or add `?sslmode=disable` to the \
                 address if the network between is yours"
            }
            Self::Failed { .. } => return None,
            Self::Unread { latest, .. } => {
                return Some(format!(
                    "if that is well and yours comes on top of it, say --version {}",
                    latest.number
                ));
            }
            Self::Conflict(conflict) => return Some(conflict.hint()),
            Self::Present { .. } => {
                "change what is there with `comity policy edit`, or give the new one another id"
            }
            Self::Removed { .. } => "`comity policy restore` brings it back",
            Self::NoVersion { .. } => "`comity policy history` lists the versions",
            Self::NotRemoved { .. } => "name the version with --version; `comity policy history` lists them",
            Self::NotOne { .. } => "keep one [[measure]], with this id",
            Self::OtherId { .. } => {
                "ids stay as they are; to rename a measure, add it under the new id and remove the old one"
            }
            Self::BadId { .. } => "use letters, digits and hyphens",
            Self::Unsigned { .. } => "others will want to know: --by \"Your Name\" --why \"the reason\"",
        };
        Some(hint.to_owned())
    }
}
