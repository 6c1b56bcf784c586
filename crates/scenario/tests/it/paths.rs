//! Paths of years: growth, capital that accumulates, deviations from the world without the scenario.

use crate::common::{economy, here, rendered, source};
use comity_data::frame::File;
use comity_scenario::ensemble::{Ensemble, EnsembleOptions};
use comity_scenario::sensitivity::Measure;
use comity_scenario::{Options, Results, Run, Scenario, Sensitivity, Source};
use std::path::Path;

pub fn run_in(folder: &Path, text: &str) -> Run {
    let source =
        Source { path: "scenario.toml".to_owned(), folder: folder.to_owned().into(), text: text.to_owned() };
    Run::new(Scenario::parse(source).unwrap(), &Options::default()).unwrap()
}

fn run(text: &str) -> Run {
    run_in(here(), &format!("name = \"Test\"\nbaseline = \"world\"\n{text}"))
}

fn message(text: &str) -> String {
    let text = format!("name = \"Test\"\nbaseline = \"world\"\n{text}");
    let found = Scenario::parse(source(&text)).and_then(|scenario| Run::new(scenario, &Options::default()));
    rendered(&found.unwrap_err())
}

/// Real income of every year and economy, as hats.
fn real_income(run: &Run) -> Vec<Vec<f64>> {
    run.moments().map(|moment| moment.outcome.economies.real_income.values().to_vec()).collect()
}

fn largest_gap(one: &[f64], other: &[f64]) -> f64 {
    assert_eq!(one.len(), other.len());
    one.iter().zip(other).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}

const CHEAPER: &str = "[[trade_cost]]\nfactor = 0.9\n[[productivity]]\neconomies = \"IND\"\nfactor = 1.1\n";

#[test]
fn without_a_change_every_deviation_is_zero() {
    let run = run("years = [2025, 2030, 2040]\n");
    for moment in run.moments() {
        let economies = &moment.outcome.economies;
        for hats in [&economies.real_income, &economies.real_wage, &economies.exports, &economies.price] {
            assert!(hats.values().iter().all(|hat| (hat - 1.0).abs() < 1e-12), "{hats:?}");
        }
    }
    let path = run.path.unwrap();
    assert!(path.capital.iter().flat_map(|hats| hats.values()).all(|&hat| hat == 1.0));
    assert!(path.levels[2].real_income.values().iter().all(|&hat| hat > 1.1), "the world has grown");
}

#[test]
fn capital_changes_nothing_in_the_first_year_and_adds_to_gains_later() {
    let path = run(&format!("years = [2025, 2030, 2040]\n{CHEAPER}"));
    let still = run(CHEAPER);
    assert_eq!(real_income(&path)[0], still.outcome.economies.real_income.values());
    let years = real_income(&path);
    for at in 0..4 {
        assert!(years[0][at] < years[1][at] && years[1][at] < years[2][at], "{years:?}");
    }
    let capital = &path.path.as_ref().unwrap().capital;
    assert!(capital[0].values().iter().all(|&hat| hat == 1.0));
}

/// Years left out of a path cost little: on changes of up to 29 percent, two thousandths of a percentage point at most; fifteen at a time ten times
/// as much.
#[test]
fn five_years_at_a_time_agree_with_every_year() {
    let every: Vec<String> = (2025..=2040).map(|year| year.to_string()).collect();
    let every = real_income(&run(&format!("years = [{}]\n{CHEAPER}", every.join(", "))));
    let gap = |years: &str| {
        let found = real_income(&run(&format!("years = [{years}]\n{CHEAPER}")));
        largest_gap(found.last().unwrap(), every.last().unwrap())
    };
    let (fives, fifteen) = (gap("2025, 2030, 2035, 2040"), gap("2025, 2040"));
    println!("five years at a time {fives:.1e}, fifteen {fifteen:.1e}");
    assert!(fives < 5e-5, "{fives:.1e}");
    assert!(fives < fifteen / 4.0, "{fives:.1e} {fifteen:.1e}");
}

