//! Who adopts AI, how fast and how far: an S-curve for every economy.
//!
//! | file | what it does |
//! |---|---|
//! | `relations` | what ships: averages of readiness, observed adoption, how curves depend on readiness |
//! | `pillar` | the four pillars of readiness, and where an economy stands |
//! | `curve` | S-curves, and how one passes through what was observed |
//! | `table`, `catch_up` | `[adoption]` of a scenario |
//! | `files` | a user's own readiness and observations |
//! | `adopters` | all of it in a baseline |
//! | `build` | the curves |
//!
//! `docs/adoption.md` says what the numbers mean.
//!
//! ```
//! use comity_data::Baseline;
//! use comity_scenario::{EconomyId, Scenario, Source, ai::adoption::Pillar};
//! # let source = |text: &str| Source { path: "a.toml".into(), folder: ".".into(), text: text.into() };
//! let scenario = Scenario::parse(source(
//!     r#"
//!     name = "Networks for everybody"
//!     [[adoption.catch_up]]
//!     pillars = "infrastructure"
//!     economies = ["income:lower_middle"]
//!     to = "income:high"
//!     share = 0.5
//!     by = 2035
//!     "#,
//! ))?;
//! let baseline = Baseline::embedded("wiod-2011")?;
//! let adoption = scenario.adoption(&baseline)?;
//! let india = EconomyId(baseline.economies.iter().position(|economy| economy.code == "IND").unwrap());
//! let networks = |year| adoption.readiness(Pillar::Infrastructure, year)[india];
//! assert!(networks(2035.0) > networks(2026.0));
//! assert!(adoption.at(2040.0)[india] > adoption.economies[india.0].curve.at(2040.0));
//! # Ok::<(), comity_scenario::Error>(())
//! ```

mod adopters;
mod build;
mod catch_up;
mod curve;
mod files;
mod pillar;
mod relations;
mod table;

pub use adopters::Adopters;
pub use curve::{Curve, Observation};
pub use pillar::Pillar;
pub use relations::{Measure, Relations};
pub(crate) use table::Table;

use catch_up::Rule;
use comity_data::FileHash;
use comity_model::{EconomyId, PerEconomy, Size};
use pillar::Standing;

/// Adoption of AI by every economy of a baseline, at any time.
#[derive(Debug, Clone, PartialEq)]
pub struct Adoption {
    /// Of whom adoption is a share.
    pub measure: Measure,
    /// How curves depend on readiness.
    pub relations: Relations,
    /// The economies, in the order of the baseline.
    pub economies: Vec<Adopter>,
    /// Files that the scenario names, in its order.
    pub files: Vec<FileHash>,
    /// What the user may not have meant.
    pub warnings: Vec<String>,
    rules: Vec<Rule>,
    size: Size,
}

/// One economy's adoption, before any catch-up, and where its numbers come from.
#[derive(Debug, Clone, PartialEq)]
pub struct Adopter {
    /// The economy's code.
    pub code: String,
    /// Readiness by pillar, from 0 to 1, in the order of [`Pillar::ALL`].
    pub readiness: [f64; 4],
    /// Whose readiness that is.
    pub readiness_from: Basis,
    /// What was observed, earliest first; the curve passes through the last unless the scenario says otherwise.
    pub observations: Vec<Observation>,
    /// Who was observed.
    pub observed_from: Basis,
    /// The curve.
    pub curve: Curve,
    /// Where the ceiling comes from.
    pub ceiling_from: Basis,
    /// Where the speed comes from.
    pub speed_from: Basis,
    /// Where the midpoint comes from.
    pub midpoint_from: Basis,
    standing: Standing,
}

/// Where a number of an economy comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// The scenario itself.
    Scenario,
    /// A file that the scenario names.
    File,
    /// The economy's own, which ships with Comity.
    Own,
    /// The average of its income group.
    Group,
    /// The average of all economies: the economy has no income group.
    World,
    /// What was observed.
    Observed,
    /// The relation to readiness over all economies.
    Relation,
    /// A parameter that is the same for all.
    Parameter,
    /// Other economies, which the scenario has everybody be like.
    Others,
}

impl Basis {
    /// One word for tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::Scenario => "scenario",
            Self::File => "file",
            Self::Own => "own",
            Self::Group => "group",
            Self::World => "world",
            Self::Observed => "observed",
            Self::Relation => "relation",
            Self::Parameter => "parameter",
            Self::Others => "others",
        }
    }
}

impl Adoption {
    /// The share of people or firms that use AI, by economy. A year is a moment: 2030 is the beginning of 2030.
    pub fn at(&self, year: f64) -> PerEconomy {
        self.per_economy(|economy| self.curve(economy, year).at(year))
    }

    /// The curve that an economy is on in a year; before a catch-up begins this is its own, which afterwards moves.
    pub fn curve(&self, economy: EconomyId, year: f64) -> Curve {
        let adopter = &self.economies[economy.0];
        match self.rules.iter().any(|rule| rule.from < year && rule.economies.contains(&economy)) {
            false => adopter.curve,
            true => self.standing(economy, year).curve(adopter.curve.speed, &self.relations),
        }
    }

    /// Readiness in one pillar, from 0 to 1, by economy.
    pub fn readiness(&self, pillar: Pillar, year: f64) -> PerEconomy {
        self.per_economy(|economy| self.standing(economy, year).pillars[pillar as usize])
    }

    /// The score of readiness, the average of the pillars, by economy.
    pub fn score(&self, year: f64) -> PerEconomy {
        self.per_economy(|economy| self.relations.score(&self.standing(economy, year).pillars))
    }

    /// Where an economy stands in a year.
    fn standing(&self, economy: EconomyId, year: f64) -> Standing {
        let mut standing = self.economies[economy.0].standing;
        for rule in self.rules.iter().filter(|rule| rule.economies.contains(&economy)) {
            rule.apply(year, &mut standing);
        }
        standing
    }

    fn per_economy(&self, of: impl Fn(EconomyId) -> f64) -> PerEconomy {
        let mut values = PerEconomy::zeros(self.size);
        for economy in self.size.economies() {
            values[economy] = of(economy);
        }
        values
    }
}
