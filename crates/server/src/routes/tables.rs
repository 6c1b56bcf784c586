//! Tables of a finished job in the form that is wanted.

use crate::accept;
use crate::app::App;
use crate::jobs::Jobs;
use crate::openapi::Binary;
use crate::problem::Problem;
use crate::query::Query;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use comity_report::table::{self, Form, Spreadsheet, TableError};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// Largest file that is put into another form: more is taken as it is.
const MOST_BYTES: u64 = 64 << 20;
/// Most cells, likewise.
const MOST_CELLS: usize = 10_000_000;

const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A table of a job.
#[derive(Debug, Serialize, ToSchema)]
pub struct TableFile {
    /// What it is asked for by.
    pub name: String,
    /// The file that holds it.
    pub file: String,
    /// The file's size.
    pub bytes: u64,
}

/// A table.
#[derive(Debug, Serialize, ToSchema)]
#[allow(dead_code, reason = "it describes what `comity-report` writes")]
pub struct TableColumns {
    /// Its name.
    pub name: String,
    /// Number of rows, the same in every column.
    pub rows: usize,
    /// Texts, numbers or whole numbers by the column's name; null where a row has none.
    #[schema(value_type = BTreeMap<String, Vec<serde_json::Value>>)]
    pub columns: BTreeMap<String, Vec<serde_json::Value>>,
}

/// Which form.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// `json`, `csv`, `parquet` or `arrow`, instead of the header Accept.
    #[param(pattern = "^(json|csv|parquet|arrow)$")]
    pub format: Option<String>,
}

/// Tables of a job.
#[utoipa::path(get, path = "/api/v1/jobs/{id}/tables", tag = "jobs", params(("id" = String, Path)), responses(
    (status = 200, body = Vec<TableFile>),
    (status = "4XX", body = Problem, content_type = "application/problem+json", description = "409: it is not done"),
    (status = "5XX", body = Problem, content_type = "application/problem+json"),
))]
pub async fn list(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
) -> Result<Json<Vec<TableFile>>, Problem> {
    let list = move |jobs: &Jobs| {
        let listed = |(name, file, path): (String, String, PathBuf)| {
            let bytes = fs::metadata(path).map_err(|_| Problem::broken())?.len();
            Ok(TableFile { name, file, bytes })
        };
        tables(jobs.files(&id)?).map(listed).collect()
    };
    app.look(list).await.map(Json)
}

/// A table as JSON, CSV, Parquet or an Arrow stream: as `format` says, or else the header Accept.
#[utoipa::path(
    get, path = "/api/v1/jobs/{id}/tables/{name}", tag = "jobs",
    params(("id" = String, Path), ("name" = String, Path), Wanted),
    responses(
        (status = 200, content(
            (TableColumns = "application/json"), (String = "text/csv"), (Binary = "application/vnd.apache.parquet"),
            (Binary = "application/vnd.apache.arrow.stream"),
        )),
        (status = "4XX", body = Problem, content_type = "application/problem+json", description =
            "406: there is no such form; 409: the job is not done; 422: the table is too long for that form"),
        (status = "5XX", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn one(
    State(app): State<Arc<App>>,
    Path((id, name)): Path<(String, String)>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let form = accept::form(&headers, wanted.format.as_deref(), &Form::ALL)?;
    app.run(move |app| {
        // The name is looked up in the folder's list, never opened as it came.
        let (name, file, path) =
            tables(app.jobs.files(&id)?).find(|(known, ..)| *known == name).ok_or_else(|| {
                Problem::new(StatusCode::NOT_FOUND, "table", "the job has no such table")
                    .hint(format!("GET /api/v1/jobs/{id}/tables names those that it has"))
            })?;
        let too_long = || {
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "too_long", "the table is too long for that form")
                .hint(format!("take the file as it is: GET /api/v1/jobs/{id}/files/{file}"))
        };
        let unread = |_| Problem::broken();
        let as_it_is = file.rsplit('.').next() == Some(form.word());
        if !as_it_is && fs::metadata(&path).map_err(unread)?.len() > MOST_BYTES {
            return Err(too_long());
        }
        let bytes = fs::read(&path).map_err(unread)?;
        let bytes = if as_it_is {
            bytes
        } else {
            let table = table::read(&file, bytes).map_err(unencoded)?;
            if table.rows.saturating_mul(table.columns.len()) > MOST_CELLS {
                return Err(too_long());
            }
            table::encode(&name, &table, form, &[]).map_err(unencoded)?
        };
        let extension = if form == Form::Arrow { "arrows" } else { form.word() };
        let disposition = format!("attachment; filename=\"{name}.{extension}\"");
        let headers =
            [(header::CONTENT_TYPE, form.media_type()), (header::CONTENT_DISPOSITION, &disposition)];
        Ok((headers, bytes).into_response())
    })
    .await
}

/// All tables of a job in one workbook, with a sheet that says where the numbers come from.
#[utoipa::path(get, path = "/api/v1/jobs/{id}/spreadsheet", tag = "jobs", params(("id" = String, Path)), responses(
    (status = 200, body = Binary,
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (status = "4XX", body = Problem, content_type = "application/problem+json", description = "409: it is not done"),
    (status = "5XX", body = Problem, content_type = "application/problem+json"),
))]
pub async fn spreadsheet(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
) -> Result<impl IntoResponse, Problem> {
    let bytes = app.run(move |app| workbook(&app.jobs.files(&id)?)).await?;
    let disposition = "attachment; filename=\"results.xlsx\"";
    Ok(([(header::CONTENT_TYPE, WORKBOOK), (header::CONTENT_DISPOSITION, disposition)], bytes))
}

fn workbook(files: &[(String, PathBuf)]) -> Result<Vec<u8>, Problem> {
    let mut spreadsheet = Spreadsheet::default();
    for (name, file, path) in tables(files.to_vec()) {
        if fs::metadata(&path).map_err(|_| Problem::broken())?.len() > MOST_BYTES {
            spreadsheet.leave_out(&name, "its file is too large for a workbook");
            continue;
        }
        let bytes = fs::read(path).map_err(|_| Problem::broken())?;
        let table = table::read(&file, bytes).map_err(unencoded)?;
        spreadsheet.add(&name, &table).map_err(unencoded)?;
    }
    let record = files.iter().find(|(file, _)| file.ends_with(".json"));
    let record = record.and_then(|(_, path)| serde_json::from_slice(&fs::read(path).ok()?).ok());
    spreadsheet.finish(&record.unwrap_or_default()).map_err(unencoded)
}

/// Name, file and place of each table among the files of a job.
fn tables(files: Vec<(String, PathBuf)>) -> impl Iterator<Item = (String, String, PathBuf)> {
    files.into_iter().filter_map(|(file, path)| {
        let name = table::named(&file)?.to_owned();
        Some((name, file, path))
    })
}

#[allow(clippy::needless_pass_by_value, reason = "it is given to map_err")]
fn unencoded(error: TableError) -> Problem {
    eprintln!("warning: a table cannot be put into the form that was wanted: {error}");
    Problem::broken()
}
