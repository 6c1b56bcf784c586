//! Scenarios about a registry of one's own, over real HTTP: what-ifs and jobs are about its measures as they are when they are asked for.

#![allow(clippy::unwrap_used, reason = "a test that fails should panic")]

mod common;

use comity_policy::Registry;
use comity_registry::{Database, Signed, fields};
use comity_scenario::regulation::Measures;
use comity_scenario::{Options, Run, Scenario, Source};
use comity_server::Config;
use common::{agent, fresh, serve};
use serde_json::{Value, json};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

const RULES: &str = "name = \"Rules\"\nbaseline = \"wiod-2011\"\n[[regulation.recognition]]\namong = [\"USA\", \"DEU\", \"CHN\"]\n";
const TARIFF: &str =
    "name = \"Tariff\"\nbaseline = \"wiod-2011\"\n[[tariff]]\ndestinations = [\"USA\"]\nrate = 0.1\n";

/// A server with a small registry of its own, made up for tests.
struct Api {
    address: String,
    registry: String,
}

impl Api {
    fn new() -> Self {
        let config = fresh();
        let registry = config.data.join("mine.db").display().to_string();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../policy/tests/files/registry");
        let signed = Signed { by: "Ana Silva", why: "a start" };
        Database::create(&registry, &Registry::files(&folder).unwrap(), signed).unwrap();
        Self { address: serve(&Config { registry: Some(registry.clone()), ..config }), registry }
    }

    fn get(&self, path: &str) -> Value {
        agent().get(format!("{}/api/v1/{path}", self.address)).call().unwrap().body_mut().read_json().unwrap()
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        let url = format!("{}/api/v1/{path}", self.address);
        agent().post(url).send_json(body).unwrap().body_mut().read_json().unwrap()
    }

    /// Waits for a job, and gives its name.
    fn done(&self, job: &Value) -> String {
        let id = job["id"].as_str().unwrap_or_else(|| panic!("{job}")).to_owned();
        let began = Instant::now();
        loop {
            let job = self.get(&format!("jobs/{id}"));
            match job["state"].as_str().unwrap() {
                "done" => return id,
                "queued" | "running" => assert!(began.elapsed() < Duration::from_secs(120), "{job}"),
                _ => panic!("{job}"),
            }
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn run(&self, text: &str) -> (String, Value) {
        let id = self.done(&self.post("runs", &json!({ "scenario": { "text": text } })));
        let table = self.get(&format!("jobs/{id}/tables/economies"));
        (id, table["columns"]["real_income_pct"].clone())
    }

    fn what_if(&self, text: &str) -> Value {
        let answer = self.post("whatif", &json!({ "scenario": text }));
        assert_eq!(answer["warnings"], json!([]), "{answer}");
        answer["columns"]["real_income_pct"].clone()
    }

    /// Changes a measure as somebody at a terminal does.
    fn edit(&self) {
        let mut database = Database::open(&self.registry).unwrap();
        let read = database.version("eu-data", None).unwrap().number;
        let level = if read == 1 { "1" } else { "3" };
        let text =
            fields::set(&database.text("eu-data", None).unwrap(), "features.transfer_conditions", level);
        let signed = Signed { by: "Bo Lindqvist", why: "the text was read again" };
        database.edit("eu-data", read, &text.unwrap(), signed).unwrap().unwrap();
    }

    fn measures(&self) -> Measures {
        Measures::of(&Database::open(&self.registry).unwrap().files().unwrap()).unwrap()
    }

    /// What `comity run --registry` says.
    fn expected(&self, text: &str) -> Value {
        let scenario = Scenario::parse(Source::alone("a.toml", text)).unwrap();
        let run = Run::new(scenario.with_measures(self.measures()), &Options::default()).unwrap();
        let income = run.outcome.economies.real_income.values().iter().map(|hat| (hat - 1.0) * 100.0);
        income.collect::<Vec<f64>>().into()
    }
}

#[test]
fn what_ifs_and_jobs_are_about_the_measures_of_the_server_as_they_are() {
    let api = Api::new();
    let before = api.expected(RULES);
    assert_eq!(api.what_if(RULES), before);
    let (job, income) = api.run(RULES);
    assert_eq!(income, before);
    let (idle, tariff) = api.run(TARIFF);
    let why = json!({ "scenario": RULES, "economy": "DEU" });
    let total = api.post("explain", &why)["total"].clone();

    api.edit();
    let after = api.expected(RULES);
    assert_ne!(after, before);
    assert_eq!(api.what_if(RULES), after);
    assert_ne!(api.post("explain", &why)["total"], total);
    let (other, income) = api.run(RULES);
    assert_eq!(income, after);
    assert_ne!(other, job);
    // What changes no rules is about no measures.
    assert_eq!(api.run(TARIFF), (idle, tariff));
    api.what_if(TARIFF);

    // What is as it was before is known.
    api.edit();
    assert_eq!((api.run(RULES), api.what_if(RULES)), ((job, before.clone()), before));
}

#[test]
fn measures_that_the_registry_does_not_have_are_a_fault_of_the_scenario() {
    let api = Api::new();
    let of = |id: &str| format!("{RULES}[[regulation.edit]]\nmeasure = \"{id}\"\nremove = true\n");
    let valid = |text: &str| api.post("scenarios/validate", &json!({ "scenario": text }))["valid"].clone();
    assert_eq!((valid(&of("eu-act")), valid(&of("eu-gdpr"))), (json!(true), json!(false)));
}

#[test]
fn a_job_that_waits_is_about_the_measures_of_when_it_was_asked_for() {
    let api = Api::new();
    let long = json!({ "scenario": { "name": "cheaper-trade" }, "settings": { "draws": 100_000 } });
    let long = api.post("ensembles", &long)["id"].as_str().unwrap().to_owned();
    let asked = json!({ "scenario": { "text": RULES }, "settings": { "draws": 4 } });
    let waits = api.post("ensembles", &asked);
    let before = api.measures().hash.sha256;
    api.edit();
    agent().delete(format!("{}/api/v1/jobs/{long}", api.address)).call().unwrap();
    let id = api.done(&waits);
    let record = api.get(&format!("jobs/{id}/files/ensemble.json")).to_string();
    assert!(record.contains(&before), "{record}");
    assert_ne!(api.post("ensembles", &asked)["id"], waits["id"]);
}
