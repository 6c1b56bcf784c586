//! Worlds: those that ship inside the program, and those that were sent.

use crate::app::App;
use crate::openapi::Binary;
use crate::problem::{Fault, Problem};
use crate::upload::Upload;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use comity_data::{Baseline, BaselineError, check};
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// Largest array of a baseline that is taken, of economies by economies by sectors: four times that of the largest tables there are.
const MOST_CELLS: usize = 1 << 22;

/// A world economy as it was measured.
#[derive(Debug, Serialize, ToSchema)]
pub struct World {
    /// What it is asked for by, here and in scenarios.
    pub id: String,
    /// Whether it was sent, and does not ship.
    pub uploaded: bool,
    /// Short name.
    pub name: String,
    /// Year of the data.
    pub year: i32,
    /// Unit of all values.
    pub unit: String,
    /// Full citation of the source.
    pub source: String,
    /// Licence or terms of use of the source.
    pub licence: String,
    /// Anything a reader should know.
    pub notes: String,
    /// Its economies, in the order of all results.
    pub economies: Vec<Economy>,
    /// Its sectors, likewise.
    pub sectors: Vec<Sector>,
}

/// An economy.
#[derive(Debug, Serialize, ToSchema)]
pub struct Economy {
    /// ISO 3166 alpha-3 code where it has one.
    pub code: String,
    /// Name to show.
    pub name: String,
    /// `low`, `lower_middle`, `upper_middle`, `high`, or empty.
    pub income_group: String,
    /// World Bank region, or empty.
    pub region: String,
}

/// A sector.
#[derive(Debug, Serialize, ToSchema)]
pub struct Sector {
    /// Short code.
    pub code: String,
    /// Name to show.
    pub name: String,
    /// Group, such as `digital_services`.
    pub group: String,
}

/// Whether a baseline adds up, as `comity data check` says it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Check {
    /// Two sides that should be equal.
    pub balances: Vec<Balance>,
    /// What a careful user would look at before trusting results.
    pub warnings: Vec<String>,
}

/// Two sums that should be equal, in the baseline's unit.
#[derive(Debug, Serialize, ToSchema)]
pub struct Balance {
    /// What the two sides are.
    pub name: &'static str,
    /// World total of the left side.
    pub left: f64,
    /// World total of the right side.
    pub right: f64,
    /// Sum of the sizes of the gaps, as a share of the left side.
    pub share: f64,
    /// Where the two differ most, largest first.
    pub largest: Vec<Gap>,
}

/// Where two sides differ.
#[derive(Debug, Serialize, ToSchema)]
pub struct Gap {
    /// The economy's code.
    pub economy: String,
    /// The sector's code; empty where the balance is the economy's own.
    pub sector: String,
    /// The left side.
    pub left: f64,
    /// The right side.
    pub right: f64,
}

/// A baseline that was sent and is kept.
#[derive(Debug, Serialize, ToSchema)]
pub struct Kept {
    /// What it is.
    pub world: World,
    /// Whether it adds up.
    pub check: Check,
    /// Files that are none of a baseline, which were not looked at.
    pub ignored: Vec<String>,
}

/// Files of a baseline: `baseline.toml`, and each table as `NAME.csv` or `NAME.parquet`; or one zip of them.
#[derive(Debug, ToSchema)]
#[allow(dead_code, reason = "it describes a form")]
pub struct BaselineFiles {
    /// The files; names of fields are not looked at.
    files: Vec<Binary>,
}

/// Names of the baselines: those that ship, then those that were sent.
#[utoipa::path(get, path = "/api/v1/baselines", tag = "baselines", responses(
    (status = 200, body = Vec<String>), (status = "4XX", body = Problem, content_type = "application/problem+json"),
    (status = "5XX", body = Problem, content_type = "application/problem+json"),
))]
pub async fn list(State(app): State<Arc<App>>) -> Result<Json<Vec<String>>, Problem> {
    app.run(|app| Ok(Json(app.inputs.shelf.names()))).await
}

/// What a baseline is: source, licence, economies, sectors.
#[utoipa::path(get, path = "/api/v1/baselines/{id}", tag = "baselines", params(("id" = String, Path, example = "wiod-2011")), responses(
    (status = 200, body = World),
    (status = "4XX", body = Problem, content_type = "application/problem+json"),
    (status = "5XX", body = Problem, content_type = "application/problem+json"),
))]
pub async fn one(State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<Json<World>, Problem> {
    read(&app, id, World::of).await
}

/// Whether a baseline adds up, and what may be wrong with it.
#[utoipa::path(get, path = "/api/v1/baselines/{id}/check", tag = "baselines", params(("id" = String, Path, example = "wiod-2011")), responses(
    (status = 200, body = Check),
    (status = "4XX", body = Problem, content_type = "application/problem+json"),
    (status = "5XX", body = Problem, content_type = "application/problem+json"),
))]
pub async fn check(State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<Json<Check>, Problem> {
    read(&app, id, |_, _, baseline| Check::of(baseline.check())).await
}

async fn read<T: Send + 'static>(
    app: &Arc<App>,
    id: String,
    show: impl FnOnce(String, bool, Baseline) -> T + Send + 'static,
) -> Result<Json<T>, Problem> {
    app.run(move |app| {
        let baseline = app.inputs.shelf.baseline(&id).map_err(|error| unknown(&error))?;
        let uploaded = app.inputs.shelf.has(&id);
        Ok(Json(show(id, uploaded, baseline)))
    })
    .await
}

