//! The short account of a comparison on the terminal: plain text, readable without colour.

use crate::summary::{direction, percent, plural};
use comity_model::EconomyId;
use comity_scenario::ai::channels::Channel;
use comity_scenario::closure_word;
use comity_scenario::compare::{Compared, Comparison, Spread, Uncertainty};
use comity_scenario::ensemble::Quantiles;
use std::fmt::Write as _;

/// Economies listed.
const MOST: usize = 10;
/// Economies whose intervals are listed, where three scenarios or more would make that long.
const FEW: usize = 5;
/// Years in columns at most; of more, these many spread evenly, the first and the last among them.
const YEARS: usize = 6;
/// Channels that are named.
const NAMED: usize = 5;
/// Room for a number such as `+1,234.56%` and for a heading.
const WIDTH: usize = 11;

/// How scenarios differ in real income: a sentence for each, the largest differences, and how sure they are.
pub fn compare_summary(comparison: &Comparison) -> String {
    let mut text = String::new();
    names(&mut text, comparison);
    for (at, other) in comparison.others().iter().enumerate() {
        let _ = writeln!(text, "{}", sentence(comparison, other, at + 1));
    }
    text.push('\n');
    let ranked = ranked(comparison);
    let left = ranked.iter().map(|&at| name(comparison, at).chars().count()).max().unwrap_or(0).max(11);
    table(&mut text, comparison, &ranked, left);
    years(&mut text, comparison, left);
    channels(&mut text, comparison);
    if let Some(uncertainty) = &comparison.uncertainty {
        intervals(&mut text, comparison, uncertainty, &ranked, left);
    }
    let first = &comparison.first().run;
    let closures: Vec<&str> =
        comparison.scenarios.iter().map(|each| closure_word(each.run.closure)).collect();
    let closure = match closures.iter().all(|word| *word == closures[0]) {
        true => format!("closure {}", closures[0]),
        false => format!("closures {}", closures.join(", ")),
    };
    let _ = writeln!(
        text,
        "\nReal income against {}, {closure}; differences in percentage points.",
        match comparison.years.last() {
            Some(last) => format!("the world of {last} without the scenario ({})", first.baseline.meta.name),
            None => format!("the benchmark of {}", first.baseline.meta.name),
        }
    );
    text
}

/// The letters by which tables call the scenarios.
fn names(text: &mut String, comparison: &Comparison) {
    let room = comparison.scenarios.iter().map(|each| each.label.chars().count()).max().unwrap_or(0);
    for (at, each) in comparison.scenarios.iter().enumerate() {
        let (name, path) = (&each.run.scenario.name, &each.run.scenario.source.path);
        // Where names do not tell scenarios apart, files do.
        let alike = comparison.scenarios.iter().filter(|other| other.run.scenario.name == *name).count() > 1;
        let file = if alike { format!(" ({path})") } else { String::new() };
        let school = match each.run.effects {
            Some(_) => format!(", {} school", each.run.scenario.parameters().school()),
            None => String::new(),
        };
        let _ = writeln!(text, "{}  {:room$}  {name}{file}{school}", letter(at), each.label);
    }
    text.push('\n');
}

/// A to Z, then AA and so on, as the columns of a spreadsheet.
fn letter(at: usize) -> String {
    let last = char::from(b'A' + (at % 26) as u8).to_string();
    if at < 26 { last } else { letter(at / 26 - 1) + &last }
}

fn name(comparison: &Comparison, at: usize) -> &str {
    let economy = &comparison.first().run.baseline.economies[at];
    if economy.name.is_empty() { &economy.code } else { &economy.name }
}

/// What differs, and for whom.
fn sentence(comparison: &Comparison, other: &Compared, at: usize) -> String {
    let first = comparison.first();
    let world = other.world_income_over(first);
    let size = points(world).trim_start_matches(['+', '-']).to_owned();
    let world = match side(world) {
        0 => "world real income is the same".to_owned(),
        1 => format!("world real income is {size} points higher"),
        _ => format!("world real income is {size} points lower"),
    };
    let differences = other.real_income_over(first);
    let count = |sign| differences.iter().filter(|&&difference| side(difference) == sign).count();
    let (more, less, all) = (count(1), count(-1), differences.len());
    let letter = letter(at);
    if more + less == 0 {
        return format!("{letter} against A: {world}, and so is that of every economy.");
    }
    let mut ends: Vec<(usize, f64)> = differences.iter().copied().enumerate().collect();
    ends.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    let end = |place: Option<&(usize, f64)>, sign| {
        let (at, difference) = place.filter(|(_, difference)| side(*difference) == sign)?;
        Some(format!("{} ({})", name(comparison, *at), points(*difference)))
    };
    let ends = match (end(ends.first(), 1), end(ends.last(), -1)) {
        (Some(most), Some(least)) => format!("{most} gains most by it, {least} loses most"),
        (Some(most), None) => format!("{most} gains most by it"),
        (None, Some(least)) => format!("{least} loses most by it"),
        (None, None) => String::new(),
    };
    let who = match (more, less) {
        (more, _) if more == all => format!("all {all} economies have more"),
        (_, less) if less == all => format!("all {all} economies have less"),
        (more, 0) => format!("{more} of {all} economies {} more, none less", plural(more, "has", "have")),
        (0, less) => format!("{less} of {all} economies {} less, none more", plural(less, "has", "have")),
        _ => format!("{more} of {all} economies {} more, {less} less", plural(more, "has", "have")),
    };
    format!("{letter} against A: {world}; {who}; {ends}.")
}

