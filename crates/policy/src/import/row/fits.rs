//! Whether a mapping fits the table that it is for, and the registry that measures go into.

use super::meanings::parsed;
use super::{BASIS, CONFIDENCE, Reader};
use crate::diagnostic::Fault;
use crate::error::RegistryError;
use crate::import::mapping::Field;
use crate::measure::{Binding, Status};
use crate::nearest;
use crate::scopes::Scopes;
use crate::taxonomy::HIGHEST;

impl Reader<'_> {
    /// A field of which no column is there is a mapping for another table, unless it is optional.
    pub(super) fn check_columns(&self) -> Result<(), RegistryError> {
        let raw = &self.mapping.raw;
        for field in [Field::Title, Field::Jurisdiction] {
            let Some(columns) = raw.columns.get(&field) else { continue };
            if columns.get_ref().all().iter().any(|column| self.cells.has(column)) {
                continue;
            }
            let wanted = columns.get_ref().all();
            let table = self.cells.table();
            let message = format!("`{}` has no column `{}`", table.path, wanted.join("` or `"));
            let near = wanted
                .first()
                .map(|wanted| nearest::one_of(wanted, table.columns.iter().map(String::as_str)));
            let fault = Fault::at(columns.span(), message);
            return Err(self.mapping.error(match near {
                Some(near) => fault.hint(near),
                None => fault.hint("name the column that has it"),
            }));
        }
        Ok(())
    }

    /// What the mapping can write must be words of the taxonomy.
    pub(super) fn check_words(&self) -> Result<(), RegistryError> {
        let taxonomy = &self.registry.taxonomy;
        for (key, word, has) in [
            ("confidence", CONFIDENCE, taxonomy.confidence.contains_key(CONFIDENCE)),
            ("basis", BASIS, taxonomy.bases.is_empty() || taxonomy.bases.contains_key(BASIS)),
        ] {
            if !has {
                let hint = format!(
                    "give [{key}] in taxonomy.toml the word `{word}`: imported measures are marked with it"
                );
                return Err(RegistryError::Unknown {
                    what: "word of the taxonomy",
                    word: word.to_owned(),
                    hint: Some(hint),
                });
            }
        }
        let raw = &self.mapping.raw;
        for (field, words) in &raw.words {
            for word in words.values() {
                self.known(*field, word.get_ref()).map_err(|(problem, remedy)| {
                    self.mapping.error(Fault::at(word.span(), problem).hint(remedy))
                })?;
            }
        }
        for rule in &raw.feature {
            if taxonomy.feature(rule.feature.get_ref()).is_none() {
                return Err(self.mapping.error(taxonomy.unknown_feature(&rule.feature)));
            }
            for level in [&rule.hard, &rule.soft] {
                if *level.get_ref() > HIGHEST {
                    let fault = Fault::at(level.span(), format!("the level is {}", level.get_ref()));
                    return Err(self.mapping.error(fault.hint("levels go from 0 to 3")));
                }
            }
        }
        Ok(())
    }

    /// Whether a field can have a word; the nearest where it cannot.
    pub(super) fn known(&self, field: Field, word: &str) -> Result<(), (String, String)> {
        let one_of = |words: &[&str]| {
            (format!("`{word}` is no {}", field.word()), nearest::one_of(word, words.iter().copied()))
        };
        match field {
            Field::Status => parsed::<Status>(word)
                .map(|_| ())
                .ok_or_else(|| one_of(&["in_force", "adopted", "proposed", "repealed", "lapsed"])),
            Field::Binding => {
                parsed::<Binding>(word).map(|_| ()).ok_or_else(|| one_of(&["hard", "soft", "bill"]))
            }
            Field::Kind => {
                let kinds = &self.registry.taxonomy.kinds;
                let words: Vec<&str> = kinds.keys().map(String::as_str).collect();
                if kinds.is_empty() || kinds.contains_key(word) { Ok(()) } else { Err(one_of(&words)) }
            }
            Field::Sectors if Scopes::embedded().knows(word) => Ok(()),
            Field::Sectors => {
                Err((format!("`{word}` is no word for whom a measure covers"), Scopes::embedded().hint(word)))
            }
            Field::Jurisdiction => self.places.find(word).map(|_| ()),
            _ => Ok(()),
        }
    }
}
