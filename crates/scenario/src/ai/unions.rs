//! Which economies are in one customs union, or under common rules: `assets/unions.toml`.

use serde::Deserialize;
use std::collections::HashSet;
use std::sync::LazyLock;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Unions {
    customs_union: Vec<Union>,
    common_rules: Vec<Union>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Union {
    #[allow(dead_code, reason = "says what the members are of")]
    name: String,
    members: HashSet<String>,
}

/// A file that ships and is broken leaves nothing; a test reads it.
static UNIONS: LazyLock<Unions> = LazyLock::new(|| read().unwrap_or_default());

fn read() -> Result<Unions, toml::de::Error> {
    toml::from_str(include_str!("../../../../assets/unions.toml"))
}

/// Whether two economies, by their codes, are in one customs union.
pub fn customs_union(one: &str, other: &str) -> bool {
    together(&UNIONS.customs_union, one, other)
}

/// Whether two economies, by their codes, have common rules for products, or recognise each other's.
///
/// ```
/// use comity_scenario::ai::unions::{common_rules, customs_union};
/// assert!(common_rules("NOR", "FRA") && !customs_union("NOR", "FRA"));
/// assert!(customs_union("TUR", "FRA") && !common_rules("TUR", "FRA"));
/// ```
pub fn common_rules(one: &str, other: &str) -> bool {
    together(&UNIONS.common_rules, one, other)
}

fn together(unions: &[Union], one: &str, other: &str) -> bool {
    unions.iter().any(|union| union.members.contains(one) && union.members.contains(other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ai::languages::languages;

    #[test]
    fn members_are_economies() {
        let unions = read().unwrap();
        for union in unions.customs_union.iter().chain(&unions.common_rules) {
            let unknown: Vec<_> = union.members.iter().filter(|code| languages(code).is_empty()).collect();
            assert!(unknown.is_empty(), "{}: {unknown:?}", union.name);
        }
    }
}
