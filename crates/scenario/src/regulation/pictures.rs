//! How far rules lie apart in a scenario, as a report draws it: pair by pair, as a tree, and over the years.

use super::trade::trade;
use super::{Regulation, fragmentation};
use comity_data::Baseline;
use comity_model::EconomyId;
use comity_policy::answer::{Clusters, Distance, Index, Ranges, SectorTrade, Start};
use comity_policy::jurisdictions::{Jurisdiction, Kind};
use comity_policy::{Date, Draws, Experiment, Fragmentation, Tree};

/// What a report draws of rules. Of two the first is before the scenario, the second in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Pictures {
    /// Economies of the baseline of whose rules anything is known, in its order.
    pub economies: Vec<EconomyId>,
    /// Unions whose law is that of several of these on the scenario's day.
    pub unions: Vec<&'static Jurisdiction>,
    /// How far the rules of these lie apart.
    pub distance: [Distance; 2],
    /// Whose are alike.
    pub clusters: [Clusters; 2],
    /// The average over all trade of the baseline, year by year, with the rules as they are.
    pub index: Index,
    /// The same on the scenario's day with its rules; `None` without trade between economies with measures.
    pub changed: Option<Changed>,
    /// When measures of these economies and their unions begin to apply, in the years of the index.
    pub starts: Vec<Start>,
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
        let today = Experiment::default();
        let states: [(Date, &Experiment); 2] = [(self.against, &today), (self.date, &self.experiment)];
        let distance =
            states.map(|(date, experiment)| Distance::under(rules, &places, date, experiment, Some(draws)));
        let clusters = states.map(|(date, experiment)| {
            let tree = Tree::new(&rules.distances_under(date, experiment), &places);
            Clusters::under(rules, &tree, &places, CLUSTERS, (date, experiment), Some(draws))
        });

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
        let index = fragmentation(rules, baseline, |code| code == SectorTrade::ALL, &years, Some(draws));
        let all = trade(rules, baseline).into_iter().find(|sector| sector.code == SectorTrade::ALL);
        let changed = all.and_then(|all| all.on(rules, self.date, &self.experiment, draws));
        let changed = changed.map(|(of, drawn)| Changed { of, drawn });

        let mut starts = Start::of(registry);
        starts.retain(|start| {
            let known = places.iter().any(|place| code(place) == start.jurisdiction)
                || unions.iter().any(|union| union.code == start.jurisdiction);
            known && years.contains(&start.date.year())
        });
        Pictures { economies, unions, distance, clusters, index, changed, starts }
    }
}
