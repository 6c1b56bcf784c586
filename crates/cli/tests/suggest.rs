//! `comity policy suggest` as a user types it.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use common::{comity, seen};

const LAW: &str = "Article 1\n\nScope\n\n1. This law applies to all.\n\nArticle 2\n\nHuman oversight\n\n\
    1. Deployers of high-risk systems shall\nensure human oversight.\n\n2. They may keep logs.\n";

#[test]
fn what_a_law_suggests() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("law.txt"), LAW).unwrap();
    let typed = |args: &[&str]| seen(folder.path(), &[&["policy", "suggest", "law.txt"], args].concat());
    insta::assert_snapshot!(
        [typed(&[]), typed(&["--format", "csv"]), typed(&["--format", "toml"])].join("\n\n")
    );
    let output = comity(folder.path(), &["policy", "suggest", "law.txt", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["suggestions"][0]["feature"], "human_oversight");
    assert_eq!(json["suggestions"][0]["evidence"][0]["line"], 11);
    assert_eq!(json["suggestions"][0]["evidence"][0]["article"], "Article 2(1)");
}

#[test]
fn what_is_no_text() {
    let folder = tempfile::tempdir().unwrap();
    let typed = |name: &str, content: &[u8]| {
        std::fs::write(folder.path().join(name), content).unwrap();
        seen(folder.path(), &["policy", "suggest", name])
    };
    let all = [
        typed("latin.txt", b"line one\ncaf\xe9\n"),
        typed("law.pdf", b"%PDF-1.7\n\xff"),
        typed("law.docx", b"PK\x03\x04\xff"),
        typed("empty.txt", b""),
        seen(folder.path(), &["policy", "suggest", "nowhere.txt"]),
    ];
    insta::assert_snapshot!(all.join("\n\n"));
}
