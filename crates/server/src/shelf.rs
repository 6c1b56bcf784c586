//! Baselines that users sent, beside those that ship: each in a folder named after its content, so that a name means the same for ever.

use crate::problem::Problem;
use crate::upload::Files;
use axum::http::StatusCode;
use comity_data::{Baseline, BaselineError, FileHash};
use comity_scenario::Source;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Most baselines that are kept.
pub const MOST: usize = 8;
/// Beginning of their names, which no baseline that ships has.
const PREFIX: &str = "upload-";
/// Characters of the hash in a name: more than enough that no two share one.
const LENGTH: usize = 16;
const PART: &str = ".part";

/// The folder of baselines that were sent.
#[derive(Debug)]
pub struct Shelf {
    folder: PathBuf,
    /// Held by whoever changes what is there.
    changing: Mutex<()>,
}

impl Shelf {
    /// Opens the shelf in the folder of a server. What a program that was killed left half written is removed.
    ///
    /// # Errors
    /// The folder cannot be used.
    pub fn open(data: &Path) -> io::Result<Self> {
        let folder = data.join("baselines");
        fs::create_dir_all(&folder)?;
        let shelf = Self { folder, changing: Mutex::new(()) };
        for part in shelf.entries().into_iter().filter(|(name, _)| name.ends_with(PART)) {
            fs::remove_dir_all(part.1)?;
        }
        Ok(shelf)
    }

    fn entries(&self) -> Vec<(String, PathBuf)> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().filter_map(Result::ok);
        let mut entries: Vec<_> = entries.collect();
        // The oldest first.
        entries
            .sort_by_key(|entry| (entry.metadata().and_then(|data| data.modified()).ok(), entry.file_name()));
        entries.into_iter().filter_map(|of| Some((of.file_name().into_string().ok()?, of.path()))).collect()
    }

    fn kept(&self) -> Vec<(String, PathBuf)> {
        let kept = |(name, _): &(String, PathBuf)| name.starts_with(PREFIX) && !name.ends_with(PART);
        self.entries().into_iter().filter(kept).collect()
    }

    /// Names of the baselines: those that ship, then those that were sent, the oldest first.
    pub fn names(&self) -> Vec<String> {
        let shipped = Baseline::embedded_names().into_iter().map(str::to_owned);
        shipped.chain(self.kept().into_iter().map(|(name, _)| name)).collect()
    }

    /// Whether a baseline was sent.
    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// The name is looked up in the list, never opened as it came.
    fn find(&self, name: &str) -> Option<PathBuf> {
        self.kept().into_iter().find(|(known, _)| known == name).map(|(_, path)| path)
    }

    /// The baseline of a name.
    ///
    /// # Errors
    /// There is none, or it cannot be read.
    pub fn baseline(&self, name: &str) -> Result<Baseline, BaselineError> {
        match self.find(name) {
            Some(folder) => Baseline::read(&folder),
            None => Baseline::embedded(name),
        }
    }

    /// What to call a baseline where one is opened by the name of one that ships or by its folder.
    pub fn place(&self, name: &str) -> String {
        self.find(name).map_or(name.to_owned(), |folder| folder.to_string_lossy().into_owned())
    }

    /// The text of a scenario, which may name these baselines and no other file.
    pub fn source(&self, path: impl Into<String>, text: impl Into<String>) -> Source {
        Source::alone(path, text).with_baselines(&self.folder)
    }

    /// Keeps a baseline that was checked, and says its name and whether it is new.
    ///
    /// # Errors
    /// There is no room, or it cannot be written.
    pub fn keep(&self, files: &Files) -> Result<(String, bool), Problem> {
        let name = name_of(files);
        let _changing = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = self.kept();
        if kept.iter().any(|(known, _)| *known == name) {
            return Ok((name, false));
        }
        if kept.len() >= MOST {
            let detail = format!("{MOST} baselines are kept already");
            return Err(Problem::new(StatusCode::CONFLICT, "full", detail)
                .hint("remove one: DELETE /api/v1/baselines/NAME"));
        }
        let part = self.folder.join(format!("{name}{PART}"));
        let write = || -> io::Result<()> {
            self.clear(&name)?;
            fs::create_dir(&part)?;
            for (file, bytes) in files.iter() {
                fs::write(part.join(file), bytes)?;
            }
            fs::rename(&part, self.folder.join(&name))
        };
        write().map_err(|reason| {
            // What is left of it helps nobody.
            let _ = fs::remove_dir_all(&part);
            Problem::unwritten(&reason)
        })?;
        Ok((name, true))
    }

    /// Removes a baseline that was sent, or what an earlier removal left of it, and says whether anything was there.
    ///
    /// # Errors
    /// It cannot be removed, or not all of it.
    pub fn remove(&self, name: &str) -> Result<bool, Problem> {
        let _changing = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let remove = || -> io::Result<bool> {
            let left = self.clear(name)?;
            let Some(folder) = self.find(name) else { return Ok(left) };
            // It is gone at once, also for whoever reads it meanwhile.
            fs::rename(&folder, self.folder.join(format!("{name}{PART}")))?;
            self.clear(name)
        };
        remove().map_err(|reason| Problem::unwritten(&reason))
    }

    /// Removes what is left of a baseline that was half removed, and says whether there was anything.
    fn clear(&self, name: &str) -> io::Result<bool> {
        let left = self.entries().into_iter().find(|(entry, _)| entry.strip_suffix(PART) == Some(name));
        left.map_or(Ok(false), |(_, part)| fs::remove_dir_all(part).map(|()| true))
    }
}

