//! The viewer's numbers from a run.

use super::ai::AiView;
use super::path::{PathView, divide, parameters};
use super::round::{percent, rounded, short_percent, value};
use super::rules::RulesView;
use super::{
    BaselineView, BilateralView, ConvergenceView, DistanceView, EconomyView, FactorsView, FileView,
    GroupTrade, GroupView, ScenarioView, SectorChanges, SectorView, SolveView, StepView, TimingView,
    TradeView, View, WorldView,
};
use crate::assumed::{assumed, idle};
use crate::day::today;
use crate::totals::{Bilateral, bilateral};
use comity_data::{EconomyInfo, FileHash};
use comity_model::{EconomyId, FactorOutcome, Grid, Info, PerEconomy};
use comity_scenario::sectors::{Weights, mean, sector_mean};
use comity_scenario::{Run, closure_word};
use std::path::Path;

/// Above this many economies, trade by sector group would make the report too large.
const MOST_ECONOMIES_BY_GROUP: usize = 90;
/// Income groups from poor to rich; other groups come in the order of the baseline.
pub(super) const INCOME_GROUPS: [&str; 4] = ["low", "lower_middle", "upper_middle", "high"];

impl<'a> View<'a> {
    pub(crate) fn of(run: &'a Run) -> Self {
        let trade = Weights::of(&run.benchmark);
        let incomes = &run.benchmark.equilibrium.income;
        let income_groups = members(run, |economy| &economy.income_group, &INCOME_GROUPS);
        Self {
            format: 1,
            version: env!("CARGO_PKG_VERSION"),
            date: today(),
            // Years are named where they matter.
            scenario: ScenarioView { name: run.scenario.name.as_str().into(), ..scenario(run) },
            closure: closure_word(run.closure),
            baseline: baseline(run),
            economies: economies(run, &trade),
            sectors: sectors(run),
            sector_changes: sector_changes(run, &trade),
            world_sectors: world_sectors(run, &trade),
            trade: trade_view(run),
            world: WorldView {
                income: value(incomes.sum()),
                trade: value(trade.exports.sum()),
                real_income_pct: percent(run.outcome.world.real_income),
                trade_volume_pct: percent(run.outcome.world.trade_volume),
            },
            by_income_group: groups(run, &trade, |economy| &economy.income_group, &INCOME_GROUPS),
            by_region: groups(run, &trade, |economy| &economy.region, &[]),
            convergence: convergence(run),
            inputs: run.inputs.iter().map(FileView::of).collect(),
            warnings: &run.warnings,
            assumed: assumed(run),
            factors: factors(run),
            ai: AiView::of(run, &income_groups),
            rules: RulesView::of(run),
            path: PathView::of(run, &income_groups),
            divide: divide(run),
            parameters: parameters(run),
            ensemble: None,
        }
    }
}

pub(super) fn scenario(run: &Run) -> ScenarioView<'_> {
    let path = Path::new(&run.scenario.source.path);
    ScenarioView {
        name: match &run.path {
            // On a path the page is about its last year.
            Some(path) => format!("{} ({})", run.scenario.name, path.last).into(),
            None => run.scenario.name.as_str().into(),
        },
        summary: &run.scenario.summary,
        // Where the user keeps the file is nobody else's business.
        file: path.file_name().and_then(|name| name.to_str()).unwrap_or_default(),
        text: &run.scenario.source.text,
    }
}

pub(super) fn baseline(run: &Run) -> BaselineView<'_> {
    let meta = &run.baseline.meta;
    let steps = meta.steps.iter().map(|step| StepView {
        operation: &step.operation,
        input: &step.input,
        sha256: &step.sha256,
    });
    BaselineView {
        name: &meta.name,
        year: meta.year,
        unit: &meta.unit,
        source: &meta.source,
        licence: &meta.licence,
        notes: &meta.notes,
        steps: steps.collect(),
    }
}

