//! `[[tariff]]`: new ad valorem rates. Later entries override earlier ones; a flow that none names keeps its rate.

use super::flows::{FlowEntry, Kind};
use super::{Cells, Touched};
use crate::diagnostic::Fault;
use crate::ensemble::Entry;
use crate::error::Error;
use crate::target::Target;
use std::ops::Range;
use toml::de::DeTable;

const KIND: Kind = Kind { entry: "tariff", number: "rate", domestic: 0.0, check: check_rate, flag: None };

/// From this rate on, percent are likely to have been written for a share.
const SUSPICIOUS_RATE: f64 = 2.0;

/// A new tariff rate on some flows.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tariff(FlowEntry);

impl Tariff {
    pub fn parse(table: &DeTable, span: &Range<usize>) -> Result<Self, Fault> {
        FlowEntry::parse(table, span, KIND).map(Self)
    }

    pub fn cells(&self, target: &mut Target) -> Result<Cells, Error> {
        let cells = self.0.cells(target, KIND)?;
        let written = self.0.value().unwrap_or_default();
        let highest = cells.iter().map(|&(_, rate)| rate).fold(written, f64::max);
        if highest >= SUSPICIOUS_RATE {
            let tidy = |number: f64| (number * 1e6).round() / 1e6;
            let (percent, share) = (tidy(highest * 100.0), tidy(highest / 100.0));
            let message = format!(
                "a rate of {highest} is a tariff of {percent} percent; {highest} percent would be {share}"
            );
            target.warn(self.0.offset(), message);
        }
        Ok(Cells::Tariffs(cells))
    }

    /// What the entry changes, and where it begins.
    pub fn touched(&self, target: &mut Target) -> Result<(usize, Touched), Error> {
        Ok((self.0.offset(), self.cells(target)?.touched()))
    }

    pub fn described(&self, position: usize) -> Entry {
        self.0.described(KIND, position)
    }
}

fn check_rate(rate: f64) -> Result<f64, Fault> {
    if rate > -1.0 && rate.is_finite() {
        return Ok(rate);
    }
    Err(Fault {
        message: format!("a tariff rate must be above -1 and finite, found {rate}"),
        span: None,
        hint: Some("0.1 is a tariff of 10 percent; a negative rate is a subsidy".to_owned()),
    })
}
