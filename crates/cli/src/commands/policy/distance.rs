//! `comity policy distance`.

use super::method::{Drawn, Method, When, range};
use super::{Common, shown};
use crate::errors::Failure;
use crate::output::{PrintFormat, csv, print};
use clap::Args;
use comfy_table::{CellAlignment, Table, presets};
use comity_policy::{Date, Quantiles, Rules};
use serde_json::{Value, json};

/// Pairs that a table shows.
const SHOWN: usize = 20;

#[derive(Debug, Args)]
pub struct DistanceArgs {
    /// Only between these economies [default: all that have measures]
    #[arg(long, value_delimiter = ',', value_name = "CODE,CODE")]
    economies: Vec<String>,
    #[command(flatten)]
    when: When,
    #[command(flatten)]
    drawn: Drawn,
    #[command(flatten)]
    method: Method,
    #[command(flatten)]
    common: Common,
}

/// The distances of a pair.
struct Pair<'a> {
    origin: &'a str,
    destination: &'a str,
    burden: f64,
    heterogeneity: f64,
    recognised: f64,
    /// Of burden and of heterogeneity, where they were drawn.
    drawn: Option<[Quantiles; 2]>,
}

pub fn run(args: &DistanceArgs) -> Result<(), Failure> {
    let rules = args.method.rules(&args.common)?;
    let date = args.when.on(rules.registry);
    let pairs = pairs(&rules, &places(&rules, &args.economies)?, date, &args.drawn)?;
    match args.common.format {
        PrintFormat::Table => print(format_args!("{}", table(pairs, date))),
        PrintFormat::Csv => print(format_args!("{}", csv(rows(&pairs))?)),
        PrintFormat::Json => print(format_args!("{:#}\n", json(&pairs, date))),
    }
}

/// The places of economies, or of all.
pub fn places(rules: &Rules, codes: &[String]) -> Result<Vec<usize>, Failure> {
    if codes.is_empty() {
        return Ok((0..rules.economies().len()).collect());
    }
    let mut places = Vec::new();
    for code in codes {
        rules.registry.ruler(code)?;
        let place = rules.place(code).ok_or_else(|| {
            let hint = match rules.registry.jurisdictions.find(code).filter(|found| !found.members.is_empty())
            {
                Some(union) => {
                    let members: Vec<&str> = union
                        .members
                        .iter()
                        .filter(|member| member.on(rules.registry.as_of()))
                        .map(|member| member.code.as_str())
                        .collect();
                    format!("name its members: {}", members.join(","))
                }
                None => "that is not to say that there is none; leave it out, or add one with --registry"
                    .to_owned(),
            };
            Failure::new(format!("the registry has no measures of `{code}` as an economy")).with_hint(hint)
        })?;
        if !places.contains(&place) {
            places.push(place);
        }
    }
    Ok(places)
}

fn pairs<'a>(
    rules: &Rules<'a>,
    places: &[usize],
    date: Date,
    drawn: &Drawn,
) -> Result<Vec<Pair<'a>>, Failure> {
    let distances = rules.distances(date);
    let of: Vec<(usize, usize)> = places
        .iter()
        .flat_map(|&origin| places.iter().map(move |&destination| (origin, destination)))
        .collect();
    let mut quantiles: Vec<Option<[Quantiles; 2]>> = vec![None; of.len()];
    if let Some(draws) = drawn.draws()? {
        let drawn: Vec<Vec<[f64; 2]>> = rules.drawn(date, draws, |distances| {
            let both = |&(from, to): &(usize, usize)| {
                [distances.burden(from, to), distances.heterogeneity(from, to)]
            };
            of.iter().map(both).collect()
        });
        for (pair, quantiles) in quantiles.iter_mut().enumerate() {
            let of = |which: usize| Quantiles::of(drawn.iter().map(|draw| draw[pair][which]).collect());
            *quantiles = Some([of(0), of(1)]);
        }
    }
    let pair = |(&(from, to), drawn)| Pair {
        origin: rules.economies()[from],
        destination: rules.economies()[to],
        burden: distances.burden(from, to),
        heterogeneity: distances.heterogeneity(from, to),
        recognised: distances.recognised(from, to),
        drawn,
    };
    Ok(of.iter().zip(quantiles).map(pair).collect())
}

fn table(mut pairs: Vec<Pair>, date: Date) -> String {
    pairs.retain(|pair| pair.origin != pair.destination);
    pairs.sort_by(|one, other| other.burden.total_cmp(&one.burden));
    let drawn = pairs.first().is_some_and(|pair| pair.drawn.is_some());
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    let mut header = vec!["origin", "destination", "burden", "heterogeneity", "recognised"];
    if drawn {
        header.extend(["burden, 90%", "heterogeneity, 90%"]);
    }
    table.set_header(header);
    for pair in pairs.iter().take(SHOWN) {
        let mut row = vec![pair.origin.to_owned(), pair.destination.to_owned()];
        row.extend([pair.burden, pair.heterogeneity, pair.recognised].map(shown));
        row.extend(pair.drawn.into_iter().flatten().map(range));
        table.add_row(row);
    }
    for column in table.column_iter_mut().skip(2) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    let mut text =
        format!("Extra burden of selling from origin to destination, {date}\n\n{}\n", table.trim_fmt());
    if pairs.len() > SHOWN {
        let more = pairs.len() - SHOWN;
        text += &format!(
            "... {more} more pairs with less; --format csv has all, --economies A,B those between some\n"
        );
    }
    text + "\nFrom 0 to 1: the share of everything that could be required which the destination requires beyond the origin.\n"
}

fn rows(pairs: &[Pair]) -> Vec<Vec<String>> {
    let mut header = vec!["origin", "destination", "burden", "heterogeneity", "recognised"];
    if pairs.first().is_some_and(|pair| pair.drawn.is_some()) {
        header.extend(["burden_p05", "burden_p50", "burden_p95"]);
        header.extend(["heterogeneity_p05", "heterogeneity_p50", "heterogeneity_p95"]);
    }
    let row = |pair: &Pair| {
        let mut row = vec![pair.origin.to_owned(), pair.destination.to_owned()];
        let drawn = pair.drawn.into_iter().flatten().flat_map(|of| [of.p05, of.p50, of.p95]);
        let numbers = [pair.burden, pair.heterogeneity, pair.recognised].into_iter().chain(drawn);
        row.extend(numbers.map(|number| number.to_string()));
        row
    };
    let header = header.into_iter().map(str::to_owned).collect();
    std::iter::once(header).chain(pairs.iter().map(row)).collect()
}

fn json(pairs: &[Pair], date: Date) -> Value {
    let pair = |pair: &Pair| {
        let mut value = json!({
            "origin": pair.origin,
            "destination": pair.destination,
            "burden": pair.burden,
            "heterogeneity": pair.heterogeneity,
            "recognised": pair.recognised,
        });
        if let Some(drawn) = pair.drawn {
            for (name, Quantiles { p05, p50, p95 }) in ["burden", "heterogeneity"].into_iter().zip(drawn) {
                for (which, quantile) in [("p05", p05), ("p50", p50), ("p95", p95)] {
                    value[format!("{name}_{which}")] = json!(quantile);
                }
            }
        }
        value
    };
    json!({ "date": date, "pairs": pairs.iter().map(pair).collect::<Vec<_>>() })
}
