//! What the user means by a name: a file, or else something that ships.

use crate::errors::Failure;
use std::io::ErrorKind;
use std::path::Path;

/// The text of a file; `None` where there is none and the name can be that of something that ships. `missing` says what to do where it
/// cannot, `unreadable` where the file is no text.
pub fn file(named: &str, missing: impl Fn() -> String, unreadable: &str) -> Result<Option<String>, Failure> {
    match std::fs::read_to_string(named) {
        Ok(text) => Ok(Some(text)),
        Err(reason) if reason.kind() == ErrorKind::NotFound => {
            let is_path = named.contains(['/', '\\']) || Path::new(named).extension().is_some();
            match is_path {
                true => Err(Failure::new(format!("there is no file `{named}`")).with_hint(missing())),
                false => Ok(None),
            }
        }
        Err(reason) => Err(Failure::new(format!("cannot read `{named}`\n  {reason}")).with_hint(unreadable)),
    }
}
