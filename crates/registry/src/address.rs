//! What `--registry` names.

use crate::connection::{is_server, named};
use crate::error::DatabaseError;
use std::fmt::Display;
use std::path::{Path, PathBuf};

/// Where a registry is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// A folder with TOML files.
    Folder(PathBuf),
    /// A file of SQLite.
    File(PathBuf),
    /// A database of PostgreSQL.
    Server(String),
}

impl Address {
    /// What a user means by a text: the address of a server, a folder that is there, or else a file.
    pub fn of(text: &str) -> Self {
        if is_server(text) {
            return Self::Server(text.to_owned());
        }
        let path = PathBuf::from(text);
        if path.is_dir() { Self::Folder(path) } else { Self::File(path) }
    }
}

impl Display for Address {
    /// Without a password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Folder(path) | Self::File(path) => write!(f, "{}", path.display()),
            Self::Server(url) => f.write_str(&named(url)),
        }
    }
}

/// The file, if there is one.
pub(crate) fn present(path: &Path) -> Result<&Path, DatabaseError> {
    let name = path.display().to_string();
    if path.is_file() {
        return Ok(path);
    }
    let hint = match path.extension().and_then(|extension| extension.to_str()) {
        Some("toml") => "--registry takes a folder with such files in `measures`, a file that `comity policy init` made, or postgres://...".to_owned(),
        Some("db") => format!("`comity policy init {name}` makes one"),
        _ => "--registry takes a folder of measures, a file that `comity policy init` made, or postgres://...".to_owned(),
    };
    Err(DatabaseError::Missing { name, hint })
}
