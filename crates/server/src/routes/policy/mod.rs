//! Rules: measures, what they require, and how far they lie apart.

pub mod distance;
pub mod edits;
pub mod measures;
pub mod profile;
pub mod words;

use crate::app::App;
use crate::problem::Problem;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use comity_policy::{Date, Draws, NoDate, Registry, Rules, Settings};
use std::sync::Arc;

/// Most draws of one answer.
const MOST_DRAWS: usize = 200;

/// Works an answer out from the rules. It is also written there: distances of all pairs are long.
pub async fn asked<T: IntoResponse>(
    app: &Arc<App>,
    answer: impl FnOnce(&Rules) -> Result<T, Problem> + Send + 'static,
) -> Result<Response, Problem> {
    app.run(|app| {
        let book = app.inputs.rulebook.now()?;
        Ok(answer(&Rules::new(&book.registry, Settings::default()))?.into_response())
    })
    .await
}

/// The day asked about, or the one to which the registry is kept.
pub fn day(text: Option<&str>, registry: &Registry) -> Result<Date, Problem> {
    text.map_or(Ok(registry.as_of()), |text| {
        text.parse().map_err(|wrong: NoDate| {
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "date", wrong.to_string()).hint(wrong.hint())
        })
    })
}

/// Codes with commas between them.
fn codes(text: Option<&str>) -> Vec<String> {
    text.into_iter()
        .flat_map(|text| text.split(','))
        .filter(|code| !code.is_empty())
        .map(str::to_owned)
        .collect()
}

/// How often to draw, where anything is.
fn draws(count: Option<usize>) -> Result<Option<Draws>, Problem> {
    match count {
        None => Ok(None),
        Some(count @ 2..=MOST_DRAWS) => Ok(Some(Draws { count, threads: 1, ..Draws::default() })),
        Some(count) => {
            let detail = format!("`draws` is {count}");
            Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "draws", detail)
                .hint(format!("it must lie between 2 and {MOST_DRAWS}")))
        }
    }
}
