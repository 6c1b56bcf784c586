//! Measures as files of a registry, and what is left to a person as tables.

use super::{Duplicate, Import, Imported, Mapping, Problem};
use crate::measure::Measure;
use std::collections::BTreeMap;
use std::fmt::Write;
use toml::Value;

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
        let _ = write!(file, "\n# row {row}\n{}", toml(measure));
    }
    let name = |jurisdiction: &str| format!("{}-{jurisdiction}.toml", mapping.prefix());
    files.into_iter().map(|(jurisdiction, content)| (name(jurisdiction), content)).collect()
}

/// A measure as a file of the registry has it.
fn toml(measure: &Measure) -> String {
    let mut toml = String::from("[[measure]]\n");
    text(&mut toml, "id", &measure.id);
    text(&mut toml, "jurisdiction", &measure.jurisdiction);
    text(&mut toml, "subnational", &measure.subnational);
    text(&mut toml, "title", &measure.title);
    text(&mut toml, "official_ref", &measure.official_ref);
    for (key, date) in [
        ("introduced", measure.introduced),
        ("adopted", measure.adopted),
        ("in_force", measure.in_force),
        ("applies_from", measure.applies_from),
        ("lapsed_or_revoked", measure.lapsed_or_revoked),
    ] {
        if let Some(date) = date {
            let _ = writeln!(toml, "{key} = {date}");
        }
    }
    text(&mut toml, "status", measure.status.word());
    text(&mut toml, "binding", measure.binding.word());
    text(&mut toml, "kind", &measure.kind);
    for (key, list) in [("sectors", &measure.sectors), ("standards", &measure.standards)] {
        if !list.is_empty() {
            let _ = writeln!(toml, "{key} = {}", Value::from(list.clone()));
        }
    }
    text(&mut toml, "summary", &measure.summary);
    text(&mut toml, "max_penalty", &measure.max_penalty);
    text(&mut toml, "source_url", &measure.source_url);
    text(&mut toml, "read_at", &measure.read_at);
    toml += "url_seen = false\n";
    text(&mut toml, "confidence", &measure.confidence);
    text(&mut toml, "basis", &measure.basis);
    text(&mut toml, "notes", &measure.notes);
    text(&mut toml, "coded_by", &measure.coded_by);
    if let Some(date) = measure.coded_on {
        let _ = writeln!(toml, "coded_on = {date}");
    }
    if !measure.features.is_empty() {
        toml += "[measure.features]\n";
        for required in &measure.features {
            let _ = writeln!(toml, "{} = {}", required.feature, required.level);
        }
    }
    toml
}

fn text(toml: &mut String, key: &str, text: &str) {
    if !text.is_empty() {
        let _ = writeln!(toml, "{key} = {}", Value::String(text.to_owned()));
    }
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
