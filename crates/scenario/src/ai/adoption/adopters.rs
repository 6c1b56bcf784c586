//! `[adoption]` in a baseline: whose readiness and observations count, what is set, and who is to be like whom.

use super::Basis;
use super::catch_up::Closes;
use super::curve::Observation;
use super::files;
use super::relations::{Measure, Tables};
use super::table::{CurveEntry, Speed, Table, Target};
use crate::diagnostic::Fault;
use crate::error::Error;
use crate::select::{Except, Selector, Warnings};
use crate::source::Source;
use comity_data::{Baseline, FileHash};
use comity_model::{EconomyId, Size};
use std::collections::HashMap;

/// What a scenario and the data say about adoption in a baseline, whatever curves depend on.
///
/// [`under`](Self::under) gives the curves; it reads nothing, so that an ensemble can ask for them many times.
#[derive(Debug, Clone, PartialEq)]
pub struct Adopters {
    pub(super) measure: Measure,
    pub(super) economies: Vec<Known>,
    /// The speed that the scenario gives to all.
    pub(super) speed: Option<f64>,
    pub(super) equal: Option<Models>,
    pub(super) catch_ups: Vec<CatchingUp>,
    pub(super) files: Vec<FileHash>,
    pub(super) warnings: Vec<String>,
    pub(super) size: Size,
}

/// What is known of one economy.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Known {
    pub code: String,
    pub pillars: [f64; 4],
    pub readiness_from: Basis,
    /// Earliest first.
    pub observations: Vec<Observation>,
    pub observed_from: Basis,
    pub set: Set,
}

/// What the scenario sets for one economy.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Set {
    pub ceiling: Option<f64>,
    pub speed: Option<Speed>,
    pub midpoint: Option<f64>,
}

/// Economies that others are to be like.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Models {
    /// The best of all in each number.
    Top,
    /// The average of these.
    Average(Vec<EconomyId>),
}

/// Economies that close a gap.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct CatchingUp {
    pub economies: Vec<EconomyId>,
    pub closes: Closes,
    pub to: Models,
    pub share: f64,
    pub from: f64,
    pub by: f64,
}

impl Adopters {
    pub(crate) fn new(baseline: &Baseline, table: &Table, source: &Source) -> Result<Self, Error> {
        let selector = Selector::new(baseline);
        let tables = Tables::shipped(table.measure)?;
        let mut adopters = Self {
            measure: table.measure,
            economies: Vec::with_capacity(baseline.economies.len()),
            speed: table.speed,
            equal: None,
            catch_ups: Vec::new(),
            files: Vec::new(),
            warnings: Vec::new(),
            size: baseline.table.size,
        };
        let mut readiness = HashMap::new();
        if let Some(word) = &table.readiness {
            let read = files::readiness(source, &selector, &tables.codes, word)?;
            readiness.extend(read.rows);
            adopters.files.push(read.hash);
        }
        let mut observed = HashMap::new();
        if let Some(word) = &table.observed {
            let (read, hash) = files::observed(source, &selector, &tables.codes, word)?;
            observed = read;
            adopters.files.push(hash);
        }
        for (at, economy) in baseline.economies.iter().enumerate() {
            let id = EconomyId(at);
            let known = known(
                &tables,
                &economy.code,
                selector.income_group(id),
                readiness.remove(&id),
                observed.remove(&id),
            );
            adopters.economies.push(known);
        }
        let mut warnings = Warnings::new();
        let followed = adopters.follow(table, &selector, &tables, &mut warnings);
        followed.map_err(|fault| source.error(fault))?;
        let warnings =
            warnings.into_iter().map(|(at, warning)| format!("{warning} ({})", source.line_of(at)));
        adopters.warnings = warnings.collect();
        Ok(adopters)
    }

    /// The same with one more catch-up: economies close a share of these gaps, to the average of others, by a year. `None` where there is
    /// no time for it, or where all are to be alike.
    pub(crate) fn closing(
        &self,
        (pillars, rest): ([bool; 4], bool),
        economies: &[EconomyId],
        to: &[EconomyId],
        (share, by): (f64, f64),
    ) -> Option<Self> {
        let last = self.economies.iter().filter_map(|known| known.observations.last());
        let from = last.map(|observation| observation.year).max_by(f64::total_cmp).unwrap_or(by - 10.0);
        if from >= by || self.equal.is_some() {
            return None;
        }
        let (economies, to) = (economies.to_vec(), Models::Average(to.to_vec()));
        let mut closed = self.clone();
        let closes = Closes { pillars, rest };
        closed.catch_ups.push(CatchingUp { economies, closes, to, share, from, by });
        Some(closed)
    }

