//! Findings as JSON: what `comity screen --format json` and the HTTP API answer.

use super::NOTICE;
use super::decide::{self, Screening, Status};
use super::form::Form;
use super::provision::ProvisionKind;
use super::similar::{LIKENESS, Similar};
use serde::Serialize;

/// A screening for programs.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Screening))]
pub struct Memo<'a> {
    /// The draft that was screened.
    pub draft: Form,
    /// What a screening is not.
    pub notice: &'static str,
    /// One for each provision.
    pub findings: Vec<Finding<'a>>,
    /// Facts that would settle open questions, in the order in which they are asked.
    pub facts_to_give: Vec<ToGive<'a>>,
    /// The id of the fact that an interview asks for next; facts that the draft says are unknown are not asked for again. `null` where
    /// nothing more decides.
    pub next: Option<&'a str>,
    /// The measures elsewhere that are most like it; empty where there is nothing to compare by.
    pub similar: &'a [Similar<'a>],
    /// What likeness is, and is not.
    pub similar_notice: &'static str,
}

/// What a provision means for a draft. Where it is not touched, only what says so is given.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Finding<'a> {
    /// Its id, such as `GATT.III.4`.
    pub provision: &'a str,
    /// Whether it is touched, as far as the facts say.
    pub status: Status,
    /// The question that decides, or that decided.
    pub question: &'a str,
    /// Ids of the provisions that may excuse.
    pub exceptions: &'a [&'a str],
    /// What to collect.
    pub evidence: &'a [&'a str],
    /// What must be published or notified, and when.
    pub duties: &'a [String],
    /// What the provision is about.
    pub heading: &'a str,
    /// The agreement.
    pub agreement: &'a str,
    /// The article.
    pub article: &'a str,
    /// What it is.
    pub kind: ProvisionKind,
    /// What to know of its force, where it does not plainly bind.
    pub caveat: Option<String>,
    /// What it demands or allows, paraphrased.
    pub obligation: Option<&'a str>,
    /// The questions that facts decide, with their answers.
    pub answers: Vec<Answered<'a>>,
    /// Questions of judgement, which facts inform and do not decide.
    pub study: &'a [String],
    /// Where Members talk about it.
    pub body: Option<&'a str>,
    /// Disputes that interpret it.
    pub disputes: &'a [String],
    /// How sure the paraphrase is: `high`, `medium` or `low`.
    pub confidence: &'a str,
    /// What else to know.
    pub note: Option<&'a str>,
}

/// A question that facts decide.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Answered<'a> {
    /// The question; "yes" is what makes the provision matter.
    pub question: &'a str,
    /// What the facts say.
    pub answer: decide::Answer,
    /// Ids of the facts that would settle it, where it is open.
    pub facts: Vec<&'a str>,
}

/// A fact that would settle open questions.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ToGive<'a> {
    /// Its id.
    pub fact: &'a str,
    /// What is asked.
    pub question: &'a str,
    /// Ids of the provisions that wait for it.
    pub provisions: Vec<&'a str>,
}

impl<'a> Memo<'a> {
    /// Of a screening, with the measures that it was held against.
    pub fn new(screening: &'a Screening<'a>) -> Self {
        let (library, draft) = (screening.library, screening.draft);
        let to_give = screening.open().into_iter().map(|(fact, provisions)| {
            let fact = &library.facts[fact];
            ToGive { fact: &fact.id, question: &fact.ask, provisions }
        });
        let next = screening.next(|fact| draft.is_said_unknown(fact));
        Self {
            draft: draft.form(library),
            notice: NOTICE,
            findings: screening.findings.iter().map(|finding| Finding::new(screening, finding)).collect(),
            facts_to_give: to_give.collect(),
            next: next.map(|fact| library.facts[fact].id.as_str()),
            similar: screening.similar.as_deref().unwrap_or_default(),
            similar_notice: LIKENESS,
        }
    }
}

impl<'a> Finding<'a> {
    fn new(screening: &'a Screening<'a>, finding: &'a decide::Finding<'a>) -> Self {
        let about = finding.about;
        let matters = finding.status != Status::NotTouched;
        let answered = |one: &'a decide::Answered<'a>| Answered {
            question: &one.question.ask,
            answer: one.answer,
            facts: one.open.iter().map(|fact| screening.library.facts[*fact].id.as_str()).collect(),
        };
        let all = |list: &'a [String]| if matters { list } else { &[] };
        let word = |text: &'a String| Some(text.as_str()).filter(|text| matters && !text.is_empty());
        Self {
            provision: finding.provision,
            status: finding.status,
            question: &finding.question,
            exceptions: &finding.exceptions,
            evidence: &finding.evidence,
            duties: &finding.duties,
            heading: &about.heading,
            agreement: &about.agreement,
            article: &about.article,
            kind: about.kind,
            caveat: about.caveat().filter(|_| matters),
            obligation: word(&about.obligation),
            answers: finding.answers.iter().filter(|_| matters).map(answered).collect(),
            study: all(&about.study),
            body: word(&about.committee),
            disputes: all(&about.disputes),
            confidence: &about.confidence,
            note: word(&about.notes),
        }
    }
}
