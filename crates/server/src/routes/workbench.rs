//! The workbench: a page, its program and its styles, built from `web/` and embedded.
//!
//! They hold no data and are answered without a token: what they show, they ask of the API.

use axum::http::{HeaderName, header};
use axum::response::{Html, Redirect};

type File = ([(HeaderName, &'static str); 1], &'static str);

/// The page; a plain one that leads to the API where the workbench was not built in.
pub async fn page() -> Html<&'static str> {
    Html(PAGE)
}

/// Its page to try the API.
pub async fn api() -> Redirect {
    Redirect::temporary("/#api")
}

/// Its program.
pub async fn script() -> File {
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], SCRIPT)
}

/// Its styles.
pub async fn styles() -> File {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLES)
}

/// Licences of what it is made of.
pub async fn licences() -> File {
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], LICENCES)
}

#[cfg(feature = "viewer")]
macro_rules! built {
    ($name:literal) => {
        include_str!(concat!(env!("OUT_DIR"), "/workbench/", $name))
    };
}

#[cfg(feature = "viewer")]
const PAGE: &str = built!("app.html");
#[cfg(feature = "viewer")]
const SCRIPT: &str = built!("app.js");
#[cfg(feature = "viewer")]
const STYLES: &str = built!("app.css");
#[cfg(feature = "viewer")]
const LICENCES: &str = built!("licences.md");

#[cfg(not(feature = "viewer"))]
const PAGE: &str = include_str!("root.html");
#[cfg(not(feature = "viewer"))]
const SCRIPT: &str = "";
#[cfg(not(feature = "viewer"))]
const STYLES: &str = "";
#[cfg(not(feature = "viewer"))]
const LICENCES: &str = "";
