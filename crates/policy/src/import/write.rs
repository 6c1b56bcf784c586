//! Measures as files of a registry, and what is left to a person as tables.

use super::{Duplicate, Import, Imported, Mapping, Problem};
use std::collections::BTreeMap;
use std::fmt::Write;

/// A file of measures for each jurisdiction: name and content. `path` is the table that they come from.
pub fn measure_files(import: &Import, mapping: &Mapping, path: &str) -> Vec<(String, String)> {
    let mut files: BTreeMap<&str, String> = BTreeMap::new();
    for Imported { measure, row, .. } in &import.new {
        let file = files.entry(&measure.jurisdiction).or_insert_with(|| {
            format!(
                "# {}: measures of {}, imported from {}. Nobody here has read them: see what each says, correct it, give it the\n\
                 # features that it requires, and then change `basis` and `confidence`.\n",
                measure.jurisdiction,
                mapping.source(),
                path.rsplit(['/', '\\']).next().unwrap_or(path),
            )
        });
        let _ = write!(file, "\n# row {row}\n{}", measure.to_toml());
    }
    let name = |jurisdiction: &str| format!("{}-{jurisdiction}.toml", mapping.prefix());
    files.into_iter().map(|(jurisdiction, content)| (name(jurisdiction), content)).collect()
}

/// The rows that were refused or left out, each problem a row, under a header.
pub fn refused_table(import: &Import) -> Vec<[String; 5]> {
    let header = ["row", "column", "value", "problem", "remedy"].map(str::to_owned);
    let row = |problem: &Problem| {
        let Problem { row, column, value, problem, remedy } = problem;
        [row.to_string(), column.clone(), value.clone(), problem.clone(), remedy.clone()]
    };
    std::iter::once(header).chain(import.refused.iter().chain(&import.left_out).map(row)).collect()
}

/// The rows that look like others, under a header, with an empty column for what a person decides: `new` or `same`.
pub fn duplicates_table(import: &Import) -> Vec<[String; 9]> {
    let header = ["row", "id", "title", "existing", "existing_title", "where", "likeness", "why", "decision"];
    let row = |duplicate: &Duplicate| {
        let Duplicate { row, id, title, existing, existing_title, existing_row, likeness, why } = duplicate;
        let place = existing_row.map_or_else(|| "registry".to_owned(), |row| format!("row {row}"));
        let likeness = format!("{likeness:.2}");
        let [row, decision] = [row.to_string(), String::new()];
        let texts = [id, title, existing, existing_title].map(Clone::clone);
        let [id, title, existing, existing_title] = texts;
        [row, id, title, existing, existing_title, place, likeness, why.clone(), decision]
    };
    std::iter::once(header.map(str::to_owned)).chain(import.duplicates.iter().map(row)).collect()
}
