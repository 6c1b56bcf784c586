//! Why the real income of one economy changes.

use super::whatif::text;
use crate::app::App;
use crate::body::Body;
use crate::moves::Moves;
use crate::problem::{Problem, of_scenario};
use axum::Json;
use axum::extract::State;
use comity_scenario::{Explanation, PARTS, Reasons};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;
use utoipa::ToSchema;

/// A question about one economy: a scenario's text, or positions of sliders on a baseline.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Why {
    /// The code of the economy.
    pub economy: String,
    /// The baseline that `moves` are on; a scenario names its own.
    pub baseline: Option<String>,
    /// The text of a scenario without years.
    pub scenario: Option<String>,
    /// Positions of sliders, instead of a scenario.
    pub moves: Option<Moves>,
}

/// Why the real income of an economy changes, in 100 ln: the exact decomposition that `comity run --decompose` writes.
#[derive(Debug, Serialize, ToSchema)]
pub struct Because {
    /// Its code.
    pub economy: String,
    /// The change of real income, which the parts add up to, and so do the channels.
    pub total: f64,
    /// Parts of the change, such as `terms_of_trade`.
    pub parts: BTreeMap<&'static str, f64>,
    /// What each channel of AI brings, in the order in which they are switched on; empty where the scenario says nothing of AI or rules.
    pub channels: Vec<ChannelPart>,
    /// By sector. The row without a code holds what belongs to none.
    pub sectors: Rows,
    /// By partner. The economy itself stands for what has no partner.
    pub partners: Rows,
    /// What may not have been meant.
    pub warnings: Vec<String>,
    /// Milliseconds.
    pub timing_ms: f64,
}

/// What a channel brings.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChannelPart {
    /// Its word, such as `productivity`; `policy` is what the scenario does beside AI and rules.
    pub channel: &'static str,
    /// In 100 ln.
    pub real_income: f64,
}

/// A table of parts of a change, in 100 ln.
#[derive(Debug, Serialize, ToSchema)]
pub struct Rows {
    /// Of sectors or partners, in the order of the baseline.
    pub codes: Vec<String>,
    /// Parts such as `terms_of_trade`, and `total`, each with a number for each code.
    pub columns: BTreeMap<&'static str, Vec<f64>>,
}

/// Why the real income of one economy changes: channels, sectors, partners.
#[utoipa::path(
    post, path = "/api/v1/explain", tag = "scenarios", 
    request_body(content = Why, example = json!({
        "baseline": "wiod-2011", "economy": "MEX",
        "moves": { "tariffs": [{ "sectors": ["c14"], "destinations": ["USA"], "rate": 0.1 }] },
    })),
    responses(
        (status = 200, body = Because),
        (status = "4XX", body = Problem, content_type = "application/problem+json", description =
            "422: the question cannot be answered; 429: no room at present"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn explain(State(app): State<Arc<App>>, Body(why): Body<Why>) -> Result<Json<Because>, Problem> {
    app.run(move |app| {
        let began = Instant::now();
        let text = text(why.scenario.as_deref(), why.moves.as_ref(), why.baseline.as_deref())?;
        let scenario = app.inputs.scenario(&text)?;
        let read = || app.worlds.of(&scenario)?.explain(&scenario, &why.economy);
        let found = read().map_err(|error| of_scenario(&text, &error))?;
        Ok(Json(because(found, began.elapsed().as_secs_f64() * 1e3)))
    })
    .await
}

fn because(found: Explanation, timing_ms: f64) -> Because {
    let Explanation { economy, channels, whole, sectors, partners, warnings } = found;
    let channels = channels
        .into_iter()
        .map(|(channel, real_income)| ChannelPart { channel: channel.word(), real_income });
    Because {
        economy,
        total: whole.total,
        parts: PARTS.iter().zip(whole.parts).map(|((name, _), part)| (*name, part)).collect(),
        channels: channels.collect(),
        sectors: table(&sectors),
        partners: table(&partners),
        warnings,
        timing_ms,
    }
}

fn table(rows: &[Reasons]) -> Rows {
    let parts = PARTS.iter().enumerate();
    let mut columns: BTreeMap<&'static str, Vec<f64>> =
        parts.map(|(at, (name, _))| (*name, rows.iter().map(|row| row.parts[at]).collect())).collect();
    columns.insert("total", rows.iter().map(|row| row.total).collect());
    Rows { codes: rows.iter().map(|row| row.code.clone()).collect(), columns }
}
