//! One scenario under every school, and the parameters that a record names.

use crate::common::source;
use comity_scenario::{Options, Results, Run, Scenario};
use serde_json::Value;

fn run(text: &str, schools: bool) -> Run {
    let scenario = Scenario::parse(source(&format!("name = \"AI\"\nbaseline = \"world\"\n{text}"))).unwrap();
    Run::new(scenario, &Options { schools, ..Options::default() }).unwrap()
}

fn record(mut run: Run) -> Value {
    let folder = tempfile::tempdir().unwrap();
    Results::new(&run).unwrap().write(folder.path(), &mut run).unwrap();
    serde_json::from_slice(&std::fs::read(folder.path().join("run.json")).unwrap()).unwrap()
}

#[test]
fn what_stands_beside_a_run_is_what_the_other_schools_say_themselves() {
    for years in ["", "years = [2025, 2040]\n"] {
        let of = |school: &str, schools| {
            run(
                &format!("{years}[ai]\nschool = \"{school}\"\n[parameters]\n\"adoption.speed\" = 0.3\n"),
                schools,
            )
        };
        let central = of("central", true);
        let names: Vec<&str> = central.schools.iter().map(|each| each.school).collect();
        assert_eq!(names, ["cautious", "central", "optimistic"]);
        for beside in &central.schools {
            let itself = of(beside.school, false);
            assert!(itself.schools.is_empty());
            assert!((beside.world - itself.outcome.world.real_income).abs() < 1e-9, "{}", beside.school);
        }
        let gains: Vec<f64> = central.schools.iter().map(|each| each.world).collect();
        assert!(gains[0] < gains[1] && gains[1] < gains[2], "{gains:?}");
    }
}

#[test]
fn a_record_names_the_parameters_read_and_those_changed() {
    let text = "[ai]\nschool = \"cautious\"\n[parameters]\n\"adoption.speed\" = 0.3\n";
    let json = record(run(text, true));
    assert_eq!(json["parameters"]["school"], "cautious");
    let used = json["parameters"]["used"].as_array().unwrap();
    let of = |id: &str| used.iter().find(|each| each["id"] == id).unwrap();
    assert_eq!(
        (&of("adoption.speed")["value"], &of("adoption.speed")["changed_by"]),
        (&0.3.into(), &"scenario".into())
    );
    assert_eq!(of("productivity.saving")["changed_by"], "school");
    assert!(of("adoption.ceiling_base").get("changed_by").is_none());
    assert_eq!(json["schools"].as_array().unwrap().len(), 3);
}

#[test]
fn a_record_without_ai_has_no_word_of_it() {
    let json = record(run("[[trade_cost]]\nfactor = 0.9\n", true));
    assert!(json.get("parameters").is_none() && json.get("schools").is_none());
}
