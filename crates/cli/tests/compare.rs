//! `comity compare` as a user types it.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use common::{comity, seen, world};
use std::path::Path;

const SERVICES: &str = "
name = \"Cheaper services\"
[[trade_cost]]
name = \"services\"
sectors = \"c30\"
factor = 0.9
";

const CHIPS: &str = "
name = \"Cheaper chips\"
[[trade_cost]]
name = \"chips\"
sectors = \"c14\"
factor = 0.9
";

fn desk() -> tempfile::TempDir {
    let desk = tempfile::tempdir().unwrap();
    std::fs::write(desk.path().join("services.toml"), SERVICES).unwrap();
    std::fs::write(desk.path().join("chips.toml"), CHIPS).unwrap();
    desk
}

fn head(path: &Path) -> (String, usize) {
    let text = std::fs::read_to_string(path).unwrap();
    (text.lines().next().unwrap().to_owned(), text.lines().count())
}

#[test]
fn it_says_who_has_more_and_how_sure() {
    let desk = desk();
    let world = world();
    let args = ["compare", "services.toml", "chips.toml", "--baseline", &world, "--no-report"];
    insta::assert_snapshot!("compare", seen(desk.path(), &args));
    let folder = desk.path().join("results/services-and-chips");
    let columns = "scenario,economy,real_income_pct,real_wage_pct,wage_pct,price_pct,exports_pct,imports_pct,\
                   export_volume_pct,import_volume_pct";
    assert_eq!(head(&folder.join("compare.csv")), (columns.to_owned(), 1 + 2 * 4));
    assert!(!folder.join("compare_quantiles.csv").exists());

    let drawn = [&args[..], &["--draws", "60", "--seed", "3"]].concat();
    insta::assert_snapshot!("compare_draws", seen(desk.path(), &drawn));
    assert_eq!(head(&folder.join("compare_quantiles.csv")).1, 1 + 3 * 13);
    let record: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.join("compare.json")).unwrap()).unwrap();
    assert_eq!((&record["ensemble"]["draws"], &record["ensemble"]["seed"]), (&60.into(), &3.into()));
    assert!(record["timing_ms"]["draws"].as_f64().unwrap() > 0.0);
}

#[test]
fn several_are_held_against_the_first() {
    let desk = desk();
    std::fs::create_dir(desk.path().join("other")).unwrap();
    std::fs::write(desk.path().join("other/chips.toml"), CHIPS.replace("0.9", "0.8")).unwrap();
    let world = world();
    let args =
        ["compare", "services.toml", "chips.toml", "other/chips.toml", "--baseline", &world, "--no-report"];
    insta::assert_snapshot!("compare_three", seen(desk.path(), &args));
}

#[cfg(feature = "viewer")]
#[test]
fn a_page_is_written_unless_it_is_not_wanted() {
    let desk = desk();
    let world = world();
    let args = ["compare", "services.toml", "chips.toml", "--baseline", &world, "--out", "out"];
    assert!(seen(desk.path(), &args).contains("report: out/compare.html"));
    let page = desk.path().join("out/compare.html");
    let html = std::fs::read_to_string(&page).unwrap();
    assert!(html.contains(r#""label":"chips","name":"Cheaper chips""#));
    assert!(html.len() < 1_000_000, "{} bytes", html.len());

    let without = [&args[..], &["--no-report"]].concat();
    assert!(seen(desk.path(), &without).contains("results: out"));
    assert!(!page.exists(), "the page of an earlier comparison is no page of this one");
}

#[test]
fn the_guide_shows_what_it_prints() {
    let guide = include_str!("../../../docs/compare.md");
    let (_, example) = guide.split_once("```console\n$ comity ").unwrap();
    let (example, _) = example.split_once("```").unwrap();
    let (command, printed) = example.split_once('\n').unwrap();
    let desk = tempfile::tempdir().unwrap();
    let args: Vec<&str> = command.split(' ').chain(["--no-report"]).collect();
    let output = comity(desk.path(), &args);
    let output = String::from_utf8(output.stdout).unwrap();
    assert!(output.starts_with(printed), "the command prints\n{output}");
}

#[test]
fn failures_say_which_scenario() {
    let desk = desk();
    std::fs::write(desk.path().join("wrong.toml"), CHIPS.replace("c14", "c15")).unwrap();
    let world = world();
    for (name, args) in [
        ("compare_one", &["compare", "services.toml"][..]),
        ("compare_unknown", &["compare", "cheaper-trade", "cheeper-trade"]),
        ("compare_wrong", &["compare", "services.toml", "wrong.toml", "--baseline", &world]),
    ] {
        insta::assert_snapshot!(name, seen(desk.path(), args));
    }
    assert_eq!(std::fs::read_dir(desk.path()).unwrap().count(), 3, "a comparison that fails writes nothing");
}

#[test]
fn wrong_usage_and_failures_differ() {
    let desk = desk();
    for (args, code) in [
        (&["compare"][..], 2),
        (&["compare", "a", "b", "--draws", "many"], 2),
        (&["compare", "a", "b", "--open", "--no-report"], 2),
        (&["compare", "services.toml", "chips.toml"], 1),
        (&["compare", "cheaper-trade", "ai-productivity", "--draws", "1"], 1),
    ] {
        assert_eq!(comity(desk.path(), args).status.code(), Some(code), "{args:?}");
    }
}
