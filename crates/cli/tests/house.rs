//! The rules of the house that no compiler checks. They read what git tracks, so they are skipped outside a checkout.

#![allow(clippy::unwrap_used, reason = "a test that fails should panic")]

use std::path::{Path, PathBuf};
use std::process::Command;

const LARGEST_FILE: u64 = 2_000_000;
const LONGEST_FILE: usize = 600;
/// Written by programs, or texts that are not ours to cut.
const ANY_LENGTH: [&str; 7] = [".lock", "-lock.json", ".csv", ".json", ".snap", ".svg", "LICENSE-APACHE"];

#[test]
fn files_are_small_enough_to_clone() {
    let large = tracked().into_iter().filter_map(|(name, path)| {
        let bytes = std::fs::metadata(path).ok()?.len();
        (bytes > LARGEST_FILE).then(|| format!("{name}: {bytes} bytes"))
    });
    assert_none(large, "no file over 2 MB; derive it, or ship less of it");
}

#[test]
fn files_are_one_idea() {
    let long = texts()
        .into_iter()
        .filter(|(name, _)| !ANY_LENGTH.iter().any(|ending| name.ends_with(ending)))
        // Facts are as many as there are, and so are the words of a language, which whoever translates has in one file.
        .filter(|(name, _)| !["assets/", "web/src/app/text/"].iter().any(|folder| name.starts_with(folder)))
        .map(|(name, text)| (name, text.lines().count()))
        .filter(|(_, lines)| *lines > LONGEST_FILE)
        .map(|(name, lines)| format!("{name}: {lines} lines"));
    assert_none(long, "no file over 600 lines; it holds more than one idea");
}

#[test]
fn nothing_points_at_one_machine() {
    // Put together here, so that this file does not break its own rule.
    let folders = ["root", "home", "work", "Users"].map(|folder| format!("/{folder}/"));
    let starts_a_word =
        |before: Option<char>| before.is_none_or(|c| c.is_whitespace() || "\"'`(=:".contains(c));
    let mut pointers = Vec::new();
    for (name, text) in texts() {
        for (number, line) in text.lines().enumerate() {
            let path = folders.iter().any(|folder| {
                line.match_indices(folder).any(|(at, _)| starts_a_word(line[..at].chars().next_back()))
            });
            let resolved = name.ends_with("package-lock.json") && line.contains("\"resolved\":");
            if path || resolved {
                pointers.push(format!("{name}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    assert_none(
        pointers,
        "no path of one machine in tracked files, and no address where a package came from",
    );
}

#[test]
fn snapshots_are_reviewed() {
    let new = tracked().into_iter().map(|(name, _)| name).filter(|name| name.ends_with(".snap.new"));
    assert_none(new, "accept or delete new snapshots");
}

#[test]
fn architecture_names_every_crate() {
    let architecture = std::fs::read_to_string(repository().join("ARCHITECTURE.md")).unwrap();
    let crates = std::fs::read_dir(repository().join("crates")).unwrap();
    let missing = crates
        .map(|entry| format!("crates/{}", entry.unwrap().file_name().to_string_lossy()))
        .filter(|name| repository().join(name).join("Cargo.toml").is_file())
        .filter(|name| !architecture.contains(&format!("`{name}`")));
    assert_none(missing, "every crate has its place in ARCHITECTURE.md");
}

#[test]
fn links_between_pages_lead_somewhere() {
    let mut dead = Vec::new();
    for (name, text) in texts().into_iter().filter(|(name, _)| name.ends_with(".md")) {
        let page = repository().join(&name);
        let links =
            text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target);
        for target in links.filter(|target| !target.contains("://") && !target.starts_with('#')) {
            let file = target.split('#').next().unwrap_or(target);
            if !page.with_file_name(file).exists() {
                dead.push(format!("{name}: {target}"));
            }
        }
    }
    assert_none(dead, "links that lead nowhere");
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every tracked file, with its name relative to the repository; none, said aloud, outside a checkout.
fn tracked() -> Vec<(String, PathBuf)> {
    let listed = Command::new("git").args(["ls-files", "-z"]).current_dir(repository()).output();
    let Some(listed) = listed.ok().filter(|listed| listed.status.success() && !listed.stdout.is_empty())
    else {
        eprintln!("skipped: not a git checkout");
        return Vec::new();
    };
    let names = String::from_utf8(listed.stdout).unwrap();
    let files = names.split_terminator('\0').map(|name| (name.to_owned(), repository().join(name)));
    // One that was deleted but is not committed yet is no longer there to judge.
    files.filter(|(_, path)| path.is_file()).collect()
}

/// The tracked files that are text.
fn texts() -> Vec<(String, String)> {
    let files = tracked().into_iter();
    files
        .filter_map(|(name, path)| Some((name, String::from_utf8(std::fs::read(path).ok()?).ok()?)))
        .collect()
}

fn assert_none(offenders: impl IntoIterator<Item = String>, rule: &str) {
    let offenders: Vec<String> = offenders.into_iter().collect();
    assert!(offenders.is_empty(), "{rule}:\n  {}", offenders.join("\n  "));
}
