//! Provisions, each with questions that facts decide.

use super::facts::{FactId, Facts, Kind};
use crate::date::Date;
use crate::diagnostic::Fault;
use crate::error::RegistryError;
use crate::nearest;
use crate::toml_text::{Day, Text, Word, date};
use serde::{Deserialize, Serialize};

/// A provision of an agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provision {
    /// Such as `GATT.III.4`.
    pub id: String,
    /// The agreement.
    pub agreement: String,
    /// The article.
    pub article: String,
    /// What it is about.
    pub heading: String,
    /// Obligation, exception, or what else it is.
    pub kind: ProvisionKind,
    /// Whether it binds.
    pub status: Standing,
    /// The last day on which it bound, if it lapsed.
    pub until: Option<Date>,
    /// What it demands or allows.
    pub obligation: String,
    /// Questions that facts decide: all yes means touched.
    pub questions: Vec<Question>,
    /// Questions of judgement, which facts inform and do not decide.
    pub study: Vec<String>,
    /// Ids of the provisions that may excuse.
    pub exceptions: Vec<String>,
    /// What to collect.
    pub evidence: Vec<String>,
    /// Where Members talk about it.
    pub committee: String,
    /// Disputes that interpret it.
    pub disputes: Vec<String>,
    /// How sure the paraphrase is.
    pub confidence: String,
    /// What else to know.
    pub notes: String,
    pub(super) duties: Vec<Duty>,
}

/// What a provision is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum ProvisionKind {
    Obligation,
    MarketAccess,
    Transparency,
    Exception,
    Definition,
    Institutional,
    SpecialTreatment,
    Gap,
}

/// Whether a provision binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Standing {
    InForce,
    NotInForce,
    Lapsed,
    Soft,
}

/// A question that facts decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The question; "yes" is what makes the provision matter.
    pub ask: String,
    /// Yes where one of these holds, no where none does.
    pub(super) any: Vec<Term>,
}

/// Something that a fact makes true or false.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    pub fact: FactId,
    pub negated: bool,
    pub word: Option<String>,
}

/// Something to publish or notify.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Duty {
    #[serde(rename = "do")]
    pub what: String,
    /// The fact that says it has been done.
    done: Option<String>,
    #[serde(skip)]
    pub done_by: Option<FactId>,
    pub limit: Option<Limit>,
    pub reference: Option<Reference>,
    pub days: Option<u16>,
    pub months: Option<u16>,
    /// Days before the reference, not after.
    #[serde(default)]
    pub before: bool,
    pub compare: Option<Compare>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Limit {
    By,
    NotBefore,
}

/// The day from which a duty counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Reference {
    Notification,
    Publication,
    Application,
}

/// What the draft says of the same thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Compare {
    CommentPeriodDays,
    Application,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    provision: Vec<Raw>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    id: Word,
    agreement: String,
    article: String,
    heading: String,
    kind: ProvisionKind,
    status: Standing,
    until: Option<Day>,
    obligation: String,
    study: Vec<String>,
    #[serde(default)]
    exceptions: Vec<String>,
    evidence: Vec<String>,
    committee: String,
    #[serde(default)]
    disputes: Vec<String>,
    confidence: String,
    #[serde(default)]
    notes: String,
    question: Vec<RawQuestion>,
    #[serde(default)]
    duty: Vec<Duty>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawQuestion {
    ask: String,
    facts: Vec<Word>,
}

/// The provisions of a file, their facts checked.
pub(super) fn provisions(text: Text, facts: &Facts) -> Result<Vec<Provision>, RegistryError> {
    let File { provision } = text.parse()?;
    let read = |raw| provision_of(raw, facts).map_err(|fault| text.error(fault));
    provision.into_iter().map(read).collect()
}

fn provision_of(raw: Raw, facts: &Facts) -> Result<Provision, Fault> {
    let question = |RawQuestion { ask, facts: words }: RawQuestion| {
        let any = words.iter().map(|word| term(word, facts)).collect::<Result<_, _>>()?;
        Ok(Question { ask, any })
    };
    let at = raw.id.span();
    let duty = |duty: Duty| {
        let done_by = duty.done.as_deref().map(|id| facts.find(id).ok_or_else(|| facts.unknown(id)));
        let done_by =
            done_by.transpose().map_err(|(message, hint)| Fault::at(at.clone(), message).hint(hint))?;
        Ok(Duty { done_by, ..duty })
    };
    Ok(Provision {
        agreement: raw.agreement,
        article: raw.article,
        heading: raw.heading,
        kind: raw.kind,
        status: raw.status,
        until: raw.until.as_ref().map(|day| date("until", day)).transpose()?,
        obligation: raw.obligation,
        questions: raw.question.into_iter().map(question).collect::<Result<_, _>>()?,
        study: raw.study,
        exceptions: raw.exceptions,
        evidence: raw.evidence,
        committee: raw.committee,
        disputes: raw.disputes,
        confidence: raw.confidence,
        notes: raw.notes,
        duties: raw.duty.into_iter().map(duty).collect::<Result<_, _>>()?,
        id: raw.id.into_inner(),
    })
}

/// `fact`, `not fact` or `fact = word`.
fn term(word: &Word, facts: &Facts) -> Result<Term, Fault> {
    let text = word.get_ref();
    let (negated, text) = text.strip_prefix("not ").map_or((false, text.as_str()), |rest| (true, rest));
    let (id, value) = text.split_once('=').map_or((text, None), |(id, value)| (id, Some(value.trim())));
    let fact = facts.find(id.trim()).ok_or_else(|| {
        let (message, hint) = facts.unknown(id.trim());
        Fault::at(word.span(), message).hint(hint)
    })?;
    match (&facts[fact].kind, value) {
        (Kind::YesNo, None) => {}
        (Kind::Words(words), Some(value)) if words.iter().any(|word| word == value) => {}
        (Kind::Words(words), value) => {
            let message = format!("`{id}` must be compared with one of its words");
            let hint = nearest::one_of(value.unwrap_or_default(), words.iter().map(String::as_str));
            return Err(Fault::at(word.span(), message).hint(hint));
        }
        _ => return Err(Fault::at(word.span(), "only facts that are yes or no, or words, decide")),
    }
    Ok(Term { fact, negated, word: value.map(str::to_owned) })
}

impl Provision {
    /// Whether a question of it hangs on a fact.
    pub fn hangs_on(&self, fact: FactId) -> bool {
        self.questions.iter().flat_map(|question| &question.any).any(|term| term.fact == fact)
    }
}

impl ProvisionKind {
    /// As it is written in files, without underscores.
    pub fn word(self) -> &'static str {
        match self {
            Self::Obligation => "obligation",
            Self::MarketAccess => "market access",
            Self::Transparency => "transparency",
            Self::Exception => "exception",
            Self::Definition => "definition",
            Self::Institutional => "institutional",
            Self::SpecialTreatment => "special treatment",
            Self::Gap => "gap",
        }
    }
}
