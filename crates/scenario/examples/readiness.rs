//! Derives `assets/readiness` from its sources, from the repository's root:
//!
//! ```text
//! cargo run -p comity-scenario --example readiness -- ../shared/data/readiness/country_indices.csv
//! ```
//!
//! The source holds indices by economy that may not be passed on. What is written are averages over income groups,
//! relations estimated over all economies, and those observations of adoption whose licence lets them be.
#![allow(missing_docs, reason = "a program, and shared with one test")]

#[path = "readiness/derive.rs"]
mod derive;

use comity_scenario::{Parameters, id};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let folder = Path::new("assets/readiness");
    let Some(source) = std::env::args().nth(1) else {
        eprintln!("error: name the file of indices by economy");
        return ExitCode::from(2);
    };
    let parameters = Parameters::library();
    let ceiling = derive::Ceiling {
        base: parameters.value(id!("adoption.ceiling_base")),
        slope: parameters.value(id!("adoption.ceiling_slope")),
    };
    match derive::files(Path::new(&source), &folder.join("income_groups.csv"), ceiling).and_then(|files| {
        files.iter().try_for_each(|(name, text)| Ok(std::fs::write(folder.join(name), text)?))
    }) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
