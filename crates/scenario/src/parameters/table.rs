//! `[parameters]` of a scenario: the school that it follows, and values of its own.

use super::Parameters;
use super::library::scale_of;
use super::parameter::{SHAPES, Shape};
use super::setting::{Change, Setting};
use crate::diagnostic::Fault;
use crate::error::Error;
use crate::fields::{Fields, Word, number};
use crate::select::normalised;
use crate::target::Target;
use comity_data::nearest;
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Keys of `"ID" = { ... }`, for a parameter that is one number.
const KEYS: &[&str] = &["value", "low", "high", "distribution", "source"];
/// Kinds of groups that entries of a table may be for.
const KINDS: [&str; 2] = ["group", "income"];

/// What the user may not have meant.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Doubts {
    /// Each with the place in the text that it is about.
    warnings: Vec<(usize, String)>,
    /// Sectors, economies and groups that have entries in tables.
    keys: Vec<Word>,
}

impl Doubts {
    /// Tells them, once it is known which economies and sectors there are.
    pub fn tell(&self, target: &mut Target) -> Result<(), Error> {
        for (offset, warning) in &self.warnings {
            target.warn(*offset, warning);
        }
        target.select(|selector, warnings| selector.except(&self.keys, warnings))?;
        Ok(())
    }
}

/// The parameters of a scenario, and what the user may not have meant.
pub(crate) fn parse(fields: &Fields) -> Result<(Parameters, Doubts), Fault> {
    let library = Parameters::library();
    let Some(table) = fields.table("parameters")? else { return Ok((library, Doubts::default())) };
    let mut parameters = match table.get("school") {
        None => library,
        Some(value) => {
            let DeValue::String(name) = value.get_ref() else {
                return Err(Fault::at(value.span(), "`school` must be text")
                    .hint("for example: school = \"cautious\""));
            };
            let with_school = library.with_school(name);
            with_school.map_err(|unknown| Fault::at(value.span(), unknown.to_string()).hint(unknown.hint))?
        }
    };
    let mut reader = Reader { parameters: &mut parameters, doubts: Doubts::default() };
    for (key, value) in in_order(table) {
        if key.get_ref() != "school" {
            reader.entry(key.get_ref(), &key.span(), value)?;
        }
    }
    let doubts = reader.doubts;
    Ok((parameters, doubts))
}

struct Reader<'p> {
    parameters: &'p mut Parameters,
    doubts: Doubts,
}

