//! Screening and compliance over real HTTP: the same answers as the command line gives.

#![allow(clippy::unwrap_used, reason = "a test that fails should panic")]

mod common;

use comity_policy::screen::{Draft, Library, Memo, embedded_draft, markdown};
use comity_policy::{Registry, Rules, Settings, comply};
use common::{agent, fresh, serve};
use serde_json::{Value, json};
use std::sync::OnceLock;
use ureq::Body;
use ureq::http::Response;

fn address() -> &'static str {
    static ADDRESS: OnceLock<String> = OnceLock::new();
    ADDRESS.get_or_init(|| serve(&fresh()))
}

fn post(path: &str, body: &Value) -> Response<Body> {
    agent().post(format!("{}/api/v1/{path}", address())).send_json(body).unwrap()
}

fn text(mut response: Response<Body>) -> String {
    assert_eq!(response.status(), 200);
    response.body_mut().read_to_string().unwrap()
}

fn ok(path: &str, body: &Value) -> Value {
    serde_json::from_str(&text(post(path, body))).unwrap()
}

fn get(path: &str) -> Value {
    let response = agent().get(format!("{}/api/v1/{path}", address())).call().unwrap();
    serde_json::from_str(&text(response)).unwrap()
}

fn problem(path: &str, body: &Value, code: &str) -> Value {
    let mut response = post(path, body);
    assert_eq!(response.status(), 422);
    assert_eq!(response.headers()["content-type"], "application/problem+json");
    let problem: Value = response.body_mut().read_json().unwrap();
    assert_eq!(problem["code"], code, "{problem}");
    problem
}

const DRAFT: &str = "ai-content-label";

fn file() -> &'static str {
    embedded_draft(DRAFT).unwrap().content
}

#[test]
fn a_draft_is_the_same_as_a_file_as_json_and_by_name() {
    let library = Library::embedded().unwrap();
    let draft = Draft::parse(library, "draft.toml", file()).unwrap();
    let screening = library.screen(&draft).against(Registry::embedded().unwrap());
    let expected = serde_json::to_value(Memo::new(&screening)).unwrap();
    for which in [json!({ "text": file() }), json!({ "form": expected["draft"] }), json!({ "name": DRAFT })] {
        assert_eq!(ok("screenings", &json!({ "draft": which })), expected);
    }
    assert_eq!(
        text(post("screenings?format=md", &json!({ "draft": { "name": DRAFT } }))),
        markdown(&screening)
    );
    let again = text(post("screenings?format=toml", &json!({ "draft": { "name": DRAFT } })));
    assert_eq!(Draft::parse(library, "again.toml", &again).unwrap(), draft);
}

#[test]
fn pages_and_files_are_saved_and_not_shown() {
    for (format, accept, kind) in [
        ("", "text/html", "text/html; charset=utf-8"),
        ("?format=md", "text/html", "text/markdown; charset=utf-8"),
    ] {
        let answer = agent()
            .post(format!("{}/api/v1/screenings{format}", address()))
            .header("accept", accept)
            .send_json(
                json!({ "draft": { "form": { "id": "../x", "title": "<script>", "jurisdiction": "j" } } }),
            )
            .unwrap();
        assert_eq!(answer.headers()["content-type"], kind);
        let disposition = answer.headers()["content-disposition"].to_str().unwrap();
        assert!(disposition.starts_with("attachment; filename=\"---x."), "{disposition}");
        assert!(kind.starts_with("text/markdown") || !text(answer).contains("<script"));
    }
    let response = post("screenings?format=pdf", &json!({ "draft": { "name": DRAFT } }));
    assert_eq!(response.status(), 400);
}

#[test]
fn faults_have_a_place_in_the_text_that_was_sent() {
    let wrong = "id = \"é\"\ntitle = \"t\"\njurisdiction = \"j\"\n[facts]\nimport_license = true\n";
    let found = problem("screenings", &json!({ "draft": { "text": wrong } }), "draft");
    assert_eq!((&found["place"]["line"], &found["place"]["column"]), (&json!(5), &json!(1)));
    assert!(found["hint"].as_str().unwrap().contains("import_licence"));
    let form = json!({ "id": "d", "title": "t", "jurisdiction": "j", "facts": { "import_license": true } });
    let found = problem("screenings", &json!({ "draft": { "form": form } }), "draft");
    assert!(found["place"].is_null() && found["hint"].as_str().unwrap().contains("import_licence"));
    problem("screenings", &json!({ "draft": { "name": "../../etc/passwd" } }), "draft");
    problem("screenings", &json!({ "draft": { "form": { "facts": { "urgent": -1 } } } }), "body");
    problem("screenings", &json!({ "draft": { "path": "a.toml" } }), "body");
    let date = json!({ "id": "d", "title": "t", "jurisdiction": "j", "date": "2026-01-01\nid = 1" });
    problem("screenings", &json!({ "draft": { "form": date } }), "draft");
    let wrong = "id = \"p\"\ntitle = \"P\"\nhome = \"KOREA\"\n";
    let found = problem("compliance", &json!({ "product": { "text": wrong }, "markets": ["EU"] }), "product");
    assert_eq!((&found["place"]["line"], &found["place"]["column"]), (&json!(3), &json!(8)));
}

