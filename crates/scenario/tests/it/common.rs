//! Four made-up economies and three sectors (`tests/world`), and what a user reads.

use comity_data::Baseline;
use comity_model::{Calibration, EconomyId, Flow, SectorId};
use comity_scenario::{Error, Scenario, Shocked, Source};
use std::path::Path;

/// Economies in the order of the baseline.
pub const ECONOMIES: [&str; 4] = ["USA", "DEU", "CHN", "IND"];
/// Sectors in the order of the baseline; their groups are goods, ai_hardware and digital_services.
pub const SECTORS: [&str; 3] = ["c1", "c14", "c30"];

pub fn here() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests"))
}

pub fn world() -> Baseline {
    Baseline::read(&here().join("world")).unwrap()
}

/// A scenario as if it lay in `tests`, under a head that is right.
pub fn source(text: &str) -> Source {
    Source { path: "scenario.toml".to_owned(), folder: here().into(), text: text.to_owned() }
}

/// What the scenario does to the made-up world.
pub fn shock(text: &str) -> Result<Shocked, Error> {
    let baseline = world();
    let calibration = Calibration::new(&baseline.table).unwrap();
    Scenario::parse(source(text))?.shock(&baseline, &calibration)
}

/// An error as the command line prints it, without the folder of this checkout.
pub fn rendered(error: &Error) -> String {
    let hint = error.hint().map(|hint| format!("\n\nhint: {hint}")).unwrap_or_default();
    format!("error: {error}{hint}").replace(&here().display().to_string(), "tests")
}

pub fn flow(sector: &str, origin: &str, destination: &str) -> Flow {
    Flow { origin: economy(origin), destination: economy(destination), sector: self::sector(sector) }
}

pub fn economy(code: &str) -> EconomyId {
    EconomyId(ECONOMIES.iter().position(|&known| known == code).unwrap())
}

pub fn sector(code: &str) -> SectorId {
    SectorId(SECTORS.iter().position(|&known| known == code).unwrap())
}
