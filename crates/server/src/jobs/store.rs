//! Jobs as rows of a database: one row a job, which is committed before anybody is told.

use super::ask::{Ask, Kind};
use super::{postgresql, sqlite};
use crate::problem::Problem;
use comity_registry::DatabaseError;
use serde::Serialize;
use serde_json::Value;
use std::fmt::Debug;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};
use thiserror::Error;
use utoipa::ToSchema;

/// Starts of a job after which it is given up, if the program ended each time while it ran.
const MOST_STARTS: i64 = 3;

const COLUMNS: &str = "name, ask, state, problem, asked_at, ended_at";

/// What a database could not do.
#[derive(Debug, Error)]
#[error("{0}")]
pub struct StoreError(pub String);

/// What a database answers.
pub type Result<T> = std::result::Result<T, StoreError>;

impl From<DatabaseError> for StoreError {
    fn from(error: DatabaseError) -> Self {
        Self(match error.hint() {
            Some(hint) => format!("{error}\n  {hint}"),
            None => error.to_string(),
        })
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        Self(format!("a row cannot be read: {error}"))
    }
}

/// One value of a row, or of what is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Text, or nothing.
    Text(Option<String>),
    /// A number, or nothing.
    Number(Option<i64>),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(Some(text.to_owned()))
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Number(Some(number))
    }
}

impl From<State> for Cell {
    fn from(state: State) -> Self {
        state.word().into()
    }
}

/// A database with the table `job`. Both kinds understand the same statements, with `$1` for the first thing given, `$2` for the
/// second, in this order.
pub trait Database: Debug + Send {
    /// Carries one statement out, all or nothing, and gives the rows that it answers with.
    ///
    /// # Errors
    /// The database is out of reach, or refuses.
    fn ask(&mut self, statement: &str, given: &[Cell]) -> Result<Vec<Vec<Cell>>>;
}

/// Where a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It waits for its turn.
    Queued,
    /// It is being worked out.
    Running,
    /// Its results are there.
    Done,
    /// It has no results; `problem` says why.
    Failed,
    /// Somebody cancelled it.
    Cancelled,
    /// The program ended three times while it ran, so that it is not begun again.
    Interrupted,
}

const STATES: [(State, &str); 6] = [
    (State::Queued, "queued"),
    (State::Running, "running"),
    (State::Done, "done"),
    (State::Failed, "failed"),
    (State::Cancelled, "cancelled"),
    (State::Interrupted, "interrupted"),
];

impl State {
    /// Its word.
    pub fn word(self) -> &'static str {
        STATES.iter().find(|(state, _)| *state == self).map_or("", |(_, word)| word)
    }

    /// Whether nothing more happens.
    pub fn is_final(self) -> bool {
        !matches!(self, Self::Queued | Self::Running)
    }
}

/// A job as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Hash of its inputs.
    pub name: String,
    /// What was asked.
    pub ask: Ask,
    /// Where it is.
    pub state: State,
    /// Why it failed.
    pub problem: Option<Value>,
    /// Milliseconds since 1970.
    pub asked_at: i64,
    /// Likewise.
    pub ended_at: Option<i64>,
}

/// The table.
#[derive(Debug)]
pub struct Store(Box<dyn Database>);

impl Store {
    /// Opens the jobs of a server, or else of a file, which is made if it is not there. Only one program can have them open.
    ///
    /// # Errors
    /// They cannot be opened, or another program has them open.
    pub fn open(server: Option<&str>, file: &Path) -> Result<Self> {
        Ok(Self(match server {
            Some(url) => Box::new(postgresql::Server::open(url)?),
            None => Box::new(sqlite::File::open(file)?),
        }))
    }

    fn rows(&mut self, statement: &str, given: &[Cell]) -> Result<Vec<Row>> {
        self.0.ask(statement, given)?.into_iter().map(row).collect()
    }

    fn names(&mut self, statement: &str, given: &[Cell]) -> Result<Vec<String>> {
        self.0.ask(statement, given)?.into_iter().map(|row| text(row.into_iter().next())).collect()
    }

    /// After a start: what was running waits again, unless it was tried too often.
    pub fn recover(&mut self) -> Result<()> {
        let problem = serde_json::to_string(&Problem::interrupted(MOST_STARTS))?;
        self.0.ask(
            "UPDATE job SET state = $1, problem = $2, ended_at = $3 WHERE state = $4 AND starts >= $5",
            &[
                State::Interrupted.into(),
                problem.as_str().into(),
                now().into(),
                State::Running.into(),
                MOST_STARTS.into(),
            ],
        )?;
        self.0.ask(
            "UPDATE job SET state = $1 WHERE state = $2",
            &[State::Queued.into(), State::Running.into()],
        )?;
        Ok(())
    }

    /// Before an orderly stop: what is running waits again, as if it had not been started.
    pub fn release(&mut self) -> Result<()> {
        self.0.ask(
            "UPDATE job SET state = $1, starts = starts - 1 WHERE state = $2",
            &[State::Queued.into(), State::Running.into()],
        )?;
        Ok(())
    }

    /// A job by its name.
    pub fn one(&mut self, name: &str) -> Result<Option<Row>> {
        let statement = format!("SELECT {COLUMNS} FROM job WHERE name = $1");
        Ok(self.rows(&statement, &[name.into()])?.pop())
    }

