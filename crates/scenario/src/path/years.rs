//! `years` of a scenario: where on its path the world is looked at.

use crate::diagnostic::Fault;
use crate::fields::Fields;
use std::ops::RangeInclusive;
use toml::Spanned;

/// More than a century of years would be a mistake, or a long wait.
const MOST: usize = 100;
const POSSIBLE: RangeInclusive<f64> = 1900.0..=2200.0;
const EXAMPLE: &str = "for example: years = [2025, 2030, 2035, 2040]";

/// The years of a path: at least two, each after the last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Years(Vec<u16>);

impl Years {
    /// Reads the key, if the scenario has it.
    pub fn parse(fields: &Fields) -> Result<Option<Self>, Fault> {
        let Some(numbers) = fields.numbers("years")? else { return Ok(None) };
        let key = fields.key_span("years").unwrap_or_default();
        let mut years: Vec<u16> = Vec::with_capacity(numbers.len());
        for number in &numbers {
            let year = whole(number)?;
            match years.last() {
                Some(&last) if year <= last => {
                    let message = format!("the years of a path must increase, found {year} after {last}");
                    return Err(Fault::at(number.span(), message).hint(EXAMPLE));
                }
                _ => years.push(year),
            }
        }
        match years.len() {
            1 => Err(Fault::at(numbers[0].span(), "a path needs at least two years")
                .hint(format!("{EXAMPLE}; without `years` a scenario has no path"))),
            many if many > MOST => {
                Err(Fault::at(key, format!("a path has at most {MOST} years, found {many}"))
                    .hint("capital accumulates every year all the same: name those to look at"))
            }
            _ => Ok(Some(Self(years))),
        }
    }

    /// Refuses a path that begins before effects of AI are counted.
    pub fn check_since(&self, fields: &Fields, since: u16) -> Result<(), Fault> {
        let first = self.first();
        if since <= first {
            return Ok(());
        }
        let span = fields.key_span("years").unwrap_or_default();
        Err(Fault::at(span, format!("the path begins in {first}, before `since` = {since} in [ai]"))
            .hint("effects are counted from `since` on: begin the path then, or leave `since` out"))
    }

    /// The years, from the first to the last.
    pub fn all(&self) -> &[u16] {
        &self.0
    }

    /// The last year.
    pub fn last(&self) -> u16 {
        self.0.last().copied().unwrap_or_default()
    }

    /// The first year, which the baseline's table stands for.
    pub fn first(&self) -> u16 {
        self.0.first().copied().unwrap_or_default()
    }
}

/// A number that is a year.
pub(super) fn whole(number: &Spanned<f64>) -> Result<u16, Fault> {
    let year = *number.get_ref();
    if year.fract() == 0.0 && POSSIBLE.contains(&year) {
        return Ok(year as u16);
    }
    let (low, high) = (POSSIBLE.start(), POSSIBLE.end());
    Err(Fault::at(number.span(), format!("a year must be a whole number from {low} to {high}, found {year}"))
        .hint(EXAMPLE))
}
