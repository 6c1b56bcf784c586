//! `comity parameters` as a user types it.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use common::{comity, seen};
use std::path::Path;

fn typed(args: &[&str]) -> String {
    seen(Path::new("."), &[&["parameters"], args].concat())
}

#[test]
fn list() {
    let list = typed(&["--topic", "trust"]);
    insta::assert_snapshot!(list);
    let everything = typed(&[]);
    assert!(
        everything.contains(list.split_once("---").unwrap().0.trim_end()),
        "a topic is a part of the whole"
    );
}

#[test]
fn search() {
    insta::assert_snapshot!(
        [typed(&["language", "MACHINE"]), typed(&["quantum"]), typed(&["two", "quantum"])].join("\n\n")
    );
}

#[test]
fn explain() {
    let explained = ["productivity.saving", "growth.population", "firms.pareto_shape"].map(|id| typed(&[id]));
    insta::assert_snapshot!(explained.join("\n\n"));
}

#[test]
fn wrong_words() {
    let typed = [
        typed(&["productivity.savings"]),
        typed(&["--topic", "productivty"]),
        typed(&["--school", "sceptical"]),
    ];
    insta::assert_snapshot!(typed.join("\n\n"));
}

#[test]
fn for_programs() {
    insta::assert_snapshot!(typed(&["--format", "csv", "--topic", "readiness"]));
    let json = |args: &[&str]| -> serde_json::Value {
        let output = comity(Path::new("."), &[&["parameters", "--format", "json"], args].concat());
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let all = json(&[]);
    assert!(all.as_array().unwrap().len() > 80);
    for parameter in all.as_array().unwrap() {
        for key in ["id", "topic", "name", "value", "unit", "low", "high", "distribution", "status", "about"]
        {
            assert!(!parameter[key].is_null(), "{}: {key}", parameter["id"]);
        }
    }
    let cautious = json(&["productivity.saving", "--school", "cautious"]);
    assert_eq!(cautious.as_array().unwrap().len(), 1);
    let cautious = &cautious[0];
    assert_eq!((&cautious["value"], &cautious["library_value"]), (&0.27.into(), &0.3.into()));
    assert_eq!(cautious["school"]["source"][0]["fact"], "PRD-18");
    let fact = &all[0]["source"][0]["fact"];
    assert!(fact.is_string(), "{fact}");
}
