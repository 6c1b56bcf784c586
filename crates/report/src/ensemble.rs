//! The short account of an ensemble on the terminal: plain text, readable without colour.

use crate::summary::percent;
use comity_scenario::Run;
use comity_scenario::ensemble::{Ensemble, Estimate, Findings, Quantiles};
use std::fmt::Write as _;

/// Economies listed at each end; with no more than twice as many, all are.
const ENDS: usize = 5;
/// Factors listed.
const FACTORS: usize = 8;

/// What an ensemble found: the world and who gains most and least, how sure, and what drives it.
pub fn ensemble_summary(ensemble: &Ensemble, findings: &Findings) -> String {
    let run = &ensemble.run;
    let mut text = format!("{}\n{}\n\n", run.scenario.name, headline(findings));
    let name = |at: usize| run.baseline.economies[at].name.as_str();
    let ranked = ranked(findings);
    let left = ranked.iter().map(|&at| name(at).chars().count()).max().unwrap_or(0).max(8);
    let _ =
        writeln!(text, "  {:left$}{:>12}{:>25}{:>12}", "real income", "median", "90% of draws", "gains in");
    let row = |text: &mut String, name: &str, quantiles: &Quantiles| {
        let inside = format!("{} to {}", change(quantiles.p05), change(quantiles.p95));
        let gains = format!("{:.0}%", 100.0 * quantiles.probability_gain);
        let _ = writeln!(text, "  {name:left$}{:>12}{inside:>25}{gains:>12}", change(quantiles.p50));
    };
    let between = ranked.len().saturating_sub(2 * ENDS);
    for (place, &at) in ranked.iter().enumerate() {
        if between == 0 || place < ENDS || place >= ENDS + between {
            row(&mut text, name(at), &findings.real_income[at]);
        } else if place == ENDS {
            let _ = writeln!(text, "  ... {between} more");
        }
    }
    row(&mut text, "World", &findings.world);
    drivers(&mut text, findings);
    let by_default = match (ensemble.by_default(), ensemble.run.effects.is_some()) {
        (true, true) => {
            "\nThe scenario names no parameters: those that AI rests on, every elasticity and the size of every entry were \
             drawn, but for what it fixes."
        }
        (true, false) => {
            "\nThe scenario names no parameters: every elasticity and the size of every entry were drawn."
        }
        (false, _) => "",
    };
    let failed = match findings.failures.len() {
        0 => "none failed".to_owned(),
        failed => format!("{failed} failed and are left out (ensemble.json says why)"),
    };
    let _ = write!(
        text,
        "{by_default}\nChanges {} of {}. {} draws, {failed}.\n",
        against(run),
        run.baseline.meta.name,
        findings.draws,
    );
    text
}

/// What changes are against; on a path, they are those of its last year.
fn against(run: &Run) -> String {
    match &run.path {
        Some(path) => format!("in {} against the baseline path", path.last),
        None => "against the benchmark".to_owned(),
    }
}

/// Places of economies from the largest median gain to the smallest.
fn ranked(findings: &Findings) -> Vec<usize> {
    let mut ranked: Vec<usize> = (0..findings.real_income.len()).collect();
    // Differences beyond the solver's tolerance are no reason for an order.
    let key = |&at: &usize| (findings.real_income[at].p50 * 1e7).round();
    ranked.sort_by(|a, b| key(b).total_cmp(&key(a)));
    ranked
}

fn headline(findings: &Findings) -> String {
    let Quantiles { p05, p95, .. } = findings.world;
    let sure = |holds: fn(&Quantiles) -> bool| findings.real_income.iter().filter(|q| holds(q)).count();
    let (gain, lose) =
        (sure(|q| q.probability_gain >= 0.95), sure(|q| q.probability_gain <= 0.05 && q.p05 < 0.0));
    format!(
        "World real income changes by {} to {} in 90% of draws; of {} economies {gain} gain and {lose} lose in \
         at least 95%.",
        change(p05),
        change(p95),
        findings.real_income.len(),
    )
}

/// The factors that matter most for the world.
fn drivers(text: &mut String, findings: &Findings) {
    let sobol = &findings.sobol;
    let mut factors: Vec<_> = sobol.factors.iter().zip(&sobol.world).collect();
    factors.sort_by(|(_, a), (_, b)| b.total.value.total_cmp(&a.total.value));
    if factors.len() < 2 || factors.iter().all(|(_, indices)| indices.total.value == 0.0) {
        return;
    }
    let left = factors.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0).max(30);
    let _ = writeln!(
        text,
        "\n  {:left$}{:>18}{:>24}",
        "share of the world's variance", "alone", "with interactions"
    );
    let share = |estimate: &Estimate| {
        let [value, low, high] =
            [estimate.value, estimate.low, estimate.high].map(|share| format!("{:.0}", 100.0 * share));
        format!("{value}% ({low} to {high})")
    };
    for (name, indices) in factors.iter().take(FACTORS) {
        let _ = writeln!(text, "  {name:left$}{:>18}{:>24}", share(&indices.first), share(&indices.total));
    }
    if factors.len() > FACTORS {
        let _ = writeln!(text, "  ... {} more", factors.len() - FACTORS);
    }
}

/// A change in percent with its sign.
fn change(value: f64) -> String {
    percent(1.0 + value / 100.0)
}
