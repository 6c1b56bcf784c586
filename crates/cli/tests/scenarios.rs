//! `comity run`, `list` and `new` as a user types them: what they print, what they write, how they end.
#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// An empty folder in which commands are typed.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    fn comity(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_comity"))
            .args(args)
            .env("SOURCE_DATE_EPOCH", "0")
            .current_dir(self.0.path())
            .output()
            .unwrap()
    }

    /// Everything a user sees of a command, without what differs from one machine to another.
    fn seen(&self, args: &[&str]) -> String {
        let output = self.comity(args);
        let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
        let code = output.status.code().unwrap();
        let seen = format!("$ comity {}\n{out}--- stderr\n{err}--- exit code {code}", args.join(" "));
        let steady = |line: &str| match line.split_once("; the benchmark") {
            Some((steps, rest)) if steps.starts_with("Converged in") => {
                format!("Converged in [STEPS]; the benchmark{rest}")
            }
            _ => line.replace(&world(), "WORLD"),
        };
        seen.lines().map(steady).collect::<Vec<_>>().join("\n")
    }
}

/// The folder of a small made-up baseline.
fn world() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenario/tests/world").display().to_string()
}

const SCENARIO: &str = "\
name = \"Test\"
[[trade_cost]]
destinations = [\"income:low\", \"IND\"]
factor = 0.9
";

#[test]
fn list_in_every_format() {
    let desk = Desk::new();
    for format in ["table", "csv", "json"] {
        insta::assert_snapshot!(format!("list_{format}"), desk.seen(&["list", "--format", format]));
    }
}

#[test]
fn new_writes_a_scenario_that_runs_and_overwrites_nothing() {
    let desk = Desk::new();
    insta::assert_snapshot!("new", desk.seen(&["new"]));
    assert_eq!(desk.comity(&["run", "scenario.toml", "--no-report"]).status.code(), Some(0));
    assert!(desk.path("results/scenario/run.json").is_file());

    desk.write("scenario.toml", "mine");
    insta::assert_snapshot!("new_again", desk.seen(&["new", "scenario.toml"]));
    assert_eq!(desk.read("scenario.toml"), "mine");
}

#[test]
fn run_prints_results_and_warns() {
    let desk = Desk::new();
    desk.write("test.toml", SCENARIO);
    insta::assert_snapshot!("run", desk.seen(&["run", "test.toml", "--baseline", &world(), "--no-report"]));
    insta::assert_snapshot!("economies.csv", rounded(&desk.read("results/test/economies.csv")));
}

#[test]
fn run_decomposes_where_asked() {
    let desk = Desk::new();
    desk.write("test.toml", SCENARIO);
    let run = ["run", "test.toml", "--baseline", &world(), "--no-report"];
    insta::assert_snapshot!("decompose", desk.seen(&[&run[..], &["--decompose"]].concat()));
    insta::assert_snapshot!("welfare.csv", rounded(&desk.read("results/test/welfare.csv")));

    // What the next run does not write does not stay beside what it does.
    desk.comity(&run);
    assert!(desk.path("results/test/run.json").is_file());
    assert!(!desk.path("results/test/welfare.csv").exists());
}

#[test]
fn run_writes_a_spreadsheet_where_asked() {
    let desk = Desk::new();
    desk.write("test.toml", SCENARIO);
    let run = ["run", "test.toml", "--baseline", &world(), "--no-report"];
    assert_eq!(desk.comity(&[&run[..], &["--spreadsheet"]].concat()).status.code(), Some(0));
    assert!(std::fs::read(desk.path("results/test/results.xlsx")).unwrap().starts_with(b"PK"));
    desk.comity(&run);
    assert!(!desk.path("results/test/results.xlsx").exists());
}

#[test]
fn sensitivity_in_every_format() {
    let desk = Desk::new();
    desk.write("test.toml", SCENARIO);
    let command =
        ["sensitivity", "test.toml", "--baseline", &world(), "--of", "real_income:IND", "--top", "2"];
    let seen = |format| desk.seen(&[&command[..], &["--format", format]].concat());
    insta::assert_snapshot!("sensitivity_table", seen("table"));
    insta::assert_snapshot!("sensitivity_csv", rounded(&seen("csv")));
    let json: serde_json::Value =
        serde_json::from_slice(&desk.comity(&[&command[..], &["--format", "json"]].concat()).stdout).unwrap();
    assert_eq!(json["of"], "real_income:IND");
    assert_eq!(json["effects"][3]["origin"], "USA");
    assert!((json["effects"][3]["effect_pct"].as_f64().unwrap() - 0.069995).abs() < 1e-6);
    insta::assert_snapshot!(
        "sensitivity_of_whom",
        desk.seen(&["sensitivity", "cheaper-trade", "--of", "real_wage:GER"])
    );
}

#[test]
fn the_guide_shows_what_sensitivity_prints() {
    let guide = include_str!("../../../docs/sensitivity.md");
    let (_, example) = guide.split_once("```console\n$ comity ").unwrap();
    let (command, shown) = example.split_once('\n').unwrap();
    let (shown, _) = shown.split_once("```").unwrap();
    let args: Vec<&str> = command.split_whitespace().collect();
    assert_eq!(String::from_utf8(Desk::new().comity(&args).stdout).unwrap(), shown);
}

/// Numbers of a table to six decimals: the last digits may differ from one processor to another.
fn rounded(csv: &str) -> String {
    let cell = |cell: &str| cell.parse::<f64>().map_or(cell.to_owned(), |number| format!("{number:.6}"));
    csv.lines().map(|line| line.split(',').map(cell).collect::<Vec<_>>().join(",") + "\n").collect()
}

#[test]
fn the_same_run_writes_the_same_bytes() {
    let desk = Desk::new();
    desk.write("test.toml", SCENARIO);
    let [first, second] = ["first", "second"].map(|out| {
        let output = desk.comity(&["run", "test.toml", "--baseline", &world(), "--out", out]);
        assert_eq!(output.status.code(), Some(0));
        let entries = std::fs::read_dir(desk.path(out)).unwrap().map(|entry| entry.unwrap().path());
        entries
            .map(|path| (path.file_name().unwrap().to_owned(), without_times(&path)))
            .collect::<BTreeMap<_, _>>()
    });
    assert_eq!(first.len(), if cfg!(feature = "viewer") { 5 } else { 4 });
    for (name, bytes) in &first {
        assert!(second.get(name) == Some(bytes), "two runs wrote different bytes to {name:?}");
    }
}

/// A file without the times that a run took: `"timing_ms": {...}` in `run.json` and in the report.
fn without_times(path: &Path) -> Vec<u8> {
    let bytes = std::fs::read(path).unwrap();
    let Ok(text) = std::str::from_utf8(&bytes) else { return bytes };
    let Some((before, times)) = text.split_once("\"timing_ms\":") else { return bytes };
    let (_, after) = times.split_once('}').unwrap();
    [before, after].concat().into_bytes()
}

#[test]
fn run_takes_a_name_and_a_file_of_that_name_wins() {
    let desk = Desk::new();
    let run =
        |desk: &Desk| desk.comity(&["run", "cheaper-trade", "--no-report", "--out", "out"]).status.code();
    assert_eq!(run(&desk), Some(0));
    assert!(desk.read("out/run.json").contains("Cheaper trade in everything"));
    desk.write("cheaper-trade", &format!("name = \"Mine\"\nbaseline = {:?}\n", world()));
    assert_eq!(run(&desk), Some(0));
    assert!(desk.read("out/run.json").contains("\"Mine\""));
}

#[test]
fn a_run_that_fails_keeps_the_last_good_results() {
    let desk = Desk::new();
    let run = |desk: &Desk| desk.comity(&["run", "test.toml", "--baseline", &world(), "--no-report"]);
    desk.write("test.toml", SCENARIO);
    assert_eq!(run(&desk).status.code(), Some(0));
    let names = ["economies.csv", "sectors.csv", "run.json"].map(|name| format!("results/test/{name}"));
    let good = names.clone().map(|name| desk.read(&name));

    desk.write("test.toml", &SCENARIO.replace("IND", "INDIA"));
    let failed = run(&desk);
    assert_eq!(failed.status.code(), Some(1));
    assert_eq!(names.map(|name| desk.read(&name)), good);
    assert_eq!(std::fs::read_dir(desk.path("results/test")).unwrap().count(), 4);
    insta::assert_snapshot!("failed", String::from_utf8(failed.stderr).unwrap());
}

#[test]
fn a_deficit_that_income_cannot_carry_is_named() {
    let desk = Desk::new();
    for file in [
        "baseline.toml",
        "economies.csv",
        "sectors.csv",
        "flows.csv",
        "use.csv",
        "final.csv",
        "value_added.csv",
    ] {
        std::fs::copy(Path::new(&world()).join(file), desk.path(file)).unwrap();
    }
    // India lends almost all of its income of 1503 to the others; a poorer India cannot.
    desk.write("deficits.csv", "economy,value\nIND,-1490\nUSA,1490\n");
    desk.write("test.toml", "name = \"Test\"\nbaseline = \".\"\nclosure = \"fixed\"\n[[productivity]]\neconomies = \"IND\"\nfactor = 0.01\n");
    insta::assert_snapshot!("unsolved", desk.seen(&["run", "test.toml", "--no-report"]));
}

#[test]
fn wrong_usage_has_exit_code_2() {
    let desk = Desk::new();
    for args in [
        &["run"][..],
        &["run", "cheaper-trade", "--closure", "open"],
        &["run", "cheaper-trade", "--open", "--no-report"],
        &["rnu"],
        &["list", "--format", "xml"],
        &[],
    ] {
        assert_eq!(desk.comity(args).status.code(), Some(2), "{args:?}");
    }
}

#[test]
fn failures_have_exit_code_1_and_a_hint() {
    let desk = Desk::new();
    insta::assert_snapshot!("no_scenario", desk.seen(&["run", "cheeper-trade"]));
    insta::assert_snapshot!("no_baseline", desk.seen(&["run", "cheaper-trade", "--baseline", "wiod-2021"]));
}

/// `comity list | head -1` is no failure.
#[cfg(unix)]
#[test]
fn a_reader_that_leaves_is_no_failure() {
    let command =
        format!("{} list --format json | true; exit ${{PIPESTATUS[0]}}", env!("CARGO_BIN_EXE_comity"));
    let output = Command::new("bash").args(["-c", &command]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}
