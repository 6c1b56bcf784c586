//! What is compared between two years.

use super::span::World;
use comity_model::Grid;

/// What is compared: its change in logs, weighted by what it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Trade by sector, origin and destination.
    Flows,
    /// Trade by origin and destination.
    Pairs,
    /// Exports by economy and sector.
    Exports,
    /// Share of each sector in its economy's exports.
    Composition,
    /// Trade in one direction over trade in the other, by pair.
    Asymmetry,
    /// Exports and imports over value added, by economy.
    Openness,
    /// Share in world value added, by economy.
    Income,
}

/// One number of a year, and how much it counts.
pub struct Point {
    pub value: f64,
    pub weight: f64,
}

impl Target {
    /// All of them, in the order of the tables.
    pub const ALL: [(Self, &'static str); 7] = [
        (Self::Openness, "trade over GDP"),
        (Self::Pairs, "trade by pair"),
        (Self::Flows, "trade by pair and sector"),
        (Self::Exports, "exports by sector"),
        (Self::Composition, "sector's share in exports"),
        (Self::Asymmetry, "one direction over the other"),
        (Self::Income, "share in world GDP"),
    ];

    /// Its values in a year, always in the same order.
    pub fn of(self, world: &World) -> Vec<Point> {
        let size = world.flows.size();
        let n = size.economies;
        let plain = |value: f64| Point { value, weight: value };
        let foreign = || size.flows().filter(|flow| !flow.is_domestic());
        let mut pairs = vec![0.0; n * n];
        let (mut exports, mut imports) = (Grid::zeros(size), Grid::zeros(size));
        for flow in foreign() {
            let value = world.flows[flow];
            pairs[flow.origin.0 * n + flow.destination.0] += value;
            exports[(flow.origin, flow.sector)] += value;
            imports[(flow.destination, flow.sector)] += value;
        }
        let (sold, bought) = (exports.by_economy(), imports.by_economy());
        match self {
            Self::Flows => foreign().map(|flow| plain(world.flows[flow])).collect(),
            Self::Pairs => pairs.into_iter().map(plain).collect(),
            Self::Exports => exports.values().iter().copied().map(plain).collect(),
            Self::Composition => {
                let cells = size.economies().flat_map(|i| size.sectors().map(move |j| (i, j)));
                cells.map(|at| Point { value: exports[at] / sold[at.0], weight: exports[at] }).collect()
            }
            Self::Asymmetry => {
                let pair = |i: usize, j: usize| {
                    let (there, back) = (pairs[i * n + j], pairs[j * n + i]);
                    Point { value: there / back, weight: there + back }
                };
                (0..n).flat_map(|i| (0..i).map(move |j| (i, j))).map(|(i, j)| pair(i, j)).collect()
            }
            Self::Openness => {
                let trade = size.economies().map(|i| (sold[i] + bought[i], world.income[i]));
                trade.map(|(trade, income)| Point { value: trade / income, weight: trade }).collect()
            }
            Self::Income => world.income.values().iter().copied().map(plain).collect(),
        }
    }
}
