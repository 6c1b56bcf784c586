//! How far rules lie apart in a scenario, as a report draws it: pair by pair, as a tree, and over the years.

use super::Regulation;
use super::trade::trade;
use comity_data::Baseline;
use comity_model::EconomyId;
use comity_policy::answer::{Clusters, Distance, Index, Ranges, SectorTrade, Start};
use comity_policy::jurisdictions::{Jurisdiction, Kind};
use comity_policy::{Date, Distances, Draw, Draws, Experiment, Fragmentation, Tree};

/// What a report draws of rules.
#[derive(Debug, Clone, PartialEq)]
pub struct Pictures {
    /// Economies of the baseline of whose rules anything is known, in its order.
    pub economies: Vec<EconomyId>,
    /// Unions whose law is that of several of these on the scenario's day.
    pub unions: Vec<&'static Jurisdiction>,
    /// How far the rules of these lie apart before the scenario, and in it.
    pub states: [Apart; 2],
    /// The average over all trade of the baseline, year by year, with the rules as they are.
    pub index: Index,
    /// The same with the rules of the scenario; `None` without trade between economies with measures.
    pub changed: Option<Changed>,
    /// When measures of these economies and their unions begin to apply, in the years of the index.
    pub starts: Vec<Start>,
}

/// How far the rules of economies lie apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Apart {
    /// Pair by pair.
    pub distance: Distance,
    /// Whose are alike.
    pub clusters: Clusters,
}

/// The index of fragmentation with the rules of a scenario.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Changed {
    /// The averages.
    pub of: Fragmentation,
    /// How sure they are.
    pub drawn: Ranges,
}

/// The first year of the index; before it there is little to see.
const SINCE: u16 = 2016;
/// Clusters that trees are cut into.
const CLUSTERS: usize = 6;

impl Regulation {
    /// What a report draws of the rules of a scenario on a baseline.
    pub fn pictures(&self, baseline: &Baseline, draws: Draws) -> Pictures {
        let rules = &self.known.whole;
        let registry = rules.registry;
        let known = self.known.places.iter().enumerate();
        let (economies, places): (Vec<EconomyId>, Vec<usize>) =
            known.filter_map(|(at, place)| Some((EconomyId(at), (*place)?))).unzip();
        let states = self.apart(&places, draws);

        let code = |place: &usize| rules.economies()[*place];
        let among = |union: &Jurisdiction, date: Date| {
            let member = |place: &&usize| {
                union.members.iter().any(|member| member.code == code(place) && member.on(date))
            };
            places.iter().filter(member).count()
        };
        let is_union = |one: &&Jurisdiction| one.kind == Kind::Union;
        let unions = registry.jurisdictions.iter().filter(is_union);
        let unions: Vec<&Jurisdiction> = unions.filter(|union| among(union, self.date) > 1).collect();

        let last = [registry.as_of(), self.against, self.date].map(Date::year).into_iter().max();
        let years: Vec<u16> = (SINCE..=last.unwrap_or(SINCE)).collect();
        let mut all = trade(rules, baseline);
        all.retain(|sector| sector.code == SectorTrade::ALL);
        let index = Index::of(rules, &baseline.meta.name, &all, &years, Some(draws));
        let step = [(self.against, &Experiment::default()), (self.date, &*self.experiment)];
        let changed = all.first().and_then(|all| all.between(rules, step, self.share, draws));
        let changed = changed.map(|(of, drawn)| Changed { of, drawn });

        let mut starts = Start::of(registry);
        starts.retain(|start| {
            let known = places.iter().any(|place| code(place) == start.jurisdiction)
                || unions.iter().any(|union| union.code == start.jurisdiction);
            known && years.contains(&start.date.year())
        });
        Pictures { economies, unions, states, index, changed, starts }
    }

    /// How far the rules of economies by place lie apart before the scenario and in it, each with the same draws.
    fn apart(&self, places: &[usize], draws: Draws) -> [Apart; 2] {
        let rules = &self.known.whole;
        let today = Experiment::default();
        let states = |draw: Option<Draw>| {
            let before = rules.distances_in(self.against, &today, draw);
            let after = before.towards(rules.distances_in(self.date, &self.experiment, draw), self.share);
            (before, after)
        };
        let tree = |distances: &Distances| Tree::new(distances, places);
        let kept =
            |distances: &Distances| (Distance::both(distances, places), tree(distances).numbers(CLUSTERS));
        let drawn = draws.each(|draw| {
            let (before, after) = states(Some(draw));
            (kept(&before), kept(&after))
        });
        let state = |distances: &Distances, date, drawn: Vec<(Vec<[f64; 2]>, Vec<usize>)>| {
            let (pairs, numbers): (Vec<_>, Vec<_>) = drawn.into_iter().unzip();
            Apart {
                distance: Distance::between(rules, places, date, distances, Some(&pairs)),
                clusters: Clusters::cut(rules, &tree(distances), places, CLUSTERS, date, Some(&numbers)),
            }
        };
        let (before, after) = states(None);
        let (drawn_before, drawn_after) = drawn.into_iter().unzip();
        [state(&before, self.against, drawn_before), state(&after, self.date, drawn_after)]
    }
}
