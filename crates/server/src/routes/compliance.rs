//! Products held against the rules of markets, as `comity comply` does.

use super::memo::{Format, json};
use super::policy::{asked, day};
use crate::app::App;
use crate::body::Body;
use crate::problem::{Problem, of_policy};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use comity_policy::Rules;
use comity_policy::comply::{Library, Plan, Product, Questions, Report, embedded_product, html, markdown};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// Most markets of a question.
const MOST_MARKETS: usize = 50;
/// Most years over which what is paid once is spread.
const MOST_YEARS: u16 = 50;
const YEARS: u16 = 3;
const CODE: &str = "product";

/// A product and the markets that it is sold in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ProductAndMarkets)]
pub struct Asked {
    /// The product.
    pub product: Which,
    /// Codes of economies or unions, in the order in which they are entered.
    #[schema(min_items = 1, max_items = 50)]
    pub markets: Vec<String>,
    /// The day; the one to which the registry is kept where it is left out.
    #[schema(format = Date)]
    pub date: Option<String>,
    /// Years over which what is paid once is spread; 3 where it is left out.
    #[schema(minimum = 1, maximum = 50)]
    pub years: Option<u16>,
}

/// A product: the text of a file, the same as JSON, or the name of one that ships.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = WhichProduct)]
pub enum Which {
    /// As `comity comply` reads it.
    Text(String),
    /// The same, as JSON.
    Form(Box<Product>),
    /// As in `GET /api/v1/compliance/questions`.
    Name(String),
}

impl Which {
    fn read(self, library: &Library, rules: &Rules) -> Result<Product, Problem> {
        let parse = |text: &str, sent: bool| {
            let product = Product::parse(library, rules, "product.toml", text);
            product.map_err(|error| of_policy(CODE, Some(text).filter(|_| sent), &error))
        };
        match self {
            Self::Text(text) => parse(&text, true),
            // Places in a file that was not sent would mislead.
            Self::Form(product) => parse(&product.to_toml(), false),
            Self::Name(name) => {
                parse(embedded_product(&name).map_err(|error| of_policy(CODE, None, &error))?, false)
            }
        }
    }
}

fn wrong(code: &'static str, detail: impl Into<String>) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail)
}

/// What markets ask of a product and what that costs, as JSON, a page to read, or the file of the product.
#[utoipa::path(
    post, path = "/api/v1/compliance", tag = "compliance", params(("format" = Option<Format>, Query)), 
    request_body(content = Asked, example = json!({
        "product": { "name": "hiring-screening" }, "markets": ["EU", "USA"], "date": "2027-12-02", "years": 3,
    })),
    responses(
        (status = 200, description = "in the form that `format` or `Accept` names", content(
            (Report<'static> = "application/json"), (String = "text/markdown"), (String = "text/html"), (String = "application/toml"),
        )),
        (status = "4XX", body = Problem, content_type = "application/problem+json", description = "422: the product has a fault, at its place"),
        (status = "5XX", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn comply(
    State(app): State<Arc<App>>,
    format: Format,
    Body(Asked { product, markets, date, years }): Body<Asked>,
) -> Result<Response, Problem> {
    if !(1..=MOST_MARKETS).contains(&markets.len()) {
        return Err(wrong("markets", format!("name 1 to {MOST_MARKETS} markets, found {}", markets.len()))
            .hint("GET /api/v1/compliance/questions lists economies and unions"));
    }
    let years = years.unwrap_or(YEARS);
    if !(1..=MOST_YEARS).contains(&years) {
        return Err(wrong("years", format!("`years` is from 1 to {MOST_YEARS}, found {years}")));
    }
    asked(&app, move |rules| {
        let date = day(date.as_deref(), rules.registry)?;
        let library = Library::embedded().map_err(|_| Problem::broken())?;
        let product = product.read(library, rules)?;
        let markets: Vec<&str> = markets.iter().map(String::as_str).collect();
        let plan = Plan::new(library, rules, &product, &markets, date, years);
        let plan = plan.map_err(|error| of_policy("markets", None, &error))?;
        let text = match format {
            Format::Json => json(&Report::new(&plan))?,
            Format::Md => markdown(&plan),
            Format::Html => html(&plan),
            Format::Toml => product.to_toml(),
        };
        Ok(format.answer(&product.id, text))
    })
    .await
}

/// What a form about a product needs: what can be said of it, markets, and products to start from.
#[utoipa::path(get, path = "/api/v1/compliance/questions", tag = "compliance", responses(
    (status = 200, body = Questions),
    (status = "5XX", body = Problem, content_type = "application/problem+json"),
))]
pub async fn questions(State(app): State<Arc<App>>) -> Result<Response, Problem> {
    asked(&app, |rules| {
        let all = || Questions::new(Library::embedded()?, rules);
        Ok(Json(all().map_err(|_| Problem::broken())?).into_response())
    })
    .await
}
