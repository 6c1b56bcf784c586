//! Jobs: asked for, followed, cancelled, and their results.

use crate::app::App;
use crate::body::Body;
use crate::jobs::ask::{Ask, Kind, Settings, Which};
use crate::jobs::store::{Row, State as At};
use crate::jobs::{Far, Jobs};
use crate::openapi::Binary;
use crate::problem::Problem;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{Stream, unfold};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::convert::Infallible;
use std::sync::Arc;
use utoipa::ToSchema;

/// Jobs in a list.
const MOST_LISTED: usize = 200;

/// A scenario to run, or to draw from.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct One {
    /// Its text, or the name of one that ships.
    pub scenario: Which,
    /// What replaces what it says.
    #[serde(default)]
    pub settings: Settings,
}

/// Scenarios to compare; the others are held against the first.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Several {
    /// Their texts, or names of those that ship.
    #[schema(min_items = 2, max_items = 8)]
    pub scenarios: Vec<Which>,
    /// What replaces what they say.
    #[serde(default)]
    pub settings: Settings,
}

/// A job.
#[derive(Debug, PartialEq, Serialize, ToSchema)]
pub struct Job {
    /// What it is asked for by: identical inputs have identical names.
    pub id: String,
    /// What kind of job.
    pub kind: Kind,
    /// What its scenarios are called.
    pub titles: Vec<String>,
    /// What replaces what they say.
    pub settings: Settings,
    /// Where it is.
    pub state: At,
    /// How far it is, where that is known.
    pub progress: Option<Far>,
    /// Why it failed, as a problem.
    #[schema(value_type = Option<Object>)]
    pub problem: Option<Value>,
    /// When it was asked for, in milliseconds since 1970.
    pub asked_at: i64,
    /// When it ended, likewise.
    pub ended_at: Option<i64>,
}

impl Job {
    fn of((row, progress): (Row, Option<Far>)) -> Self {
        let Row { name: id, ask, state, problem, asked_at, ended_at } = row;
        let Ask { kind, settings, titles, .. } = ask;
        Self { id, kind, titles, settings, state, progress, problem, asked_at, ended_at }
    }
}

/// Runs a scenario.
#[utoipa::path(post, path = "/api/v1/runs", tag = "jobs",
    request_body(content = One, example = json!({ "scenario": { "name": "cheaper-digital-services" } })), responses(
    (status = 200, body = Job, description = "it was asked before"), (status = 202, body = Job),
    (status = "4XX", body = Problem, content_type = "application/problem+json"),
    (status = "5XX", body = Problem, content_type = "application/problem+json"),
))]
pub async fn run(State(app): State<Arc<App>>, Body(one): Body<One>) -> Result<Response, Problem> {
    submit(&app, Kind::Run, vec![one.scenario], one.settings).await
}

/// Runs a scenario many times over, to say how sure its results are.
#[utoipa::path(post, path = "/api/v1/ensembles", tag = "jobs",
    request_body(content = One, example = json!({ "scenario": { "name": "cheaper-trade" }, "settings": { "draws": 50, "seed": 7 } })),
    responses(
    (status = 200, body = Job, description = "it was asked before"), (status = 202, body = Job),
    (status = "4XX", body = Problem, content_type = "application/problem+json"),
    (status = "5XX", body = Problem, content_type = "application/problem+json"),
))]
pub async fn ensemble(State(app): State<Arc<App>>, Body(one): Body<One>) -> Result<Response, Problem> {
    submit(&app, Kind::Ensemble, vec![one.scenario], one.settings).await
}

/// Compares scenarios.
#[utoipa::path(post, path = "/api/v1/comparisons", tag = "jobs",
    request_body(content = Several, example = json!({
        "scenarios": [{ "name": "cheaper-trade" }, { "name": "cheaper-digital-services" }], "settings": { "draws": 0 },
    })), responses(
    (status = 200, body = Job, description = "it was asked before"), (status = 202, body = Job),
    (status = "4XX", body = Problem, content_type = "application/problem+json"),
    (status = "5XX", body = Problem, content_type = "application/problem+json"),
))]
pub async fn compare(State(app): State<Arc<App>>, Body(several): Body<Several>) -> Result<Response, Problem> {
    submit(&app, Kind::Comparison, several.scenarios, several.settings).await
}

