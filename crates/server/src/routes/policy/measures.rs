//! Measures, found and shown.

use super::day;
use super::edits::tag;
use crate::app::App;
use crate::problem::Problem;
use crate::query::Query;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use comity_policy::Measure;
use comity_policy::answer::{self, Found};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// Measures of an answer, unless more or fewer are asked for.
const SOME: usize = 50;

/// What measures are looked for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// Words, or their beginnings, that must all occur in what is known of a measure.
    q: Option<String>,
    /// The code of whose measure it must be, such as `KOR`, `EU` or `US-CA`.
    jurisdiction: Option<String>,
    /// A day, such as 2026-08-02, on which it must require something.
    #[param(format = Date)]
    at: Option<String>,
    /// Most measures of the answer; 50 if left out.
    limit: Option<usize>,
}

/// Measures that were found.
#[derive(Debug, Serialize, ToSchema)]
pub struct Measures {
    /// How many there are, whether the answer has them or not.
    pub total: usize,
    /// The day to which the registry is kept.
    pub as_of: comity_policy::Date,
    /// The best first; without words in the order of the registry.
    pub measures: Vec<Found>,
}

/// Measures that have all words.
#[utoipa::path(
    get, path = "/api/v1/policy/measures", tag = "policy", params(Wanted),
    responses(
        (status = 200, body = Measures),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn list(State(app): State<Arc<App>>, Query(wanted): Query<Wanted>) -> Result<Response, Problem> {
    app.run(move |app| {
        let book = app.inputs.rulebook.now()?;
        let registry = &book.registry;
        let at = wanted.at.as_deref().map(|at| day(Some(at), registry)).transpose()?;
        let words = wanted.q.unwrap_or_default();
        let found = answer::Query { words, jurisdiction: wanted.jurisdiction, at }.find(book.index());
        let shown = found.iter().take(wanted.limit.unwrap_or(SOME)).map(|&measure| Found::from(measure));
        let measures = shown.collect();
        Ok(Json(Measures { total: found.len(), as_of: registry.as_of(), measures }).into_response())
    })
    .await
}

/// Which version.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct At {
    /// An earlier version, where the server has a registry that keeps them; the latest if left out.
    #[param(minimum = 1)]
    version: Option<u32>,
}

/// Everything that is known of a measure.
#[utoipa::path(
    get, path = "/api/v1/policy/measures/{id}", tag = "policy", params(("id" = String, Path, example = "eu-ai-act"), At),
    responses(
        (status = 200, body = Measure, headers(
            ("ETag" = String, description = "its version, which a change sends back as If-Match; absent where the server has a registry that stays as it is"),
        )),
        (status = "4XX", body = Problem, content_type = "application/problem+json", description = "410: it was removed"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn one(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    Query(At { version }): Query<At>,
) -> Result<Response, Problem> {
    app.run(move |app| {
        let (measure, version) = app.inputs.rulebook.measure(&id, version)?;
        let tag = version.map(|version| [(header::ETAG, tag(version))]);
        Ok((tag, Json(measure)).into_response())
    })
    .await
}
