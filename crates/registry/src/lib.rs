//! A registry of measures in a database, for people who add their own: searched, edited by many, nothing lost.
//!
//! | module | what it does, in the order in which data passes through |
//! |---|---|
//! | [`address`] | what `--registry` names: a folder, a file, a server |
//! | [`files`] | any registry as the files it consists of, to be read, copied or written into a folder |
//! | [`Database`] | measures by version: put, edited, removed, restored, searched |
//! | [`fields`] | one measure field by field: set some, or see what differs between versions |
//! | [`connection`] | to a server of PostgreSQL |
//! | `backend`, `sqlite`, `postgresql` | the same few questions to either database |
//!
//! Every change adds a version with who, when and why; nothing is ever overwritten. Whoever changes a measure says which
//! version was read, and is refused where somebody else has changed it since.
//!
//! ```
//! use comity_registry::{Database, Signed};
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("mine.db").display().to_string();
//! let files = comity_policy::Registry::embedded_files();
//! let mut database = Database::create(&path, &files, Signed { by: "Ana Silva", why: "a start" })?;
//! let text = database.text("eu-gdpr", None)?.replace("confidence = \"high\"", "confidence = \"medium\"");
//! database.edit("eu-gdpr", 1, &text, Signed { by: "Ana Silva", why: "not read again" })?;
//! assert_eq!(database.versions("eu-gdpr")?.len(), 2);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! `docs/registry.md` is the guide.

pub mod address;
mod backend;
mod conflict;
pub mod connection;
mod database;
mod error;
pub mod fields;
pub mod files;
mod postgresql;
mod sqlite;

pub use backend::{Signed, Version};
pub use conflict::Conflict;
pub use database::{Database, Put};
pub use error::DatabaseError;
