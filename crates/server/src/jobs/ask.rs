//! What a job is asked to do: checked when it is asked, and named after all that its results depend on.

use crate::inputs::Inputs;
use crate::problem::{Problem, of_scenario};
use crate::shelf::Shelf;
use axum::http::StatusCode;
use comity_data::FileHash;
use comity_scenario::ensemble::DESIGNS;
use comity_scenario::{Error, Scenario, closure_named, embedded};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Most draws of an ensemble or a comparison.
const MOST_DRAWS: usize = 100_000;
/// Most scenarios of a comparison.
const MOST_SCENARIOS: usize = 8;
/// Characters of a job's name: more than enough that no two jobs share one.
const LENGTH: usize = 32;

/// What kind of job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
// Jurisdictions have kinds too, and names of schemas are those of types.
#[schema(as = JobKind)]
pub enum Kind {
    /// One scenario.
    Run,
    /// Several, side by side.
    Comparison,
    /// One, many times over.
    Ensemble,
    /// What closing gaps in readiness for AI is worth in one.
    Divide,
}

const KINDS: [(Kind, &str); 4] = [
    (Kind::Run, "run"),
    (Kind::Comparison, "comparison"),
    (Kind::Ensemble, "ensemble"),
    (Kind::Divide, "divide"),
];

impl Kind {
    /// Its word.
    pub fn word(self) -> &'static str {
        KINDS.iter().find(|(kind, _)| *kind == self).map_or("", |(_, word)| word)
    }
}

/// A scenario: the text of a file, or the name of one that ships.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Which {
    /// As in a scenario file.
    Text(String),
    /// As in `GET /api/v1/scenarios`.
    Name(String),
}

/// What replaces what scenarios say.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// A baseline, as in `GET /api/v1/baselines`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline: Option<String>,
    /// What happens to deficits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closure: Option<String>,
    /// Of a run: also say why real income changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decompose: Option<bool>,
    /// Of whatever is not a run: how many draws.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 100_000)]
    pub draws: Option<usize>,
    /// Likewise: where random numbers start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
    /// Of an ensemble or a comparison: how draws are spread.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub design: Option<String>,
    /// Of a divide: the share of each gap that closes; all of it if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(exclusive_minimum = 0, maximum = 1)]
    pub share: Option<f64>,
    /// Likewise: the year by which it has closed; the scenario's last one if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 2000, maximum = 2100)]
    pub by: Option<u16>,
}

/// What a job is asked to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ask {
    /// What kind of job.
    pub kind: Kind,
    /// Its scenarios.
    pub scenarios: Vec<Which>,
    /// What replaces what they say.
    pub settings: Settings,
    /// What they are called.
    pub titles: Vec<String>,
    /// Hash of the measures that they are about, where one changes rules.
    pub measures: Option<String>,
}

fn wrong(detail: impl Into<String>) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "job", detail)
}

impl Ask {
    /// What is asked, checked as far as it can be before the turn of the job, and the job's name: identical inputs and programs have
    /// identical names.
    ///
    /// # Errors
    /// It cannot be done.
    pub fn new(
        kind: Kind,
        scenarios: Vec<Which>,
        settings: Settings,
        inputs: &Inputs,
    ) -> Result<(Self, String), Problem> {
        let mut ask = Self { kind, scenarios, settings, titles: Vec::new(), measures: None };
        ask.check()?;
        let scenarios = ask.read(&inputs.shelf)?;
        if scenarios.iter().any(Scenario::speaks_of_rules) {
            ask.measures = Some(inputs.rulebook.measures()?.hash.sha256);
        }
        ask.titles = scenarios.iter().map(|scenario| scenario.name.clone()).collect();
        let name = ask.name(scenarios, &inputs.shelf)?;
        Ok((ask, name))
    }

