//! `[regulation]` of a scenario, before it meets a baseline and a registry.

use crate::diagnostic::Fault;
use crate::fields::{Fields, Word, entries};
use comity_policy::Date;
use comity_policy::taxonomy::HIGHEST;
use std::ops::Range;
use toml::Spanned;
use toml::de::DeTable;

const KEYS: &[&str] =
    &["date", "against", "share", "divergence", "edit", "adopt", "level", "recognition", "standard", "bloc"];
const EXAMPLE: &str = "[[regulation.recognition]] with among = [\"JPN\", \"KOR\"] is an example";

/// What a scenario says in `[regulation]`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Table {
    pub span: Range<usize>,
    /// The day whose rules hold, if it says so.
    pub date: Option<Spanned<Date>>,
    /// The day whose rules the benchmark has, if it says so.
    pub against: Option<Spanned<Date>>,
    /// How much of the way from the benchmark's rules to these is gone, from 0 to 1.
    pub share: f64,
    /// Levels by which the duties of blocs fall short of each other.
    pub divergence: f64,
    pub edits: Vec<Edit>,
    pub adoptions: Vec<Adopt>,
    pub levels: Vec<Level>,
    pub recognitions: Vec<Among>,
    pub standards: Vec<Among>,
    pub blocs: Vec<Bloc>,
}

/// `[[regulation.edit]]`: a measure or a jurisdiction with another level.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Edit {
    pub of: Of,
    pub feature: Option<Word>,
    pub level: f64,
}

/// What is edited.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Of {
    Measure(Word),
    Jurisdiction(Word),
}

/// `[[regulation.adopt]]`: economies with the rules of another.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Adopt {
    pub economies: Vec<Word>,
    pub except: Vec<Word>,
    pub rules_of: Word,
}

/// `[[regulation.level]]`: economies that all have a level of some features.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Level {
    pub economies: Vec<Word>,
    pub except: Vec<Word>,
    pub features: Vec<Word>,
    pub level: f64,
}

/// `[[regulation.recognition]]` and `[[regulation.standard]]`: economies among each other.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Among {
    pub span: Range<usize>,
    pub among: Vec<Word>,
    pub except: Vec<Word>,
}

/// `[[regulation.bloc]]`: economies that share rules and accept nobody else's.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Bloc {
    pub span: Range<usize>,
    pub economies: Vec<Word>,
    pub except: Vec<Word>,
    pub leader: Option<Word>,
}

impl Table {
    pub fn parse(fields: &Fields) -> Result<Option<Self>, Fault> {
        let Some(table) = fields.table("regulation")? else { return Ok(None) };
        let span = fields.key_span("regulation").unwrap_or_default();
        let fields = Fields::new(table, "[regulation]", KEYS)?;
        let divergence = match fields.number("divergence")? {
            Some(levels) if !(0.0..=f64::from(HIGHEST)).contains(levels.get_ref()) => {
                let message = format!("`divergence` is a number of levels, found {}", levels.get_ref());
                return Err(
                    Fault::at(levels.span(), message).hint("levels go from 0 to 3; 0.5 is half of one")
                );
            }
            levels => levels.map_or(0.0, Spanned::into_inner),
        };
        let share = match fields.number("share")? {
            Some(share) if !(0.0..=1.0).contains(share.get_ref()) => {
                let message = format!("`share` is a part of the way, from 0 to 1, found {}", share.get_ref());
                return Err(Fault::at(share.span(), message).hint("0.5 is half of the way to these rules"));
            }
            share => share.map_or(1.0, Spanned::into_inner),
        };
        let read = Self {
            share,
            date: date(&fields, "date")?,
            against: date(&fields, "against")?,
            edits: entries(&fields, "edit", Edit::parse)?,
            adoptions: entries(&fields, "adopt", Adopt::parse)?,
            levels: entries(&fields, "level", Level::parse)?,
            recognitions: entries(&fields, "recognition", |table, span| {
                Among::parse(table, span, "[[regulation.recognition]]")
            })?,
            standards: entries(&fields, "standard", |table, span| {
                Among::parse(table, span, "[[regulation.standard]]")
            })?,
            blocs: entries(&fields, "bloc", Bloc::parse)?,
            divergence,
            span,
        };
        match fields.key_span("divergence") {
            Some(span) if read.blocs.len() < 2 => {
                Err(Fault::at(span, "`divergence` is between blocs, and there are not two")
                    .hint("add a [[regulation.bloc]] for each, or remove `divergence`"))
            }
            _ => Ok(Some(read)),
        }
    }

    /// Whether it has no entries, so that rules are those of a day.
    pub fn is_empty(&self) -> bool {
        let lists = [self.edits.len(), self.adoptions.len(), self.levels.len(), self.recognitions.len()];
        lists.iter().sum::<usize>() + self.standards.len() + self.blocs.len() == 0
    }

    /// Whose rules others are to have, as it is written.
    pub fn models(&self) -> impl Iterator<Item = &str> {
        let adopted = self.adoptions.iter().map(|adopt| &adopt.rules_of);
        adopted
            .chain(self.blocs.iter().filter_map(|bloc| bloc.leader.as_ref()))
            .map(|word| word.get_ref().as_str())
    }

