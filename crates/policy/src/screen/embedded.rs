//! The provisions and worked drafts that ship.

use super::decide::Screening;
use super::draft::Draft;
use super::facts::Facts;
use super::provision::{Provision, provisions};
use crate::error::RegistryError;
use crate::nearest;
use crate::toml_text::Text;
use std::sync::OnceLock;

/// Facts and provisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Library {
    /// What a draft can be asked.
    pub facts: Facts,
    /// The provisions, in the order in which they are shown.
    pub provisions: Vec<Provision>,
}

macro_rules! files {
    ($folder:literal: $($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../../../assets/policy/", $folder, "/", $name, ".toml")))),*]
    };
}

const PROVISIONS: &[(&str, &str)] = files!("provisions":
    "gatt" "gats" "tbt" "trips" "goods" "procurement" "electronic_commerce" "institutions");

const DRAFTS: &[(&str, &str)] = files!("drafts":
    "ai-content-label" "accelerator-import-licence" "chip-export-control" "digital-services-tax"
    "domestic-conformity-bodies" "domestic-model-subsidy" "electronic-transmissions-duty" "foreign-app-ban"
    "health-data-localisation" "local-representative" "source-code-disclosure" "text-and-data-mining");

/// A worked draft that ships.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EmbeddedDraft {
    /// What to call it on the command line.
    pub name: &'static str,
    /// The file.
    pub content: &'static str,
}

/// The worked drafts that ship.
pub fn embedded_drafts() -> impl Iterator<Item = EmbeddedDraft> {
    DRAFTS.iter().map(|&(name, content)| EmbeddedDraft { name, content })
}

/// The worked draft of this name.
pub fn embedded_draft(name: &str) -> Result<EmbeddedDraft, RegistryError> {
    embedded_drafts().find(|draft| draft.name == name).ok_or_else(|| RegistryError::Unknown {
        what: "draft",
        word: name.to_owned(),
        hint: Some(nearest::one_of(name, DRAFTS.iter().map(|(name, _)| *name))),
    })
}

impl Library {
    /// The library that ships.
    pub fn embedded() -> Result<&'static Self, RegistryError> {
        static LIBRARY: OnceLock<Result<Library, RegistryError>> = OnceLock::new();
        LIBRARY.get_or_init(Self::read).as_ref().map_err(Clone::clone)
    }

    fn read() -> Result<Self, RegistryError> {
        let content = include_str!("../../../../assets/policy/facts.toml");
        let facts = Facts::parse(Text { path: "facts.toml", content })?;
        let mut library = Self { facts, provisions: Vec::new() };
        for (name, content) in PROVISIONS {
            let path = format!("provisions/{name}.toml");
            library.provisions.extend(provisions(Text { path: &path, content }, &library.facts)?);
        }
        Ok(library)
    }

    /// The provision with this id.
    pub fn provision(&self, id: &str) -> Option<&Provision> {
        self.provisions.iter().find(|provision| provision.id == id)
    }

    /// Holds a draft against every provision.
    pub fn screen<'a>(&'a self, draft: &'a Draft) -> Screening<'a> {
        Screening::new(self, draft)
    }
}
