//! Codes and their positions: what a row of a table is about.

use crate::error::{BaselineError, key};
use crate::frame::{Codes, Frame};
use std::collections::HashMap;

/// The economies or the sectors, in the baseline's order.
pub(crate) struct Axis {
    what: &'static str,
    codes: Vec<String>,
    positions: HashMap<String, usize>,
}

impl Axis {
    /// From the `code` column of the table that lists them.
    pub(crate) fn new<const T: usize, const N: usize>(
        what: &'static str,
        frame: &Frame<T, N>,
        codes: &Codes,
    ) -> Result<Self, BaselineError> {
        let mut positions = HashMap::new();
        for (row, code) in codes.iter().enumerate() {
            if code.is_empty() {
                return Err(BaselineError::NoCode { place: frame.place(row, "code"), what });
            }
            if let Some(first) = positions.insert(code.to_owned(), row) {
                let (first, second) = (frame.place(first, "code"), frame.place(row, "code"));
                return Err(BaselineError::Duplicate { what, key: key(&[code]), first, second });
            }
        }
        Ok(Self { what, codes: codes.iter().map(str::to_owned).collect(), positions })
    }

    /// From codes that are known to differ.
    pub(crate) fn of(what: &'static str, codes: impl Iterator<Item = String>) -> Self {
        let codes: Vec<String> = codes.collect();
        let positions = codes.iter().cloned().zip(0..).collect();
        Self { what, codes, positions }
    }

    pub(crate) fn len(&self) -> usize {
        self.codes.len()
    }

    pub(crate) fn code(&self, position: usize) -> &str {
        self.codes.get(position).map_or("", String::as_str)
    }

    /// The position of each row's code in a column of another table.
    pub(crate) fn resolve<const T: usize, const N: usize>(
        &self,
        frame: &Frame<T, N>,
        codes: &Codes,
        column: &str,
    ) -> Result<Vec<usize>, BaselineError> {
        let positions: Vec<Option<usize>> =
            codes.labels.iter().map(|label| self.positions.get(label).copied()).collect();
        let position = |(row, &label): (usize, &u32)| {
            positions.get(label as usize).copied().flatten().ok_or_else(|| {
                let (place, code) = (frame.place(row, column), codes.get(row).to_owned());
                match code.as_str() {
                    "" => BaselineError::NoCode { place, what: self.what },
                    _ => {
                        BaselineError::UnknownCode { place, what: self.what, code, known: self.codes.clone() }
                    }
                }
            })
        };
        codes.rows.iter().enumerate().map(position).collect()
    }
}

/// Which row filled each cell of a table, to find the second row that does.
pub(crate) struct Filled(Vec<u32>);

impl Filled {
    /// No cell of `cells` is filled.
    pub(crate) fn new(cells: usize) -> Self {
        Self(vec![0; cells])
    }

    /// Marks `cell` as filled by `row`; gives the row that had filled it already.
    pub(crate) fn mark(&mut self, cell: usize, row: usize) -> Option<usize> {
        let filled = self.0.get_mut(cell)?;
        match *filled {
            0 => {
                *filled = u32::try_from(row + 1).unwrap_or(u32::MAX);
                None
            }
            first => Some(first as usize - 1),
        }
    }
}