    /// The fault of a table that says nothing.
    pub fn nothing(&self) -> Fault {
        Fault::at(self.span.clone(), "[regulation] changes nothing").hint(EXAMPLE)
    }
}

impl Edit {
    fn parse(table: &DeTable, span: &Range<usize>) -> Result<Self, Fault> {
        const TITLE: &str = "[[regulation.edit]]";
        let fields = Fields::new(table, TITLE, &["measure", "jurisdiction", "feature", "level", "remove"])?;
        let (measure, jurisdiction) = (fields.text("measure")?, fields.text("jurisdiction")?);
        let feature = fields.text("feature")?;
        let of = match (measure, jurisdiction) {
            (Some(id), None) => Of::Measure(id),
            (None, Some(code)) => Of::Jurisdiction(code),
            _ => {
                return Err(Fault::at(
                    span.clone(),
                    format!("{TITLE} edits one measure, or one jurisdiction"),
                )
                .hint("write measure = \"eu-ai-act\" or jurisdiction = \"EU\""));
            }
        };
        if let (Of::Jurisdiction(code), None) = (&of, &feature) {
            return Err(Fault::at(code.span(), format!("{TITLE} of a jurisdiction has no `feature`")).hint(
                "add one such as feature = \"conformity_assessment\"; `comity policy profile` names them",
            ));
        }
        let removed = fields.flag("remove")?.unwrap_or(false);
        let level = match (level(&fields)?, removed) {
            (Some(level), false) => level,
            (None, true) => 0.0,
            (Some(_), true) => {
                return Err(Fault::at(span.clone(), format!("{TITLE} has both `level` and `remove`"))
                    .hint("keep one of them"));
            }
            (None, false) => {
                return Err(Fault::at(span.clone(), format!("{TITLE} has no `level`"))
                    .hint("add one from 0 to 3, or remove = true"));
            }
        };
        Ok(Self { of, feature, level })
    }
}

impl Adopt {
    fn parse(table: &DeTable, span: &Range<usize>) -> Result<Self, Fault> {
        const TITLE: &str = "[[regulation.adopt]]";
        let fields = Fields::new(table, TITLE, &["economies", "except", "rules_of"])?;
        Ok(Self {
            economies: needed(fields.words("economies")?, span, TITLE, "economies = [\"all\"]")?,
            except: fields.words("except")?.unwrap_or_default(),
            rules_of: needed(fields.text("rules_of")?, span, TITLE, "rules_of = \"SGP\"")?,
        })
    }
}

impl Level {
    fn parse(table: &DeTable, span: &Range<usize>) -> Result<Self, Fault> {
        const TITLE: &str = "[[regulation.level]]";
        let fields = Fields::new(table, TITLE, &["economies", "except", "features", "level"])?;
        Ok(Self {
            economies: needed(fields.words("economies")?, span, TITLE, "economies = [\"all\"]")?,
            except: fields.words("except")?.unwrap_or_default(),
            features: needed(fields.words("features")?, span, TITLE, "features = [\"incident_reporting\"]")?,
            level: needed(level(&fields)?, span, TITLE, "level = 2")?,
        })
    }
}

impl Among {
    fn parse(table: &DeTable, span: &Range<usize>, title: &str) -> Result<Self, Fault> {
        let fields = Fields::new(table, title, &["among", "except"])?;
        let among = needed(fields.words("among")?, span, title, "among = [\"JPN\", \"KOR\"]")?;
        Ok(Self { span: span.clone(), among, except: fields.words("except")?.unwrap_or_default() })
    }
}

impl Bloc {
    fn parse(table: &DeTable, span: &Range<usize>) -> Result<Self, Fault> {
        const TITLE: &str = "[[regulation.bloc]]";
        let fields = Fields::new(table, TITLE, &["name", "economies", "except", "leader"])?;
        fields.text("name")?;
        Ok(Self {
            span: span.clone(),
            economies: needed(fields.words("economies")?, span, TITLE, "economies = [\"USA\", \"CAN\"]")?,
            except: fields.words("except")?.unwrap_or_default(),
            leader: fields.text("leader")?,
        })
    }
}

fn needed<T>(value: Option<T>, span: &Range<usize>, title: &str, example: &str) -> Result<T, Fault> {
    value.ok_or_else(|| {
        let key = example.split(' ').next().unwrap_or_default();
        Fault::at(span.clone(), format!("{title} has no `{key}`"))
            .hint(format!("add a line such as {example}"))
    })
}

fn level(fields: &Fields) -> Result<Option<f64>, Fault> {
    match fields.number("level")? {
        Some(level) if !(0.0..=f64::from(HIGHEST)).contains(level.get_ref()) => {
            Err(Fault::at(level.span(), format!("a level goes from 0 to 3, found {}", level.get_ref())))
        }
        level => Ok(level.map(Spanned::into_inner)),
    }
}

/// A day, with or without quotation marks.
fn date(fields: &Fields, key: &str) -> Result<Option<Spanned<Date>>, Fault> {
    let Some(word) = fields.day(key)? else { return Ok(None) };
    let date = word.get_ref().parse();
    let date = date.map_err(|wrong: comity_policy::NoDate| {
        Fault::at(word.span(), wrong.to_string()).hint(wrong.hint())
    })?;
    Ok(Some(Spanned::new(word.span(), date)))
}
