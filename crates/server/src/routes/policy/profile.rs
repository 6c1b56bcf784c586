//! What an economy requires.

use super::{asked, day};
use crate::app::App;
use crate::problem::Problem;
use crate::query::Query;
use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use comity_policy::answer::Profiled;
use serde::Deserialize;
use std::sync::Arc;
use utoipa::IntoParams;

/// When.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct When {
    /// The day, such as 2026-08-02; that to which the registry is kept if left out.
    #[param(format = Date)]
    date: Option<String>,
}

/// What an economy, or a union, requires on a day, feature by feature, and which measure says so.
#[utoipa::path(
    get, path = "/api/v1/policy/profile/{economy}", tag = "policy", params(("economy" = String, Path, example = "KOR"), When),
    responses(
        (status = 200, body = Profiled),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn profile(
    State(app): State<Arc<App>>,
    Path(economy): Path<String>,
    Query(when): Query<When>,
) -> Result<Response, Problem> {
    asked(&app, move |rules| {
        let date = day(when.date.as_deref(), rules.registry)?;
        Ok(Json(Profiled::from(&rules.profile(&economy, date)?)))
    })
    .await
}
