//! How many people live in an economy.

use comity_data::Baseline;
use std::collections::HashMap;
use std::sync::LazyLock;

/// `economy,thousands,status`; `people.toml` beside it says where it comes from.
const PEOPLE: &str = include_str!("../../../../assets/people/people.csv");
/// Codes that baselines give to all economies that they do not name.
const REST: [&str; 3] = ["ROW", "RoW", "WLD"];

static BY_CODE: LazyLock<HashMap<&str, f64>> = LazyLock::new(|| {
    let row = |line: &'static str| {
        let mut fields = line.split(',');
        Some((fields.next()?, fields.next()?.parse().ok()?))
    };
    PEOPLE.lines().skip(1).filter_map(row).collect()
});

/// People of working age in thousands, in the order of the baseline; `None` where nothing is known. The rest of the world is everybody
/// whom the baseline does not name.
pub fn of(baseline: &Baseline) -> Vec<Option<f64>> {
    let known = |code: &str| BY_CODE.get(code).copied();
    let named: f64 = baseline.economies.iter().filter_map(|economy| known(&economy.code)).sum();
    let world: f64 = BY_CODE.values().sum();
    let rest = (world - named > 0.0).then_some(world - named);
    let count = |code: &str| if REST.contains(&code) { rest } else { known(code) };
    baseline.economies.iter().map(|economy| count(&economy.code)).collect()
}
