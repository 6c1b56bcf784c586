//! `[[productivity]]`: factors on productivity, of all inputs, of value added alone, or of one factor. Entries multiply.

use super::{Cells, Touched, check_factor, checked, name};
use crate::diagnostic::Fault;
use crate::ensemble::Entry;
use crate::error::Error;
use crate::fields::{Fields, Word};
use crate::target::Target;
use comity_data::nearest::{self, Candidate};
use std::ops::Range;
use toml::de::DeTable;

const WORDS: [&str; 2] = ["total", "value_added"];
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
#[derive(Debug, Clone, PartialEq, Eq)]
enum On {
    /// All inputs: unit costs fall by the inverse of the factor.
    Total,
    /// Value added: unit costs fall by the inverse of the factor to the power of its share.
    ValueAdded,
    /// A factor of the model: each unit of it counts for so many.
    Factor(Word),
}

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
        Ok(match &self.on {
            On::Total => Cells::Productivity(cells),
            On::ValueAdded => Cells::ValueAddedProductivity(cells),
            On::Factor(word) => {
                let factor = target.selector.factor(word, &target.factors);
                let factor = factor.map_err(|fault| target.source.error(self.also_known(fault)))?;
                Cells::FactorProductivity(factor, cells)
            }
        })
    }

    /// `on` may be one of two words as well.
    fn also_known(&self, fault: Fault) -> Fault {
        let On::Factor(word) = &self.on else { return fault };
        let near = nearest::did_you_mean(word.get_ref(), WORDS.map(Candidate::word));
        let message = format!("`on` is `total`, `value_added` or a factor, found `{}`", word.get_ref());
        Fault { message, hint: near.or(fault.hint), ..fault }
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
    Ok(match word.get_ref().as_str() {
        "total" => On::Total,
        "value_added" => On::ValueAdded,
        _ => On::Factor(word),
    })
}