fn name_of(files: &Files) -> String {
    let hashes = files.iter().map(|(name, bytes)| format!("{name} {}\n", FileHash::of("", bytes).sha256));
    let hash = FileHash::of("", hashes.collect::<String>().as_bytes()).sha256;
    format!("{PREFIX}{}", hash.get(..LENGTH).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::upload::Upload;

    fn files(name: &str) -> Files {
        Upload::of([(name, "a")]).unpack().unwrap()
    }

    #[test]
    fn a_removal_that_stopped_half_way_can_be_asked_for_again() {
        let data = tempfile::tempdir().unwrap();
        let shelf = Shelf::open(data.path()).unwrap();
        let (name, _) = shelf.keep(&files("flows.csv")).unwrap();
        let (folder, part) = (shelf.folder.join(&name), shelf.folder.join(format!("{name}{PART}")));
        fs::rename(&folder, &part).unwrap();
        assert!(!shelf.has(&name));
        assert_eq!(shelf.remove(&name), Ok(true));
        assert!(!part.exists());
        assert_eq!(shelf.remove(&name), Ok(false));
    }

    #[test]
    fn what_a_removal_left_is_no_part_of_what_is_sent_again() {
        let data = tempfile::tempdir().unwrap();
        let shelf = Shelf::open(data.path()).unwrap();
        let (name, _) = shelf.keep(&files("flows.csv")).unwrap();
        let (folder, part) = (shelf.folder.join(&name), shelf.folder.join(format!("{name}{PART}")));
        fs::rename(&folder, &part).unwrap();
        fs::write(part.join("flows.parquet"), "of before").unwrap();
        assert_eq!(shelf.keep(&files("flows.csv")).unwrap(), (name.clone(), true));
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        // Nor does it stand in the way of the next removal.
        fs::create_dir(&part).unwrap();
        fs::write(part.join("flows.parquet"), "of before").unwrap();
        assert_eq!(shelf.remove(&name), Ok(true));
        assert_eq!(fs::read_dir(&shelf.folder).unwrap().count(), 0);
    }

    #[test]
    fn only_what_lies_on_the_shelf_is_removed() {
        let data = tempfile::tempdir().unwrap();
        let shelf = Shelf::open(data.path()).unwrap();
        let other = data.path().join(format!("other{PART}"));
        fs::create_dir(&other).unwrap();
        assert_eq!(shelf.remove("../other"), Ok(false));
        assert!(other.exists());
    }
}
