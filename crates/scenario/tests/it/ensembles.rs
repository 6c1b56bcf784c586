//! Ensembles: the same bits whatever the threads and interruptions, the files that they write, and what users read when
//! an `[ensemble]` table is wrong.

use crate::common::{ECONOMIES, here, rendered, sector, source};
use comity_data::frame::File;
use comity_model::Outcome;
use comity_scenario::ensemble::{Design, Ensemble, EnsembleOptions, Findings};
use comity_scenario::{Error, Options, Run, Scenario};
use std::path::Path;
use tempfile::TempDir;

const SCENARIO: &str = r#"
name = "Test"
baseline = "world"

[[trade_cost]]
name = "digital"
sectors = "c30"
factor = 0.9

[[tariff]]
destinations = "USA"
rate = 0.2

[[productivity]]
economies = "IND"
factor = 1.05

[ensemble]
draws = 40
seed = 5

[[ensemble.parameter]]
name = "elasticities"
target = "theta"
by = "sector"
correlation = 0.3
distribution = "lognormal"
median = 1
sigma = 0.2

[[ensemble.parameter]]
target = "trade_cost.digital.factor"
distribution = "triangular"
low = 0.8
mode = 0.9
high = 1

[[ensemble.parameter]]
name = "rate"
target = "tariff.1.rate"
distribution = "values"
values = [0.1, 0.2, 0.3]

[[ensemble.parameter]]
name = "catching up"
target = "productivity.1.factor"
as = "size"
distribution = "uniform"
low = 0
high = 2

[[ensemble.correlated]]
parameters = ["rate", "catching up"]
correlation = -0.5
"#;

fn ensemble(text: &str, options: &EnsembleOptions) -> Result<Ensemble, Error> {
    Ensemble::new(Scenario::parse(source(text))?, options)
}

fn threads(threads: usize) -> EnsembleOptions {
    EnsembleOptions { threads: Some(threads), ..EnsembleOptions::default() }
}

fn solve(text: &str, options: &EnsembleOptions, folder: &Path, resume: bool) -> Result<Findings, Error> {
    ensemble(text, options)?.solve(folder, resume, &mut |_| {})
}

/// Every file of a folder, without times.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            let bytes = match String::from_utf8(bytes) {
                Ok(text) => match text.split_once("\"timing_ms\": {") {
                    Some((before, after)) => [before, after.split_once('}').unwrap().1].concat().into_bytes(),
                    None => text.into_bytes(),
                },
                Err(error) => error.into_bytes(),
            };
            (path.file_name().unwrap().to_string_lossy().into_owned(), bytes)
        })
        .collect();
    files.sort();
    files
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    for design in ["latin_hypercube", "sobol"] {
        let text = SCENARIO.replace("seed = 5", &format!("seed = 5\ndesign = \"{design}\""));
        let [one, two, three] = [1, 2, 3].map(|count| {
            let folder = tempfile::tempdir().unwrap();
            solve(&text, &threads(count), folder.path(), false).unwrap();
            files(folder.path())
        });
        let names: Vec<&str> = one.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["draws.parquet", "ensemble.json", "quantiles.csv", "ranks.csv", "sobol.csv"]);
        assert!(one == two && one == three, "threads change results");
    }
}

/// A folder in which an ensemble was stopped after some solves and in the middle of writing the next.
fn stopped(text: &str, solves: usize) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let part = folder.path().join("ensemble.part");
    let copy = folder.path().join("copy");
    let mut ensemble = ensemble(text, &threads(2)).unwrap();
    ensemble
        .solve(folder.path(), false, &mut |progress| {
            if progress.done == progress.total {
                std::fs::copy(&part, &copy).unwrap();
            }
        })
        .unwrap();
    for (name, _) in files(folder.path()).iter().filter(|(name, _)| name != "copy") {
        std::fs::remove_file(folder.path().join(name)).unwrap();
    }
    let bytes = std::fs::read(&copy).unwrap();
    let start = bytes.iter().position(|&byte| byte == b'\n').unwrap() + 1;
    let record = 8 * (2 + ECONOMIES.len() * 3);
    std::fs::write(&part, &bytes[..start + record * solves + 11]).unwrap();
    std::fs::remove_file(copy).unwrap();
    folder
}

