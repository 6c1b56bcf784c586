//! Measures by version.

use crate::address::Address;
use crate::backend::{Backend, Change, Entry, Signed, Version};
use crate::conflict::Conflict;
use crate::error::DatabaseError;
use crate::fields::differences;
use crate::files::by_jurisdiction;
use crate::{postgresql, sqlite};
use comity_policy::answer::Found;
use comity_policy::{Measure, Registry, RegistryError, words_of};

/// A registry in a database.
pub struct Database {
    backend: Box<dyn Backend>,
    /// What to call it in messages, without a password.
    name: String,
    /// Its features and jurisdictions, without its measures.
    words: Registry,
}

/// What became of measures that were put into a registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Put {
    /// Those that were not there.
    pub added: usize,
    /// Those that were there and differ: they have a new version.
    pub changed: usize,
    /// Those that were there as they are.
    pub same: usize,
}

impl Database {
    /// Makes a registry at an address from the files of another: nothing may be there yet.
    ///
    /// # Errors
    /// Something in the files is wrong, something is there, or it cannot be made.
    pub fn create(address: &str, files: &[(String, String)], signed: Signed) -> Result<Self, DatabaseError> {
        let registry = Registry::of(files)?;
        let about = Registry::about(files);
        let changes = registry
            .measures
            .iter()
            .map(|measure| change(&registry, measure, measure.to_toml(), 1))
            .collect::<Result<Vec<_>, _>>()?;
        match Address::of(address) {
            Address::Folder(folder) => {
                return Err(DatabaseError::Exists { name: folder.display().to_string() });
            }
            Address::File(path) => sqlite::create(&path, &about, &changes, signed)?,
            Address::Server(url) => postgresql::create(&url, &about, &changes, signed)?,
        }
        Self::open(address)
    }

    /// Opens the registry at an address.
    ///
    /// # Errors
    /// There is none, it was made by a later version of Comity, or it cannot be read.
    pub fn open(address: &str) -> Result<Self, DatabaseError> {
        let (mut backend, name): (Box<dyn Backend>, String) = match Address::of(address) {
            Address::Folder(folder) => {
                let name = folder.display().to_string();
                return Err(DatabaseError::Foreign {
                    name,
                    but: " that can be edited, but a folder".to_owned(),
                });
            }
            Address::File(path) => (Box::new(sqlite::open(&path)?), path.display().to_string()),
            Address::Server(url) => {
                let (server, name) = postgresql::open(&url)?;
                (Box::new(server), name)
            }
        };
        backend.readable()?;
        let words = Registry::of(&backend.files()?).map_err(|fault| unreadable(&name, &fault))?;
        Ok(Self { backend, name, words })
    }

    /// What to call it in messages: its address, without a password.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its features and jurisdictions, as a registry without measures.
    pub fn about(&self) -> &Registry {
        &self.words
    }

