//! Columns of text, each distinct text stored once.

use std::collections::HashMap;

/// A column of text: the distinct texts in order of first appearance, and which of them each row holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Codes {
    /// The distinct texts; each is used by some row.
    pub labels: Vec<String>,
    /// For each row, the position of its text in `labels`.
    pub rows: Vec<u32>,
}

impl Codes {
    /// The text of a row; empty where there is no such row.
    pub fn get(&self, row: usize) -> &str {
        self.rows.get(row).and_then(|&label| self.labels.get(label as usize)).map_or("", String::as_str)
    }

    /// The texts, row by row.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.rows.len()).map(|row| self.get(row))
    }
}

/// Numbers texts as they come.
#[derive(Default)]
pub(super) struct Interner {
    labels: Vec<String>,
    numbers: HashMap<Box<str>, u32>,
    last: u32,
}

impl Interner {
    pub(super) fn number(&mut self, text: &str) -> u32 {
        // Tables are mostly sorted, so the text is often that of the row before.
        if self.labels.get(self.last as usize).is_some_and(|label| label == text) {
            return self.last;
        }
        self.last = match self.numbers.get(text) {
            Some(&number) => number,
            None => {
                let number = self.labels.len() as u32;
                self.labels.push(text.to_owned());
                self.numbers.insert(text.into(), number);
                number
            }
        };
        self.last
    }

    pub(super) fn codes(&self, rows: Vec<u32>) -> Codes {
        Codes { labels: self.labels.clone(), rows }
    }
}
