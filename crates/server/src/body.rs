//! Bodies of requests: JSON of a bounded size, and a problem where it is not.

use crate::problem::Problem;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use std::time::Duration;

/// Most bytes of a body.
pub const MOST_BYTES: usize = 1 << 20;
/// Longest time until it is there.
const LIMIT: Duration = Duration::from_secs(10);

/// A body read from JSON.
#[derive(Debug, Clone)]
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let kind = kind.and_then(|kind| kind.split(';').next()).unwrap_or_default().trim();
        if !kind.eq_ignore_ascii_case("application/json") {
            let detail = format!("the body must be application/json, found `{kind}`");
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "media_type", detail));
        }
        let read = tokio::time::timeout(LIMIT, Bytes::from_request(request, state)).await;
        let read = read.map_err(|_| Problem::slow(LIMIT.as_secs()))?;
        let bytes = read.map_err(|rejection| match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => {
                let detail = format!("the body has more than {MOST_BYTES} bytes");
                Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", detail)
            }
            _ => Problem::new(StatusCode::BAD_REQUEST, "body", "the body ended before its end"),
        })?;
        serde_json::from_slice(&bytes).map(Self).map_err(|error| match error.classify() {
            Category::Data => Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "body", error.to_string()),
            _ => Problem::new(StatusCode::BAD_REQUEST, "json", format!("not JSON: {error}")),
        })
    }
}
