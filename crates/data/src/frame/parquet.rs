//! Parquet in.

use super::error::{FrameError, Place};
use super::guard::guarded;
use super::table::Kind;
use super::text::Interner;
use super::{Batch, Column, File, Rows};
use ::parquet::basic::{ConvertedType, LogicalType, Type};
use ::parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use ::parquet::data_type::DataType;
use ::parquet::errors::ParquetError;
use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::schema::types::ColumnDescriptor;
use bytes::Bytes;

pub(super) fn scan<E: From<FrameError>>(
    from: &File,
    text: &[Column<'_>],
    numbers: &[&str],
    each: &mut dyn FnMut(Batch) -> Result<(), E>,
) -> Result<(), E> {
    let file = from.name.as_str();
    let damaged = |reason: String| FrameError::Damaged { file: file.to_owned(), reason };
    let reader = open(from)?;
    let groups = reader.metadata().row_groups();
    let said = groups.iter().fold(0u64, |sum, group| sum.saturating_add(group.num_rows().unsigned_abs()));
    if said > from.most_rows as u64 {
        let file = file.to_owned();
        return Err(FrameError::TooManyRows { file, rows: said, most: from.most_rows }.into());
    }
    let source = Source { file, reader: &reader, allowed: from.allowed };
    let text_at =
        text.iter().map(|column| column.find(|name| source.position(name))).collect::<Result<Vec<_>, _>>()?;
    let numbers_at = numbers.iter().map(|name| source.position(name)).collect::<Result<Vec<_>, _>>()?;

    let mut interners: Vec<Interner> = text.iter().map(|_| Interner::default()).collect();
    let mut first = 0;
    for group in 0..reader.num_row_groups() {
        let rows = usize::try_from(reader.metadata().row_group(group).num_rows())
            .map_err(|_| damaged("a negative number of rows".to_owned()))?;
        let batch = on_damage(file, || {
            let mut batch =
                Batch { text: Vec::new(), numbers: Vec::new(), rows: Rows { len: rows, first, lines: None } };
            for &at in &numbers_at {
                batch.numbers.push(source.numbers(group, at, rows, first)?);
            }
            // Columns that are not there come last: by then those that are have shown that there are so many rows.
            let mut labels = Vec::new();
            for (interner, at) in interners.iter_mut().zip(&text_at) {
                labels.push(at.map(|at| source.text(group, at, rows, interner)).transpose()?);
            }
            for (interner, labels) in interners.iter_mut().zip(labels) {
                let labels = labels.unwrap_or_else(|| vec![interner.number(""); rows]);
                batch.text.push(interner.codes(labels));
            }
            Ok(batch)
        })?;
        each(batch)?;
        first += rows as u64;
    }
    Ok(())
}

fn open(from: &File) -> Result<SerializedFileReader<Bytes>, FrameError> {
    let damaged =
        |error: ParquetError| FrameError::Damaged { file: from.name.clone(), reason: error.to_string() };
    on_damage(&from.name, || SerializedFileReader::new(from.bytes.clone()).map_err(damaged))
}

/// Names of all columns, and what they hold.
pub(super) fn columns(from: &File) -> Result<Vec<(String, Kind)>, FrameError> {
    let reader = open(from)?;
    let kind = |column: &ColumnDescriptor| match column.physical_type() {
        Type::BYTE_ARRAY => Kind::Text,
        _ if is_integer(column) => Kind::Integer,
        _ => Kind::Number,
    };
    let columns = reader.metadata().file_metadata().schema_descr().columns().iter();
    Ok(columns
        .map(|column| (column.path().parts().first().cloned().unwrap_or_default(), kind(column)))
        .collect())
}

/// Runs the library on bytes that may be damaged.
fn on_damage<T>(file: &str, work: impl FnOnce() -> Result<T, FrameError>) -> Result<T, FrameError> {
    guarded(work).unwrap_or_else(|| {
        let reason = "its pages contradict its metadata".to_owned();
        Err(FrameError::Damaged { file: file.to_owned(), reason })
    })
}

struct Source<'a> {
    file: &'a str,
    reader: &'a SerializedFileReader<Bytes>,
    allowed: fn(f64) -> bool,
}

/// The values of a column in one row group that are there, and which rows have one (all, if `present` is empty).
struct Values<T> {
    values: Vec<T>,
    present: Vec<bool>,
}

impl<T> Values<T> {
    /// The values row by row, `None` where there is none.
    fn rows(self) -> impl Iterator<Item = Option<T>> {
        let all = self.present.is_empty();
        let count = if all { self.values.len() } else { self.present.len() };
        let mut values = self.values.into_iter();
        (0..count).map(move |row| if all || self.present[row] { values.next() } else { None })
    }
}

