//! The tables of the history test in `docs/validation.md` are those that the program prints.

#![allow(clippy::unwrap_used, reason = "a test that fails should panic")]

use comity_benches::history;
use std::path::Path;

#[test]
fn the_documented_tables_are_what_comes_out() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let data = root.join("../shared/data");
    if !data.is_dir() {
        eprintln!("skipped: {} is not there", data.display());
        return;
    }
    let document = std::fs::read_to_string(root.join("docs/validation.md")).unwrap();
    let tables = history::tables(&data).unwrap();
    eprintln!("{tables}");
    for line in tables.lines().filter(|line| !line.is_empty()) {
        assert!(document.lines().any(|found| found == line), "not in docs/validation.md: {line}");
    }
}
