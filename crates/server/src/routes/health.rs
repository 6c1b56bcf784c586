//! That the server is there.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

/// That the server is there.
#[derive(Debug, Serialize, ToSchema)]
pub struct Health {
    /// Always `ok`.
    pub status: &'static str,
    /// Version of Comity.
    pub version: &'static str,
}

/// Answers as long as the server is there; needs no token.
#[utoipa::path(get, path = "/api/v1/health", tag = "server", security(()), responses((status = 200, body = Health)))]
pub async fn health() -> Json<Health> {
    Json(Health { status: "ok", version: env!("CARGO_PKG_VERSION") })
}
