//! Which measures, and which of their requirements, reach a product: `assets/policy/scope.toml`.

use super::facts::{Answer, Test};
use super::product::Product;
use crate::date::Date;
use crate::error::RegistryError;
use crate::measure::{Binding, Measure, Requirement};
use crate::rules::Entry;
use crate::scopes::ALL;
use crate::taxonomy::HIGHEST;
use crate::toml_text::{Day, Text, date};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Which measures reach which products.
#[derive(Debug, Clone, PartialEq)]
pub struct Scope {
    /// Sectors of use that a product can name.
    pub uses: Vec<String>,
    pub(super) risk: Classes,
    sectors: BTreeMap<String, Sector>,
    kinds: BTreeMap<String, Condition>,
    features: BTreeMap<String, Special>,
    measures: BTreeMap<String, Narrower>,
    later: Vec<Later>,
}

/// Uses that make a product one of high risk.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Classes {
    pub deciding: Vec<String>,
    pub products: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Sector {
    uses: Vec<String>,
    any: Vec<Test>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Condition {
    any: Vec<Test>,
    some: Vec<Test>,
}

#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Special {
    any: Vec<Test>,
    some: Option<Vec<Test>>,
    some_data: Option<Vec<Test>>,
}

/// What a measure needs beyond its kind and sectors; both lists, where they are not empty.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Narrower {
    #[serde(default)]
    any: Vec<Test>,
    #[serde(default)]
    uses: Vec<String>,
    #[serde(rename = "why")]
    _why: String,
}

#[derive(Debug, Clone, PartialEq)]
struct Later {
    measure: String,
    stage: Date,
    uses: Vec<String>,
    from: Date,
}

/// Whether a requirement reaches a product, and why.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reach {
    pub answer: Answer,
    /// What is true of the product, in words.
    pub because: Vec<String>,
    /// Keys of the product file that could still decide.
    pub open: BTreeSet<&'static str>,
}

impl Reach {
    fn everything() -> Self {
        Self { answer: Answer::Yes, because: Vec::new(), open: BTreeSet::new() }
    }

    pub fn and(&mut self, answer: Answer, because: impl Into<String>, keys: &[&'static str]) {
        self.answer = self.answer.min(answer);
        match answer {
            Answer::Yes => {
                let because = because.into();
                if !because.is_empty() && !self.because.contains(&because) {
                    self.because.push(because);
                }
            }
            Answer::Open => self.open.extend(keys),
            Answer::No => {}
        }
    }

    /// One of several tests; none is no condition.
    fn and_any(&mut self, product: &Product, scope: &Scope, tests: &[Test]) {
        let answers = || tests.iter().map(|test| (*test, product.answer(scope, *test)));
        let Some(best) = answers().map(|(_, answer)| answer).max() else { return };
        for (test, _) in answers().filter(|(_, answer)| *answer == best).take(if best == Answer::Yes {
            1
        } else {
            tests.len()
        }) {
            let open: Vec<&str> = test.keys().iter().copied().filter(|key| product.lacks(key)).collect();
            self.and(best, test.because(), &open);
        }
    }
}

impl Scope {
    pub(super) fn read(text: Text) -> Result<Self, RegistryError> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct File {
            uses: Vec<String>,
            risk: Classes,
            sectors: BTreeMap<String, Sector>,
            kinds: BTreeMap<String, Condition>,
            features: BTreeMap<String, Special>,
            measures: BTreeMap<String, Narrower>,
            later: Vec<RawLater>,
        }
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct RawLater {
            measure: String,
            stage: Day,
            uses: Vec<String>,
            from: Day,
            #[serde(rename = "why")]
            _why: String,
        }
        let File { uses, risk, sectors, kinds, features, measures, later } = text.parse()?;
        let dated = |RawLater { measure, stage, uses, from, .. }: RawLater| {
            Ok(Later { measure, stage: date("stage", &stage)?, uses, from: date("from", &from)? })
        };
        let later: Result<_, _> = later.into_iter().map(dated).collect();
        let later = later.map_err(|fault| text.error(fault))?;
        Ok(Self { uses, risk, sectors, kinds, features, measures, later })
    }

    /// Whether any requirement of a kind of measure is a duty of sellers.
    pub(super) fn has_duties(&self, measure: &Measure) -> bool {
        measure.binding == Binding::Hard && !measure.is_bill() && self.kinds.contains_key(&measure.kind)
    }

