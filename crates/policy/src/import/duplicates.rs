//! Which rows look like a measure that is there already: shown, never merged.

use super::days::Exact;
use super::likeness::{LEAST, Title, Words};
use super::plain::plain;
use super::row::Imported;
use super::table::Table;
use super::{Import, TableError};
use crate::date::Date;
use crate::measure::Measure;
use crate::registry::Registry;
use std::collections::{HashMap, HashSet};

/// From which likeness on a person is asked.
const LIKELY: f64 = 0.75;
/// What dates add to the likeness of titles: the same day, the same year, years apart.
const SAME_DAY: f64 = 0.15;
const SAME_YEAR: f64 = 0.1;
const YEARS_APART: f64 = -0.1;
/// Most that a row is shown to look like.
const SHOWN: usize = 3;

/// A row that looks like another measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Duplicate {
    /// The number of the row.
    pub row: usize,
    /// The id that its measure would have.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The id of the measure that it looks like.
    pub existing: String,
    /// The title of that.
    pub existing_title: String,
    /// The row further up that this is, where it is one; otherwise it is in the registry.
    pub existing_row: Option<usize>,
    /// How alike they are, from 0 to 1.
    pub likeness: f64,
    /// Why.
    pub why: String,
}

/// What a person decided on rows that were held back: by id, whether it is new.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decisions(HashMap<String, bool>);

impl Decisions {
    /// The decisions in the table of duplicates that an import wrote: `new` or `same` in the column `decision`. A row that
    /// is `new` beside any of its duplicates is new.
    ///
    /// # Errors
    /// The table lacks the columns, or a decision is another word.
    pub fn read(table: &Table) -> Result<Self, TableError> {
        let place = |name: &str| {
            table.columns.iter().position(|column| column == name).ok_or_else(|| {
                let message = format!("`{}` has no column `{name}`", table.path);
                TableError::new(message, "use the duplicates.csv of an earlier import of the same file")
            })
        };
        let (id, decision) = (place("id")?, place("decision")?);
        let mut decisions = HashMap::new();
        for row in &table.rows {
            let new = match row.cells[decision].to_lowercase().as_str() {
                "" => continue,
                "new" => true,
                "same" => false,
                other => {
                    let message = format!("{}, row {}: `{other}` is no decision", table.path, row.number);
                    return Err(TableError::new(message, "write new, same, or nothing"));
                }
            };
            *decisions.entry(row.cells[id].clone()).or_insert(new) |= new;
        }
        Ok(Self(decisions))
    }

    /// Whether nothing was decided.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What a measure is known by.
#[derive(Debug)]
struct Known<'a> {
    id: &'a str,
    measure: &'a Measure,
    row: Option<usize>,
    titles: Vec<Title>,
    date: Option<(Date, bool)>,
}

