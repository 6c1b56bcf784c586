//! Every error that the API answers with: problem details as RFC 9457 has them.

use crate::jobs::store::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use comity_policy::RegistryError;
use comity_registry::fields::Difference;
use comity_scenario::Error;
use serde::Serialize;
use utoipa::ToSchema;

const MEDIA_TYPE: &str = "application/problem+json";
/// The code of a problem that lasts longer than a moment.
const FULL: &str = "full";

/// Why a request was not answered, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Problem {
    /// Always `about:blank`: the title is that of the status, and `code` tells problems apart.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The phrase of the status.
    pub title: &'static str,
    /// The status of the response.
    pub status: u16,
    /// A word for programs, such as `overtaken`.
    pub code: &'static str,
    /// What happened.
    pub detail: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// Where in the text that was sent the fault is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Of two changes of one measure, both sides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conflict: Option<Box<Clash>>,
    /// All that is wrong with files that were sent: the first fault of each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub errors: Vec<Fault>,
}

/// A fault of a file that was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Fault {
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// The file; empty if it is in none of them.
    pub file: String,
    /// Where it is at one place: the line of a CSV or TOML file, the row of a Parquet file.
    pub row: Option<u64>,
    /// The column.
    pub column: Option<String>,
}

/// A change of a measure that was not made, because somebody else had changed the measure since it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Clash {
    /// The version that was read.
    pub read: u32,
    /// The latest version.
    pub latest: u32,
    /// Who made it.
    pub by: String,
    /// When, in universal time.
    pub at: String,
    /// The reason given.
    pub why: String,
    /// What was changed since the version that was read; null if the measure was removed.
    pub theirs: Option<Vec<Difference>>,
    /// What would have been changed; null if the measure was to be removed.
    pub yours: Option<Vec<Difference>>,
}

/// A place in a text that was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// First byte at fault, from 0.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Problem {
    /// A problem without advice.
    pub fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        let title = status.canonical_reason().unwrap_or("Error");
        let (status, detail) = (status.as_u16(), detail.into());
        Self {
            kind: "about:blank",
            title,
            status,
            code,
            detail,
            hint: None,
            place: None,
            conflict: None,
            errors: Vec::new(),
        }
    }

    /// The same with advice.
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// The same with the advice of an error, if it has any.
    pub fn advice(self, hint: Option<String>) -> Self {
        Self { hint, ..self }
    }

    /// Nobody can be asked at present.
    pub fn busy() -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS, "busy", "more is being worked out than there is room for")
            .hint("ask again in a second")
    }

    /// As many jobs wait as may.
    pub fn full(waiting: usize) -> Self {
        Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            FULL,
            format!("{waiting} jobs wait, which is as many as may"),
        )
        .hint("ask again in ten seconds; GET /api/v1/jobs says what goes on")
    }

    /// The server is being stopped.
    pub fn stopping() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "stopping", "the server is being stopped")
            .hint("ask again when it was started")
    }

    /// A request did not come to its end in time.
    pub fn slow(seconds: u64) -> Self {
        let detail = format!("the body did not come within {seconds} seconds");
        Self::new(StatusCode::REQUEST_TIMEOUT, "slow", detail)
    }

    /// The program ended too often while a job ran.
    pub fn interrupted(starts: i64) -> Self {
        let detail = format!(
            "the program ended {starts} times while the job ran, so that it is not begun again by itself"
        );
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "interrupted", detail)
            .hint("ask for it again; an ensemble goes on from where it was")
    }

    /// A job was done, but its results are not where they were.
    pub fn gone() -> Self {
        Self::new(StatusCode::GONE, "gone", "the results are no longer in the server's folder")
            .hint("ask for the job again, or start the server with the --data that has them")
    }

    /// There is no job of that name.
    pub fn no_job() -> Self {
        Self::new(StatusCode::NOT_FOUND, "job", "there is no such job")
            .hint("GET /api/v1/jobs names the newest")
    }

    /// A job has no results, or none yet.
    pub fn not_done(state: State) -> Self {
        Self::new(StatusCode::CONFLICT, "not_done", format!("the job is {}", state.word()))
            .hint("its results are there when its state is done")
    }

    /// Results could not be written.
    pub fn unwritten(reason: &std::io::Error) -> Self {
        let detail = format!("the results cannot be written: {reason}");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "unwritten", detail)
    }

    /// Something broke that should not.
    pub fn broken() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "broken", "the answer could not be worked out: a defect")
    }
}

impl Place {
    /// Where bytes of a text are.
    pub fn of(text: &str, span: &std::ops::Range<usize>) -> Self {
        let before = &text[..text.floor_char_boundary(span.start)];
        let line = 1 + before.matches('\n').count();
        let column = 1 + before.rsplit('\n').next().unwrap_or_default().chars().count();
        Self { line, column, start: span.start, end: span.end }
    }

    /// Where the fault of a scenario is, if it is at one place of its text.
    pub fn of_error(text: &str, error: &Error) -> Option<Self> {
        let Error::Scenario(diagnostic) = error else { return None };
        diagnostic.span.as_ref().map(|span| Self::of(text, span))
    }
}

/// What is wrong, without the lines that show it.
pub fn message(error: &Error) -> String {
    match error {
        Error::Scenario(diagnostic) => diagnostic.message.clone(),
        other => other.to_string(),
    }
}

/// The problem of a scenario with a text.
pub fn of_scenario(text: &str, error: &Error) -> Problem {
    let problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "scenario", message(error));
    Problem { place: Place::of_error(text, error), ..problem }.advice(error.hint())
}

/// The problem of a draft or a product with a text, or of a word that the registry does not know; without a text it has no place.
pub fn of_policy(code: &'static str, text: Option<&str>, error: &RegistryError) -> Problem {
    let (detail, place) = match error {
        RegistryError::Fault(fault) => (fault.message.clone(), text.map(|text| Place::of(text, &fault.span))),
        other => (other.to_string(), None),
    };
    let problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail);
    Problem { place, ..problem }.advice(error.hint())
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response = (status, [(header::CONTENT_TYPE, MEDIA_TYPE)], body).into_response();
        if status == StatusCode::TOO_MANY_REQUESTS {
            let seconds = if self.code == FULL { "10" } else { "1" };
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static(seconds));
        }
        response
    }
}
