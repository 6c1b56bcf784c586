//! Builds pages under `web/` with Node, so that they can be embedded: what the build scripts of crates that embed them share.
//!
//! Writes to the folder that Cargo gives and to `web/node_modules`, nowhere else.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

/// The oldest Node that the tools of the pages run on.
const NODE: (u32, u32) = (20, 19);
/// What the pages are made of, under `web/`.
const SOURCES: [&str; 12] = [
    "src",
    "embed.rs",
    "app.html",
    "report.html",
    "compare.html",
    "package.json",
    "package-lock.json",
    ".npmrc",
    "svelte.config.js",
    "tsconfig.json",
    "tsconfig.node.json",
    "vite.config.ts",
];
const LINES_OF_FAILURE: usize = 20;
const WITHOUT: &str = "build without the report: cargo run --release --no-default-features -- run SCENARIO";

/// A page to build: the folder it goes to, the mode of Vite, and its file.
pub type Page = (&'static str, &'static str, &'static str);

/// Builds pages where the feature `viewer` is on, and tells Cargo when to do it again and what went wrong.
pub fn embed(pages: &[Page]) {
    println!("cargo::rerun-if-changed=build.rs");
    if env::var_os("CARGO_FEATURE_VIEWER").is_none() {
        return;
    }
    let web = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web");
    let web = web.canonicalize().unwrap_or(web);
    for source in SOURCES {
        println!("cargo::rerun-if-changed={}", web.join(source).display());
    }
    if let Err(reason) = build(&web, pages) {
        // Cargo shows a line as one error.
        for line in reason.lines() {
            println!("cargo::error={line}");
        }
    }
}

fn build(web: &Path, pages: &[Page]) -> Result<(), String> {
    check_node()?;
    install(web)?;
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("Cargo sets OUT_DIR")?);
    pages.iter().try_for_each(|(folder, mode, name)| page(web, &out.join(folder), mode, name))
}

/// Builds one page. Vite empties its folder, which is therefore one of its own.
fn page(web: &Path, folder: &Path, mode: &str, name: &str) -> Result<(), String> {
    let options = ["--mode", mode, "--emptyOutDir", "--logLevel", "warn", "--outDir"];
    npm(web, &[&["run", "build", "--"], &options[..]].concat(), Some(folder))?;
    let page = folder.join(name);
    if page.is_file() { Ok(()) } else { Err(format!("the build wrote no {}", page.display())) }
}

fn check_node() -> Result<(), String> {
    let (major, minor) = NODE;
    let needs = |found: &str| {
        format!(
            "the pages need Node {major}.{minor} or newer and {found}: \
             install it from https://nodejs.org, or {WITHOUT}"
        )
    };
    let output = Command::new("node").arg("--version").output();
    let output = output.map_err(|_| needs("there is no `node` on the PATH"))?;
    let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    match parse_version(&version) {
        Some(found) if found >= NODE => Ok(()),
        _ => Err(needs(&format!("`node --version` says {version:?}"))),
    }
}

fn parse_version(text: &str) -> Option<(u32, u32)> {
    let mut parts = text.strip_prefix('v')?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// Installs the pages' packages unless they are there, one build at a time.
fn install(web: &Path) -> Result<(), String> {
    let lock = web.join("package-lock.json");
    let wanted = fs::read(&lock).map_err(|reason| format!("cannot read {}: {reason}", lock.display()))?;
    // Any file that nothing else locks would do; the guard ends with it.
    let guard = fs::File::open(web.join("README.md"));
    if let Ok(file) = &guard {
        // Where the file system has no locks, builds in parallel are the user's own risk.
        let _ = file.lock();
    }
    let stamp = web.join("node_modules/.comity-package-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) || is_newer(web) {
        return Ok(());
    }
    npm(web, &["ci", "--no-audit", "--no-fund", "--prefer-offline"], None)?;
    fs::write(&stamp, wanted).map_err(|reason| format!("cannot write {}: {reason}", stamp.display()))
}

/// Whether npm installed the packages after the lock file was last written: npm leaves its own record of what it did.
fn is_newer(web: &Path) -> bool {
    let modified = |name: &str| fs::metadata(web.join(name)).and_then(|data| data.modified());
    match (modified("node_modules/.package-lock.json"), modified("package-lock.json")) {
        (Ok(installed), Ok(wanted)) => installed >= wanted,
        _ => false,
    }
}

fn npm(web: &Path, arguments: &[&str], folder: Option<&Path>) -> Result<(), String> {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let Output { status, stdout, stderr } = Command::new(program)
        .args(arguments)
        .args(folder)
        .current_dir(web)
        .env("NO_COLOR", "1")
        .output()
        .map_err(|reason| {
            format!("cannot run npm, which comes with Node ({reason}): install it, or {WITHOUT}")
        })?;
    if status.success() {
        return Ok(());
    }
    let said = format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
    // Where inside npm it failed helps nobody here.
    let is_trace = |line: &str| line.trim_start_matches("npm error").trim_start().starts_with("at ");
    let lines: Vec<&str> = said.lines().filter(|line| !line.trim().is_empty() && !is_trace(line)).collect();
    let tail = lines[lines.len().saturating_sub(LINES_OF_FAILURE)..].join("\n");
    Err(format!("`npm {}` failed in {}\n{tail}\nto go on, {WITHOUT}", arguments.join(" "), web.display()))
}
