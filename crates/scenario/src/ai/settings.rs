//! `[ai]` of a scenario: when, how much, and through which channels.

use super::channels::{Channel, Scale};
use crate::diagnostic::Fault;
use crate::fields::{Fields, Word, number};
use comity_data::nearest;
use std::ops::{Range, RangeInclusive};
use toml::Spanned;

const KEYS: &[&str] = &["year", "since", "school", "channels", "without", "scale", "rules", "skills"];
/// Adoption was first observed in 2023, and nobody has numbers beyond the century.
const YEARS: RangeInclusive<u64> = 2020..=2100;

/// What a scenario says in `[ai]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The year whose effects are asked for, where the scenario has no path of years.
    pub year: u16,
    /// The year from whose adoption on effects are counted, if the scenario says so.
    pub since: Option<u16>,
    /// The channels that are on, in the order of [`Channel::ALL`].
    pub channels: Vec<Channel>,
    /// How much of what each does counts.
    pub scale: Scale,
    /// Economies with rules about AI that cost sellers from abroad.
    pub(crate) rules: Option<Vec<Word>>,
    /// Whether skilled and less skilled labour are factors of their own; where the scenario says so.
    pub(crate) skills: Option<Range<usize>>,
    /// The school whose parameters it follows.
    pub(crate) school: Option<Word>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            year: Self::YEAR,
            since: None,
            channels: Channel::ALL.to_vec(),
            scale: Scale::default(),
            rules: None,
            skills: None,
            school: None,
        }
    }
}

impl Settings {
    /// The year asked for where nothing else is said.
    pub const YEAR: u16 = 2040;
    /// The year from which effects are counted where nothing else is said.
    pub const SINCE: u16 = 2025;

    /// Reads the table, if the scenario has one.
    pub(crate) fn parse(fields: &Fields) -> Result<Option<Self>, Fault> {
        let Some(table) = fields.table("ai")? else { return Ok(None) };
        let fields = Fields::new(table, "[ai]", KEYS)?;
        let channels = channels(&fields)?;
        let settings = Self {
            year: year(&fields, "year")?.unwrap_or(Self::YEAR),
            since: year(&fields, "since")?,
            scale: scale(&fields, &channels)?,
            channels,
            rules: fields.words("rules")?,
            skills: skills(&fields)?,
            school: fields.text("school")?,
        };
        match (fields.key_span("since"), settings.since) {
            (Some(span), Some(since)) if fields.key_span("year").is_some() && since > settings.year => {
                let message = format!("`since` is {since}, after the year {}", settings.year);
                Err(Fault::at(span, message).hint("effects are counted from `since` to `year`"))
            }
            _ => Ok(Some(settings)),
        }
    }
}

/// Where the scenario asks for skills apart.
fn skills(fields: &Fields) -> Result<Option<Range<usize>>, Fault> {
    let on = fields.flag("skills")? == Some(true);
    Ok(fields.key_span("skills").filter(|_| on))
}

fn year(fields: &Fields, key: &str) -> Result<Option<u16>, Fault> {
    let Some(year) = fields.whole(key)? else { return Ok(None) };
    if YEARS.contains(&year) {
        return Ok(Some(year as u16));
    }
    let span = fields.key_span(key).unwrap_or_default();
    let message = format!("`{key}` must be a year from {} to {}, found {year}", YEARS.start(), YEARS.end());
    Err(Fault::at(span, message).hint(format!("for example: {key} = {}", Settings::YEAR)))
}

fn channels(fields: &Fields) -> Result<Vec<Channel>, Fault> {
    let on = fields.words("channels")?.map(|words| named(&words)).transpose()?;
    let off = fields.words("without")?.map(|words| named(&words)).transpose()?.unwrap_or_default();
    let kept =
        |channel: &Channel| on.as_ref().is_none_or(|on| on.contains(channel)) && !off.contains(channel);
    Ok(Channel::ALL.into_iter().filter(kept).collect())
}

/// Factors on channels that are on.
fn scale(fields: &Fields, on: &[Channel]) -> Result<Scale, Fault> {
    const EXAMPLE: &str = "write it like scale = { logistics = 0.5 }";
    let mut scale = Scale::default();
    let table = fields.table("scale").map_err(|fault| fault.hint(EXAMPLE))?;
    for (key, value) in table.into_iter().flatten() {
        let word = Spanned::new(key.span(), key.get_ref().to_string());
        let factor = number(word.get_ref(), value)?;
        let in_range = factor.get_ref().is_finite() && *factor.get_ref() >= 0.0;
        if !in_range {
            let message = format!("a channel is scaled by a factor from 0 on, found {}", factor.get_ref());
            return Err(
                Fault::at(factor.span(), message).hint("1 is as the parameters say; 0.5 is half of it")
            );
        }
        for channel in named(std::slice::from_ref(&word))? {
            if !on.contains(&channel) {
                return Err(Fault::at(key.span(), format!("the channel `{}` is off", channel.word()))
                    .hint("switch it on, or remove its factor"));
            }
            scale.set(channel, *factor.get_ref());
        }
    }
    Ok(scale)
}

fn named(words: &[Word]) -> Result<Vec<Channel>, Fault> {
    let known = |word: &Word| {
        Channel::ALL.into_iter().find(|channel| channel.word() == word.get_ref()).ok_or_else(|| {
            let words = Channel::ALL.map(Channel::word);
            Fault::at(word.span(), format!("unknown channel `{}`", word.get_ref()))
                .hint(nearest::one_of(word.get_ref(), &words))
        })
    };
    words.iter().map(known).collect()
}
