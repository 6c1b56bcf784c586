//! What an economy requires on a day, feature by feature.

use crate::date::Date;
use crate::error::RegistryError;
use crate::experiment::Experiment;
use crate::jurisdictions::{Jurisdiction, Kind};
use crate::measure::Measure;
use crate::rules::{Entry, Rules};
use crate::strictest::{Cell, Strictest, own};
use crate::taxonomy::Feature;

/// What an economy, or a union, requires on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile<'a> {
    /// Whose it is.
    pub jurisdiction: &'a Jurisdiction,
    /// The day.
    pub date: Date,
    /// One line a feature, in the order of the taxonomy.
    pub lines: Vec<Line<'a>>,
}

/// What is required of one feature.
#[derive(Debug, Clone, PartialEq)]
pub struct Line<'a> {
    /// The feature.
    pub feature: &'a Feature,
    /// From 0 to 3: the level, less where it is soft law, a bill, of a part of the economy, or not sure.
    pub stringency: f64,
    /// What requires it; `None` where nothing does.
    pub because: Option<Because<'a>>,
}

/// Which measure requires something.
#[derive(Debug, Clone, PartialEq)]
pub struct Because<'a> {
    /// The measure.
    pub measure: &'a Measure,
    /// Its level, from 0 to 3.
    pub level: u8,
    /// The article; empty where it is not known.
    pub article: &'a str,
}

impl<'r> Rules<'r> {
    /// What an economy requires on a day by its own measures and those of unions; of a union, what its own require.
    ///
    /// # Errors
    /// The code is that of no economy and no union.
    pub fn profile(&self, code: &str, date: Date) -> Result<Profile<'_>, RegistryError> {
        let jurisdiction = self.registry.ruler(code)?;
        let strictest;
        let of_union;
        let cells = match (jurisdiction.kind, self.place(code)) {
            (Kind::Economy, Some(place)) => {
                strictest = Strictest::on(self, date, &Experiment::default(), None);
                strictest.of(place)
            }
            _ => {
                of_union = own(self, code, date, |entry| entry.stringency_in(None));
                &of_union
            }
        };
        let lines =
            self.registry.taxonomy.features.iter().zip(cells).map(|(feature, cell)| line(feature, cell));
        Ok(Profile { jurisdiction, date, lines: lines.collect() })
    }
}

fn line<'a>(feature: &'a Feature, &(stringency, entry): &Cell<'a>) -> Line<'a> {
    Line { feature, stringency, because: entry.map(because) }
}

/// What an entry says.
pub(crate) fn because<'a>(entry: &'a Entry<'a>) -> Because<'a> {
    let requirement = entry.requirement;
    Because { measure: entry.measure, level: requirement.level, article: &requirement.article }
}