/// Measures by what they are known by, in their jurisdiction.
#[derive(Debug, Default)]
struct Pool<'a> {
    known: Vec<Known<'a>>,
    ids: HashMap<&'a str, usize>,
    references: HashMap<(&'a str, String), usize>,
    addresses: HashMap<(&'a str, String), usize>,
    words: HashMap<(&'a str, u32), Vec<usize>>,
}

/// Sorts measures into those that are new and those that look like others.
pub(super) fn sort(measures: Vec<Imported>, registry: &Registry, decided: &Decisions, import: &mut Import) {
    let ids = own_ids(&measures);
    let titles = registry.measures.iter().chain(measures.iter().map(|one| &one.measure));
    let words = Words::of(titles.map(|measure| measure.title.as_str()));
    let telling = Telling::new(registry, &measures);
    let mut pool = Pool::default();
    for measure in &registry.measures {
        pool.add(&measure.id, measure, None, None, &words, &telling);
    }
    let mut found = Vec::with_capacity(measures.len());
    for (imported, id) in measures.iter().zip(&ids) {
        found.push(pool.like(imported, id, &words, &telling));
        pool.add(id, &imported.measure, Some(imported), imported.exact, &words, &telling);
    }
    drop(pool);
    let mut taken: HashSet<String> = registry.measures.iter().map(|measure| measure.id.clone()).collect();
    for ((mut imported, id), duplicates) in measures.into_iter().zip(ids).zip(found) {
        let decision = decided.0.get(&id).copied();
        imported.measure.id = id;
        match decision {
            Some(false) => import.same += 1,
            None if !duplicates.is_empty() => {
                import.duplicates.extend(duplicates);
                import.held.push(imported);
            }
            _ => {
                imported.measure.id = free(imported.measure.id, &taken);
                taken.insert(imported.measure.id.clone());
                import.new.push(imported);
            }
        }
    }
}

/// Ids that no two rows share.
fn own_ids(measures: &[Imported]) -> Vec<String> {
    let mut taken = HashSet::new();
    let own = |imported: &Imported| {
        let id = free(imported.measure.id.clone(), &taken);
        taken.insert(id.clone());
        id
    };
    measures.iter().map(own).collect()
}

/// An id, with a number behind it where it is taken.
fn free(id: String, taken: &HashSet<String>) -> String {
    if !taken.contains(&id) {
        return id;
    }
    (2..).map(|number: usize| format!("{id}-{number}")).find(|id| !taken.contains(id)).unwrap_or(id)
}

/// References and addresses that tell measures apart: those of one measure only.
#[derive(Debug)]
struct Telling {
    references: HashMap<String, usize>,
    addresses: HashMap<String, usize>,
}

impl Telling {
    /// A gazette's front page or "Cabinet approval" stands at many measures and says nothing of any.
    fn new(registry: &Registry, measures: &[Imported]) -> Self {
        let mut telling = Self { references: HashMap::new(), addresses: HashMap::new() };
        let mut here: HashMap<String, usize> = HashMap::new();
        for measure in &registry.measures {
            *telling.references.entry(reference(measure)).or_default() += 1;
            *telling.addresses.entry(address(measure)).or_default() += 1;
        }
        for imported in measures {
            *here.entry(address(&imported.measure)).or_default() += 1;
        }
        for (address, count) in here {
            let most = telling.addresses.entry(address).or_default();
            // Two rows of one file may well be the same measure twice; more are a page with many.
            *most = (*most).max(count.saturating_sub(1));
        }
        telling
    }

    fn reference<'a>(&self, measure: &'a Measure) -> Option<(&'a str, String)> {
        let reference = reference(measure);
        let numbered = reference.len() >= 5 && reference.bytes().any(|byte| byte.is_ascii_digit());
        let one = self.references.get(&reference).is_none_or(|&count| count <= 1);
        (numbered && one).then_some((&measure.jurisdiction, reference))
    }

    fn address<'a>(&self, measure: &'a Measure) -> Option<(&'a str, String)> {
        let address = address(measure);
        let page = address.contains('/');
        let one = self.addresses.get(&address).is_none_or(|&count| count <= 1);
        (page && one).then_some((&measure.jurisdiction, address))
    }
}

/// An official reference; of a symbol without its addenda and revisions, which are no measures of their own.
fn reference(measure: &Measure) -> String {
    let whole = measure.official_ref.as_str();
    let later = ["/Add.", "/Rev.", "/Corr.", "/Suppl."].iter().filter_map(|mark| whole.find(mark)).min();
    plain(&whole[..later.unwrap_or(whole.len())])
}

fn address(measure: &Measure) -> String {
    let url = measure.source_url.to_lowercase();
    let url = url.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
    url.split('#').next().unwrap_or(url).trim_end_matches('/').to_owned()
}

/// The earliest date of a measure, and whether the day is known.
fn date(measure: &Measure, exact: Option<Exact>) -> Option<(Date, bool)> {
    let Measure { introduced, adopted, in_force, applies_from, .. } = measure;
    let date = [adopted, in_force, applies_from, introduced].into_iter().find_map(|date| *date)?;
    Some((date, exact.is_none_or(|exact| exact == Exact::Day)))
}

