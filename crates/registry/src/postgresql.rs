//! A registry on a server.

use crate::backend::{Backend, Change, Current, Entry, Latest, SCHEMA, Signed, Version};
use crate::connection::{connect, reason};
use crate::error::DatabaseError;
use comity_policy::answer::Found;
use postgres::{Client, Row, Transaction};
use std::collections::HashMap;
use std::fmt::Write;

/// The tables of `sqlite`; the words of an entry stand in it, each with the letter of its class. They get their letters from
/// `Registry::words` and not from a parser or dictionary of the server.
const TABLES: &str = "
    CREATE TABLE comity_registry (form integer NOT NULL);
    CREATE UNIQUE INDEX one_registry ON comity_registry ((true));
    CREATE TABLE file (name text PRIMARY KEY, content text NOT NULL);
    CREATE TABLE version (
        id text NOT NULL, number integer NOT NULL CHECK (number > 0), text text,
        by text NOT NULL, at text NOT NULL DEFAULT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'),
        why text NOT NULL, PRIMARY KEY (id, number)
    );
    CREATE TABLE entry (
        place bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id text NOT NULL UNIQUE, number integer NOT NULL,
        jurisdiction text NOT NULL, title text NOT NULL, official_ref text NOT NULL, status text NOT NULL,
        words tsvector NOT NULL, FOREIGN KEY (id, number) REFERENCES version (id, number)
    );
    CREATE INDEX search ON entry USING gin (words);
    CREATE FUNCTION versions_stay() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'versions do not change and do not go'; END $$;
    CREATE TRIGGER versions_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON version FOR EACH STATEMENT EXECUTE FUNCTION versions_stay();
";

/// Bytes of the longest word that the server takes.
const LONGEST: usize = 2046;

pub(crate) struct Server {
    client: Client,
    name: String,
}

pub(crate) fn create(
    url: &str,
    files: &[(String, String)],
    changes: &[Change],
    signed: Signed,
) -> Result<(), DatabaseError> {
    let (mut client, name) = connect(url)?;
    let failed = |error: postgres::Error| DatabaseError::Failed {
        doing: "make",
        name: name.clone(),
        reason: reason(&error),
    };
    if form(&mut client).map_err(failed)?.is_some() {
        return Err(DatabaseError::Exists { name });
    }
    let mut fill = || -> Result<(), postgres::Error> {
        let mut transaction = client.transaction()?;
        transaction.batch_execute(TABLES)?;
        transaction.execute("INSERT INTO comity_registry VALUES ($1)", &[&SCHEMA.cast_signed()])?;
        for (name, content) in files {
            transaction.execute("INSERT INTO file VALUES ($1, $2)", &[name, content])?;
        }
        write(&mut transaction, changes, signed)?;
        transaction.commit()
    };
    fill().map_err(failed)
}

pub(crate) fn open(url: &str) -> Result<(Server, String), DatabaseError> {
    let (mut client, name) = connect(url)?;
    let failed = |error: postgres::Error| DatabaseError::Failed {
        doing: "read",
        name: name.clone(),
        reason: reason(&error),
    };
    let Some(found) = form(&mut client).map_err(failed)? else {
        let hint = "`comity policy init postgres://...` makes one in this database".to_owned();
        return Err(DatabaseError::Missing { name, hint });
    };
    let found = u32::try_from(found).unwrap_or(u32::MAX);
    if found > SCHEMA {
        return Err(DatabaseError::Newer { name, found, known: SCHEMA });
    }
    Ok((Server { client, name: name.clone() }, name))
}

/// The form of the registry in a database, where there is one.
fn form(client: &mut Client) -> Result<Option<i32>, postgres::Error> {
    let there: bool = client.query_one("SELECT to_regclass('comity_registry') IS NOT NULL", &[])?.get(0);
    if !there {
        return Ok(None);
    }
    Ok(client.query_opt("SELECT form FROM comity_registry", &[])?.map(|row| row.get(0)))
}

