//! One measure field by field, by the names that its TOML has: `in_force`, `features.penalties`, `stage.2027-01-22.what`.

use crate::error::DatabaseError;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Display;
use toml::{Table, Value};

/// A field that differs between two versions of a measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Difference {
    /// Its name.
    pub field: String,
    /// Its value before, as TOML; `None` where it was not there.
    pub before: Option<String>,
    /// Its value after; `None` where it is not there any more.
    pub after: Option<String>,
}

impl Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [before, after] = [&self.before, &self.after].map(|value| value.as_deref().unwrap_or("nothing"));
        write!(f, "{}: {before} -> {after}", self.field)
    }
}

/// What differs between two measures, each the TOML of one, in the order of names.
pub fn differences(before: &str, after: &str) -> Vec<Difference> {
    let [before, mut after] = [before, after].map(|text| {
        let mut fields = BTreeMap::new();
        flatten("", &Value::Table(measure(text).unwrap_or_default()), &mut fields);
        fields
    });
    let mut differences: Vec<Difference> = Vec::new();
    for (field, value) in before {
        let now = after.remove(&field);
        if now.as_ref() != Some(&value) {
            differences.push(Difference { field, before: Some(value), after: now });
        }
    }
    let new = after.into_iter();
    differences.extend(new.map(|(field, value)| Difference { field, before: None, after: Some(value) }));
    differences.sort_by(|one, other| one.field.cmp(&other.field));
    differences
}

/// Fields that are no text: dates, lists, and whether something was seen.
const NO_TEXT: [&str; 13] = [
    "introduced",
    "adopted",
    "in_force",
    "applies_from",
    "lapsed_or_revoked",
    "coded_on",
    "from",
    "parties",
    "sectors",
    "openness",
    "standards",
    "recognises",
    "url_seen",
];

/// A measure with a field set. The value is TOML; text needs no quotation marks. An empty value takes the field out.
///
/// # Errors
/// The name leads through something that has no fields.
pub fn set(text: &str, field: &str, value: &str) -> Result<String, DatabaseError> {
    let mut all = measure(text).unwrap_or_default();
    let names: Vec<&str> = field.split('.').collect();
    let nowhere = |name: &str| DatabaseError::Key {
        key: field.to_owned(),
        hint: format!(
            "`{name}` has no fields; write a name such as in_force, features.penalties, or stage.2027-01-22.what"
        ),
    };
    let Some((last, names)) = names.split_last().filter(|_| !field.is_empty()) else {
        return Err(nowhere(field));
    };
    let mut place = &mut all;
    for name in names {
        let next = match (place, *name) {
            (place, "stage") => place.entry("stage").or_insert(Value::Array(Vec::new())),
            (place, name) => place.entry(name).or_insert(Value::Table(Table::new())),
        };
        place = match next {
            Value::Table(table) => table,
            Value::Array(_) => {
                return set_in_stage(&mut all, field, value).ok_or_else(|| nowhere(name));
            }
            _ => return Err(nowhere(name)),
        };
    }
    put(place, last, value, is_text(field));
    Ok(of_measure(all))
}

/// Sets `stage.FROM.rest`, in a new stage where none begins on that day.
fn set_in_stage(all: &mut Table, field: &str, value: &str) -> Option<String> {
    let (from, rest) = field.strip_prefix("stage.")?.split_once('.')?;
    let from: toml::value::Datetime = from.parse().ok()?;
    let Value::Array(stages) = all.get_mut("stage")? else { return None };
    let begins = |stage: &Value| stage.get("from").and_then(Value::as_datetime) == Some(&from);
    let place = stages.iter().position(begins).unwrap_or_else(|| {
        let day = |stage: &Value| stage.get("from").map(ToString::to_string).unwrap_or_default();
        let place = stages.partition_point(|stage| day(stage) < from.to_string());
        stages.insert(place, Value::Table(Table::from_iter([("from".to_owned(), Value::Datetime(from))])));
        place
    });
    let mut table = stages.get_mut(place)?.as_table_mut()?;
    let mut names = rest.split('.').peekable();
    while let Some(name) = names.next() {
        if names.peek().is_none() {
            put(table, name, value, is_text(rest));
            break;
        }
        table = table.entry(name).or_insert(Value::Table(Table::new())).as_table_mut()?;
    }
    Some(of_measure(std::mem::take(all)))
}

