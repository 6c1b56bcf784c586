//! A product held against markets: duties, costs, overlaps, what comes, and what is not known.

use super::costs::{Costs, Item, Range, World};
use super::duties::{Asked, Duties, Duty, Recognition, duties};
use super::embedded::Library;
use super::facts::Answer;
use super::forecast::{Change, changes};
use super::overlap::overlap;
use super::product::{Product, Risk, Size};
use super::questions::questions;
use super::sizes::OfSize;
use super::total::{Bill, Prices, Totals};
use crate::date::Date;
use crate::error::RegistryError;
use crate::jurisdictions::{Jurisdiction, Kind};
use crate::rules::Rules;
use std::collections::BTreeMap;

/// What selling a product in some markets asks and costs.
#[derive(Debug, Clone)]
pub struct Plan<'a> {
    /// The product.
    pub product: &'a Product,
    /// The day.
    pub date: Date,
    /// Years over which what is paid once is spread.
    pub years: u16,
    /// Its class of risk; `None` where the facts leave it open.
    pub risk: Option<Risk>,
    /// The name of the home economy.
    pub home_name: &'a str,
    /// What the home economy asks.
    pub home: Duties<'a>,
    /// The markets, in the order in which they are entered.
    pub markets: Vec<Market<'a>>,
    /// What they cost together.
    pub totals: Totals,
    /// What they cost firms of each size, whatever the size of this one.
    pub sizes: Vec<OfSize>,
    /// Share of what the second asks that is met by whoever meets what the first asks; the home economy comes first.
    pub overlap: Vec<(String, String, f64)>,
    /// What changes in the next twelve months, by day.
    pub changes: Vec<Change<'a>>,
    /// Keys that were not given, what they ask, and how many duties wait for them.
    pub unknown: Vec<(&'static str, &'static str, usize)>,
    /// Where prices are from.
    pub costs: &'a Costs,
}

/// What one market asks and costs.
#[derive(Debug, Clone)]
pub struct Market<'a> {
    /// Its code.
    pub code: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Whether its rules are those of the home economy, so that nothing is left to do.
    pub at_home: bool,
    /// Whether the product may not be sold there at all.
    pub barred: bool,
    /// Whether the registry has no measure of it, which is not to say that there is none.
    pub unknown: bool,
    /// What it asks.
    pub duties: Vec<Duty<'a>>,
    /// What it costs beyond home, if it is the only market.
    pub alone: Bill,
    /// What it adds to the bill after the markets before it: once and a year, the central case.
    pub added: (f64, f64),
    /// Expected revenue, EUR a year.
    pub revenue: Option<f64>,
    /// EUR of revenue a year at which it pays; `None` where the margin is not known or nothing may be sold.
    pub break_even: Option<Range>,
}

impl Market<'_> {
    /// Duties that apply for sure, and those that may.
    pub fn count(&self) -> (usize, usize) {
        let sure = self.duties.iter().filter(|duty| duty.answer == Answer::Yes).count();
        (sure, self.duties.len() - sure)
    }

    /// Whether the expected revenue pays for it; `None` where the revenue or the margin is not known.
    pub fn pays(&self) -> Option<&'static str> {
        if self.barred {
            return Some("barred");
        }
        if self.at_home {
            return Some("home");
        }
        let (revenue, at) = (self.revenue?, self.break_even?);
        Some(match revenue {
            revenue if revenue >= at.high => "yes",
            revenue if revenue < at.low => "no",
            revenue if revenue >= at.central => "likely",
            _ => "unlikely",
        })
    }
}

/// The error of a code that is no market; of a part of one, with how to say that the product is sold there.
fn within(rules: &Rules, code: &str, unknown: RegistryError) -> RegistryError {
    let part = rules.registry.jurisdictions.find(code).filter(|one| one.kind == Kind::FederalUnit);
    match (part, unknown) {
        (Some(Jurisdiction { name, part_of, .. }), RegistryError::Unknown { what, word, .. }) => {
            let hint = format!(
                "{name} is a part of {part_of}: write --markets {part_of}, and regions = [\"{code}\"] into the product file"
            );
            RegistryError::Unknown { what, word, hint: Some(hint) }
        }
        (_, unknown) => unknown,
    }
}

