//! `comity policy add`.

use super::own::Own;
use crate::errors::Failure;
use crate::output::print;
use clap::Args;
use comity_registry::Signed;
use std::fs;

#[derive(Debug, Args)]
pub struct AddArgs {
    /// A file with one measure or more, each in a table of its own, as in docs/policy.md
    #[arg(value_name = "FILE.toml")]
    file: String,
    /// Your name, as others know it
    #[arg(long, value_name = "NAME")]
    by: String,
    /// The reason, for those who read the history
    #[arg(long, value_name = "REASON", default_value = "new")]
    why: String,
    #[command(flatten)]
    own: Own,
}

pub fn run(args: &AddArgs) -> Result<(), Failure> {
    let mut database = args.own.open()?;
    let measures = database.parse(&args.file, &read(&args.file)?)?;
    if measures.is_empty() {
        return Err(Failure::new(format!("`{}` has no measure", args.file))
            .with_hint("begin each with a line [[measure]]; docs/policy.md shows one"));
    }
    database.add(&measures, Signed { by: &args.by, why: &args.why })?;
    let lines: String = measures.iter().map(|measure| format!("{}: added\n", measure.id)).collect();
    print(format_args!("{lines}"))
}

/// The text of a file with measures.
pub fn read(path: &str) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|reason| Failure::new(format!("cannot read `{path}`\n  {reason}")))
}
