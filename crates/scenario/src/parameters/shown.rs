//! What is known of a parameter and what it is set to, as the command line prints it and the HTTP API sends it.

use super::library::Set;
use super::parameter::{Parameter, Source};
use super::setting::{Change, Setting};
use serde::Serialize;

/// A parameter with the value in force.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ShownParameter))]
pub struct Shown {
    /// The parameter; value, low and high are those in force.
    #[serde(flatten)]
    pub parameter: Parameter,
    /// What it belongs to.
    pub topic: String,
    /// The library's value, where the school has another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub library_value: Option<f64>,
    /// What the school sets, where it has another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub school: Option<Set>,
}

impl From<&Setting> for Shown {
    fn from(setting: &Setting) -> Self {
        let &Setting { parameter, value, low, high, .. } = setting;
        let school = match &setting.change {
            Some(Change::School(set)) => Some((*set).clone()),
            _ => None,
        };
        Self {
            parameter: Parameter { value, low, high, ..parameter.clone() },
            topic: parameter.topic().to_owned(),
            library_value: school.as_ref().map(|_| parameter.value),
            school,
        }
    }
}

impl Parameter {
    /// Whether all words occur in what is known of it, small and capital letters alike.
    pub fn has(&self, words: &[impl AsRef<str>]) -> bool {
        let Self { id, name, unit, reason, about, .. } = self;
        let sources: Vec<String> = self.sources.iter().map(Source::to_string).collect();
        let status = self.status.word();
        let text = [id, name, unit, reason, about, status, &sources.join(" ")].join(" ").to_lowercase();
        words.iter().all(|word| text.contains(&word.as_ref().to_lowercase()))
    }
}
