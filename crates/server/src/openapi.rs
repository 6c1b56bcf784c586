//! The description of the API, made of the code.

use crate::routes::policy::{distance, edits, measures, profile, words};
use crate::routes::{
    baselines, compliance, explain, health, jobs, memo, parameters, scenarios, screenings, suggestions,
    tables, whatif,
};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{Modify, OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Comity",
        description = "Artificial intelligence and international trade: what a change does to the world economy.",
    ),
    paths(
        health::health,
        baselines::list,
        baselines::one,
        baselines::check,
        baselines::send,
        baselines::remove,
        scenarios::list,
        scenarios::one,
        scenarios::validate,
        whatif::whatif,
        parameters::list,
        parameters::one,
        explain::explain,
        measures::list,
        measures::one,
        edits::add,
        edits::edit,
        edits::remove,
        edits::history,
        edits::restore,
        profile::profile,
        distance::distance,
        distance::explain,
        distance::clusters,
        distance::fragmentation,
        words::features,
        words::jurisdictions,
        screenings::screen,
        screenings::questions,
        compliance::comply,
        compliance::questions,
        suggestions::suggest,
        words::starts,
        jobs::run,
        jobs::compare,
        jobs::ensemble,
        jobs::divide,
        jobs::list,
        jobs::one,
        jobs::delete,
        jobs::events,
        jobs::files,
        jobs::file,
        tables::list,
        tables::one,
        tables::spreadsheet,
    ),
    components(schemas(memo::Format)),
    security(("token" = []), ()),
    modifiers(&Token, &Names, &Parts),
)]
struct Document;

/// The token, which servers on other addresses than the loopback one need.
struct Token;

impl Modify for Token {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let components = document.components.get_or_insert_default();
        let bearer = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        components.add_security_scheme("token", bearer);
    }
}

/// Bytes that are no JSON.
#[derive(Debug, ToSchema)]
#[schema(value_type = String, format = Binary)]
#[allow(dead_code, reason = "it describes a body")]
pub struct Binary(Vec<u8>);

/// What is a part of something larger may have more beside it.
struct Parts;

impl Modify for Parts {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let Some(components) = &mut document.components else { return };
        let named = |part: &RefOr<Schema>| match part {
            RefOr::Ref(named) => named.ref_location.rsplit('/').next().map(str::to_owned),
            RefOr::T(_) => None,
        };
        let parts: Vec<String> = components
            .schemas
            .values()
            .filter_map(|schema| match schema {
                RefOr::T(Schema::AllOf(all)) => Some(all.items.iter().filter_map(named).collect::<Vec<_>>()),
                _ => None,
            })
            .flatten()
            .collect();
        for name in parts {
            if let Some(RefOr::T(Schema::Object(part))) = components.schemas.get_mut(&name) {
                part.additional_properties = None;
            }
        }
    }
}

/// Names of requests that no two share, which programs made from the document call them by: `get_jobs_id_files`.
struct Names;

impl Modify for Names {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        for (path, item) in &mut document.paths.paths {
            let words = path.trim_start_matches("/api/v1/").replace(['{', '}'], "").replace('/', "_");
            let methods = [
                ("get", &mut item.get),
                ("post", &mut item.post),
                ("put", &mut item.put),
                ("delete", &mut item.delete),
            ];
            for (method, operation) in methods {
                if let Some(operation) = operation {
                    operation.operation_id = Some(format!("{method}_{words}"));
                }
            }
        }
    }
}

/// The OpenAPI document.
pub fn document() -> utoipa::openapi::OpenApi {
    Document::openapi()
}