/// The numbers of texts by where they are in memory: values of a dictionary share the bytes of its page, which saves
/// looking most of them up. It must not outlive them.
struct Known([(usize, usize, u32); 256]);

impl Default for Known {
    fn default() -> Self {
        Self([(0, 0, 0); 256])
    }
}

impl Known {
    fn number(&mut self, bytes: &[u8], look_up: impl FnOnce() -> Option<u32>) -> Option<u32> {
        let (start, len) = (bytes.as_ptr() as usize, bytes.len());
        // Neighbours in a dictionary are at least four bytes apart: each text comes after its length.
        let slot = &mut self.0[(start / 4) % 256];
        if (slot.0, slot.1) != (start, len) {
            *slot = (start, len, look_up()?);
        }
        Some(slot.2)
    }
}

impl Source<'_> {
    fn columns(&self) -> &[::parquet::schema::types::ColumnDescPtr] {
        self.reader.metadata().file_metadata().schema_descr().columns()
    }

    fn position(&self, column: &str) -> Result<usize, FrameError> {
        let columns = self.columns();
        let mut found =
            (0..columns.len()).filter(|&at| columns[at].path().parts().first().is_some_and(|p| p == column));
        let (file, name) = (self.file.to_owned(), column.to_owned());
        match (found.next(), found.next()) {
            (Some(at), None) if columns[at].path().parts().len() == 1 && columns[at].max_rep_level() == 0 => {
                Ok(at)
            }
            (Some(at), None) => Err(wrong_type(self.file, &columns[at], "plain values")),
            (Some(_), Some(_)) => Err(FrameError::DuplicateColumn { file, column: name }),
            (None, _) => {
                let present =
                    columns.iter().filter_map(|column| column.path().parts().first().cloned()).collect();
                Err(FrameError::MissingColumn { file, column: name, present })
            }
        }
    }

    fn text(
        &self,
        group: usize,
        at: usize,
        rows: usize,
        interner: &mut Interner,
    ) -> Result<Vec<u32>, FrameError> {
        let column = &self.columns()[at];
        let damaged = |error: ParquetError| self.damaged(column, &error);
        let whole = is_integer(column);
        match self.column(group, at)? {
            ColumnReader::ByteArrayColumnReader(reader) => {
                let values = all(reader, rows).map_err(damaged)?;
                let mut known = Known::default();
                let numbers = values.values.iter().map(|value| {
                    let text = || std::str::from_utf8(value.data()).ok();
                    known.number(value.data(), || Some(interner.number(text()?.trim())))
                });
                let numbers: Option<Vec<u32>> = numbers.collect();
                let numbers = numbers.ok_or_else(|| wrong_type(self.file, column, "text"))?;
                let numbers = Values { values: numbers, present: values.present };
                Ok(numbers.rows().map(|number| number.unwrap_or_else(|| interner.number(""))).collect())
            }
            ColumnReader::Int64ColumnReader(reader) if whole => {
                let values = all(reader, rows).map_err(damaged)?;
                Ok(values.rows().map(|value| interner.number(&shown(value))).collect())
            }
            ColumnReader::Int32ColumnReader(reader) => {
                let values = all(reader, rows).map_err(damaged)?;
                // Writers that know no type for a column of nothing make it one of integers.
                if !whole && !values.values.is_empty() {
                    return Err(wrong_type(self.file, column, "text"));
                }
                Ok(values.rows().map(|value| interner.number(&shown(value))).collect())
            }
            _ => Err(wrong_type(self.file, column, "text")),
        }
    }

    fn numbers(&self, group: usize, at: usize, rows: usize, first: u64) -> Result<Vec<f64>, FrameError> {
        let column = &self.columns()[at];
        let damaged = |error: ParquetError| self.damaged(column, &error);
        let decimal = column.converted_type() == ConvertedType::DECIMAL;
        let scale = if decimal { 10f64.powi(column.type_scale()) } else { 1.0 };
        let plain = decimal || is_integer(column);
        let unsigned =
            matches!(column.logical_type_ref(), Some(LogicalType::Integer(integer)) if !integer.is_signed);
        match self.column(group, at)? {
            ColumnReader::DoubleColumnReader(reader) => {
                let values = all(reader, rows).map_err(damaged)?;
                self.checked(column, first, values, |value| value)
            }
            ColumnReader::FloatColumnReader(reader) => {
                let values = all(reader, rows).map_err(damaged)?;
                self.checked(column, first, values, f64::from)
            }
            ColumnReader::Int64ColumnReader(reader) if plain => {
                let values = all(reader, rows).map_err(damaged)?;
                self.checked(column, first, values, |value| match unsigned {
                    true => value.cast_unsigned() as f64,
                    false => value as f64 / scale,
                })
            }
            ColumnReader::Int32ColumnReader(reader) if plain => {
                let values = all(reader, rows).map_err(damaged)?;
                self.checked(column, first, values, |value| match unsigned {
                    true => f64::from(value.cast_unsigned()),
                    false => f64::from(value) / scale,
                })
            }
            _ => Err(wrong_type(self.file, column, "numbers")),
        }
    }

    /// A number for every row, or the first row that has none.
    fn checked<T>(
        &self,
        column: &ColumnDescriptor,
        first: u64,
        values: Values<T>,
        number: impl Fn(T) -> f64,
    ) -> Result<Vec<f64>, FrameError> {
        let place = |row: usize| Place {
            file: self.file.to_owned(),
            row: format!("row {}", first + row as u64 + 1),
            column: column.name().to_owned(),
        };
        let checked = |(row, value): (usize, Option<f64>)| match value {
            Some(value) if (self.allowed)(value) => Ok(value),
            Some(value) => Err(FrameError::NotFinite { place: place(row), text: value.to_string() }),
            None => Err(FrameError::NoNumber { place: place(row) }),
        };
        values.rows().map(|value| value.map(&number)).enumerate().map(checked).collect()
    }

    fn column(&self, group: usize, at: usize) -> Result<ColumnReader, FrameError> {
        let column = &self.columns()[at];
        let group =
            self.reader.get_row_group(group).map_err(|error: ParquetError| self.damaged(column, &error))?;
        group.get_column_reader(at).map_err(|error: ParquetError| self.damaged(column, &error))
    }

    fn damaged(&self, column: &ColumnDescriptor, error: &ParquetError) -> FrameError {
        FrameError::Damaged {
            file: self.file.to_owned(),
            reason: format!("column `{}`: {error}", column.name()),
        }
    }
}