/// Places of economies, the largest difference in either direction first.
fn ranked(comparison: &Comparison) -> Vec<usize> {
    let differences: Vec<Vec<f64>> =
        comparison.others().iter().map(|other| other.real_income_over(comparison.first())).collect();
    // Differences beyond the solver's tolerance are no reason for an order.
    let largest = |at: usize| {
        let sizes = differences.iter().map(|of_one| (of_one[at].abs() * 1e7).round());
        sizes.fold(0.0, f64::max)
    };
    let mut ranked: Vec<usize> = (0..comparison.first().run.baseline.economies.len()).collect();
    ranked.sort_by(|&one, &other| largest(other).total_cmp(&largest(one)));
    ranked
}

/// Economies in rows; real income in each scenario, and how it differs from the first, in columns.
fn table(text: &mut String, comparison: &Comparison, ranked: &[usize], left: usize) {
    let (first, others) = (comparison.first(), comparison.others());
    let letters = || (0..comparison.scenarios.len()).map(letter);
    let differ = letters().skip(1).map(|other| format!("{other} - A"));
    line(text, left, "real income", letters().chain(differ));
    let differences: Vec<Vec<f64>> = others.iter().map(|other| other.real_income_over(first)).collect();
    for &at in ranked.iter().take(MOST) {
        let levels = comparison.scenarios.iter().map(|each| {
            let hats = each.run.outcome.economies.real_income.values();
            percent(hats[at])
        });
        let cells = levels.chain(differences.iter().map(|of_one| points(of_one[at])));
        line(text, left, name(comparison, at), cells);
    }
    if ranked.len() > MOST {
        let _ = writeln!(text, "  ... {} more, which differ less", ranked.len() - MOST);
    }
    let levels = comparison.scenarios.iter().map(|each| percent(each.run.outcome.world.real_income));
    let cells = levels.chain(others.iter().map(|other| points(other.world_income_over(first))));
    line(text, left, "World", cells);
}

/// Real income of the world year by year, and its differences, with what 90 percent of draws hold.
fn years(text: &mut String, comparison: &Comparison, left: usize) {
    let all = &comparison.years;
    if all.len() < 2 {
        return;
    }
    let count = all.len().min(YEARS);
    let shown: Vec<usize> = (0..count).map(|at| at * (all.len() - 1) / (count - 1)).collect();
    text.push('\n');
    line(text, left, "world in", shown.iter().map(|&at| all[at].to_string()));
    let world = |each: &Compared, at: usize| {
        each.in_year(all[at]).map_or(1.0, |moment| moment.outcome.world.real_income)
    };
    for (place, each) in comparison.scenarios.iter().enumerate() {
        line(text, left, &letter(place), shown.iter().map(|&at| percent(world(each, at))));
    }
    for (place, other) in comparison.others().iter().enumerate() {
        let name = format!("{} - A", letter(place + 1));
        let gap = |&at: &usize| points((world(other, at) - world(comparison.first(), at)) * 100.0);
        line(text, left, &name, shown.iter().map(gap));
        let Some(uncertainty) = &comparison.uncertainty else { continue };
        let spread = |at: usize| match uncertainty.earlier.get(at) {
            Some(year) => &year.differences[place].world,
            None => &uncertainty.differences[place].world,
        };
        line(text, left, "  5% below", shown.iter().map(|&at| points(spread(at).p05)));
        line(text, left, "  95% below", shown.iter().map(|&at| points(spread(at).p95)));
    }
}

