//! Solves on disk while the ensemble runs, in the order of their numbers, so that it can stop at any moment and go on.
//!
//! The file is one line of JSON that says which ensemble this is, and then records of one length: a status, and the numbers
//! of the solve.

use crate::error::Error;
use comity_model::{EconomyId, SectorId, Status};
use serde::{Deserialize, Serialize};
use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Bits of a record's place that hold the economy; the rest hold the sector, where one matters.
const SECTOR_BITS: u32 = 16;

/// What an ensemble is: pairs of what and which, all of which must agree for it to go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Identity(pub Vec<(String, String)>);

/// What became of a solve.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Record {
    pub ending: Ending,
    /// The numbers of the solve; zeros where it failed.
    pub values: Vec<f64>,
}

/// How a solve ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Ending {
    /// By the solver.
    Solver(Status),
    /// A number was drawn that cannot be.
    Impossible,
    /// The result is beyond what a computer can hold.
    Overflow,
}

impl Ending {
    pub fn solved(self) -> bool {
        self == Self::Solver(Status::Solved)
    }

    /// Why there is no result; `solver` puts the solver's own reasons into words.
    pub fn reason(self, solver: impl Fn(Status) -> String) -> String {
        match self {
            Self::Solver(status) => solver(status),
            Self::Impossible => "a number was drawn that cannot be".to_owned(),
            Self::Overflow => "it lies so far from the benchmark that numbers overflow".to_owned(),
        }
    }

    fn code(self) -> (u32, u32) {
        match self {
            Self::Solver(Status::Solved) => (0, 0),
            Self::Solver(Status::IncomeExhausted { economy }) => (1, economy.0 as u32),
            Self::Solver(Status::OneWayTrade { economy }) => (2, economy.0 as u32),
            Self::Solver(Status::Stalled { economy }) => (3, economy.0 as u32),
            Self::Solver(Status::NoSupplier { economy, sector }) => {
                (6, (sector.0 as u32) << SECTOR_BITS | economy.0 as u32)
            }
            Self::Impossible => (4, 0),
            Self::Overflow => (5, 0),
        }
    }

    fn from_code(code: u32, place: u32) -> Option<Self> {
        let economy = EconomyId(place as usize);
        Some(match code {
            0 => Self::Solver(Status::Solved),
            1 => Self::Solver(Status::IncomeExhausted { economy }),
            2 => Self::Solver(Status::OneWayTrade { economy }),
            3 => Self::Solver(Status::Stalled { economy }),
            4 => Self::Impossible,
            5 => Self::Overflow,
            6 => {
                let economy = EconomyId((place & ((1 << SECTOR_BITS) - 1)) as usize);
                let sector = SectorId((place >> SECTOR_BITS) as usize);
                Self::Solver(Status::NoSupplier { economy, sector })
            }
            _ => return None,
        })
    }
}

/// The file.
#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
    file: File,
    /// Numbers of a record.
    width: usize,
    start: u64,
    /// Solves that are on disk.
    pub done: usize,
}

/// Bytes of the ending before the numbers of a record.
const ENDING: usize = 8;

impl Journal {
    /// Begins a journal, over one that may be there.
    pub fn create(path: &Path, identity: &Identity, width: usize) -> Result<Self, Error> {
        let create = || {
            let mut header = serde_json::to_vec(identity).map_err(io::Error::other)?;
            header.push(b'\n');
            let mut file =
                OpenOptions::new().read(true).write(true).create(true).truncate(true).open(path)?;
            file.write_all(&header)?;
            Ok(Self { path: path.to_owned(), file, width, start: header.len() as u64, done: 0 })
        };
        create().map_err(|reason| Error::Journal { file: path.display().to_string(), reason })
    }

    /// Opens a journal to go on; `None` if there is none, or nothing in it yet.
    ///
    /// # Errors
    /// It belongs to another ensemble.
    pub fn resume(path: &Path, identity: &Identity, width: usize) -> Result<Option<Self>, Error> {
        if !path.exists() {
            return Ok(None);
        }
        let name = path.display().to_string();
        let unreadable = |reason| Error::Journal { file: name.clone(), reason };
        let mut file = OpenOptions::new().read(true).append(true).open(path).map_err(unreadable)?;
        let header = header(&mut file).map_err(unreadable)?;
        if header.is_empty() {
            // The program was killed between making the file and writing to it.
            return Ok(None);
        }
        let there: Option<Identity> = serde_json::from_slice(&header).ok();
        let there = there.ok_or_else(|| {
            unreadable(io::Error::new(io::ErrorKind::InvalidData, "this is no ensemble that was stopped"))
        })?;
        check(&name, &there, identity)?;
        let mut journal =
            Self { path: path.to_owned(), file, width, start: header.len() as u64 + 1, done: 0 };
        journal.keep_whole_records().map_err(unreadable)?;
        Ok(Some(journal))
    }