impl Reader<'_> {
    /// One key and what it is set to. A dot in an id may be written as a table in a table.
    fn entry(&mut self, path: &str, at: &Range<usize>, value: &Spanned<DeValue>) -> Result<(), Fault> {
        if self.parameters.setting(path).is_none() {
            let DeValue::Table(inner) = value.get_ref() else { return Err(unknown(path, at)) };
            if !self.parameters.iter().any(|setting| begins(&setting.parameter.id, path)) {
                return Err(unknown(path, at));
            }
            for (key, value) in in_order(inner) {
                self.entry(&format!("{path}.{}", key.get_ref()), &key.span(), value)?;
            }
            return Ok(());
        }
        match value.get_ref() {
            DeValue::Table(table) if self.is_table(path) => self.values(path, table),
            DeValue::Table(table) => self.range(path, at, table),
            _ => self.number(path, at, value),
        }
    }

    fn is_table(&self, id: &str) -> bool {
        self.parameters.setting(id).is_some_and(|setting| !setting.parameter.values.is_empty())
    }

    /// `"ID" = 0.2`; of a table, every entry.
    fn number(&mut self, id: &str, at: &Range<usize>, value: &Spanned<DeValue>) -> Result<(), Fault> {
        self.check_once(id, at)?;
        let number = self.checked(id, id, value)?;
        self.warn_outside(id, number, value.span().start);
        let is_table = self.is_table(id);
        if let Some(setting) = self.parameters.setting_mut(id) {
            setting.set(number, Change::Scenario { source: String::new() });
            if is_table {
                setting.set_values(BTreeMap::new());
            }
        }
        Ok(())
    }

    /// `"ID" = { value = 0.2, low = 0.1, high = 0.3 }`.
    fn range(&mut self, id: &str, at: &Range<usize>, table: &DeTable) -> Result<(), Fault> {
        self.check_once(id, at)?;
        let fields = Fields::new(table, &format!("`{id}`"), KEYS)?;
        let of = |key: &str| table.get(key).map(|value| self.checked(id, key, value)).transpose();
        let (value, low, high) = (of("value")?, of("low")?, of("high")?);
        let Some(setting) = self.parameters.setting(id) else { return Ok(()) };
        let own_range = low.is_some() || high.is_some();
        let value = value.unwrap_or(setting.value);
        let (mut low, mut high) = (low.unwrap_or(setting.low), high.unwrap_or(setting.high));
        let shape = shape(&fields)?.unwrap_or(setting.shape);
        let span =
            |keys: &[&str]| keys.iter().find_map(|key| fields.key_span(key)).unwrap_or_else(|| at.clone());
        if !own_range {
            self.warn_outside(id, value, span(&["value"]).start);
            (low, high) = (low.min(value), high.max(value));
        } else if !(low..=high).contains(&value) {
            let message = format!("`{id}` is {value}, which is not between {low} and {high}");
            return Err(
                Fault::at(span(&["low", "high"]), message).hint("give `value`, `low` and `high` together")
            );
        }
        if shape == Shape::Lognormal && low <= 0.0 {
            let message = format!("a lognormal distribution is above 0, and `{id}` reaches down to {low}");
            return Err(Fault::at(span(&["distribution", "low"]), message)
                .hint("raise `low`, or use distribution = \"pert\""));
        }
        let source = fields.text("source")?.map(Spanned::into_inner).unwrap_or_default();
        if let Some(setting) = self.parameters.setting_mut(id) {
            setting.replace(value, (low, high), shape, source);
        }
        Ok(())
    }

    /// One spelling is not seen by the other: `"productivity.saving"`, and `saving` under `[parameters.productivity]`.
    fn check_once(&self, id: &str, at: &Range<usize>) -> Result<(), Fault> {
        match self.parameters.setting(id).map(|setting| &setting.change) {
            Some(Some(Change::Scenario { .. })) => {
                Err(Fault::at(at.clone(), format!("`{id}` is set twice")).hint("keep one of the two"))
            }
            _ => Ok(()),
        }
    }

    /// `"ID" = { c28 = 0.3, "group:services" = 0.2 }`: entries of a table; those not named stay.
    fn values(&mut self, id: &str, table: &DeTable) -> Result<(), Fault> {
        let Some(setting) = self.parameters.setting(id) else { return Ok(()) };
        let (mut values, mut value) = (setting.values().clone(), setting.value);
        let mut own = false;
        for (key, entry) in in_order(table) {
            let word = key.get_ref().as_ref();
            if word == "scale" && self.parameters.setting(&scale_of(id)).is_some() {
                self.entry(&scale_of(id), &key.span(), entry)?;
                continue;
            }
            let number = self.checked(id, word, entry)?;
            self.warn_outside(id, number, entry.span().start);
            if word == "value" {
                value = number;
            } else {
                let group = word.split_once(':');
                if word == "all" || group.is_some_and(|(kind, _)| !KINDS.contains(&kind)) {
                    return Err(Fault::at(key.span(), format!("`{id}` has no entries for `{word}`")).hint(
                        "entries are for codes, `group:...` and `income:...`; `value` is for whoever has none",
                    ));
                }
                self.doubts.keys.push(Spanned::new(key.span(), word.to_owned()));
                let word = group
                    .map_or_else(|| word.to_owned(), |(kind, group)| format!("{kind}:{}", normalised(group)));
                values.insert(word, number);
            }
            own = true;
        }
        if let Some(setting) = self.parameters.setting_mut(id).filter(|_| own) {
            setting.set(value, Change::Scenario { source: String::new() });
            setting.set_values(values);
        }
        Ok(())
    }

    /// A number that the equations can bear.
    fn checked(&self, id: &str, key: &str, value: &Spanned<DeValue>) -> Result<f64, Fault> {
        let number = *number(key, value)?.get_ref();
        let parameter = self.parameters.setting(id).map(|setting| setting.parameter);
        let least = parameter.and_then(|parameter| parameter.least).unwrap_or(f64::NEG_INFINITY);
        let most = parameter.and_then(|parameter| parameter.most).unwrap_or(f64::INFINITY);
        if !number.is_finite() {
            return Err(Fault::at(value.span(), format!("`{key}` must be finite")));
        }
        if number < least {
            return Err(Fault::at(value.span(), format!("`{id}` cannot be below {least}, found {number}")));
        }
        if number > most {
            return Err(Fault::at(value.span(), format!("`{id}` cannot be above {most}, found {number}")));
        }
        Ok(number)
    }

    fn warn_outside(&mut self, id: &str, number: f64, offset: usize) {
        let Some(Setting { low, high, .. }) = self.parameters.setting(id) else { return };
        if number < *low || number > *high {
            let message =
                format!("`{id}` is {number}, outside its range of {low} to {high}; it is used as written");
            self.doubts.warnings.push((offset, message));
        }
    }
}

fn shape(fields: &Fields) -> Result<Option<Shape>, Fault> {
    let Some(word) = fields.text("distribution")? else { return Ok(None) };
    let known = SHAPES.iter().find(|(known, _)| known == word.get_ref());
    known.map(|&(_, shape)| Some(shape)).ok_or_else(|| {
        Fault::at(word.span(), format!("unknown distribution `{}` of a parameter", word.get_ref()))
            .hint(nearest::one_of(word.get_ref(), &SHAPES.map(|(word, _)| word)))
    })
}

fn unknown(path: &str, at: &Range<usize>) -> Fault {
    let unknown = super::unknown_parameter(path);
    Fault::at(at.clone(), unknown.to_string()).hint(unknown.hint)
}

/// Whether an id is the path and more.
fn begins(id: &str, path: &str) -> bool {
    id.strip_prefix(path).is_some_and(|rest| rest.starts_with('.'))
}

type Key<'t> = Spanned<std::borrow::Cow<'t, str>>;

/// Keys and values in the order of the text.
fn in_order<'t>(table: &'t DeTable<'t>) -> Vec<(&'t Key<'t>, &'t Spanned<DeValue<'t>>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}
