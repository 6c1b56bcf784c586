//! Where the files of a baseline are: in a folder, or in memory.

use crate::error::BaselineError;
use crate::frame::{File, Format, FrameError};
use bytes::Bytes;
use std::path::{Path, PathBuf};

/// A baseline's files by name.
pub(crate) enum Folder<'a> {
    /// On disk.
    Disk(&'a Path),
    /// In memory, with what to call the folder in messages; nothing if it has no name.
    Memory { name: &'a str, files: Vec<(&'a str, Bytes)> },
}

impl Folder<'_> {
    /// The folder's name for messages.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Disk(folder) => folder.display().to_string(),
            Self::Memory { name, .. } => (*name).to_owned(),
        }
    }

    /// A file's name for messages.
    fn file(&self, file: &str) -> String {
        let name = self.name();
        if name.is_empty() { file.to_owned() } else { format!("{name}/{file}") }
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
            Self::Memory { files, .. } => {
                let found = |format| {
                    let (file, bytes) = files.iter().find(|(file, _)| *file == named(format))?;
                    Some(File::from_bytes(self.file(file), format, bytes.clone()))
                };
                match [found(Format::Parquet), found(Format::Csv)] {
                    [Some(parquet), Some(csv)] => Err(two_formats(table, parquet.name(), csv.name())),
                    [parquet, csv] => Ok(parquet.or(csv)),
                }
            }
            Self::Disk(folder) => {
                let paths: Vec<PathBuf> =
                    Format::ALL.iter().map(|&format| folder.join(named(format))).collect();
                let there: Vec<&PathBuf> = paths.iter().filter(|path| path.exists()).collect();
                match there[..] {
                    [] => Ok(None),
                    [path] => Ok(Some(File::open(path)?)),
                    [parquet, csv, ..] => {
                        Err(two_formats(table, &parquet.display().to_string(), &csv.display().to_string()))
                    }
                }
            }
        }
    }

    /// The content of `baseline.toml` and its name for messages.
    pub(crate) fn meta(&self) -> Result<(String, Vec<u8>), BaselineError> {
        let file = self.file(META);
        let missing = || BaselineError::NoMeta { folder: self.name() };
        match self {
            Self::Memory { files, .. } => {
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

fn two_formats(table: &str, parquet: &str, csv: &str) -> BaselineError {
    let [table, parquet, csv] = [table, parquet, csv].map(str::to_owned);
    FrameError::TwoFormats { table, parquet, csv }.into()
}

/// The file that says what a baseline is.
pub(crate) const META: &str = "baseline.toml";
