//! How far the rules of trading partners lie apart: the trade of a baseline as weights of pairs.

use comity_data::Baseline;
use comity_policy::answer::{Index, SectorTrade};
use comity_policy::{Draws, Rules};

/// The index of fragmentation year by year, of all trade of a baseline and of each of its sectors, unless `keep` leaves some out by code
/// ([`SectorTrade::ALL`] is all trade). Each sector meets the measures that cover it; the way over others that heterogeneity counts is one
/// over economies of the baseline.
pub fn fragmentation(
    rules: &Rules,
    baseline: &Baseline,
    keep: impl Fn(&str) -> bool,
    years: &[u16],
    draws: Option<Draws>,
) -> Index {
    let economies: Vec<&str> = baseline.economies.iter().map(|economy| economy.code.as_str()).collect();
    let rules = rules.clone().among(|code| economies.contains(&code));
    let mut trade = trade(&rules, baseline);
    trade.retain(|sector| keep(&sector.code));
    Index::of(&rules, &baseline.meta.name, &trade, years, draws)
}

/// All trade of a baseline between economies, and then that of each of its sectors, as weights of pairs.
pub(super) fn trade(rules: &Rules, baseline: &Baseline) -> Vec<SectorTrade> {
    let economies: Vec<&str> = baseline.economies.iter().map(|economy| economy.code.as_str()).collect();
    let sectors: Vec<&str> = baseline.sectors.iter().map(|sector| sector.code.as_str()).collect();
    let table = &baseline.table;
    let abroad = table.size.flows().filter(|flow| !flow.is_domestic());
    let flows = abroad.map(|flow| (flow.sector.0, flow.origin.0, flow.destination.0, table.flows[flow]));
    SectorTrade::of(rules, &sectors, &economies, flows)
}
