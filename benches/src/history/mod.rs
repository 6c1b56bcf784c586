//! The model beside history: what it would have said of trade in 2007 and 2011, and what came.
//!
//! `span` predicts a later table of the World Input-Output Database from an earlier one, `target` says what is compared,
//! `tariffs` predicts manufactures in 2005 from the tariffs alone, and `fit` measures how well. What the numbers mean is in
//! `docs/validation.md`, which holds the tables that [`tables`] writes.

mod fit;
mod span;
mod target;
mod tariffs;

use fit::Fit;
use span::{By, Span, Told};
use std::error::Error;
use std::path::Path;
use target::Target;

/// From when to when.
const SPANS: [(i32, i32); 4] = [(2000, 2007), (1995, 2007), (2000, 2011), (1995, 2011)];

const NOTHING: Told = Told { costs: false, growth: false };
const ALL: Told = Told { costs: true, growth: true };

/// The predictions of the first span, with their names.
const PREDICTIONS: [(Told, By, &str); 6] = [
    (Told { costs: true, growth: false }, By::Rule, "costs, rule"),
    (Told { costs: true, growth: false }, By::Model, "costs, model"),
    (Told { costs: false, growth: true }, By::Rule, "growth, rule"),
    (Told { costs: false, growth: true }, By::Model, "growth, model"),
    (ALL, By::Rule, "both, rule"),
    (ALL, By::Model, "both, model"),
];

/// The tables of `docs/validation.md`, in Markdown, from the folder with the source data.
///
/// # Errors
/// A file that is missing or broken, or a world that cannot be solved.
pub fn tables(data: &Path) -> Result<String, Box<dyn Error>> {
    let spans: Vec<Span> =
        SPANS.iter().map(|&(from, to)| Span::read(&data.join("wiod"), from, to)).collect::<Result<_, _>>()?;
    let tables = [predictions(&spans[0])?, over_time(&spans)?, of_tariffs(&tariffs::pairs(data)?)];
    Ok(tables.join("\n\n"))
}

/// One span, every prediction: correlation and error.
fn predictions(span: &Span) -> Result<String, Box<dyn Error>> {
    let (from, to) = SPANS[0];
    let nothing = span.predict(NOTHING, By::Rule)?;
    let worlds = PREDICTIONS.iter().map(|&(told, by, _)| span.predict(told, by));
    let worlds = worlds.collect::<Result<Vec<_>, _>>()?;
    let names = PREDICTIONS.iter().map(|(.., name)| (*name).to_owned());
    let mut table =
        vec![header(&format!("{from} to {to}"), ["no change".to_owned()].into_iter().chain(names))];
    for (target, name) in Target::ALL {
        let cells = worlds.iter().map(|world| {
            let fit = span.fit(target, world);
            format!("{}; {:.2}", number(fit.correlation), fit.error)
        });
        let error = format!("{:.2}", span.fit(target, &nothing).error);
        table.push(row(name, [error].into_iter().chain(cells)));
    }
    Ok(table.join("\n"))
}

/// Every span, the model told costs and growth: correlation, slope, error, and the error of no change.
fn over_time(spans: &[Span]) -> Result<String, Box<dyn Error>> {
    let years = SPANS.iter().map(|(from, to)| format!("{from} to {to}"));
    let mut table = vec![header("both, model", years)];
    let worlds =
        spans.iter().map(|span| Ok((span, span.predict(ALL, By::Model)?, span.predict(NOTHING, By::Rule)?)));
    let worlds = worlds.collect::<Result<Vec<_>, Box<dyn Error>>>()?;
    for (target, name) in Target::ALL.into_iter().filter(|(target, _)| *target != Target::Income) {
        let cells = worlds
            .iter()
            .map(|(span, model, nothing)| cell(&span.fit(target, model), &span.fit(target, nothing)));
        table.push(row(name, cells));
    }
    let indexed = spans.iter().map(|span| percent(span.indexed()));
    table.push(row("trade with a change of costs", indexed));
    let last = worlds.iter().map(|(span, model, _)| percent(span.fit(Target::Flows, model).covered));
    table.push(row("trade in flows that last", last));
    Ok(table.join("\n"))
}

/// The forecast from tariffs: the same statistics, one a column.
fn of_tariffs(pairs: &[tariffs::Pair]) -> String {
    let columns = ["pairs", "correlation", "slope", "error", "error of no change"];
    let mut table = vec![header("1993 to 2005, tariffs only", columns.map(str::to_owned).into_iter())];
    for (among, name) in tariffs::Among::ALL {
        let (fit, nothing) = (tariffs::fit(pairs, among), tariffs::fit(&tariffs::unchanged(pairs), among));
        let [points, error, nothing] =
            [fit.points.to_string(), format!("{:.2}", fit.error), format!("{:.2}", nothing.error)];
        table.push(row(
            name,
            [points, number(fit.correlation), number(fit.slope), error, nothing].into_iter(),
        ));
    }
    table.join("\n")
}

fn cell(fit: &Fit, nothing: &Fit) -> String {
    format!("{}; {}; {:.2} ({:.2})", number(fit.correlation), number(fit.slope), fit.error, nothing.error)
}

fn number(value: Option<f64>) -> String {
    value.map_or("-".to_owned(), |value| format!("{value:.2}"))
}

fn percent(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}

fn header(name: &str, columns: impl Iterator<Item = String>) -> String {
    let columns: Vec<String> = columns.collect();
    format!("{}\n|---|{}", row(name, columns.iter().cloned()), "---|".repeat(columns.len()))
}

fn row(name: &str, cells: impl Iterator<Item = String>) -> String {
    format!("| {name} | {} |", cells.collect::<Vec<_>>().join(" | "))
}
