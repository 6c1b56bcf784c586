//! Worlds that are kept ready between requests.

use comity_scenario::{Error, Prepared, Scenario};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Most worlds; one of `wiod-2011` takes a few megabytes.
const MOST: usize = 8;

/// Worlds that are ready.
#[derive(Debug, Default)]
pub struct Worlds(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    /// The last used first.
    worlds: Vec<Arc<Prepared>>,
    /// How often some were forgotten: a world that was begun before is not kept after.
    forgotten: u64,
}

impl Worlds {
    /// The world of a scenario, made ready if it is not.
    ///
    /// # Errors
    /// It cannot be made ready.
    pub fn of(&self, scenario: &Scenario) -> Result<Arc<Prepared>, Error> {
        self.made(scenario, || Prepared::new(scenario, &Default::default()))
    }

    fn made(
        &self,
        scenario: &Scenario,
        make: impl FnOnce() -> Result<Prepared, Error>,
    ) -> Result<Arc<Prepared>, Error> {
        let forgotten = {
            let mut kept = self.kept();
            if let Some(known) = kept.known(scenario) {
                return Ok(known);
            }
            kept.forgotten
        };
        let made = Arc::new(make()?);
        let mut kept = self.kept();
        // Somebody else may have made the same meanwhile, or have taken away what it was made of.
        if let Some(known) = kept.known(scenario) {
            return Ok(known);
        }
        if kept.forgotten == forgotten {
            kept.worlds.insert(0, Arc::clone(&made));
            kept.worlds.truncate(MOST);
        }
        Ok(made)
    }

    /// Forgets the worlds of a baseline, also those that are being made.
    pub fn forget(&self, baseline: &str) {
        let mut kept = self.kept();
        kept.worlds.retain(|world| !world.is_on(baseline));
        kept.forgotten += 1;
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn known(&mut self, scenario: &Scenario) -> Option<Arc<Prepared>> {
        let at = self.worlds.iter().position(|world| world.fits(scenario))?;
        self.worlds[..=at].rotate_right(1);
        self.worlds.first().cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use comity_scenario::Source;

    fn scenario() -> Scenario {
        let text = "name = \"a\"\nbaseline = \"wiod-2011\"\n";
        Scenario::parse(Source::alone("a.toml", text)).unwrap()
    }

    #[test]
    fn a_world_whose_baseline_goes_while_it_is_made_is_not_kept() {
        let (worlds, scenario) = (Worlds::default(), scenario());
        let make = || Prepared::new(&scenario, &Default::default());
        worlds
            .made(&scenario, || {
                worlds.forget("wiod-2011");
                make()
            })
            .unwrap();
        assert!(worlds.kept().worlds.is_empty());
        worlds.made(&scenario, make).unwrap();
        assert_eq!(worlds.kept().worlds.len(), 1);
    }

    #[test]
    fn a_world_that_two_make_at_once_is_kept_once() {
        let (worlds, scenario) = (Worlds::default(), scenario());
        let mut first = None;
        let second = worlds.made(&scenario, || {
            first = Some(worlds.of(&scenario)?);
            Prepared::new(&scenario, &Default::default())
        });
        assert!(Arc::ptr_eq(&first.unwrap(), &second.unwrap()));
        assert_eq!(worlds.kept().worlds.len(), 1);
    }
}