    /// Whether a requirement of a measure reaches a product.
    pub(super) fn reach(&self, product: &Product, measure: &Measure, requirement: &Requirement) -> Reach {
        let mut reach = Reach::everything();
        let Some(kind) = self.kinds.get(&measure.kind).filter(|_| self.has_duties(measure)) else {
            return Reach { answer: Answer::No, ..reach };
        };
        reach.and_any(product, self, &kind.any);
        let for_all = measure.sectors.is_empty() || measure.sectors.iter().any(|sector| sector == ALL);
        if !for_all {
            self.and_sectors(&mut reach, product, &measure.sectors);
        }
        if let Some(narrower) = self.measures.get(&measure.id) {
            reach.and_any(product, self, &narrower.any);
            if !narrower.uses.is_empty() {
                self.and_sectors(&mut reach, product, &narrower.uses);
            }
        }
        if !measure.subnational.is_empty() {
            let sold = product.regions.as_ref().map(|regions| regions.contains(&measure.subnational));
            reach.and(sold.into(), format!("it is sold in {}", measure.subnational), &["regions"]);
        }
        let special = self.features.get(&requirement.feature);
        if let Some(special) = special {
            reach.and_any(product, self, &special.any);
        }
        if requirement.level < HIGHEST {
            let data = measure.kind.starts_with("data");
            let special = special
                .and_then(|special| if data { special.some_data.as_ref() } else { special.some.as_ref() });
            // A measure for named sectors has already said which products it is for.
            let usual = if for_all { kind.some.as_slice() } else { &[] };
            let tests = special.filter(|_| for_all).map_or(usual, Vec::as_slice);
            reach.and_any(product, self, tests);
        }
        reach
    }

    /// From when on an entry reaches a product.
    pub(super) fn from(&self, product: &Product, entry: &Entry) -> Date {
        let later = self.later(entry).filter(|later| product.used_in(&later.uses) == Answer::Yes);
        later.map_or(entry.from, |later| later.from)
    }

    /// Whether a fact that is open could still put an entry off beyond a day.
    pub(super) fn may_wait(&self, product: &Product, entry: &Entry, date: Date) -> bool {
        let later = self.later(entry).filter(|later| product.used_in(&later.uses) == Answer::Open);
        later.is_some_and(|later| date < later.from)
    }

    fn later(&self, entry: &Entry) -> Option<&Later> {
        self.later.iter().find(|later| later.measure == entry.measure.id && later.stage == entry.from)
    }

    fn and_sectors(&self, reach: &mut Reach, product: &Product, sectors: &[String]) {
        let mut uses: Vec<String> = Vec::new();
        let mut tests: Vec<Test> = Vec::new();
        for sector in sectors {
            match self.sectors.get(sector) {
                Some(Sector { uses: other, any }) => {
                    uses.extend_from_slice(other);
                    tests.extend(any);
                }
                None => uses.push(sector.clone()),
            }
        }
        let used = if uses.is_empty() { Answer::No } else { product.used_in(&uses) };
        let passed = tests.iter().map(|test| product.answer(self, *test)).max().unwrap_or(Answer::No);
        if passed == Answer::Yes || passed > used {
            reach.and_any(product, self, &tests);
            return;
        }
        let named = product.sectors.iter().flatten().filter(|sector| uses.contains(sector));
        let named: Vec<String> = named.map(|sector| sector.replace('_', " ")).collect();
        reach.and(used, format!("it is for {}", named.join(", ")), &["sectors"]);
        if used == Answer::Open && passed == Answer::Open {
            reach.and_any(product, self, &tests);
        }
    }

    /// Every sector word that is one of its own.
    #[cfg(test)]
    fn knows(&self, sector: &str) -> bool {
        sector == ALL || self.sectors.contains_key(sector) || self.uses.iter().any(|known| known == sector)
    }
}

#[cfg(test)]
mod tests {
    use crate::comply::Library;
    use crate::registry::Registry;

    #[test]
    fn every_sector_kind_and_feature_is_a_word_of_the_registry() {
        let scope = &Library::embedded().unwrap().scope;
        let registry = Registry::embedded().unwrap();
        for measure in &registry.measures {
            for sector in &measure.sectors {
                assert!(scope.knows(sector), "{}: `{sector}` is no use and has no entry", measure.id);
            }
        }
        for kind in scope.kinds.keys() {
            assert!(registry.taxonomy.kinds.contains_key(kind), "{kind}");
        }
        for feature in scope.features.keys() {
            assert!(registry.taxonomy.feature(feature).is_some(), "{feature}");
        }
        for (id, narrower) in &scope.measures {
            assert!(registry.measure(id).is_ok_and(|measure| scope.has_duties(measure)), "{id}");
            assert!(!narrower.any.is_empty() || !narrower.uses.is_empty(), "{id}");
            assert!(narrower.uses.iter().all(|known| scope.uses.contains(known)), "{id}");
        }
        for later in &scope.later {
            let measure = registry.measure(&later.measure).unwrap();
            assert!(measure.stages.iter().any(|stage| stage.from == later.stage), "{}", later.measure);
        }
    }
}
