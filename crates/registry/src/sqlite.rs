//! A registry in a file.

use crate::address::present;
use crate::backend::{Backend, Change, Current, Entry, Latest, SCHEMA, Signed, Version};
use crate::error::DatabaseError;
use comity_policy::answer::Found;
use rusqlite::{Connection, OpenFlags, OptionalExtension, Row, TransactionBehavior, params};
use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

/// What the head of a file says that is a registry: "Comi".
const APPLICATION: u32 = 0x436f_6d69;
/// How long to wait for others who write.
const PATIENCE: Duration = Duration::from_secs(30);

/// `version` only grows. `entry` is what is there now; `search` has the words of each, by how much they count. Words are made by
/// `Registry::words`, so that the tokenizer has nothing left to decide: `ascii` leaves all other letters as they are.
const TABLES: &str = "
    CREATE TABLE file (name TEXT PRIMARY KEY, content TEXT NOT NULL) STRICT;
    CREATE TABLE version (
        id TEXT NOT NULL, number INTEGER NOT NULL CHECK (number > 0), text TEXT,
        by TEXT NOT NULL, at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')), why TEXT NOT NULL,
        PRIMARY KEY (id, number)
    ) STRICT;
    CREATE TABLE entry (
        place INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, number INTEGER NOT NULL,
        jurisdiction TEXT NOT NULL, title TEXT NOT NULL, official_ref TEXT NOT NULL, status TEXT NOT NULL,
        FOREIGN KEY (id, number) REFERENCES version (id, number)
    ) STRICT;
    CREATE VIRTUAL TABLE search USING fts5(
        w4, w3, w2, w1, content='', contentless_delete=1, prefix='1 2 3', tokenize='ascii'
    );
    CREATE TRIGGER version_stays BEFORE UPDATE ON version BEGIN SELECT RAISE(ABORT, 'versions do not change'); END;
    CREATE TRIGGER version_remains BEFORE DELETE ON version BEGIN SELECT RAISE(ABORT, 'versions do not go'); END;
";

pub(crate) struct File {
    connection: Connection,
    name: String,
}

/// Makes the file, complete or not at all: it gets a temporary name first.
pub(crate) fn create(
    path: &Path,
    files: &[(String, String)],
    changes: &[Change],
    signed: Signed,
) -> Result<(), DatabaseError> {
    let name = path.display().to_string();
    if path.exists() {
        return Err(DatabaseError::Exists { name });
    }
    let mut partial = path.as_os_str().to_owned();
    partial.push(".partial");
    let partial = Path::new(&partial);
    let failed = |reason: &dyn std::fmt::Display| DatabaseError::Failed {
        doing: "make",
        name: name.clone(),
        reason: reason.to_string(),
    };
    if partial.exists() {
        fs::remove_file(partial).map_err(|reason| failed(&reason))?;
    }
    let fill = || -> rusqlite::Result<()> {
        let mut connection = Connection::open(partial)?;
        // Nobody else knows the file yet, and half of it is of no use: nothing to protect before it is whole.
        connection.execute_batch(
            "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;",
        )?;
        let transaction = connection.transaction()?;
        transaction.execute_batch(TABLES)?;
        for file in files {
            transaction.execute("INSERT INTO file VALUES (?, ?)", params![file.0, file.1])?;
        }
        write(&transaction, changes, signed)?;
        transaction.pragma_update(None, "application_id", APPLICATION)?;
        transaction.pragma_update(None, "user_version", SCHEMA)?;
        transaction.commit()?;
        connection.close().map_err(|(_, reason)| reason)
    };
    fill().map_err(|reason| failed(&reason))?;
    fs::rename(partial, path).map_err(|reason| failed(&reason))
}

pub(crate) fn open(path: &Path) -> Result<File, DatabaseError> {
    let name = present(path)?.display().to_string();
    let foreign = |reason: &rusqlite::Error| match reason.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase) => {
            DatabaseError::Foreign { name: name.clone(), but: String::new() }
        }
        _ => DatabaseError::Failed { doing: "open", name: name.clone(), reason: reason.to_string() },
    };
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
        .map_err(|reason| foreign(&reason))?;
    let head = |key: &str| connection.pragma_query_value(None, key, |row| row.get::<_, u32>(0));
    let application = head("application_id").map_err(|reason| foreign(&reason))?;
    if application != APPLICATION {
        return Err(DatabaseError::Foreign { name, but: ", but a database of something else".to_owned() });
    }
    let found = head("user_version").map_err(|reason| foreign(&reason))?;
    if found > SCHEMA {
        return Err(DatabaseError::Newer { name, found, known: SCHEMA });
    }
    let prepare = || {
        connection.busy_timeout(PATIENCE)?;
        connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON;")
    };
    prepare().map_err(|reason| foreign(&reason))?;
    Ok(File { connection, name })
}

impl File {
    fn failed(&self, doing: &'static str) -> impl Fn(rusqlite::Error) -> DatabaseError + use<> {
        let name = self.name.clone();
        move |reason| DatabaseError::Failed { doing, name: name.clone(), reason: reason.to_string() }
    }

