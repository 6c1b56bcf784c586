//! `comity comply` as a user types it.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use common::{comity, seen};
use std::path::Path;

fn typed(folder: &Path, args: &[&str]) -> String {
    seen(folder, &[&["comply"], args].concat())
}

fn here(args: &[&str]) -> String {
    typed(Path::new("."), args)
}

#[test]
fn a_product_with_open_facts() {
    insta::assert_snapshot!(here(&["chat-assistant", "--markets", "EU,USA,CHL", "--date", "2026-11-02"]));
}

#[test]
fn a_product_that_is_banned() {
    let folder = tempfile::tempdir().unwrap();
    let content = "id = \"s\"\ntitle = \"Social scores\"\nhome = \"CHL\"\nrisk = \"prohibited\"\nsize = \"small\"\nmargin = 0.5\n\
        sectors = [\"public_sector\"]\nfunctions = [\"decides\"]\ndata = []\ndelivery = [\"online\"]\nregions = []\n\
        copyrighted_works = false\nmodel = \"own\"\nstored = \"in_market\"\ncrosses_borders = false\n";
    std::fs::write(folder.path().join("scores.toml"), content).unwrap();
    insta::assert_snapshot!(typed(
        folder.path(),
        &["scores.toml", "--markets", "EU,JPN", "--date", "2027-12-02"]
    ));
    let args = ["comply", "scores.toml", "--markets", "EU", "--date", "2027-12-02", "--format", "json"];
    let json: serde_json::Value = serde_json::from_slice(&comity(folder.path(), &args).stdout).unwrap();
    let union = &json["markets"][0];
    assert_eq!((&union["barred"], &union["pays"]), (&true.into(), &"barred".into()));
    for key in ["cost_low", "cost_central", "cost_high", "one_off", "yearly", "break_even"] {
        assert!(union[key].is_null(), "{key}");
    }
}

#[test]
fn wrong_words() {
    let folder = tempfile::tempdir().unwrap();
    let broken = |name: &str, lines: &str| {
        let content = format!("id = \"p\"\ntitle = \"P\"\n{lines}\n");
        std::fs::write(folder.path().join(name), content).unwrap();
        typed(folder.path(), &[name, "--markets", "EU"])
    };
    let files = [
        broken("home.toml", "home = \"EU\""),
        broken("place.toml", "home = \"KOREA\""),
        broken("sector.toml", "home = \"KOR\"\nsectors = [\"employmnt\"]"),
        broken("function.toml", "home = \"KOR\"\nfunctions = [\"decide\"]"),
        broken("key.toml", "home = \"KOR\"\nmargn = 0.5"),
        broken("margin.toml", "home = \"KOR\"\nmargin = 50"),
        broken("borders.toml", "home = \"KOR\"\nstored = \"elsewhere\"\ncrosses_borders = false"),
        broken("systems.toml", "home = \"KOR\"\nsystems = 0"),
        broken("region.toml", "home = \"KOR\"\nregions = [\"USA\"]"),
        broken("revenue.toml", "home = \"KOR\"\n[revenue]\nEU = -5"),
        broken("market.toml", "home = \"KOR\"\n[revenue]\nEUU = 5"),
    ];
    let words = [
        ["hiring-screning", "--markets", "EU"].as_slice(),
        &["nowhere.toml", "--markets", "EU"],
        &["hiring-screening", "--markets", "EU,USB"],
        &["hiring-screening", "--markets", "US-CA"],
        &["hiring-screening"],
        &["hiring-screening", "--markets", "EU", "--date", "2027-13-02"],
        &["hiring-screening", "--markets", "EU", "--years", "0"],
        &["hiring-screening", "--markets", "EU", "--format", "pdf"],
    ];
    let words = words.map(|args| typed(folder.path(), args));
    insta::assert_snapshot!([files.as_slice(), words.as_slice()].concat().join("\n\n"));
}

#[test]
fn for_programs() {
    let args = ["hiring-screening", "--markets", "EU,USA", "--date", "2027-12-02", "--format"];
    let of = |format| here(&[args.as_slice(), &[format]].concat());
    let output = comity(Path::new("."), &[["comply"].as_slice(), &args, &["json"]].concat());
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let markets = json["markets"].as_array().unwrap();
    assert_eq!(markets.len(), 2);
    let mut lines = 0;
    for market in markets {
        let number = |key: &str| market[key].as_f64().unwrap_or_else(|| panic!("{key}"));
        assert!(market["economy"].is_string());
        assert!(0.0 < number("cost_low") && number("cost_low") < number("cost_central"));
        assert!(number("cost_central") < number("cost_high"));
        // The margin is a half.
        assert!((number("break_even") - 2.0 * number("cost_central")).abs() < 1e-6);
        for duty in market["duties"].as_array().unwrap() {
            assert!(duty["measure"].is_string() && duty["since"].is_string() && duty["also"].is_array());
            lines += 1;
        }
    }
    assert!(json["notice"].as_str().unwrap().contains("no legal advice"));
    assert_eq!((&json["product"]["risk"], &json["given"]["size"]), (&"high".into(), &"small".into()));
    let sizes = json["sizes"].as_array().unwrap();
    assert_eq!(sizes.len(), 4);
    // The size of this firm is that of the second row.
    assert_eq!(sizes[1]["markets"][0]["cost_central"], markets[0]["cost_central"]);
    let csv = of("csv");
    assert!(
        csv.starts_with("economy,feature,level,measure,article,since,applies,recognised,because,also\nEU,"),
        "{csv}"
    );
    // The header, and what the shell adds.
    assert_eq!(csv.lines().count(), lines + 3);
    let page = of("md");
    assert!(
        page.starts_with("# A hiring-screening service from Korea\n") && page.contains("no legal advice")
    );
    let page = of("html");
    assert!(
        page.starts_with("<!doctype html>")
            && !page.contains("http")
            && page.contains("Duties in European Union")
    );
}

#[test]
fn the_example_runs() {
    let folder = tempfile::tempdir().unwrap();
    let example = comity(folder.path(), &["comply", "--example"]).stdout;
    std::fs::write(folder.path().join("product.toml"), example).unwrap();
    let table = typed(folder.path(), &["product.toml", "--markets", "EU, USA,EU"]);
    assert!(table.starts_with("My product\n") && table.ends_with("exit code 0"), "{table}");
    assert_eq!(table.matches("\nEuropean Union\n").count(), 1, "a market named twice is one");
}
