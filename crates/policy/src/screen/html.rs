//! Findings as one HTML file that needs no network.

use super::decide::Screening;
use super::markdown::markdown;

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#1b1f24;background:#fff}\
h2{border-top:1px solid #d0d7de;padding-top:1rem}h3{margin-bottom:.3rem}table{border-collapse:collapse;display:block;overflow-x:auto}\
td,th{border:1px solid #d0d7de;padding:.3rem .6rem;text-align:left;vertical-align:top}code{background:#f2f4f6;padding:0 .2rem}\
@media(prefers-color-scheme:dark){body{color:#e6e8eb;background:#15181c}code{background:#2a2f36}}";

/// The screening as a page of HTML.
///
/// The page is written from the same lines as the Markdown, which are headings, lists, one table and paragraphs.
pub fn html(screening: &Screening) -> String {
    page(&screening.draft.title, &markdown(screening))
}

/// Lines that are headings, lists, tables and paragraphs, as a page of HTML.
pub(crate) fn page(title: &str, markdown: &str) -> String {
    let title = escaped(title);
    let mut body = String::new();
    let mut open = "";
    for line in markdown.lines() {
        let (wanted, piece) = piece(line);
        if wanted != open {
            body += &close(open);
            body += &begin(wanted);
            open = wanted;
        }
        body += &piece;
    }
    body += &close(open);
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title><meta name=\"viewport\" \
         content=\"width=device-width\"><style>{STYLE}</style></head>\n<body>\n{body}</body></html>\n"
    )
}

/// The element a line belongs in, and the line as HTML.
fn piece(line: &str) -> (&'static str, String) {
    for (mark, tag) in [("### ", "h3"), ("## ", "h2"), ("# ", "h1")] {
        if let Some(text) = line.strip_prefix(mark) {
            return ("", format!("<{tag}>{}</{tag}>\n", inline(text)));
        }
    }
    if let Some(item) = line.strip_prefix("- ") {
        return ("ul", format!("<li>{}</li>\n", inline(item)));
    }
    if line.starts_with("|---") {
        return ("table", String::new());
    }
    if let Some(row) = line.strip_prefix("| ").and_then(|row| row.strip_suffix(" |")) {
        let cells: String = row.split(" | ").map(|cell| format!("<td>{}</td>", inline(cell))).collect();
        return ("table", format!("<tr>{cells}</tr>\n"));
    }
    let text = inline(line);
    ("", if text.is_empty() { text } else { format!("<p>{text}</p>\n") })
}

fn begin(tag: &str) -> String {
    if tag.is_empty() { String::new() } else { format!("<{tag}>\n") }
}

fn close(tag: &str) -> String {
    if tag.is_empty() { String::new() } else { format!("</{tag}>\n") }
}

/// Text with `code` and **strong**; whatever else it holds stays text.
fn inline(text: &str) -> String {
    [("`", "code"), ("**", "strong")].into_iter().fold(escaped(text), |text, (mark, tag)| {
        let parts: Vec<&str> = text.split(mark).collect();
        // An odd mark out is a letter like any other.
        if parts.len().is_multiple_of(2) {
            return text;
        }
        let wrap = |(at, part): (usize, &&str)| {
            if at % 2 == 1 { format!("<{tag}>{part}</{tag}>") } else { (*part).to_owned() }
        };
        parts.iter().enumerate().map(wrap).collect()
    })
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
