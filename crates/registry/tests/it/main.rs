//! Tests through the public API, in one binary: it links once. All that holds of a registry holds of it in a file and on a server.

#![allow(clippy::unwrap_used, reason = "a test that fails should panic")]

mod history;
mod killed;
mod round_trip;
mod searching;
mod server;
mod writers;
mod wrong;

use comity_policy::Registry;
use comity_registry::{Database, Signed};
use std::path::Path;
use tempfile::TempDir;

const ANA: Signed = Signed { by: "Ana Silva", why: "a start" };
const BO: Signed = Signed { by: "Bo Lindqvist", why: "the text was read again" };

/// Does something with a fresh address in a file, and with one on a server where there is any.
fn each(test: impl Fn(&str)) {
    let folder = folder();
    test(&folder.path().join("registry.db").display().to_string());
    if let Some(address) = server::database() {
        test(&address);
    }
}

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// The files of a small registry, made up for tests.
fn small() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../policy/tests/files/registry");
    Registry::files(&folder).unwrap()
}

/// A database with the small registry.
fn filled(address: &str) -> Database {
    Database::create(address, &small(), ANA).unwrap()
}
