//! What scenarios that are sent may name, and what they are about: baselines on the shelf, and measures of the rulebook.

use crate::problem::{Problem, of_scenario};
use crate::rulebook::Rulebook;
use crate::shelf::Shelf;
use comity_scenario::Scenario;

/// Baselines and measures of the server.
#[derive(Debug)]
pub struct Inputs {
    /// Baselines that were sent.
    pub shelf: Shelf,
    /// The registry of measures.
    pub rulebook: Rulebook,
}

impl Inputs {
    /// The scenario of a text that was sent. Waits for the registry's database.
    ///
    /// # Errors
    /// The text has a fault, or the measures cannot be read.
    pub fn scenario(&self, text: &str) -> Result<Scenario, Problem> {
        let parsed = Scenario::parse(self.shelf.source("scenario.toml", text));
        self.about_rules(parsed.map_err(|error| of_scenario(text, &error))?)
    }

    /// A scenario about the measures as they are now, where it changes rules. Waits for the registry's database.
    ///
    /// # Errors
    /// The measures cannot be read.
    pub fn about_rules(&self, scenario: Scenario) -> Result<Scenario, Problem> {
        if scenario.speaks_of_rules() {
            Ok(scenario.with_measures(self.rulebook.measures()?))
        } else {
            Ok(scenario)
        }
    }
}
