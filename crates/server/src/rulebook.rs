//! The registry that requests about rules are answered from: the one that ships, a folder, or a database that can be edited.

use crate::problem::{Clash, Problem};
use axum::http::StatusCode;
use comity_data::FileHash;
use comity_policy::{Index, Measure, Registry, RegistryError};
use comity_registry::address::Address;
use comity_registry::{Conflict, Database, DatabaseError, files};
use comity_scenario::regulation::Measures;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// Measures as they are at a moment, and what is made of them once.
#[derive(Debug)]
pub struct Book {
    /// The measures, with features and jurisdictions.
    pub registry: Arc<Registry>,
    /// What it was read from: names and contents.
    files: Vec<(String, String)>,
    /// Hash of the contents.
    hash: String,
    index: OnceLock<Index<Arc<Registry>>>,
}

/// The registry of the server.
#[derive(Debug)]
pub struct Rulebook {
    kind: Kind,
    /// Measures that scenarios were about since the start, by the hash of what they were read from. They last as long as the program: jobs
    /// that wait are about them, whatever is changed meanwhile.
    given: Mutex<Vec<(String, Measures)>>,
}

enum Kind {
    /// One that stays as it is.
    Fixed(Arc<Book>),
    /// One that this server and others may change.
    Own(Box<Mutex<Own>>),
}

/// A registry in a database.
struct Own {
    address: String,
    /// The connection, until it fails.
    database: Option<Database>,
    /// What was read last, and how many versions there were before.
    read: Option<(u64, Arc<Book>)>,
}

impl Book {
    fn of(files: Vec<(String, String)>) -> Result<Arc<Self>, RegistryError> {
        let registry = Arc::new(Registry::of(&files)?);
        let contents: String = files.iter().map(|(_, content)| content.as_str()).collect();
        let hash = FileHash::of("", contents.as_bytes()).sha256;
        Ok(Arc::new(Self { registry, files, hash, index: OnceLock::new() }))
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
        let kind = match address {
            None => Kind::Fixed(Book::of(Registry::embedded_files())?),
            Some(address) if matches!(Address::of(address), Address::Folder(_)) => {
                Kind::Fixed(Book::of(files::of(address)?)?)
            }
            Some(address) => {
                let mut own = Own { address: address.to_owned(), database: None, read: None };
                own.now()?;
                Kind::Own(Box::new(Mutex::new(own)))
            }
        };
        Ok(Self { kind, given: Mutex::default() })
    }

    /// The registry as it is now, whoever changed it. Waits for the database.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn now(&self) -> Result<Arc<Book>, Problem> {
        match &self.kind {
            Kind::Fixed(book) => Ok(Arc::clone(book)),
            Kind::Own(own) => Ok(own.lock().unwrap_or_else(PoisonError::into_inner).now()?),
        }
    }

    /// The measures that scenarios are about now. Waits for the database.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn measures(&self) -> Result<Measures, Problem> {
        let book = self.now()?;
        let mut given = self.given();
        if let Some((_, known)) = given.iter().find(|(hash, _)| *hash == book.hash) {
            return Ok(known.clone());
        }
        let measures = Measures::of(&book.files)?;
        given.push((book.hash.clone(), measures.clone()));
        Ok(measures)
    }

    /// The measures with a hash, which scenarios were about since the start or are about now. Waits for the database.
    ///
    /// # Errors
    /// There are none, or the database cannot be read.
    pub fn measures_of(&self, hash: &str) -> Result<Measures, Problem> {
        let known = self.given().iter().find(|(_, known)| known.hash.sha256 == hash).cloned();
        let found = match known {
            Some((_, known)) => known,
            None => self.measures()?,
        };
        if found.hash.sha256 == hash { Ok(found) } else { Err(changed()) }
    }

    fn given(&self) -> MutexGuard<'_, Vec<(String, Measures)>> {
        self.given.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does something with the database. Waits for it.
    ///
    /// # Errors
    /// The registry is not in a database, or what is done fails.
    pub fn edit<T>(
        &self,
        work: impl FnOnce(&mut Database) -> Result<T, DatabaseError>,
    ) -> Result<T, Problem> {
        match &self.kind {
            Kind::Fixed(_) => Err(read_only()),
            Kind::Own(own) => Ok(own.lock().unwrap_or_else(PoisonError::into_inner).with(work)?),
        }
    }

    /// A measure as it is now or was at a version, and its version where the registry keeps them. Waits for the database.
    ///
    /// # Errors
    /// There is none, it was removed, or there are no versions.
    pub fn measure(&self, id: &str, version: Option<u32>) -> Result<(Measure, Option<u32>), Problem> {
        if let (Kind::Fixed(book), None) = (&self.kind, version) {
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
                None => Ok((count, Book::of(database.files()?)?)),
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

impl std::fmt::Debug for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Fixed(_) => "Fixed",
            Self::Own(_) => "Own",
        })
    }
}

fn changed() -> Problem {
    let detail = "the measures that the job is about were changed before it began, and the server was started anew since";
    Problem::new(StatusCode::CONFLICT, "registry_changed", detail)
        .hint("ask for it again: then it is about the measures of now")
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
        Self::new(status, "registry", detail).advice(error.hint())
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
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "id", error.to_string()).advice(error.hint())
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

#[cfg(test)]
mod tests {
    use super::*;
    use comity_registry::Signed;

    #[test]
    fn measures_that_were_given_stay_and_others_are_not_made_up() {
        let folder = tempfile::tempdir().unwrap();
        let address = folder.path().join("mine.db").display().to_string();
        let signed = Signed { by: "Ana Silva", why: "a start" };
        let mut database = Database::create(&address, &Registry::embedded_files(), signed).unwrap();
        let rulebook = Rulebook::open(Some(&address)).unwrap();
        let before = rulebook.measures().unwrap();
        database.remove("eu-gdpr", 1, signed).unwrap();
        let after = rulebook.measures().unwrap();
        assert_ne!(before, after);
        assert_eq!(rulebook.measures_of(&before.hash.sha256), Ok(before.clone()));
        // Another start knows those of now.
        let rulebook = Rulebook::open(Some(&address)).unwrap();
        assert_eq!(rulebook.measures_of(&before.hash.sha256).unwrap_err().code, "registry_changed");
        assert_eq!(rulebook.measures_of(&after.hash.sha256), Ok(after));
    }

    #[test]
    fn a_server_without_a_registry_is_about_the_measures_that_ship() {
        assert_eq!(Rulebook::open(None).unwrap().measures(), Ok(Measures::embedded().unwrap()));
    }
}