impl<'a> Pool<'a> {
    fn add(
        &mut self,
        id: &'a str,
        measure: &'a Measure,
        imported: Option<&'a Imported>,
        exact: Option<Exact>,
        words: &Words,
        telling: &Telling,
    ) {
        let place = self.known.len();
        let titles = words.titles(&measure.title);
        if imported.is_none_or(|imported| imported.own_id) {
            self.ids.entry(&measure.id).or_insert(place);
        }
        if let Some(reference) = telling.reference(measure) {
            self.references.entry(reference).or_insert(place);
        }
        if let Some(address) = telling.address(measure).filter(|_| imported.is_none_or(|one| one.own_address))
        {
            self.addresses.entry(address).or_insert(place);
        }
        for title in &titles {
            for &word in words.telling(title) {
                let places = self.words.entry((&measure.jurisdiction, word)).or_default();
                if places.last() != Some(&place) {
                    places.push(place);
                }
            }
        }
        let row = imported.map(|imported| imported.row);
        self.known.push(Known { id, measure, row, titles, date: date(measure, exact) });
    }

    /// What a row looks like, the most alike first.
    fn like(&self, imported: &'a Imported, id: &str, words: &Words, telling: &Telling) -> Vec<Duplicate> {
        let measure = &imported.measure;
        let mut found: HashMap<usize, (f64, String)> = HashMap::new();
        let mut sure = |place: Option<&usize>, likeness: f64, why: &str| {
            if let Some(&place) = place {
                found.entry(place).or_insert_with(|| (likeness, why.to_owned()));
            }
        };
        if imported.own_id {
            sure(self.ids.get(measure.id.as_str()), 1.0, "same id");
        }
        if let Some(reference) = telling.reference(measure) {
            sure(self.references.get(&reference), 0.95, "same reference");
        }
        if let Some(address) = telling.address(measure).filter(|_| imported.own_address) {
            sure(self.addresses.get(&address), 0.9, "same address");
        }
        let titles = words.titles(&measure.title);
        let mut near: Vec<usize> = Vec::new();
        for word in titles.iter().flat_map(|title| words.telling(title)) {
            near.extend(self.words.get(&(measure.jurisdiction.as_str(), *word)).into_iter().flatten());
        }
        near.sort_unstable();
        near.dedup();
        let own = date(measure, imported.exact);
        for place in near.into_iter().filter(|place| !found.contains_key(place)).collect::<Vec<_>>() {
            let known = &self.known[place];
            if known.measure.subnational != measure.subnational {
                continue;
            }
            let pairs = titles.iter().flat_map(|one| known.titles.iter().map(move |other| (one, other)));
            let alike = pairs.map(|(one, other)| words.alike(one, other)).fold(0.0, f64::max);
            let (more, dates) = together(own, known.date);
            let likeness = (alike + more).min(0.99);
            if alike >= LEAST && likeness >= LIKELY {
                found.insert(place, (likeness, format!("titles {:.0}% alike{dates}", alike * 100.0)));
            }
        }
        let mut found: Vec<(usize, (f64, String))> = found.into_iter().collect();
        found.sort_by(|one, other| other.1.0.total_cmp(&one.1.0).then(one.0.cmp(&other.0)));
        found.truncate(SHOWN);
        let shown = |(place, (likeness, why)): (usize, (f64, String))| {
            let Known { id: existing, measure: other, row, .. } = &self.known[place];
            Duplicate {
                row: imported.row,
                id: id.to_owned(),
                title: measure.title.clone(),
                existing: (*existing).to_owned(),
                existing_title: other.title.clone(),
                existing_row: *row,
                likeness,
                why,
            }
        };
        found.into_iter().map(shown).collect()
    }
}

/// What two dates add to a likeness, and in words.
fn together(one: Option<(Date, bool)>, other: Option<(Date, bool)>) -> (f64, &'static str) {
    let (Some((one, one_exact)), Some((other, other_exact))) = (one, other) else { return (0.0, "") };
    match one.year().abs_diff(other.year()) {
        0 if one == other && one_exact && other_exact => (SAME_DAY, ", same day"),
        0 => (SAME_YEAR, ", same year"),
        1 => (0.0, ", a year apart"),
        _ => (YEARS_APART, ", years apart"),
    }
}
