//! Measures out of tables that others publish.
//!
//! An importer is a file, not code: a [`Mapping`] says which column of a table is which field of a measure and what its
//! words mean. Those of known trackers ship in `assets/policy/import`, in the form that users write for tables of their own.
//!
//! | module | what it does, in the order in which data passes through |
//! |---|---|
//! | `table`, `json` | a file, whatever its bytes, as rows of text |
//! | `mapping` | what columns and words mean |
//! | `plain` | text without capitals and accents, for comparing |
//! | `cell`, `days`, `dates`, `places` | cells by what the mapping calls them, as days and as economies |
//! | `row` | a row as a measure, or everything that is wrong with it |
//! | `likeness`, `duplicates` | which rows look like a measure that is there already |
//! | `write` | measures as files of a registry, and what is left to a person as tables |
//!
//! Nothing is lost in silence: each row becomes new, held back as a likely duplicate, refused or left out, and says why.

mod cell;
mod dates;
mod days;
mod duplicates;
mod json;
mod likeness;
mod mapping;
mod places;
mod plain;
mod row;
mod table;
mod write;

pub use duplicates::{Decisions, Duplicate};
pub use mapping::Mapping;
pub use row::{Imported, Problem};
pub use table::Table;
pub use write::{duplicates_table, measure_files, refused_table};

use crate::error::RegistryError;
use crate::registry::Registry;
use row::{Outcome, Reader};
use thiserror::Error;

/// A table that cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{message}")]
pub struct TableError {
    message: String,
    hint: String,
}

impl TableError {
    fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: hint.into() }
    }

    /// What the user can do about it.
    pub fn hint(&self) -> &str {
        &self.hint
    }
}

/// What became of the rows of a table. Every row is in exactly one of the lists of measures and rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Import {
    /// How many rows the table has.
    pub rows: usize,
    /// Measures that nothing in the registry or further up in the table looks like.
    pub new: Vec<Imported>,
    /// Measures that look like another, which a person is to decide on.
    pub held: Vec<Imported>,
    /// What each of those looks like, the most alike first.
    pub duplicates: Vec<Duplicate>,
    /// Measures that a person said are in the registry already.
    pub same: usize,
    /// What is wrong with the rows that are no measures, row by row.
    pub refused: Vec<Problem>,
    /// How many rows that is.
    pub refused_rows: usize,
    /// Rows that the mapping leaves out, and why.
    pub left_out: Vec<Problem>,
    /// What else to know, a sentence each.
    pub notes: Vec<String>,
}

/// Reads the rows of a table as measures and sets apart those that look like a measure of the registry or like a row above.
///
/// # Errors
/// The mapping has a word that the registry's taxonomy lacks, or names no column that the table has.
pub fn import(
    table: &Table,
    mapping: &Mapping,
    registry: &Registry,
    decided: &Decisions,
) -> Result<Import, RegistryError> {
    let reader = Reader::new(table, mapping, registry)?;
    let mut measures: Vec<Imported> = Vec::new();
    let mut import = Import {
        rows: table.rows.len(),
        new: Vec::new(),
        held: Vec::new(),
        duplicates: Vec::new(),
        same: 0,
        refused: Vec::new(),
        refused_rows: 0,
        left_out: Vec::new(),
        notes: table.notes.clone(),
    };
    for row in &table.rows {
        match reader.read(row) {
            Outcome::Measure(measure) => measures.push(*measure),
            Outcome::LeftOut(why) => import.left_out.push(why),
            Outcome::Refused(problems) => {
                import.refused_rows += 1;
                import.refused.extend(problems);
            }
        }
    }
    import.notes.extend(reader.notes());
    duplicates::sort(measures, registry, decided, &mut import);
    let bare = import.new.iter().filter(|one| one.measure.features.is_empty()).count();
    if bare > 0 {
        import.notes.push(format!(
            "{bare} of {} new measures have no features, because the source gives none: they count nothing in distances \
             until somebody codes them",
            import.new.len()
        ));
    }
    Ok(import)
}