    /// The files that it would be in a folder, each with its name and content.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn files(&mut self) -> Result<Vec<(String, String)>, DatabaseError> {
        let mut files = self.backend.files()?;
        let all = self.backend.all()?;
        files.extend(by_jurisdiction(all.iter().map(|one| (one.jurisdiction.as_str(), one.text.as_str()))));
        Ok(files)
    }

    /// All measures as they are now.
    ///
    /// # Errors
    /// The database cannot be read, or was changed by something else than Comity.
    pub fn registry(&mut self) -> Result<Registry, DatabaseError> {
        Registry::of(&self.files()?).map_err(|fault| unreadable(&self.name, &fault))
    }

    /// How many versions there are of all measures: whoever read the measures at this count need not read them again.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn count(&mut self) -> Result<u64, DatabaseError> {
        self.backend.count()
    }

    /// The measures that have all words, or words that begin so, the best first, and no more than `most`: those that have them in the
    /// title before those that have them in a note.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn search(&mut self, text: &str, most: usize) -> Result<Vec<Found>, DatabaseError> {
        let words: Vec<String> = words_of(text).collect();
        if words.is_empty() { Ok(Vec::new()) } else { self.backend.search(&words, most) }
    }

    /// All versions of a measure, the first one first; those without text are removals.
    ///
    /// # Errors
    /// There never was one with this id, or the database cannot be read.
    pub fn versions(&mut self, id: &str) -> Result<Vec<Version>, DatabaseError> {
        let versions = self.backend.versions(id)?;
        if versions.is_empty() {
            // The error of the registry has the nearest id.
            self.registry()?.measure(id)?;
        }
        Ok(versions)
    }

    /// A version of a measure; without a number the latest.
    ///
    /// # Errors
    /// There is none, or the database cannot be read.
    pub fn version(&mut self, id: &str, number: Option<u32>) -> Result<Version, DatabaseError> {
        let mut versions = self.versions(id)?;
        let latest = versions.last().map_or(0, |version| version.number);
        let number = number.unwrap_or(latest);
        let place = versions.iter().position(|version| version.number == number);
        let missing = DatabaseError::NoVersion { id: id.to_owned(), number, latest };
        place.map(|place| versions.swap_remove(place)).ok_or(missing)
    }

    /// The TOML of a version of a measure; without a number of the latest.
    ///
    /// # Errors
    /// There is none, it was removed, or the database cannot be read.
    pub fn text(&mut self, id: &str, number: Option<u32>) -> Result<String, DatabaseError> {
        let Version { text, by, at, why, .. } = self.version(id, number)?;
        text.ok_or_else(|| DatabaseError::Removed { id: id.to_owned(), by, at, why })
    }

    /// The measures of a text in TOML, checked against the features and jurisdictions of this registry.
    ///
    /// # Errors
    /// Something is wrong: the error shows the line.
    pub fn parse(&self, path: &str, text: &str) -> Result<Vec<Measure>, DatabaseError> {
        Ok(self.words.parse([&(path.to_owned(), text.to_owned())])?)
    }

    /// Puts measures into the registry, all or none: those that are new, and of those that differ a new version.
    ///
    /// # Errors
    /// A measure is wrong, somebody else changed one meanwhile, or the database cannot be written.
    pub fn put(&mut self, measures: &[Measure], signed: Signed) -> Result<Put, DatabaseError> {
        self.put_unless(measures, signed, |_| Ok(()))
    }

    /// Puts measures into the registry that must be new, all or none; those that were removed may come again.
    ///
    /// # Errors
    /// A measure is wrong or there already, or the database cannot be written.
    pub fn add(&mut self, measures: &[Measure], signed: Signed) -> Result<Put, DatabaseError> {
        self.put_unless(measures, signed, |ids| match ids {
            [] => Ok(()),
            ids => Err(DatabaseError::Present { ids: ids.to_vec() }),
        })
    }

    /// `refuse` gets the ids of those that are there.
    fn put_unless(
        &mut self,
        measures: &[Measure],
        signed: Signed,
        refuse: impl Fn(&[String]) -> Result<(), DatabaseError>,
    ) -> Result<Put, DatabaseError> {
        checked(signed)?;
        if let Some(bad) = measures.iter().find(|measure| measure.id.chars().any(char::is_control)) {
            return Err(DatabaseError::BadId { id: bad.id.clone() });
        }
        // Whatever made these measures, only what can be read again goes in.
        let text: Vec<String> = measures.iter().map(Measure::to_toml).collect();
        let measures = self.words.parse([&("new measures".to_owned(), text.join("\n"))])?;
        let ids: Vec<String> = measures.iter().map(|measure| measure.id.clone()).collect();
        let latest = self.backend.latest(&ids)?;
        let there = |id: &&String| latest.get(*id).is_some_and(|(_, text)| text.is_some());
        refuse(&ids.iter().filter(there).cloned().collect::<Vec<_>>())?;
        let mut put = Put::default();
        let mut changes = Vec::with_capacity(measures.len());
        for (measure, text) in measures.iter().zip(text) {
            match latest.get(&measure.id) {
                Some((_, Some(before))) if *before == text => {
                    put.same += 1;
                    continue;
                }
                Some((_, Some(_))) => put.changed += 1,
                _ => put.added += 1,
            }
            let number = latest.get(&measure.id).map_or(0, |&(number, _)| number) + 1;
            changes.push(change(&self.words, measure, text, number)?);
        }
        if !self.backend.add(&changes, signed)? {
            return Err(self.overtaken(&changes)?);
        }
        Ok(put)
    }

    /// The version that a change begins from: the one named, or else the latest, unless somebody else has made that one of an earlier
    /// one. So nobody overwrites unseen what others changed.
    ///
    /// # Errors
    /// The latest was made by somebody else, there is none, or the database cannot be read.
    pub fn read_by(&mut self, id: &str, named: Option<u32>, signed: Signed) -> Result<u32, DatabaseError> {
        if let Some(number) = named {
            return Ok(number);
        }
        let now = self.text(id, None)?;
        let latest = self.version(id, None)?;
        if latest.number == 1 || latest.by == signed.by {
            return Ok(latest.number);
        }
        let before = self.version(id, Some(latest.number - 1))?.text.unwrap_or_default();
        let changed = differences(&before, &now);
        Err(DatabaseError::Unread { id: id.to_owned(), latest: Box::new(latest), changed })
    }

    /// Changes the measure to the one in a text, if version `read` is still the latest. Gives the new version's number, or `None` where
    /// the text says the same.
    ///
    /// # Errors
    /// The text is wrong, somebody else changed the measure since version `read`, or the database cannot be written.
    pub fn edit(
        &mut self,
        id: &str,
        read: u32,
        text: &str,
        signed: Signed,
    ) -> Result<Option<u32>, DatabaseError> {
        let measures = self.parse(&format!("{id}, edited"), text)?;
        let [measure] = measures.as_slice() else {
            return Err(DatabaseError::NotOne { id: id.to_owned(), found: measures.len() });
        };
        if measure.id != id {
            return Err(DatabaseError::OtherId { id: id.to_owned(), found: measure.id.clone() });
        }
        self.change(id, read, Some(measure), signed)
    }

    /// Removes a measure, if version `read` is still the latest. What it was stays in its history.
    ///
    /// # Errors
    /// Somebody else changed the measure since version `read`, or the database cannot be written.
    pub fn remove(&mut self, id: &str, read: u32, signed: Signed) -> Result<(), DatabaseError> {
        self.text(id, None)?;
        self.change(id, read, None, signed).map(|_| ())
    }

    /// Makes an earlier version the latest again; without a number that before the removal. Gives the new version's number, or `None`
    /// where the latest is no different.
    ///
    /// # Errors
    /// There is no such version, or the database cannot be written.
    pub fn restore(
        &mut self,
        id: &str,
        number: Option<u32>,
        signed: Signed,
    ) -> Result<Option<u32>, DatabaseError> {
        let latest = self.version(id, None)?;
        if number.is_none() && latest.text.is_some() {
            return Err(DatabaseError::NotRemoved { id: id.to_owned() });
        }
        let text = self.text(id, Some(number.unwrap_or(latest.number - 1)))?;
        let measures = self.parse(&format!("{id}, restored"), &text)?;
        self.change(id, latest.number, measures.first(), signed)
    }

    fn change(
        &mut self,
        id: &str,
        read: u32,
        measure: Option<&Measure>,
        signed: Signed,
    ) -> Result<Option<u32>, DatabaseError> {
        checked(signed)?;
        let before = self.version(id, Some(read))?;
        let latest = self.version(id, None)?;
        let text = measure.map(Measure::to_toml);
        if latest.number != read {
            return Err(DatabaseError::Conflict(Box::new(Conflict::new(
                id,
                &before,
                text.as_deref(),
                &latest,
            ))));
        }
        if latest.text == text {
            return Ok(None);
        }
        let number = read + 1;
        let change = match measure.zip(text) {
            Some((measure, text)) => change(&self.words, measure, text, number)?,
            None => Change { id: id.to_owned(), number, entry: None },
        };
        let changes = [change];
        if self.backend.add(&changes, signed)? { Ok(Some(number)) } else { Err(self.overtaken(&changes)?) }
    }

    /// The conflict that kept changes from being written.
    fn overtaken(&mut self, changes: &[Change]) -> Result<DatabaseError, DatabaseError> {
        for Change { id, number, entry } in changes {
            let versions = self.backend.versions(id)?;
            let Some(latest) = versions.last().filter(|latest| latest.number >= *number) else { continue };
            let Some(read) = versions.iter().find(|version| version.number + 1 == *number) else {
                return Ok(DatabaseError::Present { ids: vec![id.clone()] });
            };
            let mine = entry.as_ref().map(|entry| entry.text.as_str());
            return Ok(DatabaseError::Conflict(Box::new(Conflict::new(id, read, mine, latest))));
        }
        let reason = "another change came between; try again".to_owned();
        Ok(DatabaseError::Failed { doing: "write", name: self.name.clone(), reason })
    }
}

