//! A file of measures as [`Measure`]s, checked.

use crate::checks::{dates, settled};
use crate::date::Date;
use crate::diagnostic::Fault;
use crate::error::RegistryError;
use crate::jurisdictions::{Jurisdictions, RawMember};
use crate::measure::{Binding, Measure, Requirement, Stage, Status};
use crate::nearest;
use crate::scopes::Scopes;
use crate::taxonomy::{HIGHEST, Taxonomy};
use crate::toml_text::{Day, Text, Word, date};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;

/// What measures are checked against.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Known<'a> {
    pub taxonomy: &'a Taxonomy,
    pub jurisdictions: &'a Jurisdictions,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    measure: Vec<Spanned<Raw>>,
}

pub(crate) type Levels = BTreeMap<Word, Spanned<i64>>;
type Articles = BTreeMap<Word, String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    id: Word,
    jurisdiction: Word,
    #[serde(default)]
    subnational: Option<Word>,
    #[serde(default)]
    parties: Vec<Word>,
    title: Word,
    official_ref: Word,
    introduced: Option<Day>,
    adopted: Option<Day>,
    in_force: Option<Day>,
    applies_from: Option<Day>,
    lapsed_or_revoked: Option<Day>,
    status: Status,
    binding: Binding,
    kind: Word,
    #[serde(default)]
    sectors: Vec<Word>,
    summary: String,
    #[serde(default)]
    max_penalty: String,
    #[serde(default)]
    openness: Vec<Word>,
    #[serde(default)]
    standards: Vec<String>,
    #[serde(default)]
    recognises: Vec<Spanned<RawMember>>,
    source_url: Option<Word>,
    #[serde(default)]
    read_at: String,
    #[serde(default)]
    url_seen: bool,
    confidence: Word,
    basis: Word,
    #[serde(default)]
    coded_by: String,
    coded_on: Option<Day>,
    #[serde(default)]
    notes: String,
    #[serde(default)]
    features: Levels,
    #[serde(default)]
    articles: Articles,
    #[serde(default)]
    stage: Vec<Spanned<RawStage>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawStage {
    from: Day,
    #[serde(default)]
    what: String,
    features: Levels,
    #[serde(default)]
    articles: Articles,
}

/// The measures of a file, each with the place of its id.
pub(crate) fn measures(text: Text, known: Known) -> Result<Vec<(Measure, Range<usize>)>, RegistryError> {
    let file: File = text.parse()?;
    let measure = |raw: Spanned<Raw>| {
        let id = raw.get_ref().id.span();
        Ok((known.measure(raw).map_err(|fault| text.error(fault))?, id))
    };
    file.measure.into_iter().map(measure).collect()
}

