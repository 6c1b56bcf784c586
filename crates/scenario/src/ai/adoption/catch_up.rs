//! `[[adoption.catch_up]]`: economies that close a share of a gap, little by little.

use super::pillar::{Pillar, Standing};
use super::table::{Target, share, target, year};
use crate::diagnostic::Fault;
use crate::fields::{Fields, Word};
use comity_data::nearest;
use comity_model::EconomyId;
use std::ops::Range;
use toml::Spanned;
use toml::de::DeTable;

const KEYS: &[&str] = &["economies", "except", "pillars", "to", "share", "from", "by"];
/// What of an economy's lag (or of its low ceiling) readiness does not explain.
const REST: &str = "rest";

/// A catch-up as the scenario writes it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct CatchUp {
    pub span: Range<usize>,
    pub economies: Option<Vec<Word>>,
    pub except: Vec<Word>,
    pub closes: Closes,
    pub to: Target,
    pub share: f64,
    pub from: Option<f64>,
    pub by: Spanned<f64>,
}

/// Which gaps close.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Closes {
    pub pillars: [bool; 4],
    pub rest: bool,
}

/// A catch-up in a baseline: who, towards where, and when.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rule {
    pub economies: Vec<EconomyId>,
    pub closes: Closes,
    pub target: Standing,
    pub share: f64,
    pub from: f64,
    pub by: f64,
}

impl CatchUp {
    pub fn parse(table: &DeTable, span: &Range<usize>) -> Result<Self, Fault> {
        let title = "[[adoption.catch_up]]";
        let fields = Fields::new(table, title, KEYS)?;
        let required = Required { fields: &fields, title, span };
        let by = required.key("by", "by = 2035, the year in which the gap has closed", year)?;
        let from = year(&fields, "from")?;
        if let Some(from) = &from
            && from.get_ref() >= by.get_ref()
        {
            let message = format!("a catch-up from {} by {} has no time", from.get_ref(), by.get_ref());
            return Err(Fault::at(from.span(), message).hint("`from` must be before `by`"));
        }
        Ok(Self {
            economies: fields.words("economies")?,
            except: fields.words("except")?.unwrap_or_default(),
            closes: closes(&fields)?,
            to: required.key("to", "to = \"income:high\"", target)?,
            share: required.key("share", "share = 0.5, which closes half of the gap", share)?,
            from: from.map(Spanned::into_inner),
            by,
            span: span.clone(),
        })
    }
}

/// Keys that must be there.
struct Required<'a> {
    fields: &'a Fields<'a>,
    title: &'a str,
    span: &'a Range<usize>,
}

impl Required<'_> {
    /// What `read` finds; `example` is a line to add.
    fn key<T>(
        &self,
        key: &str,
        example: &str,
        read: fn(&Fields, &str) -> Result<Option<T>, Fault>,
    ) -> Result<T, Fault> {
        read(self.fields, key)?.ok_or_else(|| {
            Fault::at(self.span.clone(), format!("{} has no `{key}`", self.title))
                .hint(format!("add a line such as {example}"))
        })
    }
}

fn closes(fields: &Fields) -> Result<Closes, Fault> {
    let Some(words) = fields.words("pillars")? else { return Ok(Closes { pillars: [true; 4], rest: true }) };
    let mut closes = Closes { pillars: [false; 4], rest: false };
    for word in words {
        match word.get_ref().as_str() {
            "all" => closes = Closes { pillars: [true; 4], rest: true },
            REST => closes.rest = true,
            text => match Pillar::ALL.iter().position(|pillar| pillar.word() == text) {
                Some(at) => closes.pillars[at] = true,
                None => {
                    let [a, b, c, d] = Pillar::ALL.map(Pillar::word);
                    return Err(Fault::at(word.span(), format!("unknown pillar `{text}`"))
                        .hint(nearest::one_of(text, &[a, b, c, d, REST, "all"])));
                }
            },
        }
    }
    Ok(closes)
}

impl Rule {
    /// Moves an economy of the rule to where it stands in a year. Who is ahead of the target stays ahead.
    pub fn apply(&self, year: f64, standing: &mut Standing) {
        let done = ((year - self.from) / (self.by - self.from)).clamp(0.0, 1.0);
        let share = self.share * done;
        let up = |from: f64, to: f64| (1.0 - share) * from + share * from.max(to);
        for (at, pillar) in standing.pillars.iter_mut().enumerate().filter(|(at, _)| self.closes.pillars[*at])
        {
            *pillar = up(*pillar, self.target.pillars[at]);
        }
        if self.closes.rest {
            standing.shift = up(standing.shift, self.target.shift);
            standing.lag = -up(-standing.lag, -self.target.lag);
        }
    }
}
