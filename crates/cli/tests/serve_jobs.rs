//! Jobs of `comity serve` outlive the program, however it ends, with jobs in a file and on a server of PostgreSQL.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that fails should panic")]

#[path = "common/serving.rs"]
mod serving;
// The registry's tests have a server of PostgreSQL to start.
#[allow(dead_code)]
#[path = "../../registry/tests/it/server.rs"]
mod server;

use serde_json::{Value, json};
use serving::Serving;
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;
use tempfile::tempdir;

/// Does something with a folder and the arguments that say where jobs are.
fn each(test: impl Fn(&Path, &[String])) {
    let folder = tempdir().unwrap();
    test(folder.path(), &[]);
    if let Some(address) = server::database() {
        let folder = tempdir().unwrap();
        test(folder.path(), &["--jobs".to_owned(), address]);
    }
}

/// A run that no other is like.
fn run(number: usize) -> Value {
    let text = format!(
        "name = \"a\"\nbaseline = \"wiod-2011\"\n[[trade_cost]]\ndestinations = [\"USA\"]\nfactor = {}\n",
        0.9 + number as f64 / 1000.0
    );
    json!({ "scenario": { "text": text } })
}

fn long() -> Value {
    json!({ "scenario": { "name": "cheaper-trade" }, "settings": { "draws": 100_000 } })
}

fn id(job: &Value) -> String {
    job["id"].as_str().unwrap().to_owned()
}

fn solved(job: &Value) -> u64 {
    job["progress"]["done"].as_u64().unwrap_or_default()
}

/// Every file of a job that is said to be done.
fn files(server: &Serving, id: &str) -> BTreeMap<String, Vec<u8>> {
    let names = server.json(&format!("jobs/{id}/files"));
    let names = names.as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned());
    names
        .map(|name| {
            let (status, bytes) = server.get(&format!("jobs/{id}/files/{name}"));
            assert_eq!(status, 200, "{name}");
            (name, bytes)
        })
        .collect()
}

#[test]
fn killed_at_any_moment_it_loses_no_finished_job_and_shows_no_unfinished_one_as_done() {
    each(|folder, more| {
        let mut finished: BTreeMap<String, BTreeMap<String, Vec<u8>>> = BTreeMap::new();
        let mut asked: BTreeMap<String, Value> = BTreeMap::new();
        let rounds = 4;
        for round in 0..rounds {
            let server = Serving::start(folder, more);
            let listed = server.json("jobs");
            for job in listed.as_array().unwrap() {
                assert!(asked.contains_key(job["id"].as_str().unwrap()), "nobody asked for {job}");
            }
            let runs: Vec<String> = (3 * round..3 * round + 3)
                .map(|number| {
                    let body = run(number);
                    let (status, job) = server.post("runs", &body);
                    assert_eq!(status, 202, "{job}");
                    asked.insert(id(&job), body);
                    id(&job)
                })
                .collect();
            let ensemble = json!({
                "scenario": { "name": "cheaper-trade" }, "settings": { "draws": 30, "seed": round },
            });
            let (status, job) = server.post("ensembles", &ensemble);
            assert_eq!(status, 202, "{job}");
            // Once something is done, and then a little, each time another while.
            server.until(&runs[0], |job| job["state"] == "done");
            thread::sleep(Duration::from_millis(37 * round as u64));
            for job in server.json("jobs").as_array().unwrap().iter().filter(|job| job["state"] == "done") {
                finished.entry(id(job)).or_insert_with_key(|id| files(&server, id));
            }
            asked.insert(id(&job), ensemble);
            server.kill();
        }

        let server = Serving::start(folder, more);
        for (id, before) in &finished {
            assert_eq!(server.json(&format!("jobs/{id}"))["state"], "done");
            assert_eq!(files(&server, id), *before, "the files of {id} changed");
        }
        for (id, body) in &asked {
            // Those that were begun too often say so.
            let job = server.until(id, |job| job["ended_at"].is_number());
            assert!(job["state"] == "done" || job["problem"]["code"] == "interrupted", "{job}");
            if job["state"] == "done" {
                let files = files(&server, id);
                assert!(
                    files.contains_key("scenario.toml") && files.keys().all(|name| !name.ends_with(".part"))
                );
                let path = if body["settings"].is_null() { "runs" } else { "ensembles" };
                assert_eq!(server.post(path, body), (200, job), "identical inputs have their results");
            }
        }
        assert!(finished.len() >= rounds);
        assert_eq!(asked.len(), 4 * rounds);
        // Nothing is left but results, and what interrupted jobs may go on from.
        for entry in fs::read_dir(folder.join("results")).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let state = server.json(&format!("jobs/{}", name.trim_end_matches(".part")))["state"].clone();
            assert_eq!(state, if name.ends_with(".part") { "interrupted" } else { "done" }, "{name}");
        }
    });
}

