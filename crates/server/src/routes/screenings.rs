//! Drafts held against provisions of WTO law, as `comity screen` does.

use super::memo::{Format, json};
use super::policy::asked;
use crate::app::App;
use crate::body::Body;
use crate::problem::{Problem, of_policy};
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use comity_policy::screen::{Draft, Form, Library, Memo, Questions, embedded_draft, html, markdown};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// A draft to screen.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DraftToScreen)]
pub struct Asked {
    /// The draft.
    pub draft: Which,
}

/// A draft: the text of a file, the same as JSON, or the name of one that ships.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = WhichDraft)]
pub enum Which {
    /// As `comity screen` reads it.
    Text(String),
    /// The same, as JSON.
    Form(Box<Form>),
    /// As in `GET /api/v1/screenings/questions`.
    Name(String),
}

const CODE: &str = "draft";

impl Which {
    fn read(self, library: &Library) -> Result<Draft, Problem> {
        let parse = |text: &str, sent: bool| {
            let draft = Draft::parse(library, "draft.toml", text);
            draft.map_err(|error| of_policy(CODE, Some(text).filter(|_| sent), &error))
        };
        match self {
            Self::Text(text) => parse(&text, true),
            // Places in a file that was not sent would mislead.
            Self::Form(form) => parse(&form.to_toml(library), false),
            Self::Name(name) => {
                parse(embedded_draft(&name).map_err(|error| of_policy(CODE, None, &error))?.content, false)
            }
        }
    }
}

/// What a draft touches, as JSON, a page to read, or the file of the draft.
#[utoipa::path(
    post, path = "/api/v1/screenings", tag = "screening", params(("format" = Option<Format>, Query)), 
    request_body(content = Asked, example = json!({ "draft": { "name": "ai-content-label" } })),
    responses(
        (status = 200, description = "in the form that `format` or `Accept` names", content(
            (Memo<'static> = "application/json"), (String = "text/markdown"), (String = "text/html"), (String = "application/toml"),
        )),
        (status = "4XX", body = Problem, content_type = "application/problem+json", description = "422: the draft has a fault, at its place"),
        (status = "5XX", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn screen(
    State(app): State<Arc<App>>,
    format: Format,
    Body(Asked { draft }): Body<Asked>,
) -> Result<Response, Problem> {
    asked(&app, move |rules| {
        let library = Library::embedded().map_err(|_| Problem::broken())?;
        let draft = draft.read(library)?;
        let screening = library.screen(&draft).against(rules.registry);
        let text = match format {
            Format::Json => json(&Memo::new(&screening))?,
            Format::Md => markdown(&screening),
            Format::Html => html(&screening),
            Format::Toml => draft.form(library).to_toml(library),
        };
        Ok(format.answer(&draft.id, text))
    })
    .await
}

/// Every fact that a draft can give, in the order in which an interview asks, and drafts to start from.
#[utoipa::path(get, path = "/api/v1/screenings/questions", tag = "screening", responses(
    (status = 200, body = Questions<'static>),
    (status = "5XX", body = Problem, content_type = "application/problem+json"),
))]
pub async fn questions(State(app): State<Arc<App>>) -> Result<Response, Problem> {
    asked(&app, |rules| {
        let all = || Questions::new(Library::embedded()?, &rules.registry.taxonomy);
        Ok(Json(all().map_err(|_| Problem::broken())?).into_response())
    })
    .await
}
