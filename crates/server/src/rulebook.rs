//! The registry that requests about rules are answered from: the one that ships, a folder, or a database that can be edited.

use crate::problem::{Clash, Problem};
use axum::http::StatusCode;
use comity_policy::{Index, Measure, Registry, RegistryError};
use comity_registry::address::Address;
use comity_registry::{Conflict, Database, DatabaseError, files};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Measures as they are at a moment, and what is made of them once.
#[derive(Debug)]
pub struct Book {
    /// The measures, with features and jurisdictions.
    pub registry: Arc<Registry>,
    index: OnceLock<Index<Arc<Registry>>>,
}

/// The registry of the server.
pub enum Rulebook {
    /// One that stays as it is.
    Fixed(Arc<Book>),
    /// One that this server and others may change.
    Own(Box<Mutex<Own>>),
}

/// A registry in a database.
pub struct Own {
    address: String,
    /// The connection, until it fails.
    database: Option<Database>,
    /// What was read last, and how many versions there were before.
    read: Option<(u64, Arc<Book>)>,
}

impl Book {
    fn of(registry: Registry) -> Arc<Self> {
        Arc::new(Self { registry: Arc::new(registry), index: OnceLock::new() })
    }

    /// In which measures which words occur.
    pub fn index(&self) -> &Index<Arc<Registry>> {
        self.index.get_or_init(|| Index::new(Arc::clone(&self.registry)))
    }
}

impl Rulebook {
    /// The registry at an address, or else the one that ships.
    ///
    /// # Errors
    /// There is none, or something in it is wrong.
    pub fn open(address: Option<&str>) -> Result<Self, DatabaseError> {
        let Some(address) = address else { return Ok(Self::Fixed(Book::of(Registry::embedded()?.clone()))) };
        if matches!(Address::of(address), Address::Folder(_)) {
            return Ok(Self::Fixed(Book::of(Registry::of(&files::of(address)?)?)));
        }
        let mut own = Own { address: address.to_owned(), database: None, read: None };
        own.now()?;
        Ok(Self::Own(Box::new(Mutex::new(own))))
    }

    /// The registry as it is now, whoever changed it. Waits for the database.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn now(&self) -> Result<Arc<Book>, Problem> {
        match self {
            Self::Fixed(book) => Ok(Arc::clone(book)),
            Self::Own(own) => Ok(own.lock().unwrap_or_else(PoisonError::into_inner).now()?),
        }
    }

    /// Does something with the database. Waits for it.
    ///
    /// # Errors
    /// The registry is not in a database, or what is done fails.
    pub fn edit<T>(
        &self,
        work: impl FnOnce(&mut Database) -> Result<T, DatabaseError>,
    ) -> Result<T, Problem> {
        match self {
            Self::Fixed(_) => Err(read_only()),
            Self::Own(own) => Ok(own.lock().unwrap_or_else(PoisonError::into_inner).with(work)?),
        }
    }

    /// A measure as it is now or was at a version, and its version where the registry keeps them. Waits for the database.
    ///
    /// # Errors
    /// There is none, it was removed, or there are no versions.
    pub fn measure(&self, id: &str, version: Option<u32>) -> Result<(Measure, Option<u32>), Problem> {
        if let (Self::Fixed(book), None) = (self, version) {
            return Ok((book.registry.measure(id)?.clone(), None));
        }
        self.edit(|database| {
            let number = database.version(id, version)?.number;
            let text = database.text(id, Some(number))?;
            let found = database.parse(id, &text)?.into_iter().next();
            let missing = || DatabaseError::NotOne { id: id.to_owned(), found: 0 };
            Ok((found.ok_or_else(missing)?, Some(number)))
        })
    }
}

impl Own {
    fn now(&mut self) -> Result<Arc<Book>, DatabaseError> {
        let known = self.read.take();
        let read = self.with(|database| {
            let count = database.count()?;
            match known.filter(|(at, _)| *at == count) {
                Some(known) => Ok(known),
                // What is changed in between is read once more than it need be.
                None => Ok((count, Book::of(database.registry()?))),
            }
        })?;
        let book = Arc::clone(&read.1);
        self.read = Some(read);
        Ok(book)
    }

