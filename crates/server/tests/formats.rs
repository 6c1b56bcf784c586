//! Results in the form that is wanted, and baselines that are sent, over real HTTP.

#![allow(clippy::unwrap_used, reason = "a test that fails should panic")]

mod common;

use arrow_ipc::reader::StreamReader;
use comity_data::Baseline;
use comity_data::frame::Format;
use comity_report::table;
use comity_scenario::{Options, Run, Scenario};
use comity_server::Config;
use common::{agent, serve};
use serde_json::{Value, json};
use std::io::{Cursor, Write};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};
use zip::write::{SimpleFileOptions, ZipWriter};

const ARROW: &str = "application/vnd.apache.arrow.stream";

struct Api(String);

/// Status, type and content of an answer.
type Answer = (u16, String, Vec<u8>);

impl Api {
    fn new(data: &Path) -> Self {
        Self(serve(&Config { data: data.to_owned(), ..Config::default() }) + "/api/v1")
    }

    fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut request = ureq::http::Request::builder().method(method).uri(format!("{}/{path}", self.0));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut response = agent().run(request.body(body).unwrap()).unwrap();
        let kind = response.headers().get("content-type").map(|kind| kind.to_str().unwrap().to_owned());
        let body = response.body_mut().with_config().limit(1 << 30).read_to_vec().unwrap();
        (response.status().as_u16(), kind.unwrap_or_default(), body)
    }

    fn get(&self, path: &str, accept: &str) -> Answer {
        self.ask("GET", path, &[("accept", accept)], b"")
    }

    fn json(&self, path: &str) -> Value {
        serde_json::from_slice(&self.get(path, "*/*").2).unwrap()
    }

    fn post(&self, path: &str, accept: &str, body: &Value) -> Answer {
        let headers = [("content-type", "application/json"), ("accept", accept)];
        self.ask("POST", path, &headers, body.to_string().as_bytes())
    }

    /// Has a scenario run, and gives the job's name.
    fn ran(&self, asked: &Value) -> String {
        let (_, _, body) = self.post("runs", "*/*", asked);
        let job: Value = serde_json::from_slice(&body).unwrap();
        let id = job["id"].as_str().unwrap_or_else(|| panic!("{job}")).to_owned();
        let began = Instant::now();
        loop {
            let job = self.json(&format!("jobs/{id}"));
            match job["state"].as_str().unwrap() {
                "done" => return id,
                "queued" | "running" => assert!(began.elapsed() < Duration::from_secs(120), "{job}"),
                _ => panic!("{job}"),
            }
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn send(&self, zip: &[u8]) -> (u16, Value) {
        let (status, _, body) = self.ask("POST", "baselines", &[("content-type", "application/zip")], zip);
        (status, serde_json::from_slice(&body).unwrap())
    }
}

#[test]
fn tables_say_the_same_in_every_form() {
    let folder = tempfile::tempdir().unwrap();
    let api = Api::new(folder.path());
    let id = api.ran(&json!({ "scenario": { "name": "cheaper-digital-services" } }));
    let listed = api.json(&format!("jobs/{id}/tables"));
    let names: Vec<&str> = listed.as_array().unwrap().iter().map(|of| of["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["economies", "flows", "sectors"]);

    for name in names {
        let path = format!("jobs/{id}/tables/{name}");
        let (status, kind, body) = api.get(&path, "*/*");
        assert_eq!((status, kind.as_str()), (200, "application/json"));
        let columns: Value = serde_json::from_slice(&body).unwrap();
        for (form, kind) in [("csv", "text/csv"), ("parquet", "application/vnd.apache.parquet")] {
            let (status, found, body) = api.get(&format!("{path}?format={form}"), "image/png");
            assert_eq!((status, found.as_str()), (200, kind));
            let again = table::read(&format!("a.{form}"), body).unwrap();
            let again = table::encode(name, &again, table::Form::Json, &[]).unwrap();
            assert!(serde_json::from_slice::<Value>(&again).unwrap() == columns, "{name} as {form}");
        }
        let (_, found, body) = api.get(&path, ARROW);
        assert_eq!(found, ARROW);
        let stream = StreamReader::try_new(Cursor::new(body), None).unwrap();
        let rows: usize = stream.map(|batch| batch.unwrap().num_rows()).sum();
        assert_eq!(json!(rows), columns["rows"]);
    }

    let run = Run::new(Scenario::find("cheaper-digital-services").unwrap(), &Options::default()).unwrap();
    let income: Vec<f64> =
        run.outcome.economies.real_income.values().iter().map(|hat| (hat - 1.0) * 100.0).collect();
    assert_eq!(api.json(&format!("jobs/{id}/tables/economies"))["columns"]["real_income_pct"], json!(income));

    let (status, kind, body) = api.get(&format!("jobs/{id}/spreadsheet"), "*/*");
    assert_eq!(status, 200);
    assert!(kind.ends_with("spreadsheetml.sheet") && body.starts_with(b"PK"), "{kind}");

    for (path, status, code) in [
        ("tables/economies?format=xml", 422, "format"),
        ("tables/..%2Fjobs.sqlite", 404, "table"),
        ("tables/run", 404, "table"),
    ] {
        let (found, kind, body) = api.get(&format!("jobs/{id}/{path}"), "*/*");
        let body: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!((found, kind.as_str(), &body["code"]), (status, "application/problem+json", &json!(code)));
    }
    assert_eq!(api.get(&format!("jobs/{id}/tables/economies"), "image/png").0, 406);
    assert_eq!(api.get("jobs/0/spreadsheet", "*/*").0, 404);
}

#[test]
fn a_what_if_comes_as_arrow_too() {
    let folder = tempfile::tempdir().unwrap();
    let api = Api::new(folder.path());
    let asked = json!({ "baseline": "wiod-2011", "moves": { "tariffs": [{ "rate": 0.1, "destinations": ["USA"] }] } });
    let shown: Value = serde_json::from_slice(&api.post("whatif", "application/json", &asked).2).unwrap();
    let (status, kind, body) = api.post("whatif", ARROW, &asked);
    assert_eq!((status, kind.as_str()), (200, ARROW));
    let mut stream = StreamReader::try_new(Cursor::new(body), None).unwrap();
    assert_eq!(json!(stream.schema().metadata()["scenario"]), shown["scenario"]);
    let batch = stream.next().unwrap().unwrap();
    let column = batch.column_by_name("real_income_pct").unwrap().to_data();
    let values = &column.buffers()[0].typed_data::<f64>()[..batch.num_rows()];
    assert_eq!(json!(values), shown["columns"]["real_income_pct"]);
}

/// The files of a small baseline, as text.
fn small() -> Vec<(String, Vec<u8>)> {
    let folder = tempfile::tempdir().unwrap();
    let mut baseline = Baseline::embedded("wiod-2011").unwrap();
    baseline.meta.name = "my-world".to_owned();
    baseline.write(folder.path(), Format::Csv).unwrap();
    let files = std::fs::read_dir(folder.path()).unwrap().map(|entry| {
        let entry = entry.unwrap();
        (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap())
    });
    files.collect()
}

fn zipped(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(format!("my-world/{name}"), SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_baseline_that_was_sent_is_one_among_the_others_until_it_is_removed() {
    let folder = tempfile::tempdir().unwrap();
    let api = Api::new(folder.path());
    let zip = zipped(&small());
    let (status, kept) = api.send(&zip);
    assert_eq!(status, 201, "{kept}");
    let id = kept["world"]["id"].as_str().unwrap();
    assert_eq!((&kept["world"]["name"], &kept["world"]["uploaded"]), (&json!("my-world"), &json!(true)));
    assert_eq!(kept["check"]["balances"].as_array().unwrap().len(), 3);
    assert_eq!(api.send(&zip).0, 200);
    assert_eq!(api.json("baselines"), json!(["wiod-2011", id]));
    assert_eq!(api.json(&format!("baselines/{id}"))["economies"].as_array().unwrap().len(), 41);

    // The same numbers in, the same numbers out, by each way to an answer.
    let moves = json!({ "tariffs": [{ "rate": 0.1, "destinations": ["USA"] }] });
    let answer = |baseline: &str| -> Value {
        let asked = json!({ "baseline": baseline, "moves": moves });
        serde_json::from_slice(&api.post("whatif", "*/*", &asked).2).unwrap()
    };
    let (shipped, sent) = (answer("wiod-2011"), answer(id));
    assert_eq!(sent["columns"], shipped["columns"], "{sent}");
    let weighed = |baseline: &str| {
        api.json(&format!("policy/fragmentation?from=2024&to=2024&sector=all&baseline={baseline}"))["index"]
            .clone()
    };
    assert!(weighed(id).is_array());
    assert_eq!(weighed(id), weighed("wiod-2011"));
    for asked in [
        json!({ "scenario": { "text": sent["scenario"] } }),
        json!({ "scenario": { "text": shipped["scenario"] }, "settings": { "baseline": id } }),
    ] {
        let job = api.ran(&asked);
        let table = api.json(&format!("jobs/{job}/tables/economies"));
        assert_eq!(table["columns"]["real_income_pct"], shipped["columns"]["real_income_pct"]);
    }

    assert_eq!(api.ask("DELETE", "baselines/wiod-2011", &[], b"").0, 409);
    assert_eq!(api.ask("DELETE", &format!("baselines/{id}"), &[], b"").0, 204);
    assert_eq!(api.ask("DELETE", &format!("baselines/{id}"), &[], b"").0, 404);
    assert_eq!(api.post("whatif", "*/*", &json!({ "baseline": id, "moves": moves })).0, 422);
    assert_eq!(std::fs::read_dir(folder.path().join("baselines")).unwrap().count(), 0);
}

#[test]
fn faults_of_a_baseline_have_file_row_and_column() {
    let folder = tempfile::tempdir().unwrap();
    let api = Api::new(folder.path());
    let mut files = small();
    for (name, bytes) in &mut files {
        let mut text = String::from_utf8(bytes.clone()).unwrap();
        match name.as_str() {
            "flows.csv" => text = text.replacen(",USA,", ",USB,", 1),
            "final.csv" => text.push_str("AUS,c1,many\n"),
            "use.csv" => text = text.replacen(',', ",\u{1}", 3),
            _ => continue,
        }
        *bytes = text.into_bytes();
    }
    let (status, problem) = api.send(&zipped(&files));
    assert_eq!((status, &problem["code"]), (422, &json!("baseline")), "{problem}");
    let errors = problem["errors"].as_array().unwrap();
    let files: Vec<&str> = errors.iter().map(|of| of["file"].as_str().unwrap()).collect();
    assert_eq!(files, ["flows.csv", "use.csv", "final.csv"], "{problem}");
    assert_eq!(errors[0]["message"], "unknown economy `USB`");
    assert!(errors[0]["row"].as_u64().unwrap() > 1 && errors[0]["hint"].as_str().unwrap().contains("USA"));
    assert_eq!(errors[2]["column"], "value");
    assert_eq!(api.json("baselines"), json!(["wiod-2011"]));
}

#[test]
fn what_is_no_baseline_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let api = Api::new(folder.path());
    assert_eq!(api.send(b"no zip").1["code"], "zip");
    let (status, problem) = api.send(&zipped(&[("notes.txt".to_owned(), b"hello".to_vec())]));
    assert_eq!((status, &problem["errors"][0]["file"]), (422, &json!("baseline.toml")), "{problem}");
    assert_eq!(api.ask("POST", "baselines", &[("content-type", "text/plain")], b"x").0, 415);
    assert_eq!(api.ask("POST", "baselines", &[("content-type", "multipart/form-data")], b"x").0, 400);
    // A scenario may name what was sent, and nothing else that lies there.
    for name in ["..", "../baselines", "upload-x/../..", "/etc", ""] {
        let text = format!("name = \"a\"\nbaseline = {name:?}\n");
        assert_eq!(api.post("whatif", "*/*", &json!({ "scenario": text })).0, 422, "{name}");
        assert_eq!(api.post("whatif", "*/*", &json!({ "baseline": name, "moves": {} })).0, 422, "{name}");
        let asked = json!({ "scenario": { "text": text } });
        assert_eq!(api.post("runs", "*/*", &asked).0, 422, "{name}");
    }
}

#[test]
fn a_form_may_have_the_files_one_by_one() {
    let folder = tempfile::tempdir().unwrap();
    let api = Api::new(folder.path());
    let mut body = Vec::new();
    for (name, bytes) in small() {
        let head = format!(
            "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"my-world/{name}\"\r\n\r\n"
        );
        body.extend([head.as_bytes(), &bytes, b"\r\n"].concat());
    }
    body.extend(b"--b--\r\n");
    let headers = [("content-type", "multipart/form-data; boundary=b")];
    let (status, _, said) = api.ask("POST", "baselines", &headers, &body);
    let said: Value = serde_json::from_slice(&said).unwrap();
    assert_eq!(status, 201, "{said}");
    assert_eq!(said["world"]["id"], api.send(&zipped(&small())).1["world"]["id"]);
}
