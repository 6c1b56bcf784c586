//! What a form or an interview about a draft needs: every fact, in the order in which it is asked.

use super::draft::Draft;
use super::embedded::{EmbeddedDraft, Library, embedded_drafts};
use super::facts::{Fact, FactId, Kind};
use crate::error::RegistryError;
use crate::example::Example;
use crate::taxonomy::Taxonomy;
use serde::Serialize;

/// What a form about a draft needs.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ScreeningQuestions))]
pub struct Questions<'a> {
    /// Facts by what they are about, in the order in which they are asked.
    pub groups: Vec<QuestionGroup<'a>>,
    /// Kinds of measures, for the comparison with other measures.
    pub kinds: Vec<Word<'a>>,
    /// Features of measures, likewise.
    pub features: Vec<LevelledFeature<'a>>,
    /// Worked drafts.
    pub examples: Vec<Example>,
    /// What every screening says of itself.
    pub notice: &'static str,
}

/// Facts that are asked together.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuestionGroup<'a> {
    /// A word for it.
    pub id: &'a str,
    /// Its heading.
    pub title: &'a str,
    /// The facts.
    pub questions: Vec<Question<'a>>,
}

/// A fact to ask for.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FactQuestion))]
pub struct Question<'a> {
    /// The key under `[facts]`.
    pub id: &'a str,
    /// What is asked.
    pub ask: &'a str,
    /// What an answer is.
    pub kind: Answers,
    /// The words that an answer can be.
    pub words: &'a [String],
    /// Ids of the provisions that it helps to decide.
    pub decides: Vec<&'a str>,
}

/// What an answer is; `"unknown"` always is one too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FactAnswers))]
#[serde(rename_all = "snake_case")]
pub enum Answers {
    /// True or false.
    YesNo,
    /// One of the words.
    Word,
    /// A whole number.
    Number,
}

/// A word and what it means.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = MeaningOfWord))]
pub struct Word<'a> {
    /// As files have it.
    pub word: &'a str,
    /// What it means.
    pub meaning: &'a str,
}

/// A feature and what its levels mean.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LevelledFeature<'a> {
    /// The key under `[features]`.
    pub id: &'a str,
    /// What people call it.
    pub name: &'a str,
    /// What the levels from 0 to 3 mean.
    pub levels: &'a [String],
}

impl<'a> Questions<'a> {
    /// About drafts.
    ///
    /// # Errors
    /// A draft that ships is broken, which tests rule out.
    pub fn new(library: &'a Library, taxonomy: &'a Taxonomy) -> Result<Self, RegistryError> {
        let facts: Vec<(FactId, &Fact)> = library.facts.iter().collect();
        let groups = library.facts.groups().iter().map(|group| {
            let within = facts.iter().filter(|(_, fact)| fact.group == group.id);
            let questions = within.map(|(id, fact)| Question::new(library, *id, fact)).collect();
            QuestionGroup { id: &group.id, title: &group.title, questions }
        });
        let example = |EmbeddedDraft { name, content }| {
            let draft = Draft::parse(library, name, content)?;
            Ok(Example { name: name.to_owned(), title: draft.title, summary: draft.summary })
        };
        let kinds = taxonomy.kinds.iter().map(|(word, meaning)| Word { word, meaning });
        let features = taxonomy.features.iter().map(|feature| LevelledFeature {
            id: &feature.id,
            name: &feature.name,
            levels: &feature.levels,
        });
        Ok(Self {
            groups: groups.collect(),
            kinds: kinds.collect(),
            features: features.collect(),
            examples: embedded_drafts().map(example).collect::<Result<_, RegistryError>>()?,
            notice: super::NOTICE,
        })
    }
}

impl<'a> Question<'a> {
    fn new(library: &'a Library, id: FactId, fact: &'a Fact) -> Self {
        let (kind, words): (_, &[String]) = match &fact.kind {
            Kind::YesNo => (Answers::YesNo, &[]),
            Kind::Words(words) => (Answers::Word, words),
            Kind::Number => (Answers::Number, &[]),
        };
        let decides = library.provisions.iter().filter(|provision| provision.hangs_on(id));
        let decides = decides.map(|provision| provision.id.as_str()).collect();
        Self { id: &fact.id, ask: &fact.ask, kind, words, decides }
    }
}
