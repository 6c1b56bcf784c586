//! What the registry is about: features, jurisdictions, and when measures begin to apply.

use super::asked;
use crate::app::App;
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use comity_policy::Feature;
use comity_policy::answer::Start;
use comity_policy::jurisdictions::Jurisdiction;
use std::sync::Arc;

/// What measures can require, in the order of profiles.
#[utoipa::path(
    get, path = "/api/v1/policy/features", tag = "policy",
    responses(
        (status = 200, body = Vec<Feature>),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn features(State(app): State<Arc<App>>) -> Result<Response, Problem> {
    asked(&app, |rules| Ok(Json(&rules.registry.taxonomy.features).into_response())).await
}

/// Whose measures there are: economies, unions, bodies, agreements, and who is a member from when.
#[utoipa::path(
    get, path = "/api/v1/policy/jurisdictions", tag = "policy",
    responses(
        (status = 200, body = Vec<Jurisdiction>),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn jurisdictions(State(app): State<Arc<App>>) -> Result<Response, Problem> {
    asked(&app, |rules| Ok(Json(rules.registry.jurisdictions.iter().collect::<Vec<_>>()).into_response()))
        .await
}

/// When measures, or parts of them, begin to require something, the earliest first.
#[utoipa::path(
    get, path = "/api/v1/policy/starts", tag = "policy",
    responses(
        (status = 200, body = Vec<Start>),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn starts(State(app): State<Arc<App>>) -> Result<Response, Problem> {
    asked(&app, |rules| Ok(Json(Start::of(rules.registry)))).await
}
