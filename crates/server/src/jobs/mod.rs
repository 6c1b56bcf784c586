//! Runs, comparisons, ensembles and divides that go on without anybody waiting, and outlive the program.
//!
//! | module | what it does, in the order in which a job passes through |
//! |---|---|
//! | `ask` | what is asked, checked, with a name that identical inputs share |
//! | this file | jobs asked for, looked up, cancelled, removed |
//! | `store`, `sqlite`, `postgresql` | jobs as rows of a database, whichever it is |
//! | `work` | whose turn it is, how far it is, and how it ends |
//! | `carry` | one job carried out, its results in a folder |
//! | `results` | the folder of results |
//!
//! Results are written to `results/NAME.part`, which is renamed to `results/NAME`, and only then is the job said to be done: a program that is
//! killed at any moment neither loses a finished job nor shows an unfinished one as done.

pub mod ask;
mod carry;
mod postgresql;
mod results;
mod sqlite;
pub mod store;
mod work;

use crate::inputs::Inputs;
use crate::problem::Problem;
use crate::rulebook::Rulebook;
use crate::shelf::Shelf;
use ask::{Ask, Kind};
use results::Results;
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use store::{Row, State, Store, StoreError};
use tokio::sync::watch;
use utoipa::ToSchema;

const DAY: i64 = 24 * 60 * 60 * 1000;

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

/// How many jobs may wait, how many that have ended are kept, and how long.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Most that wait.
    pub waiting: usize,
    /// Most that have ended: the newest.
    pub kept: usize,
    /// Days after their end.
    pub days: u32,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { waiting: 256, kept: 1000, days: 90 }
    }
}

/// All jobs.
#[derive(Debug)]
pub struct Jobs {
    results: Results,
    bounds: Bounds,
    /// Baselines that jobs may name, and measures that they are about.
    pub inputs: Arc<Inputs>,
    inner: Mutex<Inner>,
    /// Wakes who carries jobs out.
    wake: Condvar,
    /// Counts changes, for whoever follows a job.
    changes: watch::Sender<u64>,
    /// Locked while the folder is in use.
    _lock: File,
}

#[derive(Debug)]
struct Inner {
    store: Store,
    far: HashMap<String, Far>,
    /// Running jobs that are to stop.
    stopping: HashSet<String>,
    /// The server stops: nothing is begun or ended any more.
    closed: bool,
}

