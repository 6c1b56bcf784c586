//! Forms of a memo: JSON for programs, a page to read, or the file of what it is about.

use crate::accept;
use crate::problem::Problem;
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A form of a memo. `?format=` names it; without that the header `Accept` does, and JSON is the usual one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = MemoFormat)]
pub enum Format {
    /// For programs.
    #[default]
    Json,
    /// A page in Markdown.
    Md,
    /// A page in HTML, one file that needs no network.
    Html,
    /// The file that the memo is about.
    Toml,
}

/// Letters of a file's name.
const LONGEST: usize = 60;

impl Format {
    const ALL: [(Self, &'static str); 4] = [
        (Self::Json, "application/json"),
        (Self::Md, "text/markdown"),
        (Self::Html, "text/html"),
        (Self::Toml, "application/toml"),
    ];

    /// The one that a request likes most; JSON where it likes none.
    fn accepted(headers: &HeaderMap) -> Self {
        accept::best(&accept::accepted(headers), &Self::ALL).unwrap_or_default()
    }

    /// The answer in this form; a page or a file is called after a name, to be saved.
    pub fn answer(self, name: &str, text: String) -> Response {
        let (kind, ending) = match self {
            Self::Json => return ([(header::CONTENT_TYPE, "application/json")], text).into_response(),
            Self::Md => ("text/markdown; charset=utf-8", "md"),
            Self::Html => ("text/html; charset=utf-8", "html"),
            Self::Toml => ("application/toml", "toml"),
        };
        let plain = |letter: char| if letter.is_ascii_alphanumeric() || letter == '_' { letter } else { '-' };
        let name: String = name.chars().take(LONGEST).map(plain).collect();
        let disposition = format!("attachment; filename=\"{name}.{ending}\"");
        ([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, disposition.as_str())], text)
            .into_response()
    }
}

/// A value as JSON.
///
/// # Errors
/// It cannot be written as such: a defect.
pub fn json(value: &impl Serialize) -> Result<String, Problem> {
    serde_json::to_string(value).map_err(|_| Problem::broken())
}

impl<S: Send + Sync> FromRequestParts<S> for Format {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        #[derive(Deserialize)]
        struct Asked {
            format: Option<Format>,
        }
        let asked = Query::<Asked>::try_from_uri(&parts.uri).map_err(|_| {
            Problem::new(StatusCode::BAD_REQUEST, "format", "there is no such format")
                .hint("write ?format=json, md, html or toml")
        })?;
        Ok(asked.0.format.unwrap_or_else(|| Self::accepted(&parts.headers)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn what_a_request_likes_most_is_answered() {
        for (accept, expected) in [
            ("", Format::Json),
            ("*/*", Format::Json),
            ("text/markdown", Format::Md),
            ("text/html, application/json", Format::Html),
            ("text/html;q=0.5, Application/TOML", Format::Toml),
            ("text/plain, text/html;q=0.1, application/json;q=0", Format::Html),
            ("image/png", Format::Json),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, HeaderValue::from_static(accept));
            assert_eq!(Format::accepted(&headers), expected, "{accept}");
        }
        assert_eq!(Format::accepted(&HeaderMap::new()), Format::Json);
    }

    #[test]
    fn a_name_is_no_path_and_ends_no_header() {
        let answer = Format::Md.answer("../a\"b\r\nc é", String::new());
        assert_eq!(answer.headers()[header::CONTENT_DISPOSITION], "attachment; filename=\"---a-b--c--.md\"");
    }
}
