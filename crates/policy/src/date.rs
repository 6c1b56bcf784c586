//! Days of the calendar.

mod calendar;

use serde::{Serialize, Serializer};
use std::fmt::Display;
use std::str::FromStr;
use thiserror::Error;

/// A day. Later days are greater.
///
/// ```
/// use comity_policy::Date;
/// let day: Date = "2026-08-02".parse()?;
/// assert!(day > Date::new(2025, 8, 2).unwrap());
/// assert_eq!(day.to_string(), "2026-08-02");
/// # Ok::<(), comity_policy::NoDate>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// Text that is no day.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{0}` is not a date")]
pub struct NoDate(String);

impl NoDate {
    /// What the user can do about it.
    pub fn hint(&self) -> &'static str {
        "write the year, the month and the day, such as 2026-08-02"
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Date {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        use utoipa::openapi::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)))
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Date {}

impl Date {
    /// A day, if the calendar has it.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            2 => 28 + u8::from(leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        (year <= 9999 && (1..=days).contains(&day)).then_some(Self { year, month, day })
    }

    /// The last day of a year.
    pub fn end_of(year: u16) -> Self {
        Self { year: year.min(9999), month: 12, day: 31 }
    }

    /// The year.
    pub fn year(self) -> u16 {
        self.year
    }
}

impl Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Through `pad`, so that columns of dates align.
        f.pad(&format!("{:04}-{:02}-{:02}", self.year, self.month, self.day))
    }
}

impl FromStr for Date {
    type Err = NoDate;

    fn from_str(text: &str) -> Result<Self, NoDate> {
        let mut parts = text.split('-');
        let mut part = |letters: usize| {
            let part = parts.next().filter(|part| part.len() == letters)?;
            part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u16>().ok()).flatten()
        };
        let date = (|| {
            let (year, month, day) = (part(4)?, part(2)?, part(2)?);
            Self::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
        })();
        date.filter(|_| parts.next().is_none()).ok_or_else(|| NoDate(text.to_owned()))
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_calendar_is_kept() {
        for right in ["2024-02-29", "2000-02-29", "0001-12-31"] {
            assert_eq!(right.parse::<Date>().unwrap().to_string(), right);
        }
        for wrong in
            ["2023-02-29", "1900-02-29", "2024-13-01", "2024-00-01", "2024-04-31", "2024-4-01", "24-04-01"]
        {
            assert!(wrong.parse::<Date>().is_err(), "{wrong}");
        }
        for wrong in ["", "2024", "2024-01", "2024-01-01-01", "2024-01-01T00:00:00", "+024-01-01", "today"] {
            assert!(wrong.parse::<Date>().is_err(), "{wrong}");
        }
    }
}
