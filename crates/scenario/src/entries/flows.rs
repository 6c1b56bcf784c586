//! What entries about flows share: which flows, and one number for all of them or a file with one for each.

use super::{checked, name};
use crate::cells;
use crate::diagnostic::Fault;
use crate::ensemble::Entry;
use crate::error::Error;
use crate::fields::{Fields, Word};
use crate::target::Target;
use comity_model::Flow;
use std::ops::Range;
use toml::Spanned;
use toml::de::DeTable;

/// The number that an entry gives to flows, as one kind of entry sees it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kind {
    /// The entry's name, such as `trade_cost`.
    pub entry: &'static str,
    /// The key, and the column of a file, that holds the number.
    pub number: &'static str,
    /// The number that changes nothing on a domestic flow.
    pub domestic: f64,
    /// Whether a number can be.
    pub check: fn(f64) -> Result<f64, Fault>,
    /// A key that stands for a number where it is true.
    pub flag: Option<(&'static str, f64)>,
}

/// An entry about flows between economies.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FlowEntry {
    span: Range<usize>,
    name: Option<String>,
    numbers: Numbers,
}

#[derive(Debug, Clone, PartialEq)]
enum Numbers {
    Selected {
        sectors: Option<Vec<Word>>,
        origins: Option<Vec<Word>>,
        destinations: Option<Vec<Word>>,
        except: Vec<Word>,
        value: f64,
    },
    File(Word),
}

impl Kind {
    /// The key that is set instead of a number, and the number.
    fn flagged(self, fields: &Fields) -> Result<Option<Spanned<(&'static str, f64)>>, Fault> {
        let Some((flag, number)) = self.flag else { return Ok(None) };
        let set = fields.flag(flag)? == Some(true);
        Ok(set.then(|| Spanned::new(fields.key_span(flag).unwrap_or_default(), (flag, number))))
    }
}

impl FlowEntry {
    pub fn parse(table: &DeTable, span: &Range<usize>, kind: Kind) -> Result<Self, Fault> {
        let title = format!("[[{}]]", kind.entry);
        let mut known = vec!["name", "sectors", "origins", "destinations", "except", kind.number, "file"];
        known.extend(kind.flag.map(|(flag, _)| flag));
        let fields = Fields::new(table, &title, &known)?;
        let number = match (fields.number(kind.number)?, kind.flagged(&fields)?) {
            (Some(number), Some(flag)) => {
                let (number, flag) = (number.span(), flag.into_inner().0);
                let message = format!("{title} has both `{}` and `{flag}`", kind.number);
                return Err(Fault::at(number, message).hint("keep one of the two"));
            }
            (number, flag) => number.or(flag.map(|flag| Spanned::new(flag.span(), flag.into_inner().1))),
        };
        let numbers = match (number, fields.text("file")?) {
            (Some(number), None) => Numbers::Selected {
                sectors: fields.words("sectors")?,
                origins: fields.words("origins")?,
                destinations: fields.words("destinations")?,
                except: fields.words("except")?.unwrap_or_default(),
                value: checked(number, kind.check)?,
            },
            (None, Some(file)) => {
                let selecting = ["sectors", "origins", "destinations", "except"];
                if let Some((key, at)) =
                    selecting.into_iter().find_map(|key| fields.key_span(key).map(|at| (key, at)))
                {
                    let message = format!("`{key}` stands beside `file`, whose rows say which flows change");
                    return Err(Fault::at(at, message).hint(format!("remove `{key}`, or select in the file")));
                }
                Numbers::File(file)
            }
            (Some(number), Some(_)) => {
                let message = format!("{title} has both `{}` and `file`", kind.number);
                return Err(Fault::at(number.span(), message).hint("keep one, or make it two entries"));
            }
            (None, None) => {
                let message = format!("{title} has neither `{}` nor `file`", kind.number);
                return Err(Fault::at(span.clone(), message)
                    .hint(format!("add {} = ... to it, or file = \"...\"", kind.number)));
            }
        };
        Ok(Self { span: span.clone(), name: name(&fields)?, numbers })
    }

    /// The one number of the entry, if it has no file.
    pub fn value(&self) -> Option<f64> {
        match self.numbers {
            Numbers::Selected { value, .. } => Some(value),
            Numbers::File(_) => None,
        }
    }

    /// Where the entry begins.
    pub fn offset(&self) -> usize {
        self.span.start
    }

    /// What an ensemble needs to know of the entry, which is number `position` of its kind.
    pub fn described(&self, kind: Kind, position: usize) -> Entry {
        Entry {
            kind: kind.entry,
            position,
            name: self.name.clone(),
            key: kind.number,
            number: self.value(),
            check: kind.check,
        }
    }

    /// Each flow that the entry changes, with its number. Domestic flows never change.
    pub fn cells(&self, target: &mut Target, kind: Kind) -> Result<Vec<(Flow, f64)>, Error> {
        let (sectors, origins, destinations, except, value) = match &self.numbers {
            Numbers::Selected { sectors, origins, destinations, except, value } => {
                (sectors, origins, destinations, except, *value)
            }
            Numbers::File(file) => return cells::read(target, file, kind.number, kind.domestic, kind.check),
        };
        let ((sectors, origins, destinations), warned) = target.select(|selector, warnings| {
            let except = selector.except(except, warnings)?;
            Ok((
                selector.sectors(sectors.as_deref(), &except, warnings)?,
                selector.economies(origins.as_deref(), &except, warnings)?,
                selector.economies(destinations.as_deref(), &except, warnings)?,
            ))
        })?;
        let mut cells = Vec::with_capacity(sectors.len() * origins.len() * destinations.len());
        for &sector in &sectors {
            for &destination in &destinations {
                for &origin in origins.iter().filter(|&&origin| origin != destination) {
                    cells.push((Flow { origin, destination, sector }, value));
                }
            }
        }
        if cells.is_empty() && !warned {
            let message =
                format!("this [[{}]] changes nothing: it selects no flow between economies", kind.entry);
            target.warn(self.span.start, message);
        }
        Ok(cells)
    }
}
