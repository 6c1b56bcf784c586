//! Why real income changes: terms of trade, volume of trade, trade costs, technology, transfers, factor supply.
//!
//! With real income `I_n / P_n`, `M_nij` the value of a flow without its tariff, `tau = 1 + t`, `d` the iceberg cost and
//! `c` unit costs, prices and budgets give
//!
//! ```text
//! I_n dln(I_n / P_n) =  sum_mk M_mnk dln c_nk - sum_ij M_nij dln c_ij     terms of trade
//!                     + sum_ij t_nij M_nij (dln M_nij - dln c_ij)         volume of trade
//!                     - sum_ij tau_nij M_nij dln d_nij                    trade cost
//!                     + sum_j Y_nj (dln A_nj + beta_nj dln B_nj)          technology, B on value added
//!                     + dD_n                                              transfer
//!                     + w_n L_n dln L_n                                   factor supply
//! ```
//!
//! for every small change, from any equilibrium. With tariffs alone the first two lines are equation 15 of Caliendo and Parro (2015).
//! `docs/model.md` has the derivation and says what each line means.
//!
//! | file | what it does |
//! |---|---|
//! | `parts` | the six parts, and sums of them by economy, partner and sector |
//! | `rule` | nodes on a stretch of the path, and integrals of one quantity along another |
//! | `stretch` | the equation above, integrated over a stretch whose equilibria are known |
//! | `added_inputs` | what growing recipes cost |
//! | `route` | the whole path: equilibria where they are needed, until the parts add up |
//! | `exact` | the identity along that path |
//! | `attribution` | the whole change by part of the shock: which of several causes brings how much |
//! | `first_order` | the same lines at the benchmark alone, as published tables have them |

mod added_inputs;
mod attribution;
mod exact;
mod first_order;
mod parts;
mod route;
mod rule;
mod stretch;

pub use attribution::Attribution;
pub use exact::Decomposition;
pub use first_order::FirstOrder;
pub use parts::{Part, Parts};
pub use route::OffPath;