    /// The scenarios, about the measures that they were about when the job was asked for.
    ///
    /// # Errors
    /// One ships no more, or the measures are out of reach.
    pub fn scenarios(&self, inputs: &Inputs) -> Result<Vec<Scenario>, Problem> {
        let measures = self.measures.as_deref().map(|hash| inputs.rulebook.measures_of(hash)).transpose()?;
        let about = |scenario: Scenario| match &measures {
            Some(measures) if scenario.speaks_of_rules() => scenario.with_measures(measures.clone()),
            _ => scenario,
        };
        Ok(self.read(&inputs.shelf)?.into_iter().map(about).collect())
    }

    /// The scenarios, read. None of them reads a file, but for a baseline that was sent.
    fn read(&self, shelf: &Shelf) -> Result<Vec<Scenario>, Problem> {
        let read = |(at, which): (usize, &Which)| {
            let source = match which {
                Which::Text(text) => shelf.source(format!("scenario-{}.toml", at + 1), text.as_str()),
                Which::Name(name) => embedded().find(|source| source.stem() == name).ok_or_else(|| {
                    wrong(format!("no scenario `{name}` ships with Comity"))
                        .hint("GET /api/v1/scenarios names those that do")
                })?,
            };
            let text = source.text.clone();
            Scenario::parse(source).map_err(|error| of_scenario(&text, &error))
        };
        self.scenarios.iter().enumerate().map(read).collect()
    }

    fn name(&self, scenarios: Vec<Scenario>, shelf: &Shelf) -> Result<String, Problem> {
        let mut inputs = vec![env!("CARGO_PKG_VERSION").to_owned(), self.kind.word().to_owned()];
        for scenario in scenarios {
            let named = scenario.baseline.as_ref().map(|word| word.get_ref().as_str());
            let Some(name) = self.settings.baseline.as_deref().or(named) else {
                let error = Error::NoBaseline { path: scenario.source.path.clone() };
                return Err(of_scenario(&scenario.source.text, &error));
            };
            let baseline = shelf.baseline(name).map_err(|error| {
                Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "baseline", error.to_string())
                    .advice(error.hint())
            })?;
            // The path names the files of results.
            inputs.extend([scenario.source.path, scenario.source.text]);
            inputs.extend(baseline.files.into_iter().map(|file| file.sha256));
        }
        let broken = |_| Problem::broken();
        inputs.push(serde_json::to_string(&(&self.measures, &self.settings)).map_err(broken)?);
        let inputs = serde_json::to_vec(&inputs).map_err(broken)?;
        Ok(FileHash::of("", &inputs).sha256.chars().take(LENGTH).collect())
    }

    fn check(&self) -> Result<(), Problem> {
        let Settings { closure, decompose, draws, seed, design, share, by, .. } = &self.settings;
        let found = self.scenarios.len();
        if self.kind == Kind::Comparison && !(2..=MOST_SCENARIOS).contains(&found) {
            return Err(wrong(format!("a comparison has 2 to {MOST_SCENARIOS} scenarios, found {found}")));
        }
        if let Some(word) = closure.as_deref().filter(|word| closure_named(word).is_none()) {
            return Err(wrong(format!("there is no closure `{word}`")).hint("one is `balanced`"));
        }
        if let Some(word) = design.as_deref().filter(|word| DESIGNS.iter().all(|(known, _)| known != word)) {
            let known = DESIGNS.map(|(known, _)| format!("`{known}`")).join(", ");
            return Err(wrong(format!("there is no design `{word}`")).hint(format!("there are {known}")));
        }
        if draws.is_some_and(|draws| draws > MOST_DRAWS) {
            return Err(wrong(format!("there may be at most {MOST_DRAWS} draws")));
        }
        if self.kind == Kind::Run && (draws.is_some() || seed.is_some() || design.is_some()) {
            return Err(wrong("a run draws nothing").hint("POST /api/v1/ensembles does"));
        }
        if self.kind == Kind::Divide && design.is_some() {
            return Err(wrong("the draws of a divide have one design"));
        }
        if self.kind != Kind::Divide && (share.is_some() || by.is_some()) {
            return Err(
                wrong("gaps close in a divide only").hint("POST /api/v1/divides has `share` and `by`")
            );
        }
        if self.kind != Kind::Run && decompose.is_some() {
            return Err(wrong("only a run can be decomposed"));
        }
        Ok(())
    }
}
