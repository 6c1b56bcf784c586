//! Measures that people change. Every change is a version with who and why, and begins from a version that was read: whoever comes
//! second sees both sides, and nobody overwrites another unseen.

use crate::app::App;
use crate::body::Body;
use crate::problem::Problem;
use crate::query::Query;
use crate::rulebook::Rulebook;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use comity_policy::Measure;
use comity_registry::Signed;
use comity_registry::history::{Step, steps};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// A measure as it should be, and who says so.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    /// The whole measure, in the form in which it is read.
    pub measure: Measure,
    /// Who changes it: a name that others know.
    pub by: String,
    /// The reason, for those who read the history.
    pub why: String,
}

/// Who changes a measure, and why.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Signature {
    /// Who changes it: a name that others know.
    #[param(example = "Ana Silva")]
    by: String,
    /// The reason, for those who read the history.
    #[param(example = "replaced by a later law")]
    why: String,
}

/// The version that a measure should be again, and who says so.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Restore {
    /// A version from the history that is no removal.
    #[schema(minimum = 1, example = 1)]
    pub version: u32,
    /// Who changes it: a name that others know.
    #[schema(example = "Ana Silva")]
    pub by: String,
    /// The reason, for those who read the history.
    #[schema(example = "not replaced after all")]
    pub why: String,
}

/// What became of a measure.
#[derive(Debug, Serialize, ToSchema)]
pub struct Edited {
    /// Its id.
    pub id: String,
    /// Its latest version, which the next change begins from; also in the header ETag.
    pub version: u32,
    /// Whether there is a new version: none where the measure already was as it should be.
    pub changed: bool,
}

impl Edited {
    fn with(self, status: StatusCode) -> Response {
        let tag = tag(self.version);
        let place = format!("/api/v1/policy/measures/{}", percent(&self.id));
        let mut response = (status, [(header::ETAG, tag)], Json(self)).into_response();
        if let (StatusCode::CREATED, Ok(place)) = (status, HeaderValue::from_str(&place)) {
            response.headers_mut().insert(header::LOCATION, place);
        }
        response
    }
}

