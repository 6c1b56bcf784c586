//! Routes, and what they share.

use crate::body::MOST_BYTES;
use crate::guard::{Guard, guard};
use crate::jobs::Jobs;
use crate::openapi;
use crate::problem::Problem;
use crate::routes::policy::{distance, measures, profile, words};
use crate::routes::{baselines, health, jobs, parameters, scenarios, whatif, workbench};
use crate::rulebook::Rulebook;
use crate::work::Work;
use crate::worlds::Worlds;
use axum::extract::DefaultBodyLimit;
use axum::http::{StatusCode, Uri};
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use axum::{Json, Router};
use std::sync::Arc;

/// What requests share.
#[derive(Debug)]
pub struct App {
    /// Room for work.
    pub work: Work,
    /// Worlds that are ready.
    pub worlds: Arc<Worlds>,
    /// The registry of measures.
    pub rulebook: Rulebook,
    /// What goes on without anybody waiting.
    pub jobs: Arc<Jobs>,
}

/// All routes behind their guard.
pub fn router(who: Guard, jobs: Arc<Jobs>, rulebook: Rulebook) -> Router {
    let app = App { work: Work::default(), worlds: Arc::default(), rulebook, jobs };
    Router::new()
        .route("/", get(workbench::page))
        .route("/app.js", get(workbench::script))
        .route("/app.css", get(workbench::styles))
        .route("/licences.md", get(workbench::licences))
        .route("/api/v1/health", get(health::health))
        .route("/api/v1/openapi.json", get(|| async { Json(openapi::document()) }))
        .route("/api/v1/baselines", get(baselines::list))
        .route("/api/v1/baselines/{name}", get(baselines::one))
        .route("/api/v1/scenarios", get(scenarios::list))
        .route("/api/v1/scenarios/validate", post(scenarios::validate))
        .route("/api/v1/scenarios/{id}", get(scenarios::one))
        .route("/api/v1/whatif", post(whatif::whatif))
        .route("/api/v1/parameters", get(parameters::list))
        .route("/api/v1/parameters/{id}", get(parameters::one))
        .route("/api/v1/policy/measures", get(measures::list))
        .route("/api/v1/policy/measures/{id}", get(measures::one))
        .route("/api/v1/policy/profile/{economy}", get(profile::profile))
        .route("/api/v1/policy/distance", get(distance::distance))
        .route("/api/v1/policy/explain", get(distance::explain))
        .route("/api/v1/policy/clusters", get(distance::clusters))
        .route("/api/v1/policy/fragmentation", get(distance::fragmentation))
        .route("/api/v1/policy/features", get(words::features))
        .route("/api/v1/policy/jurisdictions", get(words::jurisdictions))
        .route("/api/v1/runs", post(jobs::run))
        .route("/api/v1/comparisons", post(jobs::compare))
        .route("/api/v1/ensembles", post(jobs::ensemble))
        .route("/api/v1/divides", post(jobs::divide))
        .route("/api/v1/jobs", get(jobs::list))
        .route("/api/v1/jobs/{id}", get(jobs::one).delete(jobs::delete))
        .route("/api/v1/jobs/{id}/events", get(jobs::events))
        .route("/api/v1/jobs/{id}/files", get(jobs::files))
        .route("/api/v1/jobs/{id}/files/{file}", get(jobs::file))
        .fallback(nowhere)
        .method_not_allowed_fallback(wrong_method)
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .layer(from_fn_with_state(Arc::new(who), guard))
        .with_state(Arc::new(app))
}

async fn nowhere(uri: Uri) -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "nowhere", format!("there is nothing at `{}`", uri.path()))
        .hint("/api/v1/openapi.json says what there is")
}

async fn wrong_method() -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method", "this cannot be asked in this way")
        .hint("the header Allow says how")
}