#[test]
fn an_interruption_changes_nothing() {
    let whole = tempfile::tempdir().unwrap();
    solve(SCENARIO, &threads(1), whole.path(), false).unwrap();
    // At the border between batches of eight, and within them.
    for solves in [0, 7, 8, 45] {
        let folder = stopped(SCENARIO, solves);
        let mut first = None;
        let mut ensemble = ensemble(SCENARIO, &threads(1)).unwrap();
        ensemble.solve(folder.path(), true, &mut |progress| _ = first.get_or_insert(progress.done)).unwrap();
        assert_eq!(first, Some(solves), "what was on disk is kept");
        assert!(files(folder.path()) == files(whole.path()), "resumed after {solves} solves");
    }
}

#[test]
fn only_the_same_ensemble_goes_on() {
    let folder = stopped(SCENARIO, 9);
    let error = |text: &str, options: &EnsembleOptions| {
        let error = solve(text, options, folder.path(), true).expect_err("another ensemble");
        rendered(&error).replace(&folder.path().display().to_string(), "out")
    };
    insta::assert_snapshot!(
        "resume_with_another_seed",
        error(&SCENARIO.replace("seed = 5", "seed = 6"), &threads(1))
    );
    let other = error(&SCENARIO.replace("0.2,", "0.25,"), &threads(1));
    assert!(other.contains("the hash of scenario.toml"), "{other}");
    let more = EnsembleOptions { draws: Some(50), ..threads(1) };
    assert!(error(SCENARIO, &more).contains("the number of draws: 40 there, 50 here"));

    std::fs::write(folder.path().join("ensemble.part"), "something else").unwrap();
    insta::assert_snapshot!("resume_from_something_else", error(SCENARIO, &threads(1)));
}

#[test]
fn beginning_anew_says_so() {
    let folder = stopped(SCENARIO, 9);
    let mut ensemble = ensemble(SCENARIO, &threads(1)).unwrap();
    ensemble.solve(folder.path(), false, &mut |_| {}).unwrap();
    assert!(ensemble.run.warnings[0].starts_with("began anew over an ensemble that was stopped"));
    ensemble.solve(folder.path(), true, &mut |_| {}).unwrap();
    assert!(ensemble.run.warnings[1].starts_with("nothing to resume"));
}

#[test]
fn one_that_was_killed_before_its_first_word_begins_anew() {
    let folder = stopped(SCENARIO, 9);
    std::fs::write(folder.path().join("ensemble.part"), "").unwrap();
    let mut ensemble = ensemble(SCENARIO, &threads(1)).unwrap();
    ensemble.solve(folder.path(), true, &mut |_| {}).unwrap();
    assert!(ensemble.run.warnings[0].starts_with("nothing to resume"));
}

/// `draws.parquet`: draw by draw, what each economy's real income and some columns are.
fn read(folder: &Path, columns: [&str; 3]) -> Vec<(String, [f64; 3])> {
    let frame = File::open(&folder.join("draws.parquet")).unwrap().read(["economy"], columns).unwrap();
    let row =
        |row: usize| (frame.text[0].get(row).to_owned(), [0, 1, 2].map(|column| frame.numbers[column][row]));
    (0..frame.len()).map(row).collect()
}

