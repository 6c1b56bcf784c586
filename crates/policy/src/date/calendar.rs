//! Days and months after a day.

use super::Date;

impl Date {
    /// The day so many days later; the last day of the calendar where it ends before.
    pub fn after_days(self, days: u16) -> Self {
        let step = |day: Self| {
            Self::new(day.year, day.month, day.day + 1)
                .or_else(|| Self::new(day.year, day.month + 1, 1))
                .or_else(|| Self::new(day.year + 1, 1, 1))
        };
        (0..days).try_fold(self, |day, _| step(day)).unwrap_or(Self::end_of(9999))
    }

    /// The day so many days earlier; the first day of the calendar where it begins after.
    pub fn before_days(self, days: u16) -> Self {
        let step = |day: Self| match (day.day, day.month) {
            (1, 1) => Self::new(day.year.checked_sub(1)?, 12, 31),
            (1, month) => (28..=31).rev().find_map(|last| Self::new(day.year, month - 1, last)),
            _ => Self::new(day.year, day.month, day.day - 1),
        };
        (0..days).try_fold(self, |day, _| step(day)).unwrap_or(Self { year: 0, month: 1, day: 1 })
    }

    /// The same day so many months later, or the last day of that month where it is shorter.
    pub fn after_months(self, months: u16) -> Self {
        let month = u16::from(self.month) - 1 + months % 12;
        let year = self.year.saturating_add(months / 12 + month / 12);
        let month = u8::try_from(month % 12 + 1).unwrap_or(12);
        (1..=self.day).rev().find_map(|day| Self::new(year, month, day)).unwrap_or(Self::end_of(9999))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_months_later_and_earlier() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(day("2026-11-02").after_days(60), day("2027-01-01"));
        assert_eq!(day("2024-02-28").after_days(1), day("2024-02-29"));
        assert_eq!(day("2027-01-01").before_days(60), day("2026-11-02"));
        assert_eq!(day("2024-03-01").before_days(1), day("2024-02-29"));
        assert_eq!(day("2026-08-31").after_months(6), day("2027-02-28"));
        assert_eq!(day("2026-12-15").after_months(12), day("2027-12-15"));
        assert_eq!(day("9999-12-31").after_days(9), day("9999-12-31"));
        assert_eq!(day("9999-12-31").after_months(1), day("9999-12-31"));
    }
}
