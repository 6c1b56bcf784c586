//! `comity data` as a user types it.
#![allow(clippy::unwrap_used, missing_docs)]

use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const TABLE: &str = "\
seller,product,buyer,use,value
N,grain,N,home,80
N,grain,N,stock,-30
N,grain,S,home,15
S,grain,S,home,60
";

const SPEC: &str = r#"
name = "example"
year = 2020
unit = "million USD"
source = "Made up"
licence = "CC0"

[columns]
seller_economy = "seller"
seller_sector = "product"
buyer_economy = "buyer"
buyer_use = "use"
value = "value"

[final_demand]
codes = ["home", "stock"]
inventories = ["stock"]

[[economy]]
code = "NOR"
in_source = "N"
name = "North"
income_group = "high"
region = "north_america"

[[economy]]
code = "SOU"
in_source = "S"
name = "South"

[[sector]]
code = "grain"
name = "Grain"
group = "goods"
theta = 8.5
"#;

/// A folder with the example table, its spec and the baseline made of them.
fn desk() -> TempDir {
    let desk = tempfile::tempdir().unwrap();
    std::fs::write(desk.path().join("table.csv"), TABLE).unwrap();
    std::fs::write(desk.path().join("spec.toml"), SPEC).unwrap();
    let made = seen(desk.path(), "data import long table.csv --spec spec.toml --out example --format csv");
    assert!(made.ends_with("exit code 0"), "{made}");
    desk
}

/// Everything that a user sees of a command.
fn seen(folder: &Path, command: &str) -> String {
    let args: Vec<&str> = command.split(' ').collect();
    let output = Command::new(env!("CARGO_BIN_EXE_comity")).args(args).current_dir(folder).output().unwrap();
    let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    format!("$ comity {command}\n{out}--- stderr\n{err}--- exit code {}", output.status.code().unwrap())
}

#[test]
fn import() {
    let desk = desk();
    insta::assert_snapshot!(seen(desk.path(), "data import long table.csv --spec spec.toml --out again"));
}

#[test]
fn check() {
    let desk = desk();
    insta::assert_snapshot!(seen(desk.path(), "data check example"));
}

#[test]
fn check_finds_what_does_not_add_up() {
    let desk = desk();
    std::fs::write(
        desk.path().join("example/final.csv"),
        "economy,sector,value\nNOR,grain,90\nSOU,grain,75\n",
    )
    .unwrap();
    insta::assert_snapshot!(seen(desk.path(), "data check example"));
}

#[test]
fn check_fails_on_a_broken_folder() {
    let desk = desk();
    std::fs::write(desk.path().join("example/final.csv"), "economy,sector,value\nNORD,grain,90\n").unwrap();
    insta::assert_snapshot!(seen(desk.path(), "data check example"));
}

#[test]
fn show() {
    let desk = desk();
    insta::assert_snapshot!(seen(desk.path(), "data show example"));
}

#[test]
fn show_for_programs() {
    let desk = desk();
    let commands =
        ["--format csv", "--format csv --list sectors", "--format json --list flows", "--list flows --top 0"];
    let shown = commands.map(|options| seen(desk.path(), &format!("data show example {options}")));
    insta::assert_snapshot!(shown.join("\n\n"));
    let json = seen(desk.path(), "data show wiod-2011 --format json");
    let (json, _) =
        json.strip_prefix("$ comity data show wiod-2011 --format json\n").unwrap().split_once("---").unwrap();
    let json: serde_json::Value = serde_json::from_str(json).unwrap();
    assert_eq!(json["economies"].as_array().unwrap().len(), 41);
    assert_eq!(json["meta"]["name"], "wiod-2011");
}

#[test]
fn errors_of_use_and_of_data_end_differently() {
    let desk = desk();
    insta::assert_snapshot!(seen(desk.path(), "data show wiod-2O11"));
    assert!(seen(desk.path(), "data import long table.csv").ends_with("exit code 2"));
}
