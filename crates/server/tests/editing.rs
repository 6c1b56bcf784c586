//! Measures edited over real HTTP, in a file and, where one is installed, on a server of PostgreSQL.

#![allow(clippy::unwrap_used, reason = "a test that fails should panic")]

mod common;

#[path = "../../registry/tests/it/server.rs"]
mod postgresql;

use comity_policy::Registry;
use comity_registry::{Database, Signed, fields};
use comity_server::{Config, Server};
use common::{agent, fresh, serve};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use ureq::http::Request;

/// A small registry, made up for tests.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../policy/tests/files/registry")
}

/// Does something with a server and the address of its registry, in each kind of database.
fn each(test: impl Fn(&Api, &str)) {
    let here = tempfile::tempdir().unwrap();
    let file = here.path().join("mine.db").display().to_string();
    for address in [Some(file), postgresql::database()].into_iter().flatten() {
        let files = Registry::files(&folder()).unwrap();
        Database::create(&address, &files, Signed { by: "Ana Silva", why: "a start" }).unwrap();
        test(&Api::new(Some(address.clone())), &address);
    }
}

struct Api(String);

struct Answer {
    status: u16,
    tag: Option<String>,
    body: Value,
}

impl Api {
    fn new(registry: Option<String>) -> Self {
        Self(serve(&Config { registry, ..fresh() }) + "/api/v1/policy/")
    }

    fn ask(&self, method: &str, path: &str, version: Option<&str>, body: &Value) -> Answer {
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.0));
        if let Some(version) = version {
            request = request.header("if-match", version);
        }
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let request = request.header("content-type", "application/json").body(body).unwrap();
        let mut response = agent().run(request).unwrap();
        let tag = response.headers().get("etag").map(|tag| tag.to_str().unwrap().to_owned());
        Answer { status: response.status().as_u16(), tag, body: response.body_mut().read_json().unwrap() }
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, None, &Value::Null)
    }

    fn put(&self, measure: &Value, version: &str, by: &str) -> Answer {
        let path = format!("measures/{}", measure["id"].as_str().unwrap());
        self.ask("PUT", &path, Some(version), &signed(measure, by))
    }

    /// The numbers, names and doings of a history.
    fn history(&self, id: &str) -> Value {
        let steps = self.get(&format!("measures/{id}/history")).body;
        let steps = steps.as_array().unwrap().iter();
        steps.map(|step| json!([step["version"], step["by"], step["what"]])).collect()
    }
}

impl Answer {
    fn is(&self, status: u16, code: &str) -> &Self {
        assert_eq!((self.status, &self.body["code"]), (status, &json!(code)), "{}", self.body);
        assert!(!self.body["hint"].as_str().unwrap().is_empty());
        self
    }

    fn is_version(&self, status: u16, version: u32) -> &Self {
        assert_eq!((self.status, &self.body["version"]), (status, &json!(version)), "{}", self.body);
        assert_eq!(self.tag, Some(format!("\"{version}\"")));
        self
    }
}

fn signed(measure: &Value, by: &str) -> Value {
    json!({ "measure": measure, "by": by, "why": "the text was read again" })
}

/// Sets the level of the measure's first feature.
fn level(measure: &Value, level: u8) -> Value {
    let mut measure = measure.clone();
    measure["features"][0]["level"] = json!(level);
    measure
}

const GONE: &str = "measures/eu-data?by=Cem+Kaya&why=withdrawn";

