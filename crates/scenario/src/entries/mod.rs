//! The entries of a scenario, one file a kind.

mod flows;
mod productivity;
mod tariff;
mod trade_cost;

pub(crate) use productivity::Productivity;
pub(crate) use tariff::Tariff;
pub(crate) use trade_cost::TradeCost;

use crate::diagnostic::Fault;
use comity_model::{EconomyId, Flow, SectorId};
use toml::Spanned;

/// What an entry changes, whatever it changes it to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Touched {
    TradeCosts(Vec<Flow>),
    Tariffs(Vec<Flow>),
    Productivity(Vec<(EconomyId, SectorId)>),
    ValueAddedProductivity(Vec<(EconomyId, SectorId)>),
}

/// The number, if `check` lets it be; the fault points at it.
fn checked(number: Spanned<f64>, check: fn(f64) -> Result<f64, Fault>) -> Result<f64, Fault> {
    let span = number.span();
    check(number.into_inner()).map_err(|fault| Fault { span: Some(span), ..fault })
}

/// Whether a number can be a factor: positive and finite.
fn check_factor(factor: f64) -> Result<f64, Fault> {
    if factor > 0.0 && factor.is_finite() {
        return Ok(factor);
    }
    let hint = match factor > 0.0 {
        true => "write a large number, such as 1e3, for a cost that all but ends trade",
        false => "1 leaves things as they are; 0.9 is a fall by 10 percent",
    };
    Err(Fault {
        message: format!("a factor must be positive and finite, found {factor}"),
        span: None,
        hint: Some(hint.to_owned()),
    })
}
