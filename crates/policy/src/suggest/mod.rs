//! Features that the text of a law suggests, with the sentences that say so.
//!
//! | module | what it does, in the order in which data passes through |
//! |---|---|
//! | `pattern` | words and their beginnings, with gaps, found in a sentence |
//! | `cues` | what to look for, feature by feature, read from TOML |
//! | `sentences` | a text as sentences, each with its line and the article that it stands under |
//! | `force` | whether a sentence binds, whom, and how widely |
//! | `propose` | sentences and cues to [`Suggestion`]s |
//! | `report` | suggestions as JSON |
//! | `draft` | suggestions as a measure to be filled in |
//!
//! ```
//! use comity_policy::Registry;
//! use comity_policy::suggest::Cues;
//! let taxonomy = &Registry::embedded()?.taxonomy;
//! let text = "Article 1\n\nProviders of high-risk systems shall ensure human oversight.";
//! let found = Cues::embedded()?.suggest(taxonomy, text);
//! assert_eq!((found[0].feature.id.as_str(), found[0].level), ("human_oversight", 2));
//! assert_eq!((found[0].evidence[0].line, found[0].evidence[0].article.as_str()), (3, "Article 1"));
//! # Ok::<(), comity_policy::RegistryError>(())
//! ```
//!
//! The rules read words, not meaning: what they find is where to look, and a person decides. `docs/suggest.md` says how often
//! they are right on texts that they were not written from.

mod cues;
mod draft;
mod force;
mod pattern;
mod propose;
mod report;
mod sentences;

pub use cues::Cues;
pub use draft::draft;
pub use force::Force;
pub use propose::{Evidence, Suggestion};
pub use report::{NOTICE, Report};
