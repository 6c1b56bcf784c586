//! From a finished run to what people read: a summary for the terminal, and a report in one HTML file.
//!
//! | module | what it does |
//! |---|---|
//! | `view` | a [`Run`](comity_scenario::Run) as the numbers that the viewer under `web/` shows; `web/src/lib/results.ts` is its other side |
//! | `totals` | trade between two economies, and changes of groups, sectors and the world |
//! | `channels` | what each channel of AI brings |
//! | `page` | the viewer with those numbers in it |
//! | `summary`, `path`, `ensemble`, `compare` | the short tables on the terminal, of a run and its years, an ensemble and a comparison |

mod assumed;
mod channels;
mod compare;
mod day;
mod ensemble;
#[cfg(test)]
mod fixture;
mod page;
mod path;
mod summary;
mod totals;
mod view;

pub use compare::compare_summary;
pub use ensemble::ensemble_summary;
pub use page::{NoReport, compare_html, compare_json, ensemble_html, ensemble_json, html, json};
pub use summary::summary;
