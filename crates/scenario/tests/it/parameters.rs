//! The parameters that ship, and what a scenario may change about them.

use crate::common::{rendered, shock, source};
use comity_data::Baseline;
use comity_scenario::parameters::{Change, Parameter, Shape, Source, Status};
use comity_scenario::{EconomyId, Parameters, Scenario, SectorId, id};
use std::collections::HashMap;
use std::path::Path;

/// The parameters of a scenario with this in its `[parameters]`.
fn with(lines: &str) -> Parameters {
    let text = format!("name = \"Test\"\n[parameters]\n{lines}\n");
    Scenario::parse(source(&text)).unwrap_or_else(|error| panic!("{error}")).parameters().clone()
}

/// The message about a scenario that has this in its `[parameters]`.
fn message(lines: &str) -> String {
    let text = format!("name = \"Test\"\n[parameters]\n{lines}\n");
    rendered(&Scenario::parse(source(&text)).expect_err("the scenario is wrong"))
}

fn warnings(lines: &str) -> Vec<String> {
    shock(&format!("name = \"Test\"\n[parameters]\n{lines}\n[[tariff]]\nrate = 0.1")).unwrap().warnings
}

broken! {
    parameters_unknown_id: message("\"productivity.savings\" = 0.2");
    parameters_unknown_id_like_none: message("\"magic\" = 0.2");
    parameters_unknown_in_a_table: message("[parameters.productivity]\nsavings = 0.2");
    parameters_unknown_school: message("school = \"cautous\"");
    parameters_school_is_a_number: message("school = 1");
    parameters_text: message("\"productivity.saving\" = \"0.2\"");
    parameters_below_what_can_be: message("\"productivity.saving\" = -0.1");
    parameters_above_what_can_be: message("\"productivity.feasible_share\" = { value = 1.2 }");
    parameters_range_without_value: message("\"productivity.saving\" = { low = 0.35, high = 0.4 }");
    parameters_unknown_key: message("\"productivity.saving\" = { mean = 0.2 }");
    parameters_unknown_distribution: message("\"productivity.saving\" = { value = 0.2, distribution = \"normal\" }");
    parameters_infinite: message("\"adoption.speed\" = inf");
    parameters_set_twice: message("\"productivity.saving\" = 0.2\nproductivity.saving = 0.3");
    parameters_lognormal_from_zero: message("\"adoption.speed\" = { low = 0, distribution = \"lognormal\" }");
    parameters_entry_of_a_region: message("\"productivity.exposure\" = { \"region:south_asia\" = 0.2 }");
    parameters_entry_of_nobody: rendered(
        &shock("name = \"Test\"\n[parameters]\n\"productivity.exposure\" = { c114 = 0.2 }").expect_err("no such sector")
    );
    parameters_entry_is_text: message("\"productivity.exposure\" = { c28 = \"a lot\" }");
}

#[test]
fn what_a_scenario_says_is_in_force() {
    let parameters = with("\"productivity.saving\" = 0.2");
    let saving = parameters.find("productivity.saving").unwrap();
    assert_eq!(parameters.value(id!("productivity.saving")), 0.2);
    assert_eq!((saving.low, saving.high), (0.14, 0.4), "the range stays");
    assert_eq!(parameters.changed().count(), 1);
    assert_eq!(with("productivity.saving = 0.2"), parameters, "dots may go without quotation marks");
    assert_eq!(with("[parameters.productivity]\nsaving = 0.2"), parameters);
    assert_eq!(with(""), Parameters::library());

    let ranged = with(
        "\"adoption.speed\" = { value = 0.9, low = 0.7, high = 1.1, distribution = \"uniform\", source = \"Us\" }",
    );
    let speed = ranged.find("adoption.speed").unwrap();
    assert_eq!((speed.value, speed.low, speed.high, speed.shape), (0.9, 0.7, 1.1, Shape::Uniform));
    assert_eq!(speed.change, Some(Change::Scenario { source: "Us".to_owned() }));
    assert_eq!(ranged.distribution(id!("adoption.speed")).unwrap().quantile(0.5), 0.9);
}

