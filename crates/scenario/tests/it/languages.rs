//! Official languages against those of the gravity panel, pair by pair.

use comity_data::frame::File;
use comity_scenario::ai::languages::{languages, shared};
use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn languages_are_those_of_the_gravity_panel() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/gravity/agtpa.parquet");
    if !path.is_file() {
        eprintln!("skipped: no {}", path.display());
        return;
    }
    let frame = File::open(&path).unwrap().read(["exporter", "importer"], ["lang"]).unwrap();
    let current = |code: &str| if code == "ROM" { "ROU".to_owned() } else { code.to_owned() };
    let (mut pairs, mut differ) = (BTreeSet::new(), BTreeSet::new());
    for row in 0..frame.len() {
        let (one, other) = (current(frame.text[0].get(row)), current(frame.text[1].get(row)));
        if one >= other {
            continue;
        }
        assert!(!languages(&one).is_empty(), "{one} has no language");
        let there = frame.numbers[0][row] != 0.0;
        if there != shared(&one, &other) {
            differ.insert(format!("{one} {other}: {}", if there { "there only" } else { "here only" }));
        }
        pairs.insert((one, other));
    }
    let listed: Vec<String> = differ.into_iter().collect();
    insta::assert_snapshot!(format!(
        "{} of {} pairs differ\n{}",
        listed.len(),
        pairs.len(),
        listed.join("\n")
    ));
}
