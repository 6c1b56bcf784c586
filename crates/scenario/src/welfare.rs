//! Why real income changes, where a run was asked for it.

use crate::error::Error;
use crate::failure::off_path;
use comity_data::Baseline;
use comity_model::{Benchmark, Decomposition, Equilibrium, FirstOrder, Part, PerSector, Settings, Shock};

/// The change of real income in its parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Welfare {
    /// Along the whole path from the benchmark; the parts add up.
    pub exact: Decomposition,
    /// At the benchmark alone, as published tables have it; nothing where that formula says nothing: bans, and all that the plain model
    /// does not have.
    pub first_order: Option<FirstOrder>,
}

/// A gap above this between the parts and the change of ln real income is worth a warning.
const LARGEST_GAP: f64 = 1e-8;

impl Welfare {
    /// Decomposes what a shock does to a benchmark.
    pub(crate) fn of(
        baseline: &Baseline,
        benchmark: &Benchmark,
        shock: &Shock,
        counterfactual: &Equilibrium,
        settings: &Settings,
    ) -> Result<Self, Error> {
        let bans = shock.iceberg.values().iter().any(|cost| cost.is_infinite());
        let costly = bans.then(|| without_infinities(shock, &benchmark.calibration.theta));
        let exact = Decomposition::of(benchmark, costly.as_ref().unwrap_or(shock), settings)
            .map_err(|missing| off_path(benchmark.closure, baseline, &missing))?;
        let factors = !shock.factor_supply.is_empty() || !shock.factor_productivity.is_empty();
        let published = !bans && !factors && benchmark.assumptions.is_none();
        let first_order = published.then(|| FirstOrder::between(benchmark, shock, counterfactual));
        Ok(Self { exact, first_order })
    }

    /// What the user should know about the numbers.
    pub(crate) fn warning(&self) -> Option<String> {
        let gap = self.exact.gap;
        let message = || {
            format!("the parts in welfare.csv add up to the change of ln real income within {gap:.0e} only")
        };
        (gap > LARGEST_GAP).then(message)
    }
}

/// Bans have no path in logs. In their place, costs so high that nothing is left of trade: a flow falls to `END_OF_TRADE` of what it
/// would have been.
fn without_infinities(shock: &Shock, theta: &PerSector) -> Shock {
    let mut shock = shock.clone();
    for sector in theta.size().sectors() {
        let cost = END_OF_TRADE.powf(-1.0 / theta[sector]).min(HIGHEST_COST);
        for destination in theta.size().economies() {
            let costs = shock.iceberg.origins_mut(destination, sector);
            costs.iter_mut().filter(|factor| factor.is_infinite()).for_each(|factor| *factor = cost);
        }
    }
    shock
}

const END_OF_TRADE: f64 = 1e-30;
/// Costs beyond this may overflow, where theta is very low.
const HIGHEST_COST: f64 = 1e100;

/// Parts by the names of their columns.
pub const PARTS: [(&str, Part); 6] = [
    ("terms_of_trade", Part::TermsOfTrade),
    ("volume_of_trade", Part::VolumeOfTrade),
    ("trade_cost", Part::TradeCost),
    ("technology", Part::Technology),
    ("transfer", Part::Transfer),
    ("factor_supply", Part::FactorSupply),
];
