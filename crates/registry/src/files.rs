//! Any registry as the files it consists of.

use crate::address::Address;
use crate::database::Database;
use crate::error::DatabaseError;
use comity_policy::{JURISDICTIONS, Registry, TAXONOMY};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

/// The files of the registry at an address, each with its name and content.
///
/// # Errors
/// There is none, or it cannot be read.
pub fn of(address: &str) -> Result<Vec<(String, String)>, DatabaseError> {
    match Address::of(address) {
        Address::Folder(folder) => Ok(Registry::files(&folder)?),
        _ => Database::open(address)?.files(),
    }
}

/// Files of measures, one a jurisdiction, in the order in which they are read.
pub(crate) fn by_jurisdiction<'a>(
    measures: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> impl Iterator<Item = (String, String)> {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    for (jurisdiction, text) in measures {
        let file = files.entry(format!("measures/{}.toml", file_name(jurisdiction))).or_default();
        if !file.is_empty() {
            file.push('\n');
        }
        *file += text;
    }
    files.into_iter()
}

/// Writes files of a registry into a folder, which then is one that [`Registry::read`] reads as the same: measures by jurisdiction,
/// and the files about features and jurisdictions as they are. Says how many measures there are.
///
/// # Errors
/// Something in the files is wrong, the folder has something in it already, or it cannot be written.
pub fn export(files: &[(String, String)], folder: &Path) -> Result<usize, DatabaseError> {
    let name = folder.display().to_string();
    let registry = Registry::of(files)?;
    if folder.exists() && !fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none()) {
        return Err(DatabaseError::Exists { name });
    }
    let texts: Vec<String> = registry.measures.iter().map(comity_policy::Measure::to_toml).collect();
    let measures = registry.measures.iter().zip(&texts);
    let mut written: Vec<(String, String)> =
        by_jurisdiction(measures.map(|(measure, text)| (measure.jurisdiction.as_str(), text.as_str())))
            .collect();
    for about in [TAXONOMY, JURISDICTIONS] {
        let called =
            |(path, _): &&(String, String)| Path::new(path).file_name().is_some_and(|file| file == about);
        written.extend(files.iter().find(called).map(|(_, content)| (about.to_owned(), content.clone())));
    }
    write(&written, folder).map_err(|reason| DatabaseError::Failed {
        doing: "write",
        name,
        reason: reason.to_string(),
    })?;
    Ok(texts.len())
}

/// All files or none: they get a temporary folder first, which is then renamed.
fn write(files: &[(String, String)], folder: &Path) -> io::Result<()> {
    let mut partial = folder.as_os_str().to_owned();
    partial.push(".partial");
    let partial = Path::new(&partial);
    if partial.exists() {
        fs::remove_dir_all(partial)?;
    }
    fs::create_dir_all(partial.join("measures"))?;
    for (name, content) in files {
        fs::write(partial.join(name), content)?;
    }
    if folder.exists() {
        fs::remove_dir(folder)?;
    }
    fs::rename(partial, folder)
}

/// The code of a jurisdiction as the name of a file, whatever signs it has.
fn file_name(code: &str) -> String {
    let plain = |sign: char| if sign.is_ascii_alphanumeric() || sign == '-' { sign } else { '_' };
    let name: String = code.chars().map(plain).collect();
    // Files with these names, in any folder, are about something else.
    if name == "taxonomy" || name == "jurisdictions" { name + "_" } else { name }
}
