//! `comity policy distance`.

use super::method::{Drawn, Method, When, ranges};
use super::{Common, shown};
use crate::errors::Failure;
use crate::output::{PrintFormat, csv, print, print_json};
use clap::Args;
use comfy_table::{CellAlignment, Table, presets};
use comity_policy::answer::{Distance, Pair, Ranges};

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

pub fn run(args: &DistanceArgs) -> Result<(), Failure> {
    let rules = args.method.rules(&args.common)?;
    let date = args.when.on(rules.registry);
    let distance = Distance::of(&rules, &rules.places(&args.economies)?, date, args.drawn.draws()?);
    match args.common.format {
        PrintFormat::Table => print(format_args!("{}", table(distance))),
        PrintFormat::Csv => print(format_args!("{}", csv(rows(&distance.pairs))?)),
        PrintFormat::Json => print_json(&distance),
    }
}

fn table(distance: Distance) -> String {
    let Distance { date, mut pairs } = distance;
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
        let mut row = vec![pair.origin.clone(), pair.destination.clone()];
        row.extend([pair.burden, pair.heterogeneity, pair.recognised].map(shown));
        row.extend(pair.drawn.into_iter().flat_map(ranges));
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
        let mut row = vec![pair.origin.clone(), pair.destination.clone()];
        let drawn = pair.drawn.iter().flat_map(Ranges::numbers);
        let numbers = [pair.burden, pair.heterogeneity, pair.recognised].into_iter().chain(drawn);
        row.extend(numbers.map(|number| number.to_string()));
        row
    };
    let header = header.into_iter().map(str::to_owned).collect();
    std::iter::once(header).chain(pairs.iter().map(row)).collect()
}
