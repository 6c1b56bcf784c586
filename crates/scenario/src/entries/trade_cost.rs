//! `[[trade_cost]]`: factors on iceberg costs, and bans, which are infinite ones. Entries multiply.

use super::flows::{FlowEntry, Kind};
use super::{Cells, Touched};
use crate::diagnostic::Fault;
use crate::ensemble::Entry;
use crate::error::Error;
use crate::target::Target;
use std::ops::Range;
use toml::de::DeTable;

const KIND: Kind = Kind {
    entry: "trade_cost",
    number: "factor",
    domestic: 1.0,
    check: check_cost,
    flag: Some(("ban", f64::INFINITY)),
};

/// A factor on the iceberg cost of some flows.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TradeCost(FlowEntry);

impl TradeCost {
    pub fn parse(table: &DeTable, span: &Range<usize>) -> Result<Self, Fault> {
        FlowEntry::parse(table, span, KIND).map(Self)
    }

    pub fn cells(&self, target: &mut Target) -> Result<Cells, Error> {
        self.0.cells(target, KIND).map(Cells::Iceberg)
    }

    /// What the entry changes, and where it begins.
    pub fn touched(&self, target: &mut Target) -> Result<(usize, Touched), Error> {
        Ok((self.0.offset(), self.cells(target)?.touched()))
    }

    pub fn described(&self, position: usize) -> Entry {
        self.0.described(KIND, position)
    }
}

/// Whether a number can be a factor on a cost: positive; infinity is a ban.
fn check_cost(factor: f64) -> Result<f64, Fault> {
    if factor > 0.0 {
        return Ok(factor);
    }
    Err(Fault {
        message: format!("a factor must be positive, found {factor}"),
        span: None,
        hint: Some(
            "1 leaves things as they are; 0.9 is a fall by 10 percent; `ban = true` ends trade".to_owned(),
        ),
    })
}
