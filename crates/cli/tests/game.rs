//! `comity game` as a user types it.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use common::{comity, seen, world};

const SCENARIO: &str = "
name = \"Test\"
[[trade_cost]]
sectors = \"c30\"
factor = 0.9
";

#[test]
fn it_says_what_a_war_costs_and_peace_is_worth() {
    let desk = tempfile::tempdir().unwrap();
    std::fs::write(desk.path().join("test.toml"), SCENARIO).unwrap();
    let world = world();
    let args = ["game", "test.toml", "--baseline", &world, "--players", "USA,CHN", "--instruments", "sector"];
    insta::assert_snapshot!("game", seen(desk.path(), &[&args[..], &["--out", "out"]].concat()));

    let head = |name: &str| {
        let text = std::fs::read_to_string(desk.path().join("out").join(name)).unwrap();
        (text.lines().next().unwrap().to_owned(), text.lines().count())
    };
    let columns = "game,economy,player,real_income_pct,settled,starts_agree,gain_by_deviating_pct";
    assert_eq!(head("game.csv"), (columns.to_owned(), 1 + 5 * 4));
    assert_eq!(
        head("tariffs.csv"),
        ("game,player,partner,sector,measured,rate".to_owned(), 1 + 2 * 3 + 3 * 6)
    );

    let csv = comity(desk.path(), &[&args[..], &["--format", "csv"]].concat()).stdout;
    assert_eq!(csv, std::fs::read(desk.path().join("out/game.csv")).unwrap());
    let json = comity(desk.path(), &[&args[..], &["--format", "json", "--kind", "nash"]].concat()).stdout;
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    assert_eq!(json["games"][0]["game"], "nash");
    assert_eq!(json["games"][0]["tariffs"].as_array().unwrap().len(), 6);
    assert!(json["games"][0]["real_income_pct"]["USA"].is_f64());
}

#[test]
fn the_guide_shows_what_it_prints() {
    let guide = include_str!("../../../docs/games.md");
    let (_, example) = guide.split_once("```console\n$ comity ").unwrap();
    let (example, _) = example.split_once("```").unwrap();
    let (command, printed) = example.split_once('\n').unwrap();
    let desk = tempfile::tempdir().unwrap();
    let output = comity(desk.path(), &command.split(' ').collect::<Vec<_>>());
    assert_eq!(String::from_utf8(output.stdout).unwrap(), printed);
}

#[test]
fn wrong_usage_and_failures_differ() {
    let desk = tempfile::tempdir().unwrap();
    for (args, code) in [
        (&["game", "cheaper-trade"][..], 2),
        (&["game", "cheaper-trade", "--players", "USA", "--kind", "war"], 2),
        (&["game", "cheaper-trade", "--players", "USA", "--kind", "nash"], 1),
        (&["game", "cheaper-trade", "--players", "USA,XYZ"], 1),
    ] {
        assert_eq!(comity(desk.path(), args).status.code(), Some(code), "{args:?}");
    }
}
