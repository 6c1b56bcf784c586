//! A path of years on the terminal: real income with years in columns.

use crate::summary::percent;
use comity_model::EconomyId;
use comity_scenario::{Moment, Run};
use std::fmt::Write as _;

/// Years shown at most; of more, these many spread evenly, the first and the last among them.
const YEARS: usize = 8;
/// Economies listed at each end.
const ENDS: usize = 3;
const WIDTH: usize = 10;
const GROUPS: [(&str, &str); 4] = [
    ("high", "High income"),
    ("upper_middle", "Upper-middle income"),
    ("lower_middle", "Lower-middle income"),
    ("low", "Low income"),
];

/// Real income against the baseline path: of the world, of income groups at benchmark weights, and of the economies that move most, which
/// `ranked` has in order. Nothing where a run has no years.
pub(crate) fn path(run: &Run, ranked: &[EconomyId]) -> Option<String> {
    run.path.as_ref()?;
    let all: Vec<Moment> = run.moments().collect();
    let shown = all.len().min(YEARS);
    let moments: Vec<Moment> = (0..shown).map(|at| all[at * (all.len() - 1) / (shown - 1).max(1)]).collect();
    let mut rows: Vec<(&str, Vec<f64>)> =
        vec![("World", moments.iter().map(|moment| moment.outcome.world.real_income).collect())];
    for (word, name) in GROUPS {
        let members: Vec<EconomyId> = ranked.iter().copied().filter(|&id| group(run, id) == word).collect();
        if !members.is_empty() {
            rows.push((name, moments.iter().map(|moment| mean(moment, &members)).collect()));
        }
    }
    let few = ranked.len() <= 2 * ENDS;
    let listed = ranked.iter().enumerate().filter(|(at, _)| few || *at < ENDS || at + ENDS >= ranked.len());
    for (_, &economy) in listed {
        let of = |moment: &Moment| moment.outcome.economies.real_income[economy];
        rows.push((&run.baseline.economies[economy.0].name, moments.iter().map(of).collect()));
    }
    let left = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let mut text = format!("  {:<left$}", "Real income in");
    for year in moments.iter().filter_map(|moment| moment.year) {
        let _ = write!(text, "{year:>WIDTH$}");
    }
    for (name, hats) in rows {
        let _ = write!(text, "\n  {name:<left$}");
        for hat in hats {
            let _ = write!(text, "{:>WIDTH$}", percent(hat));
        }
    }
    text.push('\n');
    Some(text)
}

fn group(run: &Run, EconomyId(at): EconomyId) -> &str {
    &run.baseline.economies[at].income_group
}

fn mean(moment: &Moment<'_>, members: &[EconomyId]) -> f64 {
    let income = &moment.benchmark.equilibrium.income;
    let weighted = members.iter().map(|&id| income[id] * moment.outcome.economies.real_income[id]);
    weighted.sum::<f64>() / members.iter().map(|&id| income[id]).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use crate::fixture::run;
    use crate::summary;

    #[test]
    fn years_stand_in_columns() {
        let text =
            summary(&run("name = 'Freer services'\nbaseline = 'wiod-2011'\nyears = [2025, 2030, 2040]\n\
             [[trade_cost]]\nsectors = ['group:digital_services']\nfactor = 0.9\n"));
        insta::assert_snapshot!(text.trim_end().rsplit_once('\n').unwrap().0);
    }
}
