//! Tabular files: the one door through which columns of text and numbers come in and go out.
//!
//! A [`File`] is Parquet or CSV, told apart by its extension. Columns are asked for by name, whatever their order;
//! other columns are ignored. Text is interned, so that looking up a code costs one comparison a distinct code and not
//! one a row. Numbers are finite. Errors name the file, the row as the user counts it, the column and the text found.
//!
//! ```
//! use comity_data::frame::{File, Format};
//! let file = File::from_bytes("costs.csv", Format::Csv, "sector,factor\nc14,0.9\nc27,0.8\n");
//! let costs = file.read(["sector"], ["factor"])?;
//! let [sector] = &costs.text;
//! let [factor] = &costs.numbers;
//! assert_eq!((sector.get(1), factor[1]), ("c27", 0.8));
//! assert_eq!(costs.place(1, "factor").to_string(), "costs.csv, line 3, column `factor`");
//! # Ok::<(), comity_data::frame::FrameError>(())
//! ```
//!
//! This file opens and hands out, `csv` and `parquet` decode, `guard` catches what damaged
//! bytes do to the Parquet library, `text` interns, `table` reads all columns there are, `write` encodes, `stream` encodes piece by piece.

mod csv;
mod error;
mod guard;
mod parquet;
mod stream;
mod table;
mod text;
mod write;

pub use error::{FrameError, Place};
pub use stream::Stream;
pub use table::{Cells, Table};
pub use text::Codes;
pub use write::{Columns, write_file};

use crate::baseline::FileHash;
use bytes::Bytes;
use std::path::Path;

/// How a table is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Apache Parquet.
    Parquet,
    /// Comma-separated values with a header, in UTF-8.
    Csv,
}

impl Format {
    /// Both, in the order of preference.
    pub const ALL: [Self; 2] = [Self::Parquet, Self::Csv];

    /// The extension of files in this format.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Parquet => "parquet",
            Self::Csv => "csv",
        }
    }

    /// The format that a path's extension names.
    pub fn of(path: &Path) -> Result<Self, FrameError> {
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|format| format.extension().eq_ignore_ascii_case(extension))
            .ok_or_else(|| FrameError::UnknownFormat { file: path.display().to_string() })
    }
}

/// A tabular file in memory.
#[derive(Debug, Clone)]
pub struct File {
    name: String,
    format: Format,
    bytes: Bytes,
    /// Which numbers there may be.
    allowed: fn(f64) -> bool,
    /// Most rows that a Parquet file may say it has.
    most_rows: usize,
}

impl File {
    /// Reads a file; its extension tells the format.
    pub fn open(path: &Path) -> Result<Self, FrameError> {
        let format = Format::of(path)?;
        let name = path.display().to_string();
        match std::fs::read(path) {
            Ok(bytes) => Ok(Self::from_bytes(name, format, bytes)),
            Err(reason) if reason.kind() == std::io::ErrorKind::NotFound => {
                Err(FrameError::NotFound { file: name })
            }
            Err(reason) => Err(FrameError::Unreadable { file: name, reason }),
        }
    }

    /// A file that is in memory already.
    pub fn from_bytes(name: impl Into<String>, format: Format, bytes: impl Into<Bytes>) -> Self {
        Self {
            name: name.into(),
            format,
            bytes: bytes.into(),
            allowed: f64::is_finite,
            most_rows: usize::MAX,
        }
    }

    /// The same file, whose numbers may be infinite.
    pub fn with_infinities(self) -> Self {
        Self { allowed: |number| !number.is_nan(), ..self }
    }

    /// The same file, refused where it is Parquet and says that it has more rows: a few bytes can stand for any number of them.
    pub fn with_most_rows(self, most_rows: usize) -> Self {
        Self { most_rows, ..self }
    }

    /// What errors call this file.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The hash of its bytes, under its name without folders.
    pub fn hash(&self) -> FileHash {
        let name =
            Path::new(&self.name).file_name().map_or(self.name.clone(), |n| n.to_string_lossy().into());
        FileHash::of(name, &self.bytes)
    }

