//! Prints the tables of the history test in `docs/validation.md`:
//! `cargo run --release -p comity-benches --example history`

use comity_benches::history;
use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    if data.is_dir() {
        println!("{}", history::tables(&data)?);
    } else {
        eprintln!("skipped: {} is not there", data.display());
    }
    Ok(())
}
