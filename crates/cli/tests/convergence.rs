//! `comity convergence` as a user types it.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use common::{comity, seen};
use tempfile::TempDir;

const SCENARIO: &str = "mutual-recognition-among-the-willing";

#[test]
fn rules_converge_in_every_format() {
    let folder = TempDir::new().unwrap();
    insta::assert_snapshot!(seen(folder.path(), &["convergence", SCENARIO]));
    let csv = comity(folder.path(), &["convergence", SCENARIO, "--format", "csv", "--out", "out"]);
    let csv = String::from_utf8(csv.stdout).unwrap();
    assert!(csv.starts_with("kind,of,first_order_pct,exact_pct,with_trust_pct\n"));
    assert_eq!(std::fs::read_to_string(folder.path().join("out/convergence_of_rules.csv")).unwrap(), csv);
    let json = comity(folder.path(), &["convergence", SCENARIO, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(json["pairs"][0]["pair"].as_array().unwrap().len(), 2);
}

#[test]
fn without_rules_there_is_nothing_to_converge() {
    let folder = TempDir::new().unwrap();
    insta::assert_snapshot!(seen(folder.path(), &["convergence", "cheaper-trade"]));
}
