//! What must be published or notified, and when.

use super::draft::{Draft, Value};
use super::embedded::Library;
use super::provision::{Compare, Duty, Limit, Reference};
use crate::date::Date;

impl Duty {
    /// The duty in a sentence, with the day where the draft gives one; nothing where it has been done.
    pub fn said(&self, draft: &Draft, library: &Library) -> Option<String> {
        if self.done_by.is_some_and(|fact| *draft.value(fact) == Value::Yes) {
            return None;
        }
        let what = &self.what;
        let (Some(limit), Some(reference)) = (self.limit, self.reference) else {
            return Some(format!("{what}."));
        };
        let days = self.comment_period(draft, library);
        let Some((day, own)) = reference.day(draft) else {
            return Some(format!("{what}{days}. The draft gives no day of {}.", reference.word()));
        };
        let due = match (self.days, self.months, self.before) {
            (Some(days), _, true) => day.before_days(days),
            (Some(days), _, false) => day.after_days(days),
            (_, Some(months), _) => day.after_months(months),
            _ => day,
        };
        let limit = match limit {
            Limit::By => "by",
            Limit::NotBefore => "not before",
        };
        let counted = if own {
            String::new()
        } else {
            format!(", counted from the date of the draft as it gives no day of {}", reference.word())
        };
        let span = self.span(reference);
        Some(format!("{what}{span}: {limit} {due}{counted}{days}.{}", self.too_early(draft, due)))
    }

    /// " (60 days after notification)".
    fn span(&self, reference: Reference) -> String {
        let side = if self.before { "before" } else { "after" };
        match (self.days, self.months) {
            (Some(days), _) => format!(" ({days} days {side} {})", reference.word()),
            (_, Some(months)) => format!(" ({months} months {side} {})", reference.word()),
            _ => String::new(),
        }
    }

    fn comment_period(&self, draft: &Draft, library: &Library) -> String {
        let fact = library
            .facts
            .find("comment_period_days")
            .filter(|_| self.compare == Some(Compare::CommentPeriodDays));
        match fact.map(|fact| draft.value(fact)) {
            Some(Value::Number(given)) => {
                let enough = u32::from(self.days.unwrap_or_default()) <= *given;
                format!("; the draft gives {given} days, {}", if enough { "enough" } else { "too few" })
            }
            _ => String::new(),
        }
    }

    fn too_early(&self, draft: &Draft, due: Date) -> String {
        match draft.applies_from.filter(|_| self.compare == Some(Compare::Application)) {
            Some(from) if from < due => format!(" The draft applies from {from}, too early."),
            Some(from) => format!(" The draft applies from {from}, late enough."),
            None => String::new(),
        }
    }
}

impl Reference {
    /// The day, and whether the draft gives it itself. A draft is taken to be published or notified on its date at the earliest.
    fn day(self, draft: &Draft) -> Option<(Date, bool)> {
        let own = match self {
            Self::Notification => draft.notified_on,
            Self::Publication => draft.published_on,
            Self::Application => return draft.applies_from.map(|day| (day, true)),
        };
        own.map(|day| (day, true)).or(draft.date.map(|day| (day, false)))
    }

    fn word(self) -> &'static str {
        match self {
            Self::Notification => "notification",
            Self::Publication => "publication",
            Self::Application => "application",
        }
    }
}
