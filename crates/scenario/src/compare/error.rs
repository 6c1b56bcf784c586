//! Why scenarios cannot be compared.

use crate::error::Error;
use thiserror::Error as ThisError;

/// Why scenarios cannot be compared.
#[derive(Debug, ThisError)]
#[non_exhaustive]
#[allow(missing_docs, reason = "the messages say what each variant is")]
pub enum CompareError {
    #[error("a comparison needs at least two scenarios, found {found}")]
    TooFew { found: usize },
    #[error("the scenarios are about different baselines\n  {first} is about {there}, {other} about {here}")]
    Baselines { first: String, there: String, other: String, here: String },
    #[error("the scenarios are about different years\n  {first} is about {there}, {other} about {here}")]
    Years { first: String, there: u16, other: String, here: u16 },
    #[error("{path}: {error}")]
    Failed { path: String, error: Error },
    #[error(transparent)]
    Scenario(Error),
}

impl CompareError {
    /// The error of one scenario, which says which one it is.
    pub(super) fn of(path: String, error: Error) -> Self {
        // What names the scenario itself, or is the fault of none.
        let says_enough = matches!(
            error,
            Error::Unknown { .. }
                | Error::Folder { .. }
                | Error::Read { .. }
                | Error::NotText { .. }
                | Error::Empty { .. }
                | Error::Scenario(_)
                | Error::NoBaseline { .. }
                | Error::TooFewDraws { .. }
                | Error::TooManyDraws { .. }
        );
        if says_enough { Self::Scenario(error) } else { Self::Failed { path, error } }
    }

    /// What the user can do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::TooFew { .. } => Some("name another; `comity list` names those that ship".to_owned()),
            Self::Baselines { here, there, .. } if here == there => Some(
                "they have the same name but not the same files; --baseline runs all of them on one"
                    .to_owned(),
            ),
            Self::Baselines { there, .. } => Some(format!("--baseline {there} runs all of them on that one")),
            Self::Years { there, .. } => Some(format!(
                "give both the same last of `years`, or the same `year` in [ai], such as year = {there}"
            )),
            Self::Failed { error, .. } | Self::Scenario(error) => error.hint(),
        }
    }
}
