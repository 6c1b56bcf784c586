//! `comity policy edit`.

use super::add::read;
use super::own::{By, Own};
use crate::errors::Failure;
use crate::output::print;
use clap::Args;
use comity_registry::fields::{self, differences};

#[derive(Debug, Args)]
#[command(disable_version_flag = true)] // `--version` names one of the measure
pub struct EditArgs {
    /// The measure's id
    id: String,
    /// A field and its new value, such as in_force=2027-01-01 or features.penalties=2; nothing after the sign takes it out
    #[arg(long, value_name = "FIELD=VALUE", value_parser = field, required_unless_present = "file")]
    set: Vec<(String, String)>,
    /// The measure as it should be, begun from what `comity policy show ID --toml` writes
    #[arg(long, value_name = "FILE.toml", conflicts_with = "set")]
    file: Option<String>,
    /// The version that you have read and now change; a file from `show --toml` says it by itself
    #[arg(long, value_name = "N")]
    version: Option<u32>,
    #[command(flatten)]
    by: By,
    #[command(flatten)]
    own: Own,
}

pub fn run(args: &EditArgs) -> Result<(), Failure> {
    let EditArgs { id, set, file, version, by, own } = args;
    let mut database = own.open()?;
    let (read, text) = match file {
        Some(path) => {
            let text = read(path)?;
            let Some(read) = version.or_else(|| version_of(&text, id)) else {
                return Err(Failure::new(format!("which version `{path}` began from is not known")).with_hint(
                    format!("`comity policy show {id} --toml` writes it in the first line; or name it with --version"),
                ));
            };
            // Faults are shown in the file that the user wrote.
            database.parse(path, &text)?;
            (read, text)
        }
        None => {
            let read = database.read_by(id, *version, by.signed())?;
            let mut text = database.text(id, Some(read))?;
            for (field, value) in set {
                text = fields::set(&text, field, value)?;
            }
            (read, text)
        }
    };
    match database.edit(id, read, &text, by.signed())? {
        None => print(format_args!("{id}: nothing to change, version {read} says the same\n")),
        Some(number) => {
            let [before, after] = [database.text(id, Some(read))?, database.text(id, Some(number))?];
            let lines: String = differences(&before, &after).iter().map(|one| format!("  {one}\n")).collect();
            print(format_args!("{id}: version {number}\n{lines}"))
        }
    }
}

fn field(text: &str) -> Result<(String, String), String> {
    let (field, value) = text.split_once('=').ok_or("write FIELD=VALUE, such as in_force=2027-01-01")?;
    Ok((field.trim().to_owned(), value.trim().to_owned()))
}

/// The first line that `show --toml` writes.
pub fn version_line(id: &str, number: u32) -> String {
    format!("# {id}, version {number}\n")
}

fn version_of(text: &str, id: &str) -> Option<u32> {
    text.lines().next()?.strip_prefix(&format!("# {id}, version "))?.trim().parse().ok()
}
