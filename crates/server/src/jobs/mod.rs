//! Runs, comparisons and ensembles that go on without anybody waiting, and outlive the program.
//!
//! | module | what it does, in the order in which a job passes through |
//! |---|---|
//! | `ask` | what is asked, checked, with a name that identical inputs share |
//! | `store` | jobs in SQLite |
//! | `carry` | one job carried out, its results in a folder |
//! | this file | whose turn it is, how far it is, and how it ends |
//!
//! Results are written to `results/NAME.part`, which is renamed to `results/NAME`, and only then is the job said to be done: a program that is
//! killed at any moment neither loses a finished job nor shows an unfinished one as done.

pub mod ask;
mod carry;
pub mod store;

use crate::problem::Problem;
use crate::shelf::Shelf;
use ask::{Ask, Kind};
use comity_scenario::ensemble::Progress;
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};
use store::{Row, State, Store};
use tokio::sync::watch;
use utoipa::ToSchema;

/// Most jobs that wait.
pub const MOST_WAITING: usize = 256;
/// Shortest time between two words about how far a job is.
const PAUSE: Duration = Duration::from_millis(100);

/// How far a job is, where that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Far {
    /// Solves done.
    pub done: usize,
    /// Solves in all.
    pub total: usize,
    /// Seconds that the rest will take at the pace so far.
    pub seconds_left: Option<u64>,
}

/// All jobs.
#[derive(Debug)]
pub struct Jobs {
    results: PathBuf,
    /// Baselines that were sent, which jobs may name.
    pub shelf: Arc<Shelf>,
    inner: Mutex<Inner>,
    /// Wakes who carries jobs out.
    wake: Condvar,
    /// Counts changes, for whoever follows a job.
    changes: watch::Sender<u64>,
}

#[derive(Debug)]
struct Inner {
    store: Store,
    far: HashMap<String, Far>,
    /// Running jobs that are to stop.
    stopping: HashSet<String>,
}

/// What a job that is to stop unwinds with.
struct Stopped;