impl Jobs {
    /// Opens the jobs of a folder, and goes on with those that were not finished. What they are is kept on a `server` where one is
    /// named, their results in the folder.
    ///
    /// # Errors
    /// The folder or the server cannot be used, or another program uses it.
    pub fn open(
        folder: &Path,
        server: Option<&str>,
        bounds: Bounds,
        rulebook: Rulebook,
    ) -> Result<Arc<Self>, String> {
        let unusable = |reason: std::io::Error| reason.to_string();
        let results = Results::open(&folder.join("results")).map_err(unusable)?;
        let lock = File::create(folder.join("lock")).map_err(unusable)?;
        lock.try_lock().map_err(|_| "another program uses it".to_owned())?;
        let inputs = Arc::new(Inputs { shelf: Shelf::open(folder).map_err(unusable)?, rulebook });
        let store = reopened(server, &folder.join("jobs.sqlite"), &results).map_err(|error| error.0)?;
        let inner = Inner { store, far: HashMap::new(), stopping: HashSet::new(), closed: false };
        let jobs = Arc::new(Self {
            results,
            bounds,
            inputs,
            inner: Mutex::new(inner),
            wake: Condvar::new(),
            changes: watch::Sender::new(0),
            _lock: lock,
        });
        jobs.tidy();
        // A run is not to wait for an ensemble.
        for lane in [&[Kind::Run][..], &[Kind::Comparison, Kind::Ensemble, Kind::Divide]] {
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

    /// Before an orderly stop: what runs waits for the next start, from where it is, and nothing more is begun.
    pub fn stop(&self) {
        let mut inner = self.inner();
        if !std::mem::replace(&mut inner.closed, true)
            && let Err(error) = inner.store.release()
        {
            eprintln!("warning: that jobs wait for the next start cannot be stored: {error}");
        }
        drop(inner);
        self.wake.notify_all();
        self.changed();
    }

    /// Whether the server stops.
    pub fn is_closed(&self) -> bool {
        self.inner().closed
    }

    /// Has something worked out, unless it was: then the job that did it comes back.
    ///
    /// # Errors
    /// Too many jobs wait, or they cannot be stored.
    pub fn submit(&self, ask: &Ask, name: &str) -> Result<Row, Problem> {
        let row = {
            let mut inner = self.inner();
            if inner.closed {
                return Err(Problem::stopping());
            }
            match inner.store.one(name).map_err(broken)? {
                Some(row) if matches!(row.state, State::Queued | State::Running | State::Done) => {
                    // Whoever asks for what is being cancelled wants it to go on.
                    inner.stopping.remove(name);
                    return Ok(row);
                }
                _ if inner.store.waiting().map_err(broken)? >= self.bounds.waiting => {
                    return Err(Problem::full(self.bounds.waiting));
                }
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
        let mut inner = self.inner();
        let row = inner.store.one(name).map_err(broken)?.ok_or_else(Problem::no_job)?;
        let far = inner.far.get(name).copied();
        Ok((row, far))
    }

    /// The newest jobs, newest first.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn list(&self, most: usize) -> Result<Vec<(Row, Option<Far>)>, Problem> {
        let mut inner = self.inner();
        let rows = inner.store.newest(most).map_err(broken)?;
        let far = |row: Row| (inner.far.get(&row.name).copied(), row);
        Ok(rows.into_iter().map(far).map(|(far, row)| (row, far)).collect())
    }

    /// Cancels a job that waits or runs, for all who asked for it, and gives it back; forgets one that has ended, with its results, and
    /// gives nothing.
    ///
    /// # Errors
    /// There is none of that name.
    pub fn delete(&self, name: &str) -> Result<Option<(Row, Option<Far>)>, Problem> {
        let state = {
            let mut inner = self.inner();
            let row = inner.store.one(name).map_err(broken)?.ok_or_else(Problem::no_job)?;
            match row.state {
                State::Queued => inner.store.end(name, State::Cancelled, None).map_err(broken)?,
                State::Running => _ = inner.stopping.insert(name.to_owned()),
                _ => self.forget(&mut inner.store, name)?,
            }
            row.state
        };
        self.changed();
        if state.is_final() {
            self.results.sweep();
            return Ok(None);
        }
        self.one(name).map(Some)
    }

    /// The results leave their name before the job is forgotten, so that none is shown as done without them.
    fn forget(&self, store: &mut Store, name: &str) -> Result<(), Problem> {
        self.results.take_away(name).map_err(|reason| Problem::unwritten(&reason))?;
        store.remove(name).map_err(broken)
    }

    /// Forgets the jobs that ended longest ago, where there are too many or they are too old.
    fn tidy(&self) {
        let mut inner = self.inner();
        let surplus = inner.store.surplus(self.bounds.kept, i64::from(self.bounds.days) * DAY);
        for name in surplus.map_err(broken).unwrap_or_default() {
            if let Err(problem) = self.forget(&mut inner.store, &name) {
                eprintln!("warning: the old job {name} stays: {}", problem.detail);
            }
        }
        drop(inner);
        self.results.sweep();
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
        self.results.files(&row.name).map_err(|_| Problem::broken())
    }
}

/// What is stored, as it is to be after a start.
fn reopened(server: Option<&str>, file: &Path, results: &Results) -> Result<Store, StoreError> {
    let mut store = Store::open(server, file)?;
    store.recover()?;
    for name in store.done()? {
        if !results.has(&name) {
            store.end(&name, State::Failed, Some(&Problem::gone()))?;
        }
    }
    Ok(store)
}

#[allow(clippy::needless_pass_by_value, reason = "it is given to map_err")]
fn broken(error: StoreError) -> Problem {
    eprintln!("warning: jobs cannot be stored: {error}");
    Problem::broken()
}