/// Sends a baseline folder, which is checked and kept under a name made of its content.
#[utoipa::path(
    post, path = "/api/v1/baselines", tag = "baselines",
    request_body(content((BaselineFiles = "multipart/form-data"), (Binary = "application/zip"))),
    responses(
        (status = 200, body = Kept, description = "it was sent before"), (status = 201, body = Kept),
        (status = "4XX", body = Problem, content_type = "application/problem+json", description =
            "408: it took too long; 409: no more are kept; 413: it is too large; 422: it has faults, which `errors` names by file, row and column"),
        (status = "5XX", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn send(State(app): State<Arc<App>>, place: Place, upload: Upload) -> Result<Response, Problem> {
    app.run(move |app| {
        let _held = place;
        let files = upload.unpack()?;
        let named = files.iter().map(|(name, bytes)| (name, bytes.clone()));
        let baseline = Baseline::from_files(named, MOST_CELLS).map_err(|faults| faulty(&faults))?;
        let (id, new) = app.inputs.shelf.keep(&files)?;
        let status = if new { StatusCode::CREATED } else { StatusCode::OK };
        let location = format!("/api/v1/baselines/{id}");
        let check = Check::of(baseline.check());
        let kept = Kept { world: World::of(id, true, baseline), check, ignored: files.ignored };
        Ok((status, [(header::LOCATION, location)], Json(kept)).into_response())
    })
    .await
}

/// Removes a baseline that was sent. Results that came of it stay.
#[utoipa::path(delete, path = "/api/v1/baselines/{id}", tag = "baselines", params(("id" = String, Path)), responses(
    (status = 204, description = "it is gone"),
    (status = "4XX", body = Problem, content_type = "application/problem+json", description = "409: it ships with Comity"),
    (status = "5XX", body = Problem, content_type = "application/problem+json"),
))]
pub async fn remove(State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<StatusCode, Problem> {
    app.run(move |app| {
        let removed = app.inputs.shelf.remove(&id);
        if removed != Ok(false) {
            // Also where some of its files are left, nobody is to be answered from it.
            app.worlds.forget(&id);
        }
        if removed? {
            return Ok(StatusCode::NO_CONTENT);
        }
        Err(match app.inputs.shelf.baseline(&id) {
            Ok(_) => Problem::new(StatusCode::CONFLICT, "ships", "the baseline ships with Comity"),
            Err(error) => unknown(&error),
        })
    })
    .await
}

/// A place among those who send at a time: what they send is held in memory.
#[derive(Debug)]
pub struct Place(#[allow(dead_code, reason = "it is held")] tokio::sync::OwnedSemaphorePermit);

impl axum::extract::FromRequestParts<Arc<App>> for Place {
    type Rejection = Problem;

    async fn from_request_parts(_: &mut axum::http::request::Parts, app: &Arc<App>) -> Result<Self, Problem> {
        app.work.upload().map(Self)
    }
}

fn unknown(error: &BaselineError) -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "baseline", error.to_string()).advice(error.hint())
}

/// All that is wrong with a baseline that was sent.
fn faulty(faults: &[BaselineError]) -> Problem {
    let fault = |error: &BaselineError| {
        let (file, row, column) = error.at();
        Fault {
            message: error.what(),
            hint: error.hint(),
            file: file.to_owned(),
            row,
            column: column.map(str::to_owned),
        }
    };
    let errors: Vec<Fault> = faults.iter().map(fault).collect();
    let detail = errors.first().map_or("the baseline has faults", |first| &first.message);
    let problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "baseline", detail);
    Problem { hint: errors.first().and_then(|first| first.hint.clone()), errors, ..problem }
}

impl World {
    fn of(id: String, uploaded: bool, baseline: Baseline) -> Self {
        let economies = baseline.economies.into_iter().map(|of| Economy {
            code: of.code,
            name: of.name,
            income_group: of.income_group,
            region: of.region,
        });
        let sectors =
            baseline.sectors.into_iter().map(|of| Sector { code: of.code, name: of.name, group: of.group });
        let meta = baseline.meta;
        Self {
            id,
            uploaded,
            name: meta.name,
            year: meta.year,
            unit: meta.unit,
            source: meta.source,
            licence: meta.licence,
            notes: meta.notes,
            economies: economies.collect(),
            sectors: sectors.collect(),
        }
    }
}

impl Check {
    fn of(report: check::Report) -> Self {
        let gap = |gap: check::Gap| Gap {
            economy: gap.economy,
            sector: gap.sector,
            left: gap.left,
            right: gap.right,
        };
        let balance = |of: check::Balance| Balance {
            name: of.name,
            left: of.left,
            right: of.right,
            share: of.share,
            largest: of.largest.into_iter().map(gap).collect(),
        };
        Self { balances: report.balances.into_iter().map(balance).collect(), warnings: report.warnings }
    }
}