impl Known<'_> {
    fn measure(self, raw: Spanned<Raw>) -> Result<Measure, Fault> {
        let all = raw.span();
        let raw = raw.into_inner();
        let Taxonomy { confidence, bases, openness, kinds, .. } = self.taxonomy;
        present(&raw.id, "id")?;
        present(&raw.title, "title")?;
        present(&raw.official_ref, "official_ref")?;
        for code in std::iter::once(&raw.jurisdiction).chain(&raw.parties) {
            self.jurisdictions.known(code)?;
        }
        if let Some(unit) = &raw.subnational {
            self.jurisdictions.known_unit(unit, raw.jurisdiction.get_ref())?;
        }
        word(&raw.confidence, "confidence", confidence)?;
        word(&raw.basis, "basis", bases)?;
        word(&raw.kind, "kind", kinds)?;
        for sector in &raw.sectors {
            known_sector(sector)?;
        }
        for guarantee in &raw.openness {
            word(guarantee, "openness", openness)?;
        }
        let source = source(&raw, &all)?;
        let features = self.requirements(&raw.features, &raw.articles, &Articles::new())?;
        let mut stages: Vec<Stage> = Vec::with_capacity(raw.stage.len());
        for stage in &raw.stage {
            let RawStage { from: day, what, features, articles } = stage.get_ref();
            let from = date("from", day)?;
            if stages.last().is_some_and(|before| before.from >= from) {
                let message = "this stage does not begin after the one before it";
                return Err(Fault::at(day.span(), message).hint("put stages in the order of their dates"));
            }
            let features = self.requirements(features, articles, &raw.articles)?;
            stages.push(Stage { from, what: what.clone(), features });
        }
        let recognises = raw.recognises.iter().map(|member| self.jurisdictions.member(member));
        let measure = Measure {
            recognises: recognises.collect::<Result<_, _>>()?,
            introduced: optional("introduced", raw.introduced.as_ref())?,
            adopted: optional("adopted", raw.adopted.as_ref())?,
            in_force: optional("in_force", raw.in_force.as_ref())?,
            applies_from: optional("applies_from", raw.applies_from.as_ref())?,
            lapsed_or_revoked: optional("lapsed_or_revoked", raw.lapsed_or_revoked.as_ref())?,
            coded_on: optional("coded_on", raw.coded_on.as_ref())?,
            subnational: raw.subnational.map(Spanned::into_inner).unwrap_or_default(),
            parties: raw.parties.into_iter().map(Spanned::into_inner).collect(),
            openness: raw.openness.into_iter().map(Spanned::into_inner).collect(),
            id: raw.id.into_inner(),
            jurisdiction: raw.jurisdiction.into_inner(),
            title: raw.title.into_inner(),
            official_ref: raw.official_ref.into_inner(),
            status: raw.status,
            binding: raw.binding,
            kind: raw.kind.into_inner(),
            sectors: raw.sectors.into_iter().map(Spanned::into_inner).collect(),
            summary: raw.summary,
            max_penalty: raw.max_penalty,
            standards: raw.standards,
            source_url: source,
            read_at: raw.read_at,
            url_seen: raw.url_seen,
            confidence: raw.confidence.into_inner(),
            basis: raw.basis.into_inner(),
            coded_by: raw.coded_by,
            notes: raw.notes,
            features,
            stages,
        };
        settled(&measure, &raw.features, &all)?;
        let days = [raw.introduced, raw.adopted, raw.in_force, raw.applies_from, raw.lapsed_or_revoked];
        dates(&measure, &days.map(|day| day.map(|day| day.span())), all)?;
        Ok(measure)
    }

    /// Levels in the order of the taxonomy, each with its article, or else that of the whole.
    fn requirements(
        self,
        levels: &Levels,
        articles: &Articles,
        whole: &Articles,
    ) -> Result<Vec<Requirement>, Fault> {
        let requirement = |(word, level): (&Word, &Spanned<i64>)| {
            let id = word.get_ref();
            let feature = self.taxonomy.feature(id).ok_or_else(|| self.taxonomy.unknown_feature(word))?;
            let requirement = match u8::try_from(*level.get_ref()) {
                Ok(level) if level <= HIGHEST => Requirement {
                    feature: id.clone(),
                    level,
                    article: articles.get(word).or(whole.get(word)).cloned().unwrap_or_default(),
                },
                _ => {
                    let message = format!("`{id}` has level {}", level.get_ref());
                    return Err(Fault::at(level.span(), message).hint(
                        "levels are 0 none, 1 voluntary or light, 2 mandatory for some, 3 mandatory and broad or strict",
                    ));
                }
            };
            Ok((feature, requirement))
        };
        let mut found: Vec<_> = levels.iter().map(requirement).collect::<Result<_, _>>()?;
        if let Some(word) = articles.keys().find(|word| !levels.contains_key(*word)) {
            let message = format!("an article for `{}`, which has no level", word.get_ref());
            return Err(
                Fault::at(word.span(), message).hint("give the feature a level, or leave its article out")
            );
        }
        found.sort_by_key(|&(feature, _)| feature);
        Ok(found.into_iter().map(|(_, requirement)| requirement).collect())
    }
}

fn optional(key: &str, day: Option<&Day>) -> Result<Option<Date>, Fault> {
    day.map(|day| date(key, day)).transpose()
}

fn present(word: &Word, key: &str) -> Result<(), Fault> {
    if word.get_ref().trim().is_empty() {
        return Err(Fault::at(word.span(), format!("`{key}` is empty")).hint(format!("write its `{key}`")));
    }
    Ok(())
}

/// One of the words for whom a measure covers.
fn known_sector(word: &Word) -> Result<(), Fault> {
    let scopes = Scopes::embedded();
    if scopes.knows(word.get_ref()) {
        return Ok(());
    }
    let message = format!("`{}` is no word for whom a measure covers", word.get_ref());
    Err(Fault::at(word.span(), message).hint(scopes.hint(word.get_ref())))
}

/// One of the words of the taxonomy, where it has any of this kind.
fn word<T>(word: &Word, key: &str, words: &BTreeMap<String, T>) -> Result<(), Fault> {
    if words.is_empty() || words.contains_key(word.get_ref()) {
        return Ok(());
    }
    let message = format!("`{}` is no {key} that `taxonomy.toml` has", word.get_ref());
    Err(Fault::at(word.span(), message)
        .hint(nearest::one_of(word.get_ref(), words.keys().map(String::as_str))))
}

/// The address of the text: without one nobody can check the measure.
fn source(raw: &Raw, all: &Range<usize>) -> Result<String, Fault> {
    let id = raw.id.get_ref();
    let Some(url) = raw.source_url.as_ref().filter(|url| !url.get_ref().trim().is_empty()) else {
        let span = raw.source_url.as_ref().map_or(all.clone(), Spanned::span);
        return Err(Fault::at(span, format!("`{id}` has no source"))
            .hint("add source_url = \"https://...\", the address where its text can be read"));
    };
    if !url.get_ref().starts_with("https://") && !url.get_ref().starts_with("http://") {
        return Err(Fault::at(url.span(), "the source is no address").hint("write it from `https://` on"));
    }
    Ok(url.get_ref().clone())
}