    /// Does what the entries of the table say, in their order.
    fn follow(
        &mut self,
        table: &Table,
        selector: &Selector,
        tables: &Tables,
        warnings: &mut Warnings,
    ) -> Result<(), Fault> {
        // What was set last, so that a midpoint may come in another entry than the ceiling.
        let mut ceilings = vec![None; self.economies.len()];
        for entry in &table.curves {
            let except = selector.except(&entry.except, warnings)?;
            for economy in selector.economies(entry.economies.as_deref(), &except, warnings)? {
                self.economies[economy.0].set.take(entry);
                ceilings[economy.0] = entry.ceiling.as_ref().or(ceilings[economy.0]);
            }
        }
        for (known, ceiling) in self.economies.iter().zip(ceilings) {
            if let (Some(ceiling), Some(Observation { year, share }), None) =
                (ceiling, known.observations.last(), known.set.midpoint)
                && share >= ceiling.get_ref()
            {
                let message = format!(
                    "a ceiling of {} is not above what `{}` is observed to have reached: {share} in {year}",
                    ceiling.get_ref(),
                    known.code
                );
                return Err(Fault::at(ceiling.span(), message)
                    .hint("raise it, or give a `midpoint` too, which leaves the observation aside"));
            }
        }
        let last = self.economies.iter().filter_map(|known| known.observations.last());
        let latest =
            last.map(|observation| observation.year).max_by(f64::total_cmp).unwrap_or(tables.latest());
        for entry in &table.catch_ups {
            let (from, by) = (entry.from.unwrap_or(latest), *entry.by.get_ref());
            if by <= from {
                let message = format!("a catch-up by {by} has no time: it begins in {from}");
                return Err(Fault::at(entry.by.span(), message)
                    .hint("it begins with the last observation, unless `from` says otherwise"));
            }
            let except = selector.except(&entry.except, warnings)?;
            let warned = warnings.len();
            let economies = selector.economies(entry.economies.as_deref(), &except, warnings)?;
            if economies.is_empty() && warnings.len() == warned {
                let message = "this [[adoption.catch_up]] changes nothing: `except` leaves nobody";
                warnings.push((entry.span.start, message.to_owned()));
            }
            let (closes, to, share) = (entry.closes, models(&entry.to, selector)?, entry.share);
            self.catch_ups.push(CatchingUp { economies, closes, to, share, from, by });
        }
        self.equal = table.equal.as_ref().map(|target| models(target, selector)).transpose()?;
        Ok(())
    }
}

impl Set {
    /// Takes what an entry sets and keeps the rest.
    fn take(&mut self, entry: &CurveEntry) {
        self.ceiling = entry.ceiling.as_ref().map(|ceiling| *ceiling.get_ref()).or(self.ceiling);
        self.speed = entry.speed.or(self.speed);
        self.midpoint = entry.midpoint.or(self.midpoint);
    }
}

/// What is known of an economy: from the user's files, else its own, else on average over its group or all.
fn known(
    tables: &Tables,
    code: &str,
    group: String,
    readiness: Option<[f64; 4]>,
    observed: Option<Vec<Observation>>,
) -> Known {
    let group = Some(group).filter(|group| !group.is_empty()).or_else(|| tables.groups.get(code).cloned());
    let group = format!("income:{}", group.unwrap_or_default());
    let (pillars, readiness_from) = readiness
        .map(|pillars| (pillars, Basis::File))
        .or_else(|| tables.pillars.get(&group).map(|&pillars| (pillars, Basis::Group)))
        .unwrap_or((tables.world(), Basis::World));
    let shipped = |key: &str, basis| tables.observed.get(key).map(|found| (found.clone(), basis));
    let (observations, observed_from) = observed
        .map(|observations| (observations, Basis::File))
        .or_else(|| shipped(code, Basis::Own))
        .or_else(|| shipped(&group, Basis::Group))
        .or_else(|| shipped("all", Basis::World))
        .unwrap_or((Vec::new(), Basis::Relation));
    let set = Set::default();
    Known { code: code.to_owned(), pillars, readiness_from, observations, observed_from, set }
}

/// The economies that a target means; there must be some.
fn models(target: &Target, selector: &Selector) -> Result<Models, Fault> {
    let Target::Average(words) = target else { return Ok(Models::Top) };
    // That nobody is there is an error here, and no warning beside it.
    let members = selector.economies(Some(words), &Except::default(), &mut Warnings::new())?;
    match (members.is_empty(), words.first()) {
        (true, Some(word)) => {
            let message =
                format!("`{}` is nobody in this baseline, so that nobody can be like it", word.get_ref());
            Err(Fault::at(word.span(), message).hint("name economies that it has, or `top`"))
        }
        _ => Ok(Models::Average(members)),
    }
}
