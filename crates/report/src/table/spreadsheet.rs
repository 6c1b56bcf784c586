//! Tables as a workbook: a sheet for each, and one that says where the numbers come from.

use super::TableError;
use comity_data::frame::{Cells, Table};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use serde_json::Value;

/// Most cells of a workbook: more than that, office programs open slowly or not at all.
pub const MOST_CELLS: usize = 2_000_000;
/// Most rows of a sheet, below its header.
const MOST_ROWS: usize = 1_048_575;
/// Most characters of a cell.
const MOST_CHARACTERS: usize = 32_767;

/// A workbook that is being filled. Its sheets are on disk until it is finished, so that it takes little memory.
pub struct Spreadsheet {
    workbook: Workbook,
    cells: usize,
    /// Names of the tables, and what is to be said of each.
    tables: Vec<(String, String)>,
    heading: Format,
    percent: Format,
}

impl Default for Spreadsheet {
    fn default() -> Self {
        Self {
            workbook: Workbook::new(),
            cells: 0,
            tables: Vec::new(),
            heading: Format::new().set_bold(),
            percent: Format::new().set_num_format("0.00"),
        }
    }
}

impl Spreadsheet {
    /// Adds a table as a sheet. One that is too long for a workbook is left out, and the last sheet says so.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn add(&mut self, name: &str, table: &Table) -> Result<(), TableError> {
        let cells = table.rows.saturating_mul(table.columns.len());
        if table.rows > MOST_ROWS || cells > MOST_CELLS - self.cells {
            self.leave_out(name, &format!("{} rows are too many for a workbook", table.rows));
            return Ok(());
        }
        self.cells += cells;
        self.tables.push((name.to_owned(), format!("{} rows", table.rows)));
        let sheet = sheet(&mut self.workbook, name)?;
        for (at, (column, _)) in (0..).zip(&table.columns) {
            sheet.set_column_width(at, width(column))?;
        }
        for (at, (column, _)) in (0..).zip(&table.columns) {
            sheet.write_string_with_format(0, at, column, &self.heading)?;
        }
        let columns: Vec<(u16, bool, &Cells)> = (0..)
            .zip(&table.columns)
            .map(|(at, (name, cells))| (at, name.ends_with("_pct"), cells))
            .collect();
        for (line, row) in (1..).zip(0..table.rows) {
            for &(at, in_percent, cells) in &columns {
                match cells {
                    Cells::Text(codes) => sheet.write_string(line, at, codes.get(row))?,
                    Cells::Integers(values) => sheet.write_number(line, at, values[row] as f64)?,
                    Cells::Numbers(values) if !values[row].is_finite() => continue,
                    Cells::Numbers(values) if in_percent => {
                        sheet.write_number_with_format(line, at, values[row], &self.percent)?
                    }
                    Cells::Numbers(values) => sheet.write_number(line, at, values[row])?,
                };
            }
        }
        Ok(())
    }

    /// Says of a table why it is not there.
    pub fn leave_out(&mut self, name: &str, why: &str) {
        self.tables.push((name.to_owned(), format!("left out: {why}")));
    }

    /// The bytes of the workbook. `record` is what was recorded of how the tables were made, such as `run.json`: the last sheet has it
    /// line by line.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn finish(mut self, record: &Value) -> Result<Vec<u8>, TableError> {
        let mut lines: Vec<(String, String)> = Vec::new();
        flatten(String::new(), record, &mut lines);
        let sheet = sheet(&mut self.workbook, "provenance")?;
        sheet.set_column_width(0, 36)?.set_column_width(1, 100)?;
        sheet.write_string_with_format(0, 0, "what", &self.heading)?;
        sheet.write_string_with_format(0, 1, "is", &self.heading)?;
        let tables = self.tables.iter().map(|(name, said)| (format!("table {name}"), said.clone()));
        for (line, (name, text)) in (1..).zip(tables.chain(lines)) {
            sheet.write_string(line, 0, name)?;
            sheet.write_string(line, 1, text.chars().take(MOST_CHARACTERS).collect::<String>())?;
        }
        Ok(self.workbook.save_to_buffer()?)
    }
}

/// A sheet whose header stays in view.
fn sheet<'a>(workbook: &'a mut Workbook, name: &str) -> Result<&'a mut Worksheet, XlsxError> {
    workbook.add_worksheet_with_constant_memory()?.set_name(name)?.set_freeze_panes(1, 0)
}

/// Room for the heading.
fn width(column: &str) -> f64 {
    column.chars().count().max(10) as f64 + 2.0
}

/// Every value with its path, such as `baseline.licence`.
fn flatten(path: String, value: &Value, lines: &mut Vec<(String, String)>) {
    let below = |word: &str| if path.is_empty() { word.to_owned() } else { format!("{path}.{word}") };
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| flatten(below(key), value, lines)),
        Value::Array(list) => {
            (1..).zip(list).for_each(|(at, value): (usize, _)| flatten(below(&at.to_string()), value, lines));
        }
        Value::String(text) => lines.push((path, text.clone())),
        Value::Null => {}
        other => lines.push((path, other.to_string())),
    }
}
