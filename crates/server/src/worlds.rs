//! Worlds that are kept ready between requests.

use comity_scenario::{Error, Prepared, Scenario};
use std::sync::{Arc, Mutex, PoisonError};

/// Most worlds; one of `wiod-2011` takes a few megabytes.
const MOST: usize = 8;

/// Worlds, the last used first.
#[derive(Debug, Default)]
pub struct Worlds(Mutex<Vec<Arc<Prepared>>>);

impl Worlds {
    /// The world of a scenario, made ready if it is not.
    ///
    /// # Errors
    /// It cannot be made ready.
    pub fn of(&self, scenario: &Scenario) -> Result<Arc<Prepared>, Error> {
        if let Some(known) = self.known(scenario) {
            return Ok(known);
        }
        let made = Arc::new(Prepared::new(scenario, &Default::default())?);
        let mut worlds = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        worlds.insert(0, Arc::clone(&made));
        worlds.truncate(MOST);
        Ok(made)
    }

    /// Forgets the worlds of a baseline.
    pub fn forget(&self, baseline: &str) {
        let mut worlds = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        worlds.retain(|world| !world.is_on(baseline));
    }

    fn known(&self, scenario: &Scenario) -> Option<Arc<Prepared>> {
        let mut worlds = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = worlds.iter().position(|world| world.fits(scenario))?;
        worlds[..=at].rotate_right(1);
        worlds.first().cloned()
    }
}
