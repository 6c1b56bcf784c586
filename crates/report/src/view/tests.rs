use super::View;
use crate::fixture::{run, scenario};
use comity_model::{EconomyId, SectorId};
use comity_policy::answer::Distance;
use comity_policy::{Draws, Registry, Rules, Settings, Tree};
use comity_scenario::regulation::Measures;
use comity_scenario::{Options, Run};
use serde_json::Value;

fn view(text: &str) -> (Run, Value) {
    let run = run(text);
    let json = serde_json::to_value(View::of(&run)).unwrap();
    (run, json)
}

fn numbers(json: &Value) -> Vec<f64> {
    json.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

const CHEAPER: &str = r#"
name = "Cheaper digital services"
baseline = "wiod-2011"
[[trade_cost]]
sectors = ["group:digital_services"]
origins = ["all"]
destinations = ["all"]
factor = 0.9
"#;

#[test]
fn economies_carry_the_numbers_of_the_tables() {
    let (run, json) = view(CHEAPER);
    let economies = json["economies"].as_array().unwrap();
    assert_eq!(economies.len(), run.baseline.economies.len());
    for (at, economy) in economies.iter().enumerate() {
        let hat = run.outcome.economies.real_income[EconomyId(at)];
        let shown = economy["real_income_pct"].as_f64().unwrap();
        assert!((shown - (hat - 1.0) * 100.0).abs() < 1e-8, "{}", economy["code"]);
        assert_eq!(economy["code"], run.baseline.economies[at].code);
    }
}

#[test]
fn a_cell_is_blank_exactly_where_the_benchmark_has_nothing() {
    let (run, json) = view(CHEAPER);
    let mut blanks = 0;
    for economy in run.benchmark.calibration.size.economies() {
        for sector in run.benchmark.calibration.size.sectors() {
            let cell = &json["sector_changes"]["volume_pct"][economy.0][sector.0];
            let exists = run.benchmark.equilibrium.output[(economy, sector)] > 0.0;
            assert_eq!(cell.is_number(), exists);
            blanks += usize::from(!exists);
        }
    }
    assert!(blanks > 0, "the baseline has sectors that some economy lacks");
    assert!(json["world_sectors"]["volume_pct"][SectorId(0).0].is_number());
}

#[test]
fn groups_add_up_to_the_world() {
    let (run, json) = view(CHEAPER);
    let income = json["world"]["income"].as_f64().unwrap();
    for groups in ["by_income_group", "by_region"] {
        let groups = json[groups].as_array().unwrap();
        let sum = |key: &str| groups.iter().map(|group| group[key].as_f64().unwrap()).sum::<f64>();
        assert!((sum("income") / income - 1.0).abs() < 1e-6);
        assert_eq!(sum("economies") as usize, run.baseline.economies.len());
        let mean = groups
            .iter()
            .map(|group| group["income"].as_f64().unwrap() * group["real_income_pct"].as_f64().unwrap())
            .sum::<f64>()
            / income;
        assert!((mean - json["world"]["real_income_pct"].as_f64().unwrap()).abs() < 1e-6);
    }
    assert_eq!(json["by_income_group"][0]["key"], "lower_middle", "from poor to rich");
}

#[test]
fn trade_by_group_adds_up_to_all_trade() {
    let (_, json) = view(CHEAPER);
    let cell = |trade: &Value, side: &str| trade[side][3][9].as_f64().unwrap();
    for side in ["benchmark", "counterfactual"] {
        let groups = json["trade"]["by_group"].as_array().unwrap();
        let sum: f64 = groups.iter().map(|group| cell(group, side)).sum();
        let all = cell(&json["trade"]["all"], side);
        assert!(all > 0.0 && (sum / all - 1.0).abs() < 1e-5, "{side}: {sum} {all}");
    }
    let origin = numbers(&json["trade"]["all"]["benchmark"][5]).iter().sum::<f64>();
    let exports = json["economies"][5]["exports"].as_f64().unwrap();
    assert!((origin / exports - 1.0).abs() < 1e-5);
}

#[test]
fn nothing_in_the_view_is_missing_without_reason() {
    let (_, json) = view(CHEAPER);
    fn walk(path: &str, json: &Value) {
        match json {
            Value::Null => assert!(path.contains("sector"), "{path} is null: a number that is not finite"),
            Value::Array(items) => items.iter().for_each(|item| walk(path, item)),
            Value::Object(fields) => {
                fields.iter().for_each(|(key, item)| walk(&format!("{path}/{key}"), item));
            }
            _ => {}
        }
    }
    walk("", &json);
}

const AI: &str = "name = 'AI'\nbaseline = 'wiod-2011'\n[ai]\nschool = 'cautious'\nchannels = ['productivity', 'logistics', 'compute']\n";

#[test]
fn channels_add_up_to_the_tables_for_the_world_groups_and_economies() {
    let (_, json) = view(AI);
    let sum = |row: &Value| numbers(row).iter().sum::<f64>();
    let split = &json["ai"]["split"];
    assert!((sum(&split["world"]) - json["world"]["real_income_pct"].as_f64().unwrap()).abs() < 1e-6);
    for (rows, whose) in [("groups", "by_income_group"), ("economies", "economies")] {
        let whose = json[whose].as_array().unwrap();
        assert_eq!(split[rows].as_array().unwrap().len(), whose.len());
        for (row, of) in split[rows].as_array().unwrap().iter().zip(whose) {
            assert!((sum(row) - of["real_income_pct"].as_f64().unwrap()).abs() < 1e-6);
        }
    }
    let keys: Vec<&str> =
        json["ai"]["channels"].as_array().unwrap().iter().map(|each| each["key"].as_str().unwrap()).collect();
    assert_eq!(keys, ["productivity", "logistics", "compute"]);
    assert!(json.get("path").is_none() && json["divide"].as_array().unwrap().len() == 1);
}

#[test]
fn curves_pass_through_what_was_observed_last() {
    let (_, json) = view(AI);
    let adoption = &json["ai"]["adoption"];
    let mut seen = 0;
    for curve in
        adoption["groups"].as_array().unwrap().iter().chain(adoption["economies"].as_array().unwrap())
    {
        let shares = numbers(&curve["shares"]);
        assert!(shares.windows(2).all(|pair| pair[0] <= pair[1]) && shares[30] <= 1.0);
        let Some(last) = curve["observed"].as_array().unwrap().last() else { continue };
        let (moment, share) = (last[0].as_f64().unwrap(), last[1].as_f64().unwrap());
        let at = (moment - 2020.0).floor() as usize;
        assert!(shares[at] - 1e-5 <= share && share <= shares[at + 1] + 1e-5, "{moment} {share}");
        seen += 1;
    }
    assert!(seen > 30, "{seen} economies and groups were observed");
}

#[test]
fn a_path_carries_every_year_and_its_last_is_the_run() {
    let (run, json) = view(&AI.replace("[ai]", "years = [2025, 2030, 2040]\n[ai]"));
    let path = &json["path"];
    assert_eq!(numbers(&path["years"]), [2025.0, 2030.0, 2040.0]);
    assert_eq!(path["world"][0]["real_income_pct"].as_f64(), Some(0.0));
    assert_eq!(path["world"][2]["real_income_pct"], json["world"]["real_income_pct"]);
    for (at, economy) in json["economies"].as_array().unwrap().iter().enumerate() {
        assert_eq!(path["changes"][2]["export_volume_pct"][at], economy["export_volume_pct"]);
    }
    for (group, last) in
        path["groups"].as_array().unwrap().iter().zip(json["by_income_group"].as_array().unwrap())
    {
        assert_eq!(group["real_income_pct"][2], last["real_income_pct"]);
    }
    assert_eq!(json["divide"].as_array().unwrap().len(), 3);
    assert_eq!(json["scenario"]["name"], run.scenario.name);
}

#[test]
fn parameters_say_who_changed_them() {
    let (_, json) = view(&format!("{AI}[parameters]\n\"adoption.speed\" = 0.3\n"));
    let of = |id: &str| {
        json["parameters"].as_array().unwrap().iter().find(|each| each["id"] == id).unwrap().clone()
    };
    assert_eq!(
        (&of("adoption.speed")["changed_by"], &of("adoption.speed")["library"]),
        (&"scenario".into(), &0.35.into())
    );
    assert_eq!(of("productivity.saving")["changed_by"], "school");
    assert!(of("productivity.saving")["cited"].as_str().unwrap().contains("Acemoglu"));
    assert!(of("adoption.ceiling_base").get("changed_by").is_none());
}

#[test]
fn without_ai_and_years_there_is_no_word_of_them() {
    let (_, json) = view(CHEAPER);
    for key in ["ai", "path", "divide", "parameters"] {
        assert!(json.get(key).is_none(), "{key}");
    }
}

const CLUB: &str = r#"
name = "A club"
baseline = "wiod-2011"
[regulation]
date = 2027-12-31
against = 2026-11-25
[[regulation.recognition]]
among = ["JPN", "KOR", "DEU"]
"#;

fn matrix(json: &Value) -> Vec<Vec<f64>> {
    json.as_array().unwrap().iter().map(numbers).collect()
}

#[test]
fn pictures_of_rules_have_the_numbers_of_the_registry() {
    let (run, json) = view(CLUB);
    let pictures = &json["rules"]["pictures"];
    let of_baseline = |code: &str| run.baseline.economies.iter().any(|economy| economy.code == code);
    let rules = Rules::new(Registry::embedded().unwrap(), Settings::default()).among(of_baseline);
    let known = numbers(&pictures["economies"]);
    let codes: Vec<&str> =
        known.iter().map(|&at| run.baseline.economies[at as usize].code.as_str()).collect();
    let places: Vec<usize> = codes.iter().map(|code| rules.place(code).unwrap()).collect();
    let draws = Draws { count: pictures["draws"].as_u64().unwrap() as usize, ..Draws::default() };
    let date = "2026-11-25".parse().unwrap();

    let before = &pictures["states"][0];
    let [burden, low, high] = ["burden", "low", "high"].map(|key| matrix(&before[key]));
    for (number, pair) in Distance::of(&rules, &places, date, Some(draws)).pairs.iter().enumerate() {
        let (from, to) = (number / places.len(), number % places.len());
        let drawn = pair.drawn.unwrap().burden;
        for (shown, number) in
            [(&burden, pair.burden), (&low, drawn.p05), (&high, drawn.p95)].map(|(of, n)| (of[from][to], n))
        {
            assert!((shown - number).abs() <= 5e-4 + 1e-12, "{} {}", pair.origin, pair.destination);
        }
    }
    let tree = Tree::new(&rules.distances(date), &places);
    let mergers = before["tree"]["mergers"].as_array().unwrap();
    assert_eq!(mergers.len(), tree.mergers.len());
    for (shown, merger) in mergers.iter().zip(&tree.mergers) {
        assert_eq!((&shown[0], &shown[1]), (&merger.left.into(), &merger.right.into()));
        assert!((shown[2].as_f64().unwrap() - merger.height).abs() <= 5e-5 + 1e-12);
    }
    let members: usize =
        before["tree"]["clusters"].as_array().unwrap().iter().map(|of| numbers(of).len()).sum();
    assert_eq!(members, places.len());
}

#[test]
fn unions_are_called_what_the_registry_of_the_scenario_calls_them() {
    let mut files = Registry::embedded_files();
    files.iter_mut().for_each(|(_, text)| *text = text.replace("\"European Union\"", "\"The Union\""));
    let measures = Measures::of(&files).unwrap();
    let run = Run::new(scenario("test", CLUB).with_measures(measures), &Options::default()).unwrap();
    let json = serde_json::to_value(View::of(&run)).unwrap();
    assert_eq!(json["rules"]["pictures"]["names"]["EU"], "The Union");
}

#[test]
fn pictures_of_rules_say_what_the_scenario_changes() {
    let (run, json) = view(CLUB);
    let pictures = &json["rules"]["pictures"];
    let at = |code| {
        let economy = run.baseline.economies.iter().position(|economy| economy.code == code).unwrap();
        numbers(&pictures["economies"]).iter().position(|&place| place as usize == economy).unwrap()
    };
    let recognised =
        |state: usize, from, to| matrix(&pictures["states"][state]["recognised"])[at(from)][at(to)];
    assert!(recognised(1, "KOR", "JPN") > recognised(0, "KOR", "JPN"));
    assert_eq!(recognised(1, "USA", "CHN"), recognised(0, "USA", "CHN"));
    // Rules as they are, in the year of the scenario, are more of a burden than with the club.
    let of = |index: &Value| numbers(&index["burden"])[0];
    let index = pictures["index"].as_array().unwrap();
    assert_eq!(index.last().unwrap()["date"], "2027-12-31");
    assert!(of(&pictures["changed"]) < of(index.last().unwrap()));
    let starts = pictures["starts"].as_array().unwrap();
    assert!(starts.iter().any(|start| start["id"] == "eu-ai-act" && start["date"] == "2027-12-02"));
    assert_eq!(pictures["names"]["EU"], "European Union");
    assert_eq!(pictures["unions"][0]["name"], "European Union");
}