impl Server {
    fn failed(&self, doing: &'static str) -> impl Fn(postgres::Error) -> DatabaseError + use<> {
        let name = self.name.clone();
        move |error| DatabaseError::Failed { doing, name: name.clone(), reason: reason(&error) }
    }

    fn rows<T>(
        &mut self,
        question: &str,
        given: &[&(dyn postgres::types::ToSql + Sync)],
        row: impl Fn(&Row) -> Result<T, postgres::Error>,
    ) -> Result<Vec<T>, DatabaseError> {
        let failed = self.failed("read");
        let rows = self.client.query(question, given);
        rows.and_then(|rows| rows.iter().map(row).collect()).map_err(failed)
    }
}

impl Backend for Server {
    fn readable(&mut self) -> Result<(), DatabaseError> {
        self.rows("SELECT 1 FROM file, version, entry LIMIT 0", &[], |_| Ok(())).map(|_| ())
    }

    fn files(&mut self) -> Result<Vec<(String, String)>, DatabaseError> {
        self.rows("SELECT name, content FROM file", &[], |row| Ok((row.try_get(0)?, row.try_get(1)?)))
    }

    fn all(&mut self) -> Result<Vec<Current>, DatabaseError> {
        let question = "SELECT jurisdiction, text FROM entry JOIN version USING (id, number) ORDER BY place";
        self.rows(question, &[], |row| Ok(Current { jurisdiction: row.try_get(0)?, text: row.try_get(1)? }))
    }

    fn count(&mut self) -> Result<u64, DatabaseError> {
        let counts = self.rows("SELECT count(*) FROM version", &[], |row| row.try_get::<_, i64>(0))?;
        Ok(counts.first().map_or(0, |count| count.unsigned_abs()))
    }

    fn latest(&mut self, ids: &[String]) -> Result<HashMap<String, Latest>, DatabaseError> {
        let question = "SELECT DISTINCT ON (id) id, number, text FROM version WHERE id = ANY($1) ORDER BY id, number DESC";
        let rows =
            self.rows(question, &[&ids], |row| Ok((row.try_get(0)?, (number(row, 1)?, row.try_get(2)?))))?;
        Ok(rows.into_iter().collect())
    }

    fn versions(&mut self, id: &str) -> Result<Vec<Version>, DatabaseError> {
        let question = "SELECT number, text, by, at, why FROM version WHERE id = $1 ORDER BY number";
        self.rows(question, &[&id], |row| {
            Ok(Version {
                number: number(row, 0)?,
                text: row.try_get(1)?,
                by: row.try_get(2)?,
                at: row.try_get(3)?,
                why: row.try_get(4)?,
            })
        })
    }

    fn add(&mut self, changes: &[Change], signed: Signed) -> Result<bool, DatabaseError> {
        let failed = self.failed("write");
        let mut add = || {
            let mut transaction = self.client.transaction()?;
            // Without a commit nothing of it stays.
            let all = write(&mut transaction, changes, signed)?;
            if all {
                transaction.commit()?;
            } else {
                transaction.rollback()?;
            }
            Ok(all)
        };
        add().map_err(failed)
    }

    fn search(&mut self, words: &[String], most: usize) -> Result<Vec<Found>, DatabaseError> {
        if words.iter().any(|word| word.len() > LONGEST) {
            return Ok(Vec::new());
        }
        let joined = |with: &str, end: &str| {
            words.iter().map(|word| format!("'{word}'{end}")).collect::<Vec<_>>().join(with)
        };
        // All words decide what is found. For the order each counts by itself, once as a beginning and once as a whole word.
        let question = "
            SELECT id, jurisdiction, title, official_ref, status FROM entry WHERE words @@ $1::text::tsquery
            ORDER BY id = $5 DESC, ts_rank('{0.25, 0.5, 0.75, 1}', words, $2::text::tsquery) +
                ts_rank('{0.25, 0.5, 0.75, 1}', words, $3::text::tsquery) DESC, place
            LIMIT $4";
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        self.rows(
            question,
            &[&joined(" & ", ":*"), &joined(" | ", ":*"), &joined(" | ", ""), &most, &words.join("-")],
            |row| {
                Ok(Found {
                    id: row.try_get(0)?,
                    jurisdiction: row.try_get(1)?,
                    title: row.try_get(2)?,
                    official_ref: row.try_get(3)?,
                    status: row.try_get(4)?,
                })
            },
        )
    }
}

