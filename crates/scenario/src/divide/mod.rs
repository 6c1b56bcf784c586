//! The divide: incomes per person by income group, and whether they draw together.
//!
//! | file | what it does |
//! |---|---|
//! | `people` | how many people live in an economy |
//! | `inequality` | Theil's index, beta convergence |
//! | this file | both for the change between two states of a baseline's world |

mod inequality;
mod people;

pub use inequality::{Member, beta, theil, theil_between};
pub use people::of as people;

use comity_data::Baseline;
use comity_model::PerEconomy;
use inequality::total;

/// Income groups from the poorest on, as baselines write them.
pub const GROUPS: [&str; 4] = ["low", "lower_middle", "upper_middle", "high"];

/// Incomes per person before and after a change.
#[derive(Debug, Clone, PartialEq)]
pub struct Divide {
    /// By income group, those that have members, from the poorest on.
    pub groups: Vec<Group>,
    /// How unequal incomes per person are between economies.
    pub before: Inequality,
    /// The same afterwards.
    pub after: Inequality,
    /// Slope of growth on ln of income per person at the start: below zero, poorer economies gain more.
    pub beta: Option<f64>,
    /// Codes of economies left out: how many people they have is not known, or they have no income group.
    pub left_out: Vec<String>,
}

/// The economies of one income group together.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Its name, as baselines write it.
    pub name: &'static str,
    /// How many economies it has.
    pub economies: usize,
    /// People of working age, in thousands.
    pub people: f64,
    /// Income per person of working age before, in thousands where the baseline's unit is a million; on a path at prices of its first
    /// year.
    pub income_per_person: f64,
    /// Hat of its real income per person.
    pub real_income: f64,
}

/// How unequal incomes per person are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Inequality {
    /// Theil's index between economies, weighted by people.
    pub theil: f64,
    /// The part of it between income groups.
    pub between_groups: f64,
    /// Income per person in the richest group over that in the poorest.
    pub ratio: f64,
}

impl Divide {
    /// What hats of real income do to incomes per person; `None` where fewer than two economies can be told apart.
    ///
    /// `income` is what economies have before it; `growth` hats of their people against those known, before and after.
    pub fn between(
        baseline: &Baseline,
        income: &PerEconomy,
        real_income: &PerEconomy,
        growth: Option<&PerEconomy>,
    ) -> Option<Self> {
        let (mut before, mut after, mut groups, mut left_out) = (vec![], vec![], vec![], vec![]);
        for ((economy, people), at) in
            baseline.economies.iter().zip(people::of(baseline)).zip(income.size().economies())
        {
            let group = GROUPS.iter().find(|group| **group == economy.income_group);
            let (Some(people), Some(group)) = (people, group) else {
                left_out.push(economy.code.clone());
                continue;
            };
            let people = people * growth.map_or(1.0, |growth| growth[at]);
            before.push(Member { people, income: income[at] });
            after.push(Member { people, income: income[at] * real_income[at] });
            groups.push(*group);
        }
        if before.len() < 2 {
            return None;
        }
        let by_group: Vec<Group> =
            GROUPS.iter().filter_map(|name| Group::of(name, &groups, &before, &after)).collect();
        let beta = beta(&before, &after);
        let (before, after) =
            (Inequality::of(&before, &groups, &by_group), Inequality::of(&after, &groups, &by_group));
        Some(Self { groups: by_group, before, after, beta, left_out })
    }
}

impl Group {
    fn of(name: &'static str, groups: &[&str], before: &[Member], after: &[Member]) -> Option<Self> {
        let inside = |members: &[Member]| -> Vec<Member> {
            members
                .iter()
                .zip(groups)
                .filter(|(_, group)| **group == name)
                .map(|(member, _)| *member)
                .collect()
        };
        let (old, new) = (inside(before), inside(after));
        if old.is_empty() {
            return None;
        }
        let per_person = |members: &[Member]| {
            let (people, income) = total(members);
            income / people
        };
        Some(Self {
            name,
            economies: old.len(),
            people: total(&old).0,
            income_per_person: per_person(&old),
            real_income: per_person(&new) / per_person(&old),
        })
    }
}

impl Inequality {
    fn of(members: &[Member], groups: &[&str], by_group: &[Group]) -> Self {
        let per_person = |group: Option<&Group>| {
            let name = group.map_or("", |group| group.name);
            let inside = members.iter().zip(groups).filter(|(_, group)| **group == name);
            let inside: Vec<Member> = inside.map(|(member, _)| *member).collect();
            let (people, income) = total(&inside);
            income / people
        };
        Self {
            theil: theil(members),
            between_groups: theil_between(members, groups),
            ratio: per_person(by_group.last()) / per_person(by_group.first()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_world_of_2011_is_unequal_and_growth_of_the_poor_makes_it_less_so() {
        let baseline = Baseline::embedded("wiod-2011").unwrap();
        let calibration = comity_model::Calibration::new(&baseline.table).unwrap();
        let income = &calibration.factor_income;
        let mut real_income = PerEconomy::filled(income.size(), 1.0);
        let still = Divide::between(&baseline, income, &real_income, None).unwrap();
        assert_eq!(still.before, still.after);
        assert_eq!(still.beta, Some(0.0));
        assert!(still.before.theil > 0.3 && still.before.ratio > 5.0, "{still:?}");
        for (economy, at) in baseline.economies.iter().zip(income.size().economies()) {
            if economy.income_group != "high" {
                real_income[at] = 1.1;
            }
        }
        let grown = Divide::between(&baseline, income, &real_income, None).unwrap();
        assert!(grown.after.theil < grown.before.theil && grown.beta.unwrap() < 0.0);
        assert!((grown.after.ratio * 1.1 / grown.before.ratio - 1.0).abs() < 1e-12);
    }
}
