//! The API over real HTTP, at a port that is free.

#![allow(clippy::unwrap_used, reason = "a test that fails should panic")]

mod common;

use comity_scenario::{Options, PARTS, Run, Scenario};
use comity_server::{Config, Server};
use common::{agent, fresh, serve};
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::OnceLock;
use std::time::Duration;
use ureq::http::Response;
use ureq::{Agent, Body};

/// The address of a server that all tests share.
fn address() -> &'static str {
    static ADDRESS: OnceLock<String> = OnceLock::new();
    ADDRESS.get_or_init(|| serve(&fresh()))
}

fn get(path: &str) -> Response<Body> {
    agent().get(format!("{}{path}", address())).call().unwrap()
}

fn post(path: &str, body: &Value) -> Response<Body> {
    agent().post(format!("{}{path}", address())).send_json(body).unwrap()
}

fn json_of(mut response: Response<Body>) -> Value {
    response.body_mut().read_json().unwrap()
}

/// Checks that an answer is a problem as RFC 9457 has it, with a status and a word.
fn problem(response: Response<Body>, status: u16, code: &str) -> Value {
    assert_eq!(response.status(), status);
    assert_eq!(response.headers()["content-type"], "application/problem+json");
    let body = json_of(response);
    assert_eq!((&body["status"], &body["code"]), (&json!(status), &json!(code)), "{body}");
    assert!(!body["detail"].as_str().unwrap().is_empty());
    body
}

#[test]
fn health_answers_with_the_headers_of_every_answer() {
    let response = get("/api/v1/health");
    assert_eq!(response.status(), 200);
    let headers = response.headers();
    assert!(headers["content-security-policy"].to_str().unwrap().starts_with("default-src 'none'"));
    assert_eq!(headers["x-content-type-options"], "nosniff");
    assert!(headers.get("access-control-allow-origin").is_none());
    assert_eq!(json_of(response)["status"], "ok");
}

#[test]
fn every_answer_keeps_browsers_from_doing_more_than_it_says() {
    for path in ["/", "/api/v1/health", "/nowhere", "/api/v1/jobs/none", "/api/v1/baselines/none"] {
        let answer = get(path);
        let headers = answer.headers();
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("x-frame-options", "DENY"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(headers[name], value, "{path}");
        }
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'self';"), "{path}: {policy}");
        assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
    }
}

#[test]
fn a_body_that_does_not_come_is_not_waited_for() {
    let mut stream = TcpStream::connect(address().trim_start_matches("http://")).unwrap();
    let head = "POST /api/v1/whatif HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{";
    stream.write_all(head.as_bytes()).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 408");
}

#[test]
fn the_workbench_is_a_page_a_program_and_styles_of_this_server() {
    let page = get("/").body_mut().read_to_string().unwrap();
    for (path, kind) in
        [("/app.js", "text/javascript"), ("/app.css", "text/css"), ("/licences.md", "text/plain")]
    {
        let mut answer = get(path);
        assert!(answer.headers()["content-type"].to_str().unwrap().starts_with(kind));
        assert!(answer.body_mut().read_to_string().unwrap().len() > 1000, "{path}");
    }
    assert!(page.contains("src=\"./app.js\"") && page.contains("href=\"./app.css\""), "{page}");
    assert!(!page.contains("<style") && !page.contains("<script>"), "the policy forbids inline parts");
}

#[test]
fn the_page_to_try_the_api_is_one_of_the_workbench() {
    let agent: Agent =
        Agent::config_builder().max_redirects(0).max_redirects_will_error(false).build().into();
    for path in ["/api", "/api/v1", "/api/v1/"] {
        let response = agent.get(format!("{}{path}", address())).call().unwrap();
        assert_eq!(
            (response.status().as_u16(), &response.headers()["location"]),
            (307, &"/#api".parse().unwrap())
        );
    }
}