/// What is in a database went through Comity, so that a fault in it is nothing that whoever asks has done.
fn unreadable(name: &str, fault: &RegistryError) -> DatabaseError {
    DatabaseError::Failed { doing: "read", name: name.to_owned(), reason: fault.to_string() }
}

fn checked(signed: Signed) -> Result<(), DatabaseError> {
    let missing =
        [("name", signed.by), ("reason", signed.why)].into_iter().find(|(_, text)| text.trim().is_empty());
    missing.map_or(Ok(()), |(what, _)| Err(DatabaseError::Unsigned { what }))
}

/// The version that a measure becomes, whose TOML is `text`.
fn change(
    registry: &Registry,
    measure: &Measure,
    text: String,
    number: u32,
) -> Result<Change, DatabaseError> {
    if measure.id.chars().any(char::is_control) {
        return Err(DatabaseError::BadId { id: measure.id.clone() });
    }
    let mut words: [Vec<String>; 4] = Default::default();
    for (word, weight) in registry.words(measure) {
        // Weights are 4, 3, 2 and 1.
        let class = (4.0 - weight).clamp(0.0, 3.0) as usize;
        words[class].push(word);
    }
    // PostgreSQL has no text with this sign in it.
    let shown = |text: &str| text.replace('\0', "\u{fffd}");
    let found = Found {
        id: measure.id.clone(),
        jurisdiction: shown(&measure.jurisdiction),
        title: shown(&measure.title),
        official_ref: shown(&measure.official_ref),
        status: measure.status.word().to_owned(),
    };
    Ok(Change { id: measure.id.clone(), number, entry: Some(Entry { text, found, words }) })
}
