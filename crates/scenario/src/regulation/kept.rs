//! Rules of a baseline that are kept between scenarios: reading the registry and measuring distances takes longer than solving.

use super::{Known, State};
use crate::error::Error;
use comity_data::Baseline;
use comity_policy::{Date, Experiment};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Most states of rules that are kept; one of `wiod-2011` takes about a hundred kilobytes.
const MOST: usize = 16;

/// The rules that the economies and sectors of one baseline meet, from when they are first asked for.
#[derive(Debug, Default)]
pub(crate) struct Kept(OnceLock<Arc<Known>>);

/// States of rules by the day and what is changed about them, the last used first.
#[derive(Debug, Default)]
pub(super) struct States(Mutex<Vec<Entry>>);

#[derive(Debug)]
struct Entry {
    date: Date,
    experiment: Experiment,
    state: Arc<State>,
}

impl Kept {
    /// The rules of a baseline, which is to be the same each time.
    pub(super) fn known(&self, baseline: &Baseline) -> Result<Arc<Known>, Error> {
        if let Some(known) = self.0.get() {
            return Ok(Arc::clone(known));
        }
        let known = Arc::new(Known::new(baseline)?);
        Ok(Arc::clone(self.0.get_or_init(|| known)))
    }
}

impl States {
    /// The state of a day under an experiment, measured if it is not known.
    pub fn of(&self, known: &Known, date: Date, experiment: &Experiment) -> Arc<State> {
        let found = {
            let mut states = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let at = states.iter().position(|kept| kept.date == date && kept.experiment == *experiment);
            at.map(|at| {
                states[..=at].rotate_right(1);
                Arc::clone(&states[0].state)
            })
        };
        found.unwrap_or_else(|| {
            let state = Arc::new(known.state(date, experiment));
            let entry = Entry { date, experiment: experiment.clone(), state: Arc::clone(&state) };
            let mut states = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            states.insert(0, entry);
            states.truncate(MOST);
            state
        })
    }
}
