//! Jobs in a database of PostgreSQL.

use super::store::{Cell, Database, Result, StoreError};
use comity_registry::connection::{connect, reason};
use postgres::Client;
use postgres::types::{ToSql, Type};
use std::fmt::Debug;

/// In a schema of its own, so that the database may hold other things.
const TABLE: &str = "
    CREATE SCHEMA IF NOT EXISTS comity;
    CREATE TABLE IF NOT EXISTS job (
        number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        name text NOT NULL UNIQUE,
        kind text NOT NULL,
        ask text NOT NULL,
        state text NOT NULL,
        starts bigint NOT NULL DEFAULT 0,
        problem text,
        asked_at bigint NOT NULL,
        ended_at bigint
    );
    CREATE INDEX IF NOT EXISTS job_state ON job (state, number);
";

/// The number of the lock that a program holds while it has the jobs open; the letters of "ComityJb".
const LOCK: i64 = 0x436f_6d69_7479_4a62;

/// How long to wait for a program that has just ended, so that a server can be started again at once; and where the table is.
const SESSION: &str = "SET lock_timeout = '5s'; SET search_path = comity";

/// A connection, which is made again when it breaks.
pub struct Server {
    client: Client,
    url: String,
}

impl Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The address may have a password.
        f.write_str("Server")
    }
}

impl Server {
    /// Opens the jobs of a database, or makes their table. Only one program can have them open.
    pub fn open(url: &str) -> Result<Self> {
        let mut client = locked(url)?;
        client.batch_execute(TABLE)?;
        Ok(Self { client, url: url.to_owned() })
    }
}

fn locked(url: &str) -> Result<Client> {
    let (mut client, _) = connect(url)?;
    client.batch_execute(SESSION)?;
    client.execute("SELECT pg_advisory_lock($1)", &[&LOCK])?;
    Ok(client)
}

impl Database for Server {
    fn ask(&mut self, statement: &str, given: &[Cell]) -> Result<Vec<Vec<Cell>>> {
        // What broke the connection is told to whoever asked then; the next one finds a new connection.
        if self.client.is_closed() {
            self.client = locked(&self.url)?;
        }
        let given: Vec<&(dyn ToSql + Sync)> = given
            .iter()
            .map(|cell| match cell {
                Cell::Text(text) => text as &(dyn ToSql + Sync),
                Cell::Number(number) => number,
            })
            .collect();
        let rows = self.client.query(statement, &given)?;
        let cells = |row: &postgres::Row| {
            row.columns().iter().enumerate().map(|(at, of)| cell(row, at, of.type_())).collect()
        };
        Ok(rows.iter().map(cells).collect::<std::result::Result<_, postgres::Error>>()?)
    }
}

fn cell(row: &postgres::Row, at: usize, of: &Type) -> std::result::Result<Cell, postgres::Error> {
    if *of == Type::INT8 { row.try_get(at).map(Cell::Number) } else { row.try_get(at).map(Cell::Text) }
}

impl From<postgres::Error> for StoreError {
    fn from(error: postgres::Error) -> Self {
        Self(reason(&error))
    }
}
