//! The description of the API, held to the code, to the copy of it that clients are made from, and to what it says by example.

#![allow(clippy::unwrap_used, reason = "a test that fails should panic")]

mod common;

use comity_policy::Registry;
use comity_registry::{Database, Signed};
use comity_server::{Config, description};
use common::{agent, serve};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use ureq::http::Request;

fn document() -> Value {
    serde_json::from_str(&description()).unwrap()
}

/// Method, path and what is said of each request.
fn operations(document: &Value) -> impl Iterator<Item = (&str, &str, &Value)> {
    let paths = document["paths"].as_object().unwrap().iter();
    paths.flat_map(|(path, methods)| {
        methods
            .as_object()
            .unwrap()
            .iter()
            .map(|(method, operation)| (method.as_str(), path.as_str(), operation))
    })
}

#[test]
fn the_copy_is_that_of_the_code() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        std::fs::write(&path, description()).unwrap();
    }
    let copy = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        copy == description(),
        "crates/server/openapi.json is not what the code says; write it anew with\n\
         UPDATE_OPENAPI=1 cargo test -p comity-server --test description"
    );
}

#[test]
fn every_request_has_a_name_of_its_own() {
    let document = document();
    let names: Vec<&str> =
        operations(&document).map(|(_, _, operation)| operation["operationId"].as_str().unwrap()).collect();
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{names:?}");
}

/// What is wrong with a value as an instance of a schema: a part that is missing, one that is not described, or another type.
fn misfit(document: &Value, schema: &Value, value: &Value) -> Option<String> {
    if let Some(name) = schema["$ref"].as_str() {
        return misfit(document, &document["components"]["schemas"][name.rsplit('/').next()?], value);
    }
    if let Some(options) = schema["oneOf"].as_array() {
        let wrong: Vec<String> =
            options.iter().filter_map(|option| misfit(document, option, value)).collect();
        return (wrong.len() == options.len()).then(|| wrong.join("; nor: "));
    }
    if let Some(parts) = schema["allOf"].as_array() {
        // A form that takes up others is all of their parts in one.
        let mut whole = json!({ "type": "object", "properties": {}, "required": [] });
        for part in parts {
            let part = match part["$ref"].as_str() {
                Some(name) => &document["components"]["schemas"][name.rsplit('/').next()?],
                None => part,
            };
            let properties = part["properties"].as_object().cloned().unwrap_or_default();
            whole["properties"].as_object_mut()?.extend(properties);
            let required = part["required"].as_array().cloned().unwrap_or_default();
            whole["required"].as_array_mut()?.extend(required);
        }
        return misfit(document, &whole, value);
    }
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let types = schema["type"].as_array().cloned().unwrap_or_else(|| vec![schema["type"].clone()]);
    // JSON writes whole numbers like integers.
    let fits =
        |wanted: &Value| *wanted == kind || (*wanted == "number" && kind == "integer") || wanted.is_null();
    if !types.iter().any(fits) {
        return Some(format!("{value} is no {}", schema["type"]));
    }
    if schema["enum"].as_array().is_some_and(|words| !words.contains(value)) {
        return Some(format!("{value} is none of {}", schema["enum"]));
    }
    match value {
        Value::Array(values) => values.iter().find_map(|value| misfit(document, &schema["items"], value)),
        Value::Object(parts) => {
            let required = schema["required"].as_array().into_iter().flatten();
            let missing = required.filter_map(Value::as_str).find(|name| !parts.contains_key(*name));
            let wrong = |(name, part): (&String, &Value)| {
                let known = schema["properties"].get(name).or_else(|| schema.get("additionalProperties"));
                match known {
                    Some(schema) => misfit(document, schema, part).map(|wrong| format!("{name}: {wrong}")),
                    None => schema.get("properties").map(|_| format!("`{name}` is not described")),
                }
            };
            missing.map(|name| format!("`{name}` is missing")).or_else(|| parts.iter().find_map(wrong))
        }
        _ => None,
    }
}

/// Whoever tries the API begins from the examples: each must be answered as it stands, and in the form that is described.
#[test]
fn examples_are_answered_as_described() {
    let folder = tempfile::tempdir().unwrap();
    let registry = folder.path().join("mine.db").display().to_string();
    let signed = Signed { by: "Ana Silva", why: "a start" };
    Database::create(&registry, &Registry::embedded_files(), signed).unwrap();
    let data = folder.path().join("jobs");
    let address = serve(&Config { data, registry: Some(registry), ..Config::default() });
    let agent = agent();
    let document = document();
    let mut bodies = 0;
    // What adds a measure comes before what changes it.
    for wanted in ["post", "put", "get"] {
        for (_, path, operation) in operations(&document).filter(|&(method, ..)| method == wanted) {
            // The names of jobs are not known before they are asked for, nor is a version to go back to.
            if path.contains("/jobs/") || path.ends_with("/restore") {
                continue;
            }
            let mut url = format!("{address}{path}");
            let mut request = Request::builder().method(&*wanted.to_uppercase());
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                let name = parameter["name"].as_str().unwrap();
                if parameter["required"] != true {
                    continue;
                }
                let example = parameter.get("example").or_else(|| parameter["schema"].get("example"));
                let example = example.unwrap_or_else(|| panic!("{path} has no example of `{name}`"));
                let value = example.as_str().map_or_else(|| example.to_string(), str::to_owned);
                match parameter["in"].as_str().unwrap() {
                    "path" => url = url.replace(&format!("{{{name}}}"), &value),
                    "query" => url += &format!("{}{name}={value}", if url.contains('?') { '&' } else { '?' }),
                    _ => request = request.header(name, value),
                }
            }
            let body = match operation.get("requestBody") {
                None => String::new(),
                Some(body) => {
                    // Files that are sent have tests of their own.
                    let Some(content) = body["content"].get("application/json") else { continue };
                    let example =
                        content.get("example").unwrap_or_else(|| panic!("{path} has no example of its body"));
                    bodies += 1;
                    example.to_string()
                }
            };
            let request = request.uri(&url).header("content-type", "application/json");
            let mut response = agent.run(request.body(body).unwrap()).unwrap();
            let text = response.body_mut().read_to_string().unwrap_or_default();
            assert!(response.status().is_success(), "{wanted} {url}: {text}");
            let described = &operation["responses"][response.status().as_str()]["content"];
            let kind = response.headers()["content-type"].to_str().unwrap().split(';').next().unwrap();
            let schema = &described[kind]["schema"];
            assert!(!schema.is_null(), "{wanted} {path} has no answer {} of {kind}", response.status());
            if kind == "application/json" {
                let wrong = misfit(&document, schema, &serde_json::from_str(&text).unwrap());
                assert_eq!(wrong, None, "{wanted} {url}");
            }
        }
    }
    assert!(bodies >= 7, "{bodies}");
}
