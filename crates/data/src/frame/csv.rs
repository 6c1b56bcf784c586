//! CSV in.

use super::error::{FrameError, Place};
use super::text::Interner;
use super::{Batch, Column, File, Rows};
use ::csv::{ByteRecord, ReaderBuilder, Trim};
use bytes::Bytes;

/// Rows a piece: enough to make the overhead vanish, few enough to stay in the cache.
const PIECE: usize = 1 << 16;

pub(super) fn scan<E: From<FrameError>>(
    from: &File,
    text: &[Column<'_>],
    numbers: &[&str],
    each: &mut dyn FnMut(Batch) -> Result<(), E>,
) -> Result<(), E> {
    let (file, bytes) = (from.name.as_str(), unmarked(&from.bytes));
    let mut reader = reader(&bytes);
    let header = header(file, &mut reader)?;
    let text_at = text
        .iter()
        .map(|column| column.find(|name| position(file, &header, name)))
        .collect::<Result<Vec<_>, _>>()?;
    let numbers_at =
        numbers.iter().map(|name| position(file, &header, name)).collect::<Result<Vec<_>, _>>()?;

    let mut interners: Vec<Interner> = text.iter().map(|_| Interner::default()).collect();
    let mut record = ByteRecord::new();
    loop {
        let mut labels = vec![Vec::new(); text.len()];
        let mut values = vec![Vec::new(); numbers.len()];
        let mut offsets = Vec::new();
        while offsets.len() < PIECE && next(file, &mut reader, &mut record)? {
            let offset = record.position().map_or(0, |position| position.byte());
            let row = Row { file, bytes: &bytes, offset, record: &record, width: header.len() };
            row.check_width()?;
            for ((column, interner), at) in labels.iter_mut().zip(&mut interners).zip(&text_at) {
                column.push(interner.number(at.map_or(Ok(""), |at| row.text(at))?));
            }
            for ((column, &at), name) in values.iter_mut().zip(&numbers_at).zip(numbers) {
                column.push(row.number(at, name, from.allowed)?);
            }
            offsets.push(offset);
        }
        let len = offsets.len();
        let text = labels.into_iter().zip(&interners).map(|(rows, interner)| interner.codes(rows)).collect();
        each(Batch {
            text,
            numbers: values,
            rows: Rows { len, first: 0, lines: Some(Lines { bytes: bytes.clone(), offsets }) },
        })?;
        if len < PIECE {
            return Ok(());
        }
    }
}

/// Names of all columns.
pub(super) fn names(from: &File) -> Result<Vec<String>, FrameError> {
    header(&from.name, &mut reader(&unmarked(&from.bytes)))
}

type Reader<'a> = ::csv::Reader<&'a [u8]>;

/// Spreadsheets put a byte-order mark before the first header.
fn unmarked(bytes: &Bytes) -> Bytes {
    if bytes.starts_with(b"\xef\xbb\xbf") { bytes.slice(3..) } else { bytes.clone() }
}

/// Length is checked here and not by the library, so that the message shows the row.
fn reader(bytes: &[u8]) -> Reader<'_> {
    ReaderBuilder::new().flexible(true).trim(Trim::All).from_reader(bytes)
}

fn header(file: &str, reader: &mut Reader<'_>) -> Result<Vec<String>, FrameError> {
    let header = reader.byte_headers().map_err(|error| unreadable(file, error))?;
    if header.is_empty() {
        return Err(FrameError::NoHeader { file: file.to_owned() });
    }
    let decode = |name: &[u8]| std::str::from_utf8(name).map(str::to_owned);
    header
        .iter()
        .map(decode)
        .collect::<Result<_, _>>()
        .map_err(|_| FrameError::NotUtf8 { file: file.to_owned(), line: 1 })
}

fn position(file: &str, header: &[String], column: &str) -> Result<usize, FrameError> {
    let mut found = (0..header.len()).filter(|&at| header[at] == column);
    let (file, name) = (file.to_owned(), column.to_owned());
    match (found.next(), found.next()) {
        (Some(at), None) => Ok(at),
        (Some(_), Some(_)) => Err(FrameError::DuplicateColumn { file, column: name }),
        (None, _) => Err(FrameError::MissingColumn { file, column: name, present: header.to_vec() }),
    }
}

fn next(file: &str, reader: &mut Reader<'_>, record: &mut ByteRecord) -> Result<bool, FrameError> {
    reader.read_byte_record(record).map_err(|error| unreadable(file, error))
}

fn unreadable(file: &str, error: ::csv::Error) -> FrameError {
    FrameError::Unreadable { file: file.to_owned(), reason: std::io::Error::other(error) }
}

/// Where the rows of a CSV file are, to name their lines.
#[derive(Debug, Clone, Default)]
pub(super) struct Lines {
    bytes: Bytes,
    offsets: Vec<u64>,
}

impl Lines {
    pub(super) fn line(&self, row: usize) -> u64 {
        self.offsets.get(row).map_or(0, |&offset| line(&self.bytes, offset))
    }

    pub(super) fn append(&mut self, mut more: Self) {
        self.bytes = more.bytes;
        self.offsets.append(&mut more.offsets);
    }
}

/// The line of the row that starts at `offset` or after the line ends that follow. The library counts lines as well,
/// but one too few where they end in two characters.
fn line(bytes: &[u8], offset: u64) -> u64 {
    let offset = usize::try_from(offset).map_or(bytes.len(), |offset| offset.min(bytes.len()));
    let (before, after) = bytes.split_at(offset);
    let ends = after.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    let count = |end: u8| before.iter().chain(&after[..ends]).filter(|&&byte| byte == end).count() as u64;
    1 + match count(b'\n') {
        0 => count(b'\r'),
        count => count,
    }
}

struct Row<'a> {
    file: &'a str,
    bytes: &'a [u8],
    offset: u64,
    record: &'a ByteRecord,
    width: usize,
}

impl<'a> Row<'a> {
    fn line(&self) -> u64 {
        line(self.bytes, self.offset)
    }

    fn check_width(&self) -> Result<(), FrameError> {
        if self.record.len() == self.width {
            return Ok(());
        }
        let fields: Vec<_> = self.record.iter().map(String::from_utf8_lossy).collect();
        Err(FrameError::Ragged {
            file: self.file.to_owned(),
            line: self.line(),
            expected: self.width,
            found: self.record.len(),
            text: shortened(&fields.join(",")),
        })
    }

    fn text(&self, at: usize) -> Result<&'a str, FrameError> {
        std::str::from_utf8(self.record.get(at).unwrap_or_default())
            .map_err(|_| FrameError::NotUtf8 { file: self.file.to_owned(), line: self.line() })
    }

    fn number(&self, at: usize, column: &str, allowed: fn(f64) -> bool) -> Result<f64, FrameError> {
        let text = self.text(at)?;
        let place = || Place {
            file: self.file.to_owned(),
            row: format!("line {}", self.line()),
            column: column.to_owned(),
        };
        match text.parse::<f64>() {
            Ok(number) if allowed(number) => Ok(number),
            Ok(_) => Err(FrameError::NotFinite { place: place(), text: shortened(text) }),
            Err(_) if text.is_empty() => Err(FrameError::NoNumber { place: place() }),
            Err(_) => Err(FrameError::NotANumber { place: place(), text: shortened(text) }),
        }
    }
}

/// Text for a message: one line of a readable length.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 80;
    let mut short: String =
        text.chars().take(LONGEST).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(LONGEST).is_some() {
        short.push_str("...");
    }
    short
}
