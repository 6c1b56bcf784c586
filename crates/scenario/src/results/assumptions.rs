//! What a run assumed beyond the plain model, for its record.

use crate::run::Run;
use comity_model::{Assumptions, Grid, Mobility, Supply};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
pub(super) struct Assumed<'a> {
    substitution: Substitution,
    /// Scale elasticities that are not zero, by sector.
    scale: BTreeMap<&'a str, f64>,
    factors: Vec<Factor>,
}

#[derive(Serialize)]
struct Substitution {
    final_demand: f64,
    value_added: f64,
    inputs: f64,
}

#[derive(Serialize)]
struct Factor {
    name: String,
    /// Of the world's value added.
    share: f64,
    specific: bool,
    wage: bool,
    /// `fixed`, `elastic`, `long_run` or `wage_floor`.
    supply: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    supply_elasticity: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    wage_floor: Option<f64>,
}

impl<'a> Assumed<'a> {
    /// Nothing where the model is the plain one.
    pub fn of(run: &'a Run) -> Option<Self> {
        let Assumptions { elasticities, factors, scale } = run.benchmark.assumptions.as_ref()?;
        let sectors = run.benchmark.calibration.size.sectors();
        let income: f64 = run.benchmark.calibration.factor_income.sum();
        let named = run.factor_names().into_iter().zip(factors).zip(&run.benchmark.equilibrium.factors);
        let earned = |income: &Grid| income.values().iter().sum::<f64>();
        Some(Self {
            substitution: Substitution {
                final_demand: elasticities.final_demand,
                value_added: elasticities.value_added,
                inputs: elasticities.inputs,
            },
            scale: sectors
                .filter(|&sector| scale[sector] != 0.0)
                .map(|sector| (run.sector_code(sector), scale[sector]))
                .collect(),
            factors: named
                .map(|((name, factor), market)| Factor::of(name, factor, earned(&market.income) / income))
                .collect(),
        })
    }
}

impl Factor {
    fn of(name: String, factor: &comity_model::Factor, share: f64) -> Self {
        let (supply, supply_elasticity, wage_floor) = match factor.supply {
            Supply::Fixed => ("fixed", None, None),
            Supply::Elastic(elasticity) => ("elastic", Some(elasticity), None),
            Supply::Accumulated => ("long_run", None, None),
            Supply::Floor(floor) => ("wage_floor", None, Some(floor)),
        };
        let specific = factor.mobility == Mobility::Specific;
        Self { name, share, specific, wage: factor.wage, supply, supply_elasticity, wage_floor }
    }
}
