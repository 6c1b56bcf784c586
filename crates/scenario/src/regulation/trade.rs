//! The trade of a baseline, as weights of pairs whose rules lie apart.

use comity_data::Baseline;
use comity_policy::Rules;
use comity_policy::answer::SectorTrade;

/// Weights of all trade between economies, and then of that of each sector of a baseline.
pub fn trade_by_sector(rules: &Rules, baseline: &Baseline) -> Vec<SectorTrade> {
    let table = &baseline.table;
    let abroad = table.size.flows().filter(|flow| !flow.is_domestic());
    let flows = abroad.map(|flow| (flow.sector.0, flow.origin.0, flow.destination.0, table.flows[flow]));
    let sectors = baseline.sectors.iter().map(|sector| sector.code.as_str());
    let economies = baseline.economies.iter().map(|economy| economy.code.as_str());
    SectorTrade::of(rules, sectors, economies, flows)
}
