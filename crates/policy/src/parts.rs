//! What a burden is made of, so that every number can name the measure behind it.

use crate::accepted::Accepted;
use crate::date::Date;
use crate::experiment::Experiment;
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
        self.laid_down(date, &Experiment::default()).parts(origin, destination)
    }

    /// The rules of a day as an experiment has them, of which every burden can be taken apart.
    pub fn laid_down(&'r self, date: Date, experiment: &Experiment) -> LaidDown<'r> {
        let strictest = Strictest::on(self, date, experiment, None);
        let accepted = Accepted::on(self, &strictest, date, experiment);
        LaidDown { rules: self, strictest, accepted, apart: experiment.divergence }
    }
}

/// The rules of a day as an experiment has them.
#[derive(Debug, Clone)]
pub struct LaidDown<'r> {
    rules: &'r Rules<'r>,
    strictest: Strictest<'r>,
    accepted: Accepted,
    /// Levels by which duties of blocs fall short of each other.
    apart: f64,
}

impl<'r> LaidDown<'r> {
    /// The level of a feature, by place in the taxonomy, in an economy, and the measure behind it.
    pub fn level(&self, economy: usize, feature: usize) -> (f64, Option<Because<'r>>) {
        let (level, entry) = self.strictest.of(economy)[feature];
        (level, entry.map(because))
    }

    /// What each duty adds to the burden of a pair, in the order of [`Rules::duties`].
    ///
    /// # Panics
    /// Both places must be below the number of economies.
    pub fn burdens(&self, origin: usize, destination: usize) -> Vec<f64> {
        self.all(origin, destination).map(|part| part.burden).collect()
    }

    /// The parts of the burden of a pair, the largest first; features that add nothing are left out.
    ///
    /// # Panics
    /// Both places must be below the number of economies.
    pub fn parts(&self, origin: usize, destination: usize) -> Vec<Part<'r>> {
        let mut parts: Vec<Part> = self.all(origin, destination).collect();
        parts.retain(|part| part.burden > 0.0);
        parts.sort_by(|one, other| other.burden.total_cmp(&one.burden));
        parts
    }

    fn all(&self, origin: usize, destination: usize) -> impl Iterator<Item = Part<'r>> {
        let Self { rules, strictest, accepted, apart } = self;
        let pair = accepted.pair(origin, destination);
        let features = &rules.registry.taxonomy.features;
        let total: f64 = rules.duties().iter().map(|&duty| features[duty].weight).sum();
        let part = move |(duty, &place): (usize, &usize)| {
            let feature = &features[place];
            let [from, to] = [origin, destination].map(|economy| strictest.of(economy)[place].0);
            let recognised = pair.share(duty, rules.settings.recognition, rules.settings.standard);
            let share = feature.weight / total / f64::from(HIGHEST);
            Part {
                feature,
                origin: from,
                destination: to,
                recognised,
                burden: (to - from).max(pair.least(from, to, *apart)) * share * (1.0 - recognised),
                because: strictest.of(destination)[place].1.map(because),
            }
        };
        rules.duties().iter().enumerate().map(part)
    }
}
