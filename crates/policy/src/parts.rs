//! What a burden is made of, so that every number can name the measure behind it.

use crate::accepted::Accepted;
use crate::date::Date;
use crate::profile::{Because, because};
use crate::rules::Rules;
use crate::strictest::Strictest;
use crate::taxonomy::{Feature, HIGHEST};

/// What one feature adds to the burden of a pair.
#[derive(Debug, Clone, PartialEq)]
pub struct Part<'a> {
    /// The feature.
    pub feature: &'a Feature,
    /// The stringency at the origin, from 0 to 3.
    pub origin: f64,
    /// The stringency at the destination.
    pub destination: f64,
    /// The share of the difference that recognition or a standard in common takes.
    pub recognised: f64,
    /// The part of the burden: these add up to it.
    pub burden: f64,
    /// What the destination requires it by.
    pub because: Option<Because<'a>>,
}

impl<'r> Rules<'r> {
    /// The parts of the burden of selling from one economy, by place, to another on a day, the largest first; features that add
    /// nothing are left out.
    ///
    /// # Panics
    /// Both places must be below the number of economies.
    pub fn parts(&'r self, origin: usize, destination: usize, date: Date) -> Vec<Part<'r>> {
        let strictest = Strictest::on(self, date, |entry| entry.stringency());
        let pair = Accepted::on(self, &strictest, date).pair(origin, destination);
        let features = &self.registry.taxonomy.features;
        let total: f64 = self.duties().iter().map(|&duty| features[duty].weight).sum();
        let part = |(duty, &place): (usize, &usize)| {
            let feature = &features[place];
            let [from, to] = [origin, destination].map(|economy| strictest.of(economy)[place].0);
            let recognised = pair.share(duty, self.settings.recognition, self.settings.standard);
            let share = feature.weight / total / f64::from(HIGHEST);
            Part {
                feature,
                origin: from,
                destination: to,
                recognised,
                burden: (to - from).max(0.0) * share * (1.0 - recognised),
                because: strictest.of(destination)[place].1.map(because),
            }
        };
        let mut parts: Vec<Part> = self.duties().iter().enumerate().map(part).collect();
        parts.retain(|part| part.burden > 0.0);
        parts.sort_by(|one, other| other.burden.total_cmp(&one.burden));
        parts
    }
}
