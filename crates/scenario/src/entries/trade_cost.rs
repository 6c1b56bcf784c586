//! `[[trade_cost]]`: factors on iceberg costs. Entries multiply.

use super::flows::{FlowEntry, Kind};
use super::{Touched, check_factor};
use crate::diagnostic::Fault;
use crate::error::Error;
use crate::target::Target;
use std::ops::Range;
use toml::de::DeTable;

const KIND: Kind = Kind { entry: "trade_cost", number: "factor", domestic: 1.0, check: check_factor };

/// A factor on the iceberg cost of some flows.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TradeCost(FlowEntry);

impl TradeCost {
    pub fn parse(table: &DeTable, span: &Range<usize>) -> Result<Self, Fault> {
        FlowEntry::parse(table, span, KIND).map(Self)
    }

    pub fn apply(&self, target: &mut Target) -> Result<(), Error> {
        self.0.apply(target, KIND, |target, flow, factor| target.shock.iceberg[flow] *= factor)
    }

    /// What the entry changes, and where it begins.
    pub fn touched(&self, target: &mut Target) -> Result<(usize, Touched), Error> {
        Ok((self.0.offset(), Touched::TradeCosts(self.0.flows(target, KIND)?)))
    }
}