    /// Reads the named columns of text and of numbers.
    pub fn read<'a, C: Into<Column<'a>>, const T: usize, const N: usize>(
        &self,
        text: [C; T],
        numbers: [&'a str; N],
    ) -> Result<Frame<T, N>, FrameError> {
        let text: Vec<Column<'a>> = text.into_iter().map(Into::into).collect();
        Ok(Frame::of(self.joined(&text, &numbers)?, &self.name))
    }

    /// Reads the named columns piece by piece, so that a table of any length fits in memory. Labels keep their
    /// numbers from one piece to the next.
    pub fn scan<'a, C: Into<Column<'a>>, const T: usize, const N: usize, E: From<FrameError>>(
        &self,
        text: [C; T],
        numbers: [&'a str; N],
        mut each: impl FnMut(&mut Frame<T, N>) -> Result<(), E>,
    ) -> Result<(), E> {
        let text: Vec<Column<'a>> = text.into_iter().map(Into::into).collect();
        self.batches(&text, &numbers, &mut |batch| each(&mut Frame::of(batch, &self.name)))
    }

    /// All batches as one.
    fn joined(&self, text: &[Column<'_>], numbers: &[&str]) -> Result<Batch, FrameError> {
        let mut all = Batch {
            text: vec![Codes::default(); text.len()],
            numbers: vec![Vec::new(); numbers.len()],
            rows: Rows::default(),
        };
        self.batches(text, numbers, &mut |batch| {
            for (all, mut new) in all.text.iter_mut().zip(batch.text) {
                all.rows.append(&mut new.rows);
                all.labels = new.labels;
            }
            for (all, mut new) in all.numbers.iter_mut().zip(batch.numbers) {
                all.append(&mut new);
            }
            all.rows.append(batch.rows);
            Ok::<_, FrameError>(())
        })?;
        Ok(all)
    }

    fn batches<E: From<FrameError>>(
        &self,
        text: &[Column<'_>],
        numbers: &[&str],
        each: &mut dyn FnMut(Batch) -> Result<(), E>,
    ) -> Result<(), E> {
        match self.format {
            Format::Csv => csv::scan(self, text, numbers, each),
            Format::Parquet => parquet::scan(self, text, numbers, each),
        }
    }
}

/// A column of text asked for by name.
#[derive(Debug, Clone, Copy)]
pub struct Column<'a> {
    name: &'a str,
    optional: bool,
}

impl<'a> Column<'a> {
    /// A column that must be there.
    pub fn required(name: &'a str) -> Self {
        Self { name, optional: false }
    }

    /// A column that is empty where it is missing.
    pub fn optional(name: &'a str) -> Self {
        Self { name, optional: true }
    }

    /// Where the column is, `None` if it may be missing and is.
    fn find(
        self,
        position: impl FnOnce(&str) -> Result<usize, FrameError>,
    ) -> Result<Option<usize>, FrameError> {
        match position(self.name) {
            Err(FrameError::MissingColumn { .. }) if self.optional => Ok(None),
            found => found.map(Some),
        }
    }
}

impl<'a> From<&'a str> for Column<'a> {
    fn from(name: &'a str) -> Self {
        Self::required(name)
    }
}

/// Columns that were read, in the order in which they were asked for.
#[derive(Debug, Clone)]
pub struct Frame<const T: usize, const N: usize> {
    /// The columns of text.
    pub text: [Codes; T],
    /// The columns of numbers, all finite unless the file [may hold others](File::with_infinities).
    pub numbers: [Vec<f64>; N],
    file: String,
    rows: Rows,
}

impl<const T: usize, const N: usize> Frame<T, N> {
    fn of(Batch { text, numbers, rows }: Batch, file: &str) -> Self {
        let (mut text, mut numbers) = (text.into_iter(), numbers.into_iter());
        Self {
            text: std::array::from_fn(|_| text.next().unwrap_or_default()),
            numbers: std::array::from_fn(|_| numbers.next().unwrap_or_default()),
            file: file.to_owned(),
            rows,
        }
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows.len
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.len == 0
    }

    /// Where a cell is, for messages.
    pub fn place(&self, row: usize, column: &str) -> Place {
        Place { file: self.file.clone(), row: self.rows.shown(row), column: column.to_owned() }
    }
}

/// What the decoders hand over.
struct Batch {
    text: Vec<Codes>,
    numbers: Vec<Vec<f64>>,
    rows: Rows,
}

/// How the user counts rows: by line in a CSV file, by row in Parquet.
#[derive(Debug, Clone, Default)]
struct Rows {
    len: usize,
    first: u64,
    lines: Option<csv::Lines>,
}

impl Rows {
    fn shown(&self, row: usize) -> String {
        match &self.lines {
            Some(lines) => format!("line {}", lines.line(row)),
            None => format!("row {}", self.first + row as u64 + 1),
        }
    }

    fn append(&mut self, more: Self) {
        self.len += more.len;
        if let Some(lines) = more.lines {
            self.lines.get_or_insert_default().append(lines);
        }
    }
}
