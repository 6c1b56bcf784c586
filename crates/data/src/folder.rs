//! Where the files of a baseline are: in a folder, or in this program.

use crate::error::BaselineError;
use crate::frame::{File, Format, FrameError};
use std::path::{Path, PathBuf};

/// A baseline's files by name.
pub(crate) enum Folder<'a> {
    /// On disk.
    Disk(&'a Path),
    /// In this program.
    Embedded { name: &'static str, files: &'static [(&'static str, &'static [u8])] },
}

impl Folder<'_> {
    /// The folder's name for messages.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Disk(folder) => folder.display().to_string(),
            Self::Embedded { name, .. } => (*name).to_owned(),
        }
    }

    /// A table that must be there.
    pub(crate) fn table(&self, table: &str) -> Result<File, BaselineError> {
        self.optional_table(table)?
            .ok_or_else(|| BaselineError::MissingTable { folder: self.name(), table: table.to_owned() })
    }

    /// A table, if it is there.
    pub(crate) fn optional_table(&self, table: &str) -> Result<Option<File>, BaselineError> {
        let named = |format: Format| format!("{table}.{}", format.extension());
        match self {
            Self::Embedded { name, files } => Ok(Format::ALL.into_iter().find_map(|format| {
                let &(file, bytes) = files.iter().find(|&&(file, _)| file == named(format))?;
                Some(File::from_bytes(format!("{name}/{file}"), format, bytes))
            })),
            Self::Disk(folder) => {
                let paths: Vec<PathBuf> =
                    Format::ALL.iter().map(|&format| folder.join(named(format))).collect();
                let there: Vec<&PathBuf> = paths.iter().filter(|path| path.exists()).collect();
                match there[..] {
                    [] => Ok(None),
                    [path] => Ok(Some(File::open(path)?)),
                    [parquet, csv, ..] => Err(FrameError::TwoFormats {
                        table: table.to_owned(),
                        parquet: parquet.display().to_string(),
                        csv: csv.display().to_string(),
                    }
                    .into()),
                }
            }
        }
    }

    /// The content of `baseline.toml` and its name for messages.
    pub(crate) fn meta(&self) -> Result<(String, Vec<u8>), BaselineError> {
        let file = format!("{}/{META}", self.name());
        let missing = || BaselineError::NoMeta { folder: self.name() };
        match self {
            Self::Embedded { files, .. } => {
                let (_, bytes) = files.iter().find(|(file, _)| *file == META).ok_or_else(missing)?;
                Ok((file, bytes.to_vec()))
            }
            Self::Disk(folder) => match std::fs::read(folder.join(META)) {
                Ok(bytes) => Ok((file, bytes)),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(missing()),
                Err(reason) => Err(FrameError::Unreadable { file, reason }.into()),
            },
        }
    }
}

/// The file that says what a baseline is.
pub(crate) const META: &str = "baseline.toml";
