//! Parameters: the numbers that the equations of artificial intelligence rest on.

use crate::app::App;
use crate::problem::Problem;
use crate::query::Query;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use comity_data::nearest;
use comity_scenario::Parameters;
use comity_scenario::parameters::{Shown, Unknown};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::IntoParams;

/// Which parameters, and whose values.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// Words that must all occur in what is known of a parameter.
    q: Option<String>,
    /// Only those of one topic, such as `productivity`.
    topic: Option<String>,
    /// Values as a school of economists would set them: `cautious`, `central` or `optimistic`.
    school: Option<String>,
}

/// Whose values.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Whose {
    /// Values as a school of economists would set them: `cautious`, `central` or `optimistic`.
    school: Option<String>,
}

/// Parameters with value, range, distribution, unit, status and sources.
#[utoipa::path(
    get, path = "/api/v1/parameters", tag = "parameters", params(Wanted),
    responses(
        (status = 200, body = Vec<Shown>),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn list(
    State(app): State<Arc<App>>,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Vec<Shown>>, Problem> {
    app.run(move |_| found(&wanted).map(Json)).await
}

fn found(wanted: &Wanted) -> Result<Vec<Shown>, Problem> {
    let words: Vec<&str> = wanted.q.as_deref().unwrap_or_default().split_whitespace().collect();
    let topics: Vec<&str> = Parameters::topics().iter().map(|topic| topic.name).collect();
    if let Some(topic) = wanted.topic.as_deref().filter(|topic| !topics.contains(topic)) {
        let detail = format!("there is no topic `{topic}`");
        return Err(
            Problem::new(StatusCode::NOT_FOUND, "topic", detail).hint(nearest::one_of(topic, &topics))
        );
    }
    let of_topic = |topic: &str| wanted.topic.as_deref().is_none_or(|wanted| wanted == topic);
    let parameters = of_school(wanted.school.as_deref())?;
    let chosen = parameters
        .iter()
        .filter(|setting| of_topic(setting.parameter.topic()) && setting.parameter.has(&words));
    Ok(chosen.map(Shown::from).collect())
}

/// Everything that is known of a parameter.
#[utoipa::path(
    get, path = "/api/v1/parameters/{id}", tag = "parameters", params(("id" = String, Path, example = "productivity.saving"), Whose),
    responses(
        (status = 200, body = Shown),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn one(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    Query(whose): Query<Whose>,
) -> Result<Json<Shown>, Problem> {
    app.run(move |_| Ok(Json(Shown::from(of_school(whose.school.as_deref())?.find(&id)?)))).await
}

fn of_school(name: Option<&str>) -> Result<Parameters, Unknown> {
    let library = Parameters::library();
    match name {
        None => Ok(library),
        Some(name) => library.with_school(name),
    }
}

impl From<Unknown> for Problem {
    fn from(unknown: Unknown) -> Self {
        Self::new(StatusCode::NOT_FOUND, "parameter", unknown.to_string()).hint(unknown.hint)
    }
}