/// With Cobb-Douglas value added it does not matter whether capital is a factor of its own or a share of the composite one.
#[test]
fn capital_apart_is_the_same_as_a_share_of_everything() {
    let years = format!("years = [2025, 2030, 2040]\n{CHEAPER}");
    let composite = run(&years);
    let apart = run(&format!(
        "{years}[model]\nfactors.labour = {{ share = 0.6 }}\nfactors.capital = {{ share = 0.4 }}\n"
    ));
    for (one, other) in composite.moments().zip(apart.moments()) {
        let (one, other) = (&one.outcome.economies, &other.outcome.economies);
        assert!(largest_gap(one.real_income.values(), other.real_income.values()) < 1e-8);
        assert!(largest_gap(one.real_wage.values(), other.real_wage.values()) < 1e-8);
    }
}

/// Solow (1956): one closed economy, whose capital follows one equation of one number.
#[test]
fn one_closed_economy_is_solows() {
    let folder = closed_economy();
    let all: Vec<String> = (0..=60).map(|at| (2000 + at).to_string()).collect();
    for response in [0.0, 0.5] {
        let parameters = format!(
            "[parameters]\n\"growth.saving_response\" = {response}\n\"growth.depreciation\" = 0.06\n\"growth.capital_share\" = 0.3\n"
        );
        let text = format!(
            "name = \"Solow\"\nbaseline = \"closed\"\nyears = [{}]\n[growth]\nfile = \"growth.csv\"\n{parameters}\
             [[productivity]]\nfactor = 1.1\non = \"value_added\"\n",
            all.join(", ")
        );
        let run = run_in(folder.path(), &text);
        let path = run.path.as_ref().unwrap();
        let (labour, technology) = (1.01f64, 1.02f64);
        let trend = labour * technology - 1.0;
        let output = |year: i32, capital: f64| (labour * technology).powi(year).powf(0.7) * capital.powf(0.3);
        let (mut before, mut after) = (1.0f64, 1.0f64);
        for (year, moment) in run.moments().enumerate() {
            let (plain, raised) = (output(year as i32, before), 1.1 * output(year as i32, after));
            let close = |found: f64, expected: f64| {
                assert!((found / expected - 1.0).abs() < 1e-8, "{found} {expected}");
            };
            close(path.levels[year].real_income.values()[0], plain);
            close(path.levels[year].capital.values()[0], before);
            close(path.capital[year].values()[0], after / before);
            close(moment.outcome.economies.real_income.values()[0], raised / plain);
            close(moment.outcome.economies.real_wage.values()[0], raised / plain);
            let next = |capital: f64, income: f64| {
                0.94 * capital + (0.06 + trend) * income * (income / capital).powf(response)
            };
            (before, after) = (next(before, plain), next(after, raised));
        }
        // In the long run income rises by more than productivity, to the power of one over the share of labour.
        let long_run = 1.1f64.powf(1.0 / 0.7);
        let last = run.outcome.economies.real_income.values()[0];
        assert!(last < long_run && last > 0.98 * long_run, "{last} {long_run}");
    }
}

/// One economy without trade, and a file in which its people grow by 1 percent a year and their productivity by 2.
pub fn closed_economy() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let closed = folder.path().join("closed");
    std::fs::create_dir(&closed).unwrap();
    for (name, text) in [
        (
            "baseline.toml",
            "format = 1\nname = \"closed\"\nyear = 2000\nunit = \"1\"\nsource = \"made up\"\nlicence = \"none\"\n",
        ),
        ("economies.csv", "code,name,income_group,region\nAAA,A,,\n"),
        ("sectors.csv", "code,name,group,theta\ns,S,goods,4\n"),
        ("flows.csv", "sector,origin,destination,value,tariff\ns,AAA,AAA,100,0\n"),
        ("use.csv", "economy,input,sector,value\n"),
        ("final.csv", "economy,sector,value\nAAA,s,100\n"),
        ("value_added.csv", "economy,sector,factor,value\nAAA,s,value_added,100\n"),
    ] {
        std::fs::write(closed.join(name), text).unwrap();
    }
    let mut growth = String::from("economy,year,population,productivity\n");
    for year in [2000, 2100] {
        let passed = year - 2000;
        growth += &format!("AAA,{year},{},{}\n", 7.0 * 1.01f64.powi(passed), 3.0 * 1.02f64.powi(passed));
    }
    std::fs::write(folder.path().join("growth.csv"), growth).unwrap();
    folder
}