/// A draw repeated as a scenario of its own has the same result, found by another way.
#[test]
fn a_draw_is_the_run_with_its_numbers() {
    let text = SCENARIO.replace("by = \"sector\"\ncorrelation = 0.3\n", "sectors = \"c14\"\n");
    let folder = tempfile::tempdir().unwrap();
    solve(&text, &threads(2), folder.path(), false).unwrap();
    let incomes = read(folder.path(), ["draw", "real_income_pct", "exports_pct"]);
    let numbers = read(folder.path(), ["elasticities", "trade_cost.digital.factor", "rate"]);
    let sizes = read(folder.path(), ["catching up", "draw", "draw"]);
    for draw in [0, 13, 39] {
        let at = draw * ECONOMIES.len();
        let [theta, factor, rate] = numbers[at].1;
        let size = sizes[at].1[0];
        let text = SCENARIO
            .replace("factor = 0.9", &format!("factor = {factor}"))
            .replace("rate = 0.2", &format!("rate = {rate}"))
            .replace("factor = 1.05", &format!("factor = {}", 1.05f64.powf(size)));
        let run = Run::new(Scenario::parse(source(&text)).unwrap(), &Options::default()).unwrap();
        let shock = run.scenario.shock(&run.baseline, &run.benchmark.calibration).unwrap().shock;
        let mut benchmark = run.benchmark;
        benchmark.calibration.theta[sector("c14")] *= theta;
        let equilibrium = benchmark.counterfactual(&shock, &run.settings).equilibrium.unwrap();
        let outcome = Outcome::between(&benchmark, &equilibrium).economies;
        for (economy, code) in ECONOMIES.iter().enumerate() {
            let (found, [number, real_income, exports]) = &incomes[at + economy];
            assert_eq!((found.as_str(), *number), (*code, draw as f64 + 1.0));
            let percent = |hats: &[f64]| (hats[economy] - 1.0) * 100.0;
            assert!((real_income - percent(outcome.real_income.values())).abs() < 1e-6, "draw {draw}");
            assert!((exports - percent(outcome.exports.values())).abs() < 1e-6, "draw {draw}");
        }
    }
}

#[test]
fn quantiles_are_those_of_the_draws() {
    let folder = tempfile::tempdir().unwrap();
    let findings = solve(SCENARIO, &threads(2), folder.path(), false).unwrap();
    let rows = read(folder.path(), ["draw", "real_income_pct", "real_wage_pct"]);
    for (economy, code) in ECONOMIES.iter().enumerate() {
        let mut sample: Vec<f64> =
            rows.iter().filter(|(found, _)| found == code).map(|(_, numbers)| numbers[1]).collect();
        assert_eq!(sample.len(), 40);
        sample.sort_by(f64::total_cmp);
        let quantiles = findings.real_income[economy];
        assert_eq!(quantiles.p50, sample[19] + 0.5 * (sample[20] - sample[19]));
        let gains = sample.iter().filter(|&&value| value > 0.0).count();
        assert_eq!(quantiles.probability_gain, gains as f64 / 40.0);
    }
    let total: f64 = findings.ranks.iter().map(|rank| rank.first).sum();
    assert!((total - 1.0).abs() < 1e-12, "somebody gains most in every draw");
}

/// With one parameter alone, it explains everything; one that moves nothing explains nothing.
#[test]
fn sobol_indices_find_what_matters() {
    let text = "name = 'T'\nbaseline = 'world'\n[[trade_cost]]\nsectors = 'c30'\nfactor = 0.9\n\
                [[ensemble.parameter]]\nname = 'cost'\ntarget = 'trade_cost.1.factor'\ndistribution = 'uniform'\n\
                low = 0.8\nhigh = 0.95\n[[ensemble.parameter]]\nname = 'idle'\ntarget = 'trade_cost.1.factor'\n\
                as = 'multiple'\ndistribution = 'values'\nvalues = [1]\n";
    let folder = tempfile::tempdir().unwrap();
    let findings =
        solve(text, &EnsembleOptions { draws: Some(64), ..threads(2) }, folder.path(), false).unwrap();
    let [cost, idle] = findings.sobol.world[..] else { panic!("two factors") };
    assert!(cost.first.value > 0.999 && cost.total.value > 0.8, "{cost:?}");
    assert!(idle.first.value < 0.3 && idle.total.value < 1e-12, "{idle:?}");
    assert_eq!((findings.sobol.used, findings.sobol.failed), (findings.sobol.base, 0));
}

