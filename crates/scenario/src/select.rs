//! Which economies and sectors a selector means in a given baseline.
//!
//! A selector is a code, `all`, or a group word after its kind: `group:` for sectors, `income:` and `region:` for
//! economies. Codes are matched as they are; group words without regard to case, spaces and hyphens. A wrong word is a
//! fault; a right word that is nobody's in this baseline is a warning, so that one scenario serves many baselines.

use crate::diagnostic::Fault;
use crate::fields::Word;
use comity_data::Baseline;
use comity_data::nearest::{self, Candidate};
use comity_model::{EconomyId, SectorId};
use std::collections::{BTreeSet, HashMap};

/// The word for every economy, sector, factor or feature.
pub(crate) const ALL: &str = "all";

/// What a selector picks from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Axis {
    Economies,
    Sectors,
}

impl Axis {
    fn one(self) -> &'static str {
        match self {
            Self::Economies => "economy",
            Self::Sectors => "sector",
        }
    }

    fn many(self) -> &'static str {
        match self {
            Self::Economies => "economies",
            Self::Sectors => "sectors",
        }
    }

    fn other(self) -> Self {
        match self {
            Self::Economies => Self::Sectors,
            Self::Sectors => Self::Economies,
        }
    }

    fn kinds(self) -> &'static [&'static str] {
        match self {
            Self::Economies => &["income", "region"],
            Self::Sectors => &["group"],
        }
    }
}

/// Members of one axis, by position in the baseline.
type Members = BTreeSet<usize>;

/// The codes and groups of a baseline, ready to be looked up.
pub(crate) struct Selector<'a> {
    baseline: &'a Baseline,
    economies: HashMap<&'a str, usize>,
    sectors: HashMap<&'a str, usize>,
}

impl<'a> Selector<'a> {
    pub fn new(baseline: &'a Baseline) -> Self {
        let economies = baseline.economies.iter().enumerate().map(|(at, e)| (e.code.as_str(), at)).collect();
        let sectors = baseline.sectors.iter().enumerate().map(|(at, s)| (s.code.as_str(), at)).collect();
        Self { baseline, economies, sectors }
    }

    /// The economies that any of `words` selects and none of `except`; no words select all.
    pub fn economies(
        &self,
        words: Option<&[Word]>,
        except: &Except,
        warnings: &mut Warnings,
    ) -> Result<Vec<EconomyId>, Fault> {
        let members = self.pick(words, Axis::Economies, warnings)?;
        Ok(members.difference(&except.economies).copied().map(EconomyId).collect())
    }

    /// The sectors that any of `words` selects and none of `except`; no words select all.
    pub fn sectors(
        &self,
        words: Option<&[Word]>,
        except: &Except,
        warnings: &mut Warnings,
    ) -> Result<Vec<SectorId>, Fault> {
        let members = self.pick(words, Axis::Sectors, warnings)?;
        Ok(members.difference(&except.sectors).copied().map(SectorId).collect())
    }

    /// The factor of a name among those of the model.
    pub fn factor(&self, word: &Word, names: &[String]) -> Result<usize, Fault> {
        let text = word.get_ref();
        if let Some(at) = names.iter().position(|name| name == text) {
            return Ok(at);
        }
        let hint = match self.baseline.factors.contains(text) {
            true => format!("the model has them added up; write [model.factors.{text}] to tell it apart"),
            false => nearest::did_you_mean(text, names.iter().map(|name| Candidate::word(name)))
                .unwrap_or_else(|| match names {
                    [one] => format!("the model has one factor, `{one}`; [model.factors] tells more apart"),
                    _ => format!("the factors are {}", names.join(", ")),
                }),
        };
        Err(Fault::at(word.span(), format!("unknown factor `{text}`")).hint(hint))
    }

    /// The factors that any of `words` names; no words name all.
    pub fn factors(&self, words: Option<&[Word]>, names: &[String]) -> Result<Vec<usize>, Fault> {
        let Some(words) = words else { return Ok((0..names.len()).collect()) };
        let mut factors = BTreeSet::new();
        for word in words {
            match word.get_ref().eq_ignore_ascii_case(ALL) {
                true => factors.extend(0..names.len()),
                false => _ = factors.insert(self.factor(word, names)?),
            }
        }
        Ok(factors.into_iter().collect())
    }

