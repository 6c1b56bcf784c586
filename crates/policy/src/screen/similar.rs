//! The measures elsewhere that are most like a draft.

use super::draft::{Draft, Value};
use super::embedded::Library;
use crate::date::Date;
use crate::measure::Measure;
use crate::registry::Registry;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What a list of similar measures says of itself.
pub const LIKENESS: &str = "Likeness is by our own coding of features, kind and sectors. It says what to read beside the draft, and \
    nothing of what law allows: a measure elsewhere may itself be inconsistent with an agreement.";
/// What is said where there is nothing to compare by.
pub const NOTHING_TO_COMPARE: &str = "The facts give no feature that measures are coded by; `[features]` in the draft can, in the words of taxonomy.toml.";
/// Most measures to name.
const MOST: usize = 5;
/// What counts how much, as far as the draft says something of it.
const FEATURES: f64 = 0.7;
const KIND: f64 = 0.2;
const SECTORS: f64 = 0.1;

/// A measure that is like a draft.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = SimilarMeasure))]
pub struct Similar<'a> {
    /// Its id.
    pub measure: &'a str,
    /// The code of whose it is.
    pub jurisdiction: &'a str,
    /// The name of whose it is.
    pub of: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Where it is published.
    pub official_ref: &'a str,
    /// Where it stands.
    pub status: &'static str,
    /// When it applies, or else was adopted or proposed.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// From 0, nothing in common, to 1, the same coding.
    pub likeness: f64,
    /// Features that both have.
    pub shared: Vec<Level<'a>>,
    /// Features that only the draft has.
    pub only_draft: Vec<&'a str>,
    /// Features that only the measure has.
    pub only_measure: Vec<&'a str>,
    /// Whether the draft speaks of measures of its kind; nothing where it does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub same_kind: Option<bool>,
    /// Whom the measure covers.
    pub sectors: &'a [String],
}

/// A feature at the level of the draft and at that of a measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = SharedFeature))]
pub struct Level<'a> {
    /// The feature.
    pub feature: &'a str,
    /// The level of the draft.
    pub draft: u8,
    /// The level of the measure.
    pub measure: u8,
    /// The article of the measure; empty where it is not known.
    pub article: &'a str,
}

/// What a draft says that measures are coded by.
struct Coding<'a> {
    features: BTreeMap<&'a str, u8>,
    kinds: BTreeSet<&'a str>,
}

/// The measures of others that are most like a draft, the most like first; none where its facts and features give nothing to
/// compare by.
///
/// Features are compared by the sum of the smaller levels over the sum of the larger ones, each feature weighted by how rare it
/// is: ln(1 + measures / measures that have it).
pub(super) fn similar<'a>(
    library: &'a Library,
    draft: &'a Draft,
    registry: &'a Registry,
) -> Vec<Similar<'a>> {
    let coding = coding(library, draft);
    if coding.features.is_empty() {
        return Vec::new();
    }
    let rarity = rarity(registry);
    let own = |measure: &Measure| {
        let name = registry.jurisdictions.name(&measure.jurisdiction);
        [measure.jurisdiction.as_str(), name].contains(&draft.jurisdiction.as_str())
    };
    let others = registry.measures.iter().filter(|measure| !own(measure));
    let mut found: Vec<(&Measure, Similar)> = others
        .filter_map(|measure| Some((measure, one(draft, &coding, measure, registry, &rarity)?)))
        .collect();
    found.sort_by(|(one, like), (other, less)| {
        let order = |measure: &Measure, like: &Similar| (measure.is_bill(), Reverse(like.date));
        let first = less.likeness.total_cmp(&like.likeness);
        first.then_with(|| order(one, like).cmp(&order(other, less))).then_with(|| one.id.cmp(&other.id))
    });
    found.truncate(MOST);
    found.into_iter().map(|(_, similar)| similar).collect()
}

