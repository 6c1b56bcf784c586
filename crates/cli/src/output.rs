//! What commands print on standard output: results, and nothing else.

use crate::errors::Failure;
use clap::ValueEnum;
use serde::Serialize;
use std::fmt::Arguments;
use std::io::{ErrorKind, Write, stdout};

/// Where lines of an explanation end.
const WIDTH: usize = 100;

/// How a command prints what it knows.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum PrintFormat {
    /// For reading
    Table,
    /// Comma-separated values
    Csv,
    /// JSON
    Json,
}

/// How a command prints a memo.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum MemoFormat {
    /// For reading
    Table,
    /// A page in Markdown
    Md,
    /// A page in HTML, one file that needs no network
    Html,
    /// Comma-separated values
    Csv,
    /// JSON
    Json,
}

/// Prints, and ends the program quietly where the reader has left: `comity list | head -1` is no failure.
pub fn print(text: Arguments) -> Result<(), Failure> {
    match stdout().write_fmt(text) {
        Err(reason) if reason.kind() == ErrorKind::BrokenPipe => std::process::exit(0),
        Err(reason) => Err(Failure::new(format!("cannot print\n  {reason}"))),
        Ok(()) => Ok(()),
    }
}

/// Prints something as JSON for people and programs: indented, and keys in the order of the alphabet.
pub fn print_json(value: &impl Serialize) -> Result<(), Failure> {
    let value = serde_json::to_value(value).map_err(Failure::new)?;
    print(format_args!("{value:#}\n"))
}

/// Rows, the header first, as comma-separated values.
pub fn csv<R: IntoIterator<Item: AsRef<[u8]>>>(rows: impl IntoIterator<Item = R>) -> Result<String, Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).map_err(Failure::new)?;
    }
    String::from_utf8(writer.into_inner().map_err(Failure::new)?).map_err(Failure::new)
}

/// Text in lines, those after the first set off by so many spaces.
pub fn wrapped(text: &str, indent: usize) -> String {
    let mut lines = String::new();
    let mut length = indent;
    for word in text.split(' ') {
        let letters = word.chars().count();
        if length > indent && length + 1 + letters > WIDTH {
            lines += &format!("\n{:indent$}", "");
            length = indent;
        }
        if length > indent {
            lines.push(' ');
            length += 1;
        }
        lines += word;
        length += letters;
    }
    lines
}
