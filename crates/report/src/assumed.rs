//! What a run assumed beyond the plain model, and who is out of work, in words.

use comity_model::{Assumptions, EconomyId, Elasticities, Mobility, PerEconomy, Supply};
use comity_scenario::Run;

/// Changes of employment smaller than this print as nothing.
const SMALLEST: f64 = 5e-5;
/// Economies that a sentence names.
const NAMED: usize = 3;

/// One sentence for each assumption; none where the model is the plain one.
pub(crate) fn assumed(run: &Run) -> Vec<String> {
    let Some(Assumptions { elasticities, factors, scale }) = &run.benchmark.assumptions else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    for (name, factor) in run.factor_names().iter().zip(factors) {
        let place = match factor.mobility {
            Mobility::Mobile => "moves between sectors",
            Mobility::Specific => "stays in its sector",
        };
        let supply = match factor.supply {
            Supply::Fixed => "there is as much of it as before".to_owned(),
            Supply::Elastic(elasticity) => {
                format!("its supply follows its real price with the elasticity {elasticity}")
            }
            Supply::Accumulated => "it accumulates until it earns the real return of before".to_owned(),
            Supply::Floor(floor) => {
                format!(
                    "its real price does not fall below {}% of before: what is not paid for stays idle",
                    trimmed(floor * 100.0)
                )
            }
        };
        lines.push(format!("{} {place}; {supply}.", capitalised(name)));
    }
    let Elasticities { final_demand, value_added, inputs } = *elasticities;
    let substitution: Vec<String> =
        [("final demand", final_demand), ("value added", value_added), ("inputs", inputs)]
            .into_iter()
            .filter(|&(_, elasticity)| elasticity != 1.0)
            .map(|(name, elasticity)| format!("{elasticity} in {name}"))
            .collect();
    if !substitution.is_empty() {
        lines.push(format!("Elasticities of substitution: {}.", substitution.join(", ")));
    }
    let sectors = run.benchmark.calibration.size.sectors().filter(|&sector| scale[sector] != 0.0);
    let growing: Vec<(&str, f64)> =
        sectors.map(|sector| (run.baseline.sectors[sector.0].name.as_str(), scale[sector])).collect();
    if let [(name, psi)] = growing[..] {
        lines.push(format!("Economies of scale of {psi} in {name}."));
    } else if let Some(&(_, first)) = growing.first() {
        let (low, high) =
            growing.iter().fold((first, first), |(low, high), &(_, psi)| (low.min(psi), high.max(psi)));
        let range = if low == high { format!("{low}") } else { format!("{low} to {high}") };
        lines.push(format!("Economies of scale of {range} in {} sectors.", growing.len()));
    }
    lines
}

/// Who is out of work, for each factor whose price has a floor.
pub(crate) fn idle(run: &Run) -> Vec<String> {
    let Some(assumptions) = &run.benchmark.assumptions else { return Vec::new() };
    let factors = run.factor_names().into_iter().zip(&assumptions.factors).zip(&run.outcome.factors);
    factors
        .filter(|((_, factor), _)| matches!(factor.supply, Supply::Floor(_)))
        .map(|((name, _), outcome)| sentence(run, &name, &outcome.quantity))
        .collect()
}

/// What becomes of the pay of skilled against less skilled labour inside economies, where a scenario has them apart.
pub(crate) fn skills(run: &Run) -> Option<String> {
    let premium = run.skill_premium(run.moments().last()?)?;
    let mut economies: Vec<EconomyId> = premium.size().economies().collect();
    economies.sort_by(|a, b| premium[*b].total_cmp(&premium[*a]));
    let of = |economy: &EconomyId| {
        format!("{} ({:+.2}%)", run.baseline.economies[economy.0].name, (premium[*economy] - 1.0) * 100.0)
    };
    let widens = economies.iter().filter(|&&economy| premium[economy] > 1.0 + SMALLEST).count();
    let shown: Vec<String> = economies.iter().take(NAMED).map(of).collect();
    let least = economies.last().map(of).unwrap_or_default();
    let of_all = if widens == economies.len() { "all".to_owned() } else { format!("{widens} of") };
    Some(format!(
        "Inside economies, skilled labour is paid more against less skilled in {of_all} {}: most in {}, least in {least}.",
        economies.len(),
        shown.join(", ")
    ))
}

fn sentence(run: &Run, name: &str, employed: &PerEconomy) -> String {
    let mut idle: Vec<EconomyId> =
        employed.size().economies().filter(|&economy| employed[economy] < 1.0 - SMALLEST).collect();
    idle.sort_by(|a, b| employed[*a].total_cmp(&employed[*b]));
    if idle.is_empty() {
        return format!("No {name} is idle anywhere: no floor binds.");
    }
    let shown: Vec<String> = idle
        .iter()
        .take(NAMED)
        .map(|&economy| {
            let share = (1.0 - employed[economy]) * 100.0;
            format!("{} ({share:.2}%)", run.baseline.economies[economy.0].name)
        })
        .collect();
    let more = match idle.len() - shown.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let economies =
        if idle.len() == 1 { "1 economy".to_owned() } else { format!("{} economies", idle.len()) };
    format!("Idle {name} in {economies}: {}{more}.", shown.join(", "))
}

fn capitalised(name: &str) -> String {
    let words = name.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A number without the digits that multiplication has added.
fn trimmed(number: f64) -> f64 {
    (number * 1e6).round() / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::run;

    const TARIFF: &str = "name = 'T'\nbaseline = 'wiod-2011'\n[[trade_cost]]\nfactor = 1.05\n";

    #[test]
    fn the_plain_model_assumes_nothing_more() {
        assert!(assumed(&run(TARIFF)).is_empty() && idle(&run(TARIFF)).is_empty());
    }

    #[test]
    fn skills_apart_say_who_is_paid_more() {
        let run = run("name = 'T'\nbaseline = 'wiod-2011'\n[ai]\nskills = true\nchannels = 'productivity'\n");
        insta::assert_snapshot!([skills(&run).into_iter().collect(), assumed(&run)].concat().join("\n"));
    }

    #[test]
    fn every_assumption_has_its_sentence() {
        let run = run(&format!(
            "{TARIFF}[model]\nsubstitution = {{ inputs = 0.2 }}\nscale = {{ c15 = 0.02, c30 = 0.1 }}\n\
             [model.factors.labour]\nshare = 0.6\nwage_floor = 0.995\n[model.factors.capital]\nspecific = true\n"
        ));
        insta::assert_snapshot!([assumed(&run), idle(&run)].concat().join("\n"));
    }
}
