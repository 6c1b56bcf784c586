//! Sentences and cues to suggestions.

use super::cues::{Cue, Cues, Says};
use super::force::{Force, Manner};
use super::sentences::{Sentence, sentences, words};
use crate::taxonomy::{Feature, HIGHEST, Taxonomy};
use serde::Serialize;

/// How much one sentence counts. Sentences are taken as if they were wrong independently of each other: together they count one
/// less the product of what each leaves open.
const STRONG: f64 = 0.55;
const STRONG_UNDER_TITLE: f64 = 0.8;
const WEAK: f64 = 0.3;
const WEAK_UNDER_TITLE: f64 = 0.5;
/// From here on a feature is suggested: one strong sentence, or two weak ones.
const ENOUGH: f64 = 0.5;
/// A rule that reads words is never surer than this.
const MOST: f64 = 0.99;
/// Letters of a sentence that evidence keeps.
const SHOWN: usize = 400;

/// A feature that a text suggests.
#[derive(Debug, Clone)]
pub struct Suggestion<'t> {
    /// The feature.
    pub feature: &'t Feature,
    /// Its level, from 1 to 3.
    pub level: u8,
    /// How much speaks for it, from 0.5 to 0.99. It orders suggestions and is no probability.
    pub confidence: f64,
    /// The sentences, those that decide the level first.
    pub evidence: Vec<Evidence>,
}

/// A sentence that speaks for a feature.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = SentenceOfLaw))]
pub struct Evidence {
    /// The line on which it begins, from 1.
    pub line: usize,
    /// The article that it stands under; empty where none was seen.
    pub article: String,
    /// The title that it stands under.
    pub title: String,
    /// Whether it binds.
    pub force: Force,
    /// The level that it alone suggests.
    pub level: u8,
    /// How much it counts.
    pub weight: f64,
    /// The sentence, cut where it is long.
    pub sentence: String,
}

impl Cues {
    /// The features of a taxonomy that a text suggests, in the order of the taxonomy.
    pub fn suggest<'t>(&self, taxonomy: &'t Taxonomy, text: &str) -> Vec<Suggestion<'t>> {
        let sentences = sentences(text);
        let mut read = Reading { cues: self, lead: None, title: String::new(), under: Vec::new() };
        let manners: Vec<Manner> = sentences.iter().map(|sentence| read.manner(sentence)).collect();
        let count = |force| manners.iter().filter(|manner| manner.force == force).count();
        let soft = count(Force::Voluntary) > count(Force::Mandatory);
        let usual = if soft { Force::Voluntary } else { Force::Mandatory };
        let mut evidence: Vec<Vec<Evidence>> = vec![Vec::new(); self.features.len()];
        for (sentence, manner) in sentences.iter().zip(manners) {
            read.evidence(sentence, manner, usual, &mut evidence);
        }
        let suggestion = |feature: &'t Feature| {
            let place = self.features.iter().position(|cue| cue.feature == feature.id)?;
            suggestion(feature, evidence.get(place)?)
        };
        taxonomy.features.iter().filter_map(suggestion).collect()
    }
}

/// What is known while sentences are read in order.
struct Reading<'c> {
    cues: &'c Cues,
    /// The manner of the sentence that leads the list being read.
    lead: Option<Manner>,
    title: String,
    /// Places of the features that the title speaks of.
    under: Vec<usize>,
}

impl Reading<'_> {
    /// The manner of a sentence; one of a list has that of what leads the list where it has none of its own.
    fn manner(&mut self, sentence: &Sentence) -> Manner {
        let small = sentence.text.to_lowercase();
        let mut manner = Manner::of(&words(&small));
        if !sentence.item {
            self.lead = None;
        }
        if let Some(lead) = self.lead {
            if manner.force == Force::Plain {
                manner.force = lead.force;
                manner.authority |= lead.authority;
                manner.exemption |= lead.exemption;
                manner.broad |= lead.broad;
            }
            manner.narrow |= lead.narrow;
        }
        if sentence.leads && (!sentence.item || manner.force != Force::Plain) {
            self.lead = Some(manner);
        }
        manner
    }

    fn evidence(
        &mut self,
        sentence: &Sentence,
        manner: Manner,
        usual: Force,
        evidence: &mut [Vec<Evidence>],
    ) {
        if manner.definition {
            return;
        }
        let small = sentence.text.to_lowercase();
        let mut found = self.cues.patterns.find(&words(&small));
        found.sort_unstable_by_key(|(feature, _)| *feature);
        for said in found.chunk_by(|one, other| one.0 == other.0) {
            let Some((place, cue)) =
                said.first().and_then(|(at, _)| Some((*at, self.cues.features.get(*at)?)))
            else {
                continue;
            };
            let has = |says| said.iter().any(|(_, one)| *one == says);
            let skipped = (manner.exemption && !cue.exemption) || (manner.authority && !cue.authority);
            if skipped || has(Says::Not) || !(has(Says::Strong) || has(Says::Weak)) {
                continue;
            }
            let weight = match (has(Says::Strong), self.under(&sentence.title).contains(&place)) {
                (true, true) => STRONG_UNDER_TITLE,
                (true, false) => STRONG,
                (false, true) => WEAK_UNDER_TITLE,
                (false, false) => WEAK,
            };
            let force = if manner.force == Force::Plain { usual } else { manner.force };
            let level = level(cue, Manner { force, ..manner }, has(Says::Light), has(Says::Strict));
            let Sentence { line, article, title, text, .. } = sentence;
            let (line, article, title) = (*line, article.clone(), title.clone());
            evidence[place].push(Evidence {
                line,
                article,
                title,
                force,
                level,
                weight,
                sentence: short(text),
            });
        }
    }

    /// Places of the features that a title speaks of.
    fn under(&mut self, title: &str) -> &[usize] {
        if self.title != title {
            title.clone_into(&mut self.title);
            let small = title.to_lowercase();
            let found = self.cues.patterns.find(&words(&small)).into_iter();
            self.under = found
                .filter(|(_, says)| matches!(says, Says::Title | Says::Strong))
                .map(|(place, _)| place)
                .collect();
        }
        &self.under
    }
}

fn level(cue: &Cue, manner: Manner, light: bool, strict: bool) -> u8 {
    let binds = cue.any_force || manner.force == Force::Mandatory;
    match (binds, light, strict) {
        (false, ..) | (true, true, false) => 1,
        (true, _, true) => HIGHEST,
        (true, false, false) if cue.broad && manner.broad && !manner.narrow => HIGHEST,
        (true, false, false) => cue.level,
    }
}

fn suggestion<'t>(feature: &'t Feature, evidence: &[Evidence]) -> Option<Suggestion<'t>> {
    let open: f64 = evidence.iter().map(|one| 1.0 - one.weight).product();
    let confidence = (1.0 - open).min(MOST);
    if confidence < ENOUGH {
        return None;
    }
    let mut evidence = evidence.to_vec();
    // What decides the level comes first.
    let rank = |one: &Evidence| (one.weight >= ENOUGH, one.level);
    evidence.sort_by(|one, other| {
        let order = rank(other).cmp(&rank(one)).then(other.weight.total_cmp(&one.weight));
        order.then(one.line.cmp(&other.line))
    });
    let sure = evidence.iter().filter(|one| one.weight >= ENOUGH).map(|one| one.level).max();
    let level = sure.or_else(|| evidence.iter().map(|one| one.level).max())?;
    Some(Suggestion { feature, level, confidence, evidence })
}

fn short(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
