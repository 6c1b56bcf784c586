//! Rules, as tables: what they come to by economy, and which measures are behind their change.

use crate::error::Error;
use crate::regulation::{Behind, Economy, Outcome};
use crate::run::Run;
use comity_data::frame::{Columns, Format};

pub(super) const REGULATION: &str = "regulation.csv";
pub(super) const RULES: &str = "rules.csv";

/// Tables of a run that changes rules.
pub(super) fn tables(run: &Run) -> Result<Vec<(&'static str, Vec<u8>)>, Error> {
    let Some(outcome) = &run.regulation else { return Ok(Vec::new()) };
    Ok(vec![(REGULATION, economies(run, outcome)?), (RULES, behind(run, &outcome.behind)?)])
}

/// Burdens, trust and what differences of rules cost, by economy.
fn economies(run: &Run, outcome: &Outcome) -> Result<Vec<u8>, Error> {
    let mut table = Columns::new();
    table.text("economy", run.baseline.economies.iter().map(|economy| economy.code.as_str()));
    let mut pair = |names: [&'static str; 2], of: fn(&Economy) -> [f64; 2]| {
        for (at, name) in names.into_iter().enumerate() {
            table.numbers(name, outcome.economies.iter().map(|economy| of(economy)[at]));
        }
    };
    pair(["exporters_before", "exporters_after"], |economy| economy.exporters);
    pair(["market_before", "market_after"], |economy| economy.market);
    pair(["trust_before", "trust_after"], |economy| economy.trust);
    pair(["without_burdens_before_pct", "without_burdens_after_pct"], |economy| economy.without_pct);
    Ok(table.encode(REGULATION, Format::Csv)?)
}

/// The largest changes of burdens, with the measures and articles behind them.
fn behind(run: &Run, rows: &[Behind]) -> Result<Vec<u8>, Error> {
    let mut table = Columns::new();
    table.text("origin", rows.iter().map(|row| run.economy_code(row.origin)));
    table.text("destination", rows.iter().map(|row| run.economy_code(row.destination)));
    table.text("feature", rows.iter().map(|row| row.feature));
    table.numbers("burden_before", rows.iter().map(|row| row.burden[0]));
    table.numbers("burden_after", rows.iter().map(|row| row.burden[1]));
    table.text("measure_before", rows.iter().map(|row| row.before.id.as_str()));
    table.text("article_before", rows.iter().map(|row| row.before.article.as_str()));
    table.text("measure_after", rows.iter().map(|row| row.after.id.as_str()));
    table.text("article_after", rows.iter().map(|row| row.after.article.as_str()));
    table.numbers("trade_share", rows.iter().map(|row| row.weight));
    Ok(table.encode(RULES, Format::Csv)?)
}
