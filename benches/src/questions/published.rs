//! Published headline results beside those of the scenarios that ask the same.

use super::{Answer, against, signed};
use comity_scenario::Error;

const SCHOOLS: [&str; 3] = ["cautious", "central", "optimistic"];

/// What is read off an answer.
type Of = fn(&Answer) -> f64;

/// A published number and what Comity has for it.
struct Row {
    publication: &'static str,
    quantity: &'static str,
    /// As in `facts.csv` of the data folder, or as the place named in the guide has it.
    published: &'static str,
    scenario: &'static str,
    /// The scenario that it is measured against.
    beside: Option<&'static str>,
    of: Of,
}

const WTR: &str = "WTO 2025";
const TWI: &str = "WTO 2024";
const DATA: &str = "OECD-WTO 2025";
const WIDER: &str = "ai-full-catch-up";

fn rows() -> Vec<Row> {
    let row = |publication, quantity, published, scenario, beside, of| Row {
        publication,
        quantity,
        published,
        scenario,
        beside,
        of,
    };
    let digital: Of = |answer| answer.trade_in(&["digital_services"]);
    let made: Of = |answer| answer.trade_in(&["goods", "ai_hardware"]);
    let lower: Of = |answer| answer.group("lower_middle");
    let upper: Of = |answer| answer.group("upper_middle");
    let high: Of = |answer| answer.group("high");
    let (world, trade): (Of, Of) = (Answer::world, Answer::trade);
    vec![
        row(WTR, "world GDP", "12 to 13", "ai-divergence", None, world),
        row(WTR, "world trade", "34 to 37", "ai-divergence", None, trade),
        row(WTR, "trade in digital services", "42", "ai-divergence", None, digital),
        row(WTR, "trade in manufactures", "24", "ai-divergence", None, made),
        row(WTR, "high income", "14", "ai-divergence", None, high),
        row(WTR, "middle income: upper", "11", "ai-divergence", None, upper),
        row(WTR, "middle income: lower", "11", "ai-divergence", None, lower),
        row(WTR, "middle income: upper", "12.4", "ai-policy-catch-up", None, upper),
        row(WTR, "middle income: lower", "12.4", "ai-policy-catch-up", None, lower),
        row(WTR, "middle income: upper", "14.4", WIDER, None, upper),
        row(WTR, "middle income: lower", "14.4", WIDER, None, lower),
        row("Bekkers and others 2025", "world GDP", "13.2", WIDER, None, world),
        row("Bekkers and others 2025", "world trade", "35", WIDER, None, trade),
        row(TWI, "world trade", "14", "ai-optimistic", None, trade),
        row(TWI, "trade in digital services", "18", "ai-optimistic", None, digital),
        row(TWI, "world trade", "below 7", "ai-cautious", None, trade),
        row(DATA, "world GDP", "-0.94", "data-fragmentation", Some("ai-2040"), world),
        row(DATA, "world trade", "-1.76", "data-fragmentation", Some("ai-2040"), trade),
        row(DATA, "world GDP", "-4.53", "data-autarky", Some("ai-2040"), world),
        row(DATA, "world trade", "-8.45", "data-autarky", Some("ai-2040"), trade),
        row(DATA, "world GDP", "1.77", "data-open-with-safeguards", Some("ai-2040"), world),
        row(DATA, "world trade", "3.60", "data-open-with-safeguards", Some("ai-2040"), trade),
        row(DATA, "world GDP", "about -1", "data-no-safeguards", Some("ai-2040"), world),
        row("OECD 2026", "least, in ten years", "1.0", "ai-meets-trade", None, |answer| answer.ranked()[0].1),
        row("OECD 2026", "most, in ten years", "9.5", "ai-meets-trade", None, |answer| {
            answer.ranked().last().map_or(f64::NAN, |(_, change)| *change)
        }),
        row("Acemoglu 2024", "USA, GDP", "0.93 to 1.16", "ai-cautious", None, |answer| {
            answer.economy("United States")
        }),
        row("IMF 2025", "high over poorest, ratio", "above 2", "ai-divergence", None, |answer| {
            answer.group("high") / answer.group("lower_middle")
        }),
    ]
}

/// A table of published results beside Comity's, with the same scenario under every school.
///
/// # Errors
/// A scenario cannot be solved.
pub fn published() -> Result<String, Error> {
    let mut found: Vec<(String, Answer)> = Vec::new();
    let mut lines = vec![
        "| publication | quantity | published | scenario | Comity | cautious | central | optimistic |"
            .to_owned(),
        "|---|---|---|---|---|---|---|---|".to_owned(),
    ];
    for row in rows() {
        let mut values = Vec::new();
        for school in [None].into_iter().chain(SCHOOLS.map(Some)) {
            let mut value = |name: &str| -> Result<f64, Error> {
                let key = format!("{name} {school:?}");
                if !found.iter().any(|(known, _)| *known == key) {
                    let answer = Answer::varied(name, |text| {
                        school.map_or(text.clone(), |school| following(&text, school))
                    })?;
                    found.push((key.clone(), answer));
                }
                Ok(found
                    .iter()
                    .find(|(known, _)| *known == key)
                    .map_or(f64::NAN, |(_, answer)| (row.of)(answer)))
            };
            let change = value(row.scenario)?;
            values.push(signed(match row.beside {
                Some(beside) => against(change, value(beside)?),
                None => change,
            }));
        }
        let Row { publication, quantity, published, scenario, .. } = row;
        lines.push(format!(
            "| {publication} | {quantity} | {published} | `{scenario}` | {} |",
            values.join(" | ")
        ));
    }
    Ok(lines.join("\n"))
}

/// The text of a scenario that follows a school.
fn following(text: &str, school: &str) -> String {
    let kept = text.lines().filter(|line| !line.starts_with("school = ")).map(|line| match line {
        "[ai]" => format!("[ai]\nschool = \"{school}\""),
        other => other.to_owned(),
    });
    kept.collect::<Vec<_>>().join("\n")
}