#[test]
fn outside_the_range_is_a_warning_and_stretches_it() {
    let lines = "\"adoption.speed\" = 0.9";
    let speed = with(lines).find("adoption.speed").unwrap().clone();
    assert_eq!((speed.value, speed.low, speed.high), (0.9, 0.2, 0.9));
    insta::assert_snapshot!("parameters_outside", warnings(lines).join("\n"));
    assert!(
        warnings("\"adoption.speed\" = { value = 0.9, low = 0.8, high = 1 }").is_empty(),
        "a range of one's own"
    );
}

#[test]
fn tables_are_set_whole_or_by_entry() {
    let exposure = |parameters: &Parameters, code, group| {
        parameters.by_sector(id!("productivity.exposure"), code, group)
    };
    let library = Parameters::library();
    assert!(exposure(&library, "c28", "digital_services") > exposure(&library, "c18", "services"));
    assert_eq!(
        exposure(&library, "J62", "digital_services"),
        exposure(&library, "digital_services", "digital_services")
    );
    assert_eq!(exposure(&library, "J62", "unheard_of"), library.find("productivity.exposure").unwrap().value);

    let whole = with("\"productivity.exposure\" = 0.4");
    assert_eq!([exposure(&whole, "c28", "digital_services"), exposure(&whole, "c1", "goods")], [0.4, 0.4]);
    let entry = with("\"productivity.exposure\" = { c28 = 0.6, \"group:Goods\" = 0.1 }");
    assert_eq!(exposure(&entry, "c28", "digital_services"), 0.6);
    assert_eq!(exposure(&entry, "A01", "goods"), 0.1);
    assert_eq!(exposure(&entry, "c1", "goods"), exposure(&library, "c1", "goods"), "others stay");
    let scaled = with("\"productivity.exposure.scale\" = 1.5");
    assert_eq!(scaled, with("productivity.exposure = { scale = 1.5 }"));
    assert_eq!(exposure(&scaled, "c1", "goods"), 1.5 * exposure(&library, "c1", "goods"));
    let beyond = with("\"productivity.exposure\" = { scale = 9 }");
    assert_eq!(exposure(&beyond, "c28", "digital_services"), 1.0, "a share is never above 1");

    let by_economy = |code, group| library.by_economy(id!("growth.population"), code, group);
    assert_eq!(
        by_economy("KEN", "lower_middle"),
        library.by_income(id!("growth.population"), "lower_middle")
    );
    assert_eq!(by_economy("RoW", ""), library.find("growth.population").unwrap().value);
}

#[test]
fn a_school_goes_before_the_library_and_after_the_scenario() {
    let cautious = with("school = \"cautious\"\n\"productivity.feasible_share\" = 0.3");
    assert_eq!(cautious.school(), "cautious");
    assert_eq!(cautious.value(id!("productivity.saving")), 0.27);
    assert_eq!(cautious.value(id!("productivity.feasible_share")), 0.3);
    let optimistic = cautious.with_school("optimistic").unwrap();
    assert_eq!(optimistic.value(id!("productivity.saving")), 0.4);
    assert_eq!(optimistic.value(id!("productivity.feasible_share")), 0.3, "the scenario's own stays");
    let central = cautious.with_school("central").unwrap();
    assert_eq!(central.changed().count(), 1);
}

#[test]
fn what_is_read_is_known_to_have_been_used() {
    let parameters = Parameters::library();
    assert_eq!(parameters.used().count(), 0);
    parameters.value(id!("productivity.saving"));
    parameters.by_sector(id!("productivity.labour_share"), "c1", "goods");
    let used: Vec<&str> = parameters.used().map(|setting| setting.parameter.id.as_str()).collect();
    assert_eq!(used, ["productivity.saving", "productivity.labour_share", "productivity.labour_share.scale"]);
    let drawn: Vec<&str> = parameters.uncertain().map(|(setting, _)| setting.parameter.id.as_str()).collect();
    assert_eq!(drawn, ["productivity.saving", "productivity.labour_share.scale"]);
}

