//! Screening: a draft measure and the facts of its design, held against the provisions of WTO law.
//!
//! | module | what it does, in the order in which data passes through |
//! |---|---|
//! | `facts` | what a draft can be asked |
//! | `provision` | provisions, each with questions that facts decide |
//! | `draft`, `form` | a draft measure and its facts, read from TOML and written again |
//! | `embedded` | the provisions and worked drafts that ship |
//! | `decide` | facts and questions to [`Finding`]s |
//! | `duties` | what must be published or notified, and when |
//! | `similar` | the measures elsewhere that are most like it |
//! | `interview`, [`questions`] | which fact to ask for next; all that can be asked |
//! | `markdown`, `html`, [`memo`] | findings to read, and as JSON |
//!
//! ```
//! use comity_policy::screen::{Draft, Library, Status};
//! let library = Library::embedded()?;
//! let draft = Draft::parse(library, "draft.toml", r#"
//!     id = "chips"
//!     title = "Import licences for accelerators"
//!     jurisdiction = "An economy"
//!     [covers]
//!     products = ["accelerators"]
//!     services = []
//!     [facts]
//!     import_licence = true
//! "#)?;
//! let screening = library.screen(&draft);
//! let status = |id| screening.finding(id).unwrap().status;
//! assert_eq!(status("GATT.XI"), Status::Touched);
//! assert_eq!(status("GATT.XIII"), Status::NeedsFacts); // does it treat some countries better?
//! assert_eq!(status("GATS.XVII"), Status::NotTouched);
//! # Ok::<(), comity_policy::RegistryError>(())
//! ```
//!
//! A finding says which question the law asks of the draft. It is no finding of breach and no legal advice.

mod decide;
mod draft;
mod duties;
mod embedded;
mod facts;
mod form;
mod html;
mod interview;
mod markdown;
pub mod memo;
mod provision;
pub mod questions;
mod similar;

pub use decide::{Answer, Answered, Finding, Screening, Status};
pub use draft::{Draft, Value};
pub use embedded::{EmbeddedDraft, Library, embedded_draft, embedded_drafts};
pub use facts::{Fact, FactId, Facts, Group, Kind};
pub use form::{Covers, Form, Given};
pub use html::html;
pub(crate) use html::page;
pub use interview::Interview;
pub use markdown::markdown;
pub use memo::Memo;
pub use provision::{Provision, Question};
pub use questions::Questions;
pub use similar::{LIKENESS, Level, NOTHING_TO_COMPARE, Similar};

/// What every screening says of itself.
pub const NOTICE: &str = "This screen spots issues that a draft raises under WTO law, out of facts that were given to it. It is no legal \
    advice, and `touched` is a question to study, not a finding of breach. Provisions are paraphrased; read their text.";
