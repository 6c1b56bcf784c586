//! A table as JSON: columns by name, `null` where a row has no number.

use comity_data::frame::{Cells, Table};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// The bytes of `{"name": ..., "rows": ..., "columns": {...}}`, columns in the order of the table.
pub(super) fn encode(name: &str, table: &Table) -> serde_json::Result<Vec<u8>> {
    serde_json::to_vec(&Named { name, rows: table.rows, columns: Columns(table) })
}

#[derive(serde::Serialize)]
struct Named<'a> {
    name: &'a str,
    rows: usize,
    columns: Columns<'a>,
}

struct Columns<'a>(&'a Table);

impl Serialize for Columns<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.columns.len()))?;
        for (name, cells) in &self.0.columns {
            map.serialize_key(name)?;
            match cells {
                Cells::Text(codes) => map.serialize_value(&codes.iter().collect::<Vec<_>>())?,
                // What is no finite number is null.
                Cells::Numbers(values) => map.serialize_value(values)?,
                Cells::Integers(values) => map.serialize_value(values)?,
            }
        }
        map.end()
    }
}
