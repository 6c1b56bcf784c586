//! Tables out: to a temporary name first, then renamed, so that a failed run leaves the last good file.

use super::Format;
use super::error::FrameError;
use crate::units::shortest;
use ::parquet::basic::{Compression, LogicalType, Repetition, Type as PhysicalType, ZstdLevel};
use ::parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::{EnabledStatistics, WriterProperties};
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::types::Type;
use std::collections::HashMap;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// Columns on their way to a file.
///
/// ```
/// use comity_data::frame::{Columns, Format};
/// let mut table = Columns::new();
/// table.text("economy", ["DEU", "FRA"]);
/// table.numbers("real_income_pct", [0.5, -1e-7]);
/// assert_eq!(table.encode("out.csv", Format::Csv)?, b"economy,real_income_pct\nDEU,0.5\nFRA,-1e-7\n");
/// # Ok::<(), comity_data::frame::FrameError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Columns<'a> {
    columns: Vec<(&'a str, Values<'a>)>,
}

#[derive(Debug, Clone)]
enum Values<'a> {
    Text(Vec<&'a str>),
    Numbers(Vec<f64>),
    Integers(Vec<i64>),
}

impl Values<'_> {
    fn len(&self) -> usize {
        match self {
            Self::Text(values) => values.len(),
            Self::Numbers(values) => values.len(),
            Self::Integers(values) => values.len(),
        }
    }
}

impl<'a> Columns<'a> {
    /// No columns yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a column of text.
    pub fn text(&mut self, name: &'a str, values: impl IntoIterator<Item = &'a str>) -> &mut Self {
        self.columns.push((name, Values::Text(values.into_iter().collect())));
        self
    }

    /// Adds a column of numbers.
    pub fn numbers(&mut self, name: &'a str, values: impl IntoIterator<Item = f64>) -> &mut Self {
        self.columns.push((name, Values::Numbers(values.into_iter().collect())));
        self
    }

    /// Adds a column of whole numbers.
    pub fn integers(&mut self, name: &'a str, values: impl IntoIterator<Item = i64>) -> &mut Self {
        self.columns.push((name, Values::Integers(values.into_iter().collect())));
        self
    }

    /// Writes the table; the path's extension tells the format. The same columns give the same bytes.
    pub fn write(&self, path: &Path) -> Result<(), FrameError> {
        let bytes = self.encode(&path.display().to_string(), Format::of(path)?)?;
        write_file(path, &bytes)
    }

    /// The bytes of the table; `file` is the name for messages.
    pub fn encode(&self, file: &str, format: Format) -> Result<Vec<u8>, FrameError> {
        let rows = self.check(file)?;
        let bytes = match format {
            Format::Csv => self.csv(rows),
            Format::Parquet => self.parquet().map_err(io::Error::other),
        };
        bytes.map_err(|reason| FrameError::Unwritable { file: file.to_owned(), reason })
    }

    /// The number of rows, the same in every column; `file` is the name for messages.
    pub(super) fn check(&self, file: &str) -> Result<usize, FrameError> {
        let expected = self.columns.first().map_or(0, |(_, values)| values.len());
        match self.columns.iter().find(|(_, values)| values.len() != expected) {
            Some((column, values)) => {
                let (file, column, found) = (file.to_owned(), (*column).to_owned(), values.len());
                Err(FrameError::Uneven { file, column, expected, found })
            }
            None => Ok(expected),
        }
    }

    fn csv(&self, rows: usize) -> io::Result<Vec<u8>> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(self.columns.iter().map(|(name, _)| name))?;
        for row in 0..rows {
            for (_, values) in &self.columns {
                match values {
                    Values::Text(values) => writer.write_field(values[row])?,
                    Values::Numbers(values) => writer.write_field(shortest(values[row]))?,
                    Values::Integers(values) => writer.write_field(values[row].to_string())?,
                }
            }
            writer.write_record(None::<&[u8]>)?;
        }
        writer.into_inner().map_err(|error| error.into_error())
    }

    fn parquet(&self) -> Result<Vec<u8>, ParquetError> {
        let mut bytes = Vec::new();
        let mut writer = SerializedFileWriter::new(&mut bytes, self.schema()?, properties(SMALL)?)?;
        write_group(&mut writer, self)?;
        writer.close()?;
        Ok(bytes)
    }

    pub(super) fn schema(&self) -> Result<Arc<Type>, ParquetError> {
        let fields = self.columns.iter().map(|(name, values)| field(name, values).map(Arc::new));
        let schema = Type::group_type_builder("table").with_fields(fields.collect::<Result<_, _>>()?);
        schema.build().map(Arc::new)
    }
}

/// Compression of files that ship.
const SMALL: i32 = 9;

/// How Parquet files are written; `level` is that of Zstandard.
pub(super) fn properties(level: i32) -> Result<Arc<WriterProperties>, ParquetError> {
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(level)?))
        .set_statistics_enabled(EnabledStatistics::None)
        .set_offset_index_disabled(true)
        // Without the library's version, which would change the bytes with every update.
        .set_created_by("comity".to_owned());
    Ok(Arc::new(properties.build()))
}

/// Writes the columns as one row group.
pub(super) fn write_group<W: io::Write + Send>(
    writer: &mut SerializedFileWriter<W>,
    table: &Columns<'_>,
) -> Result<(), ParquetError> {
    let mut group = writer.next_row_group()?;
    for (_, values) in &table.columns {
        let Some(mut column) = group.next_column()? else { break };
        match values {
            Values::Text(values) => {
                column.typed::<ByteArrayType>().write_batch(&byte_arrays(values), None, None)?;
            }
            Values::Numbers(values) => {
                column.typed::<DoubleType>().write_batch(values, None, None)?;
            }
            Values::Integers(values) => {
                column.typed::<Int64Type>().write_batch(values, None, None)?;
            }
        }
        column.close()?;
    }
    group.close()?;
    Ok(())
}

fn field(name: &str, values: &Values<'_>) -> Result<Type, ParquetError> {
    let builder = match values {
        Values::Text(_) => Type::primitive_type_builder(name, PhysicalType::BYTE_ARRAY)
            .with_logical_type(Some(LogicalType::String)),
        Values::Numbers(_) => Type::primitive_type_builder(name, PhysicalType::DOUBLE),
        Values::Integers(_) => Type::primitive_type_builder(name, PhysicalType::INT64),
    };
    builder.with_repetition(Repetition::REQUIRED).build()
}

/// One allocation a distinct text; the rest are references to it.
fn byte_arrays(values: &[&str]) -> Vec<ByteArray> {
    let mut known: HashMap<&str, ByteArray> = HashMap::new();
    values.iter().map(|&value| known.entry(value).or_insert_with(|| ByteArray::from(value)).clone()).collect()
}

/// Writes a file so that readers see the old content or the new one, never half of it.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), FrameError> {
    let unwritable = |reason| FrameError::Unwritable { file: path.display().to_string(), reason };
    let name = path.file_name().ok_or_else(|| unwritable(io::ErrorKind::InvalidInput.into()))?;
    let temporary = path.with_file_name(format!(".{}.{}.tmp", name.to_string_lossy(), std::process::id()));
    let written = std::fs::write(&temporary, bytes).and_then(|()| std::fs::rename(&temporary, path));
    written.map_err(|reason| {
        // What is left of it helps nobody; failing to remove it changes nothing.
        let _ = std::fs::remove_file(&temporary);
        unwritable(reason)
    })
}
