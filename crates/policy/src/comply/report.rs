//! The plan as JSON: what `comity comply --format json` and the HTTP API answer.

mod market;

pub use market::{Added, Also, Duty, Market};

use super::NOTICE;
use super::costs;
use super::costs::Range;
use super::facts::Answer;
use super::forecast::{self, Turn};
use super::plan::{self, Plan};
use super::product::{Product, Risk, Size};
use super::sizes::OfSize;
use super::total::{Bill, Totals};
use crate::date::Date;
use crate::measure::Measure;
use serde::Serialize;

/// A plan for programs. Amounts are EUR; `cost_low`, `cost_central` and `cost_high` are of a year, with what is paid once spread
/// over `years`.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Compliance))]
pub struct Report<'a> {
    /// What was asked about.
    pub product: Named<'a>,
    /// What was said of it, as in its file.
    pub given: &'a Product,
    /// The day.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub date: Date,
    /// Years over which what is paid once is spread.
    pub years: u16,
    /// What amounts are in.
    pub currency: &'a str,
    /// The year that amounts are meant for.
    pub price_year: u16,
    /// What it is not.
    pub notice: &'static str,
    /// The markets, in the order in which they are entered.
    pub markets: Vec<Market<'a>>,
    /// What they cost together.
    pub totals: Totals,
    /// What they cost firms of each size.
    pub sizes: Vec<Sized<'a>>,
    /// Share of what `asked_in` asks that is met by whoever meets what `met_in` asks.
    pub overlap: Vec<Overlap<'a>>,
    /// What changes in the next twelve months, by day.
    pub changes: Vec<Change<'a>>,
    /// What was not given and matters.
    pub not_known: Vec<NotKnown>,
    /// Where prices are from, of the duties above.
    pub prices: Vec<Price<'a>>,
}

/// The product, and its class of risk.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = NamedProduct))]
pub struct Named<'a> {
    /// A short name.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// The economy whose duties are met already.
    pub home: &'a str,
    /// The name of that.
    pub home_name: &'a str,
    /// Stated, or else derived; `null` where the facts leave it open.
    pub risk: Option<Risk>,
}

/// A year's cost, what is paid once spread over the years.
#[derive(Debug, Clone, Copy, Default, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = YearlyCost))]
pub struct Cost {
    /// The low end.
    pub cost_low: Option<f64>,
    /// The central case.
    pub cost_central: Option<f64>,
    /// The high end.
    pub cost_high: Option<f64>,
}

/// What all markets cost a firm of one size.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = CostOfSize))]
pub struct Sized<'a> {
    /// The size.
    pub size: Size,
    /// In a row, work reused.
    #[serde(flatten)]
    pub cost: Cost,
    /// Each as if it were the only one.
    pub markets: Vec<SizedMarket<'a>>,
}

/// What a market costs a firm of one size.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = MarketCostOfSize))]
pub struct SizedMarket<'a> {
    /// Its code.
    pub economy: &'a str,
    /// `null` where the product is barred.
    #[serde(flatten)]
    pub cost: Cost,
}

/// What two places have in common.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = DutyOverlap))]
pub struct Overlap<'a> {
    /// Where duties are met.
    pub met_in: &'a str,
    /// Where they are asked.
    pub asked_in: &'a str,
    /// From 0 to 1.
    pub share: f64,
}

/// A day on which a measure asks something else.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = DutyChange))]
pub struct Change<'a> {
    /// The day.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub date: Date,
    /// The market.
    pub economy: &'a str,
    /// The measure's id.
    pub measure: &'a str,
    /// Its title.
    pub title: &'a str,
    /// The address of its text.
    pub source: &'a str,
    /// What happens.
    pub what: Turn,
    /// `yes`, or `open` until facts are given.
    pub applies: Answer,
    /// Features, by name.
    pub features: Vec<AtLevel<'a>>,
}

