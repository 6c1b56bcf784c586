//! How far rules lie apart: pair by pair, in one number over the years, and as a tree.

use super::{asked, codes, day, draws};
use crate::app::App;
use crate::problem::Problem;
use crate::query::Query;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use comity_policy::Tree;
use comity_policy::answer::{Clusters, Distance, Explained, Index, SectorTrade};
use comity_scenario::regulation::fragmentation as fragmentation_of;
use serde::Deserialize;
use std::sync::Arc;
use utoipa::IntoParams;

/// The trade that weighs pairs, unless another baseline is named.
const BASELINE: &str = "wiod-2011";
const SINCE: u16 = 2016;
/// Most years of one answer.
const MOST_YEARS: u16 = 50;

/// Between whom, and when.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Between {
    /// The day, such as 2026-08-02; that to which the registry is kept if left out.
    #[param(format = Date)]
    date: Option<String>,
    /// Codes with commas between them; all economies that have measures if left out.
    economies: Option<String>,
    /// Says how sure the numbers are: how often weights and levels are drawn, from 2 to 200.
    #[param(minimum = 2, maximum = 200)]
    draws: Option<usize>,
}

/// How far the rules of economies lie apart, pair by pair.
#[utoipa::path(
    get, path = "/api/v1/policy/distance", tag = "policy", params(Between),
    responses(
        (status = 200, body = Distance),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn distance(
    State(app): State<Arc<App>>,
    Query(between): Query<Between>,
) -> Result<Response, Problem> {
    let draws = draws(between.draws)?;
    asked(&app, move |rules| {
        let date = day(between.date.as_deref(), rules.registry)?;
        let places = rules.places(&codes(between.economies.as_deref()))?;
        Ok(Json(Distance::of(rules, &places, date, draws)))
    })
    .await
}

/// Of whom, and when.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Whose {
    /// The day, such as 2026-08-02; that to which the registry is kept if left out.
    #[param(format = Date)]
    date: Option<String>,
    /// Codes with commas between them; all economies that have measures if left out.
    economies: Option<String>,
    /// How many clusters to cut the tree into; 6 if left out.
    count: Option<usize>,
    /// Says how sure they are: how often weights and levels are drawn, from 2 to 200.
    #[param(minimum = 2, maximum = 200)]
    draws: Option<usize>,
}

/// Whose rules are alike, as a tree.
#[utoipa::path(
    get, path = "/api/v1/policy/clusters", tag = "policy", params(Whose),
    responses(
        (status = 200, body = Clusters),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn clusters(State(app): State<Arc<App>>, Query(whose): Query<Whose>) -> Result<Response, Problem> {
    let draws = draws(whose.draws)?;
    asked(&app, move |rules| {
        let date = day(whose.date.as_deref(), rules.registry)?;
        let places = rules.places(&codes(whose.economies.as_deref()))?;
        let tree = Tree::new(&rules.distances(date), &places);
        Ok(Json(Clusters::of(rules, &tree, &places, whose.count.unwrap_or(6), date, draws)))
    })
    .await
}

/// Which pair, and when.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OfPair {
    /// Code of the economy that sells.
    #[param(example = "USA")]
    origin: String,
    /// Code of the economy that it sells to.
    #[param(example = "DEU")]
    destination: String,
    /// The day, such as 2026-08-02; that to which the registry is kept if left out.
    #[param(format = Date)]
    date: Option<String>,
}

/// What the burden of a pair is made of: feature by feature, and by which measures.
#[utoipa::path(
    get, path = "/api/v1/policy/explain", tag = "policy", params(OfPair),
    responses(
        (status = 200, body = Explained),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn explain(State(app): State<Arc<App>>, Query(pair): Query<OfPair>) -> Result<Response, Problem> {
    asked(&app, move |rules| {
        let date = day(pair.date.as_deref(), rules.registry)?;
        let place = |code: &String| Ok::<_, Problem>(rules.places(std::slice::from_ref(code))?[0]);
        Ok(Json(Explained::of(rules, place(&pair.origin)?, place(&pair.destination)?, date)))
    })
    .await
}

/// Which years, and whose trade.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Over {
    /// The first year; 2016 if left out.
    from: Option<u16>,
    /// The last year; that to which the registry is kept if left out.
    to: Option<u16>,
    /// Only this sector, by its code; `all` is all trade. Every sector if left out.
    sector: Option<String>,
    /// The baseline whose trade weighs the pairs, as in `GET /api/v1/baselines`; `wiod-2011` if left out.
    baseline: Option<String>,
    /// Says how sure the numbers are: how often weights and levels are drawn, from 2 to 200.
    #[param(minimum = 2, maximum = 200)]
    draws: Option<usize>,
}

/// How far the rules of trading partners lie apart, year by year and sector by sector.
#[utoipa::path(
    get, path = "/api/v1/policy/fragmentation", tag = "policy", params(Over),
    responses(
        (status = 200, body = Index),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn fragmentation(
    State(app): State<Arc<App>>,
    Query(over): Query<Over>,
) -> Result<Response, Problem> {
    let draws = draws(over.draws)?;
    let held = Arc::clone(&app);
    asked(&app, move |rules| {
        let wrong =
            |code: &'static str, detail: String| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail);
        let to = over.to.unwrap_or(rules.registry.as_of().year());
        let from = over.from.unwrap_or(SINCE.min(to));
        if to < from || to - from >= MOST_YEARS {
            return Err(wrong("years", format!("the years are {from} to {to}")).hint(format!(
                "`from` must not come after `to`, nor more than {MOST_YEARS} years lie between"
            )));
        }
        let name = over.baseline.as_deref().unwrap_or(BASELINE);
        let baseline = held
            .inputs
            .shelf
            .baseline(name)
            .map_err(|error| wrong("baseline", error.to_string()).advice(error.hint()))?;
        let known = |code: &str| {
            code == SectorTrade::ALL || baseline.sectors.iter().any(|sector| sector.code == code)
        };
        if let Some(code) = over.sector.as_deref().filter(|code| !known(code)) {
            return Err(wrong("sector", format!("`{name}` has no sector `{code}`")).hint(format!(
                "`{}` is all trade; GET /api/v1/baselines/{name} has the sectors",
                SectorTrade::ALL
            )));
        }
        let keep = |code: &str| over.sector.as_deref().is_none_or(|only| only == code);
        let years: Vec<u16> = (from..=to).collect();
        Ok(Json(fragmentation_of(rules, &baseline, keep, &years, draws)))
    })
    .await
}
