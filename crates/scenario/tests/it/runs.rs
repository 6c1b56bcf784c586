//! Runs of the made-up world, and what they leave in a folder.

use crate::common::{here, rendered, source};
use comity_data::frame::{Columns, File};
use comity_scenario::{Closure, Options, Results, Run, Scenario, Source, TEMPLATE, embedded};
use std::collections::BTreeMap;
use std::path::Path;

const SCENARIO: &str = "name = \"Test\"\nbaseline = \"world\"\n[[trade_cost]]\nfile = \"files/costs.csv\"\n";

fn run(text: &str) -> Run {
    Run::new(Scenario::parse(source(text)).unwrap(), &Options::default()).unwrap()
}

/// Every file of a folder by name; of `run.json` without its times.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries.map(|entry| (entry.file_name().into_string().unwrap(), without_times(&entry.path()))).collect()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn without_times(path: &Path) -> Vec<u8> {
    let bytes = std::fs::read(path).unwrap();
    if path.file_name().unwrap() != "run.json" {
        return bytes;
    }
    let mut record: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    record["timing_ms"] = serde_json::Value::Null;
    record.to_string().into_bytes()
}

#[test]
fn the_same_run_writes_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let [first, second] = ["first", "second"].map(|name| {
        let out = folder.path().join(name);
        let mut run = run(SCENARIO);
        let mut results = Results::new(&run).unwrap();
        results.add_report("<html></html>");
        results.write(&out, &mut run).unwrap();
        assert!(run.timing.write > 0.0);
        files(&out)
    });
    let names: Vec<&str> = first.keys().map(String::as_str).collect();
    assert_eq!(names, ["economies.csv", "flows.parquet", "report.html", "run.json", "sectors.csv"]);
    assert_eq!(first, second);
}

#[test]
fn tables_hold_the_outcome() {
    let folder = tempfile::tempdir().unwrap();
    let mut run = run(SCENARIO);
    Results::new(&run).unwrap().write(folder.path(), &mut run).unwrap();

    let economies = File::open(&folder.path().join("economies.csv")).unwrap();
    let frame = economies.read(["economy"], ["real_income_pct", "import_volume_pct"]).unwrap();
    assert_eq!(frame.text[0].iter().collect::<Vec<_>>(), ["USA", "DEU", "CHN", "IND"]);
    let written: Vec<f64> = frame.numbers[0].iter().map(|percent| percent / 100.0 + 1.0).collect();
    for (written, hat) in written.iter().zip(run.outcome.economies.real_income.values()) {
        assert!((written - hat).abs() < 1e-15, "{written} for {hat}");
    }

    let flows = File::open(&folder.path().join("flows.parquet")).unwrap();
    let frame = flows.read(["sector", "origin", "destination"], ["benchmark", "counterfactual"]).unwrap();
    let [before, after] = &frame.numbers;
    let size = run.benchmark.calibration.size;
    assert_eq!(frame.len(), size.sectors * size.economies * size.economies);
    // World output of an economy is the sum of its flows, domestic sales included.
    assert!((before.iter().sum::<f64>() / run.benchmark.equilibrium.output.sum() - 1.0).abs() < 1e-9);
    assert!((after.iter().sum::<f64>() / run.counterfactual.output.sum() - 1.0).abs() < 1e-9);
}

/// A table as rows of text and numbers, by the names of its columns.
fn rows<const T: usize, const N: usize>(
    path: &Path,
    text: [&str; T],
    numbers: [&str; N],
) -> Vec<([String; T], [f64; N])> {
    let frame = File::open(path).unwrap().read(text, numbers).unwrap();
    let row = |row| {
        let text = std::array::from_fn(|at| frame.text[at].get(row).to_owned());
        (text, std::array::from_fn(|at| frame.numbers[at][row]))
    };
    (0..frame.len()).map(row).collect()
}

const WELFARE: [&str; 7] =
    ["terms_of_trade", "volume_of_trade", "trade_cost", "technology", "transfer", "factor_supply", "total"];

