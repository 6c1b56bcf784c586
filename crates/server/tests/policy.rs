//! Rules over real HTTP: the same answers as the registry and the command line give.

#![allow(clippy::unwrap_used, reason = "a test that fails should panic")]

mod common;

use comity_policy::answer::{Clusters, Distance, Profiled, Start};
use comity_policy::{Registry, Rules, Settings, Tree};
use common::{agent, fresh, serve};
use serde_json::{Value, json};
use std::sync::OnceLock;

fn address() -> &'static str {
    static ADDRESS: OnceLock<String> = OnceLock::new();
    ADDRESS.get_or_init(|| serve(&fresh()))
}

/// The status and the JSON of an answer.
fn get(path: &str) -> (u16, Value) {
    let mut response = agent().get(format!("{}/api/v1/policy/{path}", address())).call().unwrap();
    (response.status().as_u16(), response.body_mut().read_json().unwrap())
}

fn ok(path: &str) -> Value {
    let (status, body) = get(path);
    assert_eq!(status, 200, "{body}");
    body
}

fn problem(path: &str, status: u16, code: &str) -> Value {
    let (found, body) = get(path);
    assert_eq!((found, &body["code"]), (status, &json!(code)), "{body}");
    body
}

fn rules() -> Rules<'static> {
    Rules::new(Registry::embedded().unwrap(), Settings::default())
}

/// Numbers are read back from text in one of the tests' two ways, so both sides go through text.
fn through_text(value: &impl serde::Serialize) -> Value {
    serde_json::from_str(&serde_json::to_string(value).unwrap()).unwrap()
}

#[test]
fn measures_are_found_by_words_and_by_whose_they_are() {
    let found = ok("measures?q=artificial+intelligence+act&jurisdiction=EU");
    assert_eq!(found["measures"][0]["id"], "eu-ai-act");
    let all = ok("measures?limit=3");
    assert_eq!(all["total"], Registry::embedded().unwrap().measures.len());
    assert_eq!(all["measures"].as_array().unwrap().len(), 3);
    let has_gdpr = |day: &str| {
        let found = ok(&format!("measures?jurisdiction=EU&at={day}"));
        found["measures"].as_array().unwrap().iter().any(|measure| measure["id"] == "eu-gdpr")
    };
    assert!(!has_gdpr("2018-05-24") && has_gdpr("2018-05-25"), "it applies from 25 May 2018");
    problem("measures?at=tomorrow", 422, "date");
    problem("measures?limit=-1", 422, "query");
    problem("measures?colour=blue", 422, "query");
}

#[test]
fn a_measure_is_shown_with_its_articles_and_its_source() {
    let measure = ok("measures/eu-ai-act");
    assert_eq!(measure, through_text(Registry::embedded().unwrap().measure("eu-ai-act").unwrap()));
    assert!(measure["features"][0]["article"].is_string() && measure["source_url"].is_string());
    let problem = problem("measures/eu-ai-akt", 404, "registry");
    assert!(problem["hint"].as_str().unwrap().contains("eu-ai-act"), "{problem}");
}

#[test]
fn a_profile_is_that_of_the_day() {
    let date = "2026-08-02".parse().unwrap();
    let expected = through_text(&Profiled::from(&rules().profile("KOR", date).unwrap()));
    assert_eq!(ok("profile/KOR?date=2026-08-02"), expected);
    assert_ne!(ok("profile/KOR?date=2015-01-01")["features"], expected["features"]);
    problem("profile/XYZ", 404, "registry");
}

#[test]
fn distances_clusters_and_parts_agree_with_the_rules() {
    let rules = rules();
    let codes = ["KOR", "DEU", "USA"].map(str::to_owned);
    let (places, date) = (rules.places(&codes).unwrap(), rules.registry.as_of());
    let expected = through_text(&Distance::of(&rules, &places, date, None));
    assert_eq!(ok("distance?economies=KOR,DEU,USA"), expected);
    let tree = Tree::new(&rules.distances(date), &places);
    assert_eq!(
        ok("clusters?economies=KOR,DEU,USA&count=2"),
        through_text(&Clusters::of(&rules, &tree, &places, 2, date, None))
    );
    let parts = ok("explain?origin=USA&destination=DEU");
    let sum: f64 =
        parts["parts"].as_array().unwrap().iter().map(|part| part["burden"].as_f64().unwrap()).sum();
    let burden = rules.distances(date).burden(places[2], places[1]);
    assert!((sum - burden).abs() < 1e-12, "{sum} {burden}");
    let drawn = ok("distance?economies=KOR,DEU&draws=20");
    let range = &drawn["pairs"][1]["drawn"]["burden"];
    assert!(range["p05"].as_f64().unwrap() <= range["p95"].as_f64().unwrap(), "{drawn}");
    problem("distance?economies=EU", 404, "registry");
    problem("distance?draws=1000000", 422, "draws");
}

#[test]
fn fragmentation_is_weighted_by_the_trade_of_a_sector() {
    let index = ok("fragmentation?from=2020&to=2021&sector=all");
    let years: Vec<u64> =
        index["index"].as_array().unwrap().iter().map(|of| of["year"].as_u64().unwrap()).collect();
    assert_eq!(years, [2020, 2021]);
    let hint = problem("fragmentation?sector=c99", 422, "sector")["hint"].clone();
    assert!(hint.as_str().unwrap().contains("baselines/wiod-2011"), "{hint}");
    problem("fragmentation?from=2030&to=2020", 422, "years");
    problem("fragmentation?baseline=none", 422, "baseline");
}

#[test]
fn words_are_those_of_the_registry() {
    let registry = Registry::embedded().unwrap();
    assert_eq!(ok("features"), through_text(&registry.taxonomy.features));
    assert_eq!(ok("jurisdictions").as_array().unwrap().len(), registry.jurisdictions.iter().count());
    assert_eq!(ok("starts"), through_text(&Start::of(registry)));
}
