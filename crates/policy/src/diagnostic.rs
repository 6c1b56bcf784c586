//! Errors that show the file and the line at fault.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::fmt::Display;
use std::ops::Range;

/// A fault in a file of the registry: what is wrong, the line that shows it, and what to do.
///
/// Its `Display` is the message and, below it, the line with a caret; the hint is apart so that the caller can set it off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What is wrong, in one line.
    pub message: String,
    /// The file.
    pub path: String,
    /// Bytes of the text at fault.
    pub span: Range<usize>,
    /// What to do about it.
    pub hint: Option<String>,
    text: String,
}

/// A fault before it is known which text it is in.
#[derive(Debug)]
pub(crate) struct Fault {
    message: String,
    span: Range<usize>,
    hint: Option<String>,
}

impl Fault {
    pub fn at(span: Range<usize>, message: impl Into<String>) -> Self {
        Self { message: message.into(), span, hint: None }
    }

    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// What is wrong and what to do about it, for texts that are no TOML.
    pub fn into_parts(self) -> (String, String) {
        (self.message, self.hint.unwrap_or_default())
    }
}

impl Diagnostic {
    pub(crate) fn new(path: &str, text: &str, fault: Fault) -> Self {
        let Fault { message, span, hint } = fault;
        Self { message, path: path.to_owned(), span: first_line(text, span), hint, text: text.to_owned() }
    }
}

impl Display for Diagnostic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let line = Snippet::source(&self.text)
            .path(&self.path)
            .annotation(AnnotationKind::Primary.span(self.span.clone()));
        let place = Renderer::plain().render(&[Group::with_level(Level::ERROR).element(line)]);
        write!(f, "{}\n{place}", self.message)
    }
}

impl std::error::Error for Diagnostic {}

/// The part of a span on its first line, on character boundaries: an error about a whole table points at its header.
fn first_line(text: &str, span: Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(span.start.min(text.len()));
    let end = text.ceil_char_boundary(span.end.clamp(start, text.len()));
    let line = text[start..end].find(['\n', '\r']).map_or(end, |at| start + at);
    start..line
}
