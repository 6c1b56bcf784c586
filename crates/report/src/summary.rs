//! The short account of a run on the terminal: plain text, readable without colour.

use crate::assumed::{assumed, idle};
use crate::channels::reasons as reasons_of_ai;
use crate::path::path;
use comity_model::EconomyId;
use comity_scenario::{PARTS, Run, Welfare, closure_word};
use std::cmp::Reverse;
use std::fmt::Write as _;

/// Economies listed at each end; with no more than twice as many, all are.
const ENDS: usize = 5;
const COLUMNS: [&str; 4] = ["real income", "real wage", "exports", "imports"];
/// Room for a number such as `+1,234.56%` and for a heading.
const WIDTH: usize = 13;

/// What a run found: a headline, who gains most and least, the world, and how well it converged.
///
/// Exports and imports are changes in volume.
pub fn summary(run: &Run) -> String {
    let mut text = format!("{}\n{}\n\n", run.scenario.name, headline(run));
    let ranked = ranked(run);
    let name = |&EconomyId(at): &EconomyId| run.baseline.economies[at].name.as_str();
    let left = ranked.iter().map(|economy| name(economy).chars().count()).max().unwrap_or(0).max(8);

    if let Some(years) = path(run, &ranked) {
        let _ = writeln!(text, "{years}");
    }
    line(&mut text, left, &last_year(run), &COLUMNS.map(String::from));
    let row = |text: &mut String, economy: &EconomyId| {
        let outcome = &run.outcome.economies;
        let hats = [&outcome.real_income, &outcome.real_wage, &outcome.export_volume, &outcome.import_volume];
        line(text, left, name(economy), &hats.map(|hats| percent(hats[*economy])));
    };
    if ranked.len() <= 2 * ENDS {
        ranked.iter().for_each(|economy| row(&mut text, economy));
    } else {
        ranked[..ENDS].iter().for_each(|economy| row(&mut text, economy));
        let between = ranked.len() - 2 * ENDS;
        let _ = writeln!(text, "  ... {between} more");
        ranked[ranked.len() - ENDS..].iter().for_each(|economy| row(&mut text, economy));
    }
    let world = &run.outcome.world;
    let trade = percent(world.trade_volume);
    line(&mut text, left, "World", &[percent(world.real_income), String::new(), trade.clone(), trade]);

    if let Some(words) = reasons_of_ai(run) {
        let _ = write!(text, "\n{words}\n");
    }
    if let Some(welfare) = &run.welfare {
        let _ = write!(text, "\n{}\n", reasons(run, welfare));
    }
    let words: Vec<String> = idle(run).into_iter().chain(assumed(run)).collect();
    if !words.is_empty() {
        let _ = write!(text, "\n{}\n", words.join("\n"));
    }
    let _ = write!(
        text,
        "\nChanges against the {} of {}, closure {}; exports and imports by volume.\n\
         Converged in {} iterations to {:.1e}; the benchmark lies {:.1}% from the data in spending.\n",
        if run.path.is_some() { "baseline path" } else { "benchmark" },
        run.baseline.meta.name,
        closure_word(run.closure),
        run.info.iterations,
        run.info.residual,
        run.benchmark.distance.spending * 100.0,
    );
    text
}

/// Above the names of economies: the year that the columns are of, on a path.
fn last_year(run: &Run) -> String {
    run.path.as_ref().map(|path| path.last.to_string()).unwrap_or_default()
}

/// Economies from the largest gain in real income to the smallest.
fn ranked(run: &Run) -> Vec<EconomyId> {
    let hats = &run.outcome.economies.real_income;
    let mut ranked: Vec<EconomyId> = hats.size().economies().collect();
    // Differences beyond the solver's tolerance are no reason for an order.
    let key = |economy: &EconomyId| (hats[*economy] * 1e9).round();
    ranked.sort_by(|a, b| key(b).total_cmp(&key(a)));
    ranked
}

