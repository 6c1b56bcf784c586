//! The parameters that ship, one file a topic in `assets/parameters`.

use super::parameter::{Parameter, Shape, Source, Status};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

macro_rules! topics {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../../../assets/parameters/", $name, ".toml")))),+]
    };
}

/// Name and text of each topic.
const TOPICS: &[(&str, &str)] = topics![
    "adoption",
    "readiness",
    "productivity",
    "trade_costs",
    "data_flows",
    "trust",
    "regulation",
    "ai_goods",
    "firms",
    "skills",
    "growth",
];

const SCHOOLS: &str = include_str!("../../../../assets/parameters/schools.toml");

/// What parameters of one kind are about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Topic {
    /// The first part of its parameters' ids.
    pub name: &'static str,
    /// What they have in common.
    pub about: String,
}

/// A view of what artificial intelligence can do: values that a named school of economists would set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct School {
    /// What scenarios call it.
    pub name: String,
    /// What it holds, in one sentence.
    pub about: String,
    /// The values.
    #[serde(default, rename = "set")]
    pub sets: Vec<Set>,
}

/// The value that a school sets one parameter to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = SchoolValue))]
pub struct Set {
    /// Of which parameter.
    pub id: String,
    /// To what.
    pub value: f64,
    /// The smallest value to reckon with.
    pub low: f64,
    /// The largest value to reckon with.
    pub high: f64,
    /// How draws spread between the two.
    #[serde(rename = "distribution")]
    pub shape: Shape,
    /// How well its source is known.
    pub status: Status,
    /// Why this value.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Where it is from.
    #[serde(default, rename = "source", skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
}

/// Everything that ships.
#[derive(Debug, Default)]
pub(super) struct Library {
    pub topics: Vec<Topic>,
    /// In the order of topics and of their files.
    pub parameters: Vec<Parameter>,
    /// Places in `parameters`, by id.
    order: Vec<usize>,
    /// For each of `parameters` the place of the number that multiplies its entries: the one called `ID.scale`.
    scales: Vec<Option<usize>>,
    pub schools: Vec<School>,
}

/// A file that ships and is broken leaves an empty library; a test reads each.
pub(super) static LIBRARY: LazyLock<Library> = LazyLock::new(|| Library::read().unwrap_or_default());

impl Library {
    fn read() -> Result<Self, String> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct File {
            about: String,
            parameter: Vec<Parameter>,
        }
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Schools {
            school: Vec<School>,
        }
        let mut library = Self::default();
        for &(name, text) in TOPICS {
            let file: File = toml::from_str(text).map_err(|error| format!("{name}.toml: {error}"))?;
            library.topics.push(Topic { name, about: file.about });
            library.parameters.extend(file.parameter);
        }
        let schools: Schools = toml::from_str(SCHOOLS).map_err(|error| format!("schools.toml: {error}"))?;
        library.schools = schools.school;
        library.order = (0..library.parameters.len()).collect();
        library.order.sort_by(|&a, &b| library.parameters[a].id.cmp(&library.parameters[b].id));
        let scales = library.parameters.iter().map(|table| library.place(&scale_of(&table.id)));
        library.scales = scales.collect();
        Ok(library)
    }

    /// The place of the number that multiplies all entries of a table.
    pub fn scale(&self, place: usize) -> Option<usize> {
        self.scales.get(place).copied().flatten()
    }

    /// The place of a parameter.
    pub fn place(&self, id: &str) -> Option<usize> {
        let found = self.order.binary_search_by(|&at| self.parameters[at].id.as_str().cmp(id));
        found.ok().map(|at| self.order[at])
    }
}

/// The id of the number that multiplies all entries of a table.
pub(super) fn scale_of(id: &str) -> String {
    format!("{id}.scale")
}

/// Whether the topic's file has the line `id = "ID"`, by reading its text: this runs while the program is compiled.
pub(super) const fn holds(id: &str) -> bool {
    let id = id.as_bytes();
    let mut topic = 0;
    while topic < TOPICS.len() {
        let (name, text) = TOPICS[topic];
        if at(id, 0, name.as_bytes()) && at(id, name.len(), b".") {
            return has_line(text.as_bytes(), id);
        }
        topic += 1;
    }
    false
}

const fn has_line(text: &[u8], id: &[u8]) -> bool {
    const BEGIN: &[u8] = b"\nid = \"";
    let mut from = 0;
    while from < text.len() {
        if text[from] == b'\n' && at(text, from, BEGIN) {
            let start = from + BEGIN.len();
            if at(text, start, id) && at(text, start + id.len(), b"\"") {
                return true;
            }
        }
        from += 1;
    }
    false
}

/// Whether `text` has `part` at a place.
const fn at(text: &[u8], place: usize, part: &[u8]) -> bool {
    let mut i = 0;
    while i < part.len() {
        if place + i >= text.len() || text[place + i] != part[i] {
            return false;
        }
        i += 1;
    }
    true
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_file_is_read() {
        let library = Library::read().unwrap();
        let mut ids = HashSet::new();
        for parameter in &library.parameters {
            let id = parameter.id.as_str();
            assert!(ids.insert(id), "{id} is there twice");
            assert!(holds(id), "{id} is in another file than its topic's, or not written as `id = \"{id}\"`");
            assert_eq!(library.parameters[library.place(id).unwrap()].id, id);
        }
        assert!(!holds("productivity.savin") && !holds("productivity.saving.") && !holds("saving"));
    }
}
