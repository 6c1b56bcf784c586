//! A registry of one's own in a database, as a user types it.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use common::seen;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The small registry that is made up for tests.
fn small() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../policy/tests/files/registry")
}

/// A folder with a registry of one's own, filled with the small one.
fn own() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let from = small().display().to_string();
    let made = typed(folder.path(), &["init", "--from", &from, "--by", "Ana Silva"]);
    assert!(made.ends_with("--- exit code 0"), "{made}");
    folder
}

/// What a user sees, without days and times.
fn typed(folder: &Path, args: &[&str]) -> String {
    let words = seen(folder, &[&["policy"], args].concat());
    let is_time = |word: &str| word.starts_with("20") && word.contains('T') && word.contains('Z');
    let shown = |line: &str| {
        let words = line.split(' ').map(|word| if is_time(word) { "[at]:" } else { word });
        words.collect::<Vec<_>>().join(" ")
    };
    words.lines().map(shown).collect::<Vec<_>>().join("\n")
}

const BO: [&str; 4] = ["--by", "Bo Lindqvist", "--why", "read again"];
const ANA: [&str; 4] = ["--by", "Ana Silva", "--why", "a new opinion"];

#[test]
fn from_start_to_end() {
    let folder = own();
    let typed = |args: &[&str]| typed(folder.path(), args);
    let new = fs::read_to_string(small().join("measures/all.toml")).unwrap();
    let new =
        new[new.find("[[measure]]").unwrap()..].split("\n\n").next().unwrap().replace("eu-act", "eu-copy");
    fs::write(folder.path().join("new.toml"), &new).unwrap();
    fs::write(
        folder.path().join("wrong.toml"),
        new.replace("eu-copy", "eu-wrong").replace("title = \"", "titel = \""),
    )
    .unwrap();
    insta::assert_snapshot!(
        [
            typed(&["add", "new.toml", "--by", "Bo Lindqvist"]),
            typed(&["add", "new.toml", "--by", "Bo Lindqvist"]),
            typed(&["add", "wrong.toml", "--by", "Bo Lindqvist"]),
            typed(&[&["edit", "eu-copy", "--set", "title=A copy", "--set", "notes=12"], &BO[..]].concat()),
            typed(&["search", "copy", "--registry", "comity-policy.db"]),
            typed(&["search", "copi", "--registry", "comity-policy.db"]),
            typed(&[&["edit", "eu-copy", "--set", "title=My copy"], &ANA[..]].concat()),
            typed(&[&["edit", "eu-copy", "--set", "title=My copy", "--version", "1"], &ANA[..]].concat()),
            typed(&[&["edit", "eu-copy", "--set", "title=My copy", "--version", "2"], &ANA[..]].concat()),
            typed(&[&["remove", "eu-copy"], &ANA[..]].concat()),
            typed(&["show", "eu-copy", "--registry", "comity-policy.db"]),
            typed(&[&["restore", "eu-copy"], &BO[..]].concat()),
            typed(&["history", "eu-copy"]),
            typed(&["history", "eu-copy", "--format", "csv"])
                .replace(|sign: char| sign.is_ascii_digit(), "9"),
        ]
        .join("\n\n")
    );
}

#[test]
fn a_file_that_was_read_is_given_back() {
    let folder = own();
    let typed = |args: &[&str]| typed(folder.path(), args);
    let shown = typed(&["show", "eu-act", "--toml", "--registry", "comity-policy.db"]);
    let shown = shown.split("--- stderr").next().unwrap();
    assert!(shown.starts_with("# eu-act, version 1\n[[measure]]\n"), "{shown}");
    let file = folder.path().join("edited.toml");
    let edit = [&["edit", "eu-act", "--file", "edited.toml"], &BO[..]].concat();
    let mut seen = Vec::new();
    for text in [
        shown.replace("status = \"in_force\"", "status = \"in_farce\""),
        shown.lines().skip(1).collect::<Vec<_>>().join("\n"),
        shown.to_owned(),
        shown.replace("title = \"", "title = \"New "),
        // From the same first version, after another has been written.
        shown.replace("title = \"", "title = \"Newer "),
    ] {
        fs::write(&file, text).unwrap();
        seen.push(typed(&edit));
    }
    insta::assert_snapshot!(seen.join("\n\n"));
}

