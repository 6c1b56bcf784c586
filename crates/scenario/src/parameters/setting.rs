//! What a parameter is set to in one scenario, and who set it.

use super::library::Set;
use super::parameter::{Parameter, Shape, Status};
use crate::ensemble::Distribution;
use crate::select::normalised;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A parameter and what it is set to.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting {
    /// As the library has it.
    pub parameter: &'static Parameter,
    /// The number in force; of a table, that of whoever has no entry.
    pub value: f64,
    /// The smallest value to reckon with.
    pub low: f64,
    /// The largest value to reckon with.
    pub high: f64,
    /// How draws spread between the two.
    pub shape: Shape,
    /// Who changed it, if it is not as the library has it.
    pub change: Option<Change>,
    /// Entries of a table, where they are not those of the library.
    values: Option<Arc<BTreeMap<String, f64>>>,
    used: Used,
}

/// Who changed a parameter.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// The school that the scenario follows.
    School(&'static Set),
    /// The scenario, which may name a source of its own.
    Scenario {
        /// The source, as the scenario has it; may be empty.
        source: String,
    },
    /// Whoever drew or set it in code.
    Code,
}

impl Change {
    /// One word for who it was.
    pub fn word(&self) -> &'static str {
        match self {
            Self::School(_) => "school",
            Self::Scenario { .. } => "scenario",
            Self::Code => "code",
        }
    }
}

impl Setting {
    pub(super) fn new(parameter: &'static Parameter) -> Self {
        Self {
            parameter,
            value: parameter.value,
            low: parameter.low,
            high: parameter.high,
            shape: parameter.shape,
            change: None,
            values: None,
            used: Used::default(),
        }
    }

    /// What draws spread over, unless it is never drawn.
    pub fn distribution(&self) -> Option<Distribution> {
        self.shape.distribution(self.low, self.value, self.high)
    }

    /// Entries of a table, by selector; of other parameters empty.
    pub fn values(&self) -> &BTreeMap<String, f64> {
        self.values.as_deref().unwrap_or(&self.parameter.values)
    }

    /// How well the source of the library's value, or of the school's, is known. What a scenario sets is its own.
    pub fn status(&self) -> Status {
        match self.change {
            Some(Change::School(set)) => set.status,
            _ => self.parameter.status,
        }
    }

    /// Whether anything has read it since the settings were made.
    pub fn used(&self) -> bool {
        self.used.0.load(Ordering::Relaxed)
    }

    pub(super) fn forget_reading(&mut self) {
        self.used = Used::default();
    }

    pub(super) fn read(&self) -> f64 {
        self.used.0.store(true, Ordering::Relaxed);
        self.value
    }

    /// The entry of the first selector that has one, or the value.
    pub(super) fn entry(&self, selectors: &[(&str, &str)]) -> f64 {
        let value = self.read();
        let values = self.values();
        if values.is_empty() {
            return value;
        }
        let of = |&(kind, word): &(&str, &str)| match kind {
            "" => values.get(word).copied(),
            _ => values.get(&format!("{kind}:{}", normalised(word))).copied(),
        };
        selectors.iter().find_map(of).unwrap_or(value)
    }

    /// Whether the equations can bear a number.
    pub(crate) fn bears(&self, number: f64) -> bool {
        number.is_finite() && self.clamped(number) == number
    }

    /// A number of a sensible size: what the equations can bear.
    pub(super) fn clamped(&self, number: f64) -> f64 {
        let least = self.parameter.least.unwrap_or(f64::NEG_INFINITY);
        let most = self.parameter.most.unwrap_or(f64::INFINITY);
        number.max(least).min(most)
    }

    /// The value, with a range that holds it.
    pub(super) fn set(&mut self, value: f64, change: Change) {
        self.value = value;
        self.low = self.low.min(value);
        self.high = self.high.max(value);
        self.change = Some(change);
    }

    /// As a school has it.
    pub(super) fn adopt(&mut self, set: &'static Set) {
        (self.value, self.low, self.high, self.shape) = (set.value, set.low, set.high, set.shape);
        self.change = Some(Change::School(set));
    }

    /// As a scenario has it, range and all.
    pub(super) fn replace(&mut self, value: f64, range: (f64, f64), shape: Shape, source: String) {
        self.value = value;
        (self.low, self.high) = range;
        self.shape = shape;
        self.change = Some(Change::Scenario { source });
    }

    pub(super) fn set_values(&mut self, values: BTreeMap<String, f64>) {
        self.values = Some(Arc::new(values));
    }
}

/// Whether a setting has been read. It says nothing about what the setting is, so it makes no two of them differ.
#[derive(Debug, Default)]
struct Used(AtomicBool);

impl Clone for Used {
    fn clone(&self) -> Self {
        Self(AtomicBool::new(self.0.load(Ordering::Relaxed)))
    }
}

impl PartialEq for Used {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
