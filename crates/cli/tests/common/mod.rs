//! Typing commands in a folder, for the tests of several of them.
#![allow(dead_code)]

use std::path::Path;
use std::process::{Command, Output};

/// The folder of a small made-up baseline.
pub fn world() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenario/tests/world").display().to_string()
}

pub fn comity(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_comity")).args(args).current_dir(folder).output().unwrap()
}

/// Everything a user sees of a command, without spaces at the ends of lines.
pub fn seen(folder: &Path, args: &[&str]) -> String {
    let output = comity(folder, args);
    let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    let seen = format!("{out}--- stderr\n{err}--- exit code {}", output.status.code().unwrap());
    seen.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}
