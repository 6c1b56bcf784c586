//! What can go wrong with a registry.

use crate::diagnostic::Diagnostic;
use thiserror::Error;

/// A registry that cannot be read, or a word that it does not know.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
#[allow(missing_docs, reason = "the messages say what each variant is")]
pub enum RegistryError {
    #[error("{0}")]
    Fault(Box<Diagnostic>),
    #[error("cannot read `{path}`\n  {reason}")]
    Read { path: String, reason: String },
    #[error("unknown {what} `{word}`")]
    Unknown { what: &'static str, word: String, hint: Option<String> },
    #[error("the registry has no measures of `{code}` as an economy")]
    NoMeasures { code: String, hint: String },
}

impl RegistryError {
    /// What the user can do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Fault(diagnostic) => diagnostic.hint.clone(),
            Self::Read { .. } => Some(
                "a registry is a folder with TOML files in `measures`; docs/policy.md shows one".to_owned(),
            ),
            Self::Unknown { hint, .. } => hint.clone(),
            Self::NoMeasures { hint, .. } => Some(hint.clone()),
        }
    }
}