/// Which channel brings the difference of the world's real income, where scenarios speak of AI.
fn channels(text: &mut String, comparison: &Comparison) {
    let everybody: Vec<EconomyId> = comparison.first().run.benchmark.calibration.size.economies().collect();
    let of = |each: &Compared| crate::channels::points(&each.run, &everybody);
    let first = of(comparison.first());
    for (at, other) in comparison.others().iter().enumerate() {
        let other = of(other);
        if first.is_empty() || other.is_empty() {
            continue;
        }
        let mut all: Vec<Channel> = first.iter().map(|(channel, _)| *channel).collect();
        all.extend(
            other.iter().map(|(channel, _)| *channel).filter(|new| !first.iter().any(|(old, _)| old == new)),
        );
        let part = |parts: &[(Channel, f64)], channel| {
            parts.iter().find(|(own, _)| *own == channel).map_or(0.0, |(_, part)| *part)
        };
        let mut gaps: Vec<(Channel, f64)> =
            all.into_iter().map(|channel| (channel, part(&other, channel) - part(&first, channel))).collect();
        gaps.sort_by(|(_, one), (_, other)| other.abs().total_cmp(&one.abs()));
        let named: Vec<String> = gaps
            .iter()
            .filter(|(_, gap)| gap.abs() >= 0.005)
            .take(NAMED)
            .map(|(channel, gap)| format!("{} {}", channel.name(), points(*gap)))
            .collect();
        let total = points(gaps.iter().map(|(_, gap)| gap).sum());
        let why = match named.is_empty() {
            true => "no channel brings as much as 0.01".to_owned(),
            false => named.join(", "),
        };
        let blank = if at == 0 { "\n" } else { "" };
        let _ = writeln!(text, "{blank}Why {} - A (of {total} points of the world): {why}.", letter(at + 1));
    }
}

/// How far each difference spreads over the draws.
fn intervals(
    text: &mut String,
    comparison: &Comparison,
    uncertainty: &Uncertainty,
    ranked: &[usize],
    left: usize,
) {
    let most = if comparison.scenarios.len() > 2 { FEW } else { MOST };
    for (at, spread) in uncertainty.differences.iter().enumerate() {
        let letter = letter(at + 1);
        let _ = writeln!(
            text,
            "\n  {:left$}{:>WIDTH$}{:>23}{:>14}",
            format!("{letter} - A"),
            "median",
            "90% of draws",
            format!("{letter} higher in"),
        );
        let row = |text: &mut String, name: &str, quantiles: &Quantiles| {
            let inside = format!("{} to {}", points(quantiles.p05), points(quantiles.p95));
            let higher = format!("{:.0}%", 100.0 * quantiles.probability_gain);
            let _ = writeln!(text, "  {name:left$}{:>WIDTH$}{inside:>23}{higher:>14}", points(quantiles.p50));
        };
        for &at in ranked.iter().take(most) {
            row(text, name(comparison, at), &spread.real_income[at]);
        }
        row(text, "World", &spread.world);
    }
    let _ = writeln!(text, "\n{}", draws(uncertainty));
}

fn draws(uncertainty: &Uncertainty) -> String {
    let Uncertainty { draws, failed, differences, drawn, .. } = uncertainty;
    let all = failed.len();
    let (shared, own) = drawn.iter().partition::<Vec<_>, _>(|each| each.ensembles.len() == all);
    let total =
        |of: Vec<&comity_scenario::ensemble::DrawnIn>| of.iter().map(|each| each.numbers).sum::<usize>();
    let (shared, own) = (total(shared), total(own));
    let used: Vec<String> = differences.iter().map(|Spread { used, .. }| used.to_string()).collect();
    let used = match failed.iter().all(|&failed| failed == 0) {
        true => "none failed".to_owned(),
        false => format!("both could be solved in {}", used.join(", ")),
    };
    format!(
        "{draws} draws, the same for all scenarios: {shared} {} drawn alike in all, {own} not; {used}.",
        plural(shared, "number is", "numbers are")
    )
}

fn line(text: &mut String, left: usize, name: &str, cells: impl Iterator<Item = String>) {
    let mut line = format!("  {name:<left$}");
    for cell in cells {
        let _ = write!(line, "{cell:>WIDTH$}");
    }
    text.push_str(line.trim_end());
    text.push('\n');
}

/// A difference in percentage points with its sign.
fn points(difference: f64) -> String {
    let text = percent(1.0 + difference / 100.0);
    text.trim_end_matches('%').to_owned()
}

fn side(difference: f64) -> i32 {
    direction(1.0 + difference / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{comparison, paths};

    #[test]
    fn two_scenarios() {
        insta::assert_snapshot!(compare_summary(&comparison(None)));
    }

    #[test]
    fn with_draws() {
        insta::assert_snapshot!(compare_summary(&comparison(Some(40))));
    }

    #[test]
    fn along_a_path_with_draws() {
        insta::assert_snapshot!(compare_summary(&paths(Some(20))));
    }

    #[test]
    fn a_scenario_beside_itself() {
        let mut same = comparison(None);
        same.scenarios[1].run = same.scenarios[0].run.clone();
        let text = compare_summary(&same);
        assert!(
            text.contains("B against A: world real income is the same, and so is that of every economy."),
            "{text}"
        );
    }

    #[test]
    fn letters_go_on_after_the_alphabet() {
        assert_eq!([0, 25, 26, 27, 701, 702].map(letter), ["A", "Z", "AA", "AB", "ZZ", "AAA"]);
    }
}
