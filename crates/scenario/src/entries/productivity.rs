//! `[[productivity]]`: factors on productivity, of all inputs or of value added alone. Entries multiply.

use super::{Touched, check_factor, checked};
use crate::diagnostic::Fault;
use crate::error::Error;
use crate::fields::{Fields, Word};
use crate::target::Target;
use comity_data::nearest;
use comity_model::{EconomyId, SectorId};
use std::ops::Range;
use toml::de::DeTable;

const KEYS: &[&str] = &["economies", "sectors", "except", "factor", "on"];

/// A factor on productivity in some sectors of some economies.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Productivity {
    span: Range<usize>,
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
            economies: fields.words("economies")?,
            sectors: fields.words("sectors")?,
            except: fields.words("except")?.unwrap_or_default(),
            factor: checked(number, check_factor)?,
            on: on(&fields)?,
        })
    }

    pub fn apply(&self, target: &mut Target) -> Result<(), Error> {
        let (cells, warned) = self.cells(target)?;
        let productivity = match self.on {
            On::Total => &mut target.shock.productivity,
            On::ValueAdded => &mut target.shock.value_added_productivity,
        };
        for &cell in &cells {
            productivity[cell] *= self.factor;
        }
        if cells.is_empty() && !warned {
            target.warn(self.span.start, "this [[productivity]] changes nothing: `except` leaves nobody");
        }
        Ok(())
    }

    /// What the entry changes, and where it begins.
    pub fn touched(&self, target: &mut Target) -> Result<(usize, Touched), Error> {
        let (cells, _) = self.cells(target)?;
        let touched = match self.on {
            On::Total => Touched::Productivity(cells),
            On::ValueAdded => Touched::ValueAddedProductivity(cells),
        };
        Ok((self.span.start, touched))
    }

    /// The sectors of economies that the entry selects, and whether there was something to warn about.
    fn cells(&self, target: &mut Target) -> Result<(Vec<(EconomyId, SectorId)>, bool), Error> {
        let ((economies, sectors), warned) = target.select(|selector, warnings| {
            let except = selector.except(&self.except, warnings)?;
            Ok((
                selector.economies(self.economies.as_deref(), &except, warnings)?,
                selector.sectors(self.sectors.as_deref(), &except, warnings)?,
            ))
        })?;
        let cells = economies
            .iter()
            .flat_map(|&economy| sectors.iter().map(move |&sector| (economy, sector)))
            .collect();
        Ok((cells, warned))
    }
}

fn on(fields: &Fields) -> Result<On, Fault> {
    let Some(word) = fields.text("on")? else { return Ok(On::Total) };
    ON.iter().find(|(known, _)| known == word.get_ref()).map(|&(_, on)| on).ok_or_else(|| {
        let message = format!("`on` must be `total` or `value_added`, found `{}`", word.get_ref());
        Fault::at(word.span(), message).hint(nearest::one_of(word.get_ref(), &ON.map(|(word, _)| word)))
    })
}
