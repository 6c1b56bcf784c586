//! How far the rules of trading partners lie apart, year by year and sector by sector.

use super::ranges::Ranges;
use crate::date::Date;
use crate::distance::Distances;
use crate::draws::{Draw, Draws};
use crate::experiment::Experiment;
use crate::fragmentation::Fragmentation;
use crate::parallel::{all_threads, in_order};
use crate::rules::Rules;
use crate::scopes::{self, Scope, Scopes};
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
    /// By origin and destination, for the economies of the rules: of firms that meet the same measures, each once.
    pub weights: Vec<(Scope, Vec<f64>)>,
    /// The share of the sector's trade that is between economies with measures.
    pub covered: f64,
}

impl SectorTrade {
    /// What all trade is called.
    pub const ALL: &str = scopes::ALL;

    /// Weights of all trade, and then of each sector's, from the codes of a baseline's sectors and economies and its flows between
    /// economies: place of the sector, of the origin, of the destination, and value. `rules` are for these economies alone.
    ///
    /// # Panics
    /// Places must be below the numbers of sectors and economies.
    pub fn of(
        rules: &Rules,
        sectors: &[&str],
        economies: &[&str],
        flows: impl IntoIterator<Item = (usize, usize, usize, f64)>,
    ) -> Vec<Self> {
        let count = rules.economies().len();
        let places: Vec<Option<usize>> = economies.iter().map(|code| rules.place(code)).collect();
        let mut values = vec![vec![0.0; count * count]; sectors.len()];
        let mut totals = vec![[0.0; 2]; sectors.len()];
        for (sector, origin, destination, value) in flows {
            totals[sector][0] += value;
            if let (Some(origin), Some(destination)) = (places[origin], places[destination]) {
                values[sector][origin * count + destination] += value;
                totals[sector][1] += value;
            }
        }
        let covered = |[all, covered]: [f64; 2]| if all > 0.0 { covered / all } else { 0.0 };
        let total = totals.iter().fold([0.0; 2], |sum, one| [sum[0] + one[0], sum[1] + one[1]]);
        let mut together: Vec<(Scope, Vec<f64>)> = Vec::new();
        let mut each = Vec::with_capacity(sectors.len());
        for ((&code, values), total) in sectors.iter().zip(values).zip(totals) {
            let scope = Scopes::embedded().of(code, sectors.iter().copied());
            match together.iter_mut().find(|(known, _)| *known == scope) {
                Some((_, sum)) => sum.iter_mut().zip(&values).for_each(|(sum, value)| *sum += value),
                None => together.push((scope.clone(), values.clone())),
            }
            each.push(Self {
                code: code.to_owned(),
                weights: vec![(scope, values)],
                covered: covered(total),
            });
        }
        let all = Self { code: Self::ALL.to_owned(), weights: together, covered: covered(total) };
        std::iter::once(all).chain(each).collect()
    }
}

impl Index {
    /// Of years, weighted by the trade of sectors, each with the measures that cover it; with `draws` it says how sure it is. A sector
    /// without trade between economies with measures has no index.
    pub fn of(
        rules: &Rules,
        baseline: &str,
        trade: &[SectorTrade],
        years: &[u16],
        draws: Option<Draws>,
    ) -> Self {
        let met = Met::by(rules, trade);
        let today = Experiment::default();
        let days: Vec<Day> = years.iter().map(|&year| met.on(Date::end_of(year))).collect();
        let found = in_order(days.len(), all_threads(), |at| days[at].averages(&today, None));
        let mut index = Vec::new();
        for ((&year, day), found) in years.iter().zip(&days).zip(found) {
            let drawn = draws.map(|draws| draws.each(|draw| day.averages(&today, Some(draw))));
            for ((place, sector), of) in trade.iter().enumerate().zip(found) {
                let Some(of) = of else { continue };
                let drawn = drawn.as_ref().map(|drawn| ranges(drawn.iter().filter_map(|draw| draw[place])));
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

impl SectorTrade {
    /// The averages a share of the way from the rules of one day and experiment to those of another, and how sure they are; nothing
    /// without trade between economies with measures.
    pub fn between(
        &self,
        rules: &Rules,
        states: [(Date, &Experiment); 2],
        share: f64,
        draws: Draws,
    ) -> Option<(Fragmentation, Ranges)> {
        let met = Met::by(rules, std::slice::from_ref(self));
        let [from, to] = states.map(|(date, experiment)| (met.on(date), experiment));
        let of =
            |(day, experiment): &(Day, &Experiment), draw| day.averages(experiment, draw).pop().flatten();
        let one = |draw: Option<Draw>| match share {
            1.0 => of(&to, draw),
            share => Some(of(&from, draw)?.towards(of(&to, draw)?, share)),
        };
        Some((one(None)?, ranges(draws.each(|draw| one(Some(draw))).into_iter().flatten())))
    }
}

fn ranges(drawn: impl Iterator<Item = Fragmentation>) -> Ranges {
    Ranges::of(drawn.map(|of| [of.burden, of.heterogeneity]))
}

/// The rules that firms meet whose trade is weighed.
struct Met<'t, 'r> {
    trade: &'t [SectorTrade],
    /// In order, each once.
    scopes: Vec<&'t Scope>,
    /// Of each scope.
    rules: Vec<Rules<'r>>,
}

impl<'t, 'r> Met<'t, 'r> {
    fn by(rules: &Rules<'r>, trade: &'t [SectorTrade]) -> Self {
        let mut scopes: Vec<&Scope> =
            trade.iter().flat_map(|sector| &sector.weights).map(|(scope, _)| scope).collect();
        scopes.sort_unstable();
        scopes.dedup();
        let rules = scopes.iter().map(|scope| rules.met_by(scope)).collect();
        Self { trade, scopes, rules }
    }

    fn on(&self, date: Date) -> Day<'_, 't, 'r> {
        let in_force: Vec<_> = self.rules.iter().map(|rules| rules.in_force(date)).collect();
        let first = |one| in_force.iter().position(|other| other == one).unwrap_or_default();
        Day { met: self, date, first: in_force.iter().map(first).collect() }
    }
}

/// These rules on a day.
struct Day<'m, 't, 'r> {
    met: &'m Met<'t, 'r>,
    date: Date,
    /// Of each scope the first that has the same measures on this day: the fewer there are, the fewer sectors tell apart.
    first: Vec<usize>,
}

impl Day<'_, '_, '_> {
    /// Each sector's averages, from the distances of each scope, with weights and levels as they are or as drawn.
    fn averages(&self, experiment: &Experiment, draw: Option<Draw>) -> Vec<Option<Fragmentation>> {
        let Self { met: Met { trade, scopes, rules }, date, first } = self;
        let distances: Vec<Option<Distances>> = (rules.iter().zip(first).enumerate())
            .map(|(at, (rules, &first))| (at == first).then(|| rules.distances_in(*date, experiment, draw)))
            .collect();
        let of = |scope: &Scope| distances[first[scopes.binary_search(&scope).ok()?]].as_ref();
        let parts = |sector: &SectorTrade| -> Option<Fragmentation> {
            let parts = sector.weights.iter();
            Fragmentation::over(parts.filter_map(|(scope, values)| Some((of(scope)?, Some(&**values)))))
        };
        trade.iter().map(parts).collect()
    }
}