#[test]
fn tables_have_years_first() {
    let folder = tempfile::tempdir().unwrap();
    let mut run = run(&format!("years = [2025, 2030]\n{CHEAPER}"));
    Results::new(&run).unwrap().write(folder.path(), &mut run).unwrap();
    for name in ["economies.csv", "sectors.csv", "factors.csv", "growth.csv"] {
        let text = std::fs::read_to_string(folder.path().join(name)).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[0].starts_with("year,economy,"), "{name}: {}", lines[0]);
        assert!(
            lines[1].starts_with("2025,USA,") && lines[lines.len() - 1].starts_with("2030,IND,"),
            "{name}"
        );
    }
    let flows = File::open(&folder.path().join("flows.parquet")).unwrap();
    let frame = flows.read::<_, 3, 2>(["sector", "origin", "destination"], ["year", "benchmark"]).unwrap();
    assert_eq!((frame.numbers[0][0], *frame.numbers[0].last().unwrap()), (2025.0, 2030.0));
    let record: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.path().join("run.json")).unwrap()).unwrap();
    let years = record["years"].as_array().unwrap();
    assert_eq!(years.iter().map(|year| year["year"].as_u64().unwrap()).collect::<Vec<_>>(), [2025, 2030]);
    assert!(years.iter().all(|year| year["converged"] == true && year["residual"].as_f64().unwrap() < 1e-9));
}

#[test]
fn a_decomposition_has_every_year() {
    let scenario = Scenario::parse(source(&format!(
        "name = \"Test\"\nbaseline = \"world\"\nyears = [2025, 2035]\n{CHEAPER}"
    )));
    let options = Options { decompose: true, ..Options::default() };
    let run = Run::new(scenario.unwrap(), &options).unwrap();
    for moment in run.moments() {
        let parts = &moment.welfare.unwrap().exact;
        let india = economy("IND");
        let expected = 100.0 * moment.outcome.economies.real_income[india].ln();
        assert!((parts.economy(india).sum() - expected).abs() < 1e-6);
    }
}

#[test]
fn an_ensemble_has_the_same_years_whatever_the_threads() {
    let text = format!(
        "name = \"Test\"\nbaseline = \"world\"\nyears = [2025, 2030, 2040]\n{CHEAPER}[ensemble]\ndraws = 24\n\
         [[ensemble.parameter]]\ntarget = \"trade_cost.1.factor\"\ndistribution = \"uniform\"\nlow = 0.85\nhigh = 0.95\n"
    );
    let files = [1, 3].map(|threads| {
        let folder = tempfile::tempdir().unwrap();
        let options = EnsembleOptions { threads: Some(threads), ..EnsembleOptions::default() };
        let mut ensemble = Ensemble::new(Scenario::parse(source(&text)).unwrap(), &options).unwrap();
        let findings = ensemble.solve(folder.path(), false, &mut |_| {}).unwrap();
        let central = real_income(&ensemble.run);
        for (year, found) in findings.earlier.iter().zip(&central) {
            let india = &year.by_economy[0][3];
            let central = 100.0 * (found[3] - 1.0);
            assert!(india.p05 < central && central < india.p95, "{india:?} {central}");
        }
        assert!(findings.earlier[0].by_economy[0][3].p50 < findings.real_income[3].p50);
        let draws = File::open(&folder.path().join("draws.parquet")).unwrap();
        let frame = draws.read::<_, 1, 3>(["economy"], ["draw", "year", "real_income_pct"]).unwrap();
        assert_eq!(frame.numbers[1][..12], [[2025.0; 4], [2030.0; 4], [2040.0; 4]].concat());
        assert_eq!(frame.len(), 24 * 3 * 4);
        ["draws.parquet", "quantiles.csv"].map(|name| std::fs::read(folder.path().join(name)).unwrap())
    });
    assert_eq!(files[0], files[1]);
    assert!(files[0][1].starts_with(b"year,economy,variable,"));
}

