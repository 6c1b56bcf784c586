//! Jobs over real HTTP, at ports that are free.

#![allow(clippy::unwrap_used, reason = "a test that fails should panic")]

mod common;

use comity_scenario::ai::Draws;
use comity_scenario::pillars::Closing;
use comity_scenario::{Options, Pillars, Results, Run, Scenario};
use comity_server::{Bounds, Config, Server};
use common::{agent, serve};
use serde_json::{Value, json};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

// The registry's tests have a server of PostgreSQL to start.
#[allow(dead_code)]
#[path = "../../registry/tests/it/server.rs"]
mod server;

/// Does something with jobs in a file, and with jobs on a server where there is any.
fn each(test: impl Fn(&Config)) {
    let folder = tempfile::tempdir().unwrap();
    test(&Config { data: folder.path().to_owned(), ..Config::default() });
    if let Some(address) = server::database() {
        let folder = tempfile::tempdir().unwrap();
        test(&Config { data: folder.path().to_owned(), jobs: Some(address), ..Config::default() });
    }
}

struct Api(String);

impl Api {
    fn new(data: &Path) -> Self {
        Self::of(&Config { data: data.to_owned(), ..Config::default() })
    }

    fn of(config: &Config) -> Self {
        Self(serve(config))
    }

    fn get(&self, path: &str) -> (u16, Vec<u8>) {
        let mut response = agent().get(format!("{}/api/v1/{path}", self.0)).call().unwrap();
        (response.status().as_u16(), response.body_mut().read_to_vec().unwrap())
    }

    fn json(&self, path: &str) -> Value {
        serde_json::from_slice(&self.get(path).1).unwrap()
    }

    fn post(&self, path: &str, body: &Value) -> (u16, Value) {
        let mut response = agent().post(format!("{}/api/v1/{path}", self.0)).send_json(body).unwrap();
        (response.status().as_u16(), response.body_mut().read_json().unwrap())
    }

    fn delete(&self, id: &str) -> u16 {
        agent().delete(format!("{}/api/v1/jobs/{id}", self.0)).call().unwrap().status().as_u16()
    }

    /// Asks for a job, and waits until it has ended.
    fn ended(&self, path: &str, body: &Value) -> Value {
        let (status, job) = self.post(path, body);
        assert_eq!(status, 202, "{job}");
        self.wait(job["id"].as_str().unwrap())
    }

    fn wait(&self, id: &str) -> Value {
        let began = Instant::now();
        loop {
            let job = self.json(&format!("jobs/{id}"));
            if job["state"] != "queued" && job["state"] != "running" {
                return job;
            }
            assert!(began.elapsed() < Duration::from_secs(120), "{job}");
            thread::sleep(Duration::from_millis(20));
        }
    }
}

#[test]
fn a_run_has_the_files_of_the_command_and_is_not_run_twice() {
    let folder = tempfile::tempdir().unwrap();
    let api = Api::new(folder.path());
    let asked = json!({ "scenario": { "name": "cheaper-digital-services" } });
    let job = api.ended("runs", &asked);
    assert_eq!(job["state"], "done", "{job}");
    let id = job["id"].as_str().unwrap();

    let scenario = Scenario::find("cheaper-digital-services").unwrap();
    let text = scenario.source.text.clone();
    let mut run = Run::new(scenario, &Options { schools: true, ..Options::default() }).unwrap();
    let expected = tempfile::tempdir().unwrap();
    Results::new(&run).unwrap().write(expected.path(), &mut run).unwrap();
    for name in ["economies.csv", "sectors.csv", "flows.parquet"] {
        let (status, found) = api.get(&format!("jobs/{id}/files/{name}"));
        assert_eq!((status, found), (200, std::fs::read(expected.path().join(name)).unwrap()), "{name}");
    }
    assert_eq!(api.get(&format!("jobs/{id}/files/scenario.toml")), (200, text.into_bytes()));
    assert_eq!(api.get(&format!("jobs/{id}/files/..%2F..%2Fjobs.sqlite")).0, 404);
    let report = agent().get(format!("{}/api/v1/jobs/{id}/files/report.html", api.0)).call().unwrap();
    assert_eq!(report.headers()["content-disposition"], "attachment; filename=\"report.html\"");

    let (status, again) = api.post("runs", &asked);
    assert_eq!((status, again), (200, job.clone()));
    let (_, other) =
        api.post("runs", &json!({ "scenario": asked["scenario"], "settings": { "decompose": true } }));
    assert_ne!(other["id"], id);
}

