//! Artificial intelligence in the world economy.
//!
//! | module | what it does, in the order in which data passes through |
//! |---|---|
//! | [`adoption`] | who adopts AI, how fast and how far |
//! | [`data_flows`] | under which rules data move between economies |
//! | [`languages`], [`unions`] | who shares a language, a customs union, rules |
//! | `settings` | `[ai]` of a scenario |
//! | [`channels`] | what adoption does to the world economy, channel by channel |
//! | `effects` | all of that once a scenario has met its baseline |
//! | [`skills`] | skilled and less skilled labour as factors of their own |
//! | `split` | how much of a change each channel brings |
//! | `worlds` | the same with other adoption or other rules on data, at draws of parameters |
//! | `schools` | the same under other parameters |
//! | [`firms`], [`concentration`] | what becomes of exporters by size, and of the concentration of supply |

pub mod adoption;
pub mod channels;
pub mod concentration;
pub mod data_flows;
mod effects;
pub mod firms;
pub mod languages;
pub(crate) mod pairs;
mod schools;
mod settings;
pub mod skills;
mod split;
pub mod unions;
pub(crate) mod worlds;

pub use effects::Effects;
pub(crate) use effects::parts;
pub use schools::InSchool;
pub use settings::Settings;
pub use split::Split;
pub use worlds::{Draws, Spread};
