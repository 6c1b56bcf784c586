//! Whose measures there are: economies, unions, bodies, agreements, and who is a member from when.

use crate::date::Date;
use crate::diagnostic::Fault;
use crate::error::RegistryError;
use crate::nearest;
use crate::toml_text::{Text, Word};
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;
use toml::Spanned;
use toml::value::Datetime;

/// Whose measures there are.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Jurisdictions {
    all: Vec<Jurisdiction>,
    places: BTreeMap<String, usize>,
}

/// An economy or a part of one, a union, a body or an agreement.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Jurisdiction {
    /// What measures call it; of economies ISO 3166 alpha-3.
    pub code: String,
    /// What people call it.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Who belongs to it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Member>,
    /// Of a federal unit, the economy.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub part_of: String,
    /// Of a federal unit, its share of the economy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
    /// What else there is to say.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub notes: String,
}

/// What a jurisdiction is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Kind {
    /// An economy.
    Economy,
    /// Its law is that of every member.
    Union,
    /// Its measures bind nobody by membership.
    Body,
    /// It binds its parties towards each other.
    Agreement,
    /// A part of an economy.
    FederalUnit,
}

/// Who belongs to something, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Member {
    /// The economy, or the union whose members it stands for.
    pub code: String,
    /// The first day; `None` for as long as anybody asks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// The first day on which it no longer is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

impl Member {
    /// Whether it is one on a day.
    pub fn on(&self, date: Date) -> bool {
        self.from.is_none_or(|from| from <= date) && self.until.is_none_or(|until| date < until)
    }
}

impl Jurisdictions {
    /// All of them, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Jurisdiction> {
        self.all.iter()
    }

    /// The one with a code.
    pub fn find(&self, code: &str) -> Option<&Jurisdiction> {
        self.places.get(code).map(|&place| &self.all[place])
    }

    /// The name that goes with a code, or the code where there is none.
    pub fn name<'a>(&'a self, code: &'a str) -> &'a str {
        self.find(code).map_or(code, |jurisdiction| &jurisdiction.name)
    }

    /// "did you mean ...?" for a code that is none.
    pub(crate) fn hint(&self, code: &str) -> Option<String> {
        nearest::did_you_mean(code, self.all.iter().map(|one| (one.code.as_str(), one.name.as_str())))
    }

    pub(crate) fn known(&self, code: &Word) -> Result<&Jurisdiction, Fault> {
        self.find(code.get_ref()).ok_or_else(|| self.unknown(code))
    }

    pub(crate) fn known_unit(&self, unit: &Word, economy: &str) -> Result<(), Fault> {
        if self.known(unit)?.part_of == economy {
            return Ok(());
        }
        Err(Fault::at(unit.span(), format!("`{}` is no part of `{economy}`", unit.get_ref()))
            .hint("its entry in `jurisdictions.toml` says with `part_of` what it belongs to"))
    }

    /// A member of whatever a file lists.
    pub(crate) fn member(&self, raw: &Spanned<RawMember>) -> Result<Member, Fault> {
        let RawMember { code, from, until } = raw.get_ref();
        let member = Member { code: code.clone(), from: day(raw, *from)?, until: day(raw, *until)? };
        if self.find(code).is_none() {
            return Err(self.unknown(&Spanned::new(raw.span(), code.clone())));
        }
        match (member.from, member.until) {
            (Some(from), Some(until)) if until <= from => {
                Err(Fault::at(raw.span(), format!("`{code}` leaves before it joins"))
                    .hint("`until` must come after `from`"))
            }
            _ => Ok(member),
        }
    }

    fn unknown(&self, code: &Word) -> Fault {
        let word = code.get_ref();
        Fault::at(code.span(), format!("unknown jurisdiction `{word}`")).hint(self.hint(word).unwrap_or_else(
            || "`jurisdictions.toml` has the codes; a new one needs an entry there first".to_owned(),
        ))
    }

    pub(crate) fn read(text: Text) -> Result<Self, RegistryError> {
        #[derive(Deserialize)]
        struct File {
            jurisdiction: Vec<Raw>,
        }
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Raw {
            code: Word,
            name: String,
            kind: Kind,
            #[serde(default)]
            members: Vec<Spanned<RawMember>>,
            part_of: Option<Word>,
            share: Option<Spanned<f64>>,
            #[serde(default)]
            notes: String,
        }
        let file: File = text.parse()?;
        let mut read = Self::default();
        for Raw { code, name, kind, share, notes, .. } in &file.jurisdiction {
            let word = code.get_ref();
            if read.places.insert(word.clone(), read.all.len()).is_some() {
                let fault =
                    Fault::at(code.span(), format!("`{word}` is there twice")).hint("keep one of the two");
                return Err(text.error(fault));
            }
            if let Some(share) = share.as_ref().filter(|share| !(0.0..=1.0).contains(share.get_ref())) {
                let message = format!("the share of `{word}` is {}", share.get_ref());
                return Err(text.error(Fault::at(share.span(), message).hint("it must lie between 0 and 1")));
            }
            if *kind == Kind::FederalUnit && share.is_none() {
                let fault = Fault::at(code.span(), format!("`{word}` is a federal unit without a share"));
                return Err(text.error(fault.hint("add its share of the economy, such as share = 0.1")));
            }
            read.all.push(Jurisdiction {
                code: word.clone(),
                name: name.clone(),
                kind: *kind,
                members: Vec::new(),
                part_of: String::new(),
                share: share.as_ref().map(|share| *share.get_ref()),
                notes: notes.clone(),
            });
        }
        for (place, raw) in file.jurisdiction.iter().enumerate() {
            let members: Result<_, _> = raw.members.iter().map(|member| read.member(member)).collect();
            read.all[place].members = members.map_err(|fault| text.error(fault))?;
            if let Some(whole) = &raw.part_of {
                read.known(whole).map_err(|fault| text.error(fault))?;
                read.all[place].part_of = whole.get_ref().clone();
            }
        }
        Ok(read)
    }
}

/// A member as files write it: a code, or a table with dates.
#[derive(Debug)]
pub(crate) struct RawMember {
    code: String,
    from: Option<Datetime>,
    until: Option<Datetime>,
}

impl<'de> Deserialize<'de> for RawMember {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Dated {
            code: String,
            from: Option<Datetime>,
            until: Option<Datetime>,
        }
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = RawMember;

            fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str("a code, or { code = ..., from = ..., until = ... }")
            }

            fn visit_str<E>(self, code: &str) -> Result<RawMember, E> {
                Ok(RawMember { code: code.to_owned(), from: None, until: None })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<RawMember, A::Error> {
                let Dated { code, from, until } = Dated::deserialize(MapAccessDeserializer::new(map))?;
                Ok(RawMember { code, from, until })
            }
        }
        deserializer.deserialize_any(Either)
    }
}

fn day(raw: &Spanned<RawMember>, day: Option<Datetime>) -> Result<Option<Date>, Fault> {
    day.map(|day| crate::toml_text::date("from", &Spanned::new(raw.span(), day))).transpose()
}
