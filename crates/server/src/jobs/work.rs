//! Whose turn it is, how far it is, and how it ends. Two threads do this, one for runs and one for what takes long.

use super::ask::Kind;
use super::carry;
use super::store::{Row, State};
use super::{Far, Inner, Jobs};
use crate::problem::Problem;
use comity_scenario::ensemble::Progress;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Shortest time between two words about how far a job is.
const PAUSE: Duration = Duration::from_millis(100);
/// How long to wait for a database that does not answer.
const AGAIN: Duration = Duration::from_secs(1);

/// What a job that is to stop unwinds with.
struct Stopped;

impl Jobs {
    /// Carries out the jobs of a lane, one after the other, until the server stops.
    pub(super) fn work(&self, lane: &[Kind]) {
        while let Some(row) = self.next(lane) {
            let part = self.results.part(&row.name);
            let mut far = paced(|progress| self.far(&row.name, progress));
            let carried =
                catch_unwind(AssertUnwindSafe(|| carry::out(&row.ask, &self.inputs, &part, &mut far)));
            let inner = self.inner();
            if inner.closed {
                // The job waits for the next start. What is in its folder is of use then.
                return;
            }
            let stopped = inner.stopping.contains(&row.name);
            drop(inner);
            let (state, problem) = match carried {
                Ok(Ok(())) if !stopped => match self.results.publish(&row.name) {
                    Ok(()) => (State::Done, None),
                    Err(reason) => (State::Failed, Some(Problem::unwritten(&reason))),
                },
                Ok(Err(problem)) if !stopped => (State::Failed, Some(problem)),
                Err(payload) if !stopped && !payload.is::<Stopped>() => {
                    (State::Failed, Some(Problem::broken()))
                }
                _ => (State::Cancelled, None),
            };
            if state != State::Done {
                let _ = fs::remove_dir_all(&part);
            }
            self.end(&row, state, problem.as_ref());
            self.changed();
            self.tidy();
        }
    }

    /// Waits for the next job of a lane, which then runs; there is none once the server stops.
    fn next(&self, lane: &[Kind]) -> Option<Row> {
        let mut inner = self.inner();
        while !inner.closed {
            match inner.store.begin(lane) {
                Ok(Some(begun)) => {
                    drop(inner);
                    self.changed();
                    return Some(begun);
                }
                Ok(None) => inner = self.wake.wait(inner).unwrap_or_else(PoisonError::into_inner),
                Err(error) => {
                    eprintln!("warning: jobs cannot be read: {error}");
                    inner = self.pause(inner);
                }
            }
        }
        None
    }

    /// Stores how a job ended, which nobody is told before it is stored.
    fn end(&self, row: &Row, state: State, problem: Option<&Problem>) {
        let mut inner = self.inner();
        while !inner.closed {
            // Somebody may have asked for it again since it was told to stop.
            let again = state == State::Cancelled && !inner.stopping.contains(&row.name);
            let stored =
                if again { inner.store.again(&row.name) } else { inner.store.end(&row.name, state, problem) };
            match stored {
                Ok(()) => break,
                Err(error) => {
                    eprintln!("warning: the end of job {} cannot be stored: {error}", row.name);
                    inner = self.pause(inner);
                }
            }
        }
        inner.far.remove(&row.name);
        inner.stopping.remove(&row.name);
    }

    fn pause<'a>(&'a self, inner: MutexGuard<'a, Inner>) -> MutexGuard<'a, Inner> {
        drop(inner);
        thread::sleep(AGAIN);
        self.inner()
    }

    /// Notes how far a job is; unwinds if it is to stop. It is called between solves, on the thread that carries the job out.
    fn far(&self, name: &str, progress: Progress) {
        let mut inner = self.inner();
        if inner.closed || inner.stopping.contains(name) {
            drop(inner);
            resume_unwind(Box::new(Stopped));
        }
        let Progress { done, total, left } = progress;
        let seconds_left = left.map(|left| left.as_secs());
        inner.far.insert(name.to_owned(), Far { done, total, seconds_left });
        drop(inner);
        self.changed();
    }
}

/// Calls no more often than words about progress are worth.
fn paced(mut tell: impl FnMut(Progress)) -> impl FnMut(Progress) {
    let mut told: Option<Instant> = None;
    move |progress: Progress| {
        if progress.done == progress.total || told.is_none_or(|told| told.elapsed() >= PAUSE) {
            told = Some(Instant::now());
            tell(progress);
        }
    }
}