fn headline(run: &Run) -> String {
    let hats = &run.outcome.economies.real_income;
    let change = run.outcome.world.real_income;
    let world = match direction(change) {
        0 => "World real income stays as it is".to_owned(),
        sign => {
            let verb = if sign > 0 { "rises" } else { "falls" };
            format!("World real income {verb} by {}", percent(change).trim_start_matches(['+', '-']))
        }
    };
    let count = |sign| hats.values().iter().filter(|&&hat| direction(hat) == sign).count();
    let (gain, lose, all) = (count(1), count(-1), hats.values().len());
    let who = match (gain, lose) {
        (0, 0) => "no economy gains or loses".to_owned(),
        (gain, 0) if gain == all => format!("all {all} economies gain"),
        (0, lose) if lose == all => format!("all {all} economies lose"),
        _ => format!(
            "{gain} of {all} economies {}, {lose} {}",
            plural(gain, "gains", "gain"),
            plural(lose, "loses", "lose")
        ),
    };
    match &run.path {
        Some(path) => format!("{world} in {}; {who}.", path.last),
        None => format!("{world}; {who}."),
    }
}

/// Which part moves real income most, and in how many economies.
fn reasons(run: &Run, welfare: &Welfare) -> String {
    let hats = &run.outcome.economies.real_income;
    let largest = |economy: EconomyId| {
        let parts = welfare.exact.economy(economy);
        PARTS.into_iter().max_by(|(_, a), (_, b)| parts[*a].abs().total_cmp(&parts[*b].abs()))
    };
    let moved: Vec<_> = hats
        .size()
        .economies()
        .filter(|economy| direction(hats[*economy]) != 0)
        .filter_map(largest)
        .collect();
    let mut counts = PARTS.map(|part| (moved.iter().filter(|other| **other == part).count(), part.0));
    counts.sort_by_key(|(count, _)| Reverse(*count));
    let named: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| {
            format!("{} in {count} {}", name.replace('_', " "), plural(*count, "economy", "economies"))
        })
        .collect();
    if named.is_empty() {
        return "Nothing moves real income.".to_owned();
    }
    format!("What moves real income most: {}.", named.join(", "))
}

pub(crate) fn plural(count: usize, one: &'static str, many: &'static str) -> &'static str {
    if count == 1 { one } else { many }
}

/// 1 for a gain, -1 for a loss, 0 for a change that would print as 0.00%.
pub(crate) fn direction(hat: f64) -> i32 {
    match (hat - 1.0) * 100.0 {
        change if change >= 0.005 => 1,
        change if change <= -0.005 => -1,
        _ => 0,
    }
}

/// A hat as a change in percent with its sign.
pub(crate) fn percent(hat: f64) -> String {
    let text = format!("{:+.2}%", (hat - 1.0) * 100.0);
    if text.contains(|digit: char| ('1'..='9').contains(&digit)) { text } else { "0.00%".to_owned() }
}

fn line(text: &mut String, left: usize, name: &str, cells: &[String; 4]) {
    let mut line = format!("  {name:<left$}");
    for cell in cells {
        let _ = write!(line, "{cell:>WIDTH$}");
    }
    text.push_str(line.trim_end());
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::run;

    /// The summary without its last line, which says how many iterations this machine took.
    fn stable(text: &str) -> String {
        let text = summary(&run(text));
        text.trim_end().rsplit_once('\n').unwrap().0.to_owned()
    }

    #[test]
    fn a_world_that_gains() {
        insta::assert_snapshot!(stable(
            "name = 'Cheaper digital services'\nbaseline = 'wiod-2011'\n[[trade_cost]]\n\
             sectors = ['group:digital_services']\norigins = ['all']\ndestinations = ['all']\nfactor = 0.9\n"
        ));
    }

    #[test]
    fn a_tariff_that_some_gain_from() {
        insta::assert_snapshot!(stable(
            "name = 'Tariff on electronics'\nbaseline = 'wiod-2011'\nclosure = 'fixed'\n[[tariff]]\n\
             sectors = ['c14']\ndestinations = ['USA']\nrate = 0.25\n"
        ));
    }

    #[test]
    fn nothing_happens() {
        insta::assert_snapshot!(stable("name = 'Nothing'\nbaseline = 'wiod-2011'\n"));
    }

    #[test]
    fn small_changes_have_no_sign() {
        assert_eq!(percent(1.0 - 1e-9), "0.00%");
        assert_eq!(percent(0.995), "-0.50%");
        assert_eq!((direction(1.0001), direction(0.99), direction(1.00001)), (1, -1, 0));
    }
}
