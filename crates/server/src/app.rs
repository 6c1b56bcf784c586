//! Routes, and what they share.

use crate::body::MOST_BYTES;
use crate::guard::{Guard, guard};
use crate::inputs::Inputs;
use crate::jobs::Jobs;
use crate::openapi;
use crate::problem::Problem;
use crate::routes::policy::{distance, edits, measures, profile, words};
use crate::routes::{
    baselines, compliance, explain, health, jobs, parameters, scenarios, screenings, suggestions, tables,
    whatif, workbench,
};
use crate::upload;
use crate::work::Work;
use crate::worlds::Worlds;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{StatusCode, Uri, header};
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use std::sync::{Arc, LazyLock};

/// What requests share.
#[derive(Debug)]
pub struct App {
    /// Room for work.
    pub work: Work,
    /// Worlds that are ready.
    pub worlds: Worlds,
    /// What goes on without anybody waiting.
    pub jobs: Arc<Jobs>,
    /// Baselines and measures.
    pub inputs: Arc<Inputs>,
}

impl App {
    /// Works something out when it is its turn, away from what waits for others.
    ///
    /// # Errors
    /// There is no room, it takes too long, or what it says itself.
    pub async fn run<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let app = Arc::clone(self);
        self.work.run(move || work(&app)).await
    }

    /// Asks about jobs, whose database may make one wait: whatever else the server does is not to.
    ///
    /// # Errors
    /// It takes too long, or what it says itself.
    pub async fn look<T: Send + 'static>(
        self: &Arc<Self>,
        look: impl FnOnce(&Jobs) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let jobs = Arc::clone(&self.jobs);
        self.work.look(move || look(&jobs)).await
    }
}

/// All routes behind their guard.
pub fn router(who: Guard, jobs: Arc<Jobs>) -> Router {
    let inputs = Arc::clone(&jobs.inputs);
    let app = App { work: Work::default(), worlds: Worlds::default(), jobs, inputs };
    let large = DefaultBodyLimit::max(upload::MOST_BYTES);
    Router::new()
        .route("/", get(workbench::page))
        .route("/api", get(workbench::api))
        .route("/api/v1", get(workbench::api))
        .route("/api/v1/", get(workbench::api))
        .route("/app.js", get(workbench::script))
        .route("/app.css", get(workbench::styles))
        .route("/licences.md", get(workbench::licences))
        .route("/api/v1/health", get(health::health))
        .route("/api/v1/openapi.json", get(description))
        .route("/api/v1/baselines", get(baselines::list).post(baselines::send).layer(large))
        .route("/api/v1/baselines/{id}", get(baselines::one).delete(baselines::remove))
        .route("/api/v1/baselines/{id}/check", get(baselines::check))
        .route("/api/v1/scenarios", get(scenarios::list))
        .route("/api/v1/scenarios/validate", post(scenarios::validate))
        .route("/api/v1/scenarios/{id}", get(scenarios::one))
        .route("/api/v1/whatif", post(whatif::whatif))
        .route("/api/v1/parameters", get(parameters::list))
        .route("/api/v1/parameters/{id}", get(parameters::one))
        .route("/api/v1/policy/measures", get(measures::list).post(edits::add))
        .route("/api/v1/policy/measures/{id}", get(measures::one).put(edits::edit).delete(edits::remove))
        .route("/api/v1/policy/measures/{id}/history", get(edits::history))
        .route("/api/v1/policy/measures/{id}/restore", post(edits::restore))
        .route("/api/v1/explain", post(explain::explain))
        .route("/api/v1/policy/profile/{economy}", get(profile::profile))
        .route("/api/v1/policy/distance", get(distance::distance))
        .route("/api/v1/policy/explain", get(distance::explain))
        .route("/api/v1/policy/clusters", get(distance::clusters))
        .route("/api/v1/policy/fragmentation", get(distance::fragmentation))
        .route("/api/v1/policy/features", get(words::features))
        .route("/api/v1/policy/jurisdictions", get(words::jurisdictions))
        .route("/api/v1/screenings", post(screenings::screen))
        .route("/api/v1/screenings/questions", get(screenings::questions))
        .route("/api/v1/compliance", post(compliance::comply))
        .route("/api/v1/compliance/questions", get(compliance::questions))
        .route("/api/v1/policy/suggestions", post(suggestions::suggest))
        .route("/api/v1/policy/starts", get(words::starts))
        .route("/api/v1/runs", post(jobs::run))
        .route("/api/v1/comparisons", post(jobs::compare))
        .route("/api/v1/ensembles", post(jobs::ensemble))
        .route("/api/v1/divides", post(jobs::divide))
        .route("/api/v1/jobs", get(jobs::list))
        .route("/api/v1/jobs/{id}", get(jobs::one).delete(jobs::delete))
        .route("/api/v1/jobs/{id}/events", get(jobs::events))
        .route("/api/v1/jobs/{id}/files", get(jobs::files))
        .route("/api/v1/jobs/{id}/files/{file}", get(jobs::file))
        .route("/api/v1/jobs/{id}/tables", get(tables::list))
        .route("/api/v1/jobs/{id}/tables/{name}", get(tables::one))
        .route("/api/v1/jobs/{id}/spreadsheet", get(tables::spreadsheet))
        .fallback(nowhere)
        .method_not_allowed_fallback(wrong_method)
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .layer(from_fn_with_state(Arc::new(who), guard))
        .with_state(Arc::new(app))
}

/// The description, which is made once.
async fn description() -> impl IntoResponse {
    static DESCRIPTION: LazyLock<String> =
        LazyLock::new(|| serde_json::to_string(&openapi::document()).unwrap_or_default());
    ([(header::CONTENT_TYPE, "application/json")], DESCRIPTION.as_str())
}

async fn nowhere(uri: Uri) -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "nowhere", format!("there is nothing at `{}`", uri.path()))
        .hint("/api/v1/openapi.json says what there is")
}

async fn wrong_method() -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method", "this cannot be asked in this way")
        .hint("the header Allow says how")
}
