//! Scenarios that ship, and what is wrong with one that is sent.

use crate::app::App;
use crate::body::Body;
use crate::problem::{Place, Problem, message};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use comity_scenario::{Error, Scenario, embedded};
use serde::{Deserialize, Serialize};
use std::sync::{Arc, LazyLock};
use utoipa::ToSchema;

/// A scenario that ships.
#[derive(Debug, Serialize, ToSchema)]
pub struct Listed {
    /// What it is asked for by.
    pub id: String,
    /// Name to show.
    pub name: String,
    /// What it asks.
    pub summary: String,
}

/// The text of a scenario.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// As in a scenario file.
    pub scenario: String,
}

/// Whether a scenario can be run.
#[derive(Debug, Serialize, ToSchema)]
pub struct Verdict {
    /// Whether nothing is wrong.
    pub valid: bool,
    /// What is wrong: reading stops at the first fault.
    pub errors: Vec<Wrong>,
    /// What may not have been meant.
    pub warnings: Vec<String>,
}

/// A fault of a scenario.
#[derive(Debug, Serialize, ToSchema)]
pub struct Wrong {
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// Where, if it is at one place.
    pub place: Option<Place>,
}

/// Scenarios that ship.
#[utoipa::path(get, path = "/api/v1/scenarios", tag = "scenarios", responses(
    (status = 200, body = Vec<Listed>),
    (status = 429, body = Problem, content_type = "application/problem+json"),
    (status = 503, body = Problem, content_type = "application/problem+json"),
))]
pub async fn list(State(app): State<Arc<App>>) -> Result<Json<&'static [Listed]>, Problem> {
    static LISTED: LazyLock<Vec<Listed>> = LazyLock::new(|| {
        let scenarios = embedded().filter_map(|source| Scenario::parse(source).ok());
        let listed =
            |of: Scenario| Listed { id: of.source.stem().to_owned(), name: of.name, summary: of.summary };
        scenarios.map(listed).collect()
    });
    app.run(|_| Ok(Json(LISTED.as_slice()))).await
}

/// The file of a scenario that ships.
#[utoipa::path(
    get, path = "/api/v1/scenarios/{id}", tag = "scenarios", params(("id" = String, Path, example = "ai-2040")),
    responses(
        (status = 200, body = String, content_type = "application/toml"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn one(Path(id): Path<String>) -> Result<impl IntoResponse, Problem> {
    let source = embedded().find(|source| source.stem() == id).ok_or_else(|| {
        Problem::new(StatusCode::NOT_FOUND, "scenario", format!("no scenario `{id}` ships with Comity"))
            .hint("GET /api/v1/scenarios names those that do")
    })?;
    Ok(([(header::CONTENT_TYPE, "application/toml")], source.text))
}

/// What is wrong with a scenario, against the baseline that it names.
#[utoipa::path(
    post, path = "/api/v1/scenarios/validate", tag = "scenarios",
    request_body(content = Text, example = json!({
        "scenario": "name = \"Mine\"\nbaseline = \"wiod-2011\"\n\n[[tariff]]\ndestinations = [\"USA\"]\nsectors = [\"c14\"]\nrate = 0.1\n",
    })),
    responses(
        (status = 200, body = Verdict),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn validate(
    State(app): State<Arc<App>>,
    Body(Text { scenario }): Body<Text>,
) -> Result<Json<Verdict>, Problem> {
    app.run(move |app| {
        let checked = match Scenario::parse(app.inputs.shelf.source("scenario.toml", scenario.as_str())) {
            Ok(parsed) => warnings(app, &app.inputs.about_rules(parsed)?),
            Err(error) => Err(error),
        };
        Ok(Json(match checked {
            Ok(warnings) => Verdict { valid: true, errors: Vec::new(), warnings },
            Err(error) => Verdict {
                valid: false,
                errors: vec![Wrong {
                    message: message(&error),
                    hint: error.hint(),
                    place: Place::of_error(&scenario, &error),
                }],
                warnings: Vec::new(),
            },
        }))
    })
    .await
}

fn warnings(app: &App, scenario: &Scenario) -> Result<Vec<String>, Error> {
    let world = app.worlds.of(scenario)?;
    Ok(scenario.shock(&world.baseline, &world.benchmark.calibration)?.warnings)
}