    fn rows<T>(
        &self,
        question: &str,
        given: impl rusqlite::Params,
        row: impl FnMut(&Row) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, DatabaseError> {
        let ask = || -> rusqlite::Result<Vec<T>> {
            self.connection.prepare_cached(question)?.query_map(given, row)?.collect()
        };
        ask().map_err(self.failed("read"))
    }
}

impl Backend for File {
    fn readable(&mut self) -> Result<(), DatabaseError> {
        self.rows("SELECT 1 FROM file, version, entry, search LIMIT 0", [], |_| Ok(()))?;
        let found = self.rows("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0))?;
        match found.into_iter().find(|found| found != "ok") {
            Some(reason) => Err(DatabaseError::Failed { doing: "read", name: self.name.clone(), reason }),
            None => Ok(()),
        }
    }

    fn files(&mut self) -> Result<Vec<(String, String)>, DatabaseError> {
        self.rows("SELECT name, content FROM file", [], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    fn all(&mut self) -> Result<Vec<Current>, DatabaseError> {
        let question = "SELECT jurisdiction, text FROM entry JOIN version USING (id, number) ORDER BY place";
        self.rows(question, [], |row| Ok(Current { jurisdiction: row.get(0)?, text: row.get(1)? }))
    }

    fn count(&mut self) -> Result<u64, DatabaseError> {
        let counts = self.rows("SELECT count(*) FROM version", [], |row| row.get::<_, i64>(0))?;
        Ok(counts.first().map_or(0, |count| count.unsigned_abs()))
    }

    fn latest(&mut self, ids: &[String]) -> Result<HashMap<String, Latest>, DatabaseError> {
        let ask = || {
            let mut question = self.connection.prepare_cached(
                "SELECT number, text FROM version WHERE id = ? ORDER BY number DESC LIMIT 1",
            )?;
            let mut latest = HashMap::new();
            for id in ids {
                let found = question.query_row([id], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
                latest.extend(found.map(|found| (id.clone(), found)));
            }
            Ok(latest)
        };
        ask().map_err(self.failed("read"))
    }

    fn versions(&mut self, id: &str) -> Result<Vec<Version>, DatabaseError> {
        let question = "SELECT number, text, by, at, why FROM version WHERE id = ? ORDER BY number";
        self.rows(question, [id], |row| {
            Ok(Version {
                number: row.get(0)?,
                text: row.get(1)?,
                by: row.get(2)?,
                at: row.get(3)?,
                why: row.get(4)?,
            })
        })
    }

    fn add(&mut self, changes: &[Change], signed: Signed) -> Result<bool, DatabaseError> {
        let failed = self.failed("write");
        let mut add = || {
            // Whoever begins so is alone until the end: what is read here is still so when it is written.
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            for Change { id, number, .. } in changes {
                let latest: u32 = transaction
                    .prepare_cached("SELECT coalesce(max(number), 0) FROM version WHERE id = ?")?
                    .query_row([id], |row| row.get(0))?;
                if latest + 1 != *number {
                    return Ok(false);
                }
            }
            write(&transaction, changes, signed)?;
            transaction.commit()?;
            Ok(true)
        };
        add().map_err(failed)
    }

    fn search(&mut self, words: &[String], most: usize) -> Result<Vec<Found>, DatabaseError> {
        // The word itself counts beside words that begin with it. Words have no quotation marks: they are letters and digits.
        let id = words.join("-");
        let words: Vec<String> = words.iter().map(|word| format!("(\"{word}\" OR \"{word}\" *)")).collect();
        let question = "
            SELECT id, jurisdiction, title, official_ref, status FROM search JOIN entry ON entry.place = search.rowid
            WHERE search MATCH ? ORDER BY id = ? DESC, bm25(search, 4, 3, 2, 1), place LIMIT ?";
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        self.rows(question, params![words.join(" AND "), id, most], |row| {
            Ok(Found {
                id: row.get(0)?,
                jurisdiction: row.get(1)?,
                title: row.get(2)?,
                official_ref: row.get(3)?,
                status: row.get(4)?,
            })
        })
    }
}

fn write(connection: &Connection, changes: &[Change], signed: Signed) -> rusqlite::Result<()> {
    let mut version = connection
        .prepare_cached("INSERT INTO version (id, number, text, by, why) VALUES (?, ?, ?, ?, ?)")?;
    let mut entry = connection.prepare_cached(
        "INSERT INTO entry (id, number, jurisdiction, title, official_ref, status) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET number = excluded.number, jurisdiction = excluded.jurisdiction,
             title = excluded.title, official_ref = excluded.official_ref, status = excluded.status
         RETURNING place",
    )?;
    let mut search = connection
        .prepare_cached("INSERT OR REPLACE INTO search (rowid, w4, w3, w2, w1) VALUES (?, ?, ?, ?, ?)")?;
    for Change { id, number, entry: now } in changes {
        let text = now.as_ref().map(|now| &now.text);
        version.execute(params![id, number, text, signed.by, signed.why])?;
        match now {
            Some(Entry { found: Found { jurisdiction, title, official_ref, status, .. }, words, .. }) => {
                let place: i64 = entry
                    .query_row(params![id, number, jurisdiction, title, official_ref, status], |row| {
                        row.get(0)
                    })?;
                let [w4, w3, w2, w1] = words.each_ref().map(|words| words.join(" "));
                search.execute(params![place, w4, w3, w2, w1])?;
            }
            None => {
                let place: Option<i64> = connection
                    .query_row("DELETE FROM entry WHERE id = ? RETURNING place", [id], |row| row.get(0))
                    .optional()?;
                connection.execute("DELETE FROM search WHERE rowid = ?", [place])?;
            }
        }
    }
    Ok(())
}
