//! The day of a run.

use std::time::{SystemTime, UNIX_EPOCH};

/// Today in UTC as `2026-11-24`, or the day of `SOURCE_DATE_EPOCH` where a build that must repeat sets it.
pub(crate) fn today() -> String {
    let set = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse().ok());
    let now = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_secs());
    iso(set.unwrap_or_else(now) / 86_400)
}

/// A day counted from 1 January 1970, in the Gregorian calendar.
fn iso(days: u64) -> String {
    // Years that start in March put the leap day last (Richards 2013, Explanatory Supplement to the Astronomical
    // Almanac, 15.11); 719468 days lie between 1 March of year 0 and 1970.
    let days = days + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::iso;

    #[test]
    fn days_fall_where_the_calendar_has_them() {
        for (days, expected) in [
            (0, "1970-01-01"),
            (59, "1970-03-01"),
            (11_016, "2000-02-29"),
            (11_017, "2000-03-01"),
            (20_781, "2026-11-24"),
            (47_540, "2100-02-28"),
            (47_541, "2100-03-01"),
        ] {
            assert_eq!(iso(days), expected);
        }
    }
}
