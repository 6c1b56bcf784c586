//! `comity divide` and `comity frontier` as a user types them.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use common::{comity, seen, world};

fn desk() -> tempfile::TempDir {
    let desk = tempfile::tempdir().unwrap();
    std::fs::write(desk.path().join("test.toml"), "name = \"Test\"\n[ai]\nyear = 2040\n").unwrap();
    desk
}

#[test]
fn closing_gaps_has_a_table_and_a_file() {
    let (desk, world) = (desk(), world());
    let args = ["divide", "test.toml", "--baseline", &world, "--draws", "8", "--out", "out"];
    insta::assert_snapshot!("divide", seen(desk.path(), &args));
    let file = std::fs::read_to_string(desk.path().join("out/divide_pillars.csv")).unwrap();
    assert!(file.starts_with("gap,of,measure,value,p05,p50,p95\n"), "{file}");
    // The world, three groups and four economies by eight rows; two measures of inequality by eight.
    assert_eq!(file.lines().count(), 1 + 8 * 8 + 2 * 8);

    let csv = comity(desk.path(), &[&args[..6], &["--format", "csv"]].concat()).stdout;
    assert_eq!(String::from_utf8(csv).unwrap(), file);
    let json = comity(
        desk.path(),
        &["divide", "test.toml", "--baseline", &world, "--draws", "0", "--format", "json"],
    );
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(json["gaps"][4]["gap"], "pillars");
    let whole = json["gaps"][4]["real_income_pct"]["IND"]["value"].as_f64().unwrap();
    let part =
        ["divide", "test.toml", "--baseline", &world, "--draws", "0", "--share", "0.5", "--by", "2035"];
    let text = seen(desk.path(), &part);
    assert!(
        text.contains(
            "closing 50 percent of gaps to the average of high-income economies by 2035 is worth in 2040"
        ),
        "{text}"
    );
    let json = comity(desk.path(), &[&part[..], &["--format", "json"]].concat());
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    let part = json["gaps"][4]["real_income_pct"]["IND"]["value"].as_f64().unwrap();
    assert!(0.0 < part && part < whole, "{part} {whole}");
}

#[test]
fn the_frontier_has_a_table_and_files() {
    let (desk, world) = (desk(), world());
    let args =
        ["frontier", "test.toml", "--baseline", &world, "--draws", "8", "--steps", "2", "--out", "out"];
    insta::assert_snapshot!("frontier", seen(desk.path(), &args));
    let file = |name: &str| std::fs::read_to_string(desk.path().join("out").join(name)).unwrap();
    assert!(file("frontier.csv").starts_with("strictness,of,value,p05,p50,p95\n"));
    assert_eq!(file("frontier.csv").lines().count(), 1 + 7 * 8);
    assert!(
        file("frontier_best.csv").starts_with("of,value,p05,p50,p95,open,safeguards,conditional,closed\n")
    );
    let json = comity(desk.path(), &[&args[..8], &["--format", "json", "--economies", "USA,DEU"]].concat());
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(json["economies"].as_array().unwrap().len(), 2);
    assert!(json["best"]["world"]["best_of_regimes"]["closed"].is_f64());
}

#[test]
fn wrong_usage_and_failures_differ() {
    let (desk, world) = (desk(), world());
    for (args, code) in [
        (&["divide", "test.toml", "--draws", "many"][..], 2),
        (&["divide", "cheaper-trade"], 1),
        (&["divide", "test.toml", "--baseline", &world, "--share", "2"], 1),
        (&["frontier", "test.toml", "--baseline", &world, "--economies", "XYZ"], 1),
        (&["frontier", "test.toml", "--baseline", &world, "--steps", "0"], 1),
    ] {
        assert_eq!(comity(desk.path(), args).status.code(), Some(code), "{args:?}");
    }
}
