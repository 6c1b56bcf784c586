//! Whose rules are alike.

use crate::clusters::Tree;
use crate::date::Date;
use crate::draws::Draws;
use crate::experiment::Experiment;
use crate::rules::Rules;
use crate::stability::stability;
use serde::Serialize;

/// Whose rules are alike on a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Clusters {
    /// The day.
    pub date: Date,
    /// Codes of the leaves of the tree, by number from 0 on.
    pub economies: Vec<String>,
    /// Where branches join, the lowest first.
    pub mergers: Vec<Node>,
    /// Codes of the economies of each cluster that the tree is cut into.
    pub clusters: Vec<Vec<String>>,
    /// The share of draws in which two members of each stay together, where clusters were drawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub together: Option<Vec<f64>>,
}

/// Where two branches of the tree join.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Node {
    /// The number of the branch that this makes: leaves come first.
    pub cluster: usize,
    /// The number of one branch.
    pub left: usize,
    /// The number of the other.
    pub right: usize,
    /// How different the rules of the two are, on average.
    pub height: f64,
    /// How many leaves there are below.
    pub size: usize,
}

impl Clusters {
    /// Of economies by place on a day, whose `tree` is cut into `count`; with `draws` it says how sure it is.
    ///
    /// # Panics
    /// Places must be below the number of economies.
    pub fn of(
        rules: &Rules,
        tree: &Tree,
        places: &[usize],
        count: usize,
        date: Date,
        draws: Option<Draws>,
    ) -> Self {
        let today = Experiment::default();
        let drawn = draws.map(|draws| {
            draws.each(|draw| Tree::new(&rules.distances_in(date, &today, Some(draw)), places).numbers(count))
        });
        Self::cut(rules, tree, places, count, date, drawn.as_deref())
    }

    /// The same from the [numbers](Tree::numbers) of clusters in each draw, where there are any.
    ///
    /// # Panics
    /// Places must be below the number of economies, and each draw be of the same.
    pub fn cut(
        rules: &Rules,
        tree: &Tree,
        places: &[usize],
        count: usize,
        date: Date,
        drawn: Option<&[Vec<usize>]>,
    ) -> Self {
        let economies: Vec<String> =
            places.iter().map(|&place| rules.economies()[place].to_owned()).collect();
        let clusters = tree.clusters(count);
        let together = drawn.map(|drawn| stability(&clusters, drawn));
        let mergers = tree.mergers.iter().enumerate().map(|(number, merger)| Node {
            cluster: tree.leaves + number,
            left: merger.left,
            right: merger.right,
            height: merger.height,
            size: merger.size,
        });
        let named = |cluster: Vec<usize>| cluster.into_iter().map(|leaf| economies[leaf].clone()).collect();
        Self {
            date,
            mergers: mergers.collect(),
            clusters: clusters.into_iter().map(named).collect(),
            together,
            economies,
        }
    }
}
