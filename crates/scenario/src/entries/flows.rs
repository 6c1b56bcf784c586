//! What entries about flows share: which flows, and one number for all of them or a file with one for each.

use super::checked;
use crate::cells;
use crate::diagnostic::Fault;
use crate::error::Error;
use crate::fields::{Fields, Word};
use crate::target::Target;
use comity_model::Flow;
use std::ops::Range;
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
}

/// An entry about flows between economies.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FlowEntry {
    span: Range<usize>,
    change: Change,
}

#[derive(Debug, Clone, PartialEq)]
enum Change {
    Selected {
        sectors: Option<Vec<Word>>,
        origins: Option<Vec<Word>>,
        destinations: Option<Vec<Word>>,
        except: Vec<Word>,
        value: f64,
    },
    File(Word),
}

impl FlowEntry {
    pub fn parse(table: &DeTable, span: &Range<usize>, kind: Kind) -> Result<Self, Fault> {
        let title = format!("[[{}]]", kind.entry);
        let known = ["sectors", "origins", "destinations", "except", kind.number, "file"];
        let fields = Fields::new(table, &title, &known)?;
        let change = match (fields.number(kind.number)?, fields.text("file")?) {
            (Some(number), None) => Change::Selected {
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
                Change::File(file)
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
        Ok(Self { span: span.clone(), change })
    }

    /// The one number of the entry, if it has no file.
    pub fn value(&self) -> Option<f64> {
        match self.change {
            Change::Selected { value, .. } => Some(value),
            Change::File(_) => None,
        }
    }

    /// Where the entry begins.
    pub fn offset(&self) -> usize {
        self.span.start
    }

    /// The flows that the entry changes.
    pub fn flows(&self, target: &mut Target, kind: Kind) -> Result<Vec<Flow>, Error> {
        let mut flows = Vec::new();
        self.apply(target, kind, |_, flow, _| flows.push(flow))?;
        Ok(flows)
    }

    /// Hands each flow that the entry changes, with its number, to `change`. Domestic flows never change.
    pub fn apply(
        &self,
        target: &mut Target,
        kind: Kind,
        mut change: impl FnMut(&mut Target, Flow, f64),
    ) -> Result<(), Error> {
        let (sectors, origins, destinations, except, value) = match &self.change {
            Change::Selected { sectors, origins, destinations, except, value } => {
                (sectors, origins, destinations, except, *value)
            }
            Change::File(file) => {
                let cells = cells::read(target, file, kind.number, kind.domestic, kind.check)?;
                for (flow, value) in cells {
                    change(target, flow, value);
                }
                return Ok(());
            }
        };
        let ((sectors, origins, destinations), warned) = target.select(|selector, warnings| {
            let except = selector.except(except, warnings)?;
            Ok((
                selector.sectors(sectors.as_deref(), &except, warnings)?,
                selector.economies(origins.as_deref(), &except, warnings)?,
                selector.economies(destinations.as_deref(), &except, warnings)?,
            ))
        })?;
        let mut changed = false;
        for &sector in &sectors {
            for &destination in &destinations {
                for &origin in origins.iter().filter(|&&origin| origin != destination) {
                    change(target, Flow { origin, destination, sector }, value);
                    changed = true;
                }
            }
        }
        if !changed && !warned {
            let message =
                format!("this [[{}]] changes nothing: it selects no flow between economies", kind.entry);
            target.warn(self.span.start, message);
        }
        Ok(())
    }
}