impl Jobs {
    /// Opens the jobs of a folder, and goes on with those that were not finished.
    ///
    /// # Errors
    /// The folder cannot be used, or another server uses it.
    pub fn open(folder: &Path) -> Result<Arc<Self>, String> {
        let results = folder.join("results");
        fs::create_dir_all(&results).map_err(|reason| reason.to_string())?;
        let shelf = Arc::new(Shelf::open(folder).map_err(|reason| reason.to_string())?);
        let store = Store::open(&folder.join("jobs.sqlite")).map_err(|error| error.to_string())?;
        store.recover().map_err(|error| error.to_string())?;
        let inner = Mutex::new(Inner { store, far: HashMap::new(), stopping: HashSet::new() });
        let jobs =
            Arc::new(Self { results, shelf, inner, wake: Condvar::new(), changes: watch::Sender::new(0) });
        // A run is not to wait for an ensemble.
        for lane in [&[Kind::Run][..], &[Kind::Comparison, Kind::Ensemble]] {
            let jobs = Arc::clone(&jobs);
            thread::spawn(move || jobs.work(lane));
        }
        Ok(jobs)
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn changed(&self) {
        self.changes.send_modify(|count| *count = count.wrapping_add(1));
    }

    /// Hears of every change.
    pub fn follow(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// Has something worked out, unless it was: then the job that did it comes back.
    ///
    /// # Errors
    /// Too many jobs wait, or they cannot be stored.
    pub fn submit(&self, ask: &Ask, name: &str) -> Result<Row, Problem> {
        let row = {
            let inner = self.inner();
            match inner.store.one(name).map_err(broken)? {
                Some(row) if matches!(row.state, State::Queued | State::Running | State::Done) => {
                    return Ok(row);
                }
                _ if inner.store.waiting().map_err(broken)? >= MOST_WAITING => return Err(Problem::busy()),
                _ => inner.store.queue(name, ask).map_err(broken)?,
            }
        };
        self.wake.notify_all();
        self.changed();
        Ok(row)
    }

    /// A job, and how far it is.
    ///
    /// # Errors
    /// There is none of that name.
    pub fn one(&self, name: &str) -> Result<(Row, Option<Far>), Problem> {
        let inner = self.inner();
        let row = inner.store.one(name).map_err(broken)?.ok_or_else(Problem::no_job)?;
        let far = inner.far.get(name).copied();
        Ok((row, far))
    }

    /// The newest jobs, newest first.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn list(&self, most: usize) -> Result<Vec<(Row, Option<Far>)>, Problem> {
        let inner = self.inner();
        let rows = inner.store.newest(most).map_err(broken)?.into_iter();
        Ok(rows.map(|row| (inner.far.get(&row.name).copied(), row)).map(|(far, row)| (row, far)).collect())
    }

    /// Cancels a job that waits or runs; one that has ended stays as it is.
    ///
    /// # Errors
    /// There is none of that name.
    pub fn cancel(&self, name: &str) -> Result<(Row, Option<Far>), Problem> {
        {
            let mut inner = self.inner();
            let row = inner.store.one(name).map_err(broken)?.ok_or_else(Problem::no_job)?;
            match row.state {
                State::Queued => inner.store.end(name, State::Cancelled, None).map_err(broken)?,
                State::Running => _ = inner.stopping.insert(name.to_owned()),
                _ => {}
            }
        }
        self.changed();
        self.one(name)
    }

    /// Files of a job that is done: what each is called, and where it is.
    ///
    /// # Errors
    /// There is no such job, or it is not done.
    pub fn files(&self, name: &str) -> Result<Vec<(String, PathBuf)>, Problem> {
        let (row, _) = self.one(name)?;
        if row.state != State::Done {
            return Err(Problem::not_done(row.state));
        }
        let entries = fs::read_dir(self.results.join(&row.name)).map_err(|_| Problem::broken())?;
        let named = |entry: fs::DirEntry| Some((entry.file_name().into_string().ok()?, entry.path()));
        let mut files: Vec<_> = entries.filter_map(Result::ok).filter_map(named).collect();
        files.sort();
        Ok(files)
    }

    fn work(&self, lane: &[Kind]) {
        loop {
            let row = self.next(lane);
            let far = &mut |progress| self.far(&row.name, progress);
            let part = self.results.join(format!("{}.part", row.name));
            let carried = catch_unwind(AssertUnwindSafe(|| carry::out(&row.ask, &self.shelf, &part, far)));
            let mut inner = self.inner();
            let stopped = inner.stopping.remove(&row.name);
            inner.far.remove(&row.name);
            let (state, problem) = match carried {
                Ok(Ok(())) if !stopped => match publish(&part, &self.results.join(&row.name)) {
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
            // A job whose end cannot be stored stays as running, and runs again after the next start.
            if let Err(error) = inner.store.end(&row.name, state, problem.as_ref()) {
                eprintln!("warning: the end of job {} cannot be stored: {error}", row.name);
            }
            drop(inner);
            self.changed();
        }
    }

    /// Waits for the next job of a lane, which then runs.
    fn next(&self, lane: &[Kind]) -> Row {
        let mut inner = self.inner();
        loop {
            match inner.store.begin(lane) {
                Ok(Some(row)) => {
                    drop(inner);
                    self.changed();
                    return row;
                }
                Ok(None) => inner = self.wake.wait(inner).unwrap_or_else(PoisonError::into_inner),
                Err(error) => {
                    eprintln!("warning: jobs cannot be read: {error}");
                    let waited = self.wake.wait_timeout(inner, Duration::from_secs(1));
                    inner = waited.unwrap_or_else(PoisonError::into_inner).0;
                }
            }
        }
    }

    /// Notes how far a job is; unwinds if it is to stop. It is called between solves, on the thread that carries the job out.
    fn far(&self, name: &str, progress: Progress) {
        let mut inner = self.inner();
        if inner.stopping.contains(name) {
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
fn paced(tell: &mut dyn FnMut(Progress)) -> impl FnMut(Progress) {
    let mut told: Option<Instant> = None;
    move |progress: Progress| {
        if progress.done == progress.total || told.is_none_or(|told| told.elapsed() >= PAUSE) {
            told = Some(Instant::now());
            tell(progress);
        }
    }
}

/// Gives finished results their name. A folder of that name is of a job that was killed before it was said to be done.
fn publish(part: &Path, folder: &Path) -> std::io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::rename(part, folder)
}

#[allow(clippy::needless_pass_by_value, reason = "it is given to map_err")]
fn broken(error: rusqlite::Error) -> Problem {
    eprintln!("warning: jobs cannot be stored: {error}");
    Problem::broken()
}
