//! The `[adoption]` table of a scenario as data, before it meets a baseline.

use super::catch_up::CatchUp;
use super::relations::Measure;
use crate::diagnostic::Fault;
use crate::fields::{Fields, Word};
use comity_data::nearest;
use std::ops::Range;
use toml::Spanned;
use toml::de::DeTable;

const KEYS: &[&str] = &["measure", "readiness", "observed", "speed", "equal", "curve", "catch_up"];
const CURVE_KEYS: &[&str] = &["economies", "except", "ceiling", "speed", "midpoint"];
/// Instead of a selector: the best there is.
const TOP: &str = "top";
/// Instead of a speed: what the economy's own observations give.
const OBSERVED: &str = "observed";

/// What a scenario says about adoption.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Table {
    pub(super) measure: Measure,
    pub(super) readiness: Option<Word>,
    pub(super) observed: Option<Word>,
    pub(super) speed: Option<f64>,
    pub(super) equal: Option<Target>,
    pub(super) curves: Vec<CurveEntry>,
    pub(super) catch_ups: Vec<CatchUp>,
}

/// `[[adoption.curve]]`: numbers of the curves of some economies.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct CurveEntry {
    pub span: Range<usize>,
    pub economies: Option<Vec<Word>>,
    pub except: Vec<Word>,
    pub ceiling: Option<Spanned<f64>>,
    pub speed: Option<Speed>,
    pub midpoint: Option<f64>,
}

/// How fast an economy adopts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Speed {
    Given(f64),
    /// As fast as between its first observation and its last.
    Observed,
}

/// Whom others come to be like.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Target {
    /// The best in each number.
    Top,
    /// The average of these economies.
    Average(Vec<Word>),
}

impl Table {
    /// Of whom adoption is a share.
    pub fn measure(&self) -> Measure {
        self.measure
    }

    /// Reads the table, if the scenario has one.
    pub fn parse(fields: &Fields) -> Result<Self, Fault> {
        let Some(table) = fields.table("adoption")? else { return Ok(Self::default()) };
        let fields = Fields::new(table, "[adoption]", KEYS)?;
        let entries = |key| fields.tables(key);
        let curves: Result<Vec<_>, Fault> =
            entries("curve")?.iter().map(|(table, span)| CurveEntry::parse(table, span)).collect();
        let catch_ups: Result<Vec<_>, Fault> =
            entries("catch_up")?.iter().map(|(table, span)| CatchUp::parse(table, span)).collect();
        let parsed = Self {
            measure: measure(&fields)?,
            readiness: fields.text("readiness")?,
            observed: fields.text("observed")?,
            speed: fields.number("speed")?.as_ref().map(check_speed).transpose()?,
            equal: equal(&fields)?,
            curves: curves?,
            catch_ups: catch_ups?,
        };
        match (&parsed.equal, parsed.catch_ups.first()) {
            (Some(_), Some(catch_up)) => {
                let message = "with `equal` all adopt alike, and nothing is left to catch up";
                Err(Fault::at(catch_up.span.clone(), message).hint("remove one of the two"))
            }
            _ => Ok(parsed),
        }
    }
}

impl CurveEntry {
    fn parse(table: &DeTable, span: &Range<usize>) -> Result<Self, Fault> {
        let fields = Fields::new(table, "[[adoption.curve]]", CURVE_KEYS)?;
        let entry = Self {
            span: span.clone(),
            economies: fields.words("economies")?,
            except: fields.words("except")?.unwrap_or_default(),
            ceiling: fields.number("ceiling")?.map(check_ceiling).transpose()?,
            speed: speed(&fields)?,
            midpoint: year(&fields, "midpoint")?.map(Spanned::into_inner),
        };
        if entry.ceiling.is_none() && entry.speed.is_none() && entry.midpoint.is_none() {
            return Err(Fault::at(span.clone(), "[[adoption.curve]] sets nothing")
                .hint("add `ceiling`, `speed` or `midpoint`"));
        }
        Ok(entry)
    }
}

