//! Prices of duties, each with its source: `assets/policy/costs.toml`.

use super::duties::Duty;
use super::product::{Product, Risk, Size};
use super::scope::Scope;
use crate::error::RegistryError;
use crate::toml_text::Text;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// From low to high, EUR unless said otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = CostRange))]
#[allow(missing_docs, reason = "the names say it")]
pub struct Range {
    pub low: f64,
    pub central: f64,
    pub high: f64,
}

/// Which end of every range is reckoned with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// Low prices, much reuse, and what is open does not apply in markets.
    Low,
    /// Central prices and shares, and what is open does not apply.
    Central,
    /// High prices, little reuse, and what is open applies in markets.
    High,
}

impl Case {
    pub const ALL: [Self; 3] = [Self::Low, Self::Central, Self::High];

    /// The case at the other end: shares that save are high where costs are low.
    fn opposite(self) -> Self {
        match self {
            Self::Low => Self::High,
            Self::Central => Self::Central,
            Self::High => Self::Low,
        }
    }
}

impl Range {
    /// What each case gives.
    pub(super) fn of(give: impl Fn(Case) -> f64) -> Self {
        Self { low: give(Case::Low), central: give(Case::Central), high: give(Case::High) }
    }

    pub(super) fn at(self, case: Case) -> f64 {
        match case {
            Case::Low => self.low,
            Case::Central => self.central,
            Case::High => self.high,
        }
    }

    pub(super) fn map(self, with: impl Fn(f64) -> f64) -> Self {
        Self { low: with(self.low), central: with(self.central), high: with(self.high) }
    }
}

impl From<[f64; 3]> for Range {
    fn from([low, central, high]: [f64; 3]) -> Self {
        Self { low, central, high }
    }
}

/// What duties cost, and how much of the work is reused.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Costs {
    /// The year that amounts are meant for.
    pub year: u16,
    /// What they are in.
    pub currency: String,
    levels: BTreeMap<String, f64>,
    sizes: BTreeMap<Size, f64>,
    risks: BTreeMap<Risk, f64>,
    shares: BTreeMap<String, Share>,
    /// Where amounts are from.
    pub sources: BTreeMap<String, Source>,
    /// The amounts.
    #[serde(rename = "item")]
    pub items: Vec<Item>,
    /// Features without a price, and why.
    pub uncosted: BTreeMap<String, String>,
    reuse: BTreeMap<String, Reuse>,
    /// Features that are one piece of work for data law and another for other law, and why.
    pub apart: BTreeMap<String, String>,
}

/// Where an amount is from.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PriceSource))]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Source {
    pub title: String,
    /// Empty where it was not read.
    pub url: String,
    pub note: String,
}

