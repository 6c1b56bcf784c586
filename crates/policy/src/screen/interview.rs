//! Which fact to ask for next.

use super::decide::{Answer, Screening, Status};
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
        let next = self.library.screen(&self.draft).next(|fact| self.asked.contains(&fact))?;
        Some((next, &self.library.facts[next]))
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
        self.draft.form(self.library).facts_to_toml(self.library)
    }
}

impl Screening<'_> {
    /// The fact to ask for next: of those that can still decide something, the first in order that was not asked for in vain.
    pub(super) fn next(&self, asked: impl Fn(FactId) -> bool) -> Option<FactId> {
        let open = self.with(Status::NeedsFacts).filter_map(|finding| {
            let first = finding.answers.iter().find(|answered| answered.answer == Answer::Open)?;
            first.open.iter().copied().find(|fact| !asked(*fact))
        });
        open.min()
    }
}
