//! In which form an answer is wanted: as `?format=` says, or else the header Accept.

use crate::problem::Problem;
use axum::http::{HeaderMap, StatusCode, header};
use comity_report::table::Form;

/// The form that is wanted, of those that there are; the first of them if nothing is said.
///
/// # Errors
/// None of them is wanted.
pub fn form(headers: &HeaderMap, asked: Option<&str>, offered: &[Form]) -> Result<Form, Problem> {
    let words = || offered.iter().map(|form| format!("`{}`", form.word())).collect::<Vec<_>>().join(", ");
    if let Some(word) = asked {
        return offered.iter().copied().find(|form| form.word() == word).ok_or_else(|| {
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "format", format!("there is no format `{word}`"))
                .hint(format!("there are {}", words()))
        });
    }
    let accepted = accepted(headers);
    if accepted.trim().is_empty() {
        return offered.first().copied().ok_or_else(Problem::broken);
    }
    let typed: Vec<(Form, &str)> = offered.iter().map(|&form| (form, form.media_type())).collect();
    best(&accepted, &typed).ok_or_else(|| {
        let detail = format!("the answer cannot be `{accepted}`");
        let types: Vec<&str> = typed.iter().map(|(_, media_type)| *media_type).collect();
        Problem::new(StatusCode::NOT_ACCEPTABLE, "accept", detail)
            .hint(format!("there are {}", types.join(", ")))
    })
}

/// All that a request says of the forms that it accepts.
pub fn accepted(headers: &HeaderMap) -> String {
    let said: Vec<&str> =
        headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok()).collect();
    said.join(",")
}

/// Of the forms that there are, each with its media type, the one that is accepted with the best quality. Of several the first that is
/// named, and of those that a range covers the first that there is.
pub fn best<T: Copy>(accepted: &str, offered: &[(T, &str)]) -> Option<T> {
    let mut best: Option<(f32, T)> = None;
    for (range, quality) in accepted.split(',').map(weighed) {
        let found = offered.iter().find(|(_, media_type)| covers(range, media_type));
        if let Some(&(form, _)) = found.filter(|_| quality > best.map_or(0.0, |(quality, _)| quality)) {
            best = Some((quality, form));
        }
    }
    best.map(|(_, form)| form)
}

/// A range of media types and its quality, 1 if it has none.
fn weighed(range: &str) -> (&str, f32) {
    let mut parts = range.split(';').map(str::trim);
    let range = parts.next().unwrap_or_default();
    let quality = parts.find_map(|part| part.strip_prefix("q=")?.parse().ok());
    (range, quality.unwrap_or(1.0))
}

fn covers(range: &str, media_type: &str) -> bool {
    let (kind, _) = media_type.split_once('/').unwrap_or_default();
    range == "*/*"
        || range.eq_ignore_ascii_case(media_type)
        || range.strip_suffix("/*").is_some_and(|range| range.eq_ignore_ascii_case(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(accept: &str, asked: Option<&str>) -> Result<Form, u16> {
        let mut headers = HeaderMap::new();
        if !accept.is_empty() {
            headers.insert(header::ACCEPT, accept.parse().unwrap());
        }
        form(&headers, asked, &Form::ALL).map_err(|problem| problem.status)
    }

    #[test]
    fn the_best_that_there_is_wins() {
        let arrow = Form::Arrow.media_type();
        for (accept, expected) in [
            ("", Ok(Form::Json)),
            ("*/*", Ok(Form::Json)),
            ("text/html,application/xhtml+xml,*/*;q=0.8", Ok(Form::Json)),
            ("text/*", Ok(Form::Csv)),
            ("text/csv;q=0.5, application/vnd.apache.parquet", Ok(Form::Parquet)),
            (&format!("{arrow}, application/json"), Ok(Form::Arrow)),
            (&format!("{arrow};q=0, TEXT/CSV"), Ok(Form::Csv)),
            ("image/png", Err(406)),
            (",;,", Err(406)),
        ] {
            assert_eq!(of(accept, None), expected, "{accept}");
        }
        assert_eq!(of("image/png", Some("csv")), Ok(Form::Csv));
        assert_eq!(of("", Some("../x")), Err(422));
    }
}