#[test]
fn questions_are_what_drafts_and_products_can_answer() {
    let questions = get("screenings/questions");
    for question in questions["groups"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|group| group["questions"].as_array().unwrap())
    {
        let answer = match question["kind"].as_str().unwrap() {
            "yes_no" => json!(true),
            "number" => json!(60),
            _ => question["words"][0].clone(),
        };
        let id = question["id"].as_str().unwrap();
        let form = json!({ "id": "d", "title": "t", "jurisdiction": "j", "facts": { id: answer } });
        let memo = ok("screenings", &json!({ "draft": { "form": form } }));
        assert_eq!(memo["draft"]["facts"][id], answer);
        assert!(memo["facts_to_give"].as_array().unwrap().iter().all(|open| open["fact"] != id));
    }
    for example in questions["examples"].as_array().unwrap() {
        ok("screenings", &json!({ "draft": { "name": example["name"] } }));
    }
    let questions = get("compliance/questions");
    for example in questions["examples"].as_array().unwrap() {
        ok("compliance", &json!({ "product": { "name": example["name"] }, "markets": ["EU"] }));
    }
}

#[test]
fn a_product_is_the_same_as_a_file_as_json_and_by_name() {
    let name = "hiring-screening";
    let content = comply::embedded_product(name).unwrap();
    let library = comply::Library::embedded().unwrap();
    let rules = Rules::new(Registry::embedded().unwrap(), Settings::default());
    let product = comply::Product::parse(library, &rules, "product.toml", content).unwrap();
    let plan = |date: &str| {
        comply::Plan::new(library, &rules, &product, &["EU", "USA"], date.parse().unwrap(), 5).unwrap()
    };
    let plan = plan("2027-12-02");
    let expected = serde_json::to_value(comply::Report::new(&plan)).unwrap();
    let asked = |which: Value| json!({ "product": which, "markets": ["EU", "USA"], "date": "2027-12-02", "years": 5 });
    for which in [json!({ "text": content }), json!({ "form": expected["given"] }), json!({ "name": name })] {
        assert_eq!(ok("compliance", &asked(which)), expected);
    }
    let page = text(post("compliance?format=md", &asked(json!({ "name": name }))));
    assert_eq!(page, comply::markdown(&plan));
    let file = text(post("compliance?format=toml", &asked(json!({ "name": name }))));
    assert_eq!(comply::Product::parse(library, &rules, "again.toml", &file).unwrap(), product);
}

#[test]
fn questions_that_cannot_be_answered_say_why() {
    let asked = |rest: Value| {
        let mut asked = json!({ "product": { "name": "hiring-screening" }, "markets": ["EU"] });
        for (key, value) in rest.as_object().unwrap() {
            asked[key] = value.clone();
        }
        asked
    };
    problem("compliance", &asked(json!({ "markets": [] })), "markets");
    problem("compliance", &asked(json!({ "markets": vec!["EU"; 51] })), "markets");
    let found = problem("compliance", &asked(json!({ "markets": ["USB"] })), "markets");
    assert!(found["hint"].as_str().unwrap().contains("USA"));
    problem("compliance", &asked(json!({ "years": 0 })), "years");
    problem("compliance", &asked(json!({ "date": "2027-13-01" })), "date");
    problem("compliance", &asked(json!({ "product": { "name": "nothing" } })), "product");
}

#[test]
fn a_pasted_law_suggests_features() {
    let law = "Article 1\n\nProviders of high-risk systems shall ensure human oversight.";
    let found = ok("policy/suggestions", &json!({ "text": law }));
    let first = &found["suggestions"][0];
    assert_eq!((&first["feature"], &first["level"]), (&json!("human_oversight"), &json!(2)));
    assert_eq!(first["evidence"][0]["article"], "Article 1");
    assert_eq!(ok("policy/suggestions", &json!({ "text": "" }))["suggestions"], json!([]));
}

#[test]
fn the_description_has_the_types_of_memos() {
    let document = get("openapi.json");
    let schemas = &document["components"]["schemas"];
    for (path, schema) in [("/api/v1/screenings", "Screening"), ("/api/v1/compliance", "Compliance")] {
        let content = &document["paths"][path]["post"]["responses"]["200"]["content"];
        let named = format!("#/components/schemas/{schema}");
        assert_eq!(content["application/json"]["schema"]["$ref"], named, "{content}");
        assert!(content["text/markdown"].is_object() && content["text/html"].is_object());
        assert!(schemas[schema]["properties"].is_object());
    }
    let status = &schemas["ProvisionStatus"]["enum"];
    assert_eq!(*status, json!(["touched", "needs_facts", "not_touched"]));
}
