//! Features that the text of a law suggests, as `comity policy suggest` does.

use super::policy::asked;
use crate::app::App;
use crate::body::Body;
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use comity_policy::suggest::{Cues, Report};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// Sentences for each feature, where it is not said how many.
const EVIDENCE: usize = 3;

/// The text of a law or a draft.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TextOfLaw {
    /// In English, plain or Markdown.
    pub text: String,
    /// Most sentences for each feature; 3 where it is left out.
    pub evidence: Option<usize>,
}

/// Features that a text suggests, with the sentences that say so.
#[utoipa::path(post, path = "/api/v1/policy/suggestions", tag = "policy", request_body(content = TextOfLaw, example = json!({ "text": "Article 1\n\nProviders shall ensure human oversight." })), responses(
    (status = 200, body = Report<'static>),
    (status = "4XX", body = Problem, content_type = "application/problem+json"),
    (status = "5XX", body = Problem, content_type = "application/problem+json"),
))]
pub async fn suggest(
    State(app): State<Arc<App>>,
    Body(TextOfLaw { text, evidence }): Body<TextOfLaw>,
) -> Result<Response, Problem> {
    asked(&app, move |rules| {
        let cues = Cues::embedded().map_err(|_| Problem::broken())?;
        let found = cues.suggest(&rules.registry.taxonomy, &text);
        let report = Report::new(&found, evidence.unwrap_or(EVIDENCE));
        Ok(Json(report).into_response())
    })
    .await
}