#[test]
fn every_command_reads_it_as_it_reads_a_folder() {
    let folder = own();
    let from = small().display().to_string();
    for args in [
        &["profile", "DEU", "--date", "2025-06-30", "--format", "csv"][..],
        &["distance", "--economies", "USA,DEU,CHN", "--date", "2025-01-01", "--format", "csv"],
        &["explain", "IND", "FRA", "--date", "2025-01-01"],
        &["fragmentation", "--from", "2024", "--to", "2025", "--format", "csv"],
        &["clusters", "--date", "2025-01-01", "--economies", "USA,DEU,CHN,IND"],
        &["show", "eu-act"],
        &["show", "eu-act", "--format", "json"],
    ] {
        let from_folder = typed(folder.path(), &[args, &["--registry", &from]].concat());
        let from_database = typed(folder.path(), &[args, &["--registry", "comity-policy.db"]].concat());
        assert_eq!(from_database, from_folder, "{args:?}");
    }
    let ids = |registry: &str| {
        let found = typed(folder.path(), &["search", "data", "--format", "csv", "--registry", registry]);
        let mut lines: Vec<String> = found.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(ids("comity-policy.db"), ids(&from));
    assert!(ids(&from).len() > 5);
}

#[test]
fn what_is_written_out_is_read_as_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let typed = |args: &[&str]| typed(folder.path(), args);
    assert!(typed(&["init"]).starts_with("comity-policy.db: "));
    let out = typed(&["export", "--out", "mine"]);
    assert!(out.contains("; the history stays in comity-policy.db"), "{out}");
    assert_eq!(
        comity_policy::Registry::read(&folder.path().join("mine")).unwrap(),
        *comity_policy::Registry::embedded().unwrap()
    );
    insta::assert_snapshot!(
        [
            typed(&["init"]),
            typed(&["export", "--out", "mine"]),
            typed(&["history", "eu-gdprs"]),
            typed(&["history", "eu-gdpr", "--registry", "none.db"]),
            typed(&["history", "eu-gdpr", "--registry", "mine"]),
            typed(&["show", "eu-gdpr", "--version", "2", "--registry", "mine"]),
            typed(&["search", "data", "--registry", "elsewhere"]),
        ]
        .join("\n\n")
    );
}

#[test]
fn an_import_goes_in_whole_and_in_a_name() {
    let folder = tempfile::tempdir().unwrap();
    let typed = |args: &[&str]| typed(folder.path(), args);
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../policy/tests/files/import");
    fs::copy(samples.join("tracker.csv"), folder.path().join("tracker.csv")).unwrap();
    fs::copy(samples.join("tracker.toml"), folder.path().join("tracker.toml")).unwrap();
    typed(&["init"]);
    let import = ["import", "tracker.csv", "--mapping", "tracker.toml", "--registry", "comity-policy.db"];
    let by = [&import[..], &["--by", "Ana Silva"]].concat();
    let first = typed(&by);
    assert!(first.contains("\n2 put into comity-policy.db\n"), "{first}");
    // The same table again finds what is there, and adds nothing twice.
    let again = typed(&by);
    assert!(again.contains("\n0 put into comity-policy.db\n"), "{again}");
    let history = typed(&["history", "sample-per-sample-label-decree"]);
    assert!(
        history.contains("version 1, added by Ana Silva on [at]: imported from Sample tracker"),
        "{history}"
    );
    assert!(!history.contains("version 2"), "{history}");
    fs::create_dir_all(folder.path().join("mine/measures")).unwrap();
    let import =
        ["import", "tracker.csv", "--mapping", "tracker.toml", "--registry", "mine", "--by", "Ana Silva"];
    let refused = typed(&import);
    assert!(refused.contains("error: a folder of measures keeps no names"), "{refused}");
}

/// A scenario about a measure that only the small registry has.
const OWN_RULES: &str =
    "name = \"Without the act\"\n[[regulation.edit]]\nmeasure = \"eu-act\"\nremove = true\n";

#[test]
fn scenarios_are_about_it_too() {
    let folder = own();
    fs::write(folder.path().join("mine.toml"), OWN_RULES).unwrap();
    let (world, from) = (common::world(), small().display().to_string());
    let run = |registry: &str, out: &str| {
        let to =
            ["run", "mine.toml", "--baseline", &world, "--no-report", "--out", out, "--registry", registry];
        let output = common::comity(folder.path(), &to);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let record = fs::read(folder.path().join(out).join("run.json")).unwrap();
        let record: serde_json::Value = serde_json::from_slice(&record).unwrap();
        let inputs = record["inputs"].as_array().unwrap();
        let registry = inputs.iter().find(|input| input["name"] == "registry of measures").unwrap();
        (registry["sha256"].clone(), fs::read_to_string(folder.path().join(out).join("rules.csv")).unwrap())
    };
    let (of_folder, of_database) = (run(&from, "folder"), run("comity-policy.db", "database"));
    assert_eq!(of_folder, of_database);
    assert!(of_folder.1.contains("eu-act"));
    let world = ["--baseline", &world, "--draws", "4", "--no-report", "--registry", "comity-policy.db"];
    for command in [&["ensemble", "mine.toml"][..], &["compare", "mine.toml", "mine.toml"]] {
        let output = common::comity(folder.path(), &[command, &world].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let seen = |args: &[&str]| seen(folder.path(), &[args, &world[..2]].concat()).replace(world[1], "world");
    insta::assert_snapshot!(
        [
            seen(&["run", "mine.toml"]),
            seen(&["run", "mine.toml", "--registry", "elsewhere"]),
            seen(&["convergence", "mine.toml", "--registry", "mine.toml"]),
        ]
        .join("\n\n")
    );
}

#[test]
fn compliance_is_with_it_too() {
    let folder = tempfile::tempdir().unwrap();
    typed(folder.path(), &["init"]);
    let comply = ["comply", "hiring-screening", "--markets", "EU,USA", "--format", "csv"];
    let own = [&comply[..], &["--registry", "comity-policy.db"]].concat();
    let shipped = seen(folder.path(), &comply);
    assert_eq!(seen(folder.path(), &own), shipped);
    assert!(shipped.contains("eu-ai-act"));
    typed(folder.path(), &[&["remove", "eu-ai-act"], &ANA[..]].concat());
    assert!(!seen(folder.path(), &own).contains("eu-ai-act"));
}