    /// Cuts off a record that was not written to its end.
    fn keep_whole_records(&mut self) -> io::Result<()> {
        let bytes = self.file.metadata()?.len().saturating_sub(self.start);
        self.done = (bytes / self.record() as u64) as usize;
        self.file.set_len(self.start + (self.done * self.record()) as u64)
    }

    fn record(&self) -> usize {
        ENDING + 8 * self.width
    }

    fn failed(&self, reason: io::Error) -> Error {
        Error::Journal { file: self.path.display().to_string(), reason }
    }

    /// Adds the next solves.
    pub fn append(&mut self, records: &[Record]) -> Result<(), Error> {
        let mut bytes = Vec::with_capacity(records.len() * self.record());
        for Record { ending, values } in records {
            let (code, economy) = ending.code();
            bytes.extend(code.to_le_bytes());
            bytes.extend(economy.to_le_bytes());
            values.iter().for_each(|value| bytes.extend(value.to_le_bytes()));
        }
        self.file.write_all(&bytes).map_err(|reason| self.failed(reason))?;
        self.done += records.len();
        Ok(())
    }

    /// Hands out solves, one after the other.
    pub fn each(&self, solves: Range<usize>, mut each: impl FnMut(usize, Record)) -> Result<(), Error> {
        let read = || -> io::Result<()> {
            let mut file = self.file.try_clone()?;
            file.seek(SeekFrom::Start(self.start + (solves.start * self.record()) as u64))?;
            let mut reader = BufReader::with_capacity(1 << 18, file);
            let mut bytes = vec![0; self.record()];
            for solve in solves {
                reader.read_exact(&mut bytes)?;
                each(solve, decode(&bytes)?);
            }
            Ok(())
        };
        read().map_err(|reason| self.failed(reason))
    }

    /// Removes the file, once its results are elsewhere.
    pub fn remove(self) -> Result<(), Error> {
        let Self { path, file, .. } = self;
        // Some systems do not remove a file that is open.
        drop(file);
        std::fs::remove_file(&path)
            .map_err(|reason| Error::Journal { file: path.display().to_string(), reason })
    }
}

/// The first line, without its end.
fn header(file: &mut File) -> io::Result<Vec<u8>> {
    let mut header = Vec::new();
    for byte in BufReader::new(file).bytes() {
        match byte? {
            b'\n' => return Ok(header),
            byte => header.push(byte),
        }
    }
    Ok(header)
}

fn check(file: &str, there: &Identity, here: &Identity) -> Result<(), Error> {
    let none = || "nothing".to_owned();
    let differs = here.0.iter().find(|pair| !there.0.contains(pair)).map(|(what, here)| {
        let there = there.0.iter().find(|(other, _)| other == what);
        (what.clone(), there.map_or_else(none, |(_, there)| there.clone()), here.clone())
    });
    let gone = || {
        let (what, there) = there.0.iter().find(|pair| !here.0.contains(pair))?;
        Some((what.clone(), there.clone(), none()))
    };
    match differs.or_else(gone) {
        Some((what, there, here)) => Err(Error::OtherEnsemble { file: file.to_owned(), what, there, here }),
        None => Ok(()),
    }
}

fn decode(bytes: &[u8]) -> io::Result<Record> {
    let damaged = || io::Error::new(io::ErrorKind::InvalidData, "a record is damaged");
    let (ending, values) = bytes.split_first_chunk::<ENDING>().ok_or_else(damaged)?;
    let [a, b, c, d, e, f, g, h] = *ending;
    let ending = Ending::from_code(u32::from_le_bytes([a, b, c, d]), u32::from_le_bytes([e, f, g, h]));
    let (numbers, _) = values.as_chunks::<8>();
    Ok(Record {
        ending: ending.ok_or_else(damaged)?,
        values: numbers.iter().copied().map(f64::from_le_bytes).collect(),
    })
}