/// Puts a measure into the registry that is not there.
#[utoipa::path(
    post, path = "/api/v1/policy/measures", tag = "policy", request_body(content = Edit, example = json!(example())),
    responses(
        (status = 201, body = Edited, headers(("ETag" = String, description = "its version"), ("Location" = String))),
        (status = "4XX", body = Problem, content_type = "application/problem+json", description =
            "403: the measures of this server cannot be changed; 409: it is there already"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn add(State(app): State<Arc<App>>, Body(edit): Body<Edit>) -> Result<Response, Problem> {
    let Edit { measure, by, why } = edit;
    edited(&app, move |rulebook| {
        rulebook.edit(|database| {
            database.add(std::slice::from_ref(&measure), Signed { by: &by, why: &why })?;
            let version = database.version(&measure.id, None)?.number;
            Ok(Edited { id: measure.id, version, changed: true }.with(StatusCode::CREATED))
        })
    })
    .await
}

/// Changes a measure to what it should be.
#[utoipa::path(
    put, path = "/api/v1/policy/measures/{id}", tag = "policy", request_body(content = Edit, example = json!(example())),
    params(
        ("id" = String, Path, example = "example-act"),
        ("If-Match" = String, Header, description = "the ETag of the measure that was read and is now changed", example = "\"1\""),
    ),
    responses(
        (status = 200, body = Edited, headers(("ETag" = String, description = "its version"))),
        (status = "4XX", body = Problem, content_type = "application/problem+json", description =
            "403: the measures of this server cannot be changed; 409: somebody else changed it since, and `conflict` has both sides; \
             428: If-Match is missing"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn edit(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    Body(edit): Body<Edit>,
) -> Result<Response, Problem> {
    let Edit { measure, by, why } = edit;
    edited(&app, move |rulebook| {
        change(rulebook, id, &headers, &measure.to_toml(), Signed { by: &by, why: &why })
    })
    .await
}

/// Takes a measure out of the registry; its history stays.
#[utoipa::path(
    delete, path = "/api/v1/policy/measures/{id}", tag = "policy",
    params(
        ("id" = String, Path, example = "example-act"),
        ("If-Match" = String, Header, description = "the ETag of the measure that was read and is now removed", example = "\"1\""),
        Signature,
    ),
    responses(
        (status = 200, body = Edited),
        (status = "4XX", body = Problem, content_type = "application/problem+json", description =
            "403: the measures of this server cannot be changed; 409: somebody else changed it since, and `conflict` has both sides; \
             410: it was removed before; 428: If-Match is missing"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn remove(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    Query(Signature { by, why }): Query<Signature>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    edited(&app, move |rulebook| {
        rulebook.edit(|_| Ok(()))?;
        let read = version_read(&headers)?;
        rulebook.edit(|database| {
            database.remove(&id, read, Signed { by: &by, why: &why })?;
            Ok(Edited { id, version: read + 1, changed: true }.with(StatusCode::OK))
        })
    })
    .await
}

/// Every version of a measure: who changed what, when and why.
#[utoipa::path(
    get, path = "/api/v1/policy/measures/{id}/history", tag = "policy", params(("id" = String, Path, example = "eu-ai-act")),
    responses(
        (status = 200, body = Vec<Step>),
        (status = "4XX", body = Problem, content_type = "application/problem+json", description =
            "403: the measures of this server have no history"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn history(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
) -> Result<Json<Vec<Step>>, Problem> {
    edited(&app, move |rulebook| Ok(Json(steps(rulebook.edit(|database| database.versions(&id))?)))).await
}

/// Makes an earlier version of a measure the latest again, also of one that was removed.
#[utoipa::path(
    post, path = "/api/v1/policy/measures/{id}/restore", tag = "policy", request_body = Restore,
    params(
        ("id" = String, Path, example = "example-act"),
        ("If-Match" = String, Header, description = "the number of the latest version that was read, in quotation marks",
            example = "\"2\""),
    ),
    responses(
        (status = 200, body = Edited, headers(("ETag" = String, description = "its version"))),
        (status = "4XX", body = Problem, content_type = "application/problem+json", description =
            "403: the measures of this server cannot be changed; 409: somebody else changed it since, and `conflict` has both sides; \
             410: this version is a removal; 428: If-Match is missing"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn restore(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    Body(Restore { version, by, why }): Body<Restore>,
) -> Result<Response, Problem> {
    edited(&app, move |rulebook| {
        let text = rulebook.edit(|database| database.text(&id, Some(version)))?;
        change(rulebook, id, &headers, &text, Signed { by: &by, why: &why })
    })
    .await
}

/// Does something with the registry, apart from what waits for others.
async fn edited<T: Send + 'static>(
    app: &Arc<App>,
    work: impl FnOnce(&Rulebook) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    app.run(|app| work(&app.inputs.rulebook)).await
}

/// Changes a measure to a text, from the version that the request names.
fn change(
    rulebook: &Rulebook,
    id: String,
    headers: &HeaderMap,
    text: &str,
    signed: Signed,
) -> Result<Response, Problem> {
    // That nothing can be changed here is said before what the change would need.
    rulebook.edit(|_| Ok(()))?;
    let read = version_read(headers)?;
    rulebook.edit(|database| {
        let made = database.edit(&id, read, text, signed)?;
        Ok(Edited { id, version: made.unwrap_or(read), changed: made.is_some() }.with(StatusCode::OK))
    })
}

/// The version that a change begins from: that of the measure that was read.
fn version_read(headers: &HeaderMap) -> Result<u32, Problem> {
    let hint = "GET the measure, and send its ETag back as If-Match, such as \"3\" with the quotation marks";
    let Some(value) = headers.get(header::IF_MATCH) else {
        let detail = "the request does not say which version was read";
        return Err(Problem::new(StatusCode::PRECONDITION_REQUIRED, "no_version", detail).hint(hint));
    };
    let number = value.to_str().ok().and_then(|value| value.trim().trim_matches('"').parse().ok());
    number.ok_or_else(|| {
        let detail = format!("If-Match is no version: {value:?}");
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "version", detail).hint(hint)
    })
}

/// A version as an ETag.
pub fn tag(version: u32) -> String {
    format!("\"{version}\"")
}

/// An id as a part of an address.
fn percent(id: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    id.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// A change of a made-up measure, for the description.
fn example() -> serde_json::Value {
    serde_json::json!({
        "measure": {
            "id": "example-act",
            "jurisdiction": "KOR",
            "title": "Example Act on Artificial Intelligence",
            "official_ref": "Act No. 1",
            "in_force": "2026-01-22",
            "status": "in_force",
            "binding": "hard",
            "kind": "ai_horizontal",
            "sectors": ["all"],
            "summary": "An example of the form of a measure, of which nothing is true.",
            "source_url": "https://example.org/act",
            "url_seen": false,
            "confidence": "low",
            "basis": "public_knowledge",
            "features": [{ "feature": "impact_assessment", "level": 2, "article": "Art. 34" }],
        },
        "by": "Ana Silva",
        "why": "the gazette was read",
    })
}
