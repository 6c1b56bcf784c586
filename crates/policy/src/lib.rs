//! Rules as data: measures on artificial intelligence and data, what they require on any date, and how far the rules of
//! economies lie apart.
//!
//! | module | what it does, in the order in which data passes through |
//! |---|---|
//! | `date`, `toml_text`, `diagnostic` | days, and TOML files with errors that show the line |
//! | [`taxonomy`], [`jurisdictions`], [`measure`] | what there is: features, economies and unions, measures |
//! | `read`, `checks`, `registry` | files, checked, as a [`Registry`] |
//! | `write` | a measure as the TOML that is read back as the same |
//! | `history` | from when to when each part of a measure applies |
//! | `settings`, `rules` | what counts how much, in a form that answers fast: [`Rules`] |
//! | `scopes` | the words that say whom a measure covers |
//! | `strictest`, `profile` | what each economy requires on a day |
//! | `accepted` | single markets, recognition, standards in common |
//! | `experiment` | rules other than those in force |
//! | `distance`, `parts`, `fragmentation` | how far rules lie apart: pair by pair, by which measures, and in one number |
//! | `clusters`, `drawing`, `stability` | whose rules are alike, as a tree, and how sure that is |
//! | `trust` | what safeguards are worth |
//! | `draws` | how sure all this is |
//! | `search` | finding measures by words |
//! | [`answer`] | what is asked of all this, as the command line prints it and the HTTP API sends it |
//! | [`screen`] | what WTO law asks of a draft measure |
//! | [`comply`] | what markets ask of a product, and what that costs |
//! | `example` | what ships to start from |
//! | [`suggest`] | which features the text of a law suggests |
//! | [`import`] | measures out of tables that others publish |
//!
//! ```
//! use comity_policy::{Registry, Rules, Settings};
//! let rules = Rules::new(Registry::embedded()?, Settings::default());
//! let distances = rules.distances("2026-08-02".parse().unwrap());
//! let [usa, deu, fra] = ["USA", "DEU", "FRA"].map(|code| rules.place(code).unwrap());
//! assert!(distances.burden(usa, deu) > distances.burden(deu, usa));
//! assert_eq!(distances.heterogeneity(deu, fra), 0.0);
//! # Ok::<(), comity_policy::RegistryError>(())
//! ```
//!
//! `docs/policy.md` is the guide.

mod accepted;
pub mod answer;
mod checks;
mod clusters;
pub mod comply;
mod date;
mod diagnostic;
mod distance;
mod drawing;
mod draws;
mod error;
mod example;
mod experiment;
mod fragmentation;
mod history;
pub mod import;
pub mod jurisdictions;
pub mod measure;
mod nearest;
mod parallel;
mod parts;
mod profile;
mod read;
mod registry;
mod rules;
mod scopes;
pub mod screen;
mod search;
mod settings;
mod stability;
mod strictest;
pub mod suggest;
pub mod taxonomy;
mod toml_text;
mod trust;
mod write;

pub use clusters::{Merger, Tree};
pub use date::{Date, NoDate};
pub use diagnostic::Diagnostic;
pub use distance::Distances;
pub use drawing::drawing;
pub use draws::{Draw, Draws};
pub use error::RegistryError;
pub use example::Example;
pub use experiment::{Adoption, Edit, Edited, Experiment, Levelled};
pub use fragmentation::Fragmentation;
pub use history::Period;
pub use measure::Measure;
pub use parallel::all_threads;
pub use parts::{LaidDown, Part};
pub use profile::{Because, Line, Profile};
pub use registry::{JURISDICTIONS, Registry, TAXONOMY};
pub use rules::Rules;
pub use scopes::{Covered, Named, Scope, Scopes};
pub use search::{Index, words_of};
pub use settings::Settings;
pub use stability::stability;
pub use taxonomy::{Feature, Taxonomy};
