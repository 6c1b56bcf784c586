//! One job carried out, as the command of its name does it, with its results in a folder.

use super::ask::{Ask, Kind, Settings};
use crate::inputs::Inputs;
use crate::problem::{Problem, of_scenario};
use axum::http::StatusCode;
use comity_report::NoReport;
use comity_scenario::ai::Draws;
use comity_scenario::compare::{self, CompareError, CompareOptions, Comparison};
use comity_scenario::ensemble::{DESIGNS, Design, Ensemble, EnsembleOptions, Progress};
use comity_scenario::pillars::Closing;
use comity_scenario::{Error, Options, Pillars, Results, Run, Scenario, closure_named};
use std::fs;
use std::path::Path;

/// What the page of a job shows: the same that its HTML file embeds.
const VIEW: &str = "view.json";
/// What closing gaps is worth, as `comity divide --format json` prints it.
const DIVIDE: &str = "divide.json";

/// Carries a job out. `progress` may unwind, which leaves the folder as it is; an ensemble goes on from what is in it.
///
/// # Errors
/// It cannot be carried out.
pub fn out(
    ask: &Ask,
    inputs: &Inputs,
    folder: &Path,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), Problem> {
    let unwritten = |reason: std::io::Error| Problem::unwritten(&reason);
    fs::create_dir_all(folder).map_err(unwritten)?;
    let scenarios = ask.scenarios(inputs)?;
    let texts: Vec<String> = scenarios.iter().map(|scenario| scenario.source.text.clone()).collect();
    // Commands open a baseline by its name or its folder.
    let place = |name: &String| inputs.shelf.place(name);
    let settings = &Settings { baseline: ask.settings.baseline.as_ref().map(place), ..ask.settings.clone() };
    let (name, json) = match (ask.kind, scenarios) {
        (Kind::Comparison, scenarios) => {
            comparison(scenarios, settings, folder, progress).map_err(|error| {
                Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "comparison", error.to_string())
                    .advice(error.hint())
            })?
        }
        (kind, mut scenarios) => {
            let scenario = scenarios.pop().ok_or_else(Problem::broken)?;
            let text = scenario.source.text.clone();
            let carried = match kind {
                Kind::Ensemble => ensemble(scenario, settings, folder, progress),
                Kind::Divide => divide(scenario, settings, folder, progress),
                _ => run(scenario, settings, folder),
            };
            carried.map_err(|error| of_scenario(&text, &error))?
        }
    };
    fs::write(folder.join(name), json.map_err(|_| Problem::broken())?).map_err(unwritten)?;
    for (at, text) in texts.iter().enumerate() {
        let name =
            if texts.len() == 1 { "scenario.toml".to_owned() } else { format!("scenario-{}.toml", at + 1) };
        fs::write(folder.join(name), text).map_err(unwritten)?;
    }
    Ok(())
}

/// A file that is written beside the results of the command: its name, and what is in it.
type Beside = (&'static str, serde_json::Result<String>);

fn run(scenario: Scenario, settings: &Settings, folder: &Path) -> Result<Beside, Error> {
    let options = Options { decompose: settings.decompose == Some(true), schools: true, ..options(settings) };
    let mut run = Run::new(scenario, &options)?;
    let mut results = Results::new(&run)?;
    report(comity_report::html(&run)).into_iter().for_each(|html| results.add_report(html));
    let json = comity_report::json(&run);
    results.write(folder, &mut run)?;
    Ok((VIEW, json))
}

fn divide(
    scenario: Scenario,
    settings: &Settings,
    folder: &Path,
    progress: &mut dyn FnMut(Progress),
) -> Result<Beside, Error> {
    let run = Run::new(scenario, &options(settings))?;
    let Settings { share, by, draws, seed, .. } = *settings;
    let (closing, drawn) = (Closing::default(), Draws::default());
    let closing = Closing { share: share.unwrap_or(closing.share), by };
    let drawn = Draws { count: draws.unwrap_or(drawn.count), seed: seed.unwrap_or(drawn.seed) };
    let found = Pillars::of(&run, closing, drawn, progress)?;
    found.write(folder)?;
    Ok((DIVIDE, serde_json::to_string(&found.json())))
}

fn ensemble(
    scenario: Scenario,
    settings: &Settings,
    folder: &Path,
    progress: &mut dyn FnMut(Progress),
) -> Result<Beside, Error> {
    let options = EnsembleOptions {
        run: Options { schools: true, ..options(settings) },
        draws: settings.draws,
        seed: settings.seed,
        design: design(settings),
        ..EnsembleOptions::default()
    };
    let mut ensemble = Ensemble::new(scenario, &options)?;
    let findings = ensemble.solve(folder, true, progress)?;
    if let Some(html) = report(comity_report::ensemble_html(&ensemble, &findings)) {
        ensemble.write_report(folder, &html)?;
    }
    Ok((VIEW, comity_report::ensemble_json(&ensemble, &findings)))
}

fn comparison(
    scenarios: Vec<Scenario>,
    settings: &Settings,
    folder: &Path,
    progress: &mut dyn FnMut(Progress),
) -> Result<Beside, CompareError> {
    let options = CompareOptions {
        run: options(settings),
        draws: settings.draws,
        seed: settings.seed,
        design: design(settings),
        threads: None,
    };
    let mut comparison = Comparison::new(scenarios, &options, progress)?;
    let mut results = compare::Results::new(&comparison).map_err(CompareError::Scenario)?;
    report(comity_report::compare_html(&comparison)).into_iter().for_each(|html| results.add_report(html));
    let json = comity_report::compare_json(&comparison);
    results.write(folder, &mut comparison).map_err(CompareError::Scenario)?;
    Ok((VIEW, json))
}

fn options(settings: &Settings) -> Options {
    Options {
        baseline: settings.baseline.clone(),
        closure: settings.closure.as_deref().and_then(closure_named),
        ..Options::default()
    }
}

fn design(settings: &Settings) -> Option<Design> {
    let word = settings.design.as_deref()?;
    DESIGNS.iter().find(|(known, _)| *known == word).map(|&(_, design)| design)
}

/// A program without the viewer writes tables only, as `comity run` does.
fn report(html: Result<String, NoReport>) -> Option<String> {
    html.ok()
}
