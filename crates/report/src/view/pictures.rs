//! Pictures of rules: how far they lie apart, as `web/src/lib/pictures.ts` reads it. Pairs have the three decimals that
//! `comity policy` prints, so that the page stays small.

use super::round::rounded;
use comity_data::Baseline;
use comity_policy::answer::{Clusters, Pair, Range, Start};
use comity_policy::{Draws, Registry};
use comity_scenario::regulation::{Apart, Pictures, Regulation};
use serde::Serialize;
use std::collections::BTreeMap;

/// How often weights and levels are drawn: enough for intervals that are read off a picture.
const DRAWS: usize = 50;
/// Above this many economies intervals of pairs would make the report too large.
const MOST_WITH_INTERVALS: usize = 90;

/// What the page draws of rules.
#[derive(Debug, Serialize)]
pub(super) struct PicturesView {
    /// Places of the economies of whose rules anything is known.
    economies: Vec<usize>,
    unions: Vec<UnionView>,
    /// Before the scenario, and in it.
    states: [StateView; 2],
    draws: usize,
    /// All trade, on 31 December of each year.
    index: Vec<IndexView>,
    /// The same on the scenario's day with its rules.
    changed: Option<IndexView>,
    starts: Vec<Start>,
    /// Names of those whose measures begin, but for economies.
    names: BTreeMap<String, String>,
}

#[derive(Debug, Serialize)]
struct UnionView {
    name: String,
    /// Codes.
    members: Vec<String>,
}

/// How far rules lie apart on a day, by origin and then by destination.
#[derive(Debug, Serialize)]
struct StateView {
    burden: Vec<Vec<f64>>,
    recognised: Vec<Vec<f64>>,
    /// The 5th percentile of the burden.
    #[serde(skip_serializing_if = "Option::is_none")]
    low: Option<Vec<Vec<f64>>>,
    /// The 95th.
    #[serde(skip_serializing_if = "Option::is_none")]
    high: Option<Vec<Vec<f64>>>,
    tree: TreeView,
}

/// A tree whose leaves are the economies, in their order.
#[derive(Debug, Serialize)]
struct TreeView {
    /// Number of one branch, number of the other, and how different the rules of the two are.
    mergers: Vec<(usize, usize, f64)>,
    /// Leaves of each cluster.
    clusters: Vec<Vec<usize>>,
    together: Vec<f64>,
}

/// The index on a day; each number with its 5th and 95th percentile.
#[derive(Debug, Serialize)]
struct IndexView {
    date: String,
    burden: [f64; 3],
    heterogeneity: [f64; 3],
}

impl PicturesView {
    /// Of the rules of a run.
    pub fn of(regulation: &Regulation, baseline: &Baseline) -> Self {
        let draws = Draws { count: DRAWS, ..Draws::default() };
        let pictures = regulation.pictures(baseline, draws);
        let Pictures { economies, unions, states, index, changed, starts } = pictures;
        let states = states.map(|state| StateView::of(&state, economies.len()));
        let index = index.index.iter().filter_map(|of| {
            let drawn = of.drawn?;
            Some(IndexView {
                date: format!("{}-12-31", of.year),
                burden: sure(of.burden, drawn.burden),
                heterogeneity: sure(of.heterogeneity, drawn.heterogeneity),
            })
        });
        let changed = changed.map(|changed| IndexView {
            date: regulation.date.to_string(),
            burden: sure(changed.of.burden, changed.drawn.burden),
            heterogeneity: sure(changed.of.heterogeneity, changed.drawn.heterogeneity),
        });
        let unions: Vec<UnionView> = unions
            .iter()
            .map(|union| UnionView {
                name: union.name.clone(),
                members: union
                    .members
                    .iter()
                    .filter(|member| member.on(regulation.date))
                    .map(|member| member.code.clone())
                    .collect(),
            })
            .collect();
        Self {
            economies: economies.iter().map(|economy| economy.0).collect(),
            unions,
            states,
            draws: DRAWS,
            index: index.collect(),
            changed,
            names: names(&starts, baseline, regulation.registry()),
            starts,
        }
    }
}

/// Names of jurisdictions that are no economies of a baseline.
fn names(starts: &[Start], baseline: &Baseline, registry: &Registry) -> BTreeMap<String, String> {
    let elsewhere = |start: &&Start| baseline.economies.iter().all(|one| one.code != start.jurisdiction);
    let name = |start: &Start| {
        (start.jurisdiction.clone(), registry.jurisdictions.name(&start.jurisdiction).to_owned())
    };
    starts.iter().filter(elsewhere).map(name).collect()
}

impl StateView {
    fn of(Apart { distance, clusters }: &Apart, economies: usize) -> Self {
        let matrix = |of: &dyn Fn(&Pair) -> f64| -> Vec<Vec<f64>> {
            let rows = distance.pairs.chunks(economies.max(1));
            rows.map(|row| row.iter().map(|pair| rounded(of(pair), 3)).collect()).collect()
        };
        let interval = |of: fn(Range) -> f64| {
            (economies <= MOST_WITH_INTERVALS)
                .then(|| matrix(&|pair| pair.drawn.map_or(pair.burden, |drawn| of(drawn.burden))))
        };
        Self {
            burden: matrix(&|pair| pair.burden),
            recognised: matrix(&|pair| pair.recognised),
            low: interval(|range| range.p05),
            high: interval(|range| range.p95),
            tree: TreeView::of(clusters),
        }
    }
}

impl TreeView {
    fn of(clusters: &Clusters) -> Self {
        let leaf = |code: &String| clusters.economies.iter().position(|known| known == code);
        Self {
            mergers: clusters.mergers.iter().map(|of| (of.left, of.right, rounded(of.height, 4))).collect(),
            clusters: clusters.clusters.iter().map(|codes| codes.iter().filter_map(leaf).collect()).collect(),
            together: clusters.together.iter().flatten().map(|&share| rounded(share, 2)).collect(),
        }
    }
}

fn sure(value: f64, range: Range) -> [f64; 3] {
    // A club of few moves the average of the world by little.
    [value, range.p05, range.p95].map(|number| rounded(number, 5))
}
