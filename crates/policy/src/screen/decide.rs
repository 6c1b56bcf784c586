//! Facts and questions to findings.

use super::draft::{Draft, Value};
use super::embedded::Library;
use super::facts::FactId;
use super::provision::{Provision, ProvisionKind, Question, Standing, Term};
use super::similar::{Similar, similar};
use crate::registry::Registry;
use serde::Serialize;
use std::collections::BTreeMap;

/// A draft held against every provision.
#[derive(Debug, Clone)]
pub struct Screening<'a> {
    /// What it was held against.
    pub library: &'a Library,
    /// The draft.
    pub draft: &'a Draft,
    /// One finding a provision.
    pub findings: Vec<Finding<'a>>,
    /// The measures elsewhere that are most like it; `None` before it is held against a registry.
    pub similar: Option<Vec<Similar<'a>>>,
}

/// What a provision means for a draft.
#[derive(Debug, Clone)]
pub struct Finding<'a> {
    /// Its id.
    pub provision: &'a str,
    /// Whether it is touched, as far as the facts say.
    pub status: Status,
    /// The question that decides, or that decided: what to study, the first open question, or the one that is answered no.
    pub question: String,
    /// Ids of the provisions that may excuse; none where not touched.
    pub exceptions: Vec<&'a str>,
    /// What to collect; nothing where not touched.
    pub evidence: Vec<&'a str>,
    /// What must be published or notified, and when; nothing where not touched.
    pub duties: Vec<String>,
    /// The questions that facts decide, with their answers.
    pub answers: Vec<Answered<'a>>,
    /// The provision.
    pub about: &'a Provision,
}

/// Whether a provision is touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ProvisionStatus))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// All its questions are answered yes.
    Touched,
    /// None is answered no, and some are open.
    NeedsFacts,
    /// One is answered no.
    NotTouched,
}

/// A question and what the facts say.
#[derive(Debug, Clone)]
pub struct Answered<'a> {
    /// The question.
    pub question: &'a Question,
    /// The answer.
    pub answer: Answer,
    /// Facts that would settle it, where it is open.
    pub open: Vec<FactId>,
}

/// What facts say of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Answer {
    No,
    Open,
    Yes,
}

impl<'a> Screening<'a> {
    pub(super) fn new(library: &'a Library, draft: &'a Draft) -> Self {
        let answered: Vec<Vec<Answered>> =
            library.provisions.iter().map(|provision| answers(provision, draft)).collect();
        let own = |answers: &[Answered]| {
            answers.iter().map(|answered| answered.answer).min().unwrap_or(Answer::Yes)
        };
        // An exception matters as far as something that it would excuse does.
        let mut excusing: BTreeMap<&str, Answer> = BTreeMap::new();
        for (provision, answers) in library.provisions.iter().zip(&answered) {
            for exception in
                provision.exceptions.iter().filter(|_| provision.kind != ProvisionKind::Exception)
            {
                let best = excusing.entry(exception).or_insert(Answer::No);
                *best = (*best).max(own(answers));
            }
        }
        let findings = library.provisions.iter().zip(answered).map(|(provision, answers)| {
            let excuses = match (provision.kind, excusing.get(provision.id.as_str())) {
                (ProvisionKind::Exception, Some(answer)) => *answer,
                _ => Answer::Yes,
            };
            finding(library, draft, provision, own(&answers), excuses, answers)
        });
        Self { library, draft, findings: findings.collect(), similar: None }
    }

    /// The same, with the measures of a registry that are most like the draft.
    pub fn against(self, registry: &'a Registry) -> Self {
        let similar = similar(self.library, self.draft, registry);
        Self { similar: Some(similar), ..self }
    }

    /// The finding on a provision.
    pub fn finding(&self, id: &str) -> Option<&Finding<'a>> {
        self.findings.iter().find(|finding| finding.provision == id)
    }

    /// Findings of a status, in order.
    pub fn with(&self, status: Status) -> impl Iterator<Item = &Finding<'a>> {
        self.findings.iter().filter(move |finding| finding.status == status)
    }

    /// Facts that would settle open questions, in the order in which they are asked, with the provisions that wait for them.
    pub fn open(&self) -> Vec<(FactId, Vec<&'a str>)> {
        let mut open: BTreeMap<FactId, Vec<&str>> = BTreeMap::new();
        for finding in self.with(Status::NeedsFacts) {
            for &fact in finding.answers.iter().flat_map(|answered| &answered.open) {
                let waiting = open.entry(fact).or_default();
                if waiting.last() != Some(&finding.provision) {
                    waiting.push(finding.provision);
                }
            }
        }
        open.into_iter().collect()
    }
}

