//! Which fact to ask for next.

use super::decide::{Answer, Status};
use super::draft::{Draft, Value};
use super::embedded::Library;
use super::facts::{Fact, FactId};
use std::collections::BTreeSet;

/// Questions to a person, one by one, each only as long as its answer can still decide something.
///
/// ```
/// use comity_policy::screen::{Draft, Interview, Library};
/// let library = Library::embedded()?;
/// let mut interview = Interview::new(library, Draft::default());
/// let (fact, question) = interview.next().unwrap();
/// assert_eq!(question.id, "applies_to_goods");
/// interview.answer(fact, "no").unwrap();
/// assert_eq!(interview.next().unwrap().1.id, "applies_to_services");
/// # Ok::<(), comity_policy::RegistryError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Interview<'a> {
    library: &'a Library,
    /// The draft with the answers so far.
    pub draft: Draft,
    asked: BTreeSet<FactId>,
}

impl<'a> Interview<'a> {
    /// About a draft, which may know nothing yet.
    pub fn new(library: &'a Library, draft: Draft) -> Self {
        Self { library, draft, asked: BTreeSet::new() }
    }

    /// The next question, if one can still decide something.
    #[allow(clippy::should_implement_trait, reason = "the next question depends on the answer to this one")]
    pub fn next(&self) -> Option<(FactId, &'a Fact)> {
        let screening = self.library.screen(&self.draft);
        let open = screening.with(Status::NeedsFacts).filter_map(|finding| {
            let first = finding.answers.iter().find(|answered| answered.answer == Answer::Open)?;
            first.open.iter().copied().find(|fact| !self.asked.contains(fact))
        });
        open.min().map(|fact| (fact, &self.library.facts[fact]))
    }

    /// Takes what was typed; the error says what may be typed.
    pub fn answer(&mut self, fact: FactId, typed: &str) -> Result<(), String> {
        let value = self.library.facts[fact].typed(typed)?;
        self.asked.insert(fact);
        if value != Value::Unknown {
            self.draft.set(fact, value);
        }
        Ok(())
    }

    /// The facts known so far, as lines of a draft.
    pub fn facts(&self) -> String {
        let line = |(fact, value): (FactId, &Value)| {
            let value = match value {
                Value::Yes => "true".to_owned(),
                Value::No => "false".to_owned(),
                Value::Unknown => "\"unknown\"".to_owned(),
                Value::Word(word) => format!("\"{word}\""),
                Value::Number(number) => number.to_string(),
            };
            format!("{} = {value}\n", self.library.facts[fact].id)
        };
        format!("[facts]\n{}", self.draft.values().map(line).collect::<String>())
    }
}
