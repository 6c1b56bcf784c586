//! Scenarios that ship inside the binary, and the one that `comity new` writes.

use crate::error::Error;
use crate::source::Source;
use comity_data::nearest::{self, Candidate};

/// A commented scenario to start from; it runs as it is.
pub const TEMPLATE: &str = include_str!("template.toml");

macro_rules! scenarios {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_str!(concat!("../../../scenarios/", $name, ".toml")))),+]
    };
}

const EMBEDDED: &[(&str, &str)] = &scenarios![
    "cheaper-digital-services",
    "digital-services-club",
    "cheaper-trade",
    "free-trade-in-electronics",
    "electronics-tariff-war",
    "electronics-embargo",
    "electronics-embargo-long-run",
    "ai-productivity",
    "ai-2040",
    "ai-divergence",
    "ai-policy-catch-up",
    "ai-infrastructure-catch-up",
    "ai-full-catch-up",
    "ai-optimistic",
    "ai-cautious",
    "ai-meets-trade",
    "ai-short-of-energy",
    "data-fragmentation",
    "data-autarky",
    "data-open-with-safeguards",
    "data-no-safeguards",
    "chips-tariff-war",
    "chips-ita-for-all",
    "chips-export-controls",
    "chips-export-controls-evaded",
    "chips-supplier-shock",
    "no-language-barriers",
    "paperless-trade",
    "ai-rules-fragment-into-blocs",
    "mutual-recognition-among-the-willing",
];

/// The scenarios that ship inside the binary.
pub fn embedded() -> impl Iterator<Item = Source> {
    EMBEDDED.iter().map(|(name, text)| Source::alone(format!("scenarios/{name}.toml"), *text))
}

/// The error about a scenario that is neither a file nor embedded.
pub(crate) fn unknown(name: &str) -> Error {
    let names = EMBEDDED.iter().map(|(name, _)| Candidate::word(name));
    Error::Unknown { name: name.to_owned(), nearest: nearest::did_you_mean(name, names) }
}
