//! Records in JSON, as the interfaces of trackers answer, as rows of text.

use super::TableError;
use super::table::Row;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// Where lists of records lie in answers that have more than the list.
const LISTS: [&str; 4] = ["items", "results", "data", "records"];

/// The records of a list: their columns and their rows.
pub(super) fn records(path: &str, text: &str) -> Result<(Vec<String>, Vec<Row>), TableError> {
    let value: Value = serde_json::from_str(text).map_err(|reason| {
        TableError::new(
            format!("cannot read `{path}`\n  {reason}"),
            "it begins like JSON and is not; save it once more",
        )
    })?;
    let no_list = || {
        TableError::new(
            format!("`{path}` has no list of records"),
            "save the list itself: [ { ... }, { ... } ]",
        )
    };
    let list = match value {
        Value::Array(list) => list,
        Value::Object(mut object) => match LISTS.iter().find_map(|name| object.remove(*name)) {
            Some(Value::Array(list)) => list,
            _ => return Err(no_list()),
        },
        _ => return Err(no_list()),
    };
    let mut columns: Vec<String> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut rows = Vec::with_capacity(list.len());
    for (number, record) in list.into_iter().enumerate() {
        let Value::Object(record) = record else { return Err(no_list()) };
        let mut cells = vec![String::new(); columns.len()];
        for (column, value) in &record {
            let place = *places.entry(column.clone()).or_insert_with(|| {
                columns.push(column.clone());
                columns.len() - 1
            });
            cells.resize(columns.len(), String::new());
            cells[place] = shown(value);
        }
        rows.push(Row { number: number + 1, cells, beyond: 0 });
    }
    for row in &mut rows {
        row.cells.resize(columns.len(), String::new());
    }
    Ok((columns, rows))
}

/// A value as a cell: of objects the name, of lists all, separated by semicolons.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.trim().to_owned(),
        Value::Array(list) => list.iter().map(shown).collect::<Vec<_>>().join("; "),
        Value::Object(object) => name(object),
        other => other.to_string(),
    }
}

fn name(object: &Map<String, Value>) -> String {
    match object.get("name") {
        Some(Value::String(name)) => name.trim().to_owned(),
        _ => Value::Object(object.clone()).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Table;

    #[test]
    fn lists_of_records_are_tables() {
        let text =
            br#"{"count": 2, "results": [{"id": 7, "who": [{"name": "Peru", "id": 604}, {"name": "Chile"}]},
            {"title": " A ", "id": null}]}"#;
        let table = Table::read("t.json", text).unwrap();
        assert_eq!(table.columns, ["id", "who", "title"]);
        assert_eq!(table.rows[0].cells, ["7", "Peru; Chile", ""]);
        assert_eq!(table.rows[1].cells, ["", "", "A"]);
        for wrong in ["{\"a\": 1}", "[1]", "[{]", "{\"data\": {}}"] {
            assert!(Table::read("t.json", wrong.as_bytes()).is_err(), "{wrong}");
        }
    }
}