    /// What the words of `except` take out, of economies and of sectors alike.
    pub fn except(&self, words: &[Word], warnings: &mut Warnings) -> Result<Except, Fault> {
        let mut except = Except::default();
        for word in words {
            let text = word.get_ref().as_str();
            if text.eq_ignore_ascii_case(ALL) {
                return Err(Fault::at(word.span(), "`except` takes out everything")
                    .hint("name what to leave unchanged, or remove the entry"));
            }
            let (of_economies, of_sectors) =
                (self.speaks_of(text, Axis::Economies), self.speaks_of(text, Axis::Sectors));
            if of_economies {
                except.economies.extend(self.members(word, Axis::Economies, warnings)?);
            }
            if of_sectors {
                except.sectors.extend(self.members(word, Axis::Sectors, warnings)?);
            }
            if !of_economies && !of_sectors {
                let candidates = self.candidates(Axis::Economies).chain(self.candidates(Axis::Sectors));
                return Err(Fault::at(word.span(), format!("unknown economy or sector `{text}`"))
                    .hint(self.suggestion(text, candidates)));
            }
        }
        Ok(except)
    }

    /// The economy of a code, or what to say of a wrong one.
    pub fn economy(&self, code: &str) -> Result<EconomyId, Fault> {
        let id = self.economies.get(code).copied().map(EconomyId);
        id.ok_or_else(|| self.unknown_code(code, Axis::Economies))
    }

    /// The sector of a code, or what to say of a wrong one.
    pub fn sector(&self, code: &str) -> Result<SectorId, Fault> {
        let id = self.sectors.get(code).copied().map(SectorId);
        id.ok_or_else(|| self.unknown_code(code, Axis::Sectors))
    }

    /// The word of an economy's income group; empty if it has none.
    pub fn income_group(&self, economy: EconomyId) -> String {
        normalised(&self.baseline.economies[economy.0].income_group)
    }

    fn pick(&self, words: Option<&[Word]>, axis: Axis, warnings: &mut Warnings) -> Result<Members, Fault> {
        let Some(words) = words else { return Ok(self.all(axis)) };
        let mut members = Members::new();
        for word in words {
            members.extend(self.members(word, axis, warnings)?);
        }
        Ok(members)
    }

    fn members(&self, word: &Word, axis: Axis, warnings: &mut Warnings) -> Result<Members, Fault> {
        let text = word.get_ref().as_str();
        if let Some(&at) = self.codes(axis).get(text) {
            return Ok(Members::from([at]));
        }
        if text.eq_ignore_ascii_case(ALL) {
            return Ok(self.all(axis));
        }
        match text.split_once(':') {
            Some((kind, group)) => self.group(word, &normalised(kind), &normalised(group), axis, warnings),
            None => Err(Fault { span: Some(word.span()), ..self.unknown_code(text, axis) }),
        }
    }

    fn group(
        &self,
        word: &Word,
        kind: &str,
        group: &str,
        axis: Axis,
        warnings: &mut Warnings,
    ) -> Result<Members, Fault> {
        let text = word.get_ref();
        if !axis.kinds().contains(&kind) {
            return Err(self.wrong_kind(word, axis));
        }
        let carried = self.carried(kind);
        let members: Members =
            carried.iter().enumerate().filter(|(_, found)| *found == group).map(|(at, _)| at).collect();
        if !members.is_empty() {
            return Ok(members);
        }
        let present: BTreeSet<&str> = carried.iter().map(String::as_str).filter(|g| !g.is_empty()).collect();
        let known = known_groups(kind);
        if known.contains(&group) {
            let baseline = &self.baseline.meta.name;
            let instead = match present.len() {
                0 => format!("the baseline `{baseline}` has no such groups"),
                _ => format!("`{baseline}` has {}", Vec::from_iter(present).join(", ")),
            };
            warnings.push((word.span().start, format!("`{text}` selects no {}: {instead}", axis.one())));
            return Ok(members);
        }
        let words: BTreeSet<String> =
            present.iter().chain(known).map(|group| format!("{kind}:{group}")).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        Err(Fault::at(word.span(), format!("unknown selector `{text}`")).hint(nearest::one_of(text, &words)))
    }