#[test]
fn welfare_tables_add_up_to_the_change_of_real_income() {
    let text = format!(
        "{SCENARIO}[[tariff]]\nsectors = ['c14']\norigins = ['CHN']\ndestinations = ['USA']\nrate = 0.25\n\
         [[productivity]]\neconomies = ['USA']\nfactor = 1.05\n"
    );
    for closure in [Closure::Balanced, Closure::Fixed, Closure::Proportional] {
        let folder = tempfile::tempdir().unwrap();
        let options = Options { closure: Some(closure), decompose: true, ..Options::default() };
        let mut run = Run::new(Scenario::parse(source(&text)).unwrap(), &options).unwrap();
        assert_eq!(run.warnings, [""; 0]);
        Results::new(&run).unwrap().write(folder.path(), &mut run).unwrap();
        let by_economy = rows(&folder.path().join("welfare.csv"), ["economy"], WELFARE);
        assert_eq!(by_economy.len(), 4);
        let hats = run.outcome.economies.real_income.values();
        for (([economy], parts), hat) in by_economy.iter().zip(hats) {
            assert!((parts[..6].iter().sum::<f64>() - parts[6]).abs() < 1e-8, "{economy} {parts:?}");
            assert!((100.0 * hat.ln() - parts[6]).abs() < 1e-7, "{economy} {parts:?}");
        }
        for (file, key) in [("welfare_partners.csv", "partner"), ("welfare_sectors.csv", "sector")] {
            let rows = rows(&folder.path().join(file), ["economy", key], WELFARE);
            for ([economy], parts) in &by_economy {
                let of_economy = rows.iter().filter(|([of, _], _)| of == economy);
                let sums =
                    of_economy.fold([0.0; 7], |sums, (_, row)| std::array::from_fn(|at| sums[at] + row[at]));
                for ((sum, part), name) in sums.iter().zip(parts).zip(WELFARE) {
                    assert!((sum - part).abs() < 1e-8, "{file}, {economy}, {name}: {sum} for {part}");
                }
            }
        }
        assert!(folder.path().join("welfare_first_order.csv").is_file());
    }
}

#[test]
fn the_record_names_every_input() {
    let run = run(SCENARIO);
    let names: Vec<&str> = run.inputs.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names[..2], ["scenario.toml", "costs.csv"]);
    assert_eq!(names[2], "world/baseline.toml");
    assert_eq!(names.len(), 2 + 7);
    assert!(run.inputs.iter().all(|file| file.sha256.len() == 64));
}

#[test]
fn a_report_of_an_earlier_run_does_not_stay() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("notes.txt"), "mine").unwrap();
    std::fs::write(folder.path().join("report.html"), "old").unwrap();
    let mut run = run(SCENARIO);
    Results::new(&run).unwrap().write(folder.path(), &mut run).unwrap();
    let files = files(folder.path());
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(names, ["economies.csv", "flows.parquet", "notes.txt", "run.json", "sectors.csv"]);
}

#[test]
fn a_folder_that_cannot_be_written_keeps_what_it_has() {
    let folder = tempfile::tempdir().unwrap();
    let blocked = folder.path().join("file");
    std::fs::write(&blocked, "in the way").unwrap();
    let mut run = run(SCENARIO);
    let error = Results::new(&run).unwrap().write(&blocked, &mut run).unwrap_err();
    assert!(rendered(&error).starts_with("error: cannot write results to"), "{error}");
    assert_eq!(std::fs::read_to_string(&blocked).unwrap(), "in the way");
}

#[test]
fn options_go_before_the_scenario() {
    let scenario =
        Scenario::parse(source("name = \"Test\"\nbaseline = \"atlantis\"\nclosure = \"fixed\"")).unwrap();
    let world = here().join("world").display().to_string();
    let options = Options { baseline: Some(world), closure: Some(Closure::Balanced), ..Options::default() };
    let run = Run::new(scenario, &options).unwrap();
    assert_eq!(run.baseline.meta.name, "world");
    assert_eq!(run.closure, Closure::Balanced);
}

#[test]
fn without_a_baseline_there_is_no_run() {
    let message = |text: &str| {
        let scenario = Scenario::parse(source(text)).unwrap();
        rendered(&Run::new(scenario, &Options::default()).map(|_| ()).unwrap_err())
    };
    insta::assert_snapshot!("no_baseline", message("name = \"Test\""));
    insta::assert_snapshot!("unknown_baseline", message("name = \"Test\"\nbaseline = \"wiod-2012\""));
}

#[test]
fn a_change_too_large_to_solve_is_explained() {
    let message = |entries: &str| {
        let text = format!("name = \"Test\"\nbaseline = \"world\"\n{entries}");
        rendered(
            &Run::new(Scenario::parse(source(&text)).unwrap(), &Options::default()).map(|_| ()).unwrap_err(),
        )
    };
    insta::assert_snapshot!("overflow", message("[[trade_cost]]\nfactor = 1e-300"));
    // Subsidies everywhere exhaust more than one economy; which is named first is the solver's business.
    let subsidies = message("[[tariff]]\nrate = -0.99");
    let (start, rest) = subsidies.split_once("what ").unwrap();
    let (_, end) = rest.split_once(" pays").unwrap();
    insta::assert_snapshot!("subsidies", format!("{start}what ECONOMY pays{end}"));
}

