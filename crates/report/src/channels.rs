//! What each channel of AI brings, in percentage points, and the lines about it on the terminal.

use crate::summary::percent;
use comity_model::EconomyId;
use comity_scenario::ai::channels::Channel;
use comity_scenario::{Run, divide};
use std::fmt::Write as _;

/// Channels that the terminal names.
const NAMED: usize = 5;

/// Real income of some economies by channel, averaged with benchmark weights: percentage points that add up to its change in percent.
///
/// Parts are found in logs; they are scaled alike to the change in percent of their economy.
pub(crate) fn points(run: &Run, members: &[EconomyId]) -> Vec<(Channel, f64)> {
    let Some(split) = &run.split else { return Vec::new() };
    let income = &run.benchmark.equilibrium.income;
    let whole: f64 = members.iter().map(|&economy| income[economy]).sum();
    let scale = |economy: EconomyId| {
        let ln = split.attribution.total[economy] / 100.0;
        if ln == 0.0 { 1.0 } else { ln.exp_m1() / ln }
    };
    let weights: Vec<f64> = members.iter().map(|&economy| scale(economy) * income[economy] / whole).collect();
    split
        .parts()
        .map(|(channel, part)| {
            (channel, members.iter().zip(&weights).map(|(&economy, weight)| part[economy] * weight).sum())
        })
        .collect()
}

/// Why the world changes, whom it reaches and how much hangs on the school; nothing where the scenario does not speak of AI.
pub(crate) fn reasons(run: &Run) -> Option<String> {
    run.effects.as_ref()?;
    let everybody: Vec<EconomyId> = run.benchmark.calibration.size.economies().collect();
    let mut parts = points(run, &everybody);
    parts.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    let total = signed(parts.iter().map(|(_, part)| part).sum());
    let named: Vec<String> = parts
        .iter()
        .filter(|(_, part)| part.abs() >= 0.005)
        .take(NAMED)
        .map(|(channel, part)| format!("{} {}", channel.name(), signed(*part)))
        .collect();
    let mut text = match named.is_empty() {
        true => "Why: no channel moves the world.".to_owned(),
        false => format!("Why (of {total} points): {}.", named.join(", ")),
    };
    let groups = income_groups(run);
    if !groups.is_empty() {
        let _ = write!(text, "\nIncome groups: {}.", groups.join(", "));
    }
    if run.schools.len() > 1 {
        let own = run.scenario.parameters().school();
        let each = run.schools.iter().map(|each| {
            let here = if each.school == own { " (this run)" } else { "" };
            format!("{} {}{here}", each.school, percent(each.world))
        });
        let _ = write!(text, "\nWorld by school: {}.", each.collect::<Vec<_>>().join(", "));
    }
    Some(text)
}

/// Real income of income groups at benchmark weights, from the poorest on.
fn income_groups(run: &Run) -> Vec<String> {
    let (hats, income) = (&run.outcome.economies.real_income, &run.benchmark.equilibrium.income);
    let of = |group: &&str| {
        let economies = run.baseline.economies.iter().enumerate();
        let members: Vec<EconomyId> =
            economies.filter(|(_, each)| each.income_group == *group).map(|(at, _)| EconomyId(at)).collect();
        let hat = comity_scenario::sectors::mean(hats, income, &members)?;
        Some(format!("{} {}", group.replace('_', "-"), percent(hat)))
    };
    divide::GROUPS.iter().filter_map(of).collect()
}

/// Percentage points with their sign.
fn signed(points: f64) -> String {
    percent(1.0 + points / 100.0).replace('%', "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::run;

    #[test]
    fn points_add_up_to_the_change_in_percent() {
        let run =
            run("name = 'AI'\nbaseline = 'wiod-2011'\n[ai]\n[[tariff]]\nsectors = ['c14']\nrate = 0.1\n");
        let everybody: Vec<EconomyId> = run.benchmark.calibration.size.economies().collect();
        let sum = |members: &[EconomyId]| points(&run, members).iter().map(|(_, part)| part).sum::<f64>();
        assert!((sum(&everybody) - (run.outcome.world.real_income - 1.0) * 100.0).abs() < 1e-7);
        for economy in everybody {
            let change = (run.outcome.economies.real_income[economy] - 1.0) * 100.0;
            assert!((sum(&[economy]) - change).abs() < 1e-7);
        }
        assert!(
            points(&run, &[EconomyId(0)])
                .iter()
                .any(|(channel, part)| *channel == Channel::Policy && *part < 0.0)
        );
        insta::assert_snapshot!(reasons(&run).unwrap());
    }
}
