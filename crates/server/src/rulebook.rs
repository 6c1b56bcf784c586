//! The registry that requests about rules are answered from.

use crate::problem::Problem;
use axum::http::StatusCode;
use comity_policy::{Registry, RegistryError};
use std::sync::Arc;

/// The registry of the server.
#[derive(Debug, Clone)]
pub struct Rulebook(Arc<Registry>);

impl Rulebook {
    /// The registry that ships.
    ///
    /// # Errors
    /// A file of it is broken, which tests exclude.
    pub fn embedded() -> Result<Self, RegistryError> {
        Ok(Self(Arc::new(Registry::embedded()?.clone())))
    }

    /// The registry as it is now.
    pub fn now(&self) -> Arc<Registry> {
        Arc::clone(&self.0)
    }
}

impl From<RegistryError> for Problem {
    fn from(error: RegistryError) -> Self {
        let status = match error {
            RegistryError::Unknown { .. } | RegistryError::NoMeasures { .. } => StatusCode::NOT_FOUND,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Self { hint: error.hint(), ..Self::new(status, "registry", error.to_string()) }
    }
}