/// A subsidy near everything exhausts the income of whoever pays it.
const FAILING: &str = "name = 'T'\nbaseline = 'world'\n[[tariff]]\ndestinations = 'IND'\nrate = 0.1\n[ensemble]\n\
                       draws = 20\n[[ensemble.parameter]]\nname = 'rate'\ntarget = 'tariff.1.rate'\n\
                       distribution = 'values'\nvalues = [-0.9999, 0.1]\n";

/// Draws are solved several at a time: who is solved beside them must not show.
#[test]
fn draws_that_fail_change_nothing_for_their_neighbours() {
    let whole = tempfile::tempdir().unwrap();
    let findings = solve(FAILING, &threads(1), whole.path(), false).unwrap();
    assert!(!findings.failures.is_empty());
    for solves in [3, 13] {
        let folder = stopped(FAILING, solves);
        solve(FAILING, &threads(3), folder.path(), true).unwrap();
        assert!(files(folder.path()) == files(whole.path()), "resumed after {solves} solves");
    }
}

#[test]
fn draws_that_fail_are_counted_with_their_reason() {
    let text = FAILING;
    let folder = tempfile::tempdir().unwrap();
    let findings = solve(text, &threads(2), folder.path(), false).unwrap();
    assert_eq!(findings.failures.len(), 10, "half of the draws");
    assert!(findings.failures[0].1.starts_with("what India (IND) pays abroad"), "{:?}", findings.failures[0]);
    let rows = read(folder.path(), ["draw", "rate", "rate"]);
    assert!(rows.len() == 10 * ECONOMIES.len() && rows.iter().all(|(_, [_, rate, _])| *rate == 0.1));
    let record = std::fs::read_to_string(folder.path().join("ensemble.json")).unwrap();
    assert!(record.contains("\"failed\": 10") && findings.sobol.used < findings.sobol.base);

    let none = text.replace("[-0.9999, 0.1]", "[-0.9999]");
    let error = solve(&none, &threads(2), folder.path(), false).expect_err("no draw can be solved");
    insta::assert_snapshot!("no_draw_is_solved", rendered(&error));
}

#[test]
fn without_a_table_elasticities_and_sizes_are_drawn() {
    let (text, _) = SCENARIO.split_once("[ensemble]").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut ensemble = ensemble(text, &EnsembleOptions { draws: Some(10), ..threads(1) }).unwrap();
    assert!(ensemble.by_default());
    let findings = ensemble.solve(folder.path(), false, &mut |_| {}).unwrap();
    assert_eq!(findings.sobol.factors, ["theta", "trade_cost.digital", "tariff.1", "productivity.1"]);
    let columns = read(folder.path(), ["theta:c14", "tariff.1", "trade_cost.digital"]);
    assert!(columns.iter().all(|(_, [theta, tariff, cost])| {
        (0.3..3.0).contains(theta) && (0.5..1.5).contains(tariff) && (0.5..1.5).contains(cost)
    }));
}

#[test]
fn designs_and_draws_have_limits() {
    let failed = |draws, design| {
        let options = EnsembleOptions { draws: Some(draws), design: Some(design), ..threads(1) };
        rendered(&ensemble(SCENARIO, &options).expect_err("out of bounds"))
    };
    insta::assert_snapshot!("one_draw", failed(1, Design::LatinHypercube));
    insta::assert_snapshot!("too_many_for_sobol", failed(65_537, Design::Sobol));
}

/// The message about a scenario with one entry of each kind and this `[ensemble]` table.
fn message(table: &str) -> String {
    let (head, _) = SCENARIO.split_once("[ensemble]").unwrap();
    let error = ensemble(&format!("{head}{table}\n"), &threads(1)).expect_err("the table is wrong");
    rendered(&error).replace(&here().display().to_string(), "tests")
}

