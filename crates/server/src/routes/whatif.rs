//! What if: an answer while the slider moves.

use crate::accept;
use crate::app::App;
use crate::body::Body;
use crate::moves::Moves;
use crate::openapi::Binary;
use crate::problem::{Problem, of_scenario};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use comity_data::frame::{Cells, Codes, Table};
use comity_report::table::{self, Form};
use comity_scenario::{Answer, Prepared};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;
use utoipa::ToSchema;

/// A question: a scenario's text, or positions of sliders on a baseline.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The baseline that `moves` are on; a scenario names its own.
    pub baseline: Option<String>,
    /// The text of a scenario without years.
    pub scenario: Option<String>,
    /// Positions of sliders, instead of a scenario.
    pub moves: Option<Moves>,
    /// Changes by sector to answer too; none if left out.
    pub sectors: Option<Shown>,
    /// A word for the page that asks, new each time it opens: its older questions are dropped when a newer one has come.
    #[schema(max_length = 64)]
    pub client: Option<String>,
    /// Grows with each question of the client.
    pub sequence: Option<u64>,
}

/// Changes by sector that a page shows.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Shown {
    /// A column of `sectors.csv`, such as `output_pct`.
    pub column: String,
    /// Selectors of economies, a row each, such as `all`, `income:low` or `DEU`: averages over those selected, with benchmark weights.
    #[schema(max_items = 100)]
    pub rows: Vec<String>,
}

/// What changes, in percent against the benchmark.
#[derive(Debug, Serialize, ToSchema)]
pub struct Changes {
    /// That of the question.
    pub sequence: Option<u64>,
    /// The baseline.
    pub baseline: String,
    /// What happens to deficits.
    pub closure: &'static str,
    /// Codes, in the order of the columns' numbers.
    pub economies: Vec<String>,
    /// The columns of `economies.csv`, such as `real_income_pct`, each with a number for each economy.
    pub columns: BTreeMap<&'static str, Vec<f64>>,
    /// Changes by sector, where they were asked for: for each row a number by sector, in the order of the baseline; `null` where there is
    /// nothing of a sector.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sectors: Option<Vec<Vec<Option<f64>>>>,
    /// For the world.
    pub world: WorldChanges,
    /// What may not have been meant.
    pub warnings: Vec<String>,
    /// The text of the scenario that says the same.
    pub scenario: String,
    /// Sweeps of the solver.
    pub iterations: usize,
    /// Milliseconds.
    pub timing_ms: Timing,
}

/// For the world as a whole, in percent.
#[derive(Debug, Serialize, ToSchema)]
pub struct WorldChanges {
    /// Quantity of trade between economies.
    pub trade_volume_pct: f64,
    /// Real income.
    pub real_income_pct: f64,
}

/// How long an answer took, in milliseconds.
#[derive(Debug, Serialize, ToSchema)]
pub struct Timing {
    /// From the question's text to what changes.
    pub prepare: f64,
    /// Finding the equilibrium and the changes.
    pub solve: f64,
    /// All of it, without waiting for its turn.
    pub total: f64,
}

const LONGEST_CLIENT: usize = 64;
const MOST_ROWS: usize = 100;

