//! Rules of a baseline that are kept between scenarios: reading the registry and measuring distances takes longer than solving.

use super::known::{Known, State};
use comity_data::Baseline;
use comity_policy::{Date, Experiment, Registry};
use std::sync::{Arc, Mutex, PoisonError};

/// Most registries, and sets of economies whose rules others adopt, that are kept.
const MOST_KNOWN: usize = 4;
/// Most states of rules that are kept of each; one of `wiod-2011` takes about a hundred kilobytes.
const MOST: usize = 16;

/// The rules that the economies and sectors of one baseline meet, from when they are first asked for, the last used first.
#[derive(Debug, Default)]
pub(crate) struct Kept(Mutex<Vec<Met>>);

#[derive(Debug)]
struct Met {
    /// Codes of economies whose rules others might adopt.
    others: Vec<String>,
    known: Arc<Known>,
}

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
    /// The rules of a registry as a baseline meets them, which is to be the same each time, with `others` whose rules it might adopt.
    pub(super) fn known(
        &self,
        registry: &'static Registry,
        baseline: &Baseline,
        others: &[&str],
    ) -> Arc<Known> {
        let is = |met: &Met| std::ptr::eq(met.known.whole.registry, registry) && met.others == others;
        let known = first(&self.0, is, |met| Arc::clone(&met.known));
        known.unwrap_or_else(|| {
            let known = Arc::new(Known::new(registry, baseline, others));
            let others = others.iter().map(|&code| code.to_owned()).collect();
            keep(&self.0, Met { others, known: Arc::clone(&known) }, MOST_KNOWN);
            known
        })
    }
}

impl States {
    /// The state of a day under an experiment, measured if it is not known.
    pub fn of(&self, known: &Known, date: Date, experiment: &Experiment) -> Arc<State> {
        let is = |entry: &Entry| entry.date == date && entry.experiment == *experiment;
        first(&self.0, is, |entry| Arc::clone(&entry.state)).unwrap_or_else(|| {
            let state = Arc::new(known.state(date, experiment, None));
            let entry = Entry { date, experiment: experiment.clone(), state: Arc::clone(&state) };
            keep(&self.0, entry, MOST);
            state
        })
    }
}

/// What is kept that `is` what is wanted, which is now the last used.
fn first<T, U>(kept: &Mutex<Vec<T>>, is: impl Fn(&T) -> bool, of: impl Fn(&T) -> U) -> Option<U> {
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    let at = kept.iter().position(is)?;
    kept[..=at].rotate_right(1);
    kept.first().map(of)
}

/// Keeps one more, and forgets what was used longest ago.
fn keep<T>(kept: &Mutex<Vec<T>>, one: T, most: usize) {
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    kept.insert(0, one);
    kept.truncate(most);
}
