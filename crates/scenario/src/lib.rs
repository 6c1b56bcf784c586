//! From a scenario file to results.
//!
//! | module | what it does, in the order in which data passes through |
//! |---|---|
//! | `source`, `diagnostic` | the scenario's text, and errors that show the line at fault |
//! | `fields`, `scenario` | the text as a [`Scenario`]: keys and types are checked, codes not yet |
//! | `library` | scenarios that ship inside the binary |
//! | [`ai`] | who adopts AI and how fast |
//! | `select`, `cells` | which economies, sectors and flows an entry means in a given baseline |
//! | `entries`, `target` | one file a kind of entry: how it is read, and what it does to the shock |
//! | [`parameters`] | the numbers that the equations of artificial intelligence rest on, each with its source |
//! | `changes` | all that a scenario changes, in one world or in each year of a path |
//! | `variant` | `[model]`: the version of the model, as a change of the baseline |
//! | `run` | baseline, shock, benchmark and counterfactual: a [`Run`] |
//! | `prepared` | the same without years, in a world that is kept ready |
//! | `explain` | why the real income of one economy changes in it |
//! | [`path`] | the same year by year, against a world that grows |
//! | [`divide`] | incomes per person by income group, and whether they draw together |
//! | `welfare` | why real income changes, where a run is asked for it |
//! | `sensitivity` | what a result of a [`Run`] depends on |
//! | [`game`] | tariffs as economies would choose them in the world of a [`Run`] |
//! | [`pillars`] | what closing gaps in readiness for AI is worth |
//! | [`frontier`] | what rules on data are worth, from the most open on |
//! | [`regulation`] | rules on AI and data, and what differences of them cost |
//! | [`sectors`] | changes by sector, of an economy or averaged over several |
//! | `results` | a [`Run`] as files |
//! | [`ensemble`] | a scenario many times over: how sure is a result, and what drives it |
//! | [`compare`] | several scenarios on one baseline: how much more or less, for whom, how sure |
//!
//! ```
//! use comity_scenario::{Options, Run, Scenario};
//! let scenario = Scenario::find("cheaper-digital-services")?;
//! let run = Run::new(scenario, &Options::default())?;
//! assert!(run.outcome.world.real_income > 1.0);
//! # Ok::<(), comity_scenario::Error>(())
//! ```
//!
//! `docs/scenarios.md` is the reference of the scenario file.

pub mod ai;
mod cells;
mod changes;
mod closure;
pub mod compare;
mod diagnostic;
pub mod divide;
pub mod ensemble;
mod entries;
mod error;
mod explain;
mod failure;
mod fields;
pub mod frontier;
pub mod game;
mod library;
pub mod parameters;
pub mod path;
pub mod pillars;
mod prepared;
pub mod regulation;
mod results;
mod run;
mod scenario;
pub mod sectors;
mod select;
pub mod sensitivity;
mod source;
mod target;
mod variant;
mod welfare;

pub use closure::{CLOSURES, closure_named, closure_word};
pub use comity_model::{Closure, EconomyId, SectorId};
pub use compare::{CompareError, Comparison};
pub use diagnostic::Diagnostic;
pub use error::Error;
pub use explain::{Explanation, Reasons};
pub use frontier::Frontier;
pub use game::Games;
pub use library::{TEMPLATE, embedded};
pub use parameters::Parameters;
pub use pillars::Pillars;
pub use prepared::{Answer, Prepared};
pub use regulation::Convergence;
pub use results::Results;
pub use run::{Moment, Options, Run, Timing};
pub use scenario::{Scenario, Shocked};
pub use sensitivity::Sensitivity;
pub use source::{Beside, Source};
pub use welfare::{PARTS, Welfare};
