//! What is asked of rules, answered in the form that the command line prints as JSON and the HTTP API sends.
//!
//! With the feature `openapi` each type describes itself for the API's document.

mod clusters;
mod distance;
mod explain;
mod found;
mod fragmentation;
mod places;
mod profile;
mod ranges;
mod starts;

pub use clusters::{Clusters, Node};
pub use distance::{Distance, Pair};
pub use explain::{Explained, ExplainedPart};
pub use found::{Found, Query};
pub use fragmentation::{Index, IndexOf, SectorTrade};
pub use profile::{Profiled, Required};
pub use ranges::{Range, Ranges};
pub use starts::Start;
