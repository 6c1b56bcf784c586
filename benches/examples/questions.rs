//! Prints the tables of `docs/questions.md`, and those of published results on AI in `docs/validation.md`:
//! `cargo run --release -p comity-benches --example questions`

use comity_benches::questions;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    println!("{}\n{}", questions::tables()?, questions::published()?);
    Ok(())
}