/// What one piece of work costs: a high-risk product of a medium-sized firm, at level 2, from nothing.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// The feature it is part of.
    pub feature: String,
    /// What it is.
    pub name: String,
    per: Per,
    /// Classes of risk that need it; empty: all.
    #[serde(default)]
    risks: Vec<Risk>,
    /// The same whatever the class of risk.
    #[serde(default)]
    flat: bool,
    #[serde(default)]
    by_size: BTreeMap<Size, f64>,
    /// Low, central, high.
    pub one_off: [f64; 3],
    /// Low, central, high, a year.
    pub yearly: [f64; 3],
    /// Names of its sources.
    pub sources: Vec<String>,
    /// `checked`, `partly_checked`, `from_memory` or `assumption`.
    pub status: String,
    /// Which part of the range is from where.
    pub note: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Per {
    System,
    Firm,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Share {
    low: f64,
    central: f64,
    high: f64,
    #[serde(rename = "note")]
    _note: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reuse {
    share: [f64; 3],
    #[serde(default)]
    recognisable: bool,
    #[serde(default)]
    standard: bool,
}

/// What the world is like in which costs are reckoned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct World {
    /// Markets accept each other's assessments before sale.
    pub recognition: bool,
    /// Markets refer to the same international standards.
    pub standard: bool,
}

impl Costs {
    pub(super) fn read(text: Text) -> Result<Self, RegistryError> {
        text.parse()
    }

    /// Features with a price.
    pub fn features(&self) -> impl Iterator<Item = &str> {
        self.reuse.keys().map(String::as_str)
    }

    /// Whether a feature has a price.
    pub fn has(&self, feature: &str) -> bool {
        self.reuse.contains_key(feature)
    }

    /// Whether a feature is one piece of work for data law and another for other law.
    pub(super) fn apart(&self, feature: &str) -> bool {
        self.apart.contains_key(feature)
    }

    /// The share of work on a feature that need not be done again.
    pub(super) fn reused(&self, feature: &str, case: Case, world: World) -> f64 {
        let reuse = self.reuse.get(feature).copied().unwrap_or_default();
        let mut share = Range::from(reuse.share).at(case.opposite());
        for (saves, name) in [
            (world.recognition && reuse.recognisable, "recognition"),
            (world.standard && reuse.standard, "standard"),
        ] {
            if saves {
                share += (1.0 - share) * self.share(name, case.opposite());
            }
        }
        share
    }

    /// What the work costs that a feature at a level asks for: once, and a year.
    pub(super) fn work(
        &self,
        scope: &Scope,
        product: &Product,
        feature: &str,
        level: u8,
        case: Case,
    ) -> [f64; 2] {
        let of_level = self.levels.get(&level.to_string()).copied().unwrap_or_default();
        let sizes: Vec<Size> = product.size.map_or(Size::ALL.to_vec(), |size| vec![size]);
        let any = vec![Risk::Minimal, Risk::Limited, Risk::GeneralPurpose, Risk::High];
        let risks: Vec<Risk> = product.risk(scope).map_or(any, |risk| vec![risk]);
        let mut sum = [0.0; 2];
        for item in self.items.iter().filter(|item| item.feature == feature) {
            let of_size =
                |size: &Size| item.by_size.get(size).or(self.sizes.get(size)).copied().unwrap_or(1.0);
            let of_risk = |risk: &Risk| {
                let needed = item.risks.is_empty() || item.risks.contains(risk);
                let scaled = item.per == Per::System && !item.flat;
                let scale = if scaled { self.risks.get(risk).copied().unwrap_or(1.0) } else { 1.0 };
                if needed { scale } else { 0.0 }
            };
            let systems = if item.per == Per::System { f64::from(product.systems.unwrap_or(1)) } else { 1.0 };
            let factor = of_level
                * systems
                * between(sizes.iter().map(of_size), case)
                * between(risks.iter().map(of_risk), case);
            sum[0] += Range::from(item.one_off).at(case) * factor;
            sum[1] += Range::from(item.yearly).at(case) * factor;
        }
        sum
    }

    /// What a duty costs in its market: its work, less relief for small firms and what is recognised today.
    pub(super) fn duty(&self, scope: &Scope, product: &Product, duty: &Duty, case: Case) -> [f64; 2] {
        let mut left = 1.0;
        let small = match product.size {
            Some(size) => size.is_small(),
            // Any size is possible: the low end is a small firm's.
            None => case == Case::Low,
        };
        if small && duty.relief > 0 {
            left *= 1.0 - self.share(&format!("relief_{}", duty.relief), case.opposite());
        }
        if duty.recognised {
            left *= 1.0 - self.share("recognition", case.opposite());
        }
        self.work(scope, product, &duty.feature.id, duty.level, case).map(|amount| amount * left)
    }

    fn share(&self, name: &str, case: Case) -> f64 {
        let share = self.shares.get(name);
        share.map_or(0.0, |&Share { low, central, high, .. }| Range { low, central, high }.at(case))
    }
}

/// The least, the mean or the most of what is possible.
fn between(possible: impl Iterator<Item = f64>, case: Case) -> f64 {
    let all: Vec<f64> = possible.collect();
    let count = u32::try_from(all.len()).unwrap_or(1);
    match case {
        Case::Low => all.iter().copied().fold(f64::INFINITY, f64::min),
        Case::Central => all.iter().sum::<f64>() / f64::from(count.max(1)),
        Case::High => all.iter().copied().fold(0.0, f64::max),
    }
}

#[cfg(test)]
mod tests {
    use crate::comply::Library;
    use crate::registry::Registry;

    #[test]
    fn every_duty_has_a_price_or_a_reason_and_every_price_a_source() {
        let costs = &Library::embedded().unwrap().costs;
        let taxonomy = &Registry::embedded().unwrap().taxonomy;
        for feature in taxonomy.features.iter().filter(|feature| feature.is_duty()) {
            let priced = costs.items.iter().any(|item| item.feature == feature.id);
            assert_eq!(priced, costs.has(&feature.id), "{}", feature.id);
            assert!(priced != costs.uncosted.contains_key(&feature.id), "{}", feature.id);
        }
        for item in &costs.items {
            assert!(taxonomy.feature(&item.feature).is_some(), "{}", item.feature);
            assert!(
                ["checked", "partly_checked", "from_memory", "assumption"].contains(&item.status.as_str()),
                "{}",
                item.name
            );
            assert!(item.sources.iter().all(|name| costs.sources.contains_key(name)), "{}", item.name);
            for [low, central, high] in [item.one_off, item.yearly] {
                assert!(0.0 <= low && low <= central && central <= high, "{}", item.name);
            }
            // What is our own is checked nowhere.
            let own = item.sources.iter().any(|name| name == "own");
            assert!(own || item.status != "partly_checked", "{}", item.name);
            assert!(!own || item.status != "checked", "{}", item.name);
            if item.status.ends_with("checked") {
                assert!(item.sources.iter().any(|name| costs.sources[name].url.starts_with("https://")));
            }
            assert!(item.status != "assumption" || item.sources == ["own"], "{}", item.name);
        }
        for (feature, why) in &costs.apart {
            assert!(costs.has(feature) && !why.is_empty(), "{feature}");
        }
        for reuse in costs.reuse.values() {
            let [low, central, high] = reuse.share;
            assert!(0.0 <= low && low <= central && central <= high && high <= 1.0);
        }
        for share in costs.shares.values() {
            assert!(
                0.0 <= share.low
                    && share.low <= share.central
                    && share.central <= share.high
                    && share.high <= 1.0
            );
        }
    }
}