    fn wrong_kind(&self, word: &Word, axis: Axis) -> Fault {
        let kinds: Vec<String> = axis.kinds().iter().map(|kind| format!("`{kind}:...`")).collect();
        let hint = format!("{} are selected by code, `all` or {}", axis.many(), kinds.join(", "));
        Fault::at(word.span(), format!("`{}` does not select {}", word.get_ref(), axis.many())).hint(hint)
    }

    /// Whether a word of `except` means members of this axis: a code of it, or a group of a kind that it has.
    fn speaks_of(&self, text: &str, axis: Axis) -> bool {
        let kind = text.split_once(':').map(|(kind, _)| normalised(kind));
        self.codes(axis).contains_key(text) || kind.is_some_and(|kind| axis.kinds().contains(&kind.as_str()))
    }

    /// The group of each economy or sector, normalised.
    fn carried(&self, kind: &str) -> Vec<String> {
        match kind {
            "income" => self.baseline.economies.iter().map(|e| normalised(&e.income_group)).collect(),
            "region" => self.baseline.economies.iter().map(|e| normalised(&e.region)).collect(),
            _ => self.baseline.sectors.iter().map(|s| normalised(&s.group)).collect(),
        }
    }

    fn unknown_code(&self, code: &str, axis: Axis) -> Fault {
        let hint = match self.group_named(code, axis) {
            _ if self.codes(axis.other()).contains_key(code) => {
                format!("`{code}` is a code of {}, not of {}", axis.other().many(), axis.many())
            }
            Some(group) => format!("did you mean `{group}`?"),
            None => self.suggestion(code, self.candidates(axis)),
        };
        Fault { message: format!("unknown {} `{code}`", axis.one()), span: None, hint: Some(hint) }
    }

    /// The selector of a group whose word was written without its kind.
    fn group_named(&self, word: &str, axis: Axis) -> Option<String> {
        let word = normalised(word);
        let is_group =
            |kind: &str| known_groups(kind).contains(&word.as_str()) || self.carried(kind).contains(&word);
        let kind = axis.kinds().iter().find(|kind| !word.is_empty() && is_group(kind))?;
        Some(format!("{kind}:{word}"))
    }

    fn suggestion<'c>(&self, wrong: &str, candidates: impl Iterator<Item = Candidate<'c>>) -> String {
        nearest::did_you_mean(wrong, candidates)
            .unwrap_or_else(|| format!("`comity data show {}` lists the codes", self.baseline.meta.name))
    }

    fn candidates(&self, axis: Axis) -> impl Iterator<Item = Candidate<'a>> + use<'a> {
        let (economies, sectors) = match axis {
            Axis::Economies => (self.baseline.economies.as_slice(), [].as_slice()),
            Axis::Sectors => ([].as_slice(), self.baseline.sectors.as_slice()),
        };
        let economies = economies.iter().map(|e| Candidate { word: &e.code, name: &e.name });
        economies.chain(sectors.iter().map(|s| Candidate { word: &s.code, name: &s.name }))
    }

    fn codes(&self, axis: Axis) -> &HashMap<&'a str, usize> {
        match axis {
            Axis::Economies => &self.economies,
            Axis::Sectors => &self.sectors,
        }
    }

    fn all(&self, axis: Axis) -> Members {
        (0..self.codes(axis).len()).collect()
    }
}

/// Warnings, each with the byte of the text that it is about.
pub(crate) type Warnings = Vec<(usize, String)>;

/// What an entry leaves out.
#[derive(Debug, Default)]
pub(crate) struct Except {
    economies: Members,
    sectors: Members,
}

/// Group words that are right even where no economy or sector of the baseline is in the group.
fn known_groups(kind: &str) -> &'static [&'static str] {
    match kind {
        "income" => &["low", "lower_middle", "upper_middle", "high"],
        "region" => &[
            "east_asia_pacific",
            "europe_central_asia",
            "latin_america_caribbean",
            "middle_east_north_africa",
            "north_america",
            "south_asia",
            "sub_saharan_africa",
        ],
        _ => &["goods", "services", "digital_services", "ai_hardware", "energy"],
    }
}

/// Lower case, with each run of anything but letters and digits as one underscore: "Europe & Central Asia" becomes
/// `europe_central_asia`.
pub(crate) fn normalised(word: &str) -> String {
    let lower = word.to_lowercase();
    let parts: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    parts.join("_")
}
