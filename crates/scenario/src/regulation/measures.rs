//! The measures that `[regulation]` is about: those that ship, or a registry of one's own.

use crate::error::Error;
use comity_data::FileHash;
use comity_policy::{Measure, Registry, RegistryError};
use std::sync::LazyLock;

/// What a record calls it among its inputs.
const NAME: &str = "registry of measures";

/// What ships, once read.
static SHIPPED: LazyLock<Result<Measures, RegistryError>> =
    LazyLock::new(|| Ok(Measures::new(Registry::embedded()?, &Registry::embedded_files())));

/// A registry, and the hash of all that it says.
#[derive(Debug, Clone)]
pub struct Measures {
    /// The measures, with features and jurisdictions.
    pub registry: &'static Registry,
    /// The same for the same measures, whether they are in files or in a database.
    pub hash: FileHash,
}

impl PartialEq for Measures {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash
    }
}

impl Measures {
    /// Those of files, each with its name and content, as a registry consists of. They last as long as the program.
    ///
    /// # Errors
    /// Something in a file is wrong: the error shows the line.
    pub fn of(files: &[(String, String)]) -> Result<Self, RegistryError> {
        Ok(Self::new(Box::leak(Box::new(Registry::of(files)?)), files))
    }

    /// Those that ship.
    ///
    /// # Errors
    /// A file of them is broken, which tests exclude.
    pub fn embedded() -> Result<Self, Error> {
        Ok(SHIPPED.as_ref().map_err(Clone::clone)?.clone())
    }

    fn new(registry: &'static Registry, files: &[(String, String)]) -> Self {
        let about = Registry::about(files).map(|(_, content)| content);
        // Only within a jurisdiction does the order matter: of two that are as strict as each other the first is named.
        let mut measures: Vec<&Measure> = registry.measures.iter().collect();
        measures.sort_by_key(|measure| measure.jurisdiction.as_str());
        let text: String = about.into_iter().chain(measures.into_iter().map(Measure::to_toml)).collect();
        Self { registry, hash: FileHash::of(NAME, text.as_bytes()) }
    }
}