fn parameter(text: &str) -> String {
    message(&format!("[[ensemble.parameter]]\n{text}"))
}

const UNIFORM: &str = "distribution = \"uniform\"\nlow = 0.8\nhigh = 1";

broken! {
    unknown_key_of_ensemble: message("[ensemble]\ndraw = 10");
    draws_are_no_whole_number: message("[ensemble]\ndraws = 10.5");
    unknown_design: message("[ensemble]\ndesign = \"latin\"");
    ensemble_in_double_brackets: message("[[ensemble]]\ndraws = 10");
    no_target: parameter(UNIFORM);
    unknown_target: parameter(&format!("target = \"trade_cost.2.factor\"\n{UNIFORM}"));
    target_that_is_two_entries: rendered(
        &Scenario::parse(source(&format!(
            "name = \"T\"\n[[tariff]]\nname = \"a\"\nrate = 0.1\n[[tariff]]\nname = \"a\"\nrate = 0.2\n[[ensemble.parameter]]\ntarget = \"tariff.a.rate\"\n{UNIFORM}\n"
        )))
        .expect_err("which of the two")
    );
    target_unlike_any: parameter(&format!("target = \"wages\"\n{UNIFORM}"));
    no_distribution: parameter("target = \"theta\"");
    unknown_distribution: parameter("target = \"theta\"\ndistribution = \"log-normal\"");
    key_of_another_distribution: parameter(&format!("target = \"theta\"\nsigma = 1\n{UNIFORM}"));
    key_left_out: parameter("target = \"theta\"\ndistribution = \"lognormal\"\nmedian = 1");
    sigma_below_zero: parameter("target = \"theta\"\ndistribution = \"lognormal\"\nmedian = 1\nsigma = -0.1");
    low_above_high: parameter("target = \"theta\"\ndistribution = \"uniform\"\nlow = 2\nhigh = 1");
    mode_outside: parameter("target = \"theta\"\ndistribution = \"pert\"\nlow = 1\nmode = 3\nhigh = 2");
    no_values: parameter("target = \"theta\"\ndistribution = \"values\"\nvalues = []");
    values_of_text: parameter("target = \"theta\"\ndistribution = \"values\"\nvalues = [1, \"2\"]");
    elasticity_below_zero: parameter("target = \"theta\"\ndistribution = \"normal\"\nmean = 1\nsd = 0.5");
    factor_below_zero: parameter("target = \"trade_cost.1.factor\"\ndistribution = \"normal\"\nmean = 0.9\nsd = 0.3");
    rate_below_minus_one: parameter("target = \"tariff.1.rate\"\ndistribution = \"uniform\"\nlow = -2\nhigh = 1");
    unknown_as: parameter(&format!("target = \"theta\"\nas = \"factor\"\n{UNIFORM}"));
    size_of_an_elasticity: parameter(&format!("target = \"theta\"\nas = \"size\"\n{UNIFORM}"));
    sectors_of_an_entry: parameter(&format!("target = \"tariff.1.rate\"\nsectors = \"c14\"\n{UNIFORM}"));
    by_economy: parameter(&format!("target = \"theta\"\nby = \"economy\"\n{UNIFORM}"));
    correlation_without_sectors: parameter(&format!("target = \"theta\"\ncorrelation = 0.5\n{UNIFORM}"));
    correlation_of_one: parameter(&format!("target = \"theta\"\nby = \"sector\"\ncorrelation = 1\n{UNIFORM}"));
    unknown_sector_of_theta: parameter(&format!("target = \"theta\"\nsectors = \"c13\"\n{UNIFORM}"));
    name_that_is_a_column: parameter(&format!("name = \"economy\"\ntarget = \"theta\"\n{UNIFORM}"));
    name_of_a_sector_column: message(&format!(
        "[[ensemble.parameter]]\ntarget = \"theta\"\nby = \"sector\"\n{UNIFORM}\n\
         [[ensemble.parameter]]\nname = \"theta:c14\"\ntarget = \"tariff.1.rate\"\n{UNIFORM}"
    ));
    same_name_twice: message(&format!(
        "[[ensemble.parameter]]\ntarget = \"theta\"\n{UNIFORM}\n[[ensemble.parameter]]\ntarget = \"theta\"\n{UNIFORM}"
    ));
    correlation_of_nothing: message("[[ensemble.correlated]]\nparameters = [\"a\", \"b\"]\ncorrelation = 0.5");
    correlation_with_nobody: correlated("parameters = [\"a\"]\ncorrelation = 0.5");
    correlation_with_somebody_else: correlated("parameters = [\"a\", \"d\"]\ncorrelation = 0.5");
    correlation_above_one: correlated("parameters = [\"a\", \"b\"]\ncorrelation = 1.5");
    correlation_with_sectors: correlated("parameters = [\"a\", \"theta\"]\ncorrelation = 0.5");
    no_correlation: correlated("parameters = [\"a\", \"b\"]");
    matrix_of_the_wrong_size: correlated("parameters = [\"a\", \"b\", \"c\"]\nmatrix = [[1, 0.5], [0.5, 1]]");
    matrix_that_is_not_symmetric: correlated("parameters = [\"a\", \"b\"]\nmatrix = [[1, 0.5], [0.4, 1]]");
    matrix_that_cannot_be: correlated(
        "parameters = [\"a\", \"b\", \"c\"]\nmatrix = [[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]]"
    );
    two_groups: correlated(
        "parameters = [\"a\", \"b\"]\ncorrelation = 0.5\n[[ensemble.correlated]]\nparameters = [\"b\", \"c\"]\ncorrelation = 0.5"
    );
    name_of_an_entry_is_a_number: rendered(
        &Scenario::parse(source("name = \"T\"\n[[tariff]]\nname = \"1\"\nrate = 0.1\n")).expect_err("no name")
    );
    value_of_a_file: rendered(
        &Scenario::parse(source(&format!(
            "name = \"T\"\n[[tariff]]\nfile = \"files/tariffs.csv\"\n[[ensemble.parameter]]\ntarget = \"tariff.1.rate\"\n{UNIFORM}\n"
        )))
        .expect_err("a file has many numbers")
    );
}

