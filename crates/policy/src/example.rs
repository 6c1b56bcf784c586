//! Worked examples that ship.

use serde::Serialize;

/// A worked draft or product, to start from.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = WorkedExample))]
pub struct Example {
    /// What it is asked for by.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What it is.
    pub summary: String,
}
