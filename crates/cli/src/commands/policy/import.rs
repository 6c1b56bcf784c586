//! `comity policy import`.

use super::Common;
use crate::errors::Failure;
use crate::output::{csv, print, wrapped};
use clap::Args;
use comity_policy::import::{
    Decisions, Import, Mapping, Problem, Table, duplicates_table, import, measure_files, refused_table,
};
use comity_policy::{Date, Measure};
use comity_registry::{Put, Signed};
use std::fs;
use std::path::{Path, PathBuf};

/// How many rows that were refused are shown; all are in the file.
const SHOWN: usize = 10;

#[derive(Debug, Args)]
pub struct ImportArgs {
    /// The table: CSV (commas, semicolons or tabs), or a list of records in JSON
    file: PathBuf,
    /// Whose table it is: oecd, dpa (Digital Policy Alert), agora, eping; or csv, with a mapping of your own
    #[arg(long, value_name = "SOURCE", default_value = "csv")]
    from: String,
    /// What its columns and words mean (docs/import.md), instead of the mapping that ships
    #[arg(long, value_name = "MAPPING.toml")]
    mapping: Option<PathBuf>,
    /// Write the new measures, as a registry, and what is left to decide into this folder; without it, only say what would be
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// The duplicates.csv of an earlier import of this file, with `new` or `same` in the column `decision`
    #[arg(long, value_name = "duplicates.csv")]
    decided: Option<PathBuf>,
    /// The day on which the table was taken from its source, for `coded_on`
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    on: Option<Date>,
    /// Put the new measures into the database that --registry names, in this name
    #[arg(long, value_name = "NAME", requires = "registry")]
    by: Option<String>,
    /// The reason, for those who read the history
    #[arg(long, value_name = "REASON", requires = "by")]
    why: Option<String>,
    #[command(flatten)]
    common: Common,
}

pub fn run(args: &ImportArgs) -> Result<(), Failure> {
    if let Some(folder) = args.out.as_ref().filter(|folder| folder.exists()) {
        let message = format!("`{}` is already there", folder.display());
        return Err(
            Failure::new(message).with_hint("choose a folder that is not, so that nothing in it is lost")
        );
    }
    let mapping = match &args.mapping {
        Some(path) => Mapping::read(&path.display().to_string(), &String::from_utf8_lossy(&bytes(path)?))?,
        None if args.from == "csv" => {
            return Err(Failure::new("what the columns of the table mean is not known").with_hint(
                "name its source, --from oecd, dpa, agora or eping, or write a mapping: docs/import.md shows one",
            ));
        }
        None => Mapping::embedded(&args.from)?,
    };
    let decided = match &args.decided {
        Some(path) => Decisions::read(&table(path)?)?,
        None => Decisions::default(),
    };
    let table = table(&args.file)?;
    let mut import = import(&table, &mapping, args.common.registry()?, &decided)?;
    for imported in &mut import.new {
        imported.measure.coded_on = args.on;
    }
    if let Some(folder) = &args.out {
        write(folder, &import, &mapping, &table.path)?;
    }
    let stored = match &args.by {
        Some(by) => store(args, by, &import, &mapping)?,
        None => String::new(),
    };
    print(format_args!("{}{stored}", said(&import, &table.path, args.out.as_deref())))?;
    for note in &import.notes {
        eprintln!("warning: {note}");
    }
    if import.rows > 0 && import.refused_rows == import.rows {
        let message = format!("all {} rows of `{}` were refused", import.rows, table.path);
        return Err(
            Failure::new(message).with_hint("the first problems above say why; is it the right --from?")
        );
    }
    Ok(())
}

/// Puts the new measures into the database, all or none, and says so.
fn store(args: &ImportArgs, by: &str, import: &Import, mapping: &Mapping) -> Result<String, Failure> {
    let Some(mut database) = args.common.database()? else {
        return Err(Failure::new("a folder of measures keeps no names").with_hint(
            "leave out --by and write files with --out, or name a database: `comity policy init` makes one",
        ));
    };
    let measures: Vec<Measure> = import.new.iter().map(|imported| imported.measure.clone()).collect();
    let why = args.why.clone().unwrap_or_else(|| format!("imported from {}", mapping.source()));
    let Put { added, .. } = database.add(&measures, Signed { by, why: &why })?;
    Ok(format!("\n{added} put into {}\n", database.name()))
}

fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|reason| Failure::new(format!("cannot read `{}`\n  {reason}", path.display())))
}

fn table(path: &Path) -> Result<Table, Failure> {
    Ok(Table::read(&path.display().to_string(), &bytes(path)?)?)
}

/// Writes everything under a temporary name first, so that a folder with the name that was asked for is whole.
fn write(folder: &Path, import: &Import, mapping: &Mapping, path: &str) -> Result<(), Failure> {
    let failed =
        |reason: std::io::Error| Failure::new(format!("cannot write `{}`\n  {reason}", folder.display()));
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let temporary = folder.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
    let mut files: Vec<(PathBuf, String)> = measure_files(import, mapping, path)
        .into_iter()
        .map(|(name, content)| (Path::new("measures").join(name), content))
        .collect();
    files.push((PathBuf::from("refused.csv"), csv(refused_table(import))?));
    files.push((PathBuf::from("duplicates.csv"), csv(duplicates_table(import))?));
    let written = fs::create_dir_all(temporary.join("measures"))
        .and_then(|()| files.iter().try_for_each(|(name, content)| fs::write(temporary.join(name), content)))
        .and_then(|()| fs::rename(&temporary, folder));
    written.map_err(|reason| {
        // Failing to tidy up after a failure must not hide it.
        let _ = fs::remove_dir_all(&temporary);
        failed(reason)
    })
}

fn said(import: &Import, path: &str, folder: Option<&Path>) -> String {
    let mut text = format!("{path}: {} rows\n", import.rows);
    let place =
        |name: &str| folder.map_or(String::new(), |folder| format!(": {}", folder.join(name).display()));
    let mut line = |count: usize, what: &str, place: String| {
        if count > 0 {
            text += &format!("{count:>8} {what}{place}\n");
        }
    };
    line(import.new.len(), "new", place("measures"));
    line(
        import.held.len(),
        "held back: they look like a measure that is there, or like a row above",
        place("duplicates.csv"),
    );
    line(import.same, "in the registry already, as was decided", String::new());
    line(import.left_out.len(), "left out: no measures", place("refused.csv"));
    line(import.refused_rows, "refused", place("refused.csv"));
    if let Some(first) = import.duplicates.first() {
        let place = first.existing_row.map_or_else(String::new, |row| format!(", row {row}"));
        let what = format!(
            "row {}, {}, looks like `{}`{place}: {} ({}). Write new or same beside each in duplicates.csv, and give it back with --decided.",
            first.row, first.title, first.existing, first.existing_title, first.why
        );
        text += &format!("\nFor example, {}\n", wrapped(&what, 0));
    }
    if !import.refused.is_empty() {
        text += "\nRefused\n";
        for Problem { row, column, value, problem, remedy } in import.refused.iter().take(SHOWN) {
            let column = if column.is_empty() { String::new() } else { format!(", column `{column}`") };
            let value = if value.is_empty() || problem.contains(value.as_str()) {
                String::new()
            } else {
                format!(" (`{value}`)")
            };
            text += &format!(
                "  row {row}{column}: {}\n      {}\n",
                wrapped(&format!("{problem}{value}"), 6),
                wrapped(remedy, 6)
            );
        }
        if import.refused.len() > SHOWN {
            text += &format!("  and {} more{}\n", import.refused.len() - SHOWN, place("refused.csv"));
        }
    }
    text
}
