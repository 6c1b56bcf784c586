//! The text of a scenario and where it came from.

use crate::diagnostic::{Diagnostic, Fault};
use crate::error::Error;
use std::path::{Path, PathBuf};

/// The text of a scenario and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What to call it in messages: the path as the user gave it, or `scenarios/NAME.toml` of an embedded one.
    pub path: String,
    /// The folder that paths in the scenario are relative to.
    pub folder: PathBuf,
    /// The whole text.
    pub text: String,
}

impl Source {
    /// Reads a file.
    ///
    /// # Errors
    /// The path is missing, a folder, unreadable, or the file is not UTF-8 text.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let shown = path.display().to_string();
        if path.is_dir() {
            return Err(Error::Folder { path: shown });
        }
        let bytes = std::fs::read(path).map_err(|reason| Error::Read { path: shown.clone(), reason })?;
        let text = String::from_utf8(bytes).map_err(|error| Error::NotText {
            path: shown.clone(),
            byte: error.utf8_error().valid_up_to() + 1,
        })?;
        let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
        Ok(Self { path: shown, folder, text })
    }

    /// The file's name without folder and extension, which names its folder of results.
    pub fn stem(&self) -> &str {
        Path::new(&self.path).file_stem().and_then(|stem| stem.to_str()).unwrap_or("scenario")
    }

    /// The file's name without its folder.
    pub(crate) fn file_name(&self) -> &str {
        Path::new(&self.path).file_name().and_then(|name| name.to_str()).unwrap_or("scenario.toml")
    }

    /// The error that points at a fault in this text.
    pub(crate) fn error(&self, fault: Fault) -> Error {
        Error::Scenario(Box::new(Diagnostic::new(self, fault)))
    }

    /// `path:line` of a place in this text, for warnings.
    pub(crate) fn line_of(&self, offset: usize) -> String {
        let before = self.text.as_bytes().iter().take(offset);
        format!("{}:{}", self.path, 1 + before.filter(|&&byte| byte == b'\n').count())
    }
}