/// Says what closing gaps in readiness for AI is worth in a scenario: `divide.json`, as `comity divide --format json` prints it, and its table.
#[utoipa::path(post, path = "/api/v1/divides", tag = "jobs",
    request_body(content = One, example = json!({ "scenario": { "name": "ai-2040" }, "settings": { "share": 0.5, "draws": 0 } })),
    responses(
    (status = 200, body = Job, description = "it was asked before"), (status = 202, body = Job),
    (status = "4XX", body = Problem, content_type = "application/problem+json"),
    (status = "5XX", body = Problem, content_type = "application/problem+json"),
))]
pub async fn divide(State(app): State<Arc<App>>, Body(one): Body<One>) -> Result<Response, Problem> {
    submit(&app, Kind::Divide, vec![one.scenario], one.settings).await
}

async fn submit(
    app: &Arc<App>,
    kind: Kind,
    scenarios: Vec<Which>,
    settings: Settings,
) -> Result<Response, Problem> {
    let submit = move |app: &App| {
        let (ask, name) = Ask::new(kind, scenarios, settings, &app.inputs)?;
        app.jobs.submit(&ask, &name)
    };
    let row = app.run(submit).await?;
    let status = if row.state == At::Done { StatusCode::OK } else { StatusCode::ACCEPTED };
    let location = format!("/api/v1/jobs/{}", row.name);
    Ok((status, [(header::LOCATION, location)], Json(Job::of((row, None)))).into_response())
}

/// The newest 200 jobs, newest first.
#[utoipa::path(get, path = "/api/v1/jobs", tag = "jobs", responses(
    (status = 200, body = Vec<Job>), (status = "5XX", body = Problem, content_type = "application/problem+json"),
))]
pub async fn list(State(app): State<Arc<App>>) -> Result<Json<Vec<Job>>, Problem> {
    app.look(|jobs| Ok(Json(jobs.list(MOST_LISTED)?.into_iter().map(Job::of).collect()))).await
}

/// A job.
#[utoipa::path(get, path = "/api/v1/jobs/{id}", tag = "jobs", params(("id" = String, Path)), responses(
    (status = 200, body = Job), (status = "4XX", body = Problem, content_type = "application/problem+json"),
    (status = "5XX", body = Problem, content_type = "application/problem+json"),
))]
pub async fn one(State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<Json<Job>, Problem> {
    app.look(move |jobs| jobs.one(&id).map(Job::of).map(Json)).await
}

/// Cancels a job that waits or runs, for all who asked for it, unless somebody asks again; removes one that has ended, with its results.
/// A run stops when it is solved, the others between two solves.
#[utoipa::path(delete, path = "/api/v1/jobs/{id}", tag = "jobs", params(("id" = String, Path)), responses(
    (status = 200, body = Job, description = "it had not ended, and is cancelled"),
    (status = 204, description = "it had ended, and is gone"),
    (status = "4XX", body = Problem, content_type = "application/problem+json"),
    (status = "5XX", body = Problem, content_type = "application/problem+json"),
))]
pub async fn delete(State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<Response, Problem> {
    let delete = move |jobs: &Jobs| {
        Ok(match jobs.delete(&id)? {
            Some(cancelled) => Json(Job::of(cancelled)).into_response(),
            None => StatusCode::NO_CONTENT.into_response(),
        })
    };
    app.look(delete).await
}

/// One event of a stream.
#[derive(Debug, ToSchema)]
#[allow(dead_code, reason = "it describes a stream")]
pub struct Told {
    /// `job`.
    event: String,
    /// The job, as JSON.
    data: String,
}

/// A job each time that something about it changes, until it ends or the server stops.
#[utoipa::path(get, path = "/api/v1/jobs/{id}/events", tag = "jobs", params(("id" = String, Path)), responses(
    (status = 200, body = Told, content_type = "text/event-stream"),
    (status = "4XX", body = Problem, content_type = "application/problem+json"),
    (status = "5XX", body = Problem, content_type = "application/problem+json"),
))]
pub async fn events(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let known = id.clone();
    app.look(move |jobs| jobs.one(&known)).await?;
    Ok(Sse::new(follow(app, id)).keep_alive(KeepAlive::default()))
}