/// A feature at a level.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FeatureAtLevel))]
pub struct AtLevel<'a> {
    /// The feature's id.
    pub feature: &'a str,
    /// What people call it.
    pub name: &'a str,
    /// From 1 to 3.
    pub level: u8,
}

/// A key that was not given and matters.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FactNotKnown))]
pub struct NotKnown {
    /// The key.
    pub fact: &'static str,
    /// What it asks.
    pub question: &'static str,
    /// How many duties wait for it.
    pub duties: usize,
}

/// What a piece of work costs: a high-risk product of a medium-sized firm, at level 2, from nothing.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PriceOfWork))]
pub struct Price<'a> {
    /// The feature that it is part of.
    pub feature: &'a str,
    /// What it is.
    pub name: &'a str,
    /// Once.
    pub one_off: Range,
    /// Every year.
    pub yearly: Range,
    /// `checked`, `partly_checked`, `from_memory` or `assumption`.
    pub status: &'a str,
    /// Which part of the range is from where.
    pub note: &'a str,
    /// Where it is from.
    pub sources: Vec<&'a costs::Source>,
}

impl<'a> Report<'a> {
    /// Of a plan.
    pub fn new(plan: &'a Plan<'a>) -> Self {
        let product = plan.product;
        let overlap = plan.overlap.iter();
        let unknown = plan.unknown.iter();
        Self {
            product: Named {
                id: &product.id,
                title: &product.title,
                home: &product.home,
                home_name: plan.home_name,
                risk: plan.risk,
            },
            given: product,
            date: plan.date,
            years: plan.years,
            currency: &plan.costs.currency,
            price_year: plan.costs.year,
            notice: NOTICE,
            markets: plan.markets.iter().map(|market| Market::new(market, plan)).collect(),
            totals: plan.totals,
            sizes: plan.sizes.iter().map(|of| Sized::new(of, plan)).collect(),
            overlap: overlap
                .map(|(met_in, asked_in, share)| Overlap { met_in, asked_in, share: *share })
                .collect(),
            changes: plan.changes.iter().map(Change::new).collect(),
            not_known: unknown.map(|&(fact, question, duties)| NotKnown { fact, question, duties }).collect(),
            prices: plan.prices().map(|item| Price::new(item, plan)).collect(),
        }
    }
}

impl Cost {
    fn new(bill: Option<Bill>, years: u16) -> Self {
        let a_year = bill.map(|bill| bill.a_year(years));
        Self {
            cost_low: a_year.map(|cost| cost.low),
            cost_central: a_year.map(|cost| cost.central),
            cost_high: a_year.map(|cost| cost.high),
        }
    }
}

impl<'a> Sized<'a> {
    fn new(of: &OfSize, plan: &'a Plan<'a>) -> Self {
        let market = |(market, bill): (&'a plan::Market<'a>, &Option<Bill>)| SizedMarket {
            economy: market.code,
            cost: Cost::new(*bill, plan.years),
        };
        Self {
            size: of.size,
            cost: Cost::new(Some(of.together), plan.years),
            markets: plan.markets.iter().zip(&of.alone).map(market).collect(),
        }
    }
}

impl<'a> Change<'a> {
    fn new(change: &'a forecast::Change<'a>) -> Self {
        let Measure { id, title, source_url, .. } = change.measure;
        Self {
            date: change.date,
            economy: &change.market,
            measure: id,
            title,
            source: source_url,
            what: change.turn,
            applies: change.answer,
            features: change
                .features
                .iter()
                .map(|(feature, level)| AtLevel { feature: &feature.id, name: &feature.name, level: *level })
                .collect(),
        }
    }
}

impl<'a> Price<'a> {
    fn new(item: &'a costs::Item, plan: &'a Plan<'a>) -> Self {
        Self {
            feature: &item.feature,
            name: &item.name,
            one_off: item.one_off.into(),
            yearly: item.yearly.into(),
            status: &item.status,
            note: &item.note,
            sources: item.sources.iter().filter_map(|name| plan.costs.sources.get(name)).collect(),
        }
    }
}
