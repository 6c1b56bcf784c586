//! What AI does and through what, as `web/src/lib/ai.ts` reads it.

use super::round::{percent, rounded};
use crate::channels::points;
use crate::totals::people_mean;
use comity_model::{EconomyId, PerEconomy};
use comity_scenario::ai::adoption::{Adoption, Basis, Observation};
use comity_scenario::ai::channels::Channel;
use comity_scenario::ai::{Effects, InSchool, Split};
use comity_scenario::divide::people;
use comity_scenario::{Parameters, Run};
use serde::Serialize;

/// Years of the curves.
const CURVES: std::ops::RangeInclusive<u16> = 2020..=2050;
/// An average over a group stands for it when it covers this share of its people.
const COVERED: f64 = 0.9;

/// The part of AI in a run.
#[derive(Debug, Serialize)]
pub(super) struct AiView<'a> {
    /// The year whose effects are shown.
    year: u16,
    /// Effects are those of what is adopted after its beginning.
    since: f64,
    school: &'a str,
    /// The world's real income under every school.
    schools: Vec<SchoolView>,
    channels: Vec<ChannelView>,
    split: SplitView,
    adoption: AdoptionView<'a>,
}

#[derive(Debug, Serialize)]
struct SchoolView {
    name: &'static str,
    about: &'static str,
    real_income_pct: f64,
}

#[derive(Debug, Serialize)]
pub(super) struct ChannelView {
    key: &'static str,
    name: &'static str,
    about: &'static str,
}

/// Percentage points of real income by channel; those of a row add up to its change in percent.
#[derive(Debug, Serialize)]
pub(super) struct SplitView {
    world: Vec<f64>,
    /// By income group, in the order of the groups.
    groups: Vec<Vec<f64>>,
    /// By economy.
    economies: Vec<Vec<f64>>,
}

#[derive(Debug, Serialize)]
struct AdoptionView<'a> {
    /// Of whom it is a share: people or firms.
    measure: &'static str,
    years: Vec<u16>,
    groups: Vec<GroupCurve<'a>>,
    economies: Vec<Curve>,
}

#[derive(Debug, Serialize)]
struct GroupCurve<'a> {
    key: &'a str,
    #[serde(flatten)]
    curve: Curve,
}

/// Shares of people or firms, from 0 to 1.
#[derive(Debug, Serialize)]
struct Curve {
    shares: Vec<f64>,
    /// Moments and shares that were observed.
    observed: Vec<(f64, f64)>,
}

impl<'a> AiView<'a> {
    /// Nothing where the scenario does not speak of AI.
    pub fn of(run: &'a Run, groups: &[(&'a str, Vec<EconomyId>)]) -> Option<Self> {
        let (effects, split) = (run.effects.as_ref()?, run.split.as_ref()?);
        // A scenario about rules alone says nothing about AI.
        if effects.options.channels == [Channel::Regulation] {
            return None;
        }
        Some(Self {
            year: run.path.as_ref().map_or(effects.year, |path| path.last),
            since: effects.options.since,
            school: run.scenario.parameters().school(),
            schools: run.schools.iter().filter_map(SchoolView::of).collect(),
            channels: ChannelView::all(split),
            split: SplitView::of(run, groups),
            adoption: AdoptionView::of(run, effects, groups),
        })
    }
}

impl SchoolView {
    fn of(found: &InSchool) -> Option<Self> {
        let school = Parameters::schools().iter().find(|school| school.name == found.school)?;
        Some(Self { name: &school.name, about: &school.about, real_income_pct: percent(found.world) })
    }
}

impl ChannelView {
    pub(super) fn all(split: &Split) -> Vec<Self> {
        let view =
            |channel: &Channel| Self { key: channel.word(), name: channel.name(), about: channel.about() };
        split.channels.iter().map(view).collect()
    }
}

impl SplitView {
    pub(super) fn of(run: &Run, groups: &[(&str, Vec<EconomyId>)]) -> Self {
        let row = |members: &[EconomyId]| -> Vec<f64> {
            points(run, members).into_iter().map(|(_, part)| rounded(part, 9)).collect()
        };
        let everybody: Vec<EconomyId> = run.benchmark.calibration.size.economies().collect();
        Self {
            world: row(&everybody),
            groups: groups.iter().map(|(_, members)| row(members)).collect(),
            economies: everybody.iter().map(|&economy| row(&[economy])).collect(),
        }
    }
}

impl<'a> AdoptionView<'a> {
    fn of(run: &Run, effects: &Effects, groups: &[(&'a str, Vec<EconomyId>)]) -> Self {
        let adoption = &effects.adoption;
        let years: Vec<u16> = CURVES.collect();
        let by_year: Vec<PerEconomy> = years.iter().map(|&year| adoption.at(f64::from(year))).collect();
        let people = people(&run.baseline);
        let group_curve = |(key, members): &(&'a str, Vec<EconomyId>)| {
            let shares = by_year.iter().map(|shares| {
                let (mean, _) = people_mean(&people, members, |id| Some(shares[id]))?;
                Some(rounded(mean, 5))
            });
            let shares = shares.collect::<Option<Vec<f64>>>()?;
            let observed = group_observations(adoption, &people, members);
            Some(GroupCurve { key, curve: Curve { shares, observed } })
        };
        let economy_curve = |(at, economy): (usize, &comity_scenario::ai::adoption::Adopter)| Curve {
            shares: by_year.iter().map(|shares| rounded(shares[EconomyId(at)], 5)).collect(),
            observed: own(economy.observed_from, &economy.observations),
        };
        Self {
            measure: adoption.measure.word(),
            groups: groups.iter().filter_map(group_curve).collect(),
            economies: adoption.economies.iter().enumerate().map(economy_curve).collect(),
            years,
        }
    }
}

/// What was observed of an economy itself.
fn own(from: Basis, observations: &[Observation]) -> Vec<(f64, f64)> {
    match from {
        Basis::Own | Basis::File => {
            observations.iter().map(|each| (each.year, rounded(each.share, 5))).collect()
        }
        _ => Vec::new(),
    }
}

/// Averages of what was observed at the same moment, where that covers nearly all people of the group.
fn group_observations(adoption: &Adoption, people: &[Option<f64>], members: &[EconomyId]) -> Vec<(f64, f64)> {
    let mut moments: Vec<f64> = members
        .iter()
        .flat_map(|&EconomyId(at)| &adoption.economies[at].observations)
        .map(|each| each.year)
        .collect();
    moments.sort_by(f64::total_cmp);
    moments.dedup();
    let at = |moment: f64| {
        let share = |EconomyId(at): EconomyId| {
            let observations = &adoption.economies[at].observations;
            observations.iter().find(|each| each.year == moment).map(|each| each.share)
        };
        let (mean, covered) = people_mean(people, members, share)?;
        (covered >= COVERED).then(|| (moment, rounded(mean, 5)))
    };
    moments.into_iter().filter_map(at).collect()
}
