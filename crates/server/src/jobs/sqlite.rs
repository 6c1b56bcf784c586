//! Jobs in a file of SQLite.

use super::store::{Cell, Database, Result, StoreError};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, Row, ToSql, params_from_iter};
use std::path::Path;

const TABLE: &str = "
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

/// The file.
#[derive(Debug)]
pub struct File(Connection);

impl File {
    /// Opens it, or makes it. Only one program can have it open.
    pub fn open(path: &Path) -> Result<Self> {
        let connection = Connection::open(path)?;
        connection.execute_batch(TABLE)?;
        // Takes the lock now, and keeps it.
        connection.execute_batch("BEGIN EXCLUSIVE; COMMIT;")?;
        Ok(Self(connection))
    }
}

impl Database for File {
    fn ask(&mut self, statement: &str, given: &[Cell]) -> Result<Vec<Vec<Cell>>> {
        let mut statement = self.0.prepare_cached(statement)?;
        let columns = statement.column_count();
        let row = |row: &Row<'_>| (0..columns).map(|at| cell(row.get_ref(at)?)).collect();
        Ok(statement.query_map(params_from_iter(given), row)?.collect::<rusqlite::Result<_>>()?)
    }
}

fn cell(value: ValueRef<'_>) -> rusqlite::Result<Cell> {
    Ok(match value {
        ValueRef::Integer(number) => Cell::Number(Some(number)),
        ValueRef::Null => Cell::Text(None),
        text => Cell::Text(Some(text.as_str()?.to_owned())),
    })
}

impl ToSql for Cell {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Self::Text(text) => text.to_sql(),
            Self::Number(number) => number.to_sql(),
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self(error.to_string())
    }
}
