//! Derives `assets/people` from its sources, from the repository's root:
//!
//! ```text
//! cargo run -p comity-scenario --example people -- ../shared/data/readiness/country_indices.csv ../shared/data/macro/gdp.csv
//! ```
//!
//! People of working age are GDP over GDP per person of working age, both of about 2023.
#![allow(missing_docs, reason = "a program")]

use comity_data::frame::File;
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::path::Path;

/// Economies without a figure in the first file: thousands of people of working age, from memory.
const FROM_MEMORY: [(&str, f64); 2] = [("RUS", 95_000.0), ("TWN", 16_500.0)];

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(indices), Some(gdp)) = (arguments.next(), arguments.next()) else {
        return Err("name the file of indices by economy, then the one of GDP".into());
    };
    let (indices, gdp) = (File::open(Path::new(&indices))?, File::open(Path::new(&gdp))?);
    let gdp_of = column(&gdp, "gdp_usd")?;
    let mut people: BTreeMap<String, (f64, &str)> = BTreeMap::new();
    for (code, per_person) in column(&indices, "gdp_per_working_age_usd")? {
        if let Some(gdp) = gdp_of.get(&code) {
            people.insert(code, (gdp / per_person / 1e3, "derived"));
        }
    }
    for (code, thousands) in FROM_MEMORY {
        people.entry(code.to_owned()).or_insert((thousands, "unverified"));
    }
    let mut text = String::from("economy,thousands,status\n");
    for (code, (thousands, status)) in &people {
        writeln!(text, "{code},{thousands:.0},{status}")?;
    }
    std::fs::write("assets/people/people.csv", text)?;
    let mut provenance = String::from(
        "# Written by `cargo run -p comity-scenario --example people`; change the program, not this file.\n\n\
         name = \"People of working age, about 2023\"\nunit = \"thousand\"\n\
         source = \"GDP: World Bank, as redistributed in the replication files of Ignatenko, Macedoni, Lashkaripour and \
         Simonovska (2025). GDP per person of working age: Anthropic Economic Index (2025), from World Bank data\"\n\
         licence = \"CC BY 4.0\"\nnotes = \"RUS and TWN are from memory, unverified\"\n",
    );
    for file in [&indices, &gdp] {
        let hash = file.hash();
        write!(
            provenance,
            "\n[[step]]\noperation = \"read\"\nfile = \"{}\"\nsha256 = \"{}\"\n",
            hash.name, hash.sha256
        )?;
    }
    std::fs::write("assets/people/people.toml", provenance)?;
    Ok(())
}

/// The positive numbers of a column, by economy.
fn column(file: &File, name: &'static str) -> Result<BTreeMap<String, f64>, Box<dyn Error>> {
    let rows = file.read(["iso3", name], [])?;
    let [codes, values] = &rows.text;
    let number = |row| Some((codes.get(row).to_owned(), values.get(row).parse().ok().filter(|x| *x > 0.0)?));
    Ok((0..rows.len()).filter_map(number).collect())
}
