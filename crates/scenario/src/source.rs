//! The text of a scenario and where it came from.

use crate::diagnostic::{Diagnostic, Fault};
use crate::error::Error;
use crate::fields::Word;
use std::path::{Path, PathBuf};

/// The text of a scenario and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What to call it in messages: the path as the user gave it, or `scenarios/NAME.toml` of an embedded one.
    pub path: String,
    /// Where the files are that it may name.
    pub folder: Beside,
    /// The whole text.
    pub text: String,
}

/// What a scenario may name: files beside it, or nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Beside {
    /// Files; their paths are relative to this folder.
    Folder(PathBuf),
    /// No files: whoever sent the text is not to read those of this machine.
    Nothing,
    /// No files, but the baselines in this folder, each in a folder of its own, named by letters, digits and hyphens.
    Baselines(PathBuf),
}

impl Beside {
    /// The folder of a baseline that a scenario names, if there is one and it may be read.
    pub(crate) fn baseline(&self, name: &str) -> Option<PathBuf> {
        let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let folder = match self {
            Self::Folder(folder) => folder,
            Self::Baselines(folder) if plain && !name.is_empty() => folder,
            Self::Baselines(_) | Self::Nothing => return None,
        };
        Some(folder.join(name)).filter(|folder| folder.is_dir())
    }
}

impl<T: Into<PathBuf>> From<T> for Beside {
    fn from(folder: T) -> Self {
        Self::Folder(folder.into())
    }
}

impl Source {
    /// A text that came without files, and may name none.
    pub fn alone(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), folder: Beside::Nothing, text: text.into() }
    }

    /// The same for a text that may also name the baselines in a folder.
    #[must_use]
    pub fn with_baselines(self, folder: impl Into<PathBuf>) -> Self {
        Self { folder: Beside::Baselines(folder.into()), ..self }
    }

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
        let folder = path.parent().map(Path::to_path_buf).unwrap_or_default().into();
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

    /// The file that a word of this text names.
    ///
    /// # Errors
    /// There is none, or the text may name none.
    pub(crate) fn file(&self, word: &Word) -> Result<PathBuf, Error> {
        let Beside::Folder(folder) = &self.folder else { return Err(self.error(nothing_beside(word))) };
        let path = folder.join(word.get_ref());
        if path.is_file() {
            return Ok(path);
        }
        let fault = Fault::at(word.span(), format!("there is no file `{}`", path.display()));
        Err(self.error(fault.hint("paths in a scenario are relative to the scenario's own folder")))
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

/// The fault of a name of a file in a text that came without files.
pub(crate) fn nothing_beside(word: &Word) -> Fault {
    Fault::at(word.span(), format!("this scenario came without files, and cannot read `{}`", word.get_ref()))
        .hint("write its numbers into the scenario, or run it with `comity run`")
}