/// Whoever is solved beside the last draws depends on how many other solves there are.
#[test]
fn a_draw_of_a_path_does_not_depend_on_who_is_solved_beside_it() {
    let text = format!(
        "name = \"Test\"\nbaseline = \"world\"\nyears = [2025, 2030, 2040]\n{CHEAPER}[ai]\n[ensemble]\ndraws = 11\n"
    );
    let files = [2, 4].map(|base| {
        let folder = tempfile::tempdir().unwrap();
        let options = EnsembleOptions { sobol: Some(base), ..EnsembleOptions::default() };
        let mut ensemble = Ensemble::new(Scenario::parse(source(&text)).unwrap(), &options).unwrap();
        ensemble.solve(folder.path(), false, &mut |_| {}).unwrap();
        std::fs::read(folder.path().join("draws.parquet")).unwrap()
    });
    assert!(files[0] == files[1], "neighbours change results");
}

/// Draws start from the run nearby, and find the same.
#[test]
fn a_draw_is_what_a_run_finds() {
    let text = |factor: f64, more: &str| {
        let entries = CHEAPER.replace("0.9", &factor.to_string());
        format!("name = \"Test\"\nbaseline = \"world\"\nyears = [2025, 2030, 2040]\n{entries}{more}")
    };
    let more = "[ensemble]\ndraws = 2\n[[ensemble.parameter]]\ntarget = \"trade_cost.1.factor\"\n\
                distribution = \"values\"\nvalues = [0.85]\n";
    let folder = tempfile::tempdir().unwrap();
    let scenario = Scenario::parse(source(&text(0.9, more))).unwrap();
    let mut ensemble = Ensemble::new(scenario, &EnsembleOptions::default()).unwrap();
    let findings = ensemble.solve(folder.path(), false, &mut |_| {}).unwrap();
    let run = Run::new(Scenario::parse(source(&text(0.85, ""))).unwrap(), &Options::default()).unwrap();
    let last = real_income(&run).pop().unwrap();
    for (found, expected) in findings.real_income.iter().zip(&last) {
        assert!((found.p50 - 100.0 * (expected - 1.0)).abs() < 1e-6, "{found:?} {expected}");
    }
}

#[test]
fn what_paths_do_not_have_is_refused() {
    let found = Sensitivity::of(&run(&format!("years = [2025, 2030]\n{CHEAPER}")), Measure::RealIncome(None));
    insta::assert_snapshot!("no_sensitivity_of_paths", rendered(&found.unwrap_err()));
}

broken! {
    path_one_year: message("years = [2030]\n");
    path_not_increasing: message("years = [2025, 2035, 2030]\n");
    path_half_a_year: message("years = [2025, 2030.5]\n");
    path_as_text: message("years = \"2025\"\n");
    path_too_many: message(&format!("years = {:?}\n", (2000..2101).collect::<Vec<_>>()));
    path_before_since: message("years = [2025, 2035]\n[ai]\nsince = 2030\n");
    path_unknown_growth_key: message("years = [2025, 2035]\n[growth]\nfiles = \"growth.csv\"\n");
    path_no_growth_file: message("years = [2025, 2035]\n[growth]\nfile = \"files/none.csv\"\n");
    path_growth_not_positive: growth("DEU,2025,1,1\nDEU,2035,0,1\n");
    path_growth_twice: growth("DEU,2025,1,1\nDEU,2035,1.1,1\nDEU,2025,1,1\n");
    path_growth_unknown: growth("DEX,2025,1,1\n");
    path_growth_too_short: growth("DEU,2025,1,1\nDEU,2030,1.1,1\n");
    path_growth_no_year: growth("DEU,25,1,1\n");
    path_no_capital: message("years = [2025, 2035]\n[model]\nfactors.labour = { share = 0.6 }\nfactors.machines = { share = 0.4 }\n");
    path_long_run_capital: message(
        "years = [2025, 2035]\n[model]\nfactors.labour = { share = 0.6 }\nfactors.capital = { share = 0.4, long_run = true }\n"
    );
}

/// What a user reads of a file of growth.
fn growth(rows: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("growth.csv"), format!("economy,year,population,productivity\n{rows}"))
        .unwrap();
    let text = format!(
        "name = \"Test\"\nbaseline = '{}'\nyears = [2025, 2035]\n[growth]\nfile = \"growth.csv\"\n",
        here().join("world").display()
    );
    let source = Source { path: "scenario.toml".to_owned(), folder: folder.path().into(), text };
    let found = Run::new(Scenario::parse(source).unwrap(), &Options::default());
    rendered(&found.unwrap_err()).replace(&folder.path().display().to_string(), "folder")
}