/// Whether a field holds text, by its name in a measure or a stage; levels of features do not.
fn is_text(field: &str) -> bool {
    !NO_TEXT.contains(&field) && !field.starts_with("features.")
}

fn put(table: &mut Table, name: &str, value: &str, is_text: bool) {
    if value.is_empty() {
        table.remove(name);
        return;
    }
    let parsed = toml::from_str::<Table>(&format!("value = {value}")).ok();
    let parsed = parsed.filter(|table| table.len() == 1).and_then(|mut table| table.remove("value"));
    let value = match parsed {
        Some(parsed) if !is_text || parsed.is_str() => parsed,
        _ => Value::String(value.to_owned()),
    };
    table.insert(name.to_owned(), value);
}

/// The first measure of a text.
fn measure(text: &str) -> Option<Table> {
    let mut file: Table = toml::from_str(text).ok()?;
    match file.remove("measure")? {
        Value::Array(measures) => match measures.into_iter().next()? {
            Value::Table(measure) => Some(measure),
            _ => None,
        },
        _ => None,
    }
}

fn of_measure(measure: Table) -> String {
    let measures = Value::Array(vec![Value::Table(measure)]);
    Table::from_iter([("measure".to_owned(), measures)]).to_string()
}

/// Every value that has no names inside, by the names that lead to it.
fn flatten(name: &str, value: &Value, fields: &mut BTreeMap<String, String>) {
    let inside = |part: &str| if name.is_empty() { part.to_owned() } else { format!("{name}.{part}") };
    match value {
        Value::Table(table) => {
            for (key, value) in table {
                flatten(&inside(key), value, fields);
            }
        }
        Value::Array(stages) if name == "stage" => {
            for (place, stage) in stages.iter().enumerate() {
                let from = stage.get("from").map_or(place.to_string(), ToString::to_string);
                flatten(&inside(&from), stage, fields);
            }
        }
        value => {
            fields.insert(name.to_owned(), value.to_string());
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that fails should panic")]
    use super::*;

    const TEXT: &str = "[[measure]]\ntitle = 'An act'\nofficial_ref = '1'\nin_force = 2026-01-01\n[measure.features]\npenalties = 1\n\
                        [[measure.stage]]\nfrom = 2027-01-22\nfeatures = { penalties = 1 }\n";

    fn changed(field: &str, value: &str) -> Vec<String> {
        let after = set(TEXT, field, value).unwrap();
        differences(TEXT, &after).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_field_is_set_and_its_difference_seen() {
        assert_eq!(changed("title", "Another act"), ["title: \"An act\" -> \"Another act\""]);
        assert_eq!(changed("official_ref", "12"), ["official_ref: \"1\" -> \"12\""]);
        assert_eq!(changed("notes", "2026-01-01"), ["notes: nothing -> \"2026-01-01\""]);
        assert_eq!(changed("articles.penalties", "5"), ["articles.penalties: nothing -> \"5\""]);
        assert_eq!(changed("in_force", "2026-02-01"), ["in_force: 2026-01-01 -> 2026-02-01"]);
        assert_eq!(changed("in_force", ""), ["in_force: 2026-01-01 -> nothing"]);
        assert_eq!(changed("sectors", "['a', 'b']"), ["sectors: nothing -> [\"a\", \"b\"]"]);
        assert_eq!(changed("features.liability", "2"), ["features.liability: nothing -> 2"]);
        assert_eq!(
            changed("stage.2027-01-22.features.penalties", "3"),
            ["stage.2027-01-22.features.penalties: 1 -> 3"]
        );
        assert_eq!(
            changed("stage.2026-06-01.what", "Sooner"),
            ["stage.2026-06-01.from: nothing -> 2026-06-01", "stage.2026-06-01.what: nothing -> \"Sooner\""]
        );
        assert_eq!(changed("title", "An act"), [""; 0]);
        // A value cannot smuggle in a second field.
        assert_eq!(
            changed("title", "'a'\nbasis = 'b'"),
            ["title: \"An act\" -> \"\"\"\n'a'\nbasis = 'b'\"\"\""]
        );
    }

    #[test]
    fn names_that_lead_nowhere() {
        for field in ["title.short", "stage.soon.what", "stage.2027-01-22", "", "stage.2027-01-22.from.day"] {
            assert!(set(TEXT, field, "1").is_err(), "{field}");
        }
    }
}