/// What the facts that hold bring, and before it what the draft says itself.
fn coding<'a>(library: &'a Library, draft: &'a Draft) -> Coding<'a> {
    let mut features: BTreeMap<&str, u8> = BTreeMap::new();
    let mut kinds: BTreeSet<&str> = BTreeSet::new();
    for (fact, _) in draft.values().filter(|(_, value)| **value == Value::Yes) {
        let fact = &library.facts[fact];
        kinds.extend(fact.kinds.iter().map(String::as_str));
        for (feature, level) in &fact.features {
            let highest = features.entry(feature).or_default();
            *highest = (*highest).max(*level);
        }
    }
    features.extend(draft.features.iter().map(|(feature, level)| (feature.as_str(), *level)));
    features.retain(|_, level| *level > 0);
    if !draft.kind.is_empty() {
        kinds = BTreeSet::from([draft.kind.as_str()]);
    }
    Coding { features, kinds }
}

fn rarity(registry: &Registry) -> BTreeMap<&str, f64> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for requirement in registry.measures.iter().flat_map(|measure| &measure.features) {
        *counts.entry(&requirement.feature).or_default() += 1;
    }
    let all = registry.measures.len() as f64;
    counts.into_iter().map(|(feature, count)| (feature, (1.0 + all / count as f64).ln())).collect()
}

fn one<'a>(
    draft: &Draft,
    coding: &Coding<'a>,
    measure: &'a Measure,
    registry: &'a Registry,
    rarity: &BTreeMap<&str, f64>,
) -> Option<Similar<'a>> {
    let (mut common, mut all) = (0.0, 0.0);
    let weight = |feature: &str| rarity.get(feature).copied().unwrap_or(1.0);
    let mut shared = Vec::new();
    let mut only_measure = Vec::new();
    for required in measure.features.iter().filter(|required| required.level > 0) {
        let feature = required.feature.as_str();
        let level = coding.features.get(feature).copied().unwrap_or(0);
        common += weight(feature) * f64::from(level.min(required.level));
        all += weight(feature) * f64::from(level.max(required.level));
        if level > 0 {
            shared.push(Level { feature, draft: level, measure: required.level, article: &required.article });
        } else {
            only_measure.push(feature);
        }
    }
    let has = |feature: &str| shared.iter().any(|level: &Level| level.feature == feature);
    let alone = coding.features.iter().filter(|(feature, _)| !has(feature));
    let only_draft: Vec<&str> = alone.clone().map(|(feature, _)| *feature).collect();
    all += alone.map(|(feature, level)| weight(feature) * f64::from(*level)).sum::<f64>();
    if shared.is_empty() {
        return None;
    }
    let same_kind = (!coding.kinds.is_empty()).then(|| coding.kinds.contains(measure.kind.as_str()));
    let sectors = (!draft.sectors.is_empty()).then(|| {
        let sector = |sector: &String| draft.sectors.contains(sector);
        measure.sectors.iter().any(sector)
    });
    let (mut likeness, mut of) = (FEATURES * common / all, FEATURES);
    for (share, same) in [(KIND, same_kind), (SECTORS, sectors)] {
        if let Some(same) = same {
            likeness += share * f64::from(u8::from(same));
            of += share;
        }
    }
    Some(Similar {
        measure: &measure.id,
        jurisdiction: &measure.jurisdiction,
        of: registry.jurisdictions.name(&measure.jurisdiction),
        title: &measure.title,
        official_ref: &measure.official_ref,
        status: measure.status.word(),
        date: measure
            .applies(registry.as_of())
            .filter(|_| !measure.is_bill())
            .or(measure.adopted)
            .or(measure.introduced),
        likeness: likeness / of,
        shared,
        only_draft,
        only_measure,
        same_kind,
        sectors: &measure.sectors,
    })
}

impl Similar<'_> {
    /// What both have, and what only one has, in words.
    pub fn said(&self) -> String {
        let level = |level: &Level| {
            let article =
                if level.article.is_empty() { String::new() } else { format!(", {}", level.article) };
            format!("{} ({} here, {} there{article})", level.feature, level.draft, level.measure)
        };
        let shared: Vec<String> = self.shared.iter().map(level).collect();
        let mut text = format!("Both: {}.", shared.join("; "));
        for (who, features) in [("Only the draft", &self.only_draft), ("Only there", &self.only_measure)] {
            if !features.is_empty() {
                text += &format!(" {who}: {}.", features.join(", "));
            }
        }
        text += match self.same_kind {
            Some(true) => " The same kind of measure;",
            Some(false) => " Another kind of measure;",
            None => " Kind not compared;",
        };
        text + &format!(" covers {}.", self.sectors.join(", "))
    }
}