/// Total factor productivity of the United States at full adoption, in percent, with data access complete.
fn full_adoption(school: &str) -> f64 {
    let parameters = Parameters::library().with_school(school).unwrap();
    let baseline = Baseline::embedded("wiod-2011").unwrap();
    let usa = baseline.economies.iter().position(|economy| economy.code == "USA").unwrap();
    let value = |id| parameters.value(id);
    let (mut gain, mut all) = (0.0, 0.0);
    for (at, sector) in baseline.sectors.iter().enumerate() {
        let at = (EconomyId(usa), SectorId(at));
        let added: f64 = baseline.table.value_added.iter().map(|factor| factor[at]).sum();
        let by_sector = |id| parameters.by_sector(id, &sector.code, &sector.group);
        all += added;
        gain += added * by_sector(id!("productivity.exposure")) * by_sector(id!("productivity.labour_share"));
    }
    100.0 * value(id!("productivity.saving")) * value(id!("productivity.feasible_share")) * gain / all
}

#[test]
fn schools_are_as_far_apart_as_their_papers() {
    // Acemoglu: 0.66 percent at most in the published version, 0.71 in the one before. Aghion and Bunel: 0.68
    // percentage points a year, over fifteen years. OECD: 0.25 to 0.6 a year, over ten.
    let [cautious, central, optimistic] = ["cautious", "central", "optimistic"].map(full_adoption);
    assert!((0.63..0.74).contains(&cautious), "{cautious}");
    assert!((2.5..6.0).contains(&central), "{central}");
    assert!((optimistic / 15.0 - 0.68).abs() < 0.02, "{optimistic}");
}

const DOCS: &str = include_str!("../../../../docs/parameters.md");

/// Cells of the rows of the guide's tables that begin with a word of code.
fn documented(heading: &str) -> Vec<Vec<&'static str>> {
    let (_, section) = DOCS.split_once(heading).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| row.trim_matches('|').split('|').map(|cell| cell.trim().trim_matches('`')).collect())
        .collect()
}

#[test]
fn the_guide_repeats_what_the_files_say() {
    let parameters = Parameters::library();
    let rows = documented("## What matters most");
    assert!(rows.len() > 10);
    for row in rows {
        let setting = parameters.find(row[0]).unwrap();
        let numbers = [setting.value, setting.low, setting.high].map(|number| number.to_string());
        assert_eq!(row[1..4], numbers, "{}", row[0]);
        assert_eq!(row[4], setting.status().word(), "{}", row[0]);
    }
    let assumed = parameters.iter().filter(|setting| setting.status() == Status::Assumption).count();
    assert!(2 * assumed > parameters.iter().count(), "more than half are assumptions");
}

#[test]
fn the_guide_has_the_schools() {
    let rows = documented("## Schools");
    assert_eq!(rows.len(), Parameters::schools().len());
    for row in rows {
        let school = Parameters::library().with_school(row[0]).unwrap();
        let of = |id: &str| school.find(id).unwrap().value;
        assert_eq!(row[2], of("productivity.saving").to_string());
        assert_eq!(row[3], of("productivity.feasible_share").to_string());
        assert_eq!(row[4], format!("{:.2}", 0.35 * of("productivity.exposure.scale")));
        assert_eq!(row[5], format!("+{:.1}%", full_adoption(row[0])));
    }
}

#[test]
fn what_the_guide_writes_can_be_read() {
    let (_, block) = DOCS.split_once("```toml\n[parameters]\n").unwrap();
    let (lines, _) = block.split_once("```").unwrap();
    let parameters = with(lines);
    assert_eq!(parameters.school(), "cautious");
    assert!(parameters.changed().count() > 5);
    assert!(warnings(lines.replace("c28", "c30").as_str()).is_empty());
}