/// All values of a column in one row group.
fn all<D: DataType>(mut reader: ColumnReaderImpl<D>, rows: usize) -> Result<Values<D::T>, ParquetError> {
    // The number of rows is what the file claims: memory is taken as values come.
    let mut values = Vec::new();
    let mut levels = Vec::new();
    let mut read = 0;
    while read < rows {
        let (records, _, _) = reader.read_records(rows - read, Some(&mut levels), None, &mut values)?;
        if records == 0 {
            return Err(ParquetError::EOF(format!("{read} rows where {rows} belong")));
        }
        read += records;
    }
    if values.len() == rows {
        return Ok(Values { values, present: Vec::new() });
    }
    // With one level of nesting, 1 is a value and 0 is none.
    let present: Vec<bool> = levels.iter().map(|&level| level > 0).collect();
    if present.len() != rows || present.iter().filter(|&&present| present).count() != values.len() {
        return Err(ParquetError::General("values and nulls do not add up to the rows".to_owned()));
    }
    Ok(Values { values, present })
}

/// Whether integers of this column are just that, and not dates, times or the like.
fn is_integer(column: &ColumnDescriptor) -> bool {
    matches!(column.physical_type(), Type::INT32 | Type::INT64)
        && matches!(column.logical_type_ref(), None | Some(LogicalType::Integer { .. }))
        && !matches!(
            column.converted_type(),
            ConvertedType::DATE
                | ConvertedType::TIME_MILLIS
                | ConvertedType::TIME_MICROS
                | ConvertedType::TIMESTAMP_MILLIS
                | ConvertedType::TIMESTAMP_MICROS
                | ConvertedType::DECIMAL
        )
}

fn shown<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

fn wrong_type(file: &str, column: &ColumnDescriptor, wanted: &'static str) -> FrameError {
    let found = match (column.logical_type_ref(), column.physical_type()) {
        _ if column.max_rep_level() > 0 => "lists".to_owned(),
        (Some(LogicalType::String), _) => "text".to_owned(),
        (Some(LogicalType::Date), _) => "dates".to_owned(),
        (Some(LogicalType::Timestamp { .. }), _) => "timestamps".to_owned(),
        (_, Type::DOUBLE | Type::FLOAT) => "numbers".to_owned(),
        (_, Type::BOOLEAN) => "true and false".to_owned(),
        (_, Type::BYTE_ARRAY) if column.converted_type() == ConvertedType::UTF8 => "text".to_owned(),
        (_, physical) => format!("values of type {physical}"),
    };
    FrameError::WrongType {
        file: file.to_owned(),
        column: column.path().parts().first().cloned().unwrap_or_default(),
        wanted,
        found,
    }
}
