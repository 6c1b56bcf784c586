//! Why real income changes, where a run was asked for it.

use crate::error::Error;
use crate::failure::off_path;
use comity_data::Baseline;
use comity_model::{Benchmark, Decomposition, Equilibrium, FirstOrder, Part, Settings, Shock};

/// The change of real income in its parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Welfare {
    /// Along the whole path from the benchmark; the parts add up.
    pub exact: Decomposition,
    /// At the benchmark alone, as published tables have it.
    pub first_order: FirstOrder,
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
        let exact = Decomposition::of(benchmark, shock, settings)
            .map_err(|missing| off_path(benchmark.closure, baseline, &missing))?;
        Ok(Self { exact, first_order: FirstOrder::between(benchmark, shock, counterfactual) })
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

/// Parts by the names of their columns.
pub const PARTS: [(&str, Part); 6] = [
    ("terms_of_trade", Part::TermsOfTrade),
    ("volume_of_trade", Part::VolumeOfTrade),
    ("trade_cost", Part::TradeCost),
    ("technology", Part::Technology),
    ("transfer", Part::Transfer),
    ("factor_supply", Part::FactorSupply),
];
