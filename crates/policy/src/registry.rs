//! All measures, with the features and jurisdictions that they speak of.

use crate::date::Date;
use crate::diagnostic::Fault;
use crate::error::RegistryError;
use crate::jurisdictions::{Jurisdiction, Jurisdictions, Kind};
use crate::measure::Measure;
use crate::nearest;
use crate::read::{Known, measures};
use crate::taxonomy::Taxonomy;
use crate::toml_text::Text;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The name of the file that says what measures can require.
pub const TAXONOMY: &str = "taxonomy.toml";
/// The name of the file that says whose measures there are.
pub const JURISDICTIONS: &str = "jurisdictions.toml";

/// The files that ship, by name.
static EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// What ships, once read.
static SHIPPED: LazyLock<Result<Registry, RegistryError>> =
    LazyLock::new(|| Registry::of(&Registry::embedded_files()));

/// All measures, with the features and jurisdictions that they speak of.
#[derive(Debug, Clone, PartialEq)]
pub struct Registry {
    /// What measures can require.
    pub taxonomy: Taxonomy,
    /// Whose measures there are.
    pub jurisdictions: Jurisdictions,
    /// The measures, by file and in the order of each.
    pub measures: Vec<Measure>,
}

impl Registry {
    /// The registry that ships inside the program.
    ///
    /// # Errors
    /// A file of it is broken, which tests exclude.
    pub fn embedded() -> Result<&'static Self, RegistryError> {
        SHIPPED.as_ref().map_err(Clone::clone)
    }

    /// The files of the registry that ships, each with its name and content.
    pub fn embedded_files() -> Vec<(String, String)> {
        let file = |&(name, content): &(&str, &str)| (format!("assets/policy/{name}"), content.to_owned());
        EMBEDDED.iter().map(file).collect()
    }

    /// Reads a folder: `taxonomy.toml`, `jurisdictions.toml`, and files of measures in `measures`. Of the first two, what is
    /// missing is as in the registry that ships.
    ///
    /// # Errors
    /// A file cannot be read, or something in it is wrong: the error shows the line.
    pub fn read(folder: &Path) -> Result<Self, RegistryError> {
        Self::of(&Self::files(folder)?)
    }

    /// The files of a folder that make up a registry, each with its name and content.
    ///
    /// # Errors
    /// One cannot be read.
    pub fn files(folder: &Path) -> Result<Vec<(String, String)>, RegistryError> {
        let measures = folder.join("measures");
        let mut paths = Vec::new();
        for entry in fs::read_dir(&measures).map_err(|reason| failed(&measures, &reason))? {
            let path = entry.map_err(|reason| failed(&measures, &reason))?.path();
            if path.extension().is_some_and(|extension| extension == "toml") {
                paths.push(path);
            }
        }
        paths.extend(
            [TAXONOMY, JURISDICTIONS].map(|name| folder.join(name)).into_iter().filter(|path| path.exists()),
        );
        paths.sort();
        let read = |path: &PathBuf| Ok((path.display().to_string(), text(path)?));
        paths.iter().map(read).collect()
    }

    /// The registry that files make up, each with its name and content. Those that are not called `taxonomy.toml` or
    /// `jurisdictions.toml` have measures; where these two are missing, they are as in the registry that ships.
    ///
    /// # Errors
    /// Something in a file is wrong: the error shows the line.
    pub fn of(files: &[(String, String)]) -> Result<Self, RegistryError> {
        let [taxonomy, jurisdictions] = about(files);
        let mut registry = Self {
            taxonomy: Taxonomy::read(taxonomy)?,
            jurisdictions: Jurisdictions::read(jurisdictions)?,
            measures: Vec::new(),
        };
        let of_measures =
            files.iter().filter(|(path, _)| ![TAXONOMY, JURISDICTIONS].iter().any(|name| called(path, name)));
        registry.measures = registry.parse(of_measures)?;
        Ok(registry)
    }

    /// The texts about features and about jurisdictions among files of a registry, each with its name; what is missing is as in the
    /// registry that ships.
    pub fn about(files: &[(String, String)]) -> [(String, String); 2] {
        let [taxonomy, jurisdictions] = about(files).map(|text| text.content.to_owned());
        [(TAXONOMY.to_owned(), taxonomy), (JURISDICTIONS.to_owned(), jurisdictions)]
    }

    /// The measures of files, each with its name and content, checked against the features and jurisdictions of this registry, of
    /// which they do not become a part.
    ///
    /// # Errors
    /// Something in a file is wrong, or an id is there twice: the error shows the line.
    pub fn parse<'a>(
        &self,
        files: impl IntoIterator<Item = &'a (String, String)>,
    ) -> Result<Vec<Measure>, RegistryError> {
        let known = Known { taxonomy: &self.taxonomy, jurisdictions: &self.jurisdictions };
        let mut all: Vec<Measure> = Vec::new();
        let mut first: HashMap<String, &str> = HashMap::new();
        for (path, content) in files {
            let text = Text { path, content };
            for (measure, span) in measures(text, known)? {
                if let Some(other) = first.insert(measure.id.clone(), path) {
                    let message = format!("the id `{}` is there twice, first in {other}", measure.id);
                    return Err(
                        text.error(Fault::at(span, message).hint("give each measure an id of its own"))
                    );
                }
                all.push(measure);
            }
        }
        Ok(all)
    }

    /// The day to which it is kept.
    pub fn as_of(&self) -> Date {
        self.taxonomy.as_of
    }

    /// The measure with an id.
    ///
    /// # Errors
    /// There is none; the error has the nearest.
    pub fn measure(&self, id: &str) -> Result<&Measure, RegistryError> {
        self.measures.iter().find(|measure| measure.id == id).ok_or_else(|| RegistryError::Unknown {
            what: "measure",
            word: id.to_owned(),
            hint: nearest::did_you_mean(
                id,
                self.measures.iter().map(|one| (one.id.as_str(), one.title.as_str())),
            )
            .or_else(|| {
                Some(
                    "`comity policy search WORDS` finds measures; --registry reads a registry of your own"
                        .to_owned(),
                )
            }),
        })
    }

    /// The economy or union with a code, whose rules can be asked for.
    ///
    /// # Errors
    /// There is none; the error has the nearest.
    pub fn ruler(&self, code: &str) -> Result<&Jurisdiction, RegistryError> {
        let found = self.jurisdictions.find(code);
        found.filter(|one| matches!(one.kind, Kind::Economy | Kind::Union)).ok_or_else(|| {
            let hint = match found {
                Some(one) if one.kind == Kind::FederalUnit => {
                    Some(format!("{} is a part of {}: name that", one.name, one.part_of))
                }
                Some(one) => {
                    Some(format!("{} is no economy, and no union whose law is its members'", one.name))
                }
                None => self.jurisdictions.hint(code).or_else(|| {
                    Some(
                        "codes are those of ISO 3166 alpha-3, such as KOR; `EU` is the European Union"
                            .to_owned(),
                    )
                }),
            };
            RegistryError::Unknown { what: "economy", word: code.to_owned(), hint }
        })
    }
}

/// The texts about features and about jurisdictions.
fn about(files: &[(String, String)]) -> [Text<'_>; 2] {
    [TAXONOMY, JURISDICTIONS].map(|name| {
        let files = files.iter().map(|(path, content)| Text { path, content });
        let shipped = EMBEDDED.iter().map(|&(path, content)| Text { path, content });
        files.chain(shipped).find(|text| called(text.path, name)).unwrap_or(Text { path: "", content: "" })
    })
}

/// Whether a file has this name, in whatever folder.
fn called(path: &str, name: &str) -> bool {
    Path::new(path).file_name().is_some_and(|file| file == name)
}

fn text(path: &Path) -> Result<String, RegistryError> {
    fs::read_to_string(path).map_err(|reason| failed(path, &reason))
}

fn failed(path: &Path, reason: &std::io::Error) -> RegistryError {
    RegistryError::Read { path: path.display().to_string(), reason: reason.to_string() }
}
