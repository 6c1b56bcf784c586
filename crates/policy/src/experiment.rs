//! Rules other than those in force: what a scenario would change.

use crate::rules::{Entry, Rules};
use crate::strictest::{Cell, stricter};
use crate::taxonomy::HIGHEST;

/// What is changed about the rules of a day, in this order. Economies are places among [`Rules::economies`].
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Experiment {
    /// Levels that measures or jurisdictions are given.
    pub edits: Vec<Edit>,
    /// Economies that have another's rules instead of their own.
    pub adoptions: Vec<Adoption>,
    /// Economies in which a feature has the same level, which they share.
    pub levelled: Vec<Levelled>,
    /// Economies that refer to the same international standard in all their duties.
    pub standards: Vec<Vec<usize>>,
    /// Economies that recognise each other's assessments, before sale and of data.
    pub recognitions: Vec<Vec<usize>>,
    /// Economies that recognise nobody outside, whatever holds today; inside, nothing changes by it.
    pub blocs: Vec<Vec<usize>>,
    /// How many levels the duties of one bloc fall short of those of another at least, where both have them: the same duty done otherwise.
    pub divergence: f64,
}

/// A level that measures or jurisdictions are given.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// What is edited.
    pub of: Edited,
    /// The level, from 0 to 3; it counts in full, as of law that is sure.
    pub level: f64,
}

/// What is edited.
#[derive(Debug, Clone, PartialEq)]
pub enum Edited {
    /// What a measure requires: of one feature, by place in the taxonomy, or of all that it requires now.
    Measure {
        /// Its id.
        id: String,
        /// The feature.
        feature: Option<usize>,
    },
    /// What the measures of an economy or union require together of one feature.
    Jurisdiction {
        /// Its code.
        code: String,
        /// The feature, by place in the taxonomy.
        feature: usize,
    },
}

/// Economies that have another's rules instead of their own, unions of which they are members included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adoption {
    /// Who adopts them.
    pub by: Vec<usize>,
    /// Whose they are.
    pub rules_of: usize,
}

/// Economies in which a feature has the same level.
#[derive(Debug, Clone, PartialEq)]
pub struct Levelled {
    /// Which.
    pub economies: Vec<usize>,
    /// The feature, by place in the taxonomy.
    pub feature: usize,
    /// The level.
    pub level: f64,
}

impl Experiment {
    /// No rules at all, in any economy.
    pub fn nothing_required(rules: &Rules) -> Self {
        let economies: Vec<usize> = (0..rules.economies().len()).collect();
        let features = 0..rules.registry.taxonomy.features.len();
        let levelled =
            features.map(|feature| Levelled { economies: economies.clone(), feature, level: 0.0 }).collect();
        Self { levelled, ..Self::default() }
    }

    /// The level of an entry, if it is edited: none where a jurisdiction's own replaces it.
    pub(crate) fn level(&self, entry: &Entry) -> Option<f64> {
        self.edits.iter().rev().find_map(|edit| match &edit.of {
            Edited::Measure { id, feature } => {
                let meant = *id == entry.measure.id && feature.is_none_or(|feature| feature == entry.feature);
                meant.then_some(edit.level)
            }
            Edited::Jurisdiction { code, feature } => {
                let meant = *code == entry.measure.jurisdiction && *feature == entry.feature;
                meant.then_some(0.0)
            }
        })
    }

    /// Gives a jurisdiction the levels that it is to have, and a measure those that it does not require today. `has` says whether a
    /// measure is among those in force.
    pub(crate) fn edit<'a>(
        &self,
        code: &str,
        has: impl Fn(&str) -> Option<&'a Entry<'a>>,
        cells: &mut [Cell<'a>],
    ) {
        for edit in &self.edits {
            match &edit.of {
                Edited::Jurisdiction { code: of, feature } if of == code => {
                    stricter(&mut cells[*feature], (edit.level, None));
                }
                Edited::Measure { id, feature: Some(feature) } => {
                    if let Some(entry) = has(id) {
                        stricter(&mut cells[*feature], (edit.level, Some(entry)));
                    }
                }
                _ => {}
            }
        }
    }

    /// Changes the rules of economies, by place, that stand for `features` cells each.
    pub(crate) fn adopt(&self, features: usize, cells: &mut [Cell]) {
        for Adoption { by, rules_of } in &self.adoptions {
            let theirs = cells[rules_of * features..][..features].to_vec();
            for economy in by {
                cells[economy * features..][..features].clone_from_slice(&theirs);
            }
        }
        for Levelled { economies, feature, level } in &self.levelled {
            for economy in economies {
                let cell = &mut cells[economy * features + feature];
                *cell = (*level, cell.1);
            }
        }
    }

    /// The divergence as a share of the highest level.
    pub(crate) fn apart(&self) -> f64 {
        self.divergence / f64::from(HIGHEST)
    }
}
