//! What stands behind the question mark of an address, and a problem where it cannot be read.

use crate::problem::Problem;
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

/// Parameters of a query.
#[derive(Debug, Clone)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let read = axum::extract::Query::<T>::try_from_uri(&parts.uri);
        let wrong = |rejection: axum::extract::rejection::QueryRejection| {
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "query", rejection.body_text())
        };
        read.map(|axum::extract::Query(read)| Self(read)).map_err(wrong)
    }
}
