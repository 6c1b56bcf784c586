//! `comity policy fragmentation`.

use super::method::{Drawn, Method, range};
use super::{Common, shown};
use crate::errors::Failure;
use crate::output::{PrintFormat, csv, print};
use clap::Args;
use comfy_table::{CellAlignment, Table, presets};
use comity_data::Baseline;
use comity_policy::{Date, Fragmentation, Quantiles, Rules, all_threads};
use serde_json::{Value, json};

/// What the average over all trade is called in the column of sectors.
const ALL: &str = "all";

#[derive(Debug, Args)]
pub struct FragmentationArgs {
    /// The first year; each counts as it is on 31 December
    #[arg(long, value_name = "YEAR", default_value_t = 2016)]
    from: u16,
    /// The last year [default: that to which the registry is kept]
    #[arg(long, value_name = "YEAR")]
    to: Option<u16>,
    /// The baseline whose trade weighs the pairs
    #[arg(long, value_name = "BASELINE", default_value = "wiod-2011")]
    baseline: String,
    #[command(flatten)]
    drawn: Drawn,
    #[command(flatten)]
    method: Method,
    #[command(flatten)]
    common: Common,
}

/// The trade of a sector, as weights of pairs of the rules' economies.
struct Weights {
    code: String,
    name: String,
    values: Vec<f64>,
    /// The share of the sector's trade that is between economies with measures.
    covered: f64,
}

/// The index of one sector in one year.
struct Row<'a> {
    year: u16,
    sector: &'a Weights,
    index: Fragmentation,
    /// Of burden and of heterogeneity, where they were drawn.
    drawn: Option<[Quantiles; 2]>,
}

pub fn run(args: &FragmentationArgs) -> Result<(), Failure> {
    let rules = args.method.rules(&args.common)?;
    let to = args.to.unwrap_or(rules.registry.as_of().year());
    if to < args.from {
        return Err(Failure::new(format!("the years end before they begin: {} to {to}", args.from))
            .with_hint("--from must not come after --to"));
    }
    let baseline = Baseline::open(&args.baseline)?;
    let sectors = weights(&rules, &baseline);
    let years: Vec<u16> = (args.from..=to).collect();
    let rows = rows(&rules, &sectors, &years, &args.drawn)?;
    match args.common.format {
        PrintFormat::Table => print(format_args!("{}", table(&rows, &baseline))),
        PrintFormat::Csv => print(format_args!("{}", csv(records(&rows))?)),
        PrintFormat::Json => print(format_args!("{:#}\n", json(&rows, &baseline))),
    }
}

/// Weights of all trade, and then of each sector's.
fn weights(rules: &Rules, baseline: &Baseline) -> Vec<Weights> {
    let economies = rules.economies().len();
    let places: Vec<Option<usize>> =
        baseline.economies.iter().map(|economy| rules.place(&economy.code)).collect();
    let names = baseline.sectors.iter().map(|sector| (sector.code.as_str(), sector.name.as_str()));
    let mut weights: Vec<Weights> = std::iter::once((ALL, "All trade"))
        .chain(names)
        .map(|(code, name)| Weights {
            code: code.to_owned(),
            name: name.to_owned(),
            values: vec![0.0; economies * economies],
            covered: 0.0,
        })
        .collect();
    let mut totals = vec![0.0; weights.len()];
    let table = &baseline.table;
    for flow in table.size.flows().filter(|flow| !flow.is_domestic()) {
        let value = table.flows[flow];
        for sector in [0, flow.sector.0 + 1] {
            totals[sector] += value;
            if let (Some(origin), Some(destination)) = (places[flow.origin.0], places[flow.destination.0]) {
                weights[sector].values[origin * economies + destination] += value;
                weights[sector].covered += value;
            }
        }
    }
    for (weights, total) in weights.iter_mut().zip(totals) {
        weights.covered = if total > 0.0 { weights.covered / total } else { 0.0 };
    }
    weights
}