#[test]
fn every_change_is_a_version() {
    each(|api, _| {
        let first = api.get("measures/eu-data");
        assert_eq!((first.status, first.tag.as_deref()), (200, Some("\"1\"")));
        let weaker = level(&first.body, 1);
        api.put(&weaker, "\"1\"", "Bo Lindqvist").is_version(200, 2);
        assert_eq!(api.get("measures/eu-data").body, weaker);
        assert_eq!(api.get("measures/eu-data?version=1").body, first.body);
        let same = api.put(&weaker, "\"2\"", "Bo Lindqvist");
        assert_eq!(same.is_version(200, 2).body["changed"], false);

        api.ask("DELETE", GONE, Some("\"2\""), &Value::Null).is_version(200, 3);
        api.get("measures/eu-data").is(410, "removed");
        api.ask("DELETE", GONE, Some("\"3\""), &Value::Null).is(410, "removed");
        assert_eq!(api.get("measures?q=eu-data").body["total"], 0);
        let back = json!({ "version": 1, "by": "Ana Silva", "why": "not withdrawn" });
        api.ask("POST", "measures/eu-data/restore", Some("\"3\""), &back).is_version(200, 4);
        assert_eq!(api.get("measures/eu-data").body, first.body);

        let expected = json!([
            [1, "Ana Silva", "added"],
            [2, "Bo Lindqvist", "changed"],
            [3, "Cem Kaya", "removed"],
            [4, "Ana Silva", "restored"],
        ]);
        assert_eq!(api.history("eu-data"), expected);
        let step = &api.get("measures/eu-data/history").body[1];
        let field = json!([{ "field": "features.transfer_conditions", "before": "3", "after": "1" }]);
        assert_eq!((&step["fields"], &step["why"]), (&field, &json!("the text was read again")));
    });
}

#[test]
fn answers_about_rules_follow_changes_whoever_makes_them() {
    each(|api, address| {
        let required = || {
            let profile = api.get("profile/EU?date=2026-01-01").body;
            let features = profile["features"].as_array().unwrap().clone();
            let of = features.into_iter().find(|one| one["feature"] == "transfer_conditions").unwrap();
            of["level"].as_u64().unwrap()
        };
        assert_eq!(required(), 3);
        let measure = api.get("measures/eu-data").body;
        api.put(&level(&measure, 2), "\"1\"", "Bo Lindqvist").is_version(200, 2);
        assert_eq!(required(), 2);
        let mut other = Database::open(address).unwrap();
        let text =
            fields::set(&other.text("eu-data", None).unwrap(), "features.transfer_conditions", "1").unwrap();
        other.edit("eu-data", 2, &text, Signed { by: "Cem Kaya", why: "from a terminal" }).unwrap();
        assert_eq!(required(), 1);
    });
}

#[test]
fn whoever_comes_second_sees_both_sides() {
    each(|api, _| {
        let read = api.get("measures/eu-data").body;
        let mut theirs = read.clone();
        theirs["applies_from"] = json!("2018-05-25");
        api.put(&theirs, "\"1\"", "Bo Lindqvist").is_version(200, 2);
        let second = api.put(&level(&read, 2), "\"1\"", "Ana Silva");
        let conflict = &second.is(409, "conflict").body["conflict"];
        assert_eq!((&conflict["read"], &conflict["latest"]), (&json!(1), &json!(2)));
        assert_eq!(conflict["by"], "Bo Lindqvist");
        assert_eq!(
            conflict["theirs"],
            json!([{ "field": "applies_from", "before": null, "after": "2018-05-25" }])
        );
        assert_eq!(
            conflict["yours"],
            json!([{ "field": "features.transfer_conditions", "before": "3", "after": "2" }])
        );
        let removal = api.ask("DELETE", GONE, Some("\"1\""), &Value::Null);
        assert_eq!(removal.is(409, "conflict").body["conflict"]["yours"], Value::Null);
        assert_eq!(api.history("eu-data").as_array().unwrap().len(), 2);
        assert_eq!(api.get("measures/eu-data").body, theirs);
    });
}

#[test]
fn measures_are_added_once() {
    each(|api, _| {
        let mut measure = api.get("measures/eu-data").body;
        api.ask("POST", "measures", None, &signed(&measure, "Bo")).is(409, "present");
        measure["id"] = json!("eu-data-two");
        api.ask("POST", "measures", None, &signed(&measure, "Bo Lindqvist")).is_version(201, 1);
        assert_eq!(api.get("measures/eu-data-two").body, measure);
        assert_eq!(api.get("measures?q=eu-data-two").body["measures"][0]["id"], "eu-data-two");
        assert_eq!(api.history("eu-data-two"), json!([[1, "Bo Lindqvist", "added"]]));
    });
}

