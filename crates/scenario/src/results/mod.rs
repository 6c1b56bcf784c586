//! A run as files.
//!
//! Results are made in memory first and then written to temporary names and renamed, `run.json` last: a run that fails
//! leaves the results of the one before, and a folder with a `run.json` holds files of one run only.

mod ai;
mod assumptions;
pub(crate) mod record;
mod regulation;
pub(crate) mod tables;
mod welfare;

use crate::error::Error;
use crate::run::{Run, lap};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Every name that a run may write. One that this run does not write is removed, so that a folder never holds the
/// report of one run beside the tables of another.
const NAMES: [&str; 20] = [
    "economies.csv",
    "sectors.csv",
    "flows.parquet",
    tables::FACTORS,
    tables::GROWTH,
    ai::ADOPTION,
    ai::CHANNELS,
    ai::CONCENTRATION,
    ai::CONVERGENCE,
    ai::DIVIDE,
    ai::EXPORTERS,
    regulation::REGULATION,
    regulation::RULES,
    welfare::ECONOMIES,
    welfare::PARTNERS,
    welfare::SECTORS,
    welfare::FIRST_ORDER,
    REPORT,
    SPREADSHEET,
    RECORD,
];
const REPORT: &str = "report.html";
const SPREADSHEET: &str = "results.xlsx";
const RECORD: &str = "run.json";

/// Results on their way to a folder.
#[derive(Debug, Clone)]
pub struct Results {
    files: Vec<(&'static str, Vec<u8>)>,
    clock: Instant,
}

impl Results {
    /// The tables of a run.
    ///
    /// # Errors
    /// A table cannot be encoded.
    pub fn new(run: &Run) -> Result<Self, Error> {
        let clock = Instant::now();
        let mut files = vec![
            ("economies.csv", tables::economies(run)?),
            ("sectors.csv", tables::sectors(run)?),
            ("flows.parquet", tables::flows(run)?),
        ];
        if run.has_factors() {
            files.push((tables::FACTORS, tables::factors(run)?));
        }
        if let Some(path) = &run.path {
            files.push((tables::GROWTH, tables::growth(run, path)?));
        }
        files.extend(ai::tables(run)?);
        files.extend(regulation::tables(run)?);
        if run.welfare.is_some() {
            files.extend(welfare::tables(run)?);
        }
        Ok(Self { files, clock })
    }

    /// Adds `report.html`.
    pub fn add_report(&mut self, html: impl Into<Vec<u8>>) {
        self.files.push((REPORT, html.into()));
    }

    /// Adds `results.xlsx`.
    pub fn add_spreadsheet(&mut self, bytes: Vec<u8>) {
        self.files.push((SPREADSHEET, bytes));
    }

    /// The files so far: names and content.
    pub fn files(&self) -> impl Iterator<Item = (&'static str, &[u8])> {
        self.files.iter().map(|(name, bytes)| (*name, bytes.as_slice()))
    }

    /// What is written to `run.json`, but for the time of writing.
    ///
    /// # Errors
    /// It cannot be encoded.
    pub fn record(run: &Run) -> Result<Vec<u8>, Error> {
        record::json(run)
    }

    /// Writes everything to `folder`, which is made if it is not there, and notes in the run how long that took.
    ///
    /// # Errors
    /// The folder cannot be written to; what was there before stays.
    pub fn write(mut self, folder: &Path, run: &mut Run) -> Result<(), Error> {
        let failed = |reason| Error::Write { folder: folder.display().to_string(), reason };
        if folder.is_file() {
            return Err(failed(io::ErrorKind::NotADirectory.into()));
        }
        let mut staged = Staged::in_folder(folder, &self.files).map_err(failed)?;
        run.timing.write = lap(&mut self.clock);
        staged.add(folder, RECORD, &record::json(run)?).map_err(failed)?;
        staged.publish(folder, &NAMES, RECORD).map_err(failed)
    }
}

/// Files under temporary names; what was not published is removed.
#[derive(Debug, Default)]
pub(crate) struct Staged {
    files: Vec<(&'static str, PathBuf)>,
}

impl Staged {
    /// Files of a folder, which is made if it is not there.
    pub fn in_folder(folder: &Path, files: &[(&'static str, Vec<u8>)]) -> io::Result<Self> {
        std::fs::create_dir_all(folder)?;
        let mut staged = Self::default();
        for (name, bytes) in files {
            staged.add(folder, name, bytes)?;
        }
        Ok(staged)
    }

    /// Writes files that go together, the last one last.
    pub fn write(folder: &Path, files: &[(&'static str, Vec<u8>)]) -> Result<(), Error> {
        let failed = |reason| Error::Write { folder: folder.display().to_string(), reason };
        let staged = Self::in_folder(folder, files).map_err(failed)?;
        let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
        staged.publish(folder, &names, names.last().unwrap_or(&"")).map_err(failed)
    }

    pub fn add(&mut self, folder: &Path, name: &'static str, bytes: &[u8]) -> io::Result<()> {
        std::fs::write(self.place(folder, name), bytes)
    }

    /// A temporary name for a file that the caller writes.
    pub fn place(&mut self, folder: &Path, name: &'static str) -> PathBuf {
        let temporary = folder.join(format!(".{name}.{}.tmp", std::process::id()));
        self.files.push((name, temporary.clone()));
        temporary
    }

    /// Renames every file to its own name, in the order in which they were added, `record` last. Of `names`, those that
    /// were not added are removed.
    pub fn publish(mut self, folder: &Path, names: &[&str], record: &str) -> io::Result<()> {
        if names.iter().any(|name| folder.join(name).is_dir()) {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        let stale = names.iter().filter(|&name| !self.files.iter().any(|(written, _)| written == name));
        // From here to the last rename the folder may hold files of two runs, and no record says otherwise.
        for name in stale.chain([&record]) {
            match std::fs::remove_file(folder.join(name)) {
                Err(reason) if reason.kind() != io::ErrorKind::NotFound => return Err(reason),
                _ => {}
            }
        }
        while let Some((name, temporary)) = self.files.first() {
            std::fs::rename(temporary, folder.join(name))?;
            self.files.remove(0);
        }
        Ok(())
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        for (_, temporary) in &self.files {
            // Failing to tidy up after a failure must not hide it.
            let _ = std::fs::remove_file(temporary);
        }
    }
}
