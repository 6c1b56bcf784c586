//! How adoption depends on readiness, and what ships about both: `assets/readiness`, written by `examples/readiness.rs`.

use super::curve::{Curve, Observation};
use crate::id;
use crate::parameters::Parameters;
use comity_data::frame::{File, Format, FrameError};
use std::collections::{HashMap, HashSet};

macro_rules! asset {
    ($name:literal) => {
        include_str!(concat!("../../../../../assets/readiness/", $name))
    };
}

/// Of whom adoption is a share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Measure {
    /// People from 15 to 64 years who used generative AI in the time observed.
    #[default]
    People,
    /// Firms with 10 or more employees that use AI.
    Firms,
}

impl Measure {
    /// Both with their words in a scenario.
    pub const WORDS: [(&'static str, Self); 2] = [("people", Self::People), ("firms", Self::Firms)];

    /// The word for it in a scenario.
    pub fn word(self) -> &'static str {
        Self::WORDS[self as usize].0
    }
}

/// How a curve depends on readiness.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Relations {
    /// Weights of the pillars in the score of readiness, in the order of [`Pillar::ALL`](super::Pillar::ALL).
    pub weights: [f64; 4],
    /// Speed of everybody for whom nothing else is said, per year.
    pub speed: f64,
    /// The ceiling at a score of 0.
    pub ceiling_base: f64,
    /// What a score of 1 adds to it; a ceiling never passes 1.
    pub ceiling_slope: f64,
    /// The moment at which adoption is related to readiness.
    pub start_time: f64,
    /// ln(adoption / (ceiling - adoption)) at that moment at a score of 0.
    pub start_base: f64,
    /// What a score of 1 adds to it.
    pub start_slope: f64,
}

impl Relations {
    /// Those that parameters give.
    pub fn new(parameters: &Parameters, measure: Measure) -> Self {
        let value = |id| parameters.value(id);
        let (start_time, start_base, start_slope) = match measure {
            Measure::People => {
                (id!("adoption.start_time"), id!("adoption.start_base"), id!("adoption.start_slope"))
            }
            Measure::Firms => (
                id!("adoption.firms_start_time"),
                id!("adoption.firms_start_base"),
                id!("adoption.firms_start_slope"),
            ),
        };
        Self {
            weights: [
                value(id!("readiness.weight_infrastructure")),
                value(id!("readiness.weight_human_capital")),
                value(id!("readiness.weight_innovation")),
                value(id!("readiness.weight_regulation")),
            ],
            speed: value(id!("adoption.speed")),
            ceiling_base: value(id!("adoption.ceiling_base")),
            ceiling_slope: value(id!("adoption.ceiling_slope")),
            start_time: value(start_time),
            start_base: value(start_base),
            start_slope: value(start_slope),
        }
    }

    /// The score of readiness: the weighted average of the pillars.
    pub fn score(&self, pillars: &[f64; 4]) -> f64 {
        let sum: f64 = pillars.iter().zip(&self.weights).map(|(pillar, weight)| pillar * weight).sum();
        sum / self.weights.iter().sum::<f64>()
    }

    /// The curve that readiness lets expect.
    pub fn curve(&self, pillars: &[f64; 4], speed: f64) -> Curve {
        let score = self.score(pillars);
        Curve {
            ceiling: (self.ceiling_base + self.ceiling_slope * score).min(1.0),
            speed,
            midpoint: self.start_time - (self.start_base + self.start_slope * score) / speed,
        }
    }
}

/// The tables that ship, by economy or by a selector such as `income:low` or `all`.
pub(super) struct Tables {
    pub pillars: HashMap<String, [f64; 4]>,
    pub observed: HashMap<String, Vec<Observation>>,
    /// Income groups of economies that have one.
    pub groups: HashMap<String, String>,
    /// Codes that are economies, whether a baseline has them or not.
    pub codes: HashSet<String>,
}

impl Tables {
    pub fn shipped(measure: Measure) -> Result<Self, FrameError> {
        let file = |name: &str, text: &'static str| File::from_bytes(name, Format::Csv, text);
        let pillars = file("pillars.csv", asset!("pillars.csv"))
            .read(["economies"], ["infrastructure", "human_capital", "innovation", "regulation"])?;
        let observed =
            file("adoption.csv", asset!("adoption.csv")).read(["economies", "measure"], ["year", "share"])?;
        let groups =
            file("income_groups.csv", asset!("income_groups.csv")).read(["economy", "income_group"], [])?;
        let mut tables = Self {
            pillars: HashMap::new(),
            observed: HashMap::new(),
            groups: groups.text[0]
                .iter()
                .zip(groups.text[1].iter())
                .map(|(a, b)| (a.to_owned(), b.to_owned()))
                .collect(),
            codes: groups.text[0].labels.iter().cloned().collect(),
        };
        for row in 0..pillars.len() {
            let numbers = pillars.numbers.each_ref().map(|numbers| numbers[row]);
            tables.pillars.insert(pillars.text[0].get(row).to_owned(), numbers);
        }
        for row in 0..observed.len() {
            if observed.text[1].get(row) == measure.word() {
                let observation =
                    Observation { year: observed.numbers[0][row], share: observed.numbers[1][row] };
                let code = observed.text[0].get(row);
                tables.observed.entry(code.to_owned()).or_default().push(observation);
                if !code.contains(':') && code != "all" {
                    tables.codes.insert(code.to_owned());
                }
            }
        }
        Ok(tables)
    }

    /// Readiness on average over all economies.
    pub fn world(&self) -> [f64; 4] {
        self.pillars.get("all").copied().unwrap_or_default()
    }

    /// When anybody was observed last.
    pub fn latest(&self) -> f64 {
        self.observed.values().flatten().map(|observation| observation.year).fold(0.0, f64::max)
    }
}