impl<'a> Plan<'a> {
    /// Holds a product against markets on a day; what is paid once is spread over so many years.
    ///
    /// # Errors
    /// A market is no economy and no union.
    pub fn new(
        library: &'a Library,
        rules: &'a Rules<'a>,
        product: &'a Product,
        markets: &[&str],
        date: Date,
        years: u16,
    ) -> Result<Self, RegistryError> {
        let Library { scope, costs } = library;
        let recognition = Recognition::on(rules, date);
        let home = duties(library, &recognition, product, &product.home);
        let risk = product.risk(scope);
        let mut found: Vec<Market> = Vec::new();
        let mut all: Vec<Asked> = Vec::new();
        let mut coming = Vec::new();
        for code in markets {
            let market = rules.registry.ruler(code).map_err(|unknown| within(rules, code, unknown))?;
            if found.iter().any(|other| other.code == market.code) {
                continue;
            }
            let asked = Asked::by(library, &recognition, product, &market.code);
            coming.extend(changes(scope, rules, product, &market.code, date));
            found.push(Market {
                code: &market.code,
                name: &market.name,
                at_home: asked.at_home,
                barred: asked.barred,
                unknown: rules.entries(&market.code).is_empty() && rules.place(&market.code).is_none(),
                duties: asked.duties.list.clone(),
                alone: Bill::default(),
                added: (0.0, 0.0),
                revenue: product.revenue.get(&market.code).copied(),
                break_even: None,
            });
            all.push(asked);
        }
        let prices = Prices { scope, costs, product, home: &home };
        let left: Vec<Duties> = all.iter().map(Asked::left).collect();
        let left: Vec<&Duties> = left.iter().collect();
        let mut before = Bill::default();
        for (at, market) in found.iter_mut().enumerate() {
            market.alone = prices.bill(&[left[at]], World::default());
            let now = prices.bill(&left[..=at], World::default());
            market.added =
                (now.one_off.central - before.one_off.central, now.yearly.central - before.yearly.central);
            before = now;
            let margin = product.margin.filter(|_| !market.barred);
            market.break_even = margin.map(|margin| market.alone.a_year(years).map(|cost| cost / margin));
        }
        let totals = prices.totals(&left);
        let names = || std::iter::once(product.home.as_str()).chain(found.iter().map(|market| market.code));
        let asked = || std::iter::once(&home).chain(all.iter().map(|asked| &asked.duties));
        let mut shared = Vec::new();
        for (here, of_here) in names().zip(asked()) {
            for (there, of_there) in names().zip(asked()) {
                if let Some(share) = overlap(costs, of_here, of_there).filter(|_| here != there) {
                    let pair = (here.to_owned(), there.to_owned(), share);
                    if !shared.contains(&pair) {
                        shared.push(pair);
                    }
                }
            }
        }
        coming.sort_by(|one, other| {
            (one.date, &one.market, &one.measure.id, one.turn).cmp(&(
                other.date,
                &other.market,
                &other.measure.id,
                other.turn,
            ))
        });
        let codes: Vec<&str> = found.iter().map(|market| market.code).collect();
        let of_size = |size: &Size| OfSize::new(library, &recognition, product, &codes, *size);
        let sizes = Size::ALL.iter().map(of_size).collect();
        let unknown = unknown(product, &found, risk);
        let home_name = rules.registry.jurisdictions.name(&product.home);
        Ok(Self {
            product,
            date,
            years,
            risk,
            home_name,
            home,
            markets: found,
            totals,
            sizes,
            overlap: shared,
            changes: coming,
            unknown,
            costs,
        })
    }

    /// Pieces of work that duties of the markets ask for, with their prices.
    pub fn prices(&self) -> impl Iterator<Item = &'a Item> {
        let asked = |feature: &str| {
            self.markets.iter().flat_map(|market| &market.duties).any(|duty| duty.feature.id == feature)
        };
        self.costs.items.iter().filter(move |item| asked(&item.feature))
    }

    /// The share of what `there` asks that is met by whoever meets what `here` asks.
    pub fn overlap_of(&self, here: &str, there: &str) -> Option<f64> {
        let found = self.overlap.iter().find(|(one, other, _)| one == here && other == there);
        found.map(|(_, _, share)| *share)
    }
}

/// Keys that were not given and matter: duties wait for them, or costs are wider without them.
fn unknown(
    product: &Product,
    markets: &[Market],
    risk: Option<Risk>,
) -> Vec<(&'static str, &'static str, usize)> {
    let mut waiting: BTreeMap<&str, usize> = BTreeMap::new();
    for key in markets.iter().flat_map(|market| &market.duties).flat_map(|duty| &duty.open) {
        *waiting.entry(key).or_default() += 1;
    }
    let widens = |key: &str| match key {
        "size" => product.size.is_none(),
        "systems" => product.systems.is_none(),
        "margin" => product.margin.is_none(),
        "risk" => risk.is_none(),
        _ => false,
    };
    let ask = |(key, question): (&'static str, &'static str)| {
        let waits = waiting.get(key).copied().unwrap_or(0);
        (waits > 0 || widens(key)).then_some((key, question, waits))
    };
    questions().filter_map(ask).collect()
}
