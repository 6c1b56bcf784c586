//! `comity screen` as a user types it.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use common::{comity, seen};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

fn typed(args: &[&str]) -> String {
    seen(Path::new("."), &[&["screen"], args].concat())
}

#[test]
fn a_worked_draft() {
    insta::assert_snapshot!(typed(&["text-and-data-mining"]));
}

#[test]
fn wrong_words() {
    let folder = tempfile::tempdir().unwrap();
    let draft = "id = \"d\"\ntitle = \"t\"\njurisdiction = \"j\"\n[facts]\nimport_license = true\n";
    std::fs::write(folder.path().join("draft.toml"), draft).unwrap();
    let typed = |args: &[&str]| seen(folder.path(), &[&["screen"], args].concat());
    insta::assert_snapshot!(
        [typed(&["draft.toml"]), typed(&["foreign-ap-ban"]), typed(&["nowhere.toml"])].join("\n\n")
    );
}

#[test]
fn for_programs() {
    let output = comity(Path::new("."), &["screen", "chip-export-control", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = json["findings"].as_array().unwrap();
    assert!(findings.len() >= 97);
    for finding in findings {
        for key in ["duties", "evidence", "exceptions", "provision", "question", "status"] {
            assert!(!finding[key].is_null(), "{key}");
        }
        let touched = finding["status"] == "touched";
        let answers = finding["answers"].as_array().unwrap();
        assert!(!touched || answers.iter().all(|answer| answer["answer"] == "yes"), "{finding}");
        assert_eq!(finding["obligation"].is_null(), finding["status"] == "not_touched", "{finding}");
    }
    assert_eq!(json["draft"]["facts"]["export_licence"], true);
    let open = json["facts_to_give"].as_array().unwrap();
    assert!(json["next"].is_null() || open.iter().any(|one| one["fact"] == json["next"]));
    let ban = findings.iter().find(|finding| finding["provision"] == "GATT.XI").unwrap();
    assert_eq!(ban["status"], "touched");
    assert!(ban["exceptions"].as_array().unwrap().contains(&"GATT.XXI".into()));
    assert!(json["notice"].as_str().unwrap().contains("no legal advice"));
    let similar = json["similar"].as_array().unwrap();
    assert_eq!(similar.len(), 5);
    for one in similar {
        assert!(
            one["official_ref"].is_string() && one["jurisdiction"].is_string() && one["date"].is_string()
        );
        assert_eq!(one["shared"][0]["feature"], "export_licensing");
    }
    assert!(json["similar_notice"].as_str().unwrap().contains("nothing of what law allows"));
    let csv = typed(&["chip-export-control", "--format", "csv"]);
    assert!(csv.starts_with("provision,status,question\nGATT.I,touched,"));
    let page = typed(&["chip-export-control", "--format", "html"]);
    assert!(page.starts_with("<!doctype html>") && !page.contains("http"));
}

#[test]
fn an_interview_through_a_pipe() {
    let asked = |answers: &str| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_comity"))
            .args(["screen", "--interview", "--format", "csv"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(answers.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success());
        [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap())
    };
    let [findings, questions] = asked("yes\nno\nperhaps\nno\n");
    assert!(findings.contains("\nGATS.I,not_touched,"), "{findings}");
    assert!(findings.contains("\nTRIPS.13,not_touched,"), "{findings}");
    assert!(findings.contains("\nGATT.XI,needs_facts,"), "{findings}");
    insta::assert_snapshot!(questions);
}