    fn with<T>(
        &mut self,
        work: impl FnOnce(&mut Database) -> Result<T, DatabaseError>,
    ) -> Result<T, DatabaseError> {
        let database = match &mut self.database {
            Some(database) => database,
            none => none.insert(Database::open(&self.address)?),
        };
        let done = work(database);
        if let Err(DatabaseError::Failed { .. }) = done {
            // A server may have been started anew: so is the connection, by the next request.
            self.database = None;
        }
        done
    }
}

impl std::fmt::Debug for Rulebook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Fixed(_) => "Rulebook::Fixed",
            Self::Own(_) => "Rulebook::Own",
        })
    }
}

fn read_only() -> Problem {
    let detail = "this server answers from measures that nobody can change, and that have no history";
    Problem::new(StatusCode::FORBIDDEN, "read_only", detail).hint(
        "`comity policy init mine.db` makes a registry of your own, and `comity serve --registry mine.db` has it edited here",
    )
}

impl From<RegistryError> for Problem {
    fn from(error: RegistryError) -> Self {
        let status = match error {
            RegistryError::Unknown { .. } | RegistryError::NoMeasures { .. } => StatusCode::NOT_FOUND,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        // The line that shows a fault is of a text that whoever asks has never seen.
        let detail = match &error {
            RegistryError::Fault(fault) => fault.message.clone(),
            error => error.to_string(),
        };
        Self { hint: error.hint(), ..Self::new(status, "registry", detail) }
    }
}

impl From<DatabaseError> for Problem {
    fn from(error: DatabaseError) -> Self {
        let known = |status, code, hint: &str| Self::new(status, code, error.to_string()).hint(hint);
        match error {
            DatabaseError::Registry(error) => error.into(),
            DatabaseError::Conflict(conflict) => clash(*conflict),
            DatabaseError::Present { .. } => known(
                StatusCode::CONFLICT,
                "present",
                "PUT changes what is there; or give the new one another id",
            ),
            DatabaseError::Removed { ref id, .. } => known(
                StatusCode::GONE,
                "removed",
                &format!("POST /api/v1/policy/measures/{id}/restore brings it back"),
            ),
            DatabaseError::NoVersion { ref id, .. } => known(
                StatusCode::NOT_FOUND,
                "version",
                &format!("GET /api/v1/policy/measures/{id}/history lists the versions"),
            ),
            DatabaseError::OtherId { .. } | DatabaseError::BadId { .. } | DatabaseError::NotOne { .. } => {
                Self {
                    hint: error.hint(),
                    ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, "id", error.to_string())
                }
            }
            DatabaseError::Unsigned { .. } => known(
                StatusCode::UNPROCESSABLE_ENTITY,
                "unsigned",
                "others will want to know: say who changes it in `by`, and the reason in `why`",
            ),
            _ => {
                let detail = format!("the registry cannot be used: {error}");
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "registry_unavailable", detail)
                    .hint("ask again in a moment; if it stays so, whoever runs the server can mend it")
            }
        }
    }
}

/// Both sides of a conflict.
fn clash(Conflict { id, read, mine, theirs, latest }: Conflict) -> Problem {
    let detail = format!("`{id}` was changed since version {read}, which this change began from");
    let hint = if theirs.is_some() {
        format!("nothing was written: read version {} and change that", latest.number)
    } else {
        format!(
            "nothing was written: it was removed, and POST /api/v1/policy/measures/{id}/restore brings it back"
        )
    };
    let clash = Clash {
        read,
        latest: latest.number,
        by: latest.by,
        at: latest.at,
        why: latest.why,
        theirs,
        yours: mine,
    };
    Problem {
        conflict: Some(Box::new(clash)),
        ..Problem::new(StatusCode::CONFLICT, "conflict", detail).hint(hint)
    }
}
