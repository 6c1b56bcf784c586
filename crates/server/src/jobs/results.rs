//! The folder of results: what is being written, what is whole, and what is on its way out.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// The ending of a folder whose results are to be removed.
const GONE: &str = ".gone";

/// Results of jobs, a folder each.
#[derive(Debug)]
pub struct Results(PathBuf);

impl Results {
    /// Opens the folder, which is made if it is not there.
    pub fn open(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        Ok(Self(folder.to_owned()))
    }

    /// Whether the results of a job are there.
    pub fn has(&self, name: &str) -> bool {
        self.0.join(name).is_dir()
    }

    /// Where the results of a job are while they are written.
    pub fn part(&self, name: &str) -> PathBuf {
        self.0.join(format!("{name}.part"))
    }

    /// Gives finished results their name, once they are on the disk. A folder of that name is of a job that was killed before it was
    /// said to be done.
    pub fn publish(&self, name: &str) -> io::Result<()> {
        let (part, folder) = (self.part(name), self.0.join(name));
        for entry in fs::read_dir(&part)? {
            File::open(entry?.path())?.sync_all()?;
        }
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::rename(part, folder)?;
        // Without this the name itself may not outlive a loss of power. Not every system can open a folder.
        File::open(&self.0).map_or(Ok(()), |folder| folder.sync_all())
    }

    /// Takes results from their name, whole or not; `sweep` removes them.
    pub fn take_away(&self, name: &str) -> io::Result<()> {
        for folder in [self.0.join(name), self.part(name)].iter().filter(|folder| folder.is_dir()) {
            let mut gone = folder.clone().into_os_string();
            gone.push(GONE);
            let gone = PathBuf::from(gone);
            if gone.exists() {
                fs::remove_dir_all(&gone)?;
            }
            fs::rename(folder, gone)?;
        }
        Ok(())
    }

    /// Removes what was taken away. What cannot be removed now is tried again the next time.
    pub fn sweep(&self) {
        for entry in fs::read_dir(&self.0).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().ends_with(GONE) {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
    }

    /// Files of results: what each is called, and where it is.
    pub fn files(&self, name: &str) -> io::Result<Vec<(String, PathBuf)>> {
        let named = |entry: fs::DirEntry| Some((entry.file_name().into_string().ok()?, entry.path()));
        let mut files: Vec<_> =
            fs::read_dir(self.0.join(name))?.filter_map(Result::ok).filter_map(named).collect();
        files.sort();
        Ok(files)
    }
}
