//! What scenarios must have in common to be compared, and what they had better have.

use super::CompareError;
use crate::closure::closure_word;
use crate::ensemble::Ensemble;
use crate::run::Run;
use comity_data::Baseline;

/// All scenarios must be about the same data: a difference between two measured worlds is not what a scenario does.
pub(super) fn check(runs: &[Run]) -> Result<(), CompareError> {
    let Some((first, others)) = runs.split_first() else { return Ok(()) };
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

fn same(one: &Baseline, other: &Baseline) -> bool {
    one.files == other.files
        && one.economies.iter().map(|economy| &economy.code).eq(other.economies.iter().map(|e| &e.code))
}

/// Closures and versions of the model may differ, since they may be what is compared, but then a difference is theirs too.
pub(super) fn warnings(labels: &[String], runs: &[Run]) -> Vec<String> {
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