#[test]
fn what_ends_the_program_three_times_is_not_begun_again() {
    each(|folder, more| {
        let server = Serving::start(folder, more);
        let name = id(&server.post("ensembles", &long()).1);
        let mut server = Some(server);
        let mut before = 0;
        for _ in 0..3 {
            let running = server.take().unwrap_or_else(|| Serving::start(folder, more));
            let job = running.until(&name, |job| solved(job) > before);
            assert_eq!(job["state"], "running");
            // It goes on from where it was.
            before = solved(&job);
            running.kill();
        }
        let server = Serving::start(folder, more);
        let job = server.json(&format!("jobs/{name}"));
        assert_eq!(
            (&job["state"], &job["problem"]["code"]),
            (&json!("interrupted"), &json!("interrupted")),
            "{job}"
        );
        assert!(job["problem"]["detail"].as_str().unwrap().contains("3 times"));
        assert_eq!(server.get(&format!("jobs/{name}/files")).0, 409);
        assert_eq!(server.post("ensembles", &long()).0, 202);
    });
}

#[test]
fn an_orderly_stop_is_prompt_and_counts_as_no_failure() {
    each(|folder, more| {
        let mut before = 0;
        for (round, signal) in ["-INT", "-TERM", "-INT", "-TERM", "-INT"].into_iter().enumerate() {
            let server = Serving::start(folder, more);
            let (status, job) = server.post("ensembles", &long());
            assert_eq!(status, 202, "{job}");
            let name = id(&job);
            let url = server.url(&format!("jobs/{name}/events"));
            let (heard, first) = mpsc::channel();
            let stream = thread::spawn(move || {
                let body = Serving::agent().get(url).call().unwrap().into_body();
                let lines = BufReader::new(body.into_reader()).lines().map(Result::unwrap);
                let tell = |line: &String| _ = heard.send(line.contains("\"running\""));
                lines.inspect(tell).collect::<String>()
            });
            assert!(first.iter().any(|running| running), "no event says that it runs");
            let now = solved(&server.until(&name, |job| solved(job) > before));
            before = now;
            let took = server.stop(signal);
            assert!(took < Duration::from_secs(4), "round {round}: {took:?}");
            let events = stream.join().unwrap();
            assert!(!events.contains("\"cancelled\""), "{events}");
        }
    });
}

#[test]
fn results_that_are_gone_are_not_shown_as_done() {
    each(|folder, more| {
        let server = Serving::start(folder, more);
        let name = id(&server.post("runs", &run(0)).1);
        server.until(&name, |job| job["state"] == "done");
        server.kill();
        fs::remove_dir_all(folder.join("results").join(&name)).unwrap();
        let server = Serving::start(folder, more);
        let job = server.json(&format!("jobs/{name}"));
        assert_eq!((&job["state"], &job["problem"]["code"]), (&json!("failed"), &json!("gone")), "{job}");
        assert_eq!(server.post("runs", &run(0)).0, 202);
    });
}
