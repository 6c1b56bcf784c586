//! Whole tables in, whatever their columns are called.

use super::text::Codes;
use super::{Batch, Column, Columns, File, Format, FrameError, csv, parquet};

/// All columns of a file, in its order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// Number of rows, the same in every column.
    pub rows: usize,
    /// Names and values.
    pub columns: Vec<(String, Cells)>,
}

/// The values of a column.
#[derive(Debug, Clone, PartialEq)]
pub enum Cells {
    /// Text.
    Text(Codes),
    /// Numbers; NaN where a row has none.
    Numbers(Vec<f64>),
    /// Whole numbers.
    Integers(Vec<i64>),
}

/// What the values of a column of a Parquet file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Number,
    Integer,
}

impl File {
    /// Reads all columns. Those of a Parquet file have types. In a CSV file a column holds numbers if each of its cells is a
    /// finite one or empty, unless it is one of `codes`, which are text; those of `whole` hold whole numbers.
    ///
    /// ```
    /// use comity_data::frame::{Cells, File, Format};
    /// let file = File::from_bytes("a.csv", Format::Csv, "sector,year,gap\n01,2030,0.5\n02,2030,\n");
    /// let table = file.table(&["sector"], &["year"])?;
    /// let [sector, year, gap] = &table.columns[..] else { panic!() };
    /// assert!(matches!(&sector.1, Cells::Text(codes) if codes.get(0) == "01"));
    /// assert_eq!(year.1, Cells::Integers(vec![2030, 2030]));
    /// assert!(matches!(&gap.1, Cells::Numbers(values) if values[0] == 0.5 && values[1].is_nan()));
    /// # Ok::<(), comity_data::frame::FrameError>(())
    /// ```
    ///
    /// # Errors
    /// The file is damaged, or has a column twice.
    pub fn table(&self, codes: &[&str], whole: &[&str]) -> Result<Table, FrameError> {
        let file = Self { allowed: |_| true, ..self.clone() };
        match self.format {
            Format::Csv => of_csv(&file, codes, whole),
            Format::Parquet => of_parquet(&file),
        }
    }
}

impl Table {
    /// The same, to be written.
    pub fn columns(&self) -> Columns<'_> {
        let mut columns = Columns::new();
        for (name, cells) in &self.columns {
            match cells {
                Cells::Text(codes) => columns.text(name, codes.iter()),
                Cells::Numbers(values) => columns.numbers(name, values.iter().copied()),
                Cells::Integers(values) => columns.integers(name, values.iter().copied()),
            };
        }
        columns
    }
}

fn of_csv(file: &File, codes: &[&str], whole: &[&str]) -> Result<Table, FrameError> {
    let names = csv::names(file)?;
    let wanted: Vec<Column<'_>> = names.iter().map(|name| Column::required(name)).collect();
    let Batch { text, rows, .. } = file.joined(&wanted, &[])?;
    let typed = |(name, cells): (String, Codes)| {
        let is = |list: &[&str]| list.contains(&name.as_str());
        let cells = if is(codes) {
            Cells::Text(cells)
        } else if let Some(values) = parsed(&cells, |text| text.parse().ok()).filter(|_| is(whole)) {
            Cells::Integers(values)
        } else {
            numbers(&cells).map_or(Cells::Text(cells), Cells::Numbers)
        };
        (name, cells)
    };
    Ok(Table { rows: rows.len, columns: names.into_iter().zip(text).map(typed).collect() })
}

/// The column as numbers, if it has some and nothing else but empty cells.
fn numbers(cells: &Codes) -> Option<Vec<f64>> {
    let values = parsed(cells, |text| match text {
        "" => Some(f64::NAN),
        text => text.parse().ok().filter(|number: &f64| number.is_finite()),
    })?;
    values.iter().any(|value| !value.is_nan()).then_some(values)
}

fn parsed<T: Copy>(cells: &Codes, parse: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    let labels: Vec<T> = cells.labels.iter().map(|label| parse(label)).collect::<Option<_>>()?;
    Some(cells.rows.iter().map(|&row| labels[row as usize]).collect())
}

fn of_parquet(file: &File) -> Result<Table, FrameError> {
    let kinds = parquet::columns(file)?;
    let (text, numbers): (Vec<_>, Vec<_>) = kinds.iter().partition(|(_, kind)| *kind == Kind::Text);
    let text: Vec<Column<'_>> = text.iter().map(|(name, _)| Column::required(name)).collect();
    let numbers: Vec<&str> = numbers.iter().map(|(name, _)| name.as_str()).collect();
    let Batch { text, numbers, rows } = file.joined(&text, &numbers)?;
    let (mut texts, mut values) = (text.into_iter(), numbers.into_iter());
    let columns = kinds.into_iter().map(|(name, kind)| {
        let cells = match kind {
            Kind::Text => Cells::Text(texts.next().unwrap_or_default()),
            Kind::Number => Cells::Numbers(values.next().unwrap_or_default()),
            Kind::Integer => {
                let whole = values.next().unwrap_or_default();
                Cells::Integers(whole.into_iter().map(|value| value as i64).collect())
            }
        };
        (name, cells)
    });
    Ok(Table { rows: rows.len, columns: columns.collect() })
}
