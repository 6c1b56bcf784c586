//! Why a run failed, and what to do about it.

use crate::diagnostic::Diagnostic;
use comity_data::BaselineError;
use comity_data::frame::{FrameError, Place};
use thiserror::Error;

/// Why a scenario cannot be read, run or written.
#[derive(Debug, Error)]
#[non_exhaustive]
#[allow(missing_docs, reason = "the messages say what each variant is")]
pub enum Error {
    #[error("there is no scenario `{name}`: no such file, and none of that name ships with Comity")]
    Unknown { name: String, nearest: Option<String> },
    #[error("`{path}` is a folder, not a scenario file")]
    Folder { path: String },
    #[error("cannot read `{path}`\n  {reason}")]
    Read { path: String, reason: std::io::Error },
    #[error("`{path}` is not UTF-8 text\n  byte {byte}")]
    NotText { path: String, byte: usize },
    #[error("`{path}` is empty")]
    Empty { path: String },
    #[error("{0}")]
    Scenario(Box<Diagnostic>),
    #[error("{message}\n  {place}")]
    Cell { message: String, place: Place, hint: Option<String> },
    #[error(transparent)]
    Frame(#[from] FrameError),
    #[error(transparent)]
    Baseline(#[from] BaselineError),
    #[error(transparent)]
    Registry(#[from] comity_policy::RegistryError),
    #[error("no baseline: neither `{path}` nor the command names one")]
    NoBaseline { path: String },
    #[error("the baseline `{baseline}` cannot be calibrated\n  {reason}")]
    Calibration { baseline: String, reason: String },
    #[error("{during} has no solution under closure `{closure}`\n  {reason}")]
    Unsolved { during: &'static str, closure: &'static str, reason: String, hint: &'static str },
    #[error(
        "none of the model's factors is called `capital`, so that none can accumulate\n  it has {factors}"
    )]
    NoCapital { factors: String },
    #[error("{message}")]
    UnknownResult { message: String, hint: Option<String> },
    #[error(
        "the equilibrium has no derivatives\n  what the linear system leaves is {residual:.1e} of its right-hand side"
    )]
    NoDerivatives { residual: f64 },
    #[error("`{command}` does not cover {what} yet")]
    Underived { command: &'static str, what: &'static str, hint: &'static str },
    #[error("cannot write the record of the run\n  {0}")]
    Record(serde_json::Error),
    #[error("an ensemble needs at least 2 draws, found {draws}")]
    TooFewDraws { draws: usize },
    #[error("the Sobol design has at most {most} draws, found {draws}")]
    TooManyDraws { draws: usize, most: usize },
    #[error("`{file}` belongs to another ensemble\n  {what}: {there} there, {here} here")]
    OtherEnsemble { file: String, what: String, there: String, here: String },
    #[error("cannot use `{file}`, where solves are kept while an ensemble runs\n  {reason}")]
    Journal { file: String, reason: std::io::Error },
    #[error("none of {draws} draws could be solved\n  draw {first}: {reason}")]
    NoDraws { draws: usize, first: usize, reason: String },
    #[error("cannot write results to `{folder}`\n  {reason}")]
    Write { folder: String, reason: std::io::Error },
}

impl Error {
    /// The same, if it happened in one year of a path.
    pub(crate) fn in_year(self, year: u16) -> Self {
        match self {
            Self::Unsolved { during, closure, reason, hint } => {
                Self::Unsolved { during, closure, reason: format!("in {year}: {reason}"), hint }
            }
            other => other,
        }
    }

    /// What the user can do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Unknown { nearest, .. } => Some(
                nearest.clone().unwrap_or_else(|| "`comity list` names the scenarios that ship".to_owned()),
            ),
            Self::Folder { .. } => Some("name a scenario file in it".to_owned()),
            Self::NotText { .. } => {
                Some("a scenario is a TOML file, saved with the encoding UTF-8".to_owned())
            }
            Self::Empty { .. } => Some("`comity new FILE` writes a scenario to start from".to_owned()),
            Self::Scenario(diagnostic) => diagnostic.hint.clone(),
            Self::Cell { hint, .. } | Self::UnknownResult { hint, .. } => hint.clone(),
            Self::NoDerivatives { .. } => Some("a small change of the scenario may help".to_owned()),
            Self::Frame(error) => error.hint(),
            Self::Baseline(error) => error.hint(),
            Self::Registry(error) => error.hint(),
            Self::NoBaseline { .. } => Some(
                "add baseline = \"wiod-2011\" to the scenario, or run it with --baseline wiod-2011"
                    .to_owned(),
            ),
            Self::Calibration { baseline, .. } => Some(format!("`comity data check {baseline}` says more")),
            Self::Unsolved { hint, .. } | Self::Underived { hint, .. } => Some((*hint).to_owned()),
            Self::NoCapital { .. } => Some(
                "call one of the factors `capital`, or remove [model.factors]: then growth.capital_share says how much it is"
                    .to_owned(),
            ),
            Self::Write { .. } => Some("choose another folder with --out".to_owned()),
            Self::TooFewDraws { .. } => Some("a thousand are a good start: --draws 1000".to_owned()),
            Self::TooManyDraws { .. } => {
                Some("use design = \"latin_hypercube\" for more, or --draws 65536".to_owned())
            }
            Self::OtherEnsemble { .. } => {
                Some("run it as it was begun, or without --resume to begin again".to_owned())
            }
            Self::Journal { .. } => Some("choose another folder with --out".to_owned()),
            Self::NoDraws { .. } => Some("narrow the distributions in [ensemble]".to_owned()),
            Self::Read { .. } | Self::Record(_) => None,
        }
    }
}
