//! What scenarios must have in common to be compared, and what they had better have.

use super::CompareError;
use crate::closure::closure_word;
use crate::ensemble::Ensemble;
use crate::run::Run;
use comity_data::Baseline;

/// All scenarios must be about the same data: a difference between two measured worlds is not what a scenario does.
pub(super) fn check(runs: &[Run]) -> Result<(), CompareError> {
    let Some((first, others)) = runs.split_first() else { return Ok(()) };
    check_years(runs)?;
    match others.iter().find(|other| !same(&first.baseline, &other.baseline)) {
        None => Ok(()),
        Some(other) => Err(CompareError::Baselines {
            first: first.scenario.source.path.clone(),
            there: first.baseline.meta.name.clone(),
            other: other.scenario.source.path.clone(),
            here: other.baseline.meta.name.clone(),
        }),
    }
}

/// Results are those of the last year; what a scenario does in one year is not held against what another does in the next.
fn check_years(runs: &[Run]) -> Result<(), CompareError> {
    let mut dated = runs.iter().filter_map(|run| Some((&run.scenario.source.path, last_year(run)?)));
    let Some((first, there)) = dated.next() else { return Ok(()) };
    match dated.find(|&(_, here)| here != there) {
        None => Ok(()),
        Some((other, here)) => {
            Err(CompareError::Years { first: first.clone(), there, other: other.clone(), here })
        }
    }
}

/// The year that results are of: the last of a path, or that of `[ai]`; none where a scenario says nothing of time.
fn last_year(run: &Run) -> Option<u16> {
    let alone = run.effects.as_ref().map(|effects| effects.year);
    run.path.as_ref().map(|path| path.last).or(alone)
}

/// The years that all paths have; only the last where some scenarios follow none.
pub(super) fn years(runs: &[Run]) -> Vec<u16> {
    let mut paths = runs.iter().filter_map(|run| run.path.as_ref());
    let Some(first) = paths.next() else { return Vec::new() };
    if runs.iter().any(|run| run.path.is_none()) {
        return vec![first.last];
    }
    let others: Vec<Vec<u16>> = paths.map(|path| path.years().collect()).collect();
    first.years().filter(|year| others.iter().all(|years| years.contains(year))).collect()
}

fn same(one: &Baseline, other: &Baseline) -> bool {
    one.files == other.files
        && one.economies.iter().map(|economy| &economy.code).eq(other.economies.iter().map(|e| &e.code))
}

/// Closures and versions of the model may differ, since they may be what is compared, but then a difference is theirs too.
pub(super) fn warnings(labels: &[String], runs: &[Run], years: &[u16]) -> Vec<String> {
    let mut warnings = Vec::new();
    if runs.iter().any(|run| run.closure != runs[0].closure) {
        let each: Vec<String> = labels
            .iter()
            .zip(runs)
            .map(|(label, run)| format!("{label} {}", closure_word(run.closure)))
            .collect();
        warnings.push(format!(
            "the closures differ ({}): differences between scenarios are also between closures; --closure gives all the same",
            each.join(", ")
        ));
    }
    if runs.iter().any(|run| run.path.is_some() != runs[0].path.is_some()) {
        let along: Vec<&str> = labels
            .iter()
            .zip(runs)
            .filter(|(_, run)| run.path.is_some())
            .map(|(label, _)| label.as_str())
            .collect();
        warnings.push(format!(
            "only {} follows a path of `years`: differences between scenarios are also between a world that has grown and the baseline's",
            along.join(", ")
        ));
    }
    let has_more =
        |run: &Run| run.path.as_ref().is_some_and(|path| path.years().any(|year| !years.contains(&year)));
    if runs.iter().all(|run| run.path.is_some()) && runs.iter().any(has_more) {
        let shared: Vec<String> = years.iter().map(u16::to_string).collect();
        warnings.push(format!(
            "the paths have different `years`: they are compared in those that all have, {}",
            shared.join(", ")
        ));
    }
    let differs: Vec<&str> = labels
        .iter()
        .zip(runs)
        .filter(|(_, run)| run.scenario.variant != runs[0].scenario.variant)
        .map(|(label, _)| label.as_str())
        .collect();
    if !differs.is_empty() {
        warnings.push(format!(
            "[model] of {} is not that of {}: differences between scenarios are also between versions of the model",
            differs.join(", "),
            labels[0]
        ));
    }
    warnings
}

/// Says whose numbers were drawn although the scenario names none.
pub(super) fn undrawn(labels: &[String], ensembles: &[Ensemble]) -> Option<String> {
    let names: Vec<&str> = labels
        .iter()
        .zip(ensembles)
        .filter(|(_, ensemble)| ensemble.by_default())
        .map(|(label, _)| label.as_str())
        .collect();
    let who = match names.as_slice() {
        [] => return None,
        [one] => format!("{one} names"),
        names if names.len() == labels.len() => "the scenarios name".to_owned(),
        names => format!("{} name", names.join(" and ")),
    };
    Some(format!(
        "{who} no uncertain numbers: every elasticity and the size of every entry were drawn, with spreads that are assumptions"
    ))
}
