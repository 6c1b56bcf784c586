//! The entries of a scenario, one file a kind.

mod cells;
mod factor_supply;
mod flows;
mod productivity;
mod tariff;
mod trade_cost;

pub(crate) use cells::{Cells, Change, Touched};
pub(crate) use factor_supply::FactorSupply;
pub(crate) use productivity::Productivity;
pub(crate) use tariff::Tariff;
pub(crate) use trade_cost::TradeCost;

use crate::diagnostic::Fault;
use crate::fields::Fields;
use toml::Spanned;

/// The number, if `check` lets it be; the fault points at it.
fn checked(number: Spanned<f64>, check: fn(f64) -> Result<f64, Fault>) -> Result<f64, Fault> {
    let span = number.span();
    check(number.into_inner()).map_err(|fault| Fault { span: Some(span), ..fault })
}

/// The `name` of an entry, by which an ensemble can speak of it.
fn name(fields: &Fields) -> Result<Option<String>, Fault> {
    let Some(word) = fields.text("name")? else { return Ok(None) };
    match word.get_ref().trim() {
        "" => Err(Fault::at(word.span(), "an empty name")),
        // A number is a place among the entries.
        name if name.bytes().all(|byte| byte.is_ascii_digit()) => {
            Err(Fault::at(word.span(), format!("`{name}` is no name for an entry"))
                .hint("begin it with a letter"))
        }
        _ => Ok(Some(word.into_inner())),
    }
}

/// Whether a number can be a factor: positive and finite.
fn check_factor(factor: f64) -> Result<f64, Fault> {
    if factor > 0.0 && factor.is_finite() {
        return Ok(factor);
    }
    Err(Fault {
        message: format!("a factor must be positive and finite, found {factor}"),
        span: None,
        hint: Some("1 leaves things as they are; 0.9 is a fall by 10 percent".to_owned()),
    })
}
