//! What the commands share that work on a registry of one's own.

use crate::errors::Failure;
use clap::Args;
use comity_registry::{Database, Signed};

/// Where a registry is if the user does not say.
pub const HERE: &str = "comity-policy.db";

#[derive(Debug, Args)]
pub struct Own {
    /// The registry: a file that `comity policy init` made, or postgres://NAME@HOST/DATABASE
    #[arg(long, value_name = "FILE.db|postgres://...", default_value = HERE)]
    pub registry: String,
}

impl Own {
    pub fn open(&self) -> Result<Database, Failure> {
        Ok(Database::open(&self.registry)?)
    }
}

/// Who changes a measure, and why: the history of the measure will say it.
#[derive(Debug, Args)]
pub struct By {
    /// Your name, as others know it
    #[arg(long, value_name = "NAME")]
    by: String,
    /// The reason, for those who read the history
    #[arg(long, value_name = "REASON")]
    why: String,
}

impl By {
    pub fn signed(&self) -> Signed<'_> {
        Signed { by: &self.by, why: &self.why }
    }
}
