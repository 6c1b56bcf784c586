//! A table as a stream of Arrow's interprocess format, which pandas, polars, DuckDB and R read without parsing.

use arrow_array::{ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow_ipc::writer::StreamWriter;
use arrow_schema::{ArrowError, DataType, Field, Schema};
use comity_data::frame::{Cells, Table};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// Rows a batch: readers need not hold more at once.
const BATCH: usize = 1 << 16;

pub(super) fn encode(table: &Table, notes: &[(&str, String)]) -> Result<Vec<u8>, ArrowError> {
    let notes: HashMap<String, String> =
        notes.iter().map(|(name, text)| ((*name).to_owned(), text.clone())).collect();
    let fields: Vec<Field> = table.columns.iter().map(|(name, cells)| field(name, cells)).collect();
    let schema = Arc::new(Schema::new_with_metadata(fields, notes));
    let mut writer = StreamWriter::try_new(Vec::new(), &schema)?;
    for first in (0..table.rows).step_by(BATCH) {
        let rows = first..table.rows.min(first + BATCH);
        let columns = table.columns.iter().map(|(_, cells)| array(cells, rows.clone())).collect();
        writer.write(&RecordBatch::try_new(Arc::clone(&schema), columns)?)?;
    }
    writer.finish()?;
    writer.into_inner()
}

fn field(name: &str, cells: &Cells) -> Field {
    match cells {
        Cells::Text(_) => Field::new(name, DataType::Utf8, false),
        Cells::Numbers(_) => Field::new(name, DataType::Float64, true),
        Cells::Integers(_) => Field::new(name, DataType::Int64, false),
    }
}

fn array(cells: &Cells, rows: Range<usize>) -> ArrayRef {
    match cells {
        Cells::Text(codes) => Arc::new(StringArray::from_iter_values(rows.map(|row| codes.get(row)))),
        Cells::Numbers(values) => {
            let there = |&value: &f64| (!value.is_nan()).then_some(value);
            Arc::new(values[rows].iter().map(there).collect::<Float64Array>())
        }
        Cells::Integers(values) => Arc::new(Int64Array::from_iter_values(values[rows].iter().copied())),
    }
}
