//! What is drawn, and the report beside the other files, for those who show an ensemble to people.

use super::moves::{AS, Moves};
use super::results::REPORT;
use super::table::Parameter;
use super::{Design, Distribution, Ensemble};
use crate::error::Error;
use crate::results::Staged;
use std::path::Path;

/// A parameter as it was planned.
#[derive(Debug, Clone, PartialEq)]
pub struct Uncertain<'a> {
    /// What tables call it.
    pub name: &'a str,
    /// What people call it: the name of a parameter of AI that has no other, else what tables call it.
    pub title: &'a str,
    /// What it moves: `theta`, an entry and its key, or the id of a parameter of AI.
    pub target: &'a str,
    /// How a drawn number takes effect: `value`, `multiple` or `size`.
    pub takes: &'static str,
    /// What is believed of it.
    pub distribution: &'a Distribution,
    /// How many sectors' elasticities it moves; none where it moves an entry.
    pub sectors: usize,
    /// Whether each sector has a number of its own, and the correlation between any two.
    pub by_sector: Option<f64>,
}

impl Ensemble {
    /// The parameters, in the scenario's order.
    pub fn uncertain(&self) -> Vec<Uncertain<'_>> {
        let word = |takes| AS.iter().find(|&&(_, known)| known == takes).map_or("", |&(word, _)| word);
        let parameters = self.plan.parameters.iter().map(|planned| Uncertain {
            name: &planned.parameter.name,
            title: self.title(&planned.parameter),
            target: &planned.parameter.target,
            takes: word(planned.takes()),
            distribution: &planned.parameter.distribution,
            sectors: planned.sectors.len(),
            by_sector: planned.parameter.by_sector,
        });
        parameters.collect()
    }

    fn title<'a>(&'a self, parameter: &'a Parameter) -> &'a str {
        match parameter.moves {
            Moves::Parameter(id) if parameter.name == id => {
                self.run.scenario.parameters().find(id).map_or(id, |setting| &setting.parameter.name)
            }
            Moves::Rules => "weights and levels of rules",
            _ => &parameter.name,
        }
    }

    /// How many draws there are.
    pub fn draws(&self) -> usize {
        self.plan.draws()
    }

    /// Where random numbers start.
    pub fn seed(&self) -> u64 {
        self.plan.cube.seed
    }

    /// How draws are spread.
    pub fn design(&self) -> Design {
        self.plan.cube.design
    }

    /// Writes `report.html` beside the other results, once they are there.
    ///
    /// # Errors
    /// The folder cannot be written to.
    pub fn write_report(&self, folder: &Path, html: &str) -> Result<(), Error> {
        let failed = |reason| Error::Write { folder: folder.display().to_string(), reason };
        let mut staged = Staged::default();
        staged.add(folder, REPORT, html.as_bytes()).map_err(failed)?;
        staged.publish(folder, &[REPORT], REPORT).map_err(failed)
    }
}