#[test]
fn every_parameter_can_be_doubted() {
    for setting in Parameters::library().iter() {
        let (id, drawn) = (&setting.parameter.id, setting.shape != Shape::Fixed);
        assert_eq!(setting.distribution().is_some(), drawn, "{id} has no distribution");
    }
    for Parameter {
        id, name, value, unit, low, high, shape, status, reason, about, values, sources, ..
    } in Parameters::library().iter().map(|setting| setting.parameter)
    {
        assert!(!name.is_empty() && !unit.is_empty() && about.len() > 10, "{id}");
        check(id, *value, *low, *high, *shape, *status, reason, sources);
        assert!(values.is_empty() || *shape == Shape::Fixed, "{id} is a table: what is drawn is its scale");
        for (key, entry) in values {
            assert!(low <= entry && entry <= high, "{id}, {key}: {entry} is not between {low} and {high}");
            let economy = key.len() == 3 && key.chars().all(|c| c.is_ascii_uppercase());
            let sector = key.strip_prefix('c').is_some_and(|number| number.parse::<u8>().is_ok());
            assert!(
                economy || sector || key.starts_with("group:") || key.starts_with("income:"),
                "{id}: {key}"
            );
        }
        if let Some(table) = id.strip_suffix(".scale") {
            assert!(!Parameters::library().find(table).unwrap().values().is_empty(), "{id} scales no table");
            assert_eq!(*value, 1.0, "{id}");
        }
    }
    let schools: Vec<&str> = Parameters::schools().iter().map(|school| school.name.as_str()).collect();
    assert_eq!(schools, ["cautious", "central", "optimistic"]);
    for set in Parameters::schools().iter().flat_map(|school| &school.sets) {
        let setting = Parameters::library().find(&set.id).unwrap().clone();
        let Parameter { least, most, .. } = setting.parameter;
        assert!(least.is_none_or(|least| set.low >= least) && most.is_none_or(|most| set.high <= most));
        check(&set.id, set.value, set.low, set.high, set.shape, set.status, &set.reason, &set.sources);
    }
}

#[allow(clippy::too_many_arguments)]
fn check(
    id: &str,
    value: f64,
    low: f64,
    high: f64,
    shape: Shape,
    status: Status,
    reason: &str,
    sources: &[Source],
) {
    assert!(low <= value && value <= high, "{id}: {value} is not between {low} and {high}");
    assert!(shape == Shape::Fixed || low < high, "{id} is drawn from nothing");
    let seen = sources.iter().any(|source| source.seen.is_some() && !source.url.is_empty());
    match status {
        Status::Confirmed => assert!(seen, "{id} is confirmed, but no source says where it was seen"),
        Status::Derived => assert!(seen && !reason.is_empty(), "{id} does not say what of, and how"),
        Status::Unconfirmed => assert!(!sources.is_empty(), "{id} has no source"),
        Status::Assumption => assert!(!reason.is_empty(), "{id} is an assumption without a reason"),
    }
    for Source { authors, year, title, url, seen, fact, .. } in sources {
        assert!(!authors.is_empty() && !title.is_empty() && (1900..2030).contains(year), "{id}: {title}");
        assert!(url.is_empty() || url.starts_with("http"), "{id}: {url}");
        assert!(seen.is_some() || (url.is_empty() && fact.is_empty()), "{id}: {title} was seen or was not");
    }
}

/// A table of the data that the project is built from; nothing, said aloud, where they are not at hand.
fn shared(path: &str) -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(path);
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        eprintln!("skipped: there is no {}", path.display());
    }
    text
}

/// Rows of a table in CSV by the values of their first column.
fn rows(text: &str) -> HashMap<String, HashMap<String, String>> {
    let frame = csv_rows(text);
    let header = frame[0].clone();
    let row = |row: &Vec<String>| header.iter().cloned().zip(row.iter().cloned()).collect();
    frame[1..].iter().map(|cells| (cells[0].clone(), row(cells))).collect()
}

/// Cells of a table in CSV, with quotation marks read.
fn csv_rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut cells, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                cells.push(std::mem::take(&mut cell).trim_end().to_owned());
                rows.push(std::mem::take(&mut cells));
            }
            c => cell.push(c),
        }
    }
    rows
}

