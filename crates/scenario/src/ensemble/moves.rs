//! What a parameter moves: an entry of the scenario, the trade elasticities, or a number that AI rests on.

use crate::diagnostic::Fault;
use crate::entries::Change;
use crate::fields::Word;
use crate::parameters::Parameters;
use comity_data::nearest::{Candidate, did_you_mean};
use serde::Serialize;

/// An entry of the scenario as parameters see it.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// Such as `trade_cost`.
    pub kind: &'static str,
    /// Place among the entries of its kind, the first being 1.
    pub position: usize,
    /// The `name` that the scenario gives it.
    pub name: Option<String>,
    /// The key that holds its number.
    pub key: &'static str,
    /// The number, if it is one; a file has many.
    pub number: Option<f64>,
    /// Whether a number can be.
    pub check: fn(f64) -> Result<f64, Fault>,
}

impl Entry {
    /// Such as `trade_cost.1`, or `trade_cost.digital` where it has a name.
    pub fn path(&self) -> String {
        match &self.name {
            Some(name) => format!("{}.{name}", self.kind),
            None => format!("{}.{}", self.kind, self.position),
        }
    }

    /// Such as `trade_cost.1.factor`.
    fn target(&self) -> String {
        format!("{}.{}", self.path(), self.key)
    }

    /// Whether it ends trade: an infinite factor.
    pub fn is_ban(&self) -> bool {
        self.number == Some(f64::INFINITY)
    }

    fn is(&self, target: &str) -> bool {
        target == self.target() || target == format!("{}.{}.{}", self.kind, self.position, self.key)
    }
}

/// What a parameter moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moves {
    /// Trade elasticities of some sectors.
    Theta,
    /// The entry at this place in the list of all.
    Entry(usize),
    /// The parameter of AI that has this id.
    Parameter(&'static str),
    /// Weights and levels of the registry of measures, all at once.
    Rules,
}

/// What weights and levels of the registry are called together.
pub(crate) const RULES: &str = "rules";

/// How a drawn number takes effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum As {
    /// It stands where the number of the scenario stood.
    Value,
    /// The number of the scenario is multiplied by it.
    Multiple,
    /// The entry happens to this degree: 0 not at all, 1 as written, 2 twice over, in logs.
    Size,
}

pub(super) const AS: [(&str, As); 3] = [("value", As::Value), ("multiple", As::Multiple), ("size", As::Size)];

impl As {
    /// What it does to an entry's number.
    pub fn change(self, drawn: f64) -> Change {
        match self {
            Self::Value => Change::Value(drawn),
            Self::Multiple => Change::Multiple(drawn),
            Self::Size => Change::Size(drawn),
        }
    }
}

impl Moves {
    /// What a `target` means among the entries of the scenario.
    pub fn parse(target: &Word, entries: &[Entry]) -> Result<Self, Fault> {
        let word = target.get_ref().as_str();
        if word == "theta" {
            return Ok(Self::Theta);
        }
        if word == RULES {
            return Err(Fault::at(target.span(), "weights and levels of rules have distributions of their own")
                .hint("leave this out, and they are drawn where there is [regulation]; fixed = \"rules\" leaves them as coded"));
        }
        let mut found = entries.iter().enumerate().filter(|(_, entry)| entry.is(word));
        match (found.next(), found.next()) {
            (Some((at, _)), None) => return Ok(Self::Entry(at)),
            (Some((_, one)), Some((_, other))) => {
                let [one, other] = [one, other].map(|e| format!("`{}.{}.{}`", e.kind, e.position, e.key));
                return Err(Fault::at(target.span(), format!("`{word}` is two entries"))
                    .hint(format!("write {one} or {other}, or give them different names")));
            }
            (None, _) => {}
        }
        let library = Parameters::library();
        if let Ok(setting) = library.find(word) {
            return Ok(Self::Parameter(&setting.parameter.id));
        }
        let mut known: Vec<String> = entries.iter().map(Entry::target).collect();
        known.push("theta".to_owned());
        let parameters = library
            .iter()
            .map(|setting| Candidate { word: &setting.parameter.id, name: &setting.parameter.name });
        let hint = did_you_mean(word, known.iter().map(|known| Candidate::word(known)).chain(parameters))
            .unwrap_or_else(|| format!("this scenario has: {}", known.join(", ")));
        Err(Fault::at(target.span(), format!("nothing in this scenario is called `{word}`")).hint(hint))
    }
}