fn economies<'a>(run: &'a Run, trade: &Weights) -> Vec<EconomyView<'a>> {
    let outcome = &run.outcome.economies;
    let (exports, imports) = (trade.exports.by_economy(), trade.imports.by_economy());
    let view = |(at, info): (usize, &'a EconomyInfo)| {
        let economy = EconomyId(at);
        let change = |hats: &PerEconomy| percent(hats[economy]);
        EconomyView {
            code: &info.code,
            name: &info.name,
            income_group: &info.income_group,
            region: &info.region,
            income: value(run.benchmark.equilibrium.income[economy]),
            exports: value(exports[economy]),
            imports: value(imports[economy]),
            real_income_pct: change(&outcome.real_income),
            real_wage_pct: change(&outcome.real_wage),
            wage_pct: change(&outcome.wage),
            price_pct: change(&outcome.price),
            exports_pct: change(&outcome.exports),
            imports_pct: change(&outcome.imports),
            export_volume_pct: change(&outcome.export_volume),
            import_volume_pct: change(&outcome.import_volume),
        }
    };
    run.baseline.economies.iter().enumerate().map(view).collect()
}

fn factors(run: &Run) -> Option<FactorsView> {
    let changes = |of: fn(&FactorOutcome) -> &PerEconomy| -> Vec<Vec<f64>> {
        let row = |factor| of(factor).values().iter().map(|&hat| short_percent(hat)).collect();
        run.outcome.factors.iter().map(row).collect()
    };
    run.has_factors().then(|| FactorsView {
        idle: idle(run),
        names: run.factor_names(),
        price_pct: changes(|factor| &factor.price),
        real_price_pct: changes(|factor| &factor.real_price),
        quantity_pct: changes(|factor| &factor.quantity),
        income_pct: changes(|factor| &factor.income),
    })
}

fn sectors(run: &Run) -> Vec<SectorView<'_>> {
    let size = run.benchmark.calibration.size;
    let output = &run.benchmark.equilibrium.output;
    let theta = &run.benchmark.calibration.theta;
    size.sectors()
        .zip(&run.baseline.sectors)
        .map(|(sector, info)| SectorView {
            code: &info.code,
            name: &info.name,
            group: &info.group,
            output: value(size.economies().map(|economy| output[(economy, sector)]).sum()),
            theta: theta[sector],
        })
        .collect()
}

/// The six changes by sector, each with the benchmark values that say whether there is anything to compare with.
fn with_weights<'a>(run: &'a Run, weights: &'a Weights) -> SectorChanges<(&'a Grid, &'a Grid)> {
    let outcome = &run.outcome.sectors;
    SectorChanges {
        volume_pct: (&outcome.volume, &weights.output),
        output_pct: (&outcome.output, &weights.output),
        exports_pct: (&outcome.exports, &weights.exports),
        imports_pct: (&outcome.imports, &weights.imports),
        price_pct: (&outcome.price, &weights.spending),
        unit_cost_pct: (&outcome.unit_cost, &weights.output),
    }
}

fn sector_changes(run: &Run, trade: &Weights) -> SectorChanges<Vec<Vec<Option<f64>>>> {
    let size = run.benchmark.calibration.size;
    with_weights(run, trade).map(|(hats, weights)| {
        let cell = |key| (weights[key] > 0.0).then(|| short_percent(hats[key]));
        size.economies()
            .map(|economy| size.sectors().map(|sector| cell((economy, sector))).collect())
            .collect()
    })
}

fn world_sectors(run: &Run, trade: &Weights) -> SectorChanges<Vec<Option<f64>>> {
    let size = run.benchmark.calibration.size;
    with_weights(run, trade).map(|(hats, weights)| {
        let mean = |sector| sector_mean(hats, weights, size.economies(), sector);
        size.sectors().map(|sector| mean(sector).map(short_percent)).collect()
    })
}