#[test]
fn what_is_not_there_is_a_problem() {
    problem(get("/api/v2/health"), 404, "nowhere");
    let response = agent().delete(format!("{}/api/v1/health", address())).call().unwrap();
    assert_eq!(response.headers()["allow"], "GET,HEAD");
    problem(response, 405, "method");
    let nearest = problem(get("/api/v1/baselines/wiod-2012"), 404, "baseline");
    assert!(nearest["hint"].as_str().unwrap().contains("wiod-2011"));
    problem(get("/api/v1/baselines/..%2F..%2Fetc"), 404, "baseline");
    problem(get("/api/v1/scenarios/..%2Fai-2040"), 404, "scenario");
}

#[test]
fn bodies_that_cannot_be_read_are_problems() {
    let url = format!("{}/api/v1/whatif", address());
    let send = |kind: &str, body: &str| agent().post(&url).header("content-type", kind).send(body).unwrap();
    problem(send("text/plain", "{}"), 415, "media_type");
    problem(send("application/json", "{"), 400, "json");
    problem(send("application/json", "{\"scenario\": 1}"), 422, "body");
    problem(send("application/json", "{\"moves\": {\"tarifs\": []}}"), 422, "body");
    problem(send("application/json", "{}"), 422, "question");
    problem(send("application/json", &" ".repeat((1 << 20) + 1)), 413, "too_large");
}

#[test]
fn other_sites_and_names_are_refused() {
    let url = format!("{}/api/v1/scenarios/validate", address());
    let send = |name: &str, value: &str| {
        agent().post(&url).header(name, value).send_json(json!({ "scenario": "" })).unwrap()
    };
    problem(send("origin", "http://example.org"), 403, "cross_site");
    problem(send("origin", "null"), 403, "cross_site");
    problem(send("sec-fetch-site", "cross-site"), 403, "cross_site");
    problem(send("sec-fetch-site", "same-site"), 403, "cross_site");
    problem(send("host", "example.org"), 421, "host");
    problem(send("host", "127.0.0.1.example.org"), 421, "host");
    assert_eq!(send("origin", address()).status(), 200);
    assert_eq!(send("host", "localhost:1").status(), 200);
}

#[test]
fn a_token_is_asked_for_where_there_is_one() {
    let token = "0123456789abcdef";
    let url = serve(&Config { token: Some(token.to_owned()), ..fresh() });
    let ask = |value: &str| {
        agent().get(format!("{url}/api/v1/baselines")).header("authorization", value).call().unwrap()
    };
    for wrong in ["", "Bearer", "Bearer ", "Bearer 0123456789abcde", "Basic 0123456789abcdef"] {
        let response = ask(wrong);
        assert_eq!(response.headers()["www-authenticate"], "Bearer");
        problem(response, 401, "token");
    }
    assert_eq!(ask(&format!("Bearer {token}")).status(), 200);
    assert_eq!(agent().get(format!("{url}/api/v1/health")).call().unwrap().status(), 200);
}

#[test]
fn other_addresses_need_a_token_that_nobody_guesses() {
    let host = "0.0.0.0".parse().unwrap();
    let error = Server::bind(&Config { host, ..Config::default() }).unwrap_err();
    assert!(error.to_string().contains("no token") && error.hint().is_some());
    let short = Config { host, token: Some("short".to_owned()), ..Config::default() };
    assert!(Server::bind(&short).unwrap_err().to_string().contains("16"));
}

#[test]
fn baselines_and_scenarios_are_listed() {
    assert!(json_of(get("/api/v1/baselines")).as_array().unwrap().contains(&json!("wiod-2011")));
    let world = json_of(get("/api/v1/baselines/wiod-2011"));
    assert_eq!(world["economies"].as_array().unwrap().len(), 41);
    assert!(world["licence"].as_str().unwrap().len() > 1);
    let listed = json_of(get("/api/v1/scenarios"));
    assert!(listed.as_array().unwrap().iter().any(|of| of["id"] == "ai-2040"));
    let mut file = get("/api/v1/scenarios/ai-2040");
    let text = file.body_mut().read_to_string().unwrap();
    assert_eq!(text, Scenario::find("ai-2040").unwrap().source.text);
}