fn number(row: &Row, column: usize) -> Result<u32, postgres::Error> {
    Ok(row.try_get::<_, i32>(column)?.unsigned_abs())
}

/// Adds versions, or says that the number of one is taken. Two who add the same number at once meet at the primary key: the second
/// waits until the first is through, and then adds nothing, or goes on if the first has failed. All go through ids in the same order, so
/// that no two wait for each other.
fn write(transaction: &mut Transaction, changes: &[Change], signed: Signed) -> Result<bool, postgres::Error> {
    let ids: Vec<&str> = changes.iter().map(|change| change.id.as_str()).collect();
    let numbers: Vec<i32> =
        changes.iter().map(|change| i32::try_from(change.number).unwrap_or(i32::MAX)).collect();
    let texts: Vec<Option<&str>> =
        changes.iter().map(|change| Some(change.entry.as_ref()?.text.as_str())).collect();
    let added = transaction.execute(
        "INSERT INTO version (id, number, text, by, why)
         SELECT id, number, text, $4, $5 FROM unnest($1::text[], $2::integer[], $3::text[]) AS new (id, number, text)
         ORDER BY id ON CONFLICT DO NOTHING",
        &[&ids, &numbers, &texts, &signed.by, &signed.why],
    )?;
    if added < changes.len() as u64 {
        return Ok(false);
    }
    let removed: Vec<&str> =
        changes.iter().filter(|change| change.entry.is_none()).map(|change| change.id.as_str()).collect();
    if !removed.is_empty() {
        transaction.execute("DELETE FROM entry WHERE id = ANY($1)", &[&removed])?;
    }
    let now: Vec<(&Entry, i32)> = changes
        .iter()
        .zip(numbers)
        .filter_map(|(change, number)| Some((change.entry.as_ref()?, number)))
        .collect();
    let column = |of: fn(&Found) -> &str| now.iter().map(|(entry, _)| of(&entry.found)).collect::<Vec<_>>();
    let words: Vec<String> = now.iter().map(|(entry, _)| vector(&entry.words)).collect();
    transaction.execute(
        "INSERT INTO entry (id, number, jurisdiction, title, official_ref, status, words)
         SELECT id, number, jurisdiction, title, official_ref, status, words::tsvector
         FROM unnest($1::text[], $2::integer[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[]) WITH ORDINALITY
             AS new (id, number, jurisdiction, title, official_ref, status, words, place)
         ORDER BY place
         ON CONFLICT (id) DO UPDATE SET number = excluded.number, jurisdiction = excluded.jurisdiction,
             title = excluded.title, official_ref = excluded.official_ref, status = excluded.status, words = excluded.words",
        &[
            &column(|found| &found.id),
            &now.iter().map(|&(_, number)| number).collect::<Vec<_>>(),
            &column(|found| &found.jurisdiction),
            &column(|found| &found.title),
            &column(|found| &found.official_ref),
            &column(|found| &found.status),
            &words,
        ],
    )?;
    Ok(true)
}

/// Words as the server writes them, each with its class: `'act':1A 'data':1C`.
fn vector(classes: &[Vec<String>; 4]) -> String {
    let mut vector = String::new();
    for (class, words) in ['A', 'B', 'C', 'D'].into_iter().zip(classes) {
        for word in words.iter().filter(|word| word.len() <= LONGEST) {
            let _ = write!(vector, "'{word}':1{class} ");
        }
    }
    vector
}