/// Three parameters and one by sector, and a group among them.
fn correlated(group: &str) -> String {
    let three = ["a", "b", "c"].map(|name| {
        format!("[[ensemble.parameter]]\nname = \"{name}\"\ntarget = \"trade_cost.1.factor\"\nas = \"multiple\"\n{UNIFORM}\n")
    });
    let theta = format!("[[ensemble.parameter]]\ntarget = \"theta\"\nby = \"sector\"\n{UNIFORM}\n");
    message(&format!("{}{theta}[[ensemble.correlated]]\n{group}", three.concat()))
}

#[test]
fn numbers_of_a_file_change_together() {
    let text = "name = 'T'\nbaseline = 'world'\n[[trade_cost]]\nfile = 'files/costs.csv'\n[ensemble]\ndraws = 4\n\
                [[ensemble.parameter]]\nname = 'size'\ntarget = 'trade_cost.1.factor'\nas = 'size'\n\
                distribution = 'values'\nvalues = [0, 1]\n";
    let folder = tempfile::tempdir().unwrap();
    let mut ensemble = ensemble(text, &threads(1)).unwrap();
    ensemble.solve(folder.path(), false, &mut |_| {}).unwrap();
    for (row, (_, [size, real_income, _])) in
        read(folder.path(), ["size", "real_income_pct", "draw"]).iter().enumerate()
    {
        let hat = ensemble.run.outcome.economies.real_income.values()[row % ECONOMIES.len()];
        let expected = if *size == 0.0 { 0.0 } else { (hat - 1.0) * 100.0 };
        assert!((real_income - expected).abs() < 1e-7);
    }
}