#[test]
fn faults_of_a_scenario_have_a_place() {
    let text = "name = \"é\"\nbaseline = \"wiod-2011\"\n[[tariff]]\ndestinations = [\"USB\"]\nrate = 0.1\n";
    let verdict = json_of(post("/api/v1/scenarios/validate", &json!({ "scenario": text })));
    assert_eq!(verdict["valid"], false);
    let place = &verdict["errors"][0]["place"];
    assert_eq!((&place["line"], &place["column"]), (&json!(4), &json!(17)));
    let start = place["start"].as_u64().unwrap() as usize;
    assert!(text[start..].starts_with("\"USB\""), "{verdict}");
    assert!(verdict["errors"][0]["hint"].as_str().unwrap().contains("USA"));
    let mended = text.replace("USB", "USA");
    assert_eq!(json_of(post("/api/v1/scenarios/validate", &json!({ "scenario": mended })))["valid"], true);
    let body = problem(post("/api/v1/whatif", &json!({ "scenario": text })), 422, "scenario");
    assert_eq!(body["place"], *place);
}

#[test]
fn files_are_out_of_reach() {
    for rest in [
        "[[tariff]]\nfile = \"Cargo.toml\"",
        "[[trade_cost]]\nfile = \"../../Cargo.toml\"",
        "[adoption]\nreadiness = \"/etc/passwd\"",
        "[model]\nfactor_shares = \"/etc/passwd\"",
    ] {
        let text = format!("name = \"a\"\nbaseline = \"wiod-2011\"\n{rest}");
        let body = problem(post("/api/v1/whatif", &json!({ "scenario": text })), 422, "scenario");
        assert!(body["detail"].as_str().unwrap().contains("came without files"), "{body}");
    }
    let text = "name = \"a\"\nbaseline = \"..\"";
    problem(post("/api/v1/whatif", &json!({ "scenario": text })), 422, "scenario");
    problem(post("/api/v1/whatif", &json!({ "baseline": "..", "moves": {} })), 422, "scenario");
}

#[test]
fn what_if_answers_as_a_run_does() {
    let scenario = Scenario::find("ai-2040").unwrap();
    let answer = json_of(post("/api/v1/whatif", &json!({ "scenario": scenario.source.text })));
    let run = Run::new(scenario, &Options::default()).unwrap();
    let expected: Vec<f64> =
        run.outcome.economies.real_income.values().iter().map(|hat| (hat - 1.0) * 100.0).collect();
    assert_eq!(answer["columns"]["real_income_pct"], json!(expected));
    assert_eq!(answer["columns"].as_object().unwrap().len(), 8);
    assert_eq!(answer["world"]["real_income_pct"], json!((run.outcome.world.real_income - 1.0) * 100.0));
}

#[test]
fn moves_are_the_scenario_that_they_name() {
    let moves = json!({
        "ai": { "year": 2035, "without": ["energy"], "catch_up": { "income:lower_middle": 0.5 } },
        "tariffs": [{ "sectors": ["c14"], "destinations": ["USA"], "rate": 0.1 }],
    });
    let asked = json!({ "baseline": "wiod-2011", "moves": moves, "client": "page", "sequence": 7 });
    let answer = json_of(post("/api/v1/whatif", &asked));
    assert_eq!(answer["sequence"], 7);
    let again = json_of(post("/api/v1/whatif", &json!({ "scenario": answer["scenario"] })));
    assert_eq!(answer["columns"], again["columns"]);
    let older = json!({ "baseline": "wiod-2011", "moves": moves, "client": "page", "sequence": 6 });
    problem(post("/api/v1/whatif", &older), 409, "overtaken");
}

