//! What the scenarios that ship answer: the tables of `docs/questions.md` and of published results in `docs/validation.md`.
//!
//! | file | what it does |
//! |---|---|
//! | this file | a scenario's answer, and the table of each question |
//! | `published` | published headline results beside it |

mod published;

pub use published::published;

use comity_model::{Flow, SectorId};
use comity_scenario::{Error, Options, Run, Scenario};
use std::fmt::Write;

/// Scenarios of the guide, each with the one that it is read beside.
pub const QUESTIONS: &[(&str, Option<&str>)] = &[
    ("ai-2040", None),
    ("ai-divergence", None),
    ("ai-policy-catch-up", Some("ai-divergence")),
    ("ai-infrastructure-catch-up", Some("ai-divergence")),
    ("ai-full-catch-up", Some("ai-divergence")),
    ("ai-optimistic", None),
    ("ai-cautious", None),
    ("ai-meets-trade", None),
    ("ai-short-of-energy", None),
    ("data-fragmentation", Some("ai-2040")),
    ("data-autarky", Some("ai-2040")),
    ("data-open-with-safeguards", Some("ai-2040")),
    ("data-no-safeguards", Some("ai-2040")),
    ("chips-tariff-war", None),
    ("chips-ita-for-all", None),
    ("chips-export-controls", None),
    ("chips-export-controls-evaded", None),
    ("chips-supplier-shock", None),
    ("no-language-barriers", None),
    ("paperless-trade", None),
    ("ai-rules-fragment-into-blocs", None),
    ("mutual-recognition-among-the-willing", None),
];

/// What a scenario does to the world; changes in percent.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The run, in its last year.
    run: Run,
}

impl Answer {
    /// The answer of a scenario that ships.
    ///
    /// # Errors
    /// There is none of that name, or it cannot be solved.
    pub fn of(name: &str) -> Result<Self, Error> {
        Self::varied(name, |text| text)
    }

    /// The answer of one whose text is changed first.
    fn varied(name: &str, change: impl FnOnce(String) -> String) -> Result<Self, Error> {
        let mut source = Scenario::find(name)?.source;
        source.text = change(source.text);
        Ok(Self { run: Run::new(Scenario::parse(source)?, &Options::default())? })
    }

    /// Real income of the world.
    fn world(&self) -> f64 {
        percent(self.run.outcome.world.real_income)
    }

    /// Volume of trade of the world.
    fn trade(&self) -> f64 {
        percent(self.run.outcome.world.trade_volume)
    }

    /// Volume of trade in the sectors of some groups.
    fn trade_in(&self, groups: &[&str]) -> f64 {
        let (before, after) = (&self.run.benchmark.equilibrium, &self.run.counterfactual);
        let size = before.spending.size();
        let sectors = self.run.baseline.sectors.iter().zip(size.sectors());
        let of_groups: Vec<SectorId> =
            sectors.filter(|(sector, _)| groups.contains(&sector.group.as_str())).map(|(_, at)| at).collect();
        let (mut old, mut new) = (0.0, 0.0);
        for sector in of_groups {
            for origin in size.economies() {
                for destination in size.economies().filter(|destination| *destination != origin) {
                    let flow = Flow { origin, destination, sector };
                    old += before.flow_value(flow);
                    new += after.flow_value(flow) / after.unit_cost[(origin, sector)];
                }
            }
        }
        percent(new / old)
    }

    /// Real income of an income group, per person.
    fn group(&self, name: &str) -> f64 {
        let groups =
            self.run.moments().last().and_then(|last| self.run.divide(last)).map(|divide| divide.groups);
        let group = groups.into_iter().flatten().find(|group| group.name == name);
        group.map_or(f64::NAN, |group| percent(group.real_income))
    }

    /// Economies with the change of their real income, from the largest loss to the largest gain.
    fn ranked(&self) -> Vec<(&str, f64)> {
        let names = self.run.baseline.economies.iter().map(|economy| economy.name.as_str());
        let hats = self.run.outcome.economies.real_income.values();
        let mut ranked: Vec<(&str, f64)> = names.zip(hats.iter().map(|&hat| percent(hat))).collect();
        ranked.sort_by(|a, b| a.1.total_cmp(&b.1));
        ranked
    }

    /// Real income of an economy, by its name.
    fn economy(&self, name: &str) -> f64 {
        self.ranked().into_iter().find(|(found, _)| *found == name).map_or(f64::NAN, |(_, change)| change)
    }
}

/// The table of every question, under its name.
///
/// # Errors
/// One of them cannot be solved.
pub fn tables() -> Result<String, Error> {
    let mut tables = String::new();
    for &(name, beside) in QUESTIONS {
        let answer = Answer::of(name)?;
        let ranked = answer.ranked();
        let [(least, loss), .., (most, gain)] = ranked[..] else { continue };
        let row = [
            signed(answer.world()),
            signed(answer.trade()),
            signed(answer.group("lower_middle")),
            signed(answer.group("upper_middle")),
            signed(answer.group("high")),
            format!("{most} {}", signed(gain)),
            format!("{least} {}", signed(loss)),
        ];
        let _ = writeln!(
            tables,
            "## {name}\n\n| world | trade | lower-middle | upper-middle | high | most | least |"
        );
        let _ = writeln!(tables, "|---|---|---|---|---|---|---|\n| {} |", row.join(" | "));
        if let Some(beside) = beside {
            let other = Answer::of(beside)?;
            let difference = |of: &dyn Fn(&Answer) -> f64| signed(against(of(&answer), of(&other)));
            let row = [
                difference(&Answer::world),
                difference(&Answer::trade),
                difference(&|answer| answer.group("lower_middle")),
                difference(&|answer| answer.group("upper_middle")),
                difference(&|answer| answer.group("high")),
            ];
            let _ = writeln!(tables, "| {} | against | `{beside}` |", row.join(" | "));
        }
        tables.push('\n');
    }
    Ok(tables)
}

/// A change in percent against another one.
fn against(change: f64, other: f64) -> f64 {
    percent((1.0 + change / 100.0) / (1.0 + other / 100.0))
}

fn percent(hat: f64) -> f64 {
    (hat - 1.0) * 100.0
}

fn signed(change: f64) -> String {
    format!("{change:+.2}")
}
