//! Errors that show the line of the scenario at fault.

use crate::source::Source;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::fmt::Display;
use std::ops::Range;

/// A fault in a scenario's text: what is wrong, the line that shows it, and what to do.
///
/// Its `Display` is the message and, below it, the line with a caret; the hint is apart so that the caller can set it
/// off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What is wrong, in one line.
    pub message: String,
    /// The path of the scenario as the user gave it.
    pub path: String,
    /// Bytes of the text at fault; `None` if it is not at one place.
    pub span: Option<Range<usize>>,
    /// What to do about it.
    pub hint: Option<String>,
    text: String,
}

/// A fault before it is known which text it is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    pub message: String,
    pub span: Option<Range<usize>>,
    pub hint: Option<String>,
}

impl Fault {
    pub fn at(span: Range<usize>, message: impl Into<String>) -> Self {
        Self { message: message.into(), span: Some(span), hint: None }
    }

    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

impl Diagnostic {
    pub(crate) fn new(source: &Source, fault: Fault) -> Self {
        Self {
            message: fault.message,
            path: source.path.clone(),
            span: fault.span.map(|span| first_line(&source.text, span)),
            hint: fault.hint,
            text: source.text.clone(),
        }
    }
}

impl Display for Diagnostic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Some(span) = &self.span else {
            return write!(f, "{}\n  {}", self.message, self.path);
        };
        let line = Snippet::source(&self.text)
            .path(&self.path)
            .annotation(AnnotationKind::Primary.span(span.clone()));
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
