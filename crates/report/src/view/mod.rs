//! The results as the viewer reads them: `web/src/lib/results.ts` is the other side of this file.
//!
//! Changes are in percent against the benchmark, values in the baseline's unit without tariffs.

mod ai;
mod compare;
mod ensemble;
mod fill;
mod path;
mod pictures;
mod round;
mod rules;
#[cfg(test)]
mod tests;

use ai::AiView;
pub(crate) use compare::CompareView;
use ensemble::EnsembleView;
use path::{DivideView, ParameterView, PathView};
use rules::RulesView;
use serde::Serialize;

/// Everything the viewer shows.
#[derive(Debug, Serialize)]
pub(crate) struct View<'a> {
    format: u32,
    version: &'static str,
    date: String,
    scenario: ScenarioView<'a>,
    closure: &'static str,
    baseline: BaselineView<'a>,
    economies: Vec<EconomyView<'a>>,
    sectors: Vec<SectorView<'a>>,
    sector_changes: SectorChanges<Vec<Vec<Option<f64>>>>,
    world_sectors: SectorChanges<Vec<Option<f64>>>,
    trade: TradeView,
    world: WorldView,
    by_income_group: Vec<GroupView<'a>>,
    by_region: Vec<GroupView<'a>>,
    convergence: ConvergenceView,
    inputs: Vec<FileView<'a>>,
    warnings: &'a [String],
    /// What was assumed beyond the plain model, in sentences.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    assumed: Vec<String>,
    /// Where there is more to say of factors than of income.
    #[serde(skip_serializing_if = "Option::is_none")]
    factors: Option<FactorsView>,
    /// What AI does, where the scenario speaks of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    ai: Option<AiView<'a>>,
    /// What it changes of rules, where it changes any.
    #[serde(skip_serializing_if = "Option::is_none")]
    rules: Option<RulesView<'a>>,
    /// Every year, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<PathView<'a>>,
    /// Incomes per person by income group, of runs with AI or years.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    divide: Vec<DivideView<'a>>,
    /// The parameters that were read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parameters: Vec<ParameterView<'a>>,
    /// Of an ensemble: how sure the rest is.
    #[serde(skip_serializing_if = "Option::is_none")]
    ensemble: Option<EnsembleView<'a>>,
}

#[derive(Debug, Serialize)]
struct ScenarioView<'a> {
    name: std::borrow::Cow<'a, str>,
    summary: &'a str,
    file: &'a str,
    text: &'a str,
}

#[derive(Debug, Serialize)]
struct BaselineView<'a> {
    name: &'a str,
    year: i32,
    unit: &'a str,
    source: &'a str,
    licence: &'a str,
    notes: &'a str,
    steps: Vec<StepView<'a>>,
}

#[derive(Debug, Serialize)]
struct StepView<'a> {
    operation: &'a str,
    input: &'a str,
    sha256: &'a str,
}

#[derive(Debug, Serialize)]
struct EconomyView<'a> {
    code: &'a str,
    name: &'a str,
    income_group: &'a str,
    region: &'a str,
    income: f64,
    exports: f64,
    imports: f64,
    real_income_pct: f64,
    real_wage_pct: f64,
    wage_pct: f64,
    price_pct: f64,
    exports_pct: f64,
    imports_pct: f64,
    export_volume_pct: f64,
    import_volume_pct: f64,
}

#[derive(Debug, Serialize)]
struct SectorView<'a> {
    code: &'a str,
    name: &'a str,
    group: &'a str,
    output: f64,
    theta: f64,
}

#[derive(Debug, Serialize)]
struct SectorChanges<T> {
    volume_pct: T,
    output_pct: T,
    exports_pct: T,
    imports_pct: T,
    price_pct: T,
    unit_cost_pct: T,
}

#[derive(Debug, Serialize)]
struct TradeView {
    all: BilateralView,
    by_group: Vec<GroupTrade>,
}

#[derive(Debug, Serialize)]
struct BilateralView {
    benchmark: Vec<Vec<f64>>,
    counterfactual: Vec<Vec<f64>>,
}

#[derive(Debug, Serialize)]
struct GroupTrade {
    group: String,
    #[serde(flatten)]
    trade: BilateralView,
}

#[derive(Debug, Serialize)]
struct WorldView {
    income: f64,
    trade: f64,
    real_income_pct: f64,
    trade_volume_pct: f64,
}

#[derive(Debug, Serialize)]
struct GroupView<'a> {
    key: &'a str,
    economies: usize,
    income: f64,
    real_income_pct: f64,
    real_wage_pct: f64,
    exports_pct: f64,
    imports_pct: f64,
    export_volume_pct: f64,
    import_volume_pct: f64,
}

#[derive(Debug, Serialize)]
struct FactorsView {
    /// Who is out of work, in sentences.
    idle: Vec<String>,
    names: Vec<String>,
    /// Changes by factor and economy.
    price_pct: Vec<Vec<f64>>,
    real_price_pct: Vec<Vec<f64>>,
    quantity_pct: Vec<Vec<f64>>,
    income_pct: Vec<Vec<f64>>,
}

#[derive(Debug, Serialize)]
struct ConvergenceView {
    tolerance: f64,
    benchmark: SolveView,
    counterfactual: SolveView,
    distance: DistanceView,
    /// Purchases that nobody supplies and the model leaves out.
    unsupplied: f64,
    timing_ms: TimingView,
}

#[derive(Debug, Serialize)]
struct SolveView {
    iterations: usize,
    residual: f64,
    safeguarded: bool,
}

#[derive(Debug, Serialize)]
struct DistanceView {
    spending: f64,
    factor_income: f64,
}

#[derive(Debug, Serialize)]
struct TimingView {
    load: f64,
    benchmark: f64,
    solve: f64,
}

#[derive(Debug, Serialize)]
struct FileView<'a> {
    name: &'a str,
    sha256: &'a str,
}

impl<T> SectorChanges<T> {
    fn map<U>(self, f: impl Fn(T) -> U) -> SectorChanges<U> {
        SectorChanges {
            volume_pct: f(self.volume_pct),
            output_pct: f(self.output_pct),
            exports_pct: f(self.exports_pct),
            imports_pct: f(self.imports_pct),
            price_pct: f(self.price_pct),
            unit_cost_pct: f(self.unit_cost_pct),
        }
    }
}
