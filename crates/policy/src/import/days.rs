//! Days in the many forms that people write.

use crate::date::Date;

/// How exactly a text says a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Exact {
    Year,
    Month,
    Day,
}

/// In which order a mapping says that days and months come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Order {
    /// 05/03/2021 is a day of March.
    DayFirst,
    /// 05/03/2021 is a day of May.
    MonthFirst,
}

/// Why a text is no day, and what to do about it.
pub(super) type NoDay = (String, String);

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The first day that a text can mean, and how exactly it says it.
pub(super) fn day(text: &str, order: Option<Order>) -> Result<(Date, Exact), NoDay> {
    let text = without_time(text.trim());
    // Years that went through a spreadsheet's numbers.
    let text = text.strip_suffix(".0").unwrap_or(text);
    let parts: Vec<&str> =
        text.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let unknown = || {
        let hint = "write it as 2021-03-05, 2021-03 or 2021, or as 5 March 2021";
        (format!("`{text}` is not a date"), hint.to_owned())
    };
    let numbers: Option<Vec<u16>> = parts.iter().map(|part| number(part)).collect();
    match (numbers.as_deref(), parts.as_slice()) {
        (Some([year]), [one]) if one.len() == 4 => made(*year, 1, 1, Exact::Year, text),
        (_, [one]) if one.len() == 8 && one.is_ascii() => {
            let part = |range: std::ops::Range<usize>| number(&one[range]).ok_or_else(unknown);
            made(part(0..4)?, part(4..6)?, part(6..8)?, Exact::Day, text)
        }
        (Some(_), [one]) if one.len() == 5 => Err((
            format!("`{text}` is not a date"),
            "it looks like the number that spreadsheets keep for a day; format the column as a date"
                .to_owned(),
        )),
        (Some([year, month]), [first, _]) if first.len() == 4 => made(*year, *month, 1, Exact::Month, text),
        (Some([month, year]), [_, last]) if last.len() == 4 => made(*year, *month, 1, Exact::Month, text),
        (Some([year, month, day]), [first, ..]) if first.len() == 4 => {
            made(*year, *month, *day, Exact::Day, text)
        }
        (Some([one, two, year]), [_, _, last]) if last.len() == 4 => {
            let (month, day) = month_and_day(*one, *two, order, text)?;
            made(*year, month, day, Exact::Day, text)
        }
        (None, _) => named(&parts, text).unwrap_or_else(|| Err(unknown())),
        _ => Err(unknown()),
    }
}

/// Which of two numbers is the month.
fn month_and_day(one: u16, two: u16, order: Option<Order>, text: &str) -> Result<(u16, u16), NoDay> {
    match order {
        Some(Order::DayFirst) => Ok((two, one)),
        Some(Order::MonthFirst) => Ok((one, two)),
        None if one > 12 || one == two => Ok((two, one)),
        None if two > 12 => Ok((one, two)),
        None => Err((
            format!("`{text}` can be two days"),
            "say date_order = \"day_first\" or \"month_first\" at the top of the mapping".to_owned(),
        )),
    }
}

/// A date with the name of its month, in any order, such as `5 March 2021`.
fn named(parts: &[&str], text: &str) -> Option<Result<(Date, Exact), NoDay>> {
    let parts: Vec<&str> = parts.iter().filter(|part| !["of", "the"].contains(part)).copied().collect();
    let name = parts.iter().position(|part| month(part).is_some())?;
    let month = month(parts.get(name)?)?;
    let mut others = parts.iter().enumerate().filter(|&(place, _)| place != name).map(|(_, part)| *part);
    let (one, two, more) = (others.next()?, others.next(), others.next());
    if more.is_some() {
        return None;
    }
    let (year, day) = match two {
        None => (one, None),
        Some(two) if one.len() == 4 => (one, Some(two)),
        Some(two) => (two, Some(one)),
    };
    let year = number(year).filter(|_| year.len() == 4)?;
    Some(match day {
        None => made(year, month, 1, Exact::Month, text),
        Some(day) => {
            let ordinal = ["st", "nd", "rd", "th"].iter().find_map(|end| day.strip_suffix(end));
            made(year, month, number(ordinal.unwrap_or(day))?, Exact::Day, text)
        }
    })
}

/// The month with an English name, or with at least three letters of it.
fn month(word: &str) -> Option<u16> {
    let word = word.to_lowercase();
    let place = MONTHS.iter().position(|name| {
        word.len() >= 3 && (name.starts_with(&word) || word == "sept" && *name == "september")
    })?;
    u16::try_from(place + 1).ok()
}

fn number(text: &str) -> Option<u16> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

fn made(year: u16, month: u16, day: u16, exact: Exact, text: &str) -> Result<(Date, Exact), NoDay> {
    let date = u8::try_from(month).ok().zip(u8::try_from(day).ok());
    let date = date.and_then(|(month, day)| Date::new(year, month, day)).filter(|_| year >= 1800);
    date.map(|date| (date, exact))
        .ok_or_else(|| (format!("the calendar has no day `{text}`"), "look it up in the source".to_owned()))
}

/// A text without a time of day after a date.
fn without_time(text: &str) -> &str {
    let time = text.match_indices(['T', ' ']).find(|&(at, _)| {
        let after = text.get(at + 1..).unwrap_or_default();
        let before = text[..at].bytes().next_back().is_some_and(|byte| byte.is_ascii_digit());
        let hour = after.split(':').next().unwrap_or_default();
        before
            && after.contains(':')
            && matches!(hour.len(), 1 | 2)
            && hour.bytes().all(|byte| byte.is_ascii_digit())
    });
    time.map_or(text, |(at, _)| &text[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        match day(text, None) {
            Ok((date, exact)) => format!("{date} {exact:?}"),
            Err((problem, _)) => problem,
        }
    }

    #[test]
    fn days_in_many_forms() {
        for text in [
            "2021-03-05",
            "2021/3/5",
            "20210305",
            "2021.03.05",
            "2021-03-05T10:00:00Z",
            "2021-03-05 0:00",
            "5 March 2021",
            "March 5, 2021",
            "5-Mar-2021",
            "5th of March 2021",
            "Mar 5 2021",
            "2021 March 5",
            " 05 MARCH 2021 ",
        ] {
            assert_eq!(read(text), "2021-03-05 Day", "{text}");
        }
        assert_eq!(read("25/03/2021"), "2021-03-25 Day");
        assert_eq!(read("03/25/2021"), "2021-03-25 Day");
        assert_eq!(read("2021-03"), "2021-03-01 Month");
        assert_eq!(read("03/2021"), "2021-03-01 Month");
        assert_eq!(read("Sept 2021"), "2021-09-01 Month");
        assert_eq!(read("2021"), "2021-01-01 Year");
        assert_eq!(read("2021.0"), "2021-01-01 Year");
    }

    #[test]
    fn the_order_is_never_guessed() {
        assert_eq!(read("05/03/2021"), "`05/03/2021` can be two days");
        assert_eq!(day("05/03/2021", Some(Order::DayFirst)).unwrap().0.to_string(), "2021-03-05");
        assert_eq!(day("05/03/2021", Some(Order::MonthFirst)).unwrap().0.to_string(), "2021-05-03");
        assert_eq!(read("05/05/2021"), "2021-05-05 Day");
    }

    #[test]
    fn what_is_no_day() {
        for text in [
            "soon",
            "2021-02-30",
            "99/99/2021",
            "44260",
            "5 March 21",
            "1",
            "0",
            "12345678901",
            "-",
            "Q1 2021",
            "é",
            "２０２１",
        ] {
            assert!(day(text, None).is_err(), "{text}");
        }
    }
}