fn rows<'a>(
    rules: &Rules,
    sectors: &'a [Weights],
    years: &[u16],
    drawn: &Drawn,
) -> Result<Vec<Row<'a>>, Failure> {
    let dates: Vec<Date> = years.iter().map(|&year| Date::end_of(year)).collect();
    let mut rows = Vec::new();
    for ((&year, &date), distances) in
        years.iter().zip(&dates).zip(rules.distances_over(&dates, all_threads()))
    {
        let draws: Vec<Vec<Option<Fragmentation>>> = match drawn.draws()? {
            Some(draws) => rules.drawn(date, draws, |distances| {
                sectors.iter().map(|sector| distances.fragmentation(Some(&sector.values))).collect()
            }),
            None => Vec::new(),
        };
        for (place, sector) in sectors.iter().enumerate() {
            // A sector without trade between economies with measures has no index.
            let Some(index) = distances.fragmentation(Some(&sector.values)) else { continue };
            let of = |number: fn(Fragmentation) -> f64| {
                Quantiles::of(draws.iter().filter_map(|draw| draw[place]).map(number).collect())
            };
            let drawn =
                (!draws.is_empty()).then(|| [of(|index| index.burden), of(|index| index.heterogeneity)]);
            rows.push(Row { year, sector, index, drawn });
        }
    }
    Ok(rows)
}

fn table(rows: &[Row], baseline: &Baseline) -> String {
    let all: Vec<&Row> = rows.iter().filter(|row| row.sector.code == ALL).collect();
    let Some(last) = all.last() else {
        return "No trade between economies that have measures.\n".to_owned();
    };
    let line = |row: &Row, label: String| {
        let mut cells = vec![label, shown(row.index.burden), shown(row.index.heterogeneity)];
        cells.extend(row.drawn.into_iter().flatten().map(range));
        cells
    };
    let filled = |label: &str, lines: Vec<Vec<String>>| {
        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        let header = [label, "burden", "heterogeneity", "burden, 90%", "heterogeneity, 90%"];
        table.set_header(&header[..lines.first().map_or(3, Vec::len)]);
        table.add_rows(lines);
        for column in table.column_iter_mut().skip(1) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        format!("{}\n", table.trim_fmt())
    };
    let mut sectors: Vec<&Row> =
        rows.iter().filter(|row| row.year == last.year && row.sector.code != ALL).collect();
    sectors.sort_by(|one, other| other.index.burden.total_cmp(&one.index.burden));
    let years = all.iter().map(|row| line(row, row.year.to_string())).collect();
    let by_sector =
        sectors.iter().map(|row| line(row, format!("{} {}", row.sector.code, row.sector.name))).collect();
    format!(
        "All trade, by year\n\n{}\nSectors in {}\n\n{}\nAverages over pairs of economies, from 0 to 1, weighted by the trade of {}; {:.0} percent of it is between\n\
         economies that have measures.\n",
        filled("year", years),
        last.year,
        filled("sector", by_sector),
        baseline.meta.name,
        last.sector.covered * 100.0,
    )
}

fn records(rows: &[Row]) -> Vec<Vec<String>> {
    let mut header = vec!["year", "sector", "burden", "heterogeneity", "recognised", "covered"];
    if rows.first().is_some_and(|row| row.drawn.is_some()) {
        header.extend(["burden_p05", "burden_p50", "burden_p95"]);
        header.extend(["heterogeneity_p05", "heterogeneity_p50", "heterogeneity_p95"]);
    }
    let record = |row: &Row| {
        let Fragmentation { burden, heterogeneity, recognised } = row.index;
        let drawn = row.drawn.into_iter().flatten().flat_map(|of| [of.p05, of.p50, of.p95]);
        let numbers = [burden, heterogeneity, recognised, row.sector.covered].into_iter().chain(drawn);
        let words = [row.year.to_string(), row.sector.code.clone()];
        words.into_iter().chain(numbers.map(|number| number.to_string())).collect()
    };
    let header = header.into_iter().map(str::to_owned).collect();
    std::iter::once(header).chain(rows.iter().map(record)).collect()
}

fn json(rows: &[Row], baseline: &Baseline) -> Value {
    let row = |row: &Row| {
        let mut value = json!({
            "year": row.year,
            "sector": row.sector.code,
            "burden": row.index.burden,
            "heterogeneity": row.index.heterogeneity,
            "recognised": row.index.recognised,
            "covered": row.sector.covered,
        });
        if let Some(drawn) = row.drawn {
            for (name, Quantiles { p05, p50, p95 }) in ["burden", "heterogeneity"].into_iter().zip(drawn) {
                value[format!("{name}_p05")] = json!(p05);
                value[format!("{name}_p50")] = json!(p50);
                value[format!("{name}_p95")] = json!(p95);
            }
        }
        value
    };
    json!({ "baseline": baseline.meta.name, "index": rows.iter().map(row).collect::<Vec<_>>() })
}
