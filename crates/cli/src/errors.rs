//! How every command says that it failed: `error: ...` with its details, a blank line, `hint: ...`.

use std::fmt::Display;
use std::process::ExitCode;

/// Why a command failed and what the user can do about it.
#[derive(Debug)]
pub struct Failure {
    message: String,
    hint: Option<String>,
}

impl Failure {
    /// What happened and, on further lines, where.
    pub fn new(message: impl Display) -> Self {
        Self { message: message.to_string(), hint: None }
    }

    /// The same failure with advice.
    pub fn with_hint(self, hint: impl Display) -> Self {
        Self { hint: Some(hint.to_string()), ..self }
    }

    /// The same failure with advice, where there is any.
    pub fn with_optional_hint(self, hint: Option<String>) -> Self {
        Self { hint, ..self }
    }
}

impl Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "error: {}", self.message)?;
        match &self.hint {
            Some(hint) => write!(f, "\n\nhint: {hint}"),
            None => Ok(()),
        }
    }
}

/// The exit code of a command; a failure is printed on standard error first.
pub fn exit_code(result: Result<(), Failure>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

impl From<comity_scenario::Error> for Failure {
    fn from(error: comity_scenario::Error) -> Self {
        Self::new(&error).with_optional_hint(error.hint())
    }
}

impl From<comity_scenario::CompareError> for Failure {
    fn from(error: comity_scenario::CompareError) -> Self {
        Self::new(&error).with_optional_hint(error.hint())
    }
}

impl From<comity_policy::RegistryError> for Failure {
    fn from(error: comity_policy::RegistryError) -> Self {
        Self::new(&error).with_optional_hint(error.hint())
    }
}

impl From<comity_registry::DatabaseError> for Failure {
    fn from(error: comity_registry::DatabaseError) -> Self {
        Self::new(&error).with_optional_hint(error.hint())
    }
}

impl From<comity_policy::import::TableError> for Failure {
    fn from(error: comity_policy::import::TableError) -> Self {
        Self::new(&error).with_hint(error.hint())
    }
}

impl From<comity_data::BaselineError> for Failure {
    fn from(error: comity_data::BaselineError) -> Self {
        Self::new(&error).with_optional_hint(error.hint())
    }
}

impl From<comity_data::import::ImportError> for Failure {
    fn from(error: comity_data::import::ImportError) -> Self {
        Self::new(&error).with_optional_hint(error.hint())
    }
}
