//! What one market asks and costs, as JSON.

use super::Cost;
use crate::comply::costs::Range;
use crate::comply::duties;
use crate::comply::facts::Answer;
use crate::comply::plan::{self, Plan};
use crate::date::Date;
use crate::measure::Measure;
use serde::Serialize;
use std::collections::BTreeSet;

/// What one market asks and costs.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ComplianceMarket))]
pub struct Market<'a> {
    /// Its code.
    pub economy: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Whether its rules are those of home, so that nothing is left to do.
    pub at_home: bool,
    /// Whether the product may not be sold there.
    pub barred: bool,
    /// Whether the registry has no measure of it, which is not to say that there is none.
    pub unknown: bool,
    /// What it asks.
    pub duties: Vec<Duty<'a>>,
    /// As if it were the only market; `null` where the product is barred.
    #[serde(flatten)]
    pub cost: Cost,
    /// Once.
    pub one_off: Option<Range>,
    /// Every year.
    pub yearly: Option<Range>,
    /// What it adds to the markets before it.
    pub added: Added,
    /// Revenue a year at which it pays, the central case; `null` where the margin is not known or the product is barred.
    pub break_even: Option<f64>,
    /// Likewise, the low end.
    pub break_even_low: Option<f64>,
    /// Likewise, the high end.
    pub break_even_high: Option<f64>,
    /// Expected revenue a year.
    pub revenue: Option<f64>,
    /// Whether the expected revenue pays for it: `yes`, `likely`, `unlikely`, `no`, `home`, `barred`; `null` where that is not known.
    pub pays: Option<&'static str>,
}

/// What a market adds to the bill, the central case.
#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = AddedCost))]
pub struct Added {
    /// Once.
    pub one_off: f64,
    /// Every year.
    pub yearly: f64,
}

/// One thing that a market asks of the product.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Duty))]
pub struct Duty<'a> {
    /// The feature's id.
    pub feature: &'a str,
    /// What people call it.
    pub name: &'a str,
    /// From 1 to 3.
    pub level: u8,
    /// The id of the measure that asks it.
    pub measure: &'a str,
    /// The measure's title.
    pub title: &'a str,
    /// The address of its text.
    pub source: &'a str,
    /// The article; empty where it is not known.
    pub article: &'a str,
    /// Since when.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub since: Date,
    /// `yes`, or `open` until facts are given.
    pub applies: Answer,
    /// What about the product brings it within the measure.
    pub because: &'a [String],
    /// Keys of the product file that could still decide.
    pub depends_on: &'a BTreeSet<&'static str>,
    /// Whether the market accepts here what home did.
    pub recognised: bool,
    /// Other measures that ask for it too, no stricter.
    pub also: Vec<Also<'a>>,
    /// Why it has no price; `null` where it has one.
    pub no_price: Option<&'a str>,
}

/// Another measure that asks for the same.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = DutyAlso))]
pub struct Also<'a> {
    /// The measure's id.
    pub measure: &'a str,
    /// Its title.
    pub title: &'a str,
    /// The address of its text.
    pub source: &'a str,
    /// The article; empty where it is not known.
    pub article: &'a str,
    /// From 1 to 3.
    pub level: u8,
    /// Since when.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub since: Date,
    /// `yes`, or `open` until facts are given.
    pub applies: Answer,
}

impl<'a> Market<'a> {
    /// Of a market of a plan.
    pub(super) fn new(market: &'a plan::Market<'a>, plan: &'a Plan<'a>) -> Self {
        // What may not be sold has no cost.
        let bill = Some(market.alone).filter(|_| !market.barred);
        Self {
            economy: market.code,
            name: market.name,
            at_home: market.at_home,
            barred: market.barred,
            unknown: market.unknown,
            duties: market.duties.iter().map(|duty| Duty::new(duty, plan)).collect(),
            cost: Cost::new(bill, plan.years),
            one_off: bill.map(|bill| bill.one_off),
            yearly: bill.map(|bill| bill.yearly),
            added: Added { one_off: market.added.0, yearly: market.added.1 },
            break_even: market.break_even.map(|range| range.central),
            break_even_low: market.break_even.map(|range| range.low),
            break_even_high: market.break_even.map(|range| range.high),
            revenue: market.revenue,
            pays: market.pays(),
        }
    }
}

impl<'a> Duty<'a> {
    fn new(duty: &'a duties::Duty<'a>, plan: &'a Plan<'a>) -> Self {
        Self {
            feature: &duty.feature.id,
            name: &duty.feature.name,
            level: duty.level,
            measure: &duty.measure.id,
            title: &duty.measure.title,
            source: &duty.measure.source_url,
            article: duty.article,
            since: duty.since,
            applies: duty.answer,
            because: &duty.because,
            depends_on: &duty.open,
            recognised: duty.recognised,
            also: duty.also.iter().map(Also::new).collect(),
            no_price: plan.costs.uncosted.get(&duty.feature.id).map(String::as_str),
        }
    }
}

impl<'a> Also<'a> {
    fn new(also: &'a duties::Also<'a>) -> Self {
        let Measure { id, title, source_url, .. } = also.measure;
        Self {
            measure: id,
            title,
            source: source_url,
            article: also.article,
            level: also.level,
            since: also.since,
            applies: also.answer,
        }
    }
}