    /// The newest jobs, newest first.
    pub fn newest(&mut self, most: usize) -> Result<Vec<Row>> {
        let statement = format!("SELECT {COLUMNS} FROM job ORDER BY number DESC LIMIT $1");
        self.rows(&statement, &[count(most).into()])
    }

    /// How many jobs wait.
    pub fn waiting(&mut self) -> Result<usize> {
        let found = self.0.ask("SELECT count(*) FROM job WHERE state = $1", &[State::Queued.into()])?;
        let count = number(found.into_iter().flatten().next())?.unwrap_or_default();
        Ok(usize::try_from(count).unwrap_or(usize::MAX))
    }

    /// Has a job wait; one of that name that came to nothing is begun anew.
    pub fn queue(&mut self, name: &str, ask: &Ask) -> Result<Row> {
        let asked = serde_json::to_string(ask)?;
        self.remove(name)?;
        let statement = format!(
            "INSERT INTO job (name, kind, ask, state, asked_at) VALUES ($1, $2, $3, $4, $5) RETURNING {COLUMNS}"
        );
        let given =
            [name.into(), ask.kind.word().into(), asked.as_str().into(), State::Queued.into(), now().into()];
        self.rows(&statement, &given)?.pop().ok_or_else(|| StoreError("a new row is not there".to_owned()))
    }

    /// Begins the oldest job of some kinds that waits. Whoever asks carries none of these kinds out, so that one that is said to run
    /// was begun without word of it coming back: it is begun again.
    pub fn begin(&mut self, kinds: &[Kind]) -> Result<Option<Row>> {
        let words: Vec<String> = kinds.iter().map(|kind| format!("'{}'", kind.word())).collect();
        let statement = format!(
            "UPDATE job SET state = $1, starts = starts + 1 WHERE number = \
             (SELECT min(number) FROM job WHERE state IN ($1, $2) AND kind IN ({})) RETURNING {COLUMNS}",
            words.join(", ")
        );
        Ok(self.rows(&statement, &[State::Running.into(), State::Queued.into()])?.pop())
    }

    /// Has a job that runs wait again, as if it had not been started.
    pub fn again(&mut self, name: &str) -> Result<()> {
        self.0.ask(
            "UPDATE job SET state = $1, starts = 0 WHERE name = $2",
            &[State::Queued.into(), name.into()],
        )?;
        Ok(())
    }

    /// Ends a job.
    pub fn end(&mut self, name: &str, state: State, problem: Option<&Problem>) -> Result<()> {
        let problem = problem.map(serde_json::to_string).transpose()?;
        self.0.ask(
            "UPDATE job SET state = $1, problem = $2, ended_at = $3 WHERE name = $4",
            &[state.into(), Cell::Text(problem), now().into(), name.into()],
        )?;
        Ok(())
    }

    /// Names of the jobs that are done.
    pub fn done(&mut self) -> Result<Vec<String>> {
        self.names("SELECT name FROM job WHERE state = $1", &[State::Done.into()])
    }

    /// Names of jobs that ended longer ago than so many milliseconds, or are not among so many newest that ended.
    pub fn surplus(&mut self, most: usize, age: i64) -> Result<Vec<String>> {
        self.names(
            "SELECT name FROM job WHERE ended_at < $1 OR (ended_at IS NOT NULL AND number <= \
             (SELECT number FROM job WHERE ended_at IS NOT NULL ORDER BY number DESC LIMIT 1 OFFSET $2))",
            &[now().saturating_sub(age).into(), count(most).into()],
        )
    }

    /// Forgets a job.
    pub fn remove(&mut self, name: &str) -> Result<()> {
        self.0.ask("DELETE FROM job WHERE name = $1", &[name.into()])?;
        Ok(())
    }
}

fn row(cells: Vec<Cell>) -> Result<Row> {
    let mut cells = cells.into_iter();
    let name = text(cells.next())?;
    let (asked, state) = (text(cells.next())?, text(cells.next())?);
    let ask = serde_json::from_str(&asked)?;
    let unknown = || StoreError(format!("the job {name} is in a state that this version does not know"));
    let state =
        STATES.iter().find(|(_, word)| *word == state).map(|&(state, _)| state).ok_or_else(unknown)?;
    let problem = match cells.next() {
        Some(Cell::Text(Some(text))) => Some(serde_json::from_str(&text)?),
        _ => None,
    };
    let asked_at = number(cells.next())?.unwrap_or_default();
    let ended_at = number(cells.next())?;
    Ok(Row { name, ask, state, problem, asked_at, ended_at })
}

fn text(cell: Option<Cell>) -> Result<String> {
    match cell {
        Some(Cell::Text(Some(text))) => Ok(text),
        other => Err(StoreError(format!("a row has {other:?} where there should be text"))),
    }
}

fn number(cell: Option<Cell>) -> Result<Option<i64>> {
    match cell {
        Some(Cell::Number(number)) => Ok(number),
        // SQLite does not say of nothing what it would have been.
        Some(Cell::Text(None)) => Ok(None),
        other => Err(StoreError(format!("a row has {other:?} where there should be a number"))),
    }
}

fn count(most: usize) -> i64 {
    i64::try_from(most).unwrap_or(i64::MAX)
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