#[test]
fn comparisons_and_ensembles_are_jobs_with_events() {
    let folder = tempfile::tempdir().unwrap();
    let api = Api::new(folder.path());
    let (one, other) = (json!({ "name": "cheaper-trade" }), json!({ "name": "cheaper-digital-services" }));
    let compared =
        api.ended("comparisons", &json!({ "scenarios": [one, other], "settings": { "draws": 0 } }));
    assert_eq!(compared["state"], "done", "{compared}");
    let files = api.json(&format!("jobs/{}/files", compared["id"].as_str().unwrap()));
    assert!(files.as_array().unwrap().contains(&json!("compare.json")), "{files}");
    assert_eq!(compared["titles"], json!(["Cheaper trade in everything", "Cheaper digital services"]));
    let view = api.json(&format!("jobs/{}/files/view.json", compared["id"].as_str().unwrap()));
    let table = api.get(&format!("jobs/{}/files/compare.csv", compared["id"].as_str().unwrap())).1;
    let first: f64 =
        String::from_utf8(table).unwrap().lines().nth(1).unwrap().split(',').nth(2).unwrap().parse().unwrap();
    let shown = view["scenarios"][0]["changes"]["real_income_pct"][0].as_f64().unwrap();
    assert!((shown - first).abs() < 1e-6, "{shown} {first}");

    let asked = json!({ "scenario": one, "settings": { "draws": 300, "seed": 3 } });
    let (status, job) = api.post("ensembles", &asked);
    assert_eq!(status, 202);
    let events = api.get(&format!("jobs/{}/events", job["id"].as_str().unwrap())).1;
    let events = String::from_utf8(events).unwrap();
    let last = events.lines().rfind(|line| line.starts_with("data: ")).unwrap();
    let last: Value = serde_json::from_str(last.trim_start_matches("data: ")).unwrap();
    assert_eq!(last["state"], "done", "{events}");
    assert!(events.contains("\"total\":"), "{events}");
}

#[test]
fn what_closing_gaps_is_worth_is_what_the_command_says() {
    let folder = tempfile::tempdir().unwrap();
    let api = Api::new(folder.path());
    let settings = json!({ "draws": 4, "share": 0.5, "by": 2035 });
    let asked = json!({ "scenario": { "name": "ai-2040" }, "settings": settings });
    let job = api.ended("divides", &asked);
    assert_eq!(job["state"], "done", "{job}");
    let id = job["id"].as_str().unwrap();
    let run = Run::new(Scenario::find("ai-2040").unwrap(), &Options::default()).unwrap();
    let closing = Closing { share: 0.5, by: Some(2035) };
    let found = Pillars::of(&run, closing, Draws { count: 4, seed: 1 }, &mut |_| ()).unwrap();
    assert_eq!(api.json(&format!("jobs/{id}/files/divide.json")), found.json());
    let table = api.get(&format!("jobs/{id}/files/divide_pillars.csv"));
    assert_eq!(table, (200, found.table().unwrap()));

    for wrong in [json!({ "design": "sobol" }), json!({ "decompose": true })] {
        let asked = json!({ "scenario": { "name": "ai-2040" }, "settings": wrong });
        assert_eq!(api.post("divides", &asked).0, 422, "{wrong}");
    }
    let asked = json!({ "scenario": { "name": "ai-2040" }, "settings": settings });
    assert_eq!(api.post("ensembles", &asked).0, 422);
    let failed = api.ended("divides", &json!({ "scenario": { "name": "cheaper-trade" } }));
    assert_eq!(failed["state"], "failed", "{failed}");
    assert!(failed["problem"]["detail"].as_str().unwrap().contains("says nothing about AI"), "{failed}");
}