fn answers<'a>(provision: &'a Provision, draft: &Draft) -> Vec<Answered<'a>> {
    let answered = |question: &'a Question| {
        let each = question.any.iter().map(|term| (term.fact, term.answer(draft)));
        let answer = each.clone().map(|(_, answer)| answer).max().unwrap_or(Answer::Open);
        let open = each.filter(|(_, one)| answer == Answer::Open && *one == Answer::Open);
        Answered { question, answer, open: open.map(|(fact, _)| fact).collect() }
    };
    provision.questions.iter().map(answered).collect()
}

impl Term {
    fn answer(&self, draft: &Draft) -> Answer {
        let holds = match (draft.value(self.fact), &self.word) {
            (Value::Unknown, _) => return Answer::Open,
            (Value::Word(word), Some(wanted)) => word == wanted,
            (value, _) => *value == Value::Yes,
        };
        if holds == self.negated { Answer::No } else { Answer::Yes }
    }
}

fn finding<'a>(
    library: &'a Library,
    draft: &Draft,
    provision: &'a Provision,
    own: Answer,
    excuses: Answer,
    answers: Vec<Answered<'a>>,
) -> Finding<'a> {
    let in_time = match (provision.until, draft.date) {
        (Some(until), Some(date)) if date > until => Answer::No,
        (Some(_), None) => Answer::Open,
        _ => Answer::Yes,
    };
    let answer = own.min(excuses).min(in_time);
    let question = match (answer, provision.until) {
        (Answer::No, Some(until)) if own != Answer::No && in_time == Answer::No => {
            format!("Did it bind on the date of the draft? No: it lapsed on {until}.")
        }
        (Answer::No, _) => match answers.iter().find(|answered| answered.answer == Answer::No) {
            Some(answered) => format!("{} No.", answered.question.ask),
            None => "Is an obligation touched that it would excuse? No.".to_owned(),
        },
        (Answer::Open, until) => match answers.iter().find(|answered| answered.answer == Answer::Open) {
            Some(answered) => answered.question.ask.clone(),
            None if until.is_some() => "What is the date of the draft?".to_owned(),
            None => "Is an obligation touched that it would excuse?".to_owned(),
        },
        (Answer::Yes, _) => provision.study.first().cloned().unwrap_or_default(),
    };
    let matters = answer != Answer::No;
    let shown = |list: &'a [String]| list.iter().filter(|_| matters).map(String::as_str).collect();
    let duties = provision.duties.iter().filter(|_| matters).filter_map(|duty| duty.said(draft, library));
    Finding {
        provision: &provision.id,
        status: answer.into(),
        question,
        exceptions: shown(&provision.exceptions),
        evidence: shown(&provision.evidence),
        duties: duties.collect(),
        answers,
        about: provision,
    }
}

impl From<Answer> for Status {
    fn from(answer: Answer) -> Self {
        match answer {
            Answer::Yes => Self::Touched,
            Answer::Open => Self::NeedsFacts,
            Answer::No => Self::NotTouched,
        }
    }
}

impl Status {
    /// As JSON has it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Touched => "touched",
            Self::NeedsFacts => "needs_facts",
            Self::NotTouched => "not_touched",
        }
    }
}

impl Provision {
    /// What to know of its force, where it does not plainly bind.
    pub fn caveat(&self) -> Option<String> {
        match (self.status, self.until) {
            (_, Some(until)) => Some(format!("lapsed on {until}")),
            (Standing::Lapsed, None) => Some("lapsed".to_owned()),
            (Standing::NotInForce, _) => {
                Some("not in force: outside WTO law, for those that apply it only".to_owned())
            }
            (Standing::Soft, _) => Some("guidance, not binding".to_owned()),
            (Standing::InForce, None) => None,
        }
    }
}
