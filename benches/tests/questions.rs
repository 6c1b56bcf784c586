//! The tables of questions in the guide are what the scenarios that ship answer.

#![allow(clippy::unwrap_used, reason = "a test that fails should panic")]

use comity_benches::questions;
use std::path::Path;

fn guide(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(name)).unwrap()
}

#[test]
fn every_question_has_its_answer_in_the_guide() {
    let guide = guide("questions.md");
    let tables = questions::tables().unwrap();
    eprintln!("{tables}");
    for table in tables.split("## ").skip(1) {
        let (name, rows) = table.split_once('\n').unwrap();
        let command = format!("`comity run {name}`");
        let section = guide.split("\n## ").find(|section| section.contains(&command));
        let section = section.unwrap_or_else(|| panic!("no section of docs/questions.md has {command}"));
        for row in rows.lines().filter(|line| !line.is_empty()) {
            assert!(section.lines().any(|line| line == row), "not beside {command}: {row}");
        }
    }
}

#[test]
fn published_results_stand_beside_what_comes_out() {
    let guide = guide("validation.md");
    let table = questions::published().unwrap();
    eprintln!("{table}");
    for row in table.lines() {
        assert!(guide.lines().any(|line| line.starts_with(row)), "not in docs/validation.md: {row}");
    }
}