#[test]
fn what_cannot_be_changed() {
    each(|api, _| {
        let measure = api.get("measures/eu-data").body;
        let put = |version: Option<&str>, change: &dyn Fn(&mut Value)| {
            let mut edit = signed(&measure, "Bo");
            change(&mut edit);
            api.ask("PUT", "measures/eu-data", version, &edit)
        };
        let as_it_is = |_: &mut Value| {};
        put(None, &as_it_is).is(428, "no_version");
        put(Some("\"x\""), &as_it_is).is(422, "version");
        put(Some("\"9\""), &as_it_is).is(404, "version");
        put(Some("\"1\""), &|edit| edit["by"] = json!(" ")).is(422, "unsigned");
        put(Some("\"1\""), &|edit| edit["measure"]["id"] = json!("eu-act")).is(422, "id");
        let unknown = put(Some("\"1\""), &|edit| {
            edit["measure"]["features"][0]["feature"] = json!("transfer_condition");
        });
        assert!(unknown.is(422, "registry").body["hint"].as_str().unwrap().contains("transfer_conditions"));
        let quoted =
            put(Some("\"1\""), &|edit| edit["measure"]["title"] = json!("\"\n[[measure]]\nid = \"x\""));
        quoted.is_version(200, 2);
        assert_eq!(api.get("measures/eu-data").body["title"], "\"\n[[measure]]\nid = \"x\"");
        assert_eq!(put(Some("\"2\""), &|edit| edit["measure"]["in_force"] = json!("2027-02-30")).status, 422);
        assert_eq!(put(Some("\"2\""), &|edit| edit["measure"]["colour"] = json!("blue")).status, 422);
        api.ask("PUT", "measures/eu-dta", Some("\"1\""), &signed(&measure, "Bo")).is(422, "id");
        api.get("measures/eu-dta/history").is(404, "registry");
        let back = json!({ "version": 7, "by": "Bo", "why": "x" });
        api.ask("POST", "measures/eu-data/restore", Some("\"2\""), &back).is(404, "version");
        assert_eq!(api.history("eu-data").as_array().unwrap().len(), 2);
    });
}

#[test]
fn where_nothing_can_be_changed_the_answer_says_how_it_could() {
    for registry in [None, Some(folder().display().to_string())] {
        let api = Api::new(registry);
        let measure = api.get("measures?limit=1").body["measures"][0].clone();
        let id = measure["id"].as_str().unwrap().to_owned();
        let whole = api.get(&format!("measures/{id}"));
        assert_eq!((whole.status, &whole.tag), (200, &None));
        let edit = signed(&whole.body, "Bo");
        let back = json!({ "version": 1, "by": "Bo", "why": "x" });
        for (method, path, body) in [
            ("POST", "measures".to_owned(), &edit),
            ("PUT", format!("measures/{id}"), &edit),
            ("DELETE", format!("measures/{id}?by=Bo&why=x"), &Value::Null),
            ("POST", format!("measures/{id}/restore"), &back),
            ("GET", format!("measures/{id}/history"), &Value::Null),
            ("GET", format!("measures/{id}?version=1"), &Value::Null),
        ] {
            let answer = api.ask(method, &path, None, body);
            let hint = answer.is(403, "read_only").body["hint"].as_str().unwrap();
            assert!(hint.contains("--registry mine.db"), "{hint}");
        }
    }
}

#[test]
fn a_registry_that_is_not_there_ends_the_start() {
    let config = fresh();
    let registry = Some(config.data.join("none.db").display().to_string());
    let error = Server::bind(&Config { registry, ..config }).unwrap_err();
    assert!(error.to_string().contains("there is no registry"), "{error}");
    assert!(error.hint().unwrap().contains("comity policy init"));
}
