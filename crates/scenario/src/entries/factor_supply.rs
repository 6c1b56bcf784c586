//! `[[factor_supply]]`: factors on how much there is of a factor. Entries multiply.

use super::{Cells, Touched, check_factor, checked, name};
use crate::diagnostic::Fault;
use crate::ensemble::Entry;
use crate::error::Error;
use crate::fields::{Fields, Word};
use crate::target::Target;
use std::ops::Range;
use toml::de::DeTable;

const KEYS: &[&str] = &["name", "of", "economies", "except", "factor"];

/// A factor on the quantity of some factors in some economies.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FactorSupply {
    span: Range<usize>,
    name: Option<String>,
    of: Option<Vec<Word>>,
    economies: Option<Vec<Word>>,
    except: Vec<Word>,
    factor: f64,
}

impl FactorSupply {
    pub fn parse(table: &DeTable, span: &Range<usize>) -> Result<Self, Fault> {
        let fields = Fields::new(table, "[[factor_supply]]", KEYS)?;
        let number = fields.number("factor")?.ok_or_else(|| {
            Fault::at(span.clone(), "[[factor_supply]] has no `factor`")
                .hint("add a line such as factor = 1.02, for 2 percent more of it")
        })?;
        Ok(Self {
            span: span.clone(),
            name: name(&fields)?,
            of: fields.words("of")?,
            economies: fields.words("economies")?,
            except: fields.words("except")?.unwrap_or_default(),
            factor: checked(number, check_factor)?,
        })
    }

    pub fn cells(&self, target: &mut Target) -> Result<Cells, Error> {
        let factors = target.selector.factors(self.of.as_deref(), &target.factors);
        let factors = factors.map_err(|fault| target.source.error(fault))?;
        let (economies, warned) = target.select(|selector, warnings| {
            let except = selector.except(&self.except, warnings)?;
            selector.economies(self.economies.as_deref(), &except, warnings)
        })?;
        if economies.is_empty() && !warned {
            target.warn(self.span.start, "this [[factor_supply]] changes nothing: `except` leaves nobody");
        }
        let cells = economies.into_iter().map(|economy| (economy, self.factor)).collect();
        Ok(Cells::FactorSupply(factors, cells))
    }

    /// What the entry changes, and where it begins.
    pub fn touched(&self, target: &mut Target) -> Result<(usize, Touched), Error> {
        Ok((self.span.start, self.cells(target)?.touched()))
    }

    pub fn described(&self, position: usize) -> Entry {
        Entry {
            kind: "factor_supply",
            position,
            name: self.name.clone(),
            key: "factor",
            number: Some(self.factor),
            check: check_factor,
        }
    }
}