#[test]
fn parameters_are_those_of_the_library_and_of_schools() {
    let all = json_of(get("/api/v1/parameters"));
    assert_eq!(all.as_array().unwrap().len(), comity_scenario::Parameters::library().iter().count());
    let saving = json_of(get("/api/v1/parameters/productivity.saving?school=cautious"));
    assert!(saving["source"][0]["title"].is_string() && saving["status"].is_string(), "{saving}");
    let found = json_of(get("/api/v1/parameters?q=SAVING&topic=productivity"));
    assert!(!found.as_array().unwrap().is_empty());
    problem(get("/api/v1/parameters/productivity.savings"), 404, "parameter");
    problem(get("/api/v1/parameters?school=bold"), 404, "parameter");
    problem(get("/api/v1/parameters?topic=productivty"), 404, "topic");
}

#[test]
fn sliders_of_rules_and_of_channels_are_answered_with_the_sectors_that_are_shown() {
    let moves = json!({
        "ai": { "scale": { "logistics": 0.5 } },
        "rules": { "share": 0.4, "recognition": ["all"] },
    });
    let rows = ["income:high", "IND"];
    let shown = json!({ "column": "output_pct", "rows": rows });
    let asked = json!({ "baseline": "wiod-2011", "moves": moves, "sectors": shown });
    let answer = json_of(post("/api/v1/whatif", &asked));
    let sectors = answer["sectors"].as_array().unwrap();
    assert_eq!((sectors.len(), sectors[0].as_array().unwrap().len()), (2, 35));
    let text = answer["scenario"].as_str().unwrap();
    assert!(text.contains("share = 0.4") && text.contains("\"logistics\" = 0.5"), "{text}");
    let again = json_of(post("/api/v1/whatif", &json!({ "scenario": text })));
    assert_eq!(again["columns"], answer["columns"]);
    assert!(again.get("sectors").is_none());
    let many = json!({ "column": "output_pct", "rows": vec!["DEU"; 101] });
    problem(post("/api/v1/whatif", &json!({ "scenario": text, "sectors": many })), 422, "rows");
    let wrong = json!({ "column": "output", "rows": rows });
    problem(post("/api/v1/whatif", &json!({ "scenario": text, "sectors": wrong })), 422, "scenario");
}

#[test]
fn an_explanation_is_what_a_run_decomposes() {
    let asked = json!({ "baseline": "wiod-2011", "economy": "MEX", "moves": { "ai": {} } });
    let because = json_of(post("/api/v1/explain", &asked));
    let text = json_of(post("/api/v1/whatif", &json!({ "baseline": "wiod-2011", "moves": { "ai": {} } })));
    let source = comity_scenario::Source::alone("a.toml", text["scenario"].as_str().unwrap());
    let options = Options { decompose: true, ..Options::default() };
    let run = Run::new(Scenario::parse(source).unwrap(), &options).unwrap();
    let mexico = run.baseline.economies.iter().position(|economy| economy.code == "MEX").unwrap();
    let (id, exact) = (comity_scenario::EconomyId(mexico), &run.welfare.as_ref().unwrap().exact);
    assert_eq!(because["total"], json!(exact.total(id)));
    for (name, part) in PARTS {
        assert_eq!(because["parts"][name], json!(exact.economy(id)[part]));
        let partners: Vec<f64> =
            (0..41).map(|at| exact.partner(id, comity_scenario::EconomyId(at))[part]).collect();
        assert_eq!(because["partners"]["columns"][name], json!(partners));
    }
    let channels = run.split.as_ref().unwrap().parts();
    for ((channel, change), found) in channels.zip(because["channels"].as_array().unwrap()) {
        assert_eq!((&found["channel"], &found["real_income"]), (&json!(channel.word()), &json!(change[id])));
    }
    assert_eq!(because["sectors"]["codes"].as_array().unwrap().len(), 36);
    let unknown = json!({ "baseline": "wiod-2011", "economy": "MEXICO", "moves": {} });
    problem(post("/api/v1/explain", &unknown), 422, "scenario");
}
