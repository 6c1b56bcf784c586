//! What a scenario changes of rules, what that is worth, and which measures are behind it, as `web/src/lib/rules.ts` reads it.

use super::pictures::PicturesView;
use super::round::rounded;
use comity_scenario::Run;
use comity_scenario::regulation::{Behind, Economy, Law};
use serde::Serialize;

/// Rows of measures in a page; `rules.csv` has more.
const ROWS: usize = 100;

/// The part of rules in a run.
#[derive(Debug, Serialize)]
pub(super) struct RulesView<'a> {
    /// The day whose rules hold.
    date: String,
    /// The day whose rules the benchmark has.
    against: String,
    /// Codes of economies of whose rules nothing is known.
    unknown: &'a [String],
    /// By how much the world's real income would be higher without burdens, before and after, in percent.
    world_without_pct: [f64; 2],
    economies: Vec<EconomyView>,
    behind: Vec<BehindView<'a>>,
    pictures: PicturesView,
}

/// Rules in an economy, each before and after.
#[derive(Debug, Serialize)]
struct EconomyView {
    exporters: [f64; 2],
    market: [f64; 2],
    trust: [f64; 2],
    without_pct: [f64; 2],
}

/// One feature of what selling from an economy to another takes.
#[derive(Debug, Serialize)]
struct BehindView<'a> {
    /// Places of both among the economies.
    origin: usize,
    destination: usize,
    feature: &'static str,
    burden: [f64; 2],
    before: &'a Law,
    after: &'a Law,
    /// The pair's share of all trade that meets rules.
    trade: f64,
}

impl<'a> RulesView<'a> {
    /// Nothing where the scenario changes no rules.
    pub fn of(run: &'a Run) -> Option<Self> {
        let rules = run.effects.as_ref()?.regulation.as_ref()?;
        let outcome = run.regulation.as_ref()?;
        Some(Self {
            date: rules.date.to_string(),
            against: rules.against.to_string(),
            unknown: &rules.unknown,
            world_without_pct: outcome.world_without_pct.map(|pct| rounded(pct, 9)),
            economies: outcome.economies.iter().map(EconomyView::of).collect(),
            behind: outcome.behind.iter().take(ROWS).map(BehindView::of).collect(),
            pictures: PicturesView::of(rules, &run.baseline),
        })
    }
}

impl EconomyView {
    fn of(economy: &Economy) -> Self {
        let short = |pair: [f64; 2]| pair.map(|number| rounded(number, 9));
        Self {
            exporters: short(economy.exporters),
            market: short(economy.market),
            trust: short(economy.trust),
            without_pct: short(economy.without_pct),
        }
    }
}

impl<'a> BehindView<'a> {
    fn of(row: &'a Behind) -> Self {
        Self {
            origin: row.origin.0,
            destination: row.destination.0,
            feature: row.name,
            burden: row.burden.map(|number| rounded(number, 9)),
            before: &row.before,
            after: &row.after,
            trade: rounded(row.weight, 9),
        }
    }
}