#[test]
fn figures_said_to_be_seen_are_in_the_collection_of_figures() {
    let Some(text) = shared("facts.csv") else { return };
    let facts = rows(&text);
    let library = Parameters::library();
    let sources = library.iter().flat_map(|setting| &setting.parameter.sources);
    let of_schools =
        Parameters::schools().iter().flat_map(|school| &school.sets).flat_map(|set| &set.sources);
    let mut checked = 0;
    for source in sources.chain(of_schools).filter(|source| !source.fact.is_empty()) {
        let fact = facts.get(&source.fact).unwrap_or_else(|| panic!("there is no figure {}", source.fact));
        assert_eq!(fact["confirmed"], "yes", "{}", source.fact);
        assert_eq!(fact["source_url"].trim_end_matches('+'), source.url, "{}", source.fact);
        checked += 1;
    }
    assert!(checked > 50, "{checked}");
}

/// Whether a figure's row has the number, as a share or in percent; or a range around it, where it has no value.
fn says(fact: &HashMap<String, String>, number: f64) -> bool {
    let said: Vec<f64> = ["value", "low", "high", "quantity", "note"]
        .iter()
        .flat_map(|column| fact[*column].split(|c: char| !c.is_ascii_digit() && c != '.'))
        .filter_map(|word| word.trim_end_matches('.').parse().ok())
        .collect();
    let bounds = ["low", "high"].map(|column| fact[column].parse::<f64>().unwrap_or(f64::NAN));
    [number, 100.0 * number].iter().any(|number| {
        said.iter().any(|said| (said - number).abs() <= 2e-3 * number.abs())
            || (fact["value"].is_empty() && bounds[0] < *number && *number < bounds[1])
    })
}

#[test]
fn confirmed_values_are_those_of_their_figures() {
    let Some(text) = shared("facts.csv") else { return };
    let facts = rows(&text);
    let said = |id: &str, number: f64, sources: &[Source]| {
        let figures = sources.iter().filter(|source| !source.fact.is_empty());
        assert!(
            figures.clone().any(|source| says(&facts[&source.fact], number)),
            "{id}: nobody says {number}"
        );
    };
    let mut checked = 0;
    for setting in Parameters::library().iter() {
        let Parameter { id, value, unit, status, values, sources, .. } = setting.parameter;
        // A date says which observation is meant.
        if *status != Status::Confirmed || unit == "year" {
            continue;
        }
        checked += 1;
        match values.is_empty() {
            true => said(id, *value, sources),
            false => values.values().for_each(|value| said(id, *value, sources)),
        }
    }
    for set in Parameters::schools().iter().flat_map(|school| &school.sets) {
        if set.status == Status::Confirmed {
            checked += 1;
            said(&set.id, set.value, &set.sources);
        }
    }
    assert!(checked > 15, "{checked}");
}

#[test]
fn means_of_income_groups_are_those_of_the_data() {
    let groups = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/readiness/income_groups.csv");
    let (Some(text), Ok(groups)) = (shared("readiness/country_indices.csv"), std::fs::read_to_string(groups))
    else {
        eprintln!("skipped: no data by economy");
        return;
    };
    let (economies, groups) = (rows(&text), rows(&groups));
    for (id, column, unit) in [
        ("adoption.people_2025_h1", "ms_ai_users_pct_h1_2025", 100.0),
        ("adoption.people_2025_h2", "ms_ai_users_pct_h2_2025", 100.0),
        ("adoption.people_2026_q1", "ms_ai_users_pct_q1_2026", 100.0),
        ("readiness.mean", "imf_aipi_2023", 1.0),
    ] {
        let library = Parameters::library();
        for (key, published) in library.find(id).unwrap().values() {
            let group = key.strip_prefix("income:").unwrap();
            let of_group = |code: &String| groups.get(code).is_some_and(|row| row["income_group"] == group);
            let values: Vec<f64> = economies
                .iter()
                .filter(|(code, _)| of_group(code))
                .filter_map(|(_, row)| row[column].parse::<f64>().ok())
                .collect();
            let mean = values.iter().sum::<f64>() / values.len() as f64 / unit;
            assert!((mean - published).abs() < 6e-4, "{id}, {group}: {mean}, not {published}");
        }
    }
}
