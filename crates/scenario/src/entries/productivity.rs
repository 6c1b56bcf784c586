//! `[[productivity]]`: factors on productivity, of all inputs or of value added alone. Entries multiply.

use super::{Cells, Touched, check_factor, checked, name};
use crate::diagnostic::Fault;
use crate::ensemble::Entry;
use crate::error::Error;
use crate::fields::{Fields, Word};
use crate::target::Target;
use comity_data::nearest;
use std::ops::Range;
use toml::de::DeTable;

const KEYS: &[&str] = &["name", "economies", "sectors", "except", "factor", "on"];

/// A factor on productivity in some sectors of some economies.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Productivity {
    span: Range<usize>,
    name: Option<String>,
    economies: Option<Vec<Word>>,
    sectors: Option<Vec<Word>>,
    except: Vec<Word>,
    factor: f64,
    on: On,
}

/// What becomes more productive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum On {
    /// All inputs: unit costs fall by the inverse of the factor.
    Total,
    /// Value added: unit costs fall by the inverse of the factor to the power of its share.
    ValueAdded,
}

const ON: [(&str, On); 2] = [("total", On::Total), ("value_added", On::ValueAdded)];

impl Productivity {
    pub fn parse(table: &DeTable, span: &Range<usize>) -> Result<Self, Fault> {
        let fields = Fields::new(table, "[[productivity]]", KEYS)?;
        let number = fields.number("factor")?.ok_or_else(|| {
            Fault::at(span.clone(), "[[productivity]] has no `factor`")
                .hint("add a line such as factor = 1.02, which raises productivity by 2 percent")
        })?;
        Ok(Self {
            span: span.clone(),
            name: name(&fields)?,
            economies: fields.words("economies")?,
            sectors: fields.words("sectors")?,
            except: fields.words("except")?.unwrap_or_default(),
            factor: checked(number, check_factor)?,
            on: on(&fields)?,
        })
    }

    pub fn cells(&self, target: &mut Target) -> Result<Cells, Error> {
        let ((economies, sectors), warned) = target.select(|selector, warnings| {
            let except = selector.except(&self.except, warnings)?;
            Ok((
                selector.economies(self.economies.as_deref(), &except, warnings)?,
                selector.sectors(self.sectors.as_deref(), &except, warnings)?,
            ))
        })?;
        let of = |&economy| sectors.iter().map(move |&sector| ((economy, sector), self.factor));
        let cells: Vec<_> = economies.iter().flat_map(of).collect();
        if cells.is_empty() && !warned {
            target.warn(self.span.start, "this [[productivity]] changes nothing: `except` leaves nobody");
        }
        Ok(match self.on {
            On::Total => Cells::Productivity(cells),
            On::ValueAdded => Cells::ValueAddedProductivity(cells),
        })
    }

    /// What the entry changes, and where it begins.
    pub fn touched(&self, target: &mut Target) -> Result<(usize, Touched), Error> {
        Ok((self.span.start, self.cells(target)?.touched()))
    }

    pub fn described(&self, position: usize) -> Entry {
        Entry {
            kind: "productivity",
            position,
            name: self.name.clone(),
            key: "factor",
            number: Some(self.factor),
            check: check_factor,
        }
    }
}

fn on(fields: &Fields) -> Result<On, Fault> {
    let Some(word) = fields.text("on")? else { return Ok(On::Total) };
    ON.iter().find(|(known, _)| known == word.get_ref()).map(|&(_, on)| on).ok_or_else(|| {
        let message = format!("`on` must be `total` or `value_added`, found `{}`", word.get_ref());
        Fault::at(word.span(), message).hint(nearest::one_of(word.get_ref(), &ON.map(|(word, _)| word)))
    })
}
