//! The description of the API, made of the code.

use crate::routes::policy::{distance, measures, profile, words};
use crate::routes::{baselines, health, jobs, parameters, scenarios, whatif};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::{Modify, OpenApi};

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
        scenarios::list,
        scenarios::one,
        scenarios::validate,
        whatif::whatif,
        parameters::list,
        parameters::one,
        measures::list,
        measures::one,
        profile::profile,
        distance::distance,
        distance::explain,
        distance::clusters,
        distance::fragmentation,
        words::features,
        words::jurisdictions,
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
    ),
    security(("token" = []), ()),
    modifiers(&Token),
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

/// The OpenAPI document.
pub fn document() -> utoipa::openapi::OpenApi {
    Document::openapi()
}
