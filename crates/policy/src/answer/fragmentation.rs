//! How far the rules of trading partners lie apart, year by year and sector by sector.

use super::ranges::Ranges;
use crate::date::Date;
use crate::draws::Draws;
use crate::fragmentation::Fragmentation;
use crate::parallel::all_threads;
use crate::rules::Rules;
use serde::Serialize;

/// The index of fragmentation over the years.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Index {
    /// The baseline whose trade weighs the pairs.
    pub baseline: String,
    /// By year, and then by sector, the first of which is all trade.
    pub index: Vec<IndexOf>,
}

/// The index of one sector in one year: averages over pairs of economies, from 0 to 1, weighted by trade.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IndexOf {
    /// The year, as it is on 31 December.
    pub year: u16,
    /// Code of the sector; `all` is all trade.
    pub sector: String,
    /// Of the extra burden.
    pub burden: f64,
    /// Of how different rules are.
    pub heterogeneity: f64,
    /// Of what is recognised.
    pub recognised: f64,
    /// The share of the sector's trade that is between economies with measures.
    pub covered: f64,
    /// How sure it is, where it was drawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drawn: Option<Ranges>,
}

/// The trade of a sector, as weights of pairs.
#[derive(Debug, Clone, PartialEq)]
pub struct SectorTrade {
    /// The sector's code; [`SectorTrade::ALL`] is all trade.
    pub code: String,
    /// By origin and destination, for the economies of the rules.
    pub values: Vec<f64>,
    /// The share of the sector's trade that is between economies with measures.
    pub covered: f64,
}

impl SectorTrade {
    /// What all trade is called.
    pub const ALL: &str = "all";

    /// Weights of all trade, and then of each sector's, from the codes of a baseline's sectors and economies and its flows between
    /// economies: place of the sector, of the origin, of the destination, and value.
    ///
    /// # Panics
    /// Places must be below the numbers of sectors and economies.
    pub fn of<'a>(
        rules: &Rules,
        sectors: impl IntoIterator<Item = &'a str>,
        economies: impl IntoIterator<Item = &'a str>,
        flows: impl IntoIterator<Item = (usize, usize, usize, f64)>,
    ) -> Vec<Self> {
        let count = rules.economies().len();
        let places: Vec<Option<usize>> = economies.into_iter().map(|code| rules.place(code)).collect();
        let empty =
            |code: &str| Self { code: code.to_owned(), values: vec![0.0; count * count], covered: 0.0 };
        let mut all: Vec<Self> = std::iter::once(Self::ALL).chain(sectors).map(empty).collect();
        let mut totals = vec![0.0; all.len()];
        for (sector, origin, destination, value) in flows {
            for sector in [0, sector + 1] {
                totals[sector] += value;
                if let (Some(origin), Some(destination)) = (places[origin], places[destination]) {
                    all[sector].values[origin * count + destination] += value;
                    all[sector].covered += value;
                }
            }
        }
        for (trade, total) in all.iter_mut().zip(totals) {
            trade.covered = if total > 0.0 { trade.covered / total } else { 0.0 };
        }
        all
    }
}

impl Index {
    /// Of years, weighted by the trade of sectors; with `draws` it says how sure it is. A sector without trade between economies with
    /// measures has no index.
    pub fn of(
        rules: &Rules,
        baseline: &str,
        trade: &[SectorTrade],
        years: &[u16],
        draws: Option<Draws>,
    ) -> Self {
        let dates: Vec<Date> = years.iter().map(|&year| Date::end_of(year)).collect();
        let mut index = Vec::new();
        for ((&year, &date), distances) in
            years.iter().zip(&dates).zip(rules.distances_over(&dates, all_threads()))
        {
            let drawn: Option<Vec<Vec<Option<Fragmentation>>>> = draws.map(|draws| {
                rules.drawn(date, draws, |distances| {
                    trade.iter().map(|sector| distances.fragmentation(Some(&sector.values))).collect()
                })
            });
            for (place, sector) in trade.iter().enumerate() {
                let Some(of) = distances.fragmentation(Some(&sector.values)) else { continue };
                let drawn = drawn.as_ref().map(|drawn| {
                    let both = |of: Fragmentation| [of.burden, of.heterogeneity];
                    Ranges::of(&drawn.iter().filter_map(|draw| draw[place]).map(both).collect::<Vec<_>>())
                });
                index.push(IndexOf {
                    year,
                    sector: sector.code.clone(),
                    burden: of.burden,
                    heterogeneity: of.heterogeneity,
                    recognised: of.recognised,
                    covered: sector.covered,
                    drawn,
                });
            }
        }
        Self { baseline: baseline.to_owned(), index }
    }
}