#[test]
fn costs_come_in_parquet_too() {
    let folder = tempfile::tempdir().unwrap();
    let mut costs = Columns::new();
    costs
        .text("sector", ["c30"])
        .text("origin", ["USA"])
        .text("destination", ["DEU"])
        .numbers("factor", [0.8]);
    costs.write(&folder.path().join("costs.parquet")).unwrap();
    let text = SCENARIO.replace("files/costs.csv", "costs.parquet");
    let scenario = Source { folder: folder.path().into(), ..source(&text) };
    let world = here().join("world").display().to_string();
    let options = Options { baseline: Some(world), ..Options::default() };
    let run = Run::new(Scenario::parse(scenario).unwrap(), &options).unwrap();
    assert_eq!(run.inputs[1].name, "costs.parquet");
    assert!(run.outcome.world.trade_volume > 1.0);
}

#[test]
fn a_folder_in_the_way_of_a_table_keeps_the_last_good_results() {
    let folder = tempfile::tempdir().unwrap();
    let mut run = run(SCENARIO);
    Results::new(&run).unwrap().write(folder.path(), &mut run).unwrap();
    std::fs::remove_file(folder.path().join("sectors.csv")).unwrap();
    std::fs::create_dir(folder.path().join("sectors.csv")).unwrap();
    std::fs::write(folder.path().join("sectors.csv/keep"), "mine").unwrap();
    let before: Vec<String> = names(folder.path());
    Results::new(&run).unwrap().write(folder.path(), &mut run).unwrap_err();
    assert_eq!(names(folder.path()), before, "no temporary file is left, and no result is gone");
}

#[test]
fn what_ships_runs_without_warnings() {
    let template = [("template", source(TEMPLATE))];
    let sources = embedded().map(|source| ("embedded", source)).chain(template);
    for (kind, source) in sources {
        let name = source.path.clone();
        let scenario =
            Scenario::parse(source).unwrap_or_else(|error| panic!("{kind} {name}: {}", rendered(&error)));
        assert!(!scenario.summary.is_empty(), "{name} has no summary");
        // A path takes a decomposition a year; `paths` holds one to the same.
        let decompose = !scenario.source.text.contains("\nyears = ");
        let run = Run::new(scenario, &Options { decompose, ..Options::default() }).unwrap();
        assert_eq!(run.warnings, [""; 0], "{name}");
        if let Some(welfare) = &run.welfare {
            let exact = &welfare.exact;
            assert!(exact.gap < 1e-10, "{name}: {}", exact.gap);
            eprintln!("{name}: {} equilibria, {:.0?} ms", exact.equilibria, run.timing.decompose.unwrap());
        }
        assert!(run.info.residual <= 1e-10, "{name}");
    }
}

/// Real income of the economies that a shipped scenario is about, in percent; the world comes last.
fn real_income<const N: usize>(name: &str, economies: [&str; N]) -> ([f64; N], f64) {
    let run = Run::new(Scenario::find(name).unwrap(), &Options::default()).unwrap();
    let percent = |hat: f64| (hat - 1.0) * 100.0;
    let position = |code| run.baseline.economies.iter().position(|economy| economy.code == code).unwrap();
    let hats = run.outcome.economies.real_income.values();
    (economies.map(|code| percent(hats[position(code)])), percent(run.outcome.world.real_income))
}

#[test]
fn what_ships_makes_economic_sense() {
    // Cheaper trade is good for everyone, and best for those who live by it.
    let ([ireland, usa, india], all) = real_income("cheaper-digital-services", ["IRL", "USA", "IND"]);
    assert!(ireland > usa && usa > 0.0 && india > 0.0, "{ireland} {usa} {india}");
    let (_, everything) = real_income("cheaper-trade", []);
    assert!(everything > all, "{everything} {all}");

    // A club gives its members less than the world would, and others next to nothing.
    let ([member, outsider], club) = real_income("digital-services-club", ["USA", "IND"]);
    assert!(0.0 < club && club < all && 0.0 < member && member < usa, "{club} {member}");
    assert!(outsider.abs() < 0.1 * india, "{outsider}");

    // Those who make electronics gain most from cheaper electronics; those who tax them lose, others take their place.
    let ([taipei, russia], _) = real_income("free-trade-in-electronics", ["TWN", "RUS"]);
    assert!(taipei > russia && russia > 0.0, "{taipei} {russia}");
    let ([usa, china, mexico], world) = real_income("electronics-tariff-war", ["USA", "CHN", "MEX"]);
    assert!(usa < 0.0 && china < 0.0 && world < 0.0 && mexico > 0.0, "{usa} {china} {mexico} {world}");

    // Twice the productivity gain in high-income economies, and more of the sectors that have it: a wider divide.
    let ([usa, india], _) = real_income("ai-productivity", ["USA", "IND"]);
    assert!(usa > 2.0 * india && india > 0.0, "{usa} {india}");
}

#[test]
fn every_scenario_of_the_folder_ships() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios");
    let files =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut files: Vec<String> = files.filter(|name| name.ends_with(".toml")).collect();
    let mut embedded: Vec<String> = embedded().map(|source| format!("{}.toml", source.stem())).collect();
    files.sort();
    embedded.sort();
    assert_eq!(files, embedded);
}
