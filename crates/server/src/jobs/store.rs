//! Jobs in SQLite: one row a job, which is committed before anybody is told.

use super::ask::{Ask, Kind};
use crate::problem::Problem;
use rusqlite::types::{FromSql, FromSqlResult, ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension, Result, Row as Sql, ToSql, params};
use serde::Serialize;
use serde_json::Value;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};
use utoipa::ToSchema;

/// Starts of a job after which it is given up, if the program ended each time while it ran.
const MOST_STARTS: u32 = 3;

const SCHEMA: &str = "
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE IF NOT EXISTS job (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        ask TEXT NOT NULL,
        state TEXT NOT NULL,
        starts INTEGER NOT NULL DEFAULT 0,
        problem TEXT,
        asked_at INTEGER NOT NULL,
        ended_at INTEGER
    ) STRICT;
    CREATE INDEX IF NOT EXISTS job_state ON job (state, number);
";
const COLUMNS: &str = "name, ask, state, problem, asked_at, ended_at";

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

impl ToSql for State {
    fn to_sql(&self) -> Result<ToSqlOutput<'_>> {
        Ok(self.word().into())
    }
}

impl FromSql for State {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let found = value.as_str()?;
        let state = STATES.iter().find(|(_, word)| *word == found).map(|&(state, _)| state);
        state.ok_or(rusqlite::types::FromSqlError::InvalidType)
    }
}

/// A job as it is stored.
#[derive(Debug, Clone)]
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
pub struct Store(Connection);

impl Store {
    /// Opens the file, or makes it. Only one program can have it open.
    pub fn open(file: &Path) -> Result<Self> {
        let connection = Connection::open(file)?;
        connection.execute_batch(SCHEMA)?;
        // Takes the lock now, and keeps it.
        connection.execute_batch("BEGIN EXCLUSIVE; COMMIT;")?;
        Ok(Self(connection))
    }

    /// After a start: what was running waits again, unless it was tried too often.
    pub fn recover(&self) -> Result<()> {
        self.0.execute(
            "UPDATE job SET state = ?1, ended_at = ?2 WHERE state = ?3 AND starts >= ?4",
            params![State::Interrupted, now(), State::Running, MOST_STARTS],
        )?;
        self.0
            .execute("UPDATE job SET state = ?1 WHERE state = ?2", params![State::Queued, State::Running])?;
        Ok(())
    }

    /// A job by its name.
    pub fn one(&self, name: &str) -> Result<Option<Row>> {
        let query = format!("SELECT {COLUMNS} FROM job WHERE name = ?1");
        self.0.query_row(&query, [name], row).optional()
    }

    /// The newest jobs, newest first.
    pub fn newest(&self, most: usize) -> Result<Vec<Row>> {
        let query = format!("SELECT {COLUMNS} FROM job ORDER BY number DESC LIMIT ?1");
        let mut statement = self.0.prepare(&query)?;
        statement.query_map([i64::try_from(most).unwrap_or(i64::MAX)], row)?.collect()
    }

    /// How many jobs wait.
    pub fn waiting(&self) -> Result<usize> {
        let count = |row: &Sql<'_>| row.get::<_, i64>(0);
        let found = self.0.query_row("SELECT count(*) FROM job WHERE state = ?1", [State::Queued], count)?;
        Ok(usize::try_from(found).unwrap_or(usize::MAX))
    }

    /// Has a job wait; one of that name that came to nothing is begun anew.
    pub fn queue(&self, name: &str, ask: &Ask) -> Result<Row> {
        let text = serde_json::to_string(ask)
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
        let query = format!(
            "INSERT OR REPLACE INTO job (name, kind, ask, state, asked_at) VALUES (?1, ?2, ?3, ?4, ?5) RETURNING {COLUMNS}"
        );
        self.0.query_row(&query, params![name, ask.kind.word(), text, State::Queued, now()], row)
    }

    /// Begins the oldest job of some kinds that waits.
    pub fn begin(&self, kinds: &[Kind]) -> Result<Option<Row>> {
        let words: Vec<String> = kinds.iter().map(|kind| format!("'{}'", kind.word())).collect();
        let query = format!(
            "UPDATE job SET state = ?1, starts = starts + 1 WHERE number = \
             (SELECT min(number) FROM job WHERE state = ?2 AND kind IN ({})) RETURNING {COLUMNS}",
            words.join(", ")
        );
        self.0.query_row(&query, [State::Running, State::Queued], row).optional()
    }

    /// Ends a job.
    pub fn end(&self, name: &str, state: State, problem: Option<&Problem>) -> Result<()> {
        let problem = problem.and_then(|problem| serde_json::to_string(problem).ok());
        self.0.execute(
            "UPDATE job SET state = ?2, problem = ?3, ended_at = ?4 WHERE name = ?1",
            params![name, state, problem, now()],
        )?;
        Ok(())
    }
}

fn row(sql: &Sql<'_>) -> Result<Row> {
    let ask: String = sql.get(1)?;
    let problem: Option<String> = sql.get(3)?;
    let unreadable = |error: serde_json::Error| {
        rusqlite::Error::FromSqlConversionFailure(1, rusqlite::types::Type::Text, error.into())
    };
    Ok(Row {
        name: sql.get(0)?,
        ask: serde_json::from_str(&ask).map_err(unreadable)?,
        state: sql.get(2)?,
        problem: problem.map(|text| serde_json::from_str(&text)).transpose().map_err(unreadable)?,
        asked_at: sql.get(4)?,
        ended_at: sql.get(5)?,
    })
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