fn follow(app: Arc<App>, id: String) -> impl Stream<Item = Result<Event, Infallible>> {
    let changes = app.jobs.follow();
    unfold((app, id, changes, None::<Job>), |(app, id, mut changes, told)| async move {
        if told.as_ref().is_some_and(|job| job.state.is_final()) {
            return None;
        }
        loop {
            changes.borrow_and_update();
            let known = id.clone();
            let question = move |jobs: &Jobs| {
                if jobs.is_closed() { Ok(None) } else { jobs.one(&known).map(Job::of).map(Some) }
            };
            let job = app.look(question).await.ok().flatten()?;
            if told.as_ref() != Some(&job) {
                let event = Event::default().event("job").json_data(&job).ok()?;
                return Some((Ok(event), (app, id, changes, Some(job))));
            }
            changes.changed().await.ok()?;
        }
    })
}

/// Names of a job's files.
#[utoipa::path(get, path = "/api/v1/jobs/{id}/files", tag = "jobs", params(("id" = String, Path)), responses(
    (status = 200, body = Vec<String>),
    (status = "4XX", body = Problem, content_type = "application/problem+json", description = "409: it is not done"),
    (status = "5XX", body = Problem, content_type = "application/problem+json"),
))]
pub async fn files(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
) -> Result<Json<Vec<String>>, Problem> {
    let files = app.look(move |jobs| jobs.files(&id)).await?;
    Ok(Json(files.into_iter().map(|(name, _)| name).collect()))
}

/// A file of a job, as the command line writes it.
#[utoipa::path(
    get, path = "/api/v1/jobs/{id}/files/{file}", tag = "jobs", params(("id" = String, Path), ("file" = String, Path)),
    responses(
        (status = 200, description = "of the file's own type", content(
            (Binary = "application/octet-stream"), (Binary = "application/vnd.apache.parquet"), (String = "text/csv"),
            (Value = "application/json"), (String = "text/html"), (String = "application/toml"),
        )),
        (status = "4XX", body = Problem, content_type = "application/problem+json", description = "409: it is not done"),
        (status = "5XX", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn file(
    State(app): State<Arc<App>>,
    Path((id, file)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let read = move |jobs: &Jobs| {
        // The name is looked up in the folder's list, never opened as it came.
        let (name, path) = jobs.files(&id)?.into_iter().find(|(name, _)| *name == file).ok_or_else(|| {
            Problem::new(StatusCode::NOT_FOUND, "file", "the job has no such file")
                .hint(format!("GET /api/v1/jobs/{id}/files names those that it has"))
        })?;
        Ok((name, std::fs::read(path).map_err(|_| Problem::broken())?))
    };
    let (name, bytes) = app.look(read).await?;
    let kind = match name.rsplit('.').next() {
        Some("csv") => "text/csv; charset=utf-8",
        Some("json") => "application/json",
        Some("html") => "text/html; charset=utf-8",
        Some("toml") => "application/toml",
        Some("parquet") => "application/vnd.apache.parquet",
        _ => "application/octet-stream",
    };
    // A report is a page of its own, with its scripts in it: it is saved, not shown among the server's pages.
    let disposition = format!("attachment; filename=\"{name}\"");
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, disposition.as_str())], bytes)
        .into_response())
}
