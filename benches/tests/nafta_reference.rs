//! The solver beside numbers that were computed without it: `nafta_reference.json`, made by `nafta.py`.

use comity_benches::nafta;
use comity_model::{Benchmark, Calibration, Closure, Outcome, Settings, Shock};
use std::path::Path;

#[test]
fn nafta_matches_the_independent_solution_for_every_economy() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/nafta");
    if !folder.is_dir() {
        eprintln!("skipped: {} is not there", folder.display());
        return;
    }
    let (table, tariffs) = nafta::load(&folder).unwrap();
    let settings = Settings { tolerance: 1e-12, ..Settings::default() };
    let calibration = Calibration::new(&table).unwrap();
    let benchmark = Benchmark::solve(&calibration, Closure::Balanced, &settings).unwrap();
    let shock = Shock { tariffs, ..Shock::none(&benchmark.calibration) };
    let equilibrium = benchmark.counterfactual(&shock, &settings).equilibrium.unwrap();
    let ours = Outcome::between(&benchmark, &equilibrium).economies;

    let expected: serde_json::Value = serde_json::from_str(include_str!("../nafta_reference.json")).unwrap();
    let names = nafta::economies(&folder).unwrap();
    assert_eq!(names.len(), expected["economies"].as_object().unwrap().len());
    for (id, name) in calibration.size.economies().zip(&names) {
        for (quantity, hat) in [
            ("real_wage", ours.real_wage[id]),
            ("real_income", ours.real_income[id]),
            ("wage", ours.wage[id]),
        ] {
            let theirs = expected["economies"][name][quantity].as_f64().unwrap();
            assert!((hat - theirs).abs() < 1e-10, "{name}, {quantity}: {hat} against {theirs}");
        }
    }
}
