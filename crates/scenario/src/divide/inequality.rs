//! How unequal incomes per person are, and whether they draw together.

/// People and what they earn together, in whatever units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Member {
    /// Number of people.
    pub people: f64,
    /// Their income.
    pub income: f64,
}

impl Member {
    /// Income per person.
    pub fn per_person(self) -> f64 {
        self.income / self.people
    }
}

/// Theil's index of income between members, each person having the mean of their member:
/// `T = sum_n (y_n / Y) ln((y_n / Y) / (p_n / P))`, with y income and p people (Theil 1967, chapter 4). 0 where all are alike.
pub fn theil(members: &[Member]) -> f64 {
    let (people, income) = total(members);
    let term = |member: &Member| {
        let (earned, share) = (member.income / income, member.people / people);
        if earned > 0.0 { earned * (earned / share).ln() } else { 0.0 }
    };
    members.iter().map(term).sum()
}

/// The part of Theil's index that lies between groups, as if everybody in one had its mean. The rest lies within.
pub fn theil_between(members: &[Member], groups: &[&str]) -> f64 {
    let mut names: Vec<&str> = groups.to_vec();
    names.sort_unstable();
    names.dedup();
    let pooled = names.iter().map(|name| {
        let inside = members.iter().zip(groups).filter(|(_, group)| *group == name);
        let inside: Vec<Member> = inside.map(|(member, _)| *member).collect();
        let (people, income) = total(&inside);
        Member { people, income }
    });
    theil(&pooled.collect::<Vec<_>>())
}

/// Slope of growth on ln of income per person at the start, by least squares over economies: below zero, poorer ones grow faster (beta
/// convergence; Barro and Sala-i-Martin 1992, *Journal of Political Economy* 100). `None` where all start alike.
pub fn beta(before: &[Member], after: &[Member]) -> Option<f64> {
    let points: Vec<(f64, f64)> = before
        .iter()
        .zip(after)
        .map(|(before, after)| (before.per_person().ln(), (after.per_person() / before.per_person()).ln()))
        .collect();
    let count = points.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / count;
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let spread: f64 = points.iter().map(|point| (point.0 - x).powi(2)).sum();
    let joint: f64 = points.iter().map(|point| (point.0 - x) * (point.1 - y)).sum();
    (spread > 1e-12).then(|| joint / spread)
}

/// People and income of all.
pub fn total(members: &[Member]) -> (f64, f64) {
    members
        .iter()
        .fold((0.0, 0.0), |(people, income), member| (people + member.people, income + member.income))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn members() -> impl Strategy<Value = Vec<Member>> {
        let member = (0.1..100.0f64, 0.1..100.0f64).prop_map(|(people, income)| Member { people, income });
        prop::collection::vec(member, 2..12)
    }

    proptest! {
        #[test]
        fn is_zero_for_equals_and_positive_otherwise(members in members()) {
            prop_assert!(theil(&members) >= -1e-12);
            let equal: Vec<Member> =
                members.iter().map(|member| Member { income: 3.0 * member.people, ..*member }).collect();
            prop_assert!(theil(&equal).abs() < 1e-12);
            prop_assert!(beta(&equal, &members).is_none());
        }

        #[test]
        fn units_do_not_matter_and_splitting_a_member_in_two_does_not(members in members(), factor in 0.1..10.0f64) {
            let scaled: Vec<Member> = members
                .iter()
                .map(|member| Member { income: factor * member.income, people: member.people / factor })
                .collect();
            prop_assert!((theil(&members) - theil(&scaled)).abs() < 1e-10);
            let mut split = members.clone();
            let half = Member { people: members[0].people / 2.0, income: members[0].income / 2.0 };
            split[0] = half;
            split.push(half);
            prop_assert!((theil(&members) - theil(&split)).abs() < 1e-10);
        }

        #[test]
        fn giving_from_rich_to_poor_lowers_it(members in members(), share in 0.01..0.5f64) {
            let mut members = members;
            members.sort_by(|a, b| a.per_person().total_cmp(&b.per_person()));
            let (first, last) = (members[0], members[members.len() - 1]);
            // So little that they do not change places.
            let mean = (first.income + last.income) / (first.people + last.people);
            let gift = share * first.people * (mean - first.per_person());
            let before = theil(&members);
            members[0].income += gift;
            let end = members.len() - 1;
            members[end].income -= gift;
            prop_assert!(theil(&members) <= before + 1e-12);
        }

        #[test]
        fn what_lies_between_groups_is_a_part(members in members()) {
            let groups: Vec<&str> = (0..members.len()).map(|at| ["a", "b", "c"][at % 3]).collect();
            let between = theil_between(&members, &groups);
            prop_assert!(between >= -1e-12 && between <= theil(&members) + 1e-12);
            let alone: Vec<String> = (0..members.len()).map(|at| at.to_string()).collect();
            let alone: Vec<&str> = alone.iter().map(String::as_str).collect();
            prop_assert!((theil_between(&members, &alone) - theil(&members)).abs() < 1e-12);
        }
    }

    #[test]
    fn two_members_by_hand() {
        // One person earns 3, another 1: T = 3/4 ln(3/2) + 1/4 ln(1/2).
        let members = [Member { people: 1.0, income: 3.0 }, Member { people: 1.0, income: 1.0 }];
        let expected = 0.75 * 1.5f64.ln() + 0.25 * 0.5f64.ln();
        assert!((theil(&members) - expected).abs() < 1e-15);
        // The poorer doubles, the richer stays: the slope is ln 2 over ln(1/3).
        let after = [members[0], Member { people: 1.0, income: 2.0 }];
        assert!((beta(&members, &after).unwrap() + 2f64.ln() / 3f64.ln()).abs() < 1e-15);
    }
}