fn measure(fields: &Fields) -> Result<Measure, Fault> {
    let Some(word) = fields.text("measure")? else { return Ok(Measure::default()) };
    let known = Measure::WORDS.iter().find(|(known, _)| known == word.get_ref());
    known.map(|&(_, measure)| measure).ok_or_else(|| {
        Fault::at(word.span(), format!("unknown measure `{}`", word.get_ref()))
            .hint(nearest::one_of(word.get_ref(), &Measure::WORDS.map(|(word, _)| word)))
    })
}

fn speed(fields: &Fields) -> Result<Option<Speed>, Fault> {
    match fields.text("speed") {
        Ok(Some(word)) if word.get_ref() == OBSERVED => Ok(Some(Speed::Observed)),
        Ok(Some(word)) => Err(Fault::at(word.span(), format!("`speed` cannot be `{}`", word.get_ref()))
            .hint("it is a number such as 0.25, or `observed`")),
        _ => Ok(fields.number("speed")?.as_ref().map(check_speed).transpose()?.map(Speed::Given)),
    }
}

/// Whom all are like: `true` is short for the top.
fn equal(fields: &Fields) -> Result<Option<Target>, Fault> {
    match fields.flag("equal") {
        Ok(Some(flag)) => Ok(flag.then_some(Target::Top)),
        _ => target(fields, "equal"),
    }
}

/// A key that names economies to be like, or the top.
pub(super) fn target(fields: &Fields, key: &str) -> Result<Option<Target>, Fault> {
    let Some(words) = fields.words(key)? else { return Ok(None) };
    match words.iter().find(|word| word.get_ref() == TOP) {
        Some(word) if words.len() > 1 => {
            Err(Fault::at(word.span(), "`top` stands for the best of all economies")
                .hint("write it alone, or name economies whose average counts"))
        }
        Some(_) => Ok(Some(Target::Top)),
        None => Ok(Some(Target::Average(words))),
    }
}

/// A share from 0 to 1.
pub(super) fn share(fields: &Fields, key: &str) -> Result<Option<f64>, Fault> {
    let Some(number) = fields.number(key)? else { return Ok(None) };
    match *number.get_ref() {
        share if (0.0..=1.0).contains(&share) => Ok(Some(share)),
        other => Err(Fault::at(number.span(), format!("`{key}` must be from 0 to 1, found {other}"))
            .hint("0.5 is half of the gap")),
    }
}

fn check_ceiling(number: Spanned<f64>) -> Result<Spanned<f64>, Fault> {
    match *number.get_ref() {
        ceiling if ceiling > 0.0 && ceiling <= 1.0 => Ok(number),
        other => {
            Err(Fault::at(number.span(), format!("a ceiling must be above 0 and at most 1, found {other}"))
                .hint("0.9 is 90 percent of people or firms"))
        }
    }
}

fn check_speed(number: &Spanned<f64>) -> Result<f64, Fault> {
    match *number.get_ref() {
        speed if speed > 0.0 && speed.is_finite() => Ok(speed),
        other => Err(Fault::at(number.span(), format!("a speed must be positive and finite, found {other}"))
            .hint("0.25 lets adoption grow by a quarter a year, in logs, while few have adopted")),
    }
}

/// A year in which something about AI can happen.
pub(super) fn year(fields: &Fields, key: &str) -> Result<Option<Spanned<f64>>, Fault> {
    let Some(number) = fields.number(key)? else { return Ok(None) };
    match *number.get_ref() {
        year if (1950.0..=2200.0).contains(&year) => Ok(Some(number)),
        other => {
            let message = format!("`{key}` must be a year from 1950 to 2200, found {other}");
            Err(Fault::at(number.span(), message).hint("2030.5 is the middle of 2030"))
        }
    }
}
