//! The cells of a row by what a mapping calls them.

use super::mapping::{Field, Mapping, Texts};
use super::plain::plain;
use super::table::{Row, Table};
use std::collections::{BTreeMap, HashMap};

/// What people write where there is nothing to write.
const NOTHING: [&str; 9] = ["", "na", "n a", "none", "null", "nan", "unknown", "tbd", "not available"];

/// Where a table has what a mapping speaks of.
#[derive(Debug)]
pub(super) struct Cells<'t> {
    table: &'t Table,
    places: HashMap<String, usize>,
}

/// What a row says of a field, and where.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Said {
    /// The text; empty where the row says nothing.
    pub text: String,
    /// The column, or the columns that were looked at, for messages.
    pub column: String,
    /// Whether the mapping says it of every row.
    pub general: bool,
}

impl<'t> Cells<'t> {
    /// Columns are the same whatever their capitals, spaces and underscores. Of two with one name the first counts.
    pub fn new(table: &'t Table) -> Self {
        let mut places = HashMap::new();
        for (place, column) in table.columns.iter().enumerate() {
            places.entry(plain(column)).or_insert(place);
        }
        Self { table, places }
    }

    pub fn has(&self, column: &str) -> bool {
        self.places.contains_key(&plain(column))
    }

    /// What a row says in a column.
    pub fn get<'r>(&self, row: &'r Row, column: &str) -> &'r str {
        let cell = self.places.get(&plain(column)).and_then(|&place| row.cells.get(place));
        cell.map(|cell| cell.trim())
            .filter(|cell| !NOTHING.contains(&plain(cell).as_str()))
            .unwrap_or_default()
    }

    /// The first of several columns that says something, and what it says.
    pub fn first<'r, 'c>(&self, row: &'r Row, columns: &'c Texts) -> Option<(&'r str, &'c str)> {
        let mut columns = columns.all().iter();
        columns.find_map(|column| {
            let said = self.get(row, column);
            (!said.is_empty()).then_some((said, column.as_str()))
        })
    }

    /// What a row says of a field: in its columns, or else what the mapping says otherwise.
    pub fn said(&self, row: &Row, mapping: &Mapping, field: Field) -> Said {
        let columns = mapping.raw.columns.get(&field).map(|columns| columns.get_ref());
        if let Some((text, column)) = columns.and_then(|columns| self.first(row, columns)) {
            return Said { text: text.to_owned(), column: column.to_owned(), general: false };
        }
        let otherwise =
            mapping.raw.otherwise.get(&field).map_or(&[][..], |otherwise| otherwise.get_ref().all());
        let mut filled =
            otherwise.iter().filter_map(|text| Some((self.filled(row, text)?, !text.contains('{'))));
        let (text, general) = match field {
            // Every note that there is something to say for.
            Field::Notes => (filled.map(|(text, _)| text).collect::<Vec<_>>().join(" "), false),
            _ => filled.next().unwrap_or_default(),
        };
        let column = columns.map_or_else(|| field.word().to_owned(), |columns| self.named(columns));
        Said { text, column, general }
    }

    /// The column of several that the table has, or the first.
    fn named(&self, columns: &Texts) -> String {
        let all = columns.all();
        all.iter().find(|column| self.has(column)).or(all.first()).cloned().unwrap_or_default()
    }

    /// A text with what a row says in place of `{column}`, or of the first of `{one|other}` that says something; nothing
    /// where a column says nothing.
    fn filled(&self, row: &Row, text: &str) -> Option<String> {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (columns, after) = after.split_once('}')?;
            let said =
                columns.split('|').map(|column| self.get(row, column)).find(|said| !said.is_empty())?;
            filled += before;
            filled += said;
            rest = after;
        }
        Some(filled + rest)
    }

    /// What stands in several columns as lists, and the columns with names of tags that say yes.
    pub fn tags(&self, row: &Row, mapping: &Mapping) -> BTreeMap<String, String> {
        let mut tags = BTreeMap::new();
        for column in &mapping.raw.tags {
            for tag in self.get(row, column).split(mapping.raw.separator.as_str()) {
                tags.insert(plain(tag), tag.trim().to_owned());
            }
        }
        tags
    }

    /// Whether a column says yes.
    pub fn yes(&self, row: &Row, column: &str) -> bool {
        matches!(plain(self.get(row, column)).as_str(), "true" | "yes" | "1" | "x" | "t" | "y" | "10")
    }

    pub fn table(&self) -> &'t Table {
        self.table
    }
}