/// What a scenario without years changes.
#[utoipa::path(
    post, path = "/api/v1/whatif", tag = "scenarios",
    request_body(content = Question, example = json!({
        "baseline": "wiod-2011",
        "moves": {
            "ai": { "year": 2040, "catch_up": { "income:lower_middle": 0.5 } },
            "tariffs": [{ "sectors": ["c14"], "destinations": ["USA"], "rate": 0.1 }],
        },
    })),
    responses(
        (status = 200, content((Changes = "application/json"), (Binary = "application/vnd.apache.arrow.stream")), description =
            "as Arrow, a row an economy: its code, then the columns; the schema has the rest under `baseline`, `closure` and so on"),
        (status = "4XX", body = Problem, content_type = "application/problem+json", description =
            "409: a newer question of the same client has come; 422: the question cannot be answered; 429: no room at present"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn whatif(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Body(question): Body<Question>,
) -> Result<Response, Problem> {
    let Question { baseline, scenario, moves, sectors: shown, client, sequence } = question;
    let asked = client.zip(sequence);
    if let Some((client, sequence)) = &asked {
        if client.len() > LONGEST_CLIENT {
            let detail = format!("`client` has more than {LONGEST_CLIENT} bytes");
            return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "client", detail));
        }
        app.work.arrived(client, *sequence);
    }
    if shown.as_ref().is_some_and(|shown| shown.rows.len() > MOST_ROWS) {
        let detail = format!("`sectors` has more than {MOST_ROWS} rows");
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "rows", detail));
    }
    let overtaken =
        || asked.as_ref().is_some_and(|(client, sequence)| app.work.is_overtaken(client, *sequence));
    let form = accept::form(&headers, None, &[Form::Json, Form::Arrow])?;
    let held = Arc::clone(&app);
    let answer = move || {
        let began = Instant::now();
        let text = text(scenario.as_deref(), moves.as_ref(), baseline.as_deref())?;
        let scenario = held.inputs.scenario(&text)?;
        let read = || {
            let world = held.worlds.of(&scenario)?;
            let answer = world.answer(&scenario)?;
            let sectors =
                shown.map(|Shown { column, rows }| world.sectors(&answer, &column, &rows)).transpose()?;
            Ok((world, answer, sectors))
        };
        let (world, answer, sectors) = read().map_err(|error| of_scenario(&text, &error))?;
        let mut changes = changes(&world, answer);
        changes.sectors = sectors;
        changes.sequence = sequence;
        changes.scenario = text;
        let total = began.elapsed().as_secs_f64() * 1e3;
        changes.timing_ms.prepare = total - changes.timing_ms.solve;
        changes.timing_ms.total = total;
        if form == Form::Json {
            return Ok(Json(changes).into_response());
        }
        let bytes = arrow(&changes)?;
        Ok(([(header::CONTENT_TYPE, form.media_type())], bytes).into_response())
    };
    app.work.run_unless(overtaken, answer).await
}

/// The text of the scenario that is asked about: as it was sent, or that of sliders.
pub(super) fn text(
    scenario: Option<&str>,
    moves: Option<&Moves>,
    baseline: Option<&str>,
) -> Result<String, Problem> {
    let wrong = |detail: &str, hint: &str| {
        Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "question", detail).hint(hint))
    };
    match (scenario, moves, baseline) {
        (Some(_), Some(_), _) => wrong("there are both `scenario` and `moves`", "send one of the two"),
        (None, None, _) => wrong("there is neither `scenario` nor `moves`", "send one of the two"),
        (Some(_), None, Some(_)) => {
            wrong("`baseline` stands beside `scenario`", "have the scenario name its baseline")
        }
        (None, Some(_), None) => wrong("`moves` are on no baseline", "add \"baseline\": \"wiod-2011\""),
        (Some(scenario), None, None) => Ok(scenario.to_owned()),
        (None, Some(moves), Some(baseline)) => Ok(moves.scenario(baseline)),
    }
}

fn changes(world: &Prepared, answer: Answer) -> Changes {
    let percent = |hat: f64| (hat - 1.0) * 100.0;
    Changes {
        sequence: None,
        baseline: world.baseline.meta.name.clone(),
        closure: world.closure(),
        economies: world.baseline.economies.iter().map(|economy| economy.code.clone()).collect(),
        columns: answer.columns().collect(),
        sectors: None,
        world: WorldChanges {
            trade_volume_pct: percent(answer.outcome.world.trade_volume),
            real_income_pct: percent(answer.outcome.world.real_income),
        },
        iterations: answer.info.iterations,
        timing_ms: Timing { prepare: answer.prepare, solve: answer.solve, total: 0.0 },
        warnings: answer.warnings,
        scenario: String::new(),
    }
}

/// The columns as an Arrow stream, with what is said of them in its schema.
fn arrow(changes: &Changes) -> Result<Vec<u8>, Problem> {
    let rows = changes.economies.len();
    let codes = Codes { labels: changes.economies.clone(), rows: (0..).take(rows).collect() };
    let mut columns = vec![("economy".to_owned(), Cells::Text(codes))];
    let numbers = changes.columns.iter();
    columns.extend(numbers.map(|(name, values)| ((*name).to_owned(), Cells::Numbers(values.clone()))));
    let notes = [
        ("baseline", changes.baseline.clone()),
        ("closure", changes.closure.to_owned()),
        ("scenario", changes.scenario.clone()),
        ("world_real_income_pct", changes.world.real_income_pct.to_string()),
        ("world_trade_volume_pct", changes.world.trade_volume_pct.to_string()),
        ("warnings", changes.warnings.join("\n")),
    ];
    table::encode("whatif", &Table { rows, columns }, Form::Arrow, &notes).map_err(|_| Problem::broken())
}