fn trade_view(run: &Run) -> TradeView {
    let sectors = &run.baseline.sectors;
    let mut groups: Vec<&str> = Vec::new();
    for sector in sectors {
        if !sector.group.is_empty() && !groups.contains(&sector.group.as_str()) {
            groups.push(&sector.group);
        }
    }
    if run.baseline.economies.len() > MOST_ECONOMIES_BY_GROUP {
        groups.clear();
    }
    TradeView {
        all: BilateralView::of(bilateral(run, |_| true)),
        by_group: groups
            .into_iter()
            .map(|group| GroupTrade {
                group: group.to_owned(),
                trade: BilateralView::of(bilateral(run, |sector| sectors[sector].group == group)),
            })
            .collect(),
    }
}

impl BilateralView {
    fn of(trade: Bilateral) -> Self {
        let rounded = |matrix: Vec<Vec<f64>>| {
            matrix.into_iter().map(|row| row.into_iter().map(value).collect()).collect()
        };
        Self { benchmark: rounded(trade.benchmark), counterfactual: rounded(trade.counterfactual) }
    }
}

/// Economies of the same group taken together, the groups named `first` before the others.
fn groups<'a>(
    run: &'a Run,
    trade: &Weights,
    key_of: impl Fn(&'a EconomyInfo) -> &'a String,
    first: &[&'a str],
) -> Vec<GroupView<'a>> {
    let outcome = &run.outcome.economies;
    let income = &run.benchmark.equilibrium.income;
    let (exports, imports) = (trade.exports.by_economy(), trade.imports.by_economy());
    let view = |(key, members): (&'a str, Vec<EconomyId>)| {
        let change =
            |hats: &PerEconomy, weights: &PerEconomy| percent(mean(hats, weights, &members).unwrap_or(1.0));
        GroupView {
            key,
            economies: members.len(),
            income: value(members.iter().map(|&economy| income[economy]).sum()),
            real_income_pct: change(&outcome.real_income, income),
            real_wage_pct: change(&outcome.real_wage, income),
            exports_pct: change(&outcome.exports, &exports),
            imports_pct: change(&outcome.imports, &imports),
            export_volume_pct: change(&outcome.export_volume, &exports),
            import_volume_pct: change(&outcome.import_volume, &imports),
        }
    };
    members(run, key_of, first).into_iter().map(view).collect()
}

/// Groups and their economies, the groups named `first` before the others.
pub(super) fn members<'a>(
    run: &'a Run,
    key_of: impl Fn(&'a EconomyInfo) -> &'a String,
    first: &[&'a str],
) -> Vec<(&'a str, Vec<EconomyId>)> {
    let economies = &run.baseline.economies;
    let mut keys = first.to_vec();
    for economy in economies {
        let key = key_of(economy).as_str();
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    let of = |key| (0..economies.len()).filter(|&at| key_of(&economies[at]) == key).map(EconomyId).collect();
    keys.into_iter()
        .map(|key| (key, of(key)))
        .filter(|(_, members): &(_, Vec<_>)| !members.is_empty())
        .collect()
}

fn convergence(run: &Run) -> ConvergenceView {
    let (benchmark, timing) = (&run.benchmark, &run.timing);
    ConvergenceView {
        tolerance: run.settings.tolerance,
        benchmark: SolveView::of(&benchmark.info),
        counterfactual: SolveView::of(&run.info),
        distance: DistanceView {
            spending: rounded(benchmark.distance.spending, 8),
            factor_income: rounded(benchmark.distance.factor_income, 8),
        },
        unsupplied: value(benchmark.calibration.unsupplied),
        timing_ms: TimingView {
            load: rounded(timing.load, 3),
            benchmark: rounded(timing.benchmark, 3),
            solve: rounded(timing.solve, 3),
        },
    }
}

impl SolveView {
    fn of(info: &Info) -> Self {
        Self { iterations: info.iterations, residual: info.residual, safeguarded: info.safeguarded }
    }
}

impl<'a> FileView<'a> {
    pub(super) fn of(file: &'a FileHash) -> Self {
        Self { name: &file.name, sha256: &file.sha256 }
    }
}
