//! The worlds that ship inside the program.

use crate::problem::Problem;
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use comity_data::Baseline;
use serde::Serialize;
use utoipa::ToSchema;

/// A world economy as it was measured.
#[derive(Debug, Serialize, ToSchema)]
pub struct World {
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

/// Names of the baselines.
#[utoipa::path(get, path = "/api/v1/baselines", tag = "baselines", responses((status = 200, body = Vec<String>)))]
pub async fn list() -> Json<Vec<&'static str>> {
    Json(Baseline::embedded_names())
}

/// What a baseline is: source, licence, economies, sectors.
#[utoipa::path(
    get, path = "/api/v1/baselines/{name}", tag = "baselines", params(("name" = String, Path, example = "wiod-2011")),
    responses((status = 200, body = World), (status = 404, body = Problem, content_type = "application/problem+json"))
)]
pub async fn one(Path(name): Path<String>) -> Result<Json<World>, Problem> {
    let baseline = Baseline::embedded(&name).map_err(|error| {
        let problem = Problem::new(StatusCode::NOT_FOUND, "baseline", error.to_string());
        Problem { hint: error.hint(), ..problem }
    })?;
    let economies = baseline.economies.into_iter().map(|of| Economy {
        code: of.code,
        name: of.name,
        income_group: of.income_group,
        region: of.region,
    });
    let sectors =
        baseline.sectors.into_iter().map(|of| Sector { code: of.code, name: of.name, group: of.group });
    let meta = baseline.meta;
    Ok(Json(World {
        name: meta.name,
        year: meta.year,
        unit: meta.unit,
        source: meta.source,
        licence: meta.licence,
        notes: meta.notes,
        economies: economies.collect(),
        sectors: sectors.collect(),
    }))
}
