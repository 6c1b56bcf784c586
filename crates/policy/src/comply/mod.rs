//! Compliance: a product and the markets it is sold in, held against what each requires on a day; what that costs, what is
//! shared, and what recognition would save.
//!
//! | module | what it does, in the order in which data passes through |
//! |---|---|
//! | `product`, [`questions`] | a product and its facts, read from TOML, and what can be asked of it |
//! | `facts` | tests of a product: yes, no, or open until a fact is given |
//! | `scope` | which measures and requirements reach a product |
//! | `duties` | what each market asks of it, by which article, since when |
//! | `costs` | prices of duties, each with its source |
//! | `overlap` | what having complied in one market is worth in another |
//! | `total` | the bill: alone, in a row, with recognition, with a common standard |
//! | `forecast` | what begins or ends in the next twelve months |
//! | `embedded` | what ships: scope, costs, worked products |
//! | `sizes` | the bill of firms of other sizes |
//! | `plan` | all of it together: [`Plan`] |
//! | `markdown`, `html`, [`report`] | the plan to read, and as JSON |
//!
//! ```
//! use comity_policy::comply::{Library, Plan, Product, embedded_product};
//! use comity_policy::{Registry, Rules, Settings};
//! let rules = Rules::new(Registry::embedded()?, Settings::default());
//! let library = Library::embedded()?;
//! let product = Product::parse(library, &rules, "product.toml", embedded_product("hiring-screening")?)?;
//! let plan = Plan::new(library, &rules, &product, &["EU", "USA"], "2027-12-02".parse().unwrap(), 3)?;
//! let union = &plan.markets[0];
//! assert!(union.duties.iter().any(|duty| duty.feature.id == "human_oversight"));
//! assert!(union.alone.a_year(3).low <= union.alone.a_year(3).high);
//! # Ok::<(), comity_policy::RegistryError>(())
//! ```
//!
//! It is no legal advice.

mod costs;
mod duties;
mod embedded;
mod facts;
mod forecast;
mod html;
mod markdown;
mod overlap;
mod plan;
mod product;
pub mod questions;
pub mod report;
mod scope;
mod sizes;
mod total;

pub use costs::{Costs, Item, Range, Source};
pub use duties::{Also, Duties, Duty};
pub use embedded::{EXAMPLE, Library, embedded_product, embedded_products};
pub use facts::{Answer, Test};
pub use forecast::{Change, Turn};
pub use html::html;
pub use markdown::markdown;
pub use plan::{Market, Plan};
pub use product::{Data, Delivery, Function, Model, Product, Risk, Size, Stored};
pub use questions::Questions;
pub use report::Report;
pub use scope::Scope;
pub use sizes::OfSize;
pub use total::{Bill, Totals};

/// What every plan says of itself.
pub const NOTICE: &str = "This is no legal advice. Which duties reach the product is read off the kind of each measure and the facts that were \
    given, not off its text, and most costs are assumptions: the list of costs says which. Read the articles, and ask counsel before acting.";
