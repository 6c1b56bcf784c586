//! Years of a path, the divide and parameters, as `web/src/lib/ai.ts` reads them.

use super::compare::Changes;
use super::round::{percent, rounded, value};
use comity_model::EconomyId;
use comity_scenario::divide::{Divide, Inequality};
use comity_scenario::parameters::{Change, Setting, Source};
use comity_scenario::sectors::mean;
use comity_scenario::{Moment, Run};
use serde::Serialize;

/// Years shown at most; of more, these many spread evenly, the first and the last among them.
const YEARS: usize = 21;

/// Every year that is shown, the last one too.
#[derive(Debug, Serialize)]
pub(super) struct PathView<'a> {
    years: Vec<u16>,
    /// Real income and trade of the world, by year.
    world: Vec<WorldYear>,
    /// Real income of income groups, by group and year.
    groups: Vec<GroupYears<'a>>,
    /// Changes by year.
    changes: Vec<Changes>,
}

#[derive(Debug, Serialize)]
struct WorldYear {
    real_income_pct: f64,
    trade_volume_pct: f64,
}

#[derive(Debug, Serialize)]
struct GroupYears<'a> {
    key: &'a str,
    real_income_pct: Vec<f64>,
}

/// Incomes per person in one year, or in the one world of a run without years.
#[derive(Debug, Serialize)]
pub(super) struct DivideView<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<u16>,
    groups: Vec<DivideGroup>,
    before: InequalityView,
    after: InequalityView,
    beta: Option<f64>,
    /// Names of economies that are not in it.
    left_out: Vec<&'a str>,
}

#[derive(Debug, Serialize)]
struct DivideGroup {
    key: &'static str,
    economies: usize,
    people: f64,
    income_per_person: f64,
    real_income_pct: f64,
}

#[derive(Debug, Serialize)]
struct InequalityView {
    theil: f64,
    between_groups: f64,
    ratio: f64,
}

/// A number that the run has read.
#[derive(Debug, Serialize)]
pub(super) struct ParameterView<'a> {
    id: &'a str,
    name: &'a str,
    value: f64,
    unit: &'a str,
    low: f64,
    high: f64,
    /// How many entries its table has; none of a single number.
    #[serde(skip_serializing_if = "is_zero")]
    entries: usize,
    /// Authors and years.
    cited: String,
    /// In full.
    source: String,
    status: &'static str,
    /// Who changed it, and what the library has.
    #[serde(skip_serializing_if = "Option::is_none")]
    changed_by: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    library: Option<f64>,
}

/// The years of a path that are shown.
fn shown(run: &Run) -> Vec<Moment<'_>> {
    let all: Vec<Moment> = run.moments().collect();
    shown_of(all.len()).map(|at| all[at]).collect()
}

/// Places of the years that are shown, of so many.
pub(super) fn shown_of(all: usize) -> impl Iterator<Item = usize> {
    let count = all.min(YEARS);
    (0..count).map(move |at| at * (all - 1) / (count - 1).max(1))
}

impl<'a> PathView<'a> {
    /// Nothing where a run has no years.
    pub fn of(run: &'a Run, groups: &[(&'a str, Vec<EconomyId>)]) -> Option<Self> {
        run.path.as_ref()?;
        let moments = shown(run);
        let real_income = |moment: &Moment, members: &[EconomyId]| {
            let (hats, income) =
                (&moment.outcome.economies.real_income, &moment.benchmark.equilibrium.income);
            percent(mean(hats, income, members).unwrap_or(1.0))
        };
        Some(Self {
            years: moments.iter().filter_map(|moment| moment.year).collect(),
            world: moments
                .iter()
                .map(|moment| WorldYear {
                    real_income_pct: percent(moment.outcome.world.real_income),
                    trade_volume_pct: percent(moment.outcome.world.trade_volume),
                })
                .collect(),
            groups: groups
                .iter()
                .map(|(key, members)| GroupYears {
                    key,
                    real_income_pct: moments.iter().map(|moment| real_income(moment, members)).collect(),
                })
                .collect(),
            changes: moments.iter().map(|moment| Changes::of(&moment.outcome.economies)).collect(),
        })
    }
}

/// The divide at the moments that are shown; nothing where a run has neither AI nor years.
pub(super) fn divide(run: &Run) -> Vec<DivideView<'_>> {
    if run.effects.is_none() && run.path.is_none() {
        return Vec::new();
    }
    shown(run)
        .into_iter()
        .filter_map(|moment| Some(DivideView::of(run, moment, &run.divide(moment)?)))
        .collect()
}

impl<'a> DivideView<'a> {
    fn of(run: &'a Run, moment: Moment, divide: &Divide) -> Self {
        let economies = &run.baseline.economies;
        let left_out = economies.iter().filter(|economy| divide.left_out.contains(&economy.code));
        Self {
            year: moment.year,
            groups: divide
                .groups
                .iter()
                .map(|group| DivideGroup {
                    key: group.name,
                    economies: group.economies,
                    people: value(group.people),
                    income_per_person: value(group.income_per_person),
                    real_income_pct: percent(group.real_income),
                })
                .collect(),
            before: InequalityView::of(&divide.before),
            after: InequalityView::of(&divide.after),
            beta: divide.beta.map(|beta| rounded(beta, 9)),
            left_out: left_out.map(|economy| economy.name.as_str()).collect(),
        }
    }
}

impl InequalityView {
    fn of(found: &Inequality) -> Self {
        let Inequality { theil, between_groups, ratio } = *found;
        Self {
            theil: rounded(theil, 9),
            between_groups: rounded(between_groups, 9),
            ratio: rounded(ratio, 9),
        }
    }
}

/// The parameters that the run has read.
pub(super) fn parameters(run: &Run) -> Vec<ParameterView<'_>> {
    run.scenario.parameters().used().map(ParameterView::of).collect()
}

impl<'a> ParameterView<'a> {
    fn of(setting: &'a Setting) -> Self {
        let parameter = setting.parameter;
        let own = |text: &str| (text.to_owned(), text.to_owned());
        let (cited, source) = match &setting.change {
            Some(Change::Scenario { source }) if !source.is_empty() => own(source),
            Some(Change::Scenario { .. }) => own("the scenario"),
            Some(Change::School(set)) => cited(&set.sources),
            _ => cited(&parameter.sources),
        };
        Self {
            id: &parameter.id,
            name: &parameter.name,
            value: setting.value,
            unit: &parameter.unit,
            low: setting.low,
            high: setting.high,
            entries: setting.values().len(),
            cited,
            source,
            status: setting.status().word(),
            changed_by: setting.change.as_ref().map(Change::word),
            library: setting.change.as_ref().map(|_| parameter.value),
        }
    }
}

/// Sources by authors and years, each once, and in full.
fn cited(sources: &[Source]) -> (String, String) {
    let mut short: Vec<String> =
        sources.iter().map(|source| format!("{} ({})", source.authors, source.year)).collect();
    short.dedup();
    let full: Vec<String> = sources.iter().map(ToString::to_string).collect();
    (short.join("; "), full.join("; "))
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form that serde asks for")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}