#[test]
fn a_cancelled_job_has_no_results_and_can_be_asked_again() {
    let folder = tempfile::tempdir().unwrap();
    let api = Api::new(folder.path());
    let asked = json!({ "scenario": { "name": "cheaper-trade" }, "settings": { "draws": 100_000 } });
    let id = api.post("ensembles", &asked).1["id"].as_str().unwrap().to_owned();
    assert_eq!(api.delete(&id), 200);
    assert_eq!(api.wait(&id)["state"], "cancelled");
    assert_eq!(api.get(&format!("jobs/{id}/files")).0, 409);
    assert!(!folder.path().join(format!("results/{id}")).exists());
    assert_eq!(api.post("ensembles", &asked).0, 202);
    assert_eq!(api.delete(&id), 200);
}

#[test]
fn whoever_asks_for_what_is_being_cancelled_has_it_go_on() {
    each(|config| {
        let api = Api::of(config);
        let asked = json!({ "scenario": { "name": "cheaper-trade" }, "settings": { "draws": 100_000 } });
        let id = api.post("ensembles", &asked).1["id"].as_str().unwrap().to_owned();
        for _ in 0..3 {
            while api.json(&format!("jobs/{id}"))["progress"].is_null() {
                thread::sleep(Duration::from_millis(10));
            }
            assert_eq!((api.delete(&id), api.post("ensembles", &asked).0), (200, 202));
            let began = Instant::now();
            while began.elapsed() < Duration::from_millis(500) {
                let state = api.json(&format!("jobs/{id}"))["state"].clone();
                assert!(state == "running" || state == "queued", "{state}");
                thread::sleep(Duration::from_millis(5));
            }
        }
        assert_eq!(api.delete(&id), 200);
        assert_eq!(api.wait(&id)["state"], "cancelled");
    });
}

#[test]
fn what_has_ended_can_be_removed() {
    each(|config| {
        let api = Api::of(config);
        let asked = json!({ "scenario": { "name": "cheaper-trade" } });
        let id = api.ended("runs", &asked)["id"].as_str().unwrap().to_owned();
        let folder = config.data.join("results").join(&id);
        assert!(folder.is_dir());
        assert_eq!(api.delete(&id), 204);
        assert_eq!((api.get(&format!("jobs/{id}")).0, api.delete(&id)), (404, 404));
        assert!(!folder.exists());
        assert_eq!(std::fs::read_dir(config.data.join("results")).unwrap().count(), 0);
        assert_eq!(api.post("runs", &asked).0, 202);
    });
}

#[test]
fn the_oldest_go_when_there_are_too_many() {
    each(|config| {
        let api = Api::of(&Config { bounds: Bounds { kept: 2, ..Bounds::default() }, ..config.clone() });
        let scenarios = ["cheaper-trade", "cheaper-digital-services", "ai-2040"];
        let ids =
            scenarios.map(|name| api.ended("runs", &json!({ "scenario": { "name": name } }))["id"].clone());
        // They go just after the last one has ended.
        let began = Instant::now();
        while api.json("jobs").as_array().unwrap().len() > 2 {
            assert!(began.elapsed() < Duration::from_secs(20));
            thread::sleep(Duration::from_millis(20));
        }
        let left: Vec<Value> =
            api.json("jobs").as_array().unwrap().iter().map(|job| job["id"].clone()).collect();
        assert_eq!(left, [ids[2].clone(), ids[1].clone()]);
        assert!(!config.data.join("results").join(ids[0].as_str().unwrap()).exists());
    });
}

