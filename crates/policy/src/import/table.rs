//! A file, whatever its bytes, as rows of text.

use super::{TableError, json};
use csv::{ReaderBuilder, Trim};

/// Rows of text under a header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What to call the file in messages.
    pub path: String,
    /// The columns, in the order of the file.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Row>,
    /// What had to be guessed to read it.
    pub notes: Vec<String>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number as spreadsheets count: the header is row 1. Records of a JSON file count from 1.
    pub number: usize,
    /// A text for each column; what the file lacks is empty.
    pub cells: Vec<String>,
    /// How many cells the file has beyond the columns.
    pub beyond: usize,
}

impl Table {
    /// Reads comma-separated values (or separated by semicolons or tabs), or a list of records in JSON.
    ///
    /// # Errors
    /// It is neither: empty, a workbook, or broken JSON.
    pub fn read(path: &str, bytes: &[u8]) -> Result<Self, TableError> {
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return Err(TableError::new(
                format!("`{path}` is a workbook, not a table of text"),
                "open it in a spreadsheet and save the sheet as CSV (UTF-8)",
            ));
        }
        let (text, note) = decoded(bytes);
        let notes: Vec<String> = note.map(|note| format!("`{path}` {note}")).into_iter().collect();
        let start = text.trim_start();
        if start.is_empty() {
            return Err(TableError::new(format!("`{path}` is empty"), "export it once more"));
        }
        let (columns, rows) = match start.as_bytes().first() {
            Some(b'[' | b'{') => json::records(path, start)?,
            _ => separated(path, &text)?,
        };
        Ok(Self { path: path.to_owned(), columns, rows, notes })
    }
}

type Parts = (Vec<String>, Vec<Row>);

fn separated(path: &str, text: &str) -> Result<Parts, TableError> {
    let mut reader = ReaderBuilder::new()
        .delimiter(separator(text))
        .flexible(true)
        .trim(Trim::All)
        .from_reader(text.as_bytes());
    let broken = |reason: csv::Error| {
        TableError::new(format!("cannot read `{path}`\n  {reason}"), "export it once more, as CSV (UTF-8)")
    };
    let columns: Vec<String> = reader.headers().map_err(broken)?.iter().map(str::to_owned).collect();
    let mut rows = Vec::new();
    for (place, record) in reader.records().enumerate() {
        let record = record.map_err(broken)?;
        let mut cells: Vec<String> = record.iter().take(columns.len()).map(str::to_owned).collect();
        cells.resize(columns.len(), String::new());
        // Spreadsheets end rows with empty cells, which mean nothing.
        let beyond = record.iter().skip(columns.len()).filter(|cell| !cell.is_empty()).count();
        if beyond > 0 || cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(Row { number: place + 2, cells, beyond });
        }
    }
    Ok((columns, rows))
}

/// Whatever the header has most of, outside quotation marks.
fn separator(text: &str) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if quoted => {}
            _ => counts.iter_mut().filter(|(one, _)| *one == byte).for_each(|(_, count)| *count += 1),
        }
    }
    // The first of equals: a comma where there is no other.
    counts.into_iter().rev().max_by_key(|&(_, count)| count).map_or(b',', |(byte, _)| byte)
}

/// The bytes as text, and what was guessed.
fn decoded(bytes: &[u8]) -> (String, Option<&'static str>) {
    if let Some(bytes) = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]) {
        return decoded(bytes);
    }
    let sixteen = |order: fn([u8; 2]) -> u16, bytes: &[u8]| {
        let units: Vec<u16> = bytes.as_chunks().0.iter().map(|&pair| order(pair)).collect();
        (String::from_utf16_lossy(&units), Some("is UTF-16, and was read so"))
    };
    if let Some(bytes) = bytes.strip_prefix(&[0xff, 0xfe]) {
        return sixteen(u16::from_le_bytes, bytes);
    }
    if let Some(bytes) = bytes.strip_prefix(&[0xfe, 0xff]) {
        return sixteen(u16::from_be_bytes, bytes);
    }
    match str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), None),
        Err(_) => {
            let text = bytes.iter().map(|&byte| char::from(byte)).collect();
            (text, Some("is not UTF-8; it was read as Latin-1, so look at the accents"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Table {
        Table::read("t.csv", bytes).unwrap()
    }

    fn cells(table: &Table) -> Vec<Vec<&str>> {
        table.rows.iter().map(|row| row.cells.iter().map(String::as_str).collect()).collect()
    }

    #[test]
    fn separators_are_found_and_short_rows_filled() {
        for text in ["a,\"b;;;\"\n1,x\n2\n", "a;\"b,,,\"\n1;x\n2\n", "\u{feff}a\t b \n1\tx\n\n2\n"] {
            let table = read(text.as_bytes());
            assert_eq!(table.columns.len(), 2, "{text}");
            assert_eq!(cells(&table), [["1", "x"], ["2", ""]], "{text}");
        }
    }

    #[test]
    fn encodings_are_found_and_guesses_said() {
        let sixteen: Vec<u8> = "\u{feff}a\nTürkiye".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let table = read(&sixteen);
        assert_eq!(cells(&table), [["Türkiye"]]);
        let latin = read(b"a\nT\xfcrkiye");
        assert_eq!(cells(&latin), [["Türkiye"]]);
        assert!(latin.notes[0].contains("Latin-1"));
        assert!(read("a\nTürkiye".as_bytes()).notes.is_empty());
    }

    #[test]
    fn rows_are_numbered_as_spreadsheets_do_and_what_lies_beyond_is_counted() {
        let table = read(b"a,b\n\"two\nlines\",x\n1,2,3,\n");
        assert_eq!(table.rows[0].number, 2);
        assert_eq!((table.rows[1].number, table.rows[1].beyond), (3, 1));
    }

    #[test]
    fn workbooks_and_empty_files_are_refused() {
        assert!(Table::read("x.xlsx", b"PK\x03\x04...").unwrap_err().hint().contains("CSV"));
        assert!(Table::read("x.csv", b" \n ").is_err());
    }
}