#[test]
fn one_job_too_many_is_asked_to_come_back() {
    each(|config| {
        let api = Api::of(&Config { bounds: Bounds { waiting: 2, ..Bounds::default() }, ..config.clone() });
        let asked = |seed: usize| json!({ "scenario": { "name": "cheaper-trade" }, "settings": { "draws": 100_000, "seed": seed } });
        // One runs, and two wait.
        let first = api.post("ensembles", &asked(0)).1["id"].as_str().unwrap().to_owned();
        while api.json(&format!("jobs/{first}"))["state"] != "running" {
            thread::sleep(Duration::from_millis(10));
        }
        for seed in 1..=2 {
            assert_eq!(api.post("ensembles", &asked(seed)).0, 202);
        }
        let url = format!("{}/api/v1/ensembles", api.0);
        let mut full = agent().post(url).send_json(asked(3)).unwrap();
        let wait = full.headers().get("retry-after").cloned();
        let problem: Value = full.body_mut().read_json().unwrap();
        assert_eq!((&problem["status"], &problem["code"]), (&json!(429), &json!("full")), "{problem}");
        assert_eq!(wait.unwrap(), "10");
        // What was asked before is still answered.
        assert_eq!(api.post("ensembles", &asked(1)).0, 202);
        for job in api.json("jobs").as_array().unwrap() {
            assert_eq!(api.delete(job["id"].as_str().unwrap()), 200);
        }
    });
}

#[test]
fn what_cannot_be_run_is_said_at_once_or_as_a_failed_job() {
    let folder = tempfile::tempdir().unwrap();
    let api = Api::new(folder.path());
    for asked in [
        json!({ "scenario": { "name": "../ai-2040" } }),
        json!({ "scenario": { "text": "name = 1" } }),
        json!({ "scenario": { "name": "ai-2040" }, "settings": { "baseline": "/etc" } }),
        json!({ "scenario": { "name": "ai-2040" }, "settings": { "closure": "open" } }),
        json!({ "scenario": { "name": "ai-2040" }, "settings": { "draws": 10 } }),
    ] {
        assert_eq!(api.post("runs", &asked).0, 422, "{asked}");
    }
    let one = json!({ "name": "ai-2040" });
    let draws = json!({ "scenario": one, "settings": { "draws": 100_001 } });
    assert_eq!(api.post("ensembles", &draws).0, 422);
    for scenarios in [vec![&one], vec![&one; 9]] {
        assert_eq!(api.post("comparisons", &json!({ "scenarios": scenarios })).0, 422);
    }
    assert_eq!(api.json("jobs"), json!([]));
    let text = "name = \"a\"\nbaseline = \"wiod-2011\"\n[[tariff]]\nfile = \"Cargo.toml\"";
    let job = api.ended("runs", &json!({ "scenario": { "text": text } }));
    assert_eq!((&job["state"], &job["problem"]["code"]), (&json!("failed"), &json!("scenario")), "{job}");
    assert_eq!(api.get("jobs/none").0, 404);
}

#[test]
fn a_folder_and_a_database_have_one_server() {
    each(|config| {
        let _first = Server::bind(config).unwrap();
        let error = Server::bind(config).unwrap_err();
        assert!(error.to_string().contains("cannot keep jobs") && error.hint().is_some(), "{error}");
        if config.jobs.is_some() {
            let other = tempfile::tempdir().unwrap();
            let error =
                Server::bind(&Config { data: other.path().to_owned(), ..config.clone() }).unwrap_err();
            assert!(error.to_string().contains("postgres://"), "{error}");
        }
    });
    let error = Server::bind(&Config { jobs: Some("mysql://".to_owned()), ..Config::default() }).unwrap_err();
    assert!(error.hint().unwrap().contains("postgres://"));
}

#[test]
fn a_connection_that_breaks_is_made_again() {
    let Some(address) = server::database() else { return };
    let folder = tempfile::tempdir().unwrap();
    let api =
        Api::of(&Config { data: folder.path().to_owned(), jobs: Some(address.clone()), ..Config::default() });
    let mut other = postgres::Client::connect(&address, postgres::NoTls).unwrap();
    let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()";
    assert!(!other.query(end, &[]).unwrap().is_empty());
    let began = Instant::now();
    // Whoever asks first may hear that it broke; the next one does not.
    while api.get("jobs").0 != 200 {
        assert!(began.elapsed() < Duration::from_secs(20));
        thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(api.ended("runs", &json!({ "scenario": { "name": "cheaper-trade" } }))["state"], "done");
}
